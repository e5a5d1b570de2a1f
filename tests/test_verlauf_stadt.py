"""A whole town's history: whatever is done to it afterwards is found, in the database and in the file, twice over."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, update

from tests.test_tageskopf import NACHTS, schliesse_ab
from tests.welt import JETZT, Stadt, als, entwurf, freigegeben
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.models import Kettenende, Koerperschaft, Protokolleintrag, Tageskopf, Verlaufseintrag, Vorlage
from vorlagen.services import protokoll, verlaufsausgabe, verlaufspruefung
from vorlagen.services.protokoll import Ereignis
from vorlagen.siegel import erneuere, lade, pruefer


@pytest.fixture
def dreitagestadt(stadt: Stadt, tmp_path: Path) -> Stadt:
    """Three papers on three days, all under heads, events in the Protokoll, and a new key on the third day."""
    adele = als("adele")
    for tag in range(3):
        freigegeben(stadt, jetzt=JETZT + timedelta(days=tag))
        als("adele")
        with transaction():
            for _ in range(2):
                zeit = JETZT + timedelta(days=tag)
                protokoll.schreibe(Ereignis.EINSTELLUNG_GEAENDERT, wer=adele, daten={"nr": tag}, jetzt=zeit)
        if tag == 2:
            erneuere(tmp_path)
        assert schliesse_ab(tmp_path, NACHTS + timedelta(days=tag)) == 1
    return stadt


def online(stadt: Stadt, ort: Path, bezeugt: str | None = None, jetzt: datetime | None = None) -> list[str]:
    sicht_oeffnen(ALLE)
    db.session.rollback()
    befund = verlaufspruefung.pruefe_datenbank(stadt.koerperschaft_id, lade(ort), bezeugt=bezeugt, jetzt=jetzt)
    db.session.rollback()
    return [bruch.satz for bruch in befund.brueche]


def ausgegeben(stadt: Stadt, ort: Path) -> Path:
    sicht_oeffnen(ALLE)
    ziel = ort / "stadt.zip"
    gemeint = db.session.get_one(Koerperschaft, stadt.koerperschaft_id)
    verlaufsausgabe.exportiere(gemeint, ziel, jetzt=NACHTS + timedelta(days=2, hours=1))
    return ziel


EINGRIFFE: dict[str, tuple[Any, str]] = {
    "Eintrag geändert": (update(Verlaufseintrag).where(Verlaufseintrag.nr == 3).values(was="x"), "Eintrag 3 wurde"),
    "Ende gekürzt": (delete(Verlaufseintrag).where(Verlaufseintrag.nr > 4), "Ab Eintrag 5 fehlt etwas"),
    "Kette weg": (delete(Verlaufseintrag), "Ab Eintrag 1 fehlt etwas"),
    "Zeuge geändert": (update(Kettenende).values(hash="0" * 64), "ist nicht der, den der Tageskopf"),
    "Zeuge weg": (delete(Kettenende).where(Kettenende.stelle == 0), "bezeugt andere Ketten"),
    "Kopf geändert": (update(Tageskopf).where(Tageskopf.nr == 2).values(vorlagen=3), "Tageskopf 2 (2026-03-03) wurde"),
    "Kopf weg": (delete(Tageskopf).where(Tageskopf.nr == 2), "Tageskopf 2 (2026-03-04) schließt nicht"),
    "letzter Kopf weg": (delete(Tageskopf).where(Tageskopf.nr == 3), "Der aufbewahrte Tageskopf ist nicht dabei"),
    "Protokoll geändert": (update(Protokolleintrag).values(was="x"), "bezeugt ein anderes Protokoll"),
    "Protokoll gekürzt": (delete(Protokolleintrag).where(Protokolleintrag.kopf.is_not(None)), "anderes Protokoll"),
}


class _Zurueck(Exception):
    """Takes a change back."""


@pytest.mark.probe
def test_jeder_eingriff_in_die_datenbank_wird_gefunden(
    dreitagestadt: Stadt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bezeugt = verlaufsausgabe.koepfe(dreitagestadt.koerperschaft_id)[-1].hash
    assert online(dreitagestadt, tmp_path, bezeugt) == []
    gefunden = {}
    for was, (befehl, _) in EINGRIFFE.items():
        with suppress(_Zurueck), transaction() as sitzung, monkeypatch.context() as ohne:
            ohne.setattr(verlaufsausgabe, "momentaufnahme", lambda: None)  # it would end this very transaction
            sitzung.execute(befehl)
            befund = verlaufspruefung.pruefe_datenbank(dreitagestadt.koerperschaft_id, lade(tmp_path), bezeugt=bezeugt)
            gefunden[was] = " ".join(bruch.satz for bruch in befund.brueche)
            raise _Zurueck
    assert [was for was, (_, satz) in EINGRIFFE.items() if satz not in gefunden[was]] == []
    assert online(dreitagestadt, tmp_path, bezeugt) == []


def test_ein_geleertes_protokoll_entschuldigt_kein_eintrag_ueber_eine_loeschung(
    dreitagestadt: Stadt, tmp_path: Path
) -> None:
    """Retention deletes what is a year old, and nothing says that it did so tomorrow."""
    adele, jetzt = als("adele"), NACHTS + timedelta(days=2)
    saetze = {"2026-03-05": "anderes Protokoll", "2027-03-05": "vordatiert", "2028-03-05": ""}
    for tag, satz in saetze.items():
        als("adele")
        zeit = datetime.fromisoformat(f"{tag}T03:00:00+00:00")
        with transaction() as sitzung:
            sitzung.execute(delete(Protokolleintrag))
            bis: dict[str, protokoll.Wert] = {"art": "protokoll", "protokoll_bis": "2026-03-04"}
            protokoll.schreibe(Ereignis.FRISTGEMAESS_GELOESCHT, wer=adele, daten=bis, jetzt=zeit)
        bruch = online(dreitagestadt, tmp_path, jetzt=max(jetzt, zeit) if not satz else jetzt)
        assert [satz in einer for einer in bruch] == [True] * bool(satz), tag
        if tag < "2027":
            with pytest.raises(ValueError, match="anderes Protokoll"):
                pruefer.pruefe(str(ausgegeben(dreitagestadt, tmp_path)))


@pytest.mark.probe
def test_ein_zurueckdatierter_eintrag_faellt_auf_auch_wenn_er_richtig_verkettet_ist(
    dreitagestadt: Stadt, tmp_path: Path
) -> None:
    entwurf(dreitagestadt, jetzt=JETZT)
    assert online(dreitagestadt, tmp_path) == ["Eintrag 1 ist vor den Tageskopf vom 2026-03-04 zurückdatiert."]
    assert schliesse_ab(tmp_path, NACHTS + timedelta(days=3)) == 1
    assert online(dreitagestadt, tmp_path) == ["Eintrag 1 ist vor den Tageskopf vom 2026-03-04 zurückdatiert."]


@pytest.mark.probe
def test_das_pruefprogramm_kommt_mit_und_braucht_nichts(dreitagestadt: Stadt, tmp_path: Path) -> None:
    ort = ausgegeben(dreitagestadt, tmp_path)
    with zipfile.ZipFile(ort) as paket:
        paket.extract("verlauf_pruefer.py", tmp_path)

    def lauf(*worte: str) -> subprocess.CompletedProcess[str]:
        befehl = [sys.executable, "-I", "-S", str(tmp_path / "verlauf_pruefer.py"), str(ort), *worte]
        return subprocess.run(befehl, capture_output=True, text=True, check=False)

    kopf = verlaufsausgabe.koepfe(dreitagestadt.koerperschaft_id)[-1]
    assert (lauf().returncode, kopf.hash in lauf("--kopf", kopf.hash).stdout) == (0, True)
    falsch = lauf("--schluessel", "f" * 64)
    assert (falsch.returncode, "dem nichts vertraut" in falsch.stderr) == (1, True)


def test_eine_einzelne_vorlage_traegt_den_beweis_ihres_tageskopfes(dreitagestadt: Stadt, tmp_path: Path) -> None:
    als("adele")
    for vorlage in db.session.query(Vorlage).order_by(Vorlage.id):
        datei = json.loads(json.dumps(verlaufsausgabe.mit_beweis(vorlage)))
        ort = tmp_path / "vorlage.json"
        eingriffe: tuple[Callable[[], object], ...] = (
            lambda: None,
            lambda: datei["verlauf"].pop(),  # noqa: B023 - called at once
            lambda: datei["beweis"].update(stelle=datei["beweis"]["stelle"] ^ 1),  # noqa: B023
            lambda: datei["kopf"].update(vorlagen=4),  # noqa: B023
        )
        for nr, eingriff in enumerate(eingriffe):
            datei = json.loads(json.dumps(verlaufsausgabe.mit_beweis(vorlage)))
            eingriff()
            ort.write_text(json.dumps(datei), encoding="utf-8")
            befund = verlaufspruefung.pruefe_vorlage(datei)
            try:
                fremder = bool(pruefer.pruefe(str(ort)))
            except (ValueError, IndexError):
                fremder = False
            assert (befund.brueche == [], fremder) == (nr == 0, nr == 0), nr


def test_ed25519_ist_das_von_rfc_8032() -> None:
    """RFC 8032 § 7.1, tests 1 to 3: key, signature, message."""
    vektoren = (
        ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
         ""),
        ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
         "72"),
        ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
         "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
         "af82"),
    )  # fmt: skip
    for schluessel, signatur, text in vektoren:
        botschaft = bytes.fromhex(text)
        assert pruefer.unterschrieben(schluessel, signatur, botschaft)
        assert not pruefer.unterschrieben(schluessel, signatur, botschaft + b"x")
        s = int.from_bytes(bytes.fromhex(signatur)[32:], "little") + pruefer.ORDNUNG
        zweite = signatur[:64] + s.to_bytes(32, "little").hex()  # the same signature, written another way (malleable)
        assert not pruefer.unterschrieben(schluessel, zweite, botschaft)
        assert not pruefer.unterschrieben(schluessel, "00" * 64, botschaft)
        assert not pruefer.unterschrieben("ff" * 32, signatur, botschaft)
