"""The OpenAPI document: valid, complete, German, and true."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import Any

import pytest
from flask import Flask
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from tests.api.programm import Besetzung, Programm, entwurf, freigegeben
from tests.api.test_eingabe import ENGLISCH
from vorlagen.web.schemas.beispiele import BEISPIELE
from vorlagen.workflow.felder import STAMMFELDER

# Words without which hardly any English sentence stands and that no German one has ("an", "so" and "was" are both).
ENGLISCHE_WOERTER = re.compile(
    r"\b(the|a|of|as|by|has|have|to|all|and|or|for|from|with|without|whether|is|are|were|be|this|that|these|which"
    r"|who|whose|it|its|on|at|when|only|every|each|one|no|than|then|after|before|into|out|up|you|your|they|their|we"
    r"|our|can|should|would|does|do|but|more|most|any|some|there|find|delete|list|create|read|add|remove|change|show"
    r"|send)\b",
    re.IGNORECASE,
)


@pytest.mark.probe
def test_das_dokument_ist_gueltig_und_fuer_alle_lesbar(app: Flask) -> None:
    antwort = app.test_client().get("/api/v1/openapi.json")
    assert (antwort.status_code, antwort.mimetype) == (200, "application/json")
    dokument = antwort.get_json()
    validate(dokument)
    assert dokument["openapi"] == "3.1.0"
    assert dokument["components"]["securitySchemes"]["token"] == {"type": "http", "scheme": "bearer"}


def test_jede_adresse_der_schnittstelle_steht_darin(app: Flask) -> None:
    beschrieben = {
        (methode.upper(), pfad)
        for pfad, wege in _dokument(app)["paths"].items()
        for methode in wege
        if methode != "parameters"
    }
    vorhanden = {
        (methode, re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", regel.rule))
        for regel in app.url_map.iter_rules()
        if regel.rule.startswith("/api/") and regel.rule != "/api/v1/openapi.json"
        for methode in (regel.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert beschrieben == vorhanden


def test_jeder_weg_hat_einen_titel_und_eine_eigene_kennung(app: Flask) -> None:
    wege = [weg for pfad in _dokument(app)["paths"].values() for name, weg in pfad.items() if name != "parameters"]
    for weg in wege:
        assert weg["summary"].strip(), weg
        assert weg["tags"][0] in {marke["name"] for marke in _dokument(app)["tags"]}
    assert len({weg["operationId"] for weg in wege}) == len(wege)


def test_kein_satz_darin_ist_englisch(app: Flask) -> None:
    assert [satz for satz in _texte(_dokument(app)) if _englisch(satz)] == []


@pytest.mark.parametrize(
    "satz",
    ["Find all papers", "Delete an attachment", "Whether the office has to sign.", "A meeting", "As stored", "By id"],
)
def test_ein_englischer_satz_wuerde_auffallen(satz: str) -> None:
    assert _englisch(satz)


def test_titel_und_hilfe_der_stammfelder_stehen_im_dokument(app: Flask) -> None:
    for blatt in ("VorlageNeu", "VorlageAenderung", "VorlageAus"):
        felder = _dokument(app)["components"]["schemas"][blatt]["properties"]
        for feld in STAMMFELDER:
            assert felder[feld.name]["title"] == feld.titel
            assert felder[feld.name].get("description", "") == feld.hilfe


@pytest.mark.probe
def test_was_die_schnittstelle_antwortet_steht_so_im_dokument(rufen: Besetzung, app: Flask) -> None:
    """Answers are written by hand for speed; the document would lie if one of them had a field too many."""
    vorlage_id = freigegeben(rufen, auswirkungen=[{"art": "klima", "wert": "ja_negativ", "text": "Stau"}])
    frieda, gerda, pfad = rufen("frieda"), rufen("gerda"), f"vorlagen/{vorlage_id}"
    sitzung = gerda.schicke(
        "sitzungen", {"gremium": "Haupt- und Finanzausschuss", "beginn": "2026-12-15T17:00:00Z"}, 201
    )
    beratung = frieda.lies(pfad)["beratungsfolge"][0]["id"]
    top = gerda.schicke(f"sitzungen/{sitzung['id']}/tagesordnung", {"beratung": beratung}, 201)
    ergebnis = {
        "ergebnis": "vertagt",
        "ausgang": "vertagt",
        "verfahren": [{"antrag": "Vertagung", "ausgang": "angenommen"}],
    }
    fertig = gerda.schicke(f"{pfad}/beratungen/{beratung}/ergebnis", ergebnis)
    _pruefe(app, "VorlageMitHinweisen", fertig)
    _pruefe(app, "VorlageAus", frieda.schicke("vorlagen", entwurf(), 201))
    _pruefe(app, "TopAus", top)
    antworten: dict[str, tuple[Programm, str]] = {
        "VorlageAus": (rufen("niemand"), pfad),
        "Vorlagenliste": (frieda, "vorlagen?anzahl=1"),
        "Schrittliste": (frieda, f"{pfad}/schritte"),
        "Verlaufsliste": (frieda, f"{pfad}/verlauf"),
        "Verlaufsexport": (frieda, f"{pfad}/verlauf/export"),
        "Fassungsliste": (frieda, f"{pfad}/fassungen"),
        "VergleichAus": (frieda, f"{pfad}/fassungen/1/diff?gegen=1"),
        "Dokumentenliste": (frieda, f"{pfad}/dokumente"),
        "Anlagenliste": (frieda, f"{pfad}/anlagen"),
        "SitzungAus": (gerda, f"sitzungen/{sitzung['id']}"),
        "Sitzungsliste": (gerda, "sitzungen"),
        "Gremienliste": (frieda, "gremien"),
        "Aemterliste": (frieda, "aemter"),
        "Personenliste": (frieda, "personen"),
        "IchAus": (frieda, "personen/ich"),
        "Fristenliste": (gerda, "fristen"),
        "Ablaufliste": (frieda, "ablaeufe"),
        "Vorlageartenliste": (frieda, "vorlagearten"),
        "Bezeichnungsliste": (frieda, "bezeichnungen"),
        "AblaufAus": (frieda, "ablaeufe/beschlussvorlage"),
    }
    for name, (wer, adresse) in antworten.items():
        _pruefe(app, name, wer.lies(adresse))
    _pruefe(app, "Problem", rufen("frieda").tue(vorlage_id, "freigeben", 409))


def _pruefe(app: Flask, name: str, inhalt: Any) -> None:
    dokument = _dokument(app)
    blatt = {"$ref": f"#/components/schemas/{name}", "components": dokument["components"]}
    fehler = [f"{name}: {f.json_path} {f.message}" for f in OAS31Validator(blatt).iter_errors(inhalt)]
    assert fehler == []


def _englisch(satz: str) -> bool:
    return bool(ENGLISCH.search(satz) or ENGLISCHE_WOERTER.search(satz))


@cache
def _dokument(app: Flask) -> Any:
    return app.test_client().get("/api/v1/openapi.json").get_json()


def _texte(teil: Any) -> list[str]:
    if isinstance(teil, dict):
        eigene = [
            wert for name, wert in teil.items() if name in ("title", "description", "summary") and isinstance(wert, str)
        ]
        return eigene + [satz for wert in teil.values() for satz in _texte(wert)]
    return [satz for einer in teil for satz in _texte(einer)] if isinstance(teil, list) else []


def test_jeder_koerper_hat_ein_beispiel_und_jeder_weg_seine_ablehnungen(app: Flask) -> None:
    dokument = _dokument(app)
    genannt = set()
    for pfad, wege in dokument["paths"].items():
        for methode, weg in wege.items():
            if methode == "parameters":
                continue
            noetig = {"422", "429"} | ({"401", "403"} if weg["security"] else set())
            noetig |= ({"404"} if "{" in pfad else set()) | ({"304"} if methode == "get" else {"409"})
            assert noetig <= set(weg["responses"]), (methode, pfad)
            for inhalt in weg.get("requestBody", {}).get("content", {}).values():
                name = inhalt["schema"]["$ref"].rpartition("/")[2]
                _pruefe(app, name, inhalt["example"])
                genannt.add(name)
    assert genannt == set(BEISPIELE)
    konflikt = dokument["components"]["responses"]["CONFLICT"]["description"]
    assert all(code in konflikt for code in ("zwischenzeitlich-geaendert", "schritt-nicht-moeglich", "anfrage-laeuft"))


def test_die_seite_zur_schnittstelle_nennt_jeden_weg_und_jedes_feld(app: Flask) -> None:
    klient, dokument = app.test_client(), _dokument(app)
    seiten = [
        klient.get("/schnittstelle", query_string={"gruppe": marke["name"]}).get_data(as_text=True)
        for marke in dokument["tags"]
    ]
    alles = unescape("".join(seiten))
    for pfad, wege in dokument["paths"].items():
        for methode in wege:
            assert methode == "parameters" or f"{methode.upper()} {pfad}<" in alles
    for feld in ("beratungsfolge[].gremium", "punkte[].stimmen.ja", "data[].top"):
        assert f"<code>{feld}</code>" in alles, feld
    assert klient.get("/schnittstelle?gruppe=Unfug").status_code == 404
