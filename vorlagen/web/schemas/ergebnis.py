"""What a body did: outcome, votes of every shape, elections."""

from __future__ import annotations

from typing import Final

from vorlagen.services.einzelstimmen import Stimme
from vorlagen.web.schemas.blatt import Auswahl, Formblatt, JaNein, Liste, Teil, Text, Zahl
from vorlagen.web.schemas.stammfelder import LANG
from vorlagen.web.schemas.vorlage import VERSION
from vorlagen.workflow.begriffe import Ausgang

HOECHSTENS: Final = 99_999
"""Votes of one kind; more than any body has members."""


class EinzelstimmeEin(Formblatt):
    """One line of a roll call."""

    name = Text(200, required=True, noetig=True, metadata={"examples": ["Anna Achtsam"]})
    stimme = Auswahl(list(Stimme), required=True)


class Stimmzahlen(Formblatt):
    """Counted votes: null is unknown, 0 is nobody."""

    ja = Zahl(0, HOECHSTENS, allow_none=True)
    nein = Zahl(0, HOECHSTENS, allow_none=True)
    enthaltung = Zahl(0, HOECHSTENS, allow_none=True)
    befangen = Zahl(0, HOECHSTENS, allow_none=True)
    anwesend = Zahl(0, HOECHSTENS, allow_none=True, metadata={"description": "Anwesende bei der Abstimmung"})
    stimmberechtigt = Zahl(0, HOECHSTENS, allow_none=True)
    worte = Text(2000, allow_none=True, metadata={"description": "was statt Zahlen oder dazu gedruckt steht"})
    namentlich = Liste(
        Teil(EinzelstimmeEin),
        hoechstens=500,
        metadata={
            "description": "wer wie gestimmt hat; ohne Zahlen wird nach den Namen gezählt, nie bei geheimer Wahl"
        },
    )


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
    wirkung = Auswahl(
        list(Ausgang),
        allow_none=True,
        metadata={"description": "was mit der Vorlage geschieht, wenn der Antrag angenommen ist, etwa vertagt"},
    )
    stimmen = Teil(Stimmzahlen)


class AntragEin(Formblatt):
    """One of a series of votes inside an item."""

    antrag = Text(LANG, required=True, noetig=True, mehrzeilig=True, metadata={"examples": ["Ansatz 4711 streichen"]})
    ausgang = Auswahl(list(Ausgang), allow_none=True)
    stimmen = Teil(Stimmzahlen)


class GruppeEin(Formblatt):
    """How one electorate voted where two vote side by side."""

    name = Text(200, required=True, noetig=True, metadata={"examples": ["Sachkundige Einwohner"]})
    stimmen = Teil(Stimmzahlen, required=True)


class WahlvorschlagEin(Formblatt):
    """A person or a list that stands for election."""

    name = Text(300, required=True, noetig=True)
    stimmen = Zahl(0, HOECHSTENS, allow_none=True)
    sitze = Zahl(0, HOECHSTENS, allow_none=True, metadata={"description": "Sitze, die auf eine Liste entfallen"})


class LosEin(Formblatt):
    """A lot that decided between equals."""

    zwischen = Liste(Text(300, noetig=True), hoechstens=100)
    gezogen = Text(300, allow_none=True)


class WahlgangEin(Formblatt):
    """One ballot."""

    nr = Zahl(1, 100, required=True)
    ausgegeben = Zahl(0, HOECHSTENS, allow_none=True)
    abgegeben = Zahl(0, HOECHSTENS, allow_none=True)
    gueltig = Zahl(0, HOECHSTENS, allow_none=True)
    ungueltig = Zahl(0, HOECHSTENS, allow_none=True)
    enthaltung = Zahl(0, HOECHSTENS, allow_none=True)
    mehrere_stimmen = JaNein(metadata={"description": "jede Person hat mehr als eine Stimme"})
    vorschlaege = Liste(Teil(WahlvorschlagEin), hoechstens=500)
    los = Teil(LosEin, allow_none=True)
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
        list(Ausgang),
        allow_none=True,
        metadata={"description": "was wirklich geschah; null: wie es sich aus dem Übrigen ergibt, sonst noch offen"},
    )
    stimmen = Teil(Stimmzahlen)
    punkte = Liste(Teil(PunktergebnisEin), hoechstens=500)
    verfahren = Liste(Teil(VerfahrenEin), hoechstens=50)
    antraege = Liste(Teil(AntragEin), hoechstens=500, metadata={"description": "Abstimmungen innerhalb des Punkts"})
    gruppen = Liste(Teil(GruppeEin), hoechstens=20, metadata={"description": "getrennte Stimmkörper"})
    wahl = Teil(WahlEin, allow_none=True)
    beschlusstext = Text(LANG, mehrzeilig=True, allow_none=True, metadata={"description": "geänderter Wortlaut, HTML"})
    verwiesen_an = Liste(Text(300, noetig=True), hoechstens=10, metadata={"description": "Gremien, Name oder Kennung"})
    bemerkung = Text(LANG, mehrzeilig=True, allow_none=True, metadata={"description": "Bemerkung für den Verlauf"})
    version = Zahl(1, metadata=VERSION)


class VerweisungEin(Formblatt):
    """Where a stage referred the paper, when its result did not say so."""

    verwiesen_an = Liste(
        Text(300, noetig=True), hoechstens=10, required=True, metadata={"description": "Gremien, Name oder Kennung"}
    )
    version = Zahl(1, metadata=VERSION)
