"""What the Gremiendienst does with meetings: moving, freezing, voting in lists, minutes."""

from __future__ import annotations

import re

from marshmallow import validate

from vorlagen.kalender.reihen import Rhythmus
from vorlagen.web.schemas.blatt import Augenblick, Auswahl, Formblatt, JaNein, Liste, Tag, Teil, Text, Zahl
from vorlagen.web.schemas.ergebnis import ErgebnisEin
from vorlagen.web.schemas.stamm import Links
from vorlagen.web.schemas.stammfelder import LANG

GESEHEN = {"description": "gesehene version der Sitzung; gilt eine andere, kommt 409"}
_UHR = re.compile(r"^([01][0-9]|2[0-3]):[0-5][0-9]$")


class StelleEin(Formblatt):
    """A place on the agenda."""

    stelle = Text(20, required=True, noetig=True, metadata={"examples": ["3", "5.1"]})
    version = Zahl(1, required=True, metadata=GESEHEN)


class GrundEin(Formblatt):
    """Something that is done for a reason."""

    grund = Text(LANG, mehrzeilig=True)
    version = Zahl(1, required=True, metadata=GESEHEN)


class TopRuecknahme(Formblatt):
    """Taking back what was entered by mistake."""

    grund = Text(LANG, mehrzeilig=True)
    version = Zahl(1, metadata={"description": "gesehene version der Vorlage; gilt eine andere, kommt 409"})


class FeststellungEin(Formblatt):
    """Freezing an agenda."""

    anlass = Text(300)
    version = Zahl(1, required=True, metadata=GESEHEN)


class SitzungVerlegt(Formblatt):
    """Another day, another hour, another place."""

    beginn = Augenblick(required=True)
    ort = Text(300)
    grund = Text(LANG, required=True, noetig=True, mehrzeilig=True)
    version = Zahl(1, required=True, metadata=GESEHEN)


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


class AbschlussEin(Formblatt):
    """What is known once a meeting is over."""

    ende = Augenblick(allow_none=True)
    vorsitz = Text(200)
    schriftfuehrung = Text(200)
    version = Zahl(1, required=True, metadata=GESEHEN)


class EinladungEin(Formblatt):
    """When the invitation left; nothing: just now."""

    abgesandt = Augenblick(allow_none=True)
    version = Zahl(1, metadata=GESEHEN)


class GesehenEin(Formblatt):
    """Only what was seen."""

    version = Zahl(1, required=True, metadata=GESEHEN)


class RuecknahmegrundEin(Formblatt):
    """Why the released minutes are taken back."""

    grund = Text(2000, required=True, noetig=True, mehrzeilig=True)


class Niederschriftfrage(Formblatt):
    """Which form of the minutes."""

    teil = Auswahl(("oeffentlich", "alle"), metadata={"description": "alle nur für den Gremiendienst"})


class MappenstandAus(Formblatt):
    """How far a meeting's folder is."""

    fertig = Zahl(0, required=True, metadata={"description": "so viele Dokumente und Anlagen sind fertig"})
    gesamt = Zahl(0, required=True)
