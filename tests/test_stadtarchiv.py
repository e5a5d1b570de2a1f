"""A town as a file: out, in elsewhere, out again the same; and nothing of it left behind."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.test_tageskopf import NACHTS, koepfe, schliesse_ab
from tests.test_verlauf_stadt import online
from tests.welt import JETZT, PASSWORT, Stadt, als, baue_stadt, entwurf, freigegeben
from vorlagen.app import create_app
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, Base, db, sicht_oeffnen
from vorlagen.fehler import EingabeUngueltig, NichtAngemeldet
from vorlagen.models import Tageskopf, mauer
from vorlagen.services import anlagen, anmeldung, koerperschaften, stammdaten, verlauf
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.stadtarchiv import ausgabe, einlesen, loeschen, tabellen
from vorlagen.services.wer import Wer
from vorlagen.siegel import lade
from vorlagen.siegel.schluessel import DATEI

VERDAECHTIG = re.compile(r"passwort|geheim|totp|faktor|token|marke$|schluessel|kennwort|code|einladung")
HARMLOS = {
    *("erinnerung.schluessel", "pflicht.schluessel", "postausgang.schluessel", "postausgang.marke"),
    "tageskopf.schluessel",
    *(f"fremdschluessel.{spalte.name}" for spalte in Base.metadata.tables["fremdschluessel"].columns),
}
"""Keys of rows, here and elsewhere, numbers of claims, the public key of a signature: nothing that opens a door."""


def nichts() -> None:
    """Nobody watches the progress."""


def heraus(kuerzel: str, ziel: Path, fertig: Callable[[], object] = nichts) -> Path:
    sicht_oeffnen(ALLE)
    stadt = stammdaten.finde_koerperschaft(kuerzel)
    eigene = ziel.parent / "schablonen"
    ausgabe.nimm_heraus(stadt, ziel, schablonen=eigene, version="1", jetzt=JETZT + timedelta(days=1), fertig=fertig)
    return ziel


def inhalt(datei: Path) -> dict[str, bytes]:
    with ZipFile(datei) as paket:
        return {name: paket.read(name) for name in paket.namelist()}


@contextmanager
def anderswo(leere_datei: Path, tmp_path: Path) -> Iterator[None]:
    """Another machine with an empty installation."""
    datei = tmp_path / "anderswo.sqlite3"
    shutil.copy(leere_datei, datei)
    app = create_app(
        Einstellungen(instance=tmp_path, database_url=f"sqlite:///{datei}", secret_key="nur-fuer-pruefungen-" * 3)
    )
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def staedte(stadt: Stadt) -> tuple[str, str]:
    """Two towns of the same numbers, each with a paper that has a file; answers with the papers."""
    nachbarstadt = baue_stadt("buchen", "Stadt Buchenau", vorsilbe="b.")
    eigene, fremde = freigegeben(stadt), freigegeben(nachbarstadt, vorsilbe="b.")
    for ort, vorsilbe in ((stadt, ""), (nachbarstadt, "b.")):
        frieda = als(f"{vorsilbe}frieda")
        entwurf_id = entwurf(ort, wer=frieda.anmeldename)
        anlagen.fuege_hinzu(entwurf_id, "plan.txt", b"Lageplan", oeffentlich=False, wer=frieda, jetzt=JETZT)
    return eigene, fremde


@pytest.mark.probe
def test_hinaus_hinein_und_wieder_hinaus_ist_dasselbe(
    staedte: tuple[str, str], leere_datei: Path, tmp_path: Path
) -> None:
    (tmp_path / "schablonen").mkdir()
    (tmp_path / "schablonen" / "beschlussvorlage.docx").write_bytes(b"eigene")
    erstes = inhalt(heraus("linden", tmp_path / "erstes.zip"))
    assert not any(b"buchen" in teil or staedte[1].encode() in teil for teil in erstes.values())
    assert b'"passwort"' not in erstes["tabellen/person.jsonl"]
    with anderswo(leere_datei, tmp_path):
        ort = tmp_path / "neu"
        kopf = einlesen.lies_ein(tmp_path / "erstes.zip", schablonen=lambda _: ort, jetzt=JETZT, fertig=nichts)
        assert (kopf.kuerzel, (ort / "beschlussvorlage.docx").read_bytes()) == ("linden", b"eigene")
        with pytest.raises(NichtAngemeldet, match="gesperrt"):
            als("gerda")
        koerperschaften.setze_sperre("linden", gesperrt=False, jetzt=JETZT)
        assert hole(staedte[0], als("gerda"))[0].nummer == "10/001/2026"
        sicht_oeffnen(ALLE)
        assert verlauf.pruefe_alle()[1] == []
        zweites = inhalt(heraus("linden", tmp_path / "zweites.zip"))
        with pytest.raises(EingabeUngueltig, match="gibt es hier schon"):
            einlesen.lies_ein(tmp_path / "erstes.zip", schablonen=lambda _: ort, jetzt=JETZT, fertig=nichts)
    assert zweites == erstes


@pytest.mark.probe
def test_was_andere_waehrenddessen_schreiben_fehlt_ganz(staedte: tuple[str, str], stadt: Stadt, tmp_path: Path) -> None:
    """One instant, from the first table to the last: no paper without its history, no history without its paper."""
    vorher = inhalt(heraus("linden", tmp_path / "vorher.zip"))
    geschrieben: list[str] = []

    def schreibe() -> None:
        if len(geschrieben) < 3:
            geschrieben.append(entwurf(stadt))

    assert inhalt(heraus("linden", tmp_path / "waehrenddessen.zip", schreibe)) == vorher
    nachher = inhalt(heraus("linden", tmp_path / "nachher.zip"))["tabellen/vorlage.jsonl"].decode()
    assert [vorlage_id in nachher for vorlage_id in geschrieben] == [True] * 3


@pytest.mark.probe
def test_nach_dem_umzug_uebergibt_der_alte_schluessel_an_den_neuen(
    staedte: tuple[str, str], stadt: Stadt, leere_datei: Path, tmp_path: Path
) -> None:
    alt, neu = tmp_path / "alt", tmp_path / "neu"
    alt.mkdir()
    neu.mkdir()
    assert schliesse_ab(alt, NACHTS) == 2  # a head for each of the towns
    heraus("linden", tmp_path / "umzug.zip")
    with anderswo(leere_datei, tmp_path):
        einlesen.lies_ein(tmp_path / "umzug.zip", schablonen=lambda _: tmp_path / "s", jetzt=JETZT, fertig=nichts)
        (fremd,) = online(stadt, neu)  # makes a key of its own, which has signed nothing here
        assert "ist mit einem Schlüssel unterschrieben, dem nichts vertraut" in fremd
        ort = neu / DATEI
        ort.write_text(ort.read_text() + (alt / DATEI).read_text())
        assert schliesse_ab(neu, NACHTS + timedelta(days=1)) == 1
        erster, zweiter = koepfe(stadt)
        assert (erster.schluessel, zweiter.schluessel) == (lade(alt).neuester, lade(neu).neuester)
        assert zweiter.uebergabe is not None
        assert online(stadt, neu) == []
        assert online(stadt, alt) == []  # whoever kept the old public key verifies across the move
        db.session.execute(update(Tageskopf).where(Tageskopf.nr == 2).values(uebergabe=erster.signatur))
        db.session.commit()
        (gefaelscht,) = online(stadt, alt)
        assert "dem nichts vertraut" in gefaelscht


def test_was_in_der_datei_veraendert_wurde_bleibt_draussen(staedte: tuple[str, str], tmp_path: Path) -> None:
    echt = inhalt(heraus("linden", tmp_path / "echt.zip"))
    sicht_oeffnen(ALLE)
    vorher = db.session.scalar(select(func.count()).select_from(Base.metadata.tables["vorlage"]))
    faelschungen = {
        "verändert": {**echt, "tabellen/fassung.jsonl": echt["tabellen/fassung.jsonl"].replace(b"Netz", b"Nest")},
        "fehlt": {name: teil for name, teil in echt.items() if name != "tabellen/verlauf.jsonl"},
        "nicht dazugehört": {**echt, "tabellen/../x": b"x"},
        "manifest": {name: teil for name, teil in echt.items() if name != "manifest.json"},
    }
    for wort, teile in faelschungen.items():
        datei = tmp_path / "falsch.zip"
        with ZipFile(datei, "w") as paket:
            for name, teil in teile.items():
                paket.writestr(name, teil)
        with pytest.raises(EingabeUngueltig, match=wort):
            einlesen.pruefe(datei)
    sicht_oeffnen(ALLE)
    assert db.session.scalar(select(func.count()).select_from(Base.metadata.tables["vorlage"])) == vorher


def test_geloescht_wird_erst_nach_sperre_und_archiv_und_dann_alles(staedte: tuple[str, str], tmp_path: Path) -> None:
    sicht_oeffnen(ALLE)
    stadt_id = stammdaten.finde_koerperschaft("linden").id
    offen = heraus("linden", tmp_path / "offen.zip")
    with pytest.raises(EingabeUngueltig, match="gesperrt"):
        loeschen.loesche("linden", archiv=offen)
    with pytest.raises(EingabeUngueltig, match="nicht von"):
        loeschen.loesche("buchen", archiv=offen)
    koerperschaften.setze_sperre("linden", gesperrt=True, jetzt=JETZT)
    assert loeschen.loesche("linden", archiv=heraus("linden", tmp_path / "gesperrt.zip")) > 50
    sicht_oeffnen(ALLE)
    for tabelle in tabellen.alle():
        frage = select(func.count()).select_from(tabelle)
        assert db.session.scalar(frage.where(tabellen.gehoert(tabelle, stadt_id))) == 0, tabelle.name
        spuren = [s for s in tabelle.columns if s.name.endswith("_id")]
        for spalte in spuren:
            assert db.session.scalar(frage.where(spalte == stadt_id)) == 0, spalte
    assert hole(staedte[1], als("b.gerda"))[0].nummer == "10/001/2026"
    gesperrt = tmp_path / "gesperrt.zip"
    for wort, geaendert in _uebergriffe(inhalt(gesperrt), als("b.gerda")).items():
        with pytest.raises(EingabeUngueltig, match=wort):
            einlesen.lies_ein(
                _gefaelscht(inhalt(gesperrt) | geaendert, tmp_path), schablonen=Path, jetzt=JETZT, fertig=nichts
            )
    assert not als("b.gerda").hat("verwaltung")
    einlesen.lies_ein(gesperrt, schablonen=lambda _: tmp_path, jetzt=JETZT, fertig=nichts)
    assert inhalt(heraus("linden", tmp_path / "wieder.zip")) == inhalt(gesperrt)


def _uebergriffe(echt: dict[str, bytes], opfer: Wer) -> dict[str, dict[str, bytes]]:
    """Archives whose checksums are right and that reach for somebody of another town, by what must be said of them."""
    erste = json.loads(echt["tabellen/rolle.jsonl"].splitlines()[0])
    macht = erste | {"id": "f" * 32, "rolle": "verwaltung", "amt_id": None, "person_id": opfer.id}
    stadt = json.loads(echt["tabellen/koerperschaft.jsonl"])
    manifest = json.loads(echt["manifest.json"])

    def zeile(name: str, werte: dict[str, object]) -> dict[str, bytes]:
        return {name: echt[name] + json.dumps(werte).encode() + b"\n"}

    return {
        "unter „rolle“ etwas": zeile("tabellen/rolle.jsonl", macht),
        "„rolle“ etwas": zeile("tabellen/rolle.jsonl", macht | {"koerperschaft_id": opfer.koerperschaft_id}),
        "„rolle“ nicht mit dem": zeile("tabellen/rolle.jsonl", macht | {"person_id": "0" * 32}),
        "manifest.json nennt": {"tabellen/koerperschaft.jsonl": json.dumps(stadt | {"kuerzel": "x"}).encode() + b"\n"},
        "eine andere": {"manifest.json": json.dumps(manifest | {"id": "e" * 32}).encode()},
    }


def _gefaelscht(teile: dict[str, bytes], ordner: Path) -> Path:
    """A file whose every checksum is right."""
    summen = {name for name in teile if name not in ("pruefsummen.txt", "manifest.json")}
    liste = "".join(f"{sha256(teile[name]).hexdigest()}  {name}\n" for name in sorted(summen)).encode()
    manifest = json.loads(teile["manifest.json"]) | {"pruefsummen": sha256(liste).hexdigest()}
    datei = ordner / "gefaelscht.zip"
    with ZipFile(datei, "w") as paket:
        for name, teil in {**teile, "pruefsummen.txt": liste, "manifest.json": json.dumps(manifest).encode()}.items():
            paket.writestr(name, teil)
    return datei


def test_wer_gesperrt_ist_kommt_nicht_hinein_und_schickt_nichts(app: Flask, stadt: Stadt) -> None:
    person, marke = anmeldung.aus_sitzung(als("frieda").id)
    koerperschaften.setze_sperre("linden", gesperrt=True, jetzt=JETZT)
    with pytest.raises(NichtAngemeldet, match="gesperrt"):
        anmeldung.aus_sitzung(person.id, marke, jetzt=JETZT)
    with pytest.raises(NichtAngemeldet, match="gesperrt"):
        anmeldung.anmelden("frieda", PASSWORT, jetzt=JETZT)
    assert koerperschaften.sicht_der_offenen() == frozenset()
    koerperschaften.setze_sperre("linden", gesperrt=False, jetzt=JETZT)
    assert koerperschaften.sicht_der_offenen() == ALLE
    assert anmeldung.anmelden("frieda", PASSWORT, jetzt=JETZT).wer.name == "Frieda Federhalter"
    assert [(z.kuerzel, z.personen, z.vorlagen) for z in koerperschaften.liste()] == [("linden", 7, "unter 10")]
    assert [koerperschaften.gerundet(n) for n in (9, 12, 347, 9600)] == [
        "unter 10",
        "etwa 10",
        "etwa 300",
        "etwa 10000",
    ]


def test_kein_schluessel_geht_mit_hinaus() -> None:
    """A column that sounds like one is either left out or known to open nothing."""
    draussen = {f"{t.name}.{s.name}" for t in tabellen.im_archiv() for s in tabellen.spalten(t)}
    assert {name for name in draussen if VERDAECHTIG.search(name)} - HARMLOS == set()
    namen = {tabelle.name for tabelle in tabellen.im_archiv()}
    assert namen & (tabellen.SCHLUESSELTABELLEN | mauer.OHNE_STADT) == set()
