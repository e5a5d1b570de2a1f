"""`vorlagen ablauf was-waere-wenn|umzug`: what is foretold is what happens, and nothing happens before."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cli.conftest import Ruf
from tests.lebenslaeufe import stadt_mit_allem
from tests.test_umzug import bestand, version_2, zustaende
from tests.welt import Stadt, baue_stadt
from vorlagen.extensions import ALLE, db, sicht_oeffnen, verzeichnis
from vorlagen.models import Vorlage
from vorlagen.services import verlauf
from vorlagen.workflow.verzeichnis import Verzeichnis

pytestmark = pytest.mark.probe


@pytest.fixture
def stadt(app: Flask) -> Iterator[Stadt]:
    yield stadt_mit_allem()
    verzeichnis.lade()


@pytest.fixture
def version_2_kommt(stadt: Stadt) -> Iterator[Callable[..., None]]:
    """Say it, and from the next command on version 2 of the Beschlussvorlage is installed, too."""
    lade = Verzeichnis.lade
    with pytest.MonkeyPatch.context() as einbau:

        def sage(*, mit_umzug: bool = True) -> None:
            def lade_mit_version_2(selbst: Verzeichnis) -> None:
                lade(selbst)
                version_2(mit_umzug=mit_umzug)

            einbau.setattr(Verzeichnis, "lade", lade_mit_version_2)

        yield sage


def stand() -> Counter[tuple[int, str]]:
    """As the database is now, not as this test's own transaction remembers it."""
    db.session.rollback()
    return zustaende()


@pytest.mark.usefixtures("instanz")
def test_was_der_befehl_voraussagt_das_tut_der_umzug(
    stadt: Stadt, rufe: Ruf, version_2_kommt: Callable[..., None]
) -> None:
    bestand(stadt, 20)
    version_2_kommt()
    vorher = stand()
    status, ausgabe, _ = rufe("ablauf", "was-waere-wenn", "beschlussvorlage", "--json")
    (bericht,) = json.loads(ausgabe)
    assert (status, stand()) == (0, vorher)
    assert (bericht["koerperschaft"], bericht["von_version"], bericht["nach_version"]) == ("linden", 1, 2)
    assert bericht["anzahl"] == {"bleibt": 16, "zieht_um": 4, "steckt_fest": 0}
    vorausgesagt: Counter[tuple[int, str]] = Counter()
    for gruppe in bericht["gruppen"]:
        vorausgesagt[2, gruppe["danach"]] += gruppe["anzahl"]
    status, ausgabe, _ = rufe("ablauf", "umzug", "beschlussvorlage", "--json")
    assert (status, json.loads(ausgabe)) == (0, {"umgezogen": 20, "stecken_fest": []})
    assert stand() == vorausgesagt
    sicht_oeffnen(ALLE)
    (letzter,) = {verlauf.lies(vorlage_id)[-1].wer_id for vorlage_id in db.session.scalars(select(Vorlage.id))}
    assert letzter is None
    satz = "Keine laufende Vorlage folgt einer älteren Fassung dieses Ablaufs.\n"
    assert rufe("ablauf", "was-waere-wenn", "beschlussvorlage") == (0, satz, "")


@pytest.mark.usefixtures("instanz")
def test_die_tabelle_sagt_wer_welches_recht_verliert(
    stadt: Stadt, rufe: Ruf, version_2_kommt: Callable[..., None]
) -> None:
    bestand(stadt, 5)
    version_2_kommt()
    _, ausgabe, _ = rufe("ablauf", "was-waere-wenn", "beschlussvorlage")
    zeilen = [zeile.split("  ") for zeile in ausgabe.splitlines()]
    worte = [[wort.strip() for wort in zeile if wort.strip()] for zeile in zeilen]
    assert worte[0] == ["Stadt Lindenstadt: Beschlussvorlage, Version 1 → 2"]
    assert ["Vorlagen", "Status jetzt", "Verbleib", "Status danach"] in worte
    assert ["1", "In Freigabe", "zieht um", "Bei der Leitung"] in worte
    assert ["Zusammen 5; bleibt: 4, zieht um: 1, steckt fest: 0."] in worte
    assert ["1", "In Freigabe", "Freigeben", "die freigebende Leitung", "verliert"] in worte
    assert ["1", "In Freigabe", "Freigeben", "der Gremiendienst", "gewinnt"] in worte


@pytest.mark.usefixtures("instanz")
def test_wer_feststeckt_wird_genannt_und_der_befehl_endet_mit_1(
    stadt: Stadt, rufe: Ruf, version_2_kommt: Callable[..., None]
) -> None:
    bestand(stadt, 5)
    version_2_kommt(mit_umzug=False)
    _, ausgabe, _ = rufe("ablauf", "was-waere-wenn", "beschlussvorlage")
    assert "Zusammen 5; bleibt: 4, zieht um: 0, steckt fest: 1.\n" in ausgabe
    status, ausgabe, klage = rufe("ablauf", "umzug", "beschlussvorlage")
    assert (status, ausgabe.splitlines()[-1]) == (1, "Umgezogen: 4, stecken fest: 1.")
    assert klage.endswith(": Für ihren Status nennt der neue Ablauf keinen Platz.\n")


@pytest.mark.usefixtures("instanz")
def test_nur_die_genannte_koerperschaft_zieht_um(stadt: Stadt, rufe: Ruf, version_2_kommt: Callable[..., None]) -> None:
    bestand(stadt, 5)
    baue_stadt("birken", "Stadt Birkenau", vorsilbe="b")
    version_2_kommt()
    assert json.loads(rufe("ablauf", "umzug", "beschlussvorlage", "--koerperschaft", "birken", "--json")[1]) == {
        "umgezogen": 0,
        "stecken_fest": [],
    }
    status, _, klage = rufe("ablauf", "umzug", "beschlussvorlage", "--koerperschaft", "eichen")
    assert (status, klage) == (1, "Bitte das Kürzel der Körperschaft angeben. Es gibt: birken, linden.\n")
    assert {version for version, _ in stand()} == {1}
    status, _, klage = rufe("ablauf", "was-waere-wenn", "unsinn")
    assert (status, klage[:25]) == (1, "Den Ablauf „unsinn“ gibt ")


def test_ohne_datenbank_verweigern_sich_beide(rufe: Ruf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VORLAGEN_INSTANCE", str(tmp_path / "instanz"))
    for befehl in ("was-waere-wenn", "umzug"):
        status, _, klage = rufe("ablauf", befehl, "antrag")
        assert (status, klage[:37]) == (1, "Die Datenbank ist noch leer oder auf ")
