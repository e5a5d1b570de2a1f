"""The desk for programs: what the page says, and enough to sign with."""

from __future__ import annotations

from tests.api.programm import Besetzung
from tests.welt import Stadt, entwurf, gehe


def test_ein_programm_findet_seinen_korb_und_zeichnet_daraus(rufen: Besetzung, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    frieda, kai = rufen("frieda"), rufen("kai")
    assert [eine["vorlage"]["id"] for eine in frieda.lies("arbeitskorb?teil=entwuerfe")["data"]] == [vorlage_id]
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    korb = kai.lies("arbeitskorb")
    assert korb["zahlen"]["meine"] == 1
    (posten,) = korb["data"]
    (frist,) = posten["fristen"]
    assert (posten["vorlage"]["id"], frist["bei_mir"], frist["zu_fragen"]) == (vorlage_id, True, [])
    (unterwegs,) = frieda.lies("arbeitskorb?teil=wartend")["data"]
    assert [(f["amt"], f["zu_fragen"], f["zeichnung"]) for f in unterwegs["fristen"]] == [
        ("Kämmerei", ["Kai Kassenwart"], None),
        ("Rechtsamt", ["Berta Buchstab"], None),
    ]
    assert len(frieda.lies("arbeitskorb?teil=ueberfaellig")["data"]) == 2  # the town's day is long past
    zeichnung = frist["zeichnung"]
    weg = f"vorlagen/{vorlage_id}/mitzeichnungen/{zeichnung['id']}"
    kai.schicke(weg, {"votum": "zugestimmt", "fassung": zeichnung["fassung"]})
    assert kai.lies("arbeitskorb")["data"] == []
    kai.lies("arbeitskorb?teil=unfug", 422)


def test_die_leitung_liest_die_lage_ihrer_aemter(rufen: Besetzung, stadt: Stadt) -> None:
    gehe(entwurf(stadt), "zur_mitzeichnung_geben", "frieda")
    lage = rufen("olaf").lies("leitung?amt=Amt für Digitalisierung&quartale=2&art=Mitteilungsvorlage")
    assert [(s["status"], s["anzahl"]) for s in lage["stationen"]] == [("in_mitzeichnung", 1)]
    assert [z["quartal"] is None for z in lage["zeitraeume"]] == [True, False, False]
    assert rufen("olaf").rufe("GET", "leitung.csv").status_code == 200
    rufen("olaf").lies("leitung?amt=Unfug", 422)
    rufen("frieda").lies("leitung", 403)
