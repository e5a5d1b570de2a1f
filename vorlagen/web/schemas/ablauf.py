"""Procedures as data."""

from __future__ import annotations

from vorlagen.web.schemas.blatt import Auswahl, Formblatt, JaNein, Liste, Teil, Text, Zahl
from vorlagen.web.schemas.stamm import Links
from vorlagen.web.schemas.stammfelder import LANG
from vorlagen.web.schemas.vorlage_aus import SchrittAus
from vorlagen.workflow.annahmen import Annahme
from vorlagen.workflow.begriffe import Ausgang


class StatusAus(Formblatt):
    """A status."""

    name = Text(60, required=True)
    titel = Text(200, required=True)


class FristregelAus(Formblatt):
    """A deadline that a step starts."""

    name = Text(120, required=True)
    werktage = Zahl(0, required=True, metadata={"description": "0, wenn bis ein Feld nennt"})
    bis = Text(60, required=True, allow_none=True, metadata={"description": "Datumsfeld, mit dessen Tag sie endet"})
    fuer = Text(60, required=True)


class SchrittregelAus(Formblatt):
    """A step and its conditions."""

    name = Text(120, required=True)
    titel = Text(200, required=True)
    von = Liste(Text(60), required=True)
    nach = Text(60, required=True)
    durch = Liste(Text(60), required=True)
    wenn = Liste(Text(LANG), required=True)
    frist = Teil(FristregelAus, required=True, allow_none=True)
    dokument = Text(80, required=True, allow_none=True)
    begruenden = JaNein(required=True)
    laut = Text(LANG, required=True, allow_none=True)


class FeldAus(Formblatt):
    """A field that papers of this procedure have besides the usual ones."""

    name = Text(120, required=True)
    titel = Text(200, required=True)
    art = Text(20, required=True)
    hilfe = Text(LANG, required=True)
    pflicht = JaNein(required=True)
    oeffentlich = JaNein(required=True)
    laenge = Zahl(1, required=True, allow_none=True)
    auswahl = Liste(Text(300), required=True)


class BeteiligungAus(Formblatt):
    """When the offices with an Aufgabe must co-sign, and to what their signature is bound (empty: all of the text)."""

    aufgabe = Text(60, required=True)
    satz = Text(LANG, required=True)
    betrifft = Liste(Text(60), required=True)


class AblaufAus(Formblatt):
    """A procedure in its newest version."""

    name = Text(120, required=True)
    version = Zahl(1, required=True)
    titel = Text(200, required=True)
    beginnt_mit = Text(60, required=True)
    endet_mit = Liste(Text(60), required=True)
    vorlagearten = Liste(Text(120), required=True, metadata={"description": "Arten dieser Stadt, die so ablaufen"})
    status = Liste(Teil(StatusAus), required=True)
    mitzeichnung = Liste(Teil(BeteiligungAus), required=True)
    schritte = Liste(Teil(SchrittregelAus), required=True)
    felder = Liste(Teil(FeldAus), required=True)
    links = Teil(Links, required=True)


class Ablaufliste(Formblatt):
    """All procedures of this installation."""

    data = Liste(Teil(AblaufAus), required=True)
    links = Teil(Links, required=True)


class Ablaufprobefrage(Formblatt):
    """What is supposed; what is missing is as usual."""

    status = Text(60, noetig=True)
    rolle = Text(60, noetig=True, metadata={"description": "ohne Angabe jemand mit allen Rollen"})
    ausgang = Auswahl(list(Ausgang), metadata={"description": "was das entscheidende Gremium beschlossen hat"})
    annahmen = Text(
        400, metadata={"description": f"mit Komma getrennt: {', '.join(Annahme)}; ohne Angabe das Übliche, leer keine"}
    )


class AblaufprobeAus(Formblatt):
    """The steps from this status as they would be for such a paper."""

    status = Text(60, required=True)
    rolle = Text(60, required=True)
    annahmen = Liste(Text(40), required=True)
    ausgang = Text(40, required=True, allow_none=True)
    data = Liste(Teil(SchrittAus), required=True)
