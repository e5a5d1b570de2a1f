"""A paper is carried from an empty draft to the recorded Kenntnisnahme through JSON alone."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from tests.api.programm import HFA, Besetzung, entwurf, freigegeben, zeichne
from vorlagen import siegel

SITZUNG = "2026-12-15T17:00:00+01:00"


@pytest.mark.probe
def test_vom_leeren_entwurf_bis_zur_kenntnisnahme_nur_mit_json(rufen: Besetzung) -> None:
    frieda, olaf, gerda = rufen("frieda"), rufen("olaf"), rufen("gerda")

    vorlage = frieda.schicke("vorlagen", {"art": "Mitteilungsvorlage"}, 201)
    assert (vorlage["status"], vorlage["version"], vorlage["betreff"]) == ("entwurf", 1, "")
    pfad = f"vorlagen/{vorlage['id']}"
    zu = frieda.lies(f"{pfad}/schritte")["data"][0]
    assert (zu["name"], zu["moeglich"]) == ("zur_mitzeichnung_geben", False)
    assert {grund["code"] for grund in zu["gruende"]} >= {"betreff.fehlt", "sachverhalt.fehlt", "beratungsfolge.fehlt"}

    werte = entwurf()
    del werte["art"]
    vorlage = frieda.aendere(pfad, {**werte, "version": 1})
    assert (vorlage["version"], vorlage["betreff"]) == (2, "Sachstand Datennetz")
    assert [m["amt"] for m in vorlage["mitzeichnungen"]] == ["Kämmerei", "Rechtsamt"]

    frieda.tue(vorlage["id"], "zur_mitzeichnung_geben")
    zeichne(rufen, vorlage["id"])
    vorlage = olaf.tue(vorlage["id"], "freigeben")
    assert (vorlage["status"], vorlage["nummer"]) == ("freigegeben", f"10/001/{vorlage['erstellt'][:4]}")

    sitzung = gerda.schicke("sitzungen", {"gremium": HFA, "beginn": SITZUNG, "ort": "Rathaus"}, 201)
    assert (sitzung["status"], sitzung["beginn"]) == ("geplant", "2026-12-15T16:00:00+00:00")
    beratung = vorlage["beratungsfolge"][0]["id"]
    top = gerda.schicke(f"sitzungen/{sitzung['id']}/tagesordnung", {"beratung": beratung}, 201)
    assert (top["top"], top["vorlage"]["nummer"]) == ("Ö 1", vorlage["nummer"])
    assert gerda.lies(pfad)["status"] == "in_beratung"

    kenntnis = {"ergebnis": "zur Kenntnis genommen", "ausgang": "kenntnis_genommen"}
    fertig = gerda.schicke(f"{pfad}/beratungen/{beratung}/ergebnis", {**kenntnis, "bemerkung": "Ohne Aussprache."})
    assert (fertig["status"], fertig["hinweise"]) == ("zur_kenntnis_genommen", [])
    station = fertig["beratungsfolge"][0]
    assert (station["ergebnis"], station["ausgang"]) == ("zur Kenntnis genommen", "kenntnis_genommen")
    assert station["versuche"] == [{"sitzung": sitzung["id"], "top": "Ö 1", **kenntnis}]
    assert station["stimmen"] == {"ja": None, "nein": None, "enthaltung": None, "befangen": None}

    assert [d["name"] for d in frieda.lies(f"{pfad}/dokumente")["data"]] == ["mitteilungsvorlage"]
    word = frieda.rufe("GET", f"{pfad}/dokumente/mitteilungsvorlage.docx")
    assert word.status_code == 200
    assert "Sachstand Datennetz" in zipfile.ZipFile(io.BytesIO(word.data)).read("word/document.xml").decode()

    eintraege = frieda.lies(f"{pfad}/verlauf")["data"]
    assert [eintrag["nr"] for eintrag in eintraege] == list(range(1, len(eintraege) + 1))
    assert eintraege[0]["wer"]["name"] == "Frieda Federhalter"
    assert [e["was"] for e in eintraege if e["was"] != "schritt"] == [
        "angelegt", "geaendert", "mitgezeichnet", "mitgezeichnet", "auf_tagesordnung", "ergebnis",
    ]  # fmt: skip
    assert next(e for e in eintraege if e["was"] == "ergebnis")["daten"]["bemerkung"] == "Ohne Aussprache."
    export = json.loads(frieda.rufe("GET", f"{pfad}/verlauf/export").data)
    assert siegel.pruefe(export["vorlage"], export["verlauf"]) is None
    assert [glied["hash"] for glied in export["verlauf"]] == [eintrag["hash"] for eintrag in eintraege]


def test_ein_wort_wird_geaendert_und_der_vergleich_zeigt_es(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    vorlage_id = frieda.schicke("vorlagen", entwurf(), 201)["id"]
    frieda.tue(vorlage_id, "zur_mitzeichnung_geben")
    version = frieda.tue(vorlage_id, "zurueckholen")["version"]
    frieda.aendere(f"vorlagen/{vorlage_id}", {"betreff": "Sachstand Glasfasernetz", "version": version})
    fassungen = frieda.lies(f"vorlagen/{vorlage_id}/fassungen")["data"]
    assert [(f["nr"], f["festgestellt"] is not None) for f in fassungen] == [(1, True), (2, False)]
    vergleich = frieda.lies(f"vorlagen/{vorlage_id}/fassungen/2/diff?gegen=1")
    assert (vergleich["fassung"], vergleich["gegen"]) == (2, 1)
    assert [u["feld"] for u in vergleich["data"]] == ["betreff"]
    assert {"zeichen": "+", "text": "Glasfasernetz"} in vergleich["data"][0]["teile"]
    assert frieda.lies(f"vorlagen/{vorlage_id}/fassungen/2/diff") == vergleich
    assert frieda.lies(f"vorlagen/{vorlage_id}/fassungen/2/diff?gegen=7", 404)["code"] == "nicht-gefunden"


@pytest.mark.probe
def test_beschlossen_wird_punkt_fuer_punkt_und_widersprueche_sind_hinweise(rufen: Besetzung) -> None:
    gerda = rufen("gerda")
    vorlage_id = _beschlussvorlage(rufen)
    beratung = gerda.lies(f"vorlagen/{vorlage_id}")["beratungsfolge"][0]
    assert (beratung["entscheidet"], beratung["sitzung"] is not None) == (True, True)
    namen = [{"name": f"Person {nr}", "stimme": "ja" if nr < 30 else "enthaltung"} for nr in range(34)]
    punkte = [
        {"punkt": "1", "ausgang": "angenommen", "stimmen": {"ja": 30, "nein": 0, "enthaltung": 4, "namentlich": namen}},
        {"punkt": "2", "ausgang": "vertagt", "ergebnis": "vertagt"},
    ]
    verfahren = [{"antrag": "Vertagung von Punkt 2", "ausgang": "angenommen", "stimmen": {"ja": 20, "nein": 14}}]
    ergebnis = {"ergebnis": "einstimmig", "punkte": punkte, "verfahren": verfahren, "stimmen": {"nein": 3}}
    vorlage = gerda.schicke(f"vorlagen/{vorlage_id}/beratungen/{beratung['id']}/ergebnis", ergebnis)
    assert vorlage["hinweise"] == ["Die Bezeichnung sagt „einstimmig“, gezählt sind 3 Gegenstimmen."]
    assert vorlage["status"] == "in_beratung"
    station = vorlage["beratungsfolge"][0]
    assert station["ausgang"] == "gemischt"
    assert station["stimmen"] == {"ja": None, "nein": 3, "enthaltung": None, "befangen": None}
    ids = {punkt["nr"]: punkt["id"] for punkt in vorlage["beschlusspunkte"]}
    assert [(p["punkt"], p["ausgang"], p["stimmen"]["ja"], p["stimmen"]["nein"]) for p in station["punkte"]] == [
        (ids["1"], "angenommen", 30, 0),
        (ids["2"], "vertagt", None, None),
    ]
    assert station["punkte"][0]["stimmen"]["namentlich"] == namen
    assert station["verfahren"][0]["antrag"] == "Vertagung von Punkt 2"


@pytest.mark.probe
def test_eine_wahl_mit_zwei_wahlgaengen_bleibt_wie_sie_eingetragen_wurde(rufen: Besetzung) -> None:
    gerda = rufen("gerda")
    vorlage_id = _beschlussvorlage(rufen, art="Wahl")
    beratung_id = gerda.lies(f"vorlagen/{vorlage_id}")["beratungsfolge"][0]["id"]
    gang = {"ausgegeben": 60, "gueltig": 58, "ungueltig": 2, "enthaltung": None, "gewaehlt": None}
    wahl = {
        "verfahren": "geheim",
        "wahlgaenge": [
            {
                "nr": 1,
                **gang,
                "vorschlaege": [{"name": "Ada Amsel", "stimmen": 29}, {"name": "Bo Buche", "stimmen": 0}],
            },
            {"nr": 2, **gang, "vorschlaege": [{"name": "Ada Amsel", "stimmen": 40}], "gewaehlt": "Ada Amsel"},
        ],
        "gewaehlt": "Ada Amsel",
        "angenommen": True,
    }
    ergebnis = {"ergebnis": "gewählt", "ausgang": "gewaehlt", "wahl": wahl}
    vorlage = gerda.schicke(f"vorlagen/{vorlage_id}/beratungen/{beratung_id}/ergebnis", ergebnis)
    assert vorlage["status"] == "beschlossen"
    assert vorlage["beratungsfolge"][0]["wahl"] == wahl


@pytest.mark.probe
def test_punkte_ohne_vorlage_und_ergebnisse_ueber_den_tagesordnungspunkt(rufen: Besetzung) -> None:
    gerda = rufen("gerda")
    vorlage_id = _beschlussvorlage(rufen)
    station = gerda.lies(f"vorlagen/{vorlage_id}")["beratungsfolge"][0]
    sitzung = f"sitzungen/{station['sitzung']}"
    punkt = gerda.schicke(f"{sitzung}/tagesordnung", {"titel": "Grundstück", "oeffentlich": False}, 201)
    assert (punkt["top"], punkt["vorlage"]) == ("N 1", None)
    geaendert = gerda.aendere(
        f"tops/{punkt['id']}", {"titel": "Grundstücke", "ergebnis": "erledigt", "ausgang": "erledigt"}
    )
    assert (geaendert["titel"], geaendert["ergebnis"], geaendert["ausgang"]) == ("Grundstücke", "erledigt", "erledigt")
    mit_stimmen = gerda.aendere(f"tops/{punkt['id']}", {"stimmen": {"ja": 1}}, 422)
    assert mit_stimmen["code"] == "eingabe-ungueltig"

    tagesordnung = gerda.lies(sitzung)["tagesordnung"]
    assert [(top["top"], top["titel"]) for top in tagesordnung] == [
        ("Ö 1", "Sachstand Datennetz"),
        ("N 1", "Grundstücke"),
    ]
    top = gerda.aendere(f"tops/{tagesordnung[0]['id']}", {"ergebnis": "abgelehnt", "ausgang": "abgelehnt"})
    assert (top["ausgang"], top["hinweise"]) == ("abgelehnt", [])
    assert gerda.lies(f"vorlagen/{vorlage_id}")["status"] == "abgelehnt"
    assert [t["top"] for t in rufen("niemand").lies(sitzung)["tagesordnung"]] == ["Ö 1"]
    assert rufen("niemand").lies(f"tops/{punkt['id']}", 404)["code"] == "nicht-gefunden"


def test_eine_eingeladene_sitzung_hat_keine_offene_ladungsfrist_mehr(rufen: Besetzung) -> None:
    gerda = rufen("gerda")
    sitzung = gerda.schicke("sitzungen", {"gremium": HFA, "beginn": SITZUNG}, 201)
    ladung = gerda.lies("fristen?meine=true")["data"]
    assert [(f["name"], f["gremium"], f["sitzung"]) for f in ladung] == [("Ladung", HFA, sitzung["id"])]
    assert gerda.schicke(f"sitzungen/{sitzung['id']}/einladung", {})["status"] == "eingeladen"
    assert gerda.lies("fristen")["data"] == []


def _beschlussvorlage(rufen: Besetzung, art: str = "Entscheidung") -> str:
    """A released paper of the Rat on an agenda; its resolution has two points."""
    gerda, rat = rufen("gerda"), "Rat der Stadt"
    sitzung_id = gerda.schicke("sitzungen", {"gremium": rat, "beginn": SITZUNG}, 201)["id"]
    vorlage_id = freigegeben(
        rufen,
        art="Beschlussvorlage",
        beschlussvorschlag="<p>Der Rat beschließt:</p><ol><li>den Bau,</li><li>den Kauf.</li></ol>",
        beratungsfolge=[{"gremium": rat, "art": art, "sitzung": sitzung_id}],
        auswirkungen=[
            {"art": name, "wert": "nein"}
            for name in ("finanziell", "personell", "organisatorisch", "kennzahlen", "klima")
        ],
    )
    beratung_id = gerda.lies(f"vorlagen/{vorlage_id}")["beratungsfolge"][0]["id"]
    gerda.schicke(f"sitzungen/{sitzung_id}/tagesordnung", {"beratung": beratung_id}, 201)
    return vorlage_id
