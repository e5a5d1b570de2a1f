"""The planner over JSON: forwards, backwards, for a paper; what is not said clearly enough is refused by its name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.programm import HFA, Besetzung
from tests.api.test_openapi import _pruefe as pruefe
from tests.welt import Stadt, entwurf

RAT = "Rat der Stadt"
FOLGE = [{"gremium": HFA, "art": "Vorberatung"}, {"gremium": RAT, "art": "Entscheidung"}]


@pytest.fixture
def sitzungen(rufen: Besetzung, stadt: Stadt) -> dict[str, str]:
    """Two meetings of each body, by day."""
    gerda = rufen("gerda")
    termine = ((HFA, "2027-06-15"), (RAT, "2027-06-29"), (HFA, "2027-09-07"), (RAT, "2027-09-21"))
    return {
        tag: gerda.schicke("sitzungen", {"gremium": gremium, "beginn": f"{tag}T17:00:00+02:00"}, 201)["id"]
        for gremium, tag in termine
    }


def test_vorwaerts_nennt_entscheidung_stationen_puffer_und_was_ein_tag_ausmacht(
    rufen: Besetzung, sitzungen: dict[str, str]
) -> None:
    frage = {"richtung": "vorwaerts", "ab": "2027-05-27", "beratungsfolge": FOLGE}
    plan = rufen("frieda").schicke("planung", frage)
    assert (plan["entscheidung"], plan["spaetestens"], plan["sonst"]) == ("2027-06-29", "2027-06-01", "2027-09-21")
    hfa, rat = plan["stationen"]
    assert (hfa["gremium"], hfa["sitzung"], hfa["datum"]) == (HFA, sitzungen["2027-06-15"], "2027-06-15")
    assert (hfa["abgabe_bis"], hfa["ladung_bis"], hfa["puffer_tage"]) == ("2027-06-01", "2027-06-07", 5)
    assert rat["gruende"][0] == f"Wartet auf {HFA} am Di 15.06.2027"
    assert plan["kette"].endswith("einen Tag später → Rat der Stadt erst 21.09.")
    danach = rufen("frieda").schicke("planung", frage | {"ab": "2027-06-02"})
    assert danach["entscheidung"] == "2027-09-21"


def test_rueckwaerts_gibt_den_letzten_beginn(rufen: Besetzung, sitzungen: dict[str, str]) -> None:
    frage = {"richtung": "rueckwaerts", "bis": "2027-07-01", "beratungsfolge": FOLGE, "mitzeichnung_werktage": 5}
    plan = rufen("frieda").schicke("planung", frage)
    assert (plan["beginn_spaetestens"], plan["freigabe"]) == ("2027-05-24", "2027-06-01")
    hin = {"ab": plan["beginn_spaetestens"], "beratungsfolge": FOLGE, "mitzeichnung_werktage": 5}
    assert rufen("frieda").schicke("planung", hin)["entscheidung"] == "2027-06-29"
    assert rufen("frieda").schicke("planung", hin | {"ab": "2027-05-25"})["entscheidung"] == "2027-09-21"
    nie = rufen("frieda").schicke("planung", frage | {"bis": "2027-06-28"})
    assert (nie["beginn_spaetestens"], nie["stationen"]) == (None, [])
    assert nie["kette"] == "Bis Mo 28.06.2027 gibt es keinen Weg zur Entscheidung."


def test_nebeneinander_intern_und_gewuenschte_sitzung_zaehlen(rufen: Besetzung, sitzungen: dict[str, str]) -> None:
    folge: list[dict[str, Any]] = [
        {"gremium": HFA, "intern": True, "reihe": 1},
        {"gremien": [HFA], "sitzung": sitzungen["2027-09-07"], "reihe": 1},
        {"gremium": RAT, "art": "Entscheidung", "reihe": 2, "mindestabstand_tage": 14},
    ]
    plan = rufen("frieda").schicke("planung", {"ab": "2027-05-03", "beratungsfolge": folge})
    assert [station["datum"] for station in plan["stationen"]] == ["2027-05-03", "2027-09-07", "2027-09-21"]
    folge[2]["mindestabstand_tage"] = 15
    plan = rufen("frieda").schicke("planung", {"ab": "2027-05-03", "beratungsfolge": folge})
    assert (plan["entscheidung"], plan["kette"]) == (None, "Eine Entscheidung ist noch nicht absehbar.")


def test_stationen_warten_aufeinander_wie_sie_es_sagen(rufen: Besetzung, sitzungen: dict[str, str]) -> None:
    rat = {"gremium": RAT, "art": "Entscheidung", "schluessel": "rat", "wartet_auf": ["hfa"]}
    folge: list[dict[str, Any]] = [rat, {"gremium": HFA, "schluessel": "hfa", "wartet_auf": [], "datum": "2027-09-01"}]
    frage = {"ab": "2027-05-03", "beratungsfolge": folge}
    assert rufen("frieda").schicke("planung", frage)["entscheidung"] == "2027-09-21"
    folge[0]["wartet_auf"] = []
    assert rufen("frieda").schicke("planung", frage)["entscheidung"] == "2027-06-29"
    folge[0]["wartet_auf"], folge[1]["wartet_auf"] = ["hfa"], ["rat"]
    assert "im Kreis" in rufen("frieda").schicke("planung", frage, 422)["detail"]
    folge[1]["wartet_auf"] = ["gibt es nicht"]
    assert "nicht gibt" in rufen("frieda").schicke("planung", frage, 422)["detail"]
    folge[1]["schluessel"] = "rat"
    assert "denselben" in rufen("frieda").schicke("planung", frage, 422)["detail"]


def test_eine_vorlage_wird_nach_ihrem_stand_geplant(rufen: Besetzung, stadt: Stadt, sitzungen: dict[str, str]) -> None:
    vorlage_id = entwurf(stadt)
    plan = rufen("frieda").schicke("planung", {"vorlage": vorlage_id, "ab": "2027-05-03"})
    assert (plan["beginn"] < plan["freigabe"], plan["entscheidung"]) == (True, "2027-06-15")
    assert plan["gruende"][0].startswith("Angenommen nach den Fristen des Ablaufs")
    zurueck = {"vorlage": vorlage_id, "richtung": "rueckwaerts", "bis": "2027-06-15"}
    assert rufen("frieda").schicke("planung", zurueck)["beginn_spaetestens"] < "2027-06-01"
    for fremd in ("kai", "niemand"):
        rufen(fremd).schicke("planung", {"vorlage": vorlage_id}, 404)


@pytest.mark.parametrize(
    ("frage", "feld"),
    [
        ({}, "beratungsfolge"),
        ({"vorlage": "x", "beratungsfolge": FOLGE}, "beratungsfolge"),
        ({"richtung": "rueckwaerts", "beratungsfolge": FOLGE}, "bis"),
        ({"bis": "2027-07-01", "beratungsfolge": FOLGE}, "bis"),
        ({"richtung": "seitwaerts", "beratungsfolge": FOLGE}, "richtung"),
        ({"beratungsfolge": [{"gremium": "Gibt es nicht"}]}, "beratungsfolge"),
        ({"beratungsfolge": [{"art": "Vorberatung"}]}, "beratungsfolge.0.gremium"),
        ({"ab": "morgen", "beratungsfolge": FOLGE}, "ab"),
        ({"vorlage": "x", "mitzeichnung_werktage": 3}, "mitzeichnung_werktage"),
    ],
)
def test_eine_unklare_frage_wird_benannt(rufen: Besetzung, stadt: Stadt, frage: dict[str, Any], feld: str) -> None:
    assert list(rufen("frieda").schicke("planung", frage, 422)["felder"]) == [feld]


def test_die_antwort_steht_so_im_dokument(rufen: Besetzung, stadt: Stadt, sitzungen: dict[str, str]) -> None:
    frieda = rufen("frieda")
    for ab in ("2027-05-27", "2028-05-27"):
        pruefe(frieda.klient.application, "PlanAus", frieda.schicke("planung", {"ab": ab, "beratungsfolge": FOLGE}))
    ueblich = {"ab": "2027-05-03", "beratungsfolge": FOLGE, "mit_mitzeichnung": True}
    assert frieda.schicke("planung", ueblich)["entscheidung"] == "2027-06-29"
    rufen(None).schicke("planung", {"beratungsfolge": FOLGE}, 401)
