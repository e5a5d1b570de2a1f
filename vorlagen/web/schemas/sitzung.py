"""Meetings and agenda items."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import ValidationError, validates_schema

from vorlagen.web.schemas.blatt import Augenblick, Auswahl, Formblatt, JaNein, Liste, Teil, Text, Zahl
from vorlagen.web.schemas.ergebnis import ErgebnisEin
from vorlagen.web.schemas.stamm import Kurz, Links, PapierAus
from vorlagen.web.schemas.stammfelder import LANG, stammfeld

TITEL: Final = 1000
"""Characters of an agenda item's title: as many as the Betreff of a Vorlage has."""


class SitzungNeu(Formblatt):
    """A meeting to be called."""

    gremium = Text(300, required=True, noetig=True, metadata={"description": "Kennung oder Name"})
    beginn = Augenblick(required=True)
    ort = Text(300)


class PunktEin(Formblatt):
    """An agenda item: a stage of a paper, or something without a paper."""

    beratung = Text(32, noetig=True, metadata={"description": "Kennung der Station aus beratungsfolge"})
    titel = Text(TITEL, noetig=True)
    oeffentlich = JaNein(metadata={"description": "nur mit titel"})
    begruendung_nichtoeffentlich = stammfeld(
        "begruendung_nichtoeffentlich",
        metadata={"description": "ohne Angabe die der Station oder der Vorlage"},
    )
    aufnahme = Auswahl(
        ("nachtrag", "tischvorlage"), metadata={"description": "nötig, sobald die Tagesordnung steht oder geladen ist"}
    )
    begruendung = Text(LANG, mehrzeilig=True, metadata={"description": "warum es nicht warten kann; mit aufnahme"})
    trotzdem = JaNein(metadata={"description": "auch wenn eine Regel dagegen spricht; das wird mit vermerkt"})
    unter_top = Text(32, metadata={"description": "Kennung des Punkts, dessen Unterpunkt es wird"})

    @validates_schema
    def _vorlage_oder_titel(self, data: dict[str, Any], **_: Any) -> None:
        if "beratung" in data and {"titel", "oeffentlich"} & set(data):
            raise ValidationError("Mit beratung kommen Titel und Öffentlichkeit aus der Vorlage.", "beratung")
        if "beratung" not in data:
            fehlt = [name for name in ("titel", "oeffentlich") if name not in data]
            if fehlt:
                raise ValidationError({name: ["Diese Angabe fehlt (oder beratung)."] for name in fehlt})


class TopAenderung(ErgebnisEin):
    """A change to an agenda item."""

    titel = Text(TITEL, noetig=True)
    begruendung_nichtoeffentlich = stammfeld(
        "begruendung_nichtoeffentlich", metadata={"description": "nur im nichtöffentlichen Teil"}
    )
    en_bloc = Text(40, metadata={"description": "Liste für gemeinsame Abstimmung; leer: keine"})
    protokoll = Text(LANG, mehrzeilig=True, metadata={"description": "was die Niederschrift dazu sagt, HTML"})
    aufgerufen = Augenblick(allow_none=True, metadata={"description": "wann der Punkt aufgerufen wurde"})
    zugelassen = JaNein(allow_none=True, metadata={"description": "ob das Gremium den Nachtrag aufgenommen hat"})
    befangen = Liste(Text(32), metadata={"description": "Kennungen aus der Anwesenheitsliste"})
    sitzungsversion = Zahl(1, metadata={"description": "gesehene version der Sitzung; eine andere: 409"})


class TopIntern(Formblatt):
    """What of an item only those see who look after the body."""

    begruendung = Text(LANG, required=True)
    urteil = Liste(Text(LANG), required=True, metadata={"description": "was bei der Aufnahme galt, mit Quelle"})
    absetzungsgrund = Text(LANG, required=True, allow_none=True)
    protokoll = Text(LANG, required=True)
    aufgerufen = Augenblick(required=True, allow_none=True)
    befangen = Liste(Text(32), required=True)
    beschlussfaehig = JaNein(required=True, allow_none=True)
    stimmberechtigt = Zahl(0, required=True, metadata={"description": "anwesend und nicht befangen"})


class TopAus(Formblatt):
    """An agenda item; the paper is there only for who may see it."""

    id = Text(32, required=True)
    sitzung = Text(32, required=True)
    top = Text(60, required=True, metadata={"examples": ["Ö 5"]})
    oeffentlich = JaNein(required=True)
    begruendung_nichtoeffentlich = stammfeld("begruendung_nichtoeffentlich", allow_none=True)
    titel = Text(LANG, required=True)
    beratung = Text(32, required=True, allow_none=True)
    art = Text(80, required=True, allow_none=True)
    vorlage = Teil(PapierAus, required=True, allow_none=True)
    ergebnis = Text(300, required=True, allow_none=True)
    ausgang = Text(40, required=True, allow_none=True)
    aufnahme = Text(20, required=True, metadata={"description": "regulaer, nachtrag oder tischvorlage"})
    nachtrag = Zahl(1, required=True, allow_none=True, metadata={"description": "der wievielte Nachtrag"})
    en_bloc = Text(40, required=True, metadata={"description": "Liste für gemeinsame Abstimmung, oder leer"})
    abgesetzt = JaNein(required=True)
    zugelassen = JaNein(required=True, allow_none=True)
    intern = Teil(TopIntern, metadata={"description": "nur für den Gremiendienst"})
    links = Teil(Links, required=True)
    hinweise = Liste(Text(LANG), metadata={"description": "nach einer Änderung: Widersprüche, in Sätzen"})


class PruefpunktAus(Formblatt):
    """Something about a meeting that somebody should look at again."""

    code = Text(60, required=True, metadata={"examples": ["ladung.versaeumt"]})
    satz = Text(LANG, required=True)
    stufe = Text(20, required=True, metadata={"description": "gefahr oder warnung"})
    vorlage = Text(32, required=True, allow_none=True)


class SitzungAus(Formblatt):
    """A meeting; the agenda is there when it was asked for by its id."""

    id = Text(32, required=True)
    gremium = Teil(Kurz, required=True)
    beginn = Augenblick(required=True)
    ort = Text(300, required=True)
    status = Text(20, required=True)
    version = Zahl(1, metadata={"description": "nur für den Gremiendienst: steigt mit jeder Änderung der Tagesordnung"})
    steht_seit = Augenblick(required=True, allow_none=True, metadata={"description": "Tagesordnung festgestellt"})
    fruehere_termine = Liste(Augenblick(), required=True, metadata={"description": "wovon verlegt wurde"})
    absagegrund = Text(LANG, required=True)
    ende = Augenblick(required=True, allow_none=True)
    pruefung = Liste(Teil(PruefpunktAus), metadata={"description": "nur für den Gremiendienst: was zu prüfen ist"})
    tagesordnung = Liste(Teil(TopAus), hoechstens=10_000)
    links = Teil(Links, required=True)


class Sitzungsliste(Formblatt):
    """One page of meetings, soonest first."""

    data = Liste(Teil(SitzungAus), required=True)
    links = Teil(Links, required=True)
