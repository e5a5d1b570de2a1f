"""The demo's town: every paper at its station, whatever day it is, and nothing twice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import undefer

from tests.welt import baue_stadt, version
from vorlagen import uhr
from vorlagen.app import create_app
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, Base, db, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig, EinstellungUngueltig, NichtGefunden
from vorlagen.kalender import BERLIN, Kalender, Wochentag, augenblick
from vorlagen.models import (
    Anlage,
    Erinnerung,
    Frist,
    Koerperschaft,
    Person,
    Postausgang,
    Sitzung,
    Verlaufseintrag,
    Vorlage,
)
from vorlagen.services import (
    anmeldung,
    demo,
    demokonten,
    ergebnisse,
    schritte,
    sitzungen,
    tagesordnung,
    verlauf,
    vorlagen,
)
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.demohaende import als, gehe, setze_auf_tagesordnung, zeichne
from vorlagen.services.demotage import Tage, abends
from vorlagen.services.passworthash import passwort_hash
from vorlagen.services.sichtbarkeit import hole, laufende_mitzeichnungen
from vorlagen.workflow.felder import AUSWIRKUNGEN

NW = Kalender("NW")
pytestmark = pytest.mark.probe

JETZT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
STATIONEN = {
    "10.21-3": "zur_kenntnis_genommen",
    "10.20-9": "in_beratung",
    "10.20-7": "in_mitzeichnung",
    "10.22-4": "in_freigabe",
    "10.10-12": "entwurf",
}
"""Where each paper stands, by its Aktenzeichen."""

TAGE = [
    datetime(2026, 1, 1, 0, 30, tzinfo=BERLIN),
    datetime(2026, 3, 29, 2, 59, tzinfo=BERLIN),
    datetime(2026, 4, 6, 12, 0, tzinfo=BERLIN),
    datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN),
    datetime(2026, 12, 23, 23, 59, tzinfo=BERLIN),
    datetime(2027, 1, 4, 8, 0, tzinfo=BERLIN),
    datetime(2028, 2, 29, 18, 0, tzinfo=BERLIN),
]
"""New Year's night, the two clock changes, Easter Monday, before Christmas, a leap day."""


@pytest.fixture(scope="module")
def gefuellte_datei(leere_datei: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the demo as it was filled at `JETZT`; tests copy it."""
    ort = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    shutil.copy(leere_datei, ort)
    with _geoeffnet(ort):
        demo.fuelle(jetzt=JETZT)
    return ort


@pytest.fixture
def gefuellt(gefuellte_datei: Path, tmp_path: Path) -> Iterator[Flask]:
    """The application on a filled demo of its own; an application context is open."""
    ort = shutil.copy(gefuellte_datei, tmp_path / "demo.sqlite3")
    with _geoeffnet(Path(ort)) as app:
        yield app


@contextmanager
def _geoeffnet(ort: Path) -> Iterator[Flask]:
    app = create_app(
        Einstellungen(instance=ort.parent, database_url=f"sqlite:///{ort}", secret_key="nur-fuer-pruefungen-" * 3)
    )
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_alle_vorlagen_stehen_an_ihrer_station(app: Flask) -> None:
    assert demo.fuelle(jetzt=JETZT)
    _pruefe(JETZT)


@pytest.mark.parametrize("einstellungen", ["sqlite"], indirect=True)
@pytest.mark.parametrize("jetzt", TAGE, ids=lambda jetzt: f"{jetzt:%Y-%m-%d}")
def test_an_jedem_tag_ist_die_demo_frisch(app: Flask, jetzt: datetime) -> None:
    assert demo.fuelle(jetzt=jetzt)
    _pruefe(jetzt)


def _pruefe(jetzt: datetime) -> None:
    """What must hold on every day."""
    sicht_oeffnen(ALLE)
    heute = jetzt.astimezone(BERLIN).date()
    papiere = {v.aktenzeichen: v for v in db.session.scalars(select(Vorlage))}
    assert {akte: v.status for akte, v in papiere.items()} == STATIONEN
    assert {akte for akte, v in papiere.items() if v.nummer} == {"10.21-3", "10.20-9"}
    assert [akte for akte, v in papiere.items() if not v.oeffentlich] == ["10.22-4"]
    assert verlauf.pruefe_alle()[1] == []
    zeiten = db.session.scalars(select(Verlaufseintrag.zeit).order_by(Verlaufseintrag.vorlage_id, Verlaufseintrag.nr))
    assert max(zeiten) < jetzt
    unterschriften = {m.amt.nummer: m for m in laufende_mitzeichnungen(papiere["10.20-7"])}
    assert {nummer: m.votum for nummer, m in unterschriften.items()} == {"20": "zugestimmt_mit_hinweis", "11": None}
    assert unterschriften["11"].frist is not None
    assert unterschriften["11"].frist < heute
    _pruefe_sitzungen(jetzt, papiere["10.20-9"])
    faellig = select(func.count()).where(Erinnerung.zustand == "geplant", Erinnerung.faellig_um <= jetzt)
    assert db.session.scalar(faellig) == 0


def _pruefe_sitzungen(jetzt: datetime, auf_tagesordnung: Vorlage) -> None:
    alle = db.session.scalars(select(Sitzung)).all()
    beginne = [sitzung.beginn.astimezone(BERLIN) for sitzung in alle]
    assert {beginn.time() for beginn in beginne} == {time(17, 30)}
    assert [beginn for beginn in beginne if not NW.ist_werktag(beginn.date())] == []
    kommende = [s for s in alle if s.beginn > jetzt]
    assert sorted(s.gremium.kuerzel for s in kommende) == ["DIG", "DIG", "HFA", "HFA", "Rat", "Rat"]
    assert {s.status for s in kommende} == {"geplant"}
    assert {s.status for s in alle if s not in kommende} == {"eingeladen"}
    naechste = min(kommende, key=lambda sitzung: sitzung.beginn)
    assert [top.sitzung_id for top in auf_tagesordnung.beratungen[0].tops] == [naechste.id]
    ladung = db.session.scalars(select(Frist).where(Frist.sitzung_id == naechste.id, Frist.zustand == "offen")).one()
    assert ladung.faellig_am > jetzt.astimezone(BERLIN).date()


def test_zweimal_gefuellt_ist_nichts_doppelt(app: Flask) -> None:
    demo.fuelle(jetzt=JETZT)
    vorher = _zeilen()
    assert not demo.fuelle(jetzt=JETZT + timedelta(days=1))
    assert _zeilen() == vorher


def _zeilen() -> dict[str, int]:
    tabellen = Base.metadata.sorted_tables
    return {
        tabelle.name: db.session.execute(select(func.count()).select_from(tabelle)).scalar_one() for tabelle in tabellen
    }


def test_die_vergangenheit_verschickt_keine_mails(gefuellt: Flask) -> None:
    bilanz = uhr.schlage(gefuellt, JETZT)
    assert (bilanz.erinnert, bilanz.dokumente) == (0, 2)
    assert db.session.scalar(select(func.count()).select_from(Postausgang)) == 0
    spaeter = uhr.schlage(gefuellt, JETZT + timedelta(days=30))
    assert spaeter.erinnert > 0


def test_eine_demo_wird_nicht_als_echtes_haus_bedient(gefuellt: Flask) -> None:
    sicht_oeffnen(ALLE)
    with pytest.raises(EinstellungUngueltig, match="das Passwort von adele, berta, frieda, gerda, kai, niemand, olaf"):
        demokonten.pruefe()
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        sitzung.execute(update(Person).values(passwort=passwort_hash("sieben ruhige Kiesel")))
        demokonten.pruefe()
        sitzung.rollback()


def test_alle_melden_sich_mit_dem_bekannten_passwort_an(gefuellt: Flask) -> None:
    namen = ["frieda", "kai", "berta", "olaf", "gerda", "rita", "adele", "niemand"]
    angemeldete = [anmeldung.anmelden(name, anmeldung.DEMO_PASSWORT, jetzt=JETZT, demo=True).wer for name in namen]
    rollen = {wer.anmeldename: [r.rolle for r in wer.rollen] for wer in angemeldete}
    assert rollen == {
        "frieda": ["federfuehrung"],
        "kai": ["mitzeichnung"],
        "berta": ["mitzeichnung"],
        "olaf": ["freigabe"],
        "gerda": ["gremiendienst"],
        "rita": ["gremienmitglied"],
        "adele": ["verwaltung"],
        "niemand": [],
    }
    assert [name for name in namen if als(name).installation] == ["adele"]
    assert [konto.anmeldename for konto in anmeldung.demokonten()] == namen


def test_das_nichtoeffentliche_sieht_niemand(gefuellt: Flask) -> None:
    sicht_oeffnen(ALLE)
    ids = {zeile.aktenzeichen: zeile.id for zeile in db.session.execute(select(Vorlage.aktenzeichen, Vorlage.id))}
    niemand = als("niemand")
    gesehen = set()
    for akte, vorlage_id in ids.items():
        try:
            gesehen.add((akte, hole(vorlage_id, niemand)[1]))
        except NichtGefunden:
            continue
    assert gesehen == {("10.21-3", "oeffentlich"), ("10.20-9", "oeffentlich")}


def test_dem_entwurf_fehlt_noch_dreierlei(gefuellt: Flask) -> None:
    frieda = als("frieda")
    vorlage, einblick = hole(_entwurf(), frieda)
    moegliche = schritte.moegliche(vorlage, einblick, frieda, jetzt=JETZT)
    gruende = next(m.gruende for m in moegliche if m.schritt.name == "zur_mitzeichnung_geben")
    assert [grund.feld for grund in gruende] == ["auswirkung_personell", "auswirkung_klima", "beratungsfolge"]


def test_der_entwurf_laesst_sich_bis_zum_beschluss_bringen(app: Flask) -> None:
    demo.fuelle(jetzt=JETZT)
    frieda, vorlage_id = als("frieda"), _entwurf()
    hfa, rat = (next(g.id for g in sitzungen.gremien() if g.kuerzel == kuerzel) for kuerzel in ("HFA", "Rat"))
    werte = {
        "auswirkungen": [{"art": art, "wert": "nein"} for art, _ in AUSWIRKUNGEN],
        "beratungsfolge": [Station((hfa,), "Vorberatung"), Station((rat,), "Entscheidung")],
    }
    vorlagen.aendere(vorlage_id, werte, version=version(vorlage_id, frieda), wer=frieda, jetzt=JETZT)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda", JETZT)
    zeichne(vorlage_id, "kai", JETZT)
    zeichne(vorlage_id, "berta", JETZT)
    gehe(vorlage_id, "freigeben", "olaf", JETZT)
    gerda = als("gerda")
    naechste = next(s.id for s in sitzungen.kommende(ab=JETZT, gremium_id=hfa))
    beratung_id = setze_auf_tagesordnung(vorlage_id, naechste, JETZT)
    ergebnisse.trage_ein(beratung_id, Ergebnis(ausgang="empfohlen"), version=None, wer=gerda, jetzt=JETZT)
    entscheidung = hole(vorlage_id, gerda)[0].beratungen[1].id
    im_rat = next(s.id for s in sitzungen.kommende(ab=JETZT, gremium_id=rat))
    tagesordnung.nimm_auf(im_rat, entscheidung, wer=gerda, jetzt=JETZT)
    ergebnisse.trage_ein(entscheidung, Ergebnis(ausgang="angenommen"), version=None, wer=gerda, jetzt=JETZT)
    vorlage, _ = hole(vorlage_id, gerda)
    assert (vorlage.status, vorlage.nummer) == ("beschlossen", "BV/2026/0001")


def test_wo_schon_eine_stadt_ist_wird_nichts_erfunden(app: Flask) -> None:
    baue_stadt()
    with pytest.raises(EingabeUngueltig) as gefangen:
        demo.fuelle(jetzt=JETZT)
    assert gefangen.value.satz.endswith("Die Demo braucht einen eigenen Ordner: --instance DIR.")


def test_eine_halbe_demo_gibt_sich_nicht_als_ganze_aus(gefuellt: Flask) -> None:
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        sitzung.scalars(select(Koerperschaft)).one().einstellungen = {}
    with pytest.raises(EingabeUngueltig) as gefangen:
        demo.fuelle(jetzt=JETZT)
    assert gefangen.value.satz.startswith("Das Füllen der Demo wurde unterbrochen.")


def test_sitzungen_fallen_an_keinem_tag_auf_einen_freien() -> None:
    for abstand in range(0, 3 * 366):
        heute = date(2026, 1, 1) + timedelta(days=abstand)
        tage = Tage(heute, NW)
        for wochentag in Wochentag:
            if wochentag < Wochentag.SAMSTAG:
                davor, danach = tage.letzter(wochentag, heute), tage.naechster(wochentag, heute)
                assert davor <= heute <= danach
                assert {davor.weekday(), danach.weekday()} == {wochentag}
                assert NW.ist_werktag(davor)
                assert NW.ist_werktag(danach)
                assert not {(davor.month, davor.day), (danach.month, danach.day)} & {(12, 24), (12, 31)}
        assert tage.vor(1, 16) < augenblick(heute, time(0), frueher=True) < tage.nach(1, 0, tag=heute)


def test_abends_ist_um_halb_sechs_in_berlin() -> None:
    assert abends(date(2026, 3, 30)) == datetime(2026, 3, 30, 15, 30, tzinfo=UTC)
    assert abends(date(2026, 3, 27)) == datetime(2026, 3, 27, 16, 30, tzinfo=UTC)


def test_die_anlagen_sind_lesbare_pdfs(gefuellt: Flask) -> None:
    sicht_oeffnen(ALLE)
    alle = db.session.scalars(select(Anlage).options(undefer(Anlage.inhalt)).order_by(Anlage.id)).all()
    assert [(a.name, a.typ, a.oeffentlich) for a in alle] == [
        ("IT-Strategie der Stadt Hollerbrück.pdf", "application/pdf", True),
        ("Digitalstrategie.pdf", "application/pdf", True),
        ("Stellenbeschreibungen.pdf", "application/pdf", False),
    ]
    for anlage in alle:
        tabelle = int(anlage.inhalt.rpartition(b"startxref\n")[2].split()[0])
        assert anlage.inhalt[tabelle:].startswith(b"xref\n0 6\n")
        for nr, zeile in enumerate(anlage.inhalt[tabelle:].splitlines()[3:8], start=1):
            assert anlage.inhalt[int(zeile[:10]) :].startswith(b"%d 0 obj\n" % nr)


def _entwurf() -> str:
    return db.session.scalars(select(Vorlage.id).where(Vorlage.aktenzeichen == "10.10-12")).one()
