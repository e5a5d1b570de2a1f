"""Meetings and agenda items."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import ValidationError, validates_schema

from vorlagen.web.schemas.blatt import Augenblick, Formblatt, JaNein, Liste, Teil, Text
from vorlagen.web.schemas.ergebnis import ErgebnisEin
from vorlagen.web.schemas.stamm import Kurz, Links, PapierAus
from vorlagen.web.schemas.stammfelder import LANG

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

    @validates_schema
    def _vorlage_oder_titel(self, data: dict[str, Any], **_: Any) -> None:
        if "beratung" in data and len(data) > 1:
            raise ValidationError("Mit beratung kommen Titel und Öffentlichkeit aus der Vorlage.", "beratung")
        if "beratung" not in data:
            fehlt = [name for name in ("titel", "oeffentlich") if name not in data]
            if fehlt:
                raise ValidationError({name: ["Diese Angabe fehlt (oder beratung)."] for name in fehlt})


class TopAenderung(ErgebnisEin):
    """A change to an agenda item."""

    titel = Text(TITEL, noetig=True)


class TopAus(Formblatt):
    """An agenda item; the paper is there only for who may see it."""

    id = Text(32, required=True)
    sitzung = Text(32, required=True)
    top = Text(60, required=True, metadata={"examples": ["Ö 5"]})
    oeffentlich = JaNein(required=True)
    titel = Text(LANG, required=True)
    beratung = Text(32, required=True, allow_none=True)
    art = Text(80, required=True, allow_none=True)
    vorlage = Teil(PapierAus, required=True, allow_none=True)
    ergebnis = Text(300, required=True, allow_none=True)
    ausgang = Text(40, required=True, allow_none=True)
    links = Teil(Links, required=True)
    hinweise = Liste(Text(LANG), metadata={"description": "nach einer Änderung: Widersprüche, in Sätzen"})


class SitzungAus(Formblatt):
    """A meeting; the agenda is there when it was asked for by its id."""

    id = Text(32, required=True)
    gremium = Teil(Kurz, required=True)
    beginn = Augenblick(required=True)
    ort = Text(300, required=True)
    status = Text(20, required=True)
    tagesordnung = Liste(Teil(TopAus), hoechstens=10_000)
    links = Teil(Links, required=True)


class Sitzungsliste(Formblatt):
    """One page of meetings, soonest first."""

    data = Liste(Teil(SitzungAus), required=True)
    links = Teil(Links, required=True)
