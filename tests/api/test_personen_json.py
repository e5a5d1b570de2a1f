"""People and roles as JSON, for the administration only."""

from __future__ import annotations

from tests.api.programm import Besetzung
from tests.welt import Stadt, als, baue_stadt


def test_angaben_und_rollen_aendern_sich_ganz_oder_gar_nicht(rufen: Besetzung, stadt: Stadt) -> None:
    adele, pfad = rufen("adele"), f"personen/{als('kai').id}"
    antwort = adele.rufe("GET", pfad)
    etag, karte = antwort.headers["ETag"], antwort.get_json()
    assert [(r["rolle"], r["amt"]["name"], r["von"]) for r in karte["rollen"]] == [
        ("mitzeichnung", "20 Kämmerei", None)
    ]
    amt, hfa = stadt.aemter["20"], stadt.gremien["HFA"]
    rollen = [
        {"rolle": "mitzeichnung", "amt": amt, "bis": "2199-12-31"},
        {"rolle": "gremiendienst", "gremium": hfa, "von": "2020-01-01"},
    ]
    falsch = {"name": "Kai Neu", "rollen": [*rollen, {"rolle": "unfug"}]}
    assert "rolle" in adele.aendere(pfad, falsch, 422, kopf={"If-Match": etag})["felder"]
    assert adele.lies(pfad) == karte
    neu = adele.aendere(pfad, {"name": "Kai Neu", "mail": None, "rollen": rollen}, kopf={"If-Match": etag})
    assert (neu["name"], neu["mail"], [r["bis"] for r in neu["rollen"]]) == ("Kai Neu", None, ["2199-12-31", None])
    adele.aendere(pfad, {"name": "Kai Alt"}, 412, kopf={"If-Match": etag})
    leer = adele.aendere(pfad, {"rollen": [], "amt": ""})
    assert (leer["rollen"], leer["amt"]) == ([], None)
    eigene = f"personen/{als('adele').id}"
    assert "ohne Enddatum" in adele.aendere(eigene, {"rollen": []}, 422)["detail"]
    verwaltet = adele.lies(eigene)["rollen"][0]
    assert verwaltet["rolle"] == "verwaltung"


def test_fremde_und_wer_nicht_verwaltet_kommen_nicht_heran(rufen: Besetzung, stadt: Stadt) -> None:
    pfad = f"personen/{als('kai').id}"
    baue_stadt("nachbar", "Stadt Nachbarstadt", vorsilbe="n-")
    for wer, status in (("n-adele", 404), ("frieda", 403), ("gerda", 403), ("kai", 403)):
        rufen(wer).lies(pfad, status)
        rufen(wer).aendere(pfad, {"rollen": [{"rolle": "verwaltung"}]}, status)


def test_eine_abwesenheit_meldet_man_fuer_sich_die_verwaltung_fuer_alle(rufen: Besetzung, stadt: Stadt) -> None:
    kai, niemand = als("kai").id, als("niemand").id
    tage = {"von": "2199-01-02", "bis": "2199-01-05"}
    rufen("kai").schicke("abwesenheiten", {**tage, "durch": niemand}, 201)
    rufen("gerda").schicke("abwesenheiten", {**tage, "person": kai}, 403)
    rufen("adele").schicke("abwesenheiten", {"von": "2199-02-01", "bis": "2199-02-02", "person": kai}, 201)
    gelesen = rufen("kai").lies("vertretungen")["data"]
    assert [(v["amt"], v["abwesend"]["id"], v["person"] and v["person"]["id"]) for v in gelesen] == [
        (None, kai, niemand),
        (None, kai, None),
    ]
