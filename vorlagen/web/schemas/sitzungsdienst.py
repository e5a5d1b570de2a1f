"""What the Gremiendienst does with meetings: moving, freezing, attendance, minutes."""

from __future__ import annotations

import re

from marshmallow import validate

from vorlagen.kalender.reihen import Rhythmus
from vorlagen.services.anwesenheiten import FUNKTIONEN, STAENDE
from vorlagen.services.gremienordnung import ANTEILE, MEHRHEITEN
from vorlagen.web.schemas.blatt import Augenblick, Auswahl, Formblatt, JaNein, Liste, Tag, Teil, Text, Zahl
from vorlagen.web.schemas.ergebnis import ErgebnisEin
from vorlagen.web.schemas.stamm import Links
from vorlagen.web.schemas.stammfelder import LANG

_GESEHEN = {"description": "gesehene version der Sitzung; gilt eine andere, kommt 409"}
_UHR = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


class StelleEin(Formblatt):
    """A place on the agenda."""

    stelle = Text(20, required=True, noetig=True, metadata={"examples": ["3", "5.1"]})
    version = Zahl(1, required=True, metadata=_GESEHEN)


class GrundEin(Formblatt):
    """Something that is done for a reason."""

    grund = Text(LANG, mehrzeilig=True)
    version = Zahl(1, required=True, metadata=_GESEHEN)


class FeststellungEin(Formblatt):
    """Freezing an agenda."""

    anlass = Text(300)
    version = Zahl(1, required=True, metadata=_GESEHEN)


class SitzungVerlegt(Formblatt):
    """Another day, another hour, another place."""

    beginn = Augenblick(required=True)
    ort = Text(300)
    grund = Text(LANG, required=True, noetig=True, mehrzeilig=True)
    version = Zahl(1, required=True, metadata=_GESEHEN)


class ReiheEin(Formblatt):
    """A series of meetings by a weekday rule."""

    gremium = Text(300, required=True, noetig=True, metadata={"description": "Kennung oder Name"})
    rhythmus = Auswahl(list(Rhythmus), required=True)
    wochentag = Zahl(1, 7, required=True, metadata={"description": "1 ist Montag"})
    woche = Zahl(-1, 4, metadata={"description": "monatlich: der wievielte im Monat, -1 der letzte"})
    jede = Zahl(1, 12, metadata={"description": "jede wievielte Woche, jeden wievielten Monat"})
    von = Tag(required=True)
    bis = Tag(required=True)
    uhrzeit = Text(5, required=True, validate=(validate.Regexp(_UHR, error="Hier gehört eine Uhrzeit wie 17:00 hin."),))
    ort = Text(300)
    ohne = Liste(Tag(), metadata={"description": "Tage, die von Hand entfallen"})
    probe = JaNein(metadata={"description": "nur zeigen, nichts anlegen"})


class ReihenterminAus(Formblatt):
    """A day of the series."""

    tag = Tag(required=True)
    entfaellt = Text(LANG, required=True, allow_none=True, metadata={"description": "warum keine Sitzung ist"})


class ReiheAus(Formblatt):
    """The days of the rule, and the meetings that were called."""

    termine = Liste(Teil(ReihenterminAus), hoechstens=1200, required=True)
    sitzungen = Liste(Text(32), hoechstens=1200, required=True)


class EnBlocEin(ErgebnisEin):
    """One result for a list of items; `version` is the meeting's."""

    liste = Text(40, required=True, noetig=True)


class HinweiseAus(Formblatt):
    """What was pointed out."""

    hinweise = Liste(Text(LANG), hoechstens=10_000, required=True)


class FassungspunktAus(Formblatt):
    """An item as it stood on a frozen agenda."""

    id = Text(32, required=True)
    top = Text(60, required=True)
    titel = Text(LANG, required=True)
    oeffentlich = JaNein(required=True)
    aufnahme = Text(20, required=True)
    nachtrag = Zahl(1, required=True, allow_none=True)
    en_bloc = Text(40, required=True)
    abgesetzt = JaNein(required=True)


class TagesordnungAus(Formblatt):
    """A frozen agenda."""

    nr = Zahl(1, required=True)
    festgestellt = Augenblick(required=True)
    punkte = Liste(Teil(FassungspunktAus), hoechstens=10_000)
    seither = Liste(Text(LANG), hoechstens=10_000, metadata={"description": "nur für den Gremiendienst"})
    anlass = Text(LANG, metadata={"description": "nur für den Gremiendienst"})
    links = Teil(Links, required=True)


class Tagesordnungsliste(Formblatt):
    """All frozen agendas, newest first."""

    data = Liste(Teil(TagesordnungAus), hoechstens=10_000, required=True)
    links = Teil(Links, required=True)


class SpanneEin(Formblatt):
    """From when to when; null is the beginning or the end of the meeting."""

    von = Augenblick(allow_none=True)
    bis = Augenblick(allow_none=True)


class AnwesendEin(Formblatt):
    """One person on the list."""

    name = Text(200, required=True, noetig=True)
    funktion = Auswahl(FUNKTIONEN, required=True)
    stimmberechtigt = JaNein(required=True)
    stand = Auswahl(STAENDE, required=True)
    zeiten = Liste(Teil(SpanneEin), hoechstens=50, metadata={"description": "leer: die ganze Sitzung"})
    mitgliedschaft = Text(32, allow_none=True)


class AnwesenheitEin(Formblatt):
    """The whole list."""

    data = Liste(Teil(AnwesendEin), hoechstens=1000, required=True)
    version = Zahl(1, required=True, metadata=_GESEHEN)


class AnwesendAus(AnwesendEin):
    """One person on the list, as it is kept."""

    id = Text(32, required=True)


class AnwesenheitAus(Formblatt):
    """The list and what follows from it."""

    data = Liste(Teil(AnwesendAus), hoechstens=1000, required=True)
    version = Zahl(1, required=True)
    beschlussfaehig = JaNein(required=True, allow_none=True)
    gruende = Liste(Text(LANG), required=True)
    links = Teil(Links, required=True)


class SitzEin(Formblatt):
    """A seat in a body."""

    id = Text(32, metadata={"description": "Kennung eines Sitzes, der bleiben soll"})
    name = Text(200, required=True, noetig=True)
    funktion = Auswahl(FUNKTIONEN[:4])
    stimmberechtigt = JaNein()
    fraktion = Text(100)
    von = Tag(allow_none=True)
    bis = Tag(allow_none=True)


class OrdnungEin(Formblatt):
    """What the Geschäftsordnung says; null is "not said"."""

    mitglieder = Zahl(1, 1000, allow_none=True, metadata={"description": "gesetzliche Zahl der Mitglieder"})
    beschlussfaehig = Auswahl(ANTEILE, allow_none=True)
    tischvorlagen = JaNein(allow_none=True)
    mehrheit = Auswahl(MEHRHEITEN, allow_none=True)
    quelle = Text(300, allow_none=True)


class BesetzungEin(Formblatt):
    """Seats and rules of a body, each replaced as a whole."""

    sitze = Liste(Teil(SitzEin), hoechstens=1000)
    ordnung = Teil(OrdnungEin, required=True)


class BesetzungAus(BesetzungEin):
    """Seats and rules of a body."""

    links = Teil(Links, required=True)


class AbschlussEin(Formblatt):
    """What is known once a meeting is over."""

    ende = Augenblick(allow_none=True)
    vorsitz = Text(200)
    schriftfuehrung = Text(200)
    version = Zahl(1, required=True, metadata=_GESEHEN)


class GesehenEin(Formblatt):
    """Only what was seen."""

    version = Zahl(1, required=True, metadata=_GESEHEN)


class Niederschriftfrage(Formblatt):
    """Which form of the minutes."""

    teil = Auswahl(("oeffentlich", "alle"), metadata={"description": "alle nur für den Gremiendienst"})
