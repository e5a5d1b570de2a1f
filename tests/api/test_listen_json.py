"""Lists: pages by cursor, every filter, and as many statements for fifty papers as for five."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from tests.abfragen import mitgelesen
from tests.api.programm import HFA, Besetzung, Programm, freigegeben
from tests.welt import JETZT, Stadt, aendere_art, als, entwurf
from tests.welt import freigegeben as lege_frei
from vorlagen.extensions import ALLE, sicht_oeffnen, transaction
from vorlagen.models import Vorlage
from vorlagen.services import bezeichnungen
from vorlagen.services.beratungsfolge import Station

BEGINN = "2026-12-15T17:00:00+01:00"


@pytest.mark.probe
def test_durch_alle_seiten_kommt_jede_vorlage_genau_einmal(rufen: Besetzung, stadt: Stadt) -> None:
    angelegt = [entwurf(stadt, jetzt=JETZT + timedelta(minutes=nr // 2)) for nr in range(7)]
    frieda = rufen("frieda")
    seiten = list(_seiten(frieda, "vorlagen?anzahl=3&status=entwurf"))
    assert [len(seite) for seite in seiten] == [3, 3, 1]
    gesehen = [vorlage["id"] for seite in seiten for vorlage in seite]
    assert gesehen == list(reversed(angelegt))
    self = frieda.lies("vorlagen?anzahl=3&status=entwurf")["links"]["self"]
    assert self == "http://127.0.0.1:8000/api/v1/vorlagen?anzahl=3&status=entwurf"
    for marke in ("x", "%00", "MjAyNg", "MjAyNi0wMy0wMiBhJyBPUiAx", "OTk5OS0xMi0zMVQyMzo1OTo1OS0xNDowMCBhYmM"):
        assert list(frieda.lies(f"vorlagen?nach={marke}", 422)["felder"]) == ["nach"], marke
    assert list(frieda.lies("vorlagen?anzahl=201", 422)["felder"]) == ["anzahl"]
    assert list(frieda.lies("vorlagen?oefentlich=ja", 422)["felder"]) == ["oefentlich"]


def test_kein_filter_wird_ueberlesen(rufen: Besetzung, stadt: Stadt) -> None:
    frieda = rufen("frieda")
    vorlage_id = entwurf(stadt)
    for pfad in ("personen", "personen/ich", "gremien", "aemter", "ablaeufe", "vorlagearten", "bezeichnungen",
                 "fall.schema.json",
                 f"gremien/{stadt.gremien['HFA']}", f"vorlagen/{vorlage_id}", f"vorlagen/{vorlage_id}/schritte",
                 f"vorlagen/{vorlage_id}/anlagen", f"vorlagen/{vorlage_id}/verlauf/export"):  # fmt: skip
        frieda.lies(pfad)
        assert list(frieda.lies(f"{pfad}?name=x", 422)["felder"]) == ["name"], pfad
    for methode, pfad in (("POST", "vorlagen"), ("PATCH", f"vorlagen/{vorlage_id}")):
        antwort = frieda.rufe(methode, f"{pfad}?art=x", json={})
        assert (antwort.status_code, list(antwort.get_json()["felder"])) == (422, ["art"]), pfad
    for filter_ in ("status", "art", "gremium", "amt", "nummer", "q", "fall"):
        for leer in ("", "%00", "%20"):
            assert list(frieda.lies(f"vorlagen?{filter_}={leer}", 422)["felder"]) == [filter_]
    for pfad, filter_ in (("sitzungen", "gremium"), ("fristen", "vorlage")):
        assert list(frieda.lies(f"{pfad}?{filter_}=", 422)["felder"]) == [filter_]
    doppelt = frieda.lies("vorlagen?status=entwurf&anzahl=5&status=freigegeben", 422)
    assert doppelt["felder"] == {"status": ["Diesen Filter bitte nur einmal nennen."]}


@pytest.mark.probe
def test_jeder_filter_findet_was_er_soll(rufen: Besetzung, stadt: Stadt) -> None:
    rat = [Station(gremium_ids=(stadt.gremien["Rat"],), art="Entscheidung")]
    plan = entwurf(stadt, art="Beschlussvorlage", betreff="100% Bebauungs_plan", oeffentlich=False, beratungsfolge=rat)
    spaeter = JETZT + timedelta(days=3)
    netz = lege_frei(stadt, jetzt=spaeter)
    frieda = rufen("frieda")
    nummer = frieda.lies(f"vorlagen/{netz}")["nummer"]
    fragen = {
        "status=entwurf": [plan],
        "art=Beschlussvorlage": [plan],
        f"gremium={HFA}": [netz],
        f"gremium={stadt.gremien['Rat']}": [plan],
        "amt=Rechtsamt": [netz, plan],
        f"amt={stadt.aemter['10']}": [netz, plan],
        "amt=Gibt es nicht": [],
        f"nummer={nummer}": [netz],
        "oeffentlich=true": [netz],
        "oeffentlich=nein": [plan],
        "seit=2026-03-03": [netz],
        "bis=2026-03-02": [plan],
        "bis=2026-03-01": [],
        "seit=2026-03-02T10:00:00+01:00&bis=2026-03-02T10:00:01%2B01:00": [plan],
        "q=datennetz": [netz],
        "q=100%25 plan": [plan],
        "q=bebauungsxplan": [],
        f"q={nummer}": [netz],
        "wartet_auf_mich=false": [netz, plan],
    }
    assert {frage: _ids(frieda, frage) for frage in fragen} == fragen
    assert (_ids(rufen("gerda"), "wartet_auf_mich=true"), _ids(frieda, "wartet_auf_mich=true")) == ([netz], [])


def test_sitzungen_stehen_in_ihrer_reihenfolge_und_auf_seiten(rufen: Besetzung) -> None:
    gerda = rufen("gerda")
    tage = ("2026-12-15", "2026-11-03", "2027-02-09")
    for tag in tage:
        gerda.schicke("sitzungen", {"gremium": HFA, "beginn": f"{tag}T17:00:00+01:00", "ort": "Rathaus"}, 201)
    gerda.schicke("sitzungen", {"gremium": "Rat der Stadt", "beginn": BEGINN}, 201)
    seiten = list(_seiten(rufen("niemand"), f"sitzungen?anzahl=2&gremium={HFA}"))
    assert [[s["beginn"][:10] for s in seite] for seite in seiten] == [["2026-11-03", "2026-12-15"], ["2027-02-09"]]
    gefunden = gerda.lies("sitzungen?ab=2026-12-01&bis=2026-12-31")["data"]
    assert sorted(s["gremium"]["name"] for s in gefunden) == [HFA, "Rat der Stadt"]


@pytest.mark.probe
def test_fristen_nennen_ihre_gruende_und_wer_dran_ist(rufen: Besetzung) -> None:
    vorlage_id = freigegeben(rufen)
    frist = rufen("gerda").lies("fristen?meine=true")["data"][0]
    assert (frist["name"], frist["rolle"], frist["vorlage"]["id"]) == ("Tagesordnung", "gremiendienst", vorlage_id)
    assert (len(frist["gruende"]) > 0, frist["rest_tage"] >= 5) == (True, True)
    assert rufen("frieda").lies("fristen?meine=true")["data"] == []
    assert [f["id"] for f in rufen("frieda").lies(f"fristen?vorlage={vorlage_id}")["data"]] == [frist["id"]]
    rufen("gerda").schicke("sitzungen", {"gremium": HFA, "beginn": BEGINN}, 201)
    seiten = list(_seiten(rufen("gerda"), "fristen?anzahl=1"))
    assert [[f["name"] for f in seite] for seite in seiten] == [["Tagesordnung"], ["Ladung"]]
    assert rufen("niemand").lies("fristen")["data"] == []


def test_stammdaten_nennen_namen_und_aemter_und_sonst_nichts(rufen: Besetzung) -> None:
    kai = rufen("kai")
    assert [(a["nummer"], a["name"]) for a in kai.lies("aemter")["data"]] == [
        ("10", "Amt für Digitalisierung"), ("20", "Kämmerei"), ("30", "Rechtsamt"),
    ]  # fmt: skip
    assert [g["kuerzel"] for g in kai.lies("gremien")["data"]] == ["HFA", "Rat"]
    gremium = kai.lies("gremien")["data"][0]
    assert kai.lies(gremium["links"]["self"]) == gremium
    leute = kai.lies("personen")["data"]
    assert {name for person in leute for name in person} == {"id", "name", "amt"}
    assert [p["amt"]["name"] for p in leute if p["name"] == "Kai Kassenwart"] == ["Kämmerei"]
    ich = kai.lies("personen/ich")
    assert (ich["anmeldename"], ich["koerperschaft"]["name"], ich["amt"]["name"]) == (
        "kai", "Stadt Lindenstadt", "Kämmerei",
    )  # fmt: skip
    assert [(r["rolle"], r["amt"]["name"], r["gremium"]) for r in ich["rollen"]] == [("mitzeichnung", "Kämmerei", None)]


def test_die_worte_der_stadt_stehen_mit_ihrer_gueltigkeit_da(rufen: Besetzung, stadt: Stadt) -> None:
    aendere_art("Mitteilungsvorlage", gueltig_bis=date(2024, 12, 31))
    bezeichnungen.lege_fest("Geschoben", "vertagt", wer=als("adele"), jetzt=JETZT)
    bezeichnungen.lege_fest("Geschoben", "verwiesen", ab=date(2026, 5, 1), wer=als("adele"), jetzt=JETZT)
    niemand = rufen("niemand")
    arten = {art["name"]: art for art in niemand.lies("vorlagearten")["data"]}
    geschlossen = arten["Mitteilungsvorlage"]
    assert (geschlossen["gueltig_von"], geschlossen["gueltig_bis"], geschlossen["gilt"]) == (None, "2024-12-31", False)
    assert (arten["Beschlussvorlage"]["ablauf"], arten["Beschlussvorlage"]["gilt"]) == ("beschlussvorlage", True)
    worte = niemand.lies("bezeichnungen")["data"]
    assert [(w["bezeichnung"], w["art"], w["ausgang"], w["gueltig_von"], w["gueltig_bis"]) for w in worte] == [
        ("geschoben", None, "vertagt", None, "2026-04-30"), ("geschoben", None, "verwiesen", "2026-05-01", None),
    ]  # fmt: skip


def test_ein_ablauf_sagt_welche_schritte_und_bedingungen_er_hat(rufen: Besetzung) -> None:
    ablaeufe = rufen("frieda").lies("ablaeufe")["data"]
    assert {a["name"] for a in ablaeufe} >= {"beschlussvorlage", "mitteilungsvorlage", "geschaeftliche_mitteilung"}
    einer = rufen("frieda").lies("ablaeufe/mitteilungsvorlage")
    assert (einer["titel"], einer["vorlagearten"], einer["beginnt_mit"]) == (
        "Mitteilungsvorlage", ["Mitteilungsvorlage"], "entwurf",
    )  # fmt: skip
    erster = einer["schritte"][0]
    assert (erster["name"], erster["von"], erster["durch"]) == (
        "zur_mitzeichnung_geben", ["entwurf"], ["federfuehrung"],
    )  # fmt: skip
    assert "Der Betreff steht." in erster["wenn"]
    assert rufen("frieda").lies("ablaeufe/gibt-es-nicht", 404)["code"] == "nicht-gefunden"


@pytest.mark.probe
def test_fuenfzig_vorlagen_kosten_so_viele_abfragen_wie_fuenf(rufen: Besetzung, stadt: Stadt) -> None:
    wege = ("vorlagen?anzahl=50", f"vorlagen/{_veroeffentliche(stadt, 5)[0]}")
    personen = (rufen("frieda"), rufen("niemand"))
    bei_fuenf = [_gezaehlt(wer, weg) for wer in personen for weg in wege]
    _veroeffentliche(stadt, 45)
    assert [len(wer.lies(wege[0])["data"]) for wer in personen] == [50, 50]
    assert [_gezaehlt(wer, weg) for wer in personen for weg in wege] == bei_fuenf
    assert max(bei_fuenf) <= 21


def _veroeffentliche(stadt: Stadt, anzahl: int) -> list[str]:
    """Papers with two stages and two signatures that everybody may read."""
    folge = [Station(gremium_ids=(stadt.gremien[k],), art="Kenntnisnahme") for k in ("HFA", "Rat")]
    ids = [entwurf(stadt, beratungsfolge=folge) for _ in range(anzahl)]
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        for vorlage_id in ids:
            papier = sitzung.get_one(Vorlage, vorlage_id)
            papier.nummer, papier.eingereicht, papier.freigegeben = f"BV {vorlage_id}", JETZT, JETZT
            papier.veroeffentlicht = JETZT
    return ids


def _seiten(wer: Programm, pfad: str) -> Iterator[list[dict[str, Any]]]:
    ziel: str | None = pfad
    while ziel:
        seite = wer.lies(ziel)
        yield seite["data"]
        ziel = seite["links"].get("next")


def _ids(wer: Programm, frage: str) -> list[str]:
    return [vorlage["id"] for vorlage in wer.lies(f"vorlagen?{frage}")["data"]]


def _gezaehlt(wer: Programm, pfad: str) -> int:
    wer.lies("personen/ich")  # the first request of an hour notes that the token was used
    with mitgelesen() as gefragt:
        wer.lies(pfad)
    return len(gefragt)
