"""What the draft form and the page of a paper say of its way: when decided at the earliest, and why."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.web.besuch import text
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, entwurf, freigegeben
from vorlagen.services import sitzungen
from vorlagen.services.beratungsfolge import Station


@pytest.fixture
def kalenderjahr(stadt: Stadt) -> dict[str, str]:
    """Two meetings of each body; their ids by day."""
    ids = {}
    for gremium, monat, tag in (("HFA", 6, 16), ("Rat", 6, 30), ("HFA", 9, 8), ("Rat", 9, 22)):
        beginn = datetime(2026, monat, tag, 15, tzinfo=UTC)
        ids[f"{gremium} {tag}"] = sitzungen.lege_an(stadt.gremien[gremium], beginn, wer=als("gerda"), jetzt=JETZT)
    return ids


def folge(stadt: Stadt) -> list[Station]:
    return [
        Station(gremium_ids=(stadt.gremien["HFA"],), art="Vorberatung"),
        Station(gremium_ids=(stadt.gremien["Rat"],), art="Entscheidung"),
    ]


def test_die_vorlage_sagt_was_ein_tag_ausmacht(besuch: Besucht, stadt: Stadt, kalenderjahr: dict[str, str]) -> None:
    vorlage_id = entwurf(stadt, art="Beschlussvorlage", beratungsfolge=folge(stadt))
    seite = text(besuch("frieda").hole(f"/vorlagen/{vorlage_id}"))
    assert "Freigabe bis 01.06. → HFA 16.06. → Rat 30.06.; einen Tag später → Rat erst 22.09." in seite
    assert "In die Mitzeichnung dafür bis" in seite
    assert "Wartet auf HFA am Di 16.06.2026" in seite
    assert "10 Arbeitstage vor Di 16.06.2026" in seite


def test_eine_freigegebene_vorlage_nennt_nur_noch_die_stationen(
    besuch: Besucht, stadt: Stadt, kalenderjahr: dict[str, str]
) -> None:
    vorlage_id = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=folge(stadt))
    seite = text(besuch("gerda").hole(f"/vorlagen/{vorlage_id}"))
    assert "Zeitplan HFA 16.06. → Rat 30.06. So ist gerechnet" in seite
    oeffentlich = text(besuch("niemand").hole(f"/vorlagen/{vorlage_id}"))
    assert "Sachstand Datennetz" in oeffentlich
    assert "Zeitplan" not in oeffentlich


def test_das_formular_plant_mit_was_gerade_gewaehlt_ist(
    besuch: Besucht, stadt: Stadt, kalenderjahr: dict[str, str]
) -> None:
    frieda = besuch("frieda")
    leer = frieda.hole("/vorlagen/neu")
    assert "Zeitplan" not in text(leer)
    hfa = stadt.gremien["HFA"]
    gewaehlt: dict[str, Any] = {
        "folge__0__wo": hfa,
        "folge__0__art": "Entscheidung",
        "aktion": "planen",
        "betreff": "Datennetz",
    }
    seite = frieda.druecke("/vorlagen/neu", leer, **gewaehlt).text
    assert "Freigabe bis 01.06. → HFA 16.06.; einen Tag später → HFA erst 08.09." in text(seite)
    assert 'value="Datennetz"' in seite
    gewaehlt["folge__0__wo"] = f"{hfa}:{kalenderjahr['HFA 8']}"
    seite = text(frieda.druecke("/vorlagen/neu", leer, **gewaehlt).text)
    assert "HFA 08.09.; einen Tag später → keine Sitzung mehr geplant" in seite
    assert "Nicht Di 16.06.2026: gewünscht ist frühestens Di 08.09.2026" in seite


def test_das_formular_plant_den_graphen_der_gerade_dasteht(
    besuch: Besucht, stadt: Stadt, kalenderjahr: dict[str, str]
) -> None:
    """Side by side nobody waits; with ten weeks in between the first Rat is too soon."""
    frieda = besuch("frieda")
    leer = frieda.hole("/vorlagen/neu")
    gewaehlt: dict[str, Any] = {
        "folge__0__wo": stadt.gremien["Rat"],
        "folge__0__art": "Entscheidung",
        "aktion": "station-neu",
    }
    zwei = frieda.druecke("/vorlagen/neu", leer, **gewaehlt).text
    zweite: dict[str, Any] = {"folge__1__wo": stadt.gremien["HFA"], "folge__1__art": "Vorberatung", "aktion": "planen"}
    nacheinander = text(frieda.druecke("/vorlagen/neu", zwei, **zweite).text)
    assert "Wartet auf Rat am Di 30.06.2026" in nacheinander
    nebeneinander = text(frieda.druecke("/vorlagen/neu", zwei, folge__1__zugleich="1", **zweite).text)
    assert "Wartet auf" not in nebeneinander
    abstand = text(frieda.druecke("/vorlagen/neu", zwei, folge__1__abstand="84", **zweite).text)
    assert "Wartet auf Rat am Di 30.06.2026, mindestens 84 Tage später" in abstand
    assert "Für HFA ist keine Sitzung geplant, die noch zu erreichen ist" in abstand


def test_ohne_sitzungen_ist_die_entscheidung_nicht_absehbar(besuch: Besucht, stadt: Stadt) -> None:
    seite = text(besuch("frieda").hole(f"/vorlagen/{entwurf(stadt)}"))
    assert "Eine Entscheidung ist noch nicht absehbar." in seite
    assert "Für HFA ist keine Sitzung geplant, die noch zu erreichen ist" in seite
