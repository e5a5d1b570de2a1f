"""Co-signing by programs: groups and own days, reasons, deputies, taking back."""

from __future__ import annotations

import time_machine

from tests.api.programm import Besetzung, entwurf
from tests.welt import JETZT, Stadt, als

KLIMA = "Die Vorlage wirkt sich auf das Klima aus, oder das ist noch nicht zu übersehen."


@time_machine.travel(JETZT)
def test_gruppen_eigene_tage_und_gruende_stehen_an_jeder_mitzeichnung(rufen: Besetzung, stadt: Stadt) -> None:
    frieda = rufen("frieda")
    werte = entwurf(
        mitzeichnungen=[{"amt": "Kämmerei", "werktage": 7}, {"amt": "Rechtsamt", "gruppe": 2}],
        auswirkungen=[{"art": "klima", "wert": "ja_positiv"}],
    )
    vorlage_id = frieda.schicke("vorlagen", werte, 201)["id"]
    vorlage = frieda.tue(vorlage_id, "zur_mitzeichnung_geben")
    zeilen = {m["amt"]: m for m in vorlage["mitzeichnungen"]}
    assert {amt: (m["gruppe"], m["frist"], m["anlass"]) for amt, m in zeilen.items()} == {
        "Kämmerei": (1, "2026-03-11", None),
        "Rechtsamt": (2, None, KLIMA),
    }
    assert zeilen["Rechtsamt"]["betrifft"] == ["beschlussvorschlag", "auswirkung_klima"]
    assert (zeilen["Kämmerei"]["werktage"], zeilen["Rechtsamt"]["erbeten"]) == (7, None)
    weg = f"vorlagen/{vorlage_id}/mitzeichnungen/{zeilen['Rechtsamt']['id']}"
    zu_frueh = rufen("berta").schicke(weg, {"votum": "zugestimmt", "fassung": 1}, 409)
    assert [g["code"] for g in zu_frueh["gruende"]] == ["mitzeichnung.spaeter"]
    for falsch in (0, "7", 1000):
        koerper = entwurf(mitzeichnungen=[{"amt": "Kämmerei", "werktage": falsch}])
        assert "mitzeichnungen.0.werktage" in frieda.schicke("vorlagen", koerper, 422)["felder"]


def test_eine_unterschrift_gilt_weiter_und_wird_zurueckgenommen(rufen: Besetzung, stadt: Stadt) -> None:
    frieda, kai = rufen("frieda"), rufen("kai")
    werte = entwurf(mitzeichnungen=[], auswirkungen=[{"art": "finanziell", "wert": "ja"}])
    vorlage_id = frieda.schicke("vorlagen", entwurf(**{**werte, "mitzeichnungen": [{"amt": "Rechtsamt"}]}), 201)["id"]
    frieda.tue(vorlage_id, "zur_mitzeichnung_geben")
    offen = next(m for m in kai.lies(f"vorlagen/{vorlage_id}")["mitzeichnungen"] if m["amt"] == "Kämmerei")
    kai.schicke(f"vorlagen/{vorlage_id}/mitzeichnungen/{offen['id']}", {"votum": "zugestimmt", "fassung": 1})
    frieda.tue(vorlage_id, "zurueckholen")
    stand = frieda.lies(f"vorlagen/{vorlage_id}")["version"]
    frieda.aendere(f"vorlagen/{vorlage_id}", {"sachverhalt": "<p>Neu.</p>", "version": stand})
    zeilen = frieda.tue(vorlage_id, "zur_mitzeichnung_geben")["mitzeichnungen"]
    weiter = next(m for m in zeilen if (m["amt"], m["runde"]) == ("Kämmerei", 2))
    assert (weiter["votum"], weiter["fassung"], weiter["gilt_fuer"], weiter["person"]) == (
        "zugestimmt", 1, 2, "Kai Kassenwart",
    )  # fmt: skip
    ruecknahme = f"vorlagen/{vorlage_id}/mitzeichnungen/{weiter['id']}/ruecknahme"
    assert rufen("berta").schicke(ruecknahme, {}, 403)["code"] == "nicht-berechtigt"
    assert rufen("niemand").schicke(ruecknahme, {}, 404)["code"] == "nicht-gefunden"
    danach = kai.schicke(ruecknahme, {"bemerkung": "Rechenfehler."})
    zurueck = next(m for m in danach["mitzeichnungen"] if m["id"] == weiter["id"])
    assert (zurueck["votum"], zurueck["fassung"], zurueck["gilt_fuer"]) == (None, None, None)
    assert danach["status"] == "in_mitzeichnung"
    assert kai.schicke(ruecknahme, {}, 422)["code"] == "eingabe-ungueltig"


@time_machine.travel(JETZT)
def test_eine_vertretung_wird_eingetragen_gelesen_und_beendet(rufen: Besetzung, stadt: Stadt) -> None:
    kai, niemand = rufen("kai"), rufen("niemand")
    vorlage_id = rufen("frieda").schicke("vorlagen", entwurf(), 201)["id"]
    rufen("frieda").tue(vorlage_id, "zur_mitzeichnung_geben")
    niemand.lies(f"vorlagen/{vorlage_id}", 404)
    werte = {"amt": stadt.aemter["20"], "person": als("niemand").id, "von": "2026-03-02", "bis": "2026-03-06"}
    assert rufen("berta").schicke("vertretungen", werte, 403)["code"] == "nicht-berechtigt"
    assert "bis" in kai.schicke("vertretungen", {**werte, "bis": "2026-03-01"}, 422)["felder"]
    vertretung_id = kai.schicke("vertretungen", werte, 201)["id"]
    assert niemand.lies("vertretungen")["data"] == [
        {
            "id": vertretung_id,
            "abwesend": None,
            "amt": {"id": stadt.aemter["20"], "name": "Kämmerei"},
            "person": {"id": werte["person"], "name": "Niko Niemand"},
            "von": "2026-03-02",
            "bis": "2026-03-06",
        }
    ]
    assert rufen("berta").lies("vertretungen")["data"] == []
    assert [v["id"] for v in niemand.lies("vorlagen?wartet_auf_mich=true")["data"]] == [vorlage_id]
    offen = next(m for m in niemand.lies(f"vorlagen/{vorlage_id}")["mitzeichnungen"] if m["amt"] == "Kämmerei")
    gezeichnet = niemand.schicke(
        f"vorlagen/{vorlage_id}/mitzeichnungen/{offen['id']}", {"votum": "kenntnis", "fassung": 1}
    )
    assert [(m["votum"], m["in_vertretung"]) for m in gezeichnet["mitzeichnungen"] if m["id"] == offen["id"]] == [
        ("kenntnis", True)
    ]
    assert niemand.rufe("DELETE", f"vertretungen/{vertretung_id}").status_code == 403
    assert kai.rufe("DELETE", f"vertretungen/{vertretung_id}").status_code == 204
    niemand.lies(f"vorlagen/{vorlage_id}", 404)


def test_die_aemter_nennen_ihre_aufgaben(rufen: Besetzung, stadt: Stadt) -> None:
    aufgaben = {amt["nummer"]: amt["aufgaben"] for amt in rufen("niemand").lies("aemter")["data"]}
    assert aufgaben == {"10": [], "20": ["finanzen"], "30": ["klimaschutz"]}
