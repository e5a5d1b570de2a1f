"""What programs learn of a paper from its publication to its withdrawal, and that it always fits together."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.dateien import PDF
from tests.oparl.conftest import BASIS, Frager, alle, gib_heraus
from tests.welt import (
    JETZT,
    Stadt,
    aendere_art,
    als,
    auf_tagesordnung,
    entwurf,
    freigegeben,
    gehe,
    zeichne_fuer_alle,
)
from vorlagen.services import anlagen, anwesenheiten, ergebnisse, niederschriften, ruecknahme, sitzungen, sitzungslauf
from vorlagen.services.abstimmungen import Ergebnis, Stimmen
from vorlagen.services.anwesenheiten import Eintrag, Sitz
from vorlagen.services.einzelstimmen import Einzelstimme, Stimme
from vorlagen.services.oparl import nachziehen, treffen
from vorlagen.services.oparl.ablage import Wurzel
from vorlagen.services.oparl.typen import LISTEN, SCHEMA
from vorlagen.services.oparl.werkstatt import Werkstatt
from vorlagen.services.sichtbarkeit import hole
from vorlagen.web.oparl.umwege import vorlagenadresse

WURZEL = "/oparl/v1.1"
NACHHER = datetime(2026, 3, 21, 9, tzinfo=UTC)
RUECKWEGE = {"LegislativeTerm": "body", "Membership": "person", "AgendaItem": "meeting", "Consultation": "paper"}


@pytest.mark.probe
def test_eine_vorlage_kommt_heraus_wird_behandelt_und_zurueckgenommen(
    offene_stadt: Stadt, frage: Frager, testdaten: Path
) -> None:
    hfa, gerda = offene_stadt.gremien["HFA"], als("gerda")
    sitze = [Sitz("Anton Ampel", "vorsitz", fraktion="Stadtgrün"), Sitz("Gast Gustav", "gast")]
    anwesenheiten.setze_mitglieder(hfa, sitze, wer=gerda)
    vorlage_id = entwurf(offene_stadt)
    for name, oeffentlich in (("lageplan.pdf", True), ("gutachten.pdf", False)):
        anlagen.fuege_hinzu(vorlage_id, name, PDF, oeffentlich=oeffentlich, wer=als("frieda"), jetzt=JETZT)
    papier = f"{WURZEL}/paper/{vorlage_id}"
    frage(papier, 404)
    for schritt, wer in (("zur_mitzeichnung_geben", "frieda"), ("freigeben", "olaf")):
        gehe(vorlage_id, schritt, wer)
        if wer == "frieda":
            zeichne_fuer_alle(vorlage_id)
    heraus = frage(papier)
    assert vorlagenadresse(hole(vorlage_id, als("gerda"))[0]) == heraus["id"]
    assert (heraus["reference"], heraus["deleted"], "mainFile" in heraus) == ("10/001/2026", False, False)
    assert [anlage["fileName"] for anlage in heraus["auxiliaryFile"]] == ["lageplan.pdf"]
    (weg,) = heraus["consultation"]
    assert (weg["role"], weg["vorlagen:reihe"], "meeting" in weg, "paper" in weg) == ("Kenntnisnahme", 1, False, False)
    assert frage(weg["id"])["paper"] == BASIS + papier

    nachziehen.baue_auf(uhrzeit=partial(datetime.now, UTC))  # the clock prints
    gedruckt = frage(papier)["mainFile"]
    ansicht, gespeichert = frage(gedruckt["accessUrl"]), frage(gedruckt["downloadUrl"], Range="bytes=0-9", status=206)
    assert ansicht.headers["Content-Disposition"].startswith("inline")
    assert gespeichert.headers["Content-Disposition"] == "attachment; filename=10-001-2026.docx"
    assert (len(ansicht.data), gespeichert.data) == (gedruckt["size"], ansicht.data[:10])
    for bereich in ("items=0-1", "bytes=0-1,3-4", "bytes=x"):  # passed over (RFC 9110 § 14.2)
        assert frage(gedruckt["downloadUrl"], Range=bereich).data == ansicht.data
    frage(gedruckt["downloadUrl"], 416, Range="bytes=99999999-")
    frage(gedruckt["accessUrl"], 304, If_None_Match=ansicht.headers["ETag"])

    beratung_id = auf_tagesordnung(offene_stadt, vorlage_id, beginn=datetime(2026, 3, 20, 16, tzinfo=UTC))
    geplant = frage(papier)["consultation"][0]
    wann = geplant["meeting"]
    assert ("agendaItem" in geplant, "agendaItem" in frage(wann)) == (False, False)  # the agenda is a draft
    sitzung_id = wann.rpartition("/")[2]
    sitzungslauf.lade_ein(sitzung_id, wer=als("gerda"), jetzt=JETZT)
    (punkt,) = frage(wann)["agendaItem"]
    assert (punkt["number"], punkt["order"], punkt["public"]) == ("Ö 1", 0, True)
    assert frage(papier)["consultation"][0]["agendaItem"] == punkt["id"]
    vorher = {weg: frage(weg)["modified"] for weg in (papier, wann)}
    namen = (Einzelstimme("Anton Ampel", Stimme.ENTHALTUNG), Einzelstimme("Berta Beisitz", Stimme.JA))
    anwesenheiten.setze(sitzung_id, [Eintrag(eine.name) for eine in namen], version=None, wer=als("gerda"))
    ergebnis = Ergebnis(ausgang="kenntnis_genommen", stimmen=Stimmen(20, 0, 3, namentlich=namen))
    ergebnisse.trage_ein(beratung_id, ergebnis, version=None, wer=als("gerda"), jetzt=JETZT)
    anwesenheiten.setze(sitzung_id, [Eintrag("Anton Ampel", "vorsitz")], version=None, wer=als("gerda"))
    sitzungslauf.schliesse(
        sitzung_id, ende=None, vorsitz="", schriftfuehrung="", version=None, wer=als("gerda"), jetzt=NACHHER
    )
    niederschriften.gib_frei(sitzung_id, version=None, wer=als("gerda"), jetzt=NACHHER)
    nachziehen.baue_auf(uhrzeit=partial(datetime.now, UTC))
    gehalten = frage(wann)
    (punkt,) = gehalten["agendaItem"]
    assert (punkt["result"], punkt["vorlagen:ausgang"]) == ("zur Kenntnis genommen", "kenntnis_genommen")
    assert punkt["vorlagen:vote"]["yes"] == 20
    assert punkt["vorlagen:vote"]["no"] == 0
    anton, berta = punkt["vorlagen:rollCall"]
    assert (frage(anton["person"])["name"], anton["vote"]) == ("Anton Ampel", "abstain")
    assert berta == {"name": "Berta Beisitz", "vote": "yes"}  # holds no seat that is told of
    assert gehalten["resultsProtocol"]["fileName"].startswith("Niederschrift-HFA")
    assert all(frage(weg)["modified"] >= zeit for weg, zeit in vorher.items())
    _alles_passt(frage, testdaten)

    seit = frage(papier)["modified"].replace("+", "%2B")
    ruecknahme.nimm_vorlage_zurueck(vorlage_id, "Ein Name steht darin.", wer=als("gerda"), jetzt=JETZT)
    weg_damit = frage(papier)
    assert set(weg_damit) == {"id", "type", "created", "modified", "deleted"}
    assert (weg_damit["deleted"], weg_damit["created"]) == (True, heraus["created"])
    for datei in (gedruckt, heraus["auxiliaryFile"][0]):
        assert frage(datei["id"])["deleted"] is True
        assert frage(datei["accessUrl"], 410)["type"] == f"{SCHEMA}Error"
        frage(datei["downloadUrl"], 410)
    assert frage("/oparl/papers")["data"] == []
    assert frage(f"/oparl/papers?modified_since={seit}")["data"] == [weg_damit]
    assert "agendaItem" not in frage(wann)
    _alles_passt(frage, testdaten)
    ruecknahme.veroeffentliche_vorlage(vorlage_id, wer=als("gerda"), jetzt=JETZT)
    assert [frage(papier)[name] for name in ("created", "name")] == [heraus["created"], heraus["name"]]
    _alles_passt(frage, testdaten)


def test_ohne_lizenz_gibt_eine_stadt_nichts_heraus(stadt: Stadt, frage: Frager) -> None:
    assert frage(frage(f"{WURZEL}/system")["body"])["data"] == []
    frage(f"{WURZEL}/body/{stadt.koerperschaft_id}", 404)
    frage("/oparl/papers", 404)
    gib_heraus(ags="05334002", rgs="053340002002", klasse="Stadt")
    koerper = frage(f"{WURZEL}/body/{stadt.koerperschaft_id}")
    assert [koerper[name] for name in ("ags", "rgs", "legislativeTerm")] == ["05334002", "053340002002", []]
    assert "legislativeTerm" not in frage(f"{WURZEL}/body?omit_internal=true")["data"][0]


def test_was_sich_nicht_erzaehlen_laesst_haelt_nichts_auf_und_wird_nicht_veraltet_erzaehlt(
    offene_stadt: Stadt, frage: Frager, monkeypatch: Any
) -> None:
    sitzung_id = sitzungen.lege_an(
        offene_stadt.gremien["HFA"], datetime(2026, 4, 1, 16, tzinfo=UTC), ort="Rathaus", wer=als("gerda"), jetzt=JETZT
    )
    assert frage(f"{WURZEL}/meeting/{sitzung_id}")["location"]["description"] == "Rathaus"
    with monkeypatch.context() as kaputt:
        kaputt.setattr(treffen, "ZUSTAENDE", None)
        sitzungslauf.lade_ein(sitzung_id, wer=als("gerda"), jetzt=JETZT)
        assert frage(f"{WURZEL}/meeting/{sitzung_id}")["deleted"] is True
    assert frage(f"{WURZEL}/system")["type"] == f"{SCHEMA}System"


def _alles_passt(frage: Frager, testdaten: Path) -> None:
    """Every object is as its schema says, is in its list, can be fetched alike, and names only what can be fetched."""
    (koerper,) = frage(f"{WURZEL}/body")["data"]
    objekte = {o["id"]: o for feld in LISTEN for o in alle(frage, koerper[feld])} | {koerper["id"]: koerper}
    for kennung, objekt in objekte.items():
        name = objekt["type"].removeprefix(SCHEMA)
        schema = json.loads((testdaten / "oparl" / "schema-draft7" / "schema" / f"{name}.json").read_text("utf-8"))
        Draft7Validator(
            {**schema, "properties": {n: _ohne_verweise(p) for n, p in schema["properties"].items()}}
        ).validate(objekt)
        assert frage(kennung) == objekt
        assert RUECKWEGE.get(name, "id") in objekt
        for adresse in _adressen(objekt):
            assert adresse in objekte or frage(adresse), adresse


def _ohne_verweise(eigenschaft: dict[str, Any]) -> dict[str, Any]:
    """The schema files point at each other by name; what is embedded is checked in its own list."""
    return {n: w for n, w in eigenschaft.items() if n in ("type", "const", "format", "pattern")}


def _adressen(wert: Any) -> list[str]:
    if isinstance(wert, dict):
        return [a for name, teil in wert.items() if ":" not in name for a in _adressen(teil)]
    if isinstance(wert, list):
        return [a for teil in wert for a in _adressen(teil)]
    return [wert] if isinstance(wert, str) and wert.startswith(f"{BASIS}/oparl/") else []


@pytest.fixture
def gemacht(offene_stadt: Stadt, monkeypatch: pytest.MonkeyPatch) -> list[list[Wurzel]]:
    """What was made anew from now on, for each time together; what was there before is given out already."""
    nachziehen.baue_auf(uhrzeit=partial(datetime.now, UTC))
    male: list[list[Wurzel]] = []
    echt = Werkstatt.erneuere

    def mitschreiben(werkstatt: Werkstatt, wurzeln: Collection[Wurzel]) -> None:
        male.append(sorted(wurzeln))
        echt(werkstatt, wurzeln)

    monkeypatch.setattr(Werkstatt, "erneuere", mitschreiben)
    return male


def test_was_aus_einer_wurzel_kommt_wird_in_einem_zug_einmal_gemacht(
    offene_stadt: Stadt, gemacht: list[list[Wurzel]]
) -> None:
    """Sixty members come as sixty changes and are one list; a town that was just taken over has thousands of such."""
    gerda = als("gerda")
    for gremium, wie_viele in (("HFA", 40), ("Rat", 20)):
        sitze = [Sitz(f"Mitglied {nr:02}", "mitglied") for nr in range(wie_viele)]
        anwesenheiten.setze_mitglieder(offene_stadt.gremien[gremium], sitze, wer=gerda)
    nachziehen.baue_auf(uhrzeit=partial(datetime.now, UTC))
    assert gemacht == [[Wurzel("besetzung", offene_stadt.koerperschaft_id)]]


def test_heisst_eine_art_anders_kommen_ihre_vorlagen_in_stuecken(
    offene_stadt: Stadt, frage: Frager, gemacht: list[list[Wurzel]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A town may have a hundred thousand of a kind: nobody waits for all of them, and nobody sees half of it."""
    papiere = [freigegeben(offene_stadt) for _ in range(3)]
    nachziehen.baue_auf(uhrzeit=partial(datetime.now, UTC))
    monkeypatch.setattr(nachziehen, "AUF_EINMAL", 1)
    aendere_art("Mitteilungsvorlage", name="Mitteilung")
    gemacht.clear()
    with pytest.raises(nachziehen.WirdAufgebaut):
        nachziehen.ziehe_nach({offene_stadt.koerperschaft_id}, uhrzeit=partial(datetime.now, UTC), sekunden=0)
    assert gemacht == [[Wurzel("neue_vorlage", papiere[0])]]
    assert {frage(f"{WURZEL}/paper/{papier}")["paperType"] for papier in papiere} == {"Mitteilung"}
    assert [wurzel.id for mal in gemacht for wurzel in mal] == papiere
