"""What a body did: outcome, votes of every shape, elections."""

from __future__ import annotations

from typing import Final

from vorlagen.web.schemas.blatt import Auswahl, Formblatt, JaNein, Liste, Teil, Text, Zahl
from vorlagen.web.schemas.stammfelder import LANG
from vorlagen.web.schemas.vorlage import VERSION
from vorlagen.workflow.begriffe import Ausgang

HOECHSTENS: Final = 99_999
"""Votes of one kind; more than any body has members."""


class Stimmzahlen(Formblatt):
    """Counted votes: null is unknown, 0 is nobody."""

    ja = Zahl(0, HOECHSTENS, allow_none=True)
    nein = Zahl(0, HOECHSTENS, allow_none=True)
    enthaltung = Zahl(0, HOECHSTENS, allow_none=True)
    befangen = Zahl(0, HOECHSTENS, allow_none=True)


class PunktergebnisEin(Formblatt):
    """What happened to one point."""

    punkt = Text(32, required=True, noetig=True, metadata={"description": "Kennung oder Nummer des Beschlusspunkts"})
    ergebnis = Text(300, allow_none=True)
    ausgang = Auswahl(list(Ausgang), allow_none=True)
    stimmen = Teil(Stimmzahlen)


class VerfahrenEin(Formblatt):
    """A vote on procedure."""

    antrag = Text(LANG, required=True, noetig=True, mehrzeilig=True, metadata={"examples": ["Vertagung"]})
    ausgang = Auswahl(list(Ausgang), allow_none=True)
    stimmen = Teil(Stimmzahlen)


class WahlvorschlagEin(Formblatt):
    """Somebody who stands for election."""

    name = Text(300, required=True, noetig=True)
    stimmen = Zahl(0, HOECHSTENS, allow_none=True)


class WahlgangEin(Formblatt):
    """One ballot."""

    nr = Zahl(1, 100, required=True)
    ausgegeben = Zahl(0, HOECHSTENS, allow_none=True)
    gueltig = Zahl(0, HOECHSTENS, allow_none=True)
    ungueltig = Zahl(0, HOECHSTENS, allow_none=True)
    enthaltung = Zahl(0, HOECHSTENS, allow_none=True)
    vorschlaege = Liste(Teil(WahlvorschlagEin), hoechstens=500)
    gewaehlt = Text(300, allow_none=True)


class WahlEin(Formblatt):
    """An election with its ballots."""

    verfahren = Text(80, allow_none=True, metadata={"examples": ["geheim", "offen"]})
    wahlgaenge = Liste(Teil(WahlgangEin), hoechstens=20)
    gewaehlt = Text(300, allow_none=True)
    angenommen = JaNein(allow_none=True, metadata={"description": "ob die gewählte Person die Wahl angenommen hat"})


class ErgebnisEin(Formblatt):
    """What the body did at its latest attempt."""

    ergebnis = Text(300, allow_none=True, metadata={"description": "Bezeichnung, wie sie gedruckt wird"})
    ausgang = Auswahl(
        list(Ausgang), allow_none=True, metadata={"description": "was wirklich geschah; null: noch offen"}
    )
    stimmen = Teil(Stimmzahlen)
    punkte = Liste(Teil(PunktergebnisEin), hoechstens=500)
    verfahren = Liste(Teil(VerfahrenEin), hoechstens=50)
    wahl = Teil(WahlEin, allow_none=True)
    beschlusstext = Text(LANG, mehrzeilig=True, allow_none=True, metadata={"description": "geänderter Wortlaut, HTML"})
    verwiesen_an = Liste(Text(300, noetig=True), hoechstens=10, metadata={"description": "Gremien, Name oder Kennung"})
    bemerkung = Text(LANG, mehrzeilig=True, allow_none=True, metadata={"description": "Bemerkung für den Verlauf"})
    version = Zahl(1, metadata=VERSION)
