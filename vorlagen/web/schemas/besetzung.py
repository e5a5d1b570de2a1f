"""Who sits in a body by which rules, and who was there."""

from __future__ import annotations

from vorlagen.services.anwesenheiten import FUNKTIONEN, STAENDE
from vorlagen.services.gremienordnung import ANTEILE, MEHRHEITEN
from vorlagen.web.schemas.blatt import Augenblick, Auswahl, Formblatt, JaNein, Liste, Tag, Teil, Text, Zahl
from vorlagen.web.schemas.sitzungsdienst import GESEHEN
from vorlagen.web.schemas.stamm import Links
from vorlagen.web.schemas.stammfelder import LANG


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
    id = Text(32, metadata={"description": "Kennung der Zeile, die es schon gibt; der Name darf dann ein anderer sein"})


class AnwesenheitEin(Formblatt):
    """The whole list."""

    data = Liste(Teil(AnwesendEin), hoechstens=1000, required=True)
    version = Zahl(1, required=True, metadata=GESEHEN)


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
    version = Zahl(1, metadata={"description": "gesehene version der Besetzung; gilt eine andere, kommt 409"})


class BesetzungAus(BesetzungEin):
    """Seats and rules of a body."""

    version = Zahl(1, required=True)
    links = Teil(Links, required=True)
