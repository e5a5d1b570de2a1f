"""How papers get on: offices, never persons."""

from __future__ import annotations

from vorlagen.services.leitungszahlen import QUARTALE
from vorlagen.web.schemas.blatt import Augenblick, Formblatt, Liste, Tag, Teil, Text, Zahl
from vorlagen.web.schemas.fragen import Ziffern
from vorlagen.web.schemas.stamm import PapierAus


class Leitungsfrage(Formblatt):
    """What is looked at."""

    amt = Text(300, noetig=True, metadata={"description": "Kennung oder Name eines Amtes, für das man freigibt"})
    art = Text(120, noetig=True, metadata={"description": "Name der Vorlageart"})
    quartale = Ziffern(1, QUARTALE[-1], load_default=QUARTALE[0], metadata={"description": "so viele zurück"})


class LeitungsstationAus(Formblatt):
    """Papers under way in one status."""

    status = Text(60, required=True)
    titel = Text(200, required=True)
    anzahl = Zahl(0, required=True)
    laengste_tage = Zahl(required=True, metadata={"description": "so lange liegt die älteste still"})


class StilleAus(Formblatt):
    """A paper that has not moved for long."""

    vorlage = Teil(PapierAus, required=True)
    status = Text(60, required=True)
    amt = Text(300, required=True, allow_none=True)
    geaendert = Augenblick(required=True)


class AbschnittAus(Formblatt):
    """How long a part took, in calendar days; null of too few papers."""

    abschnitt = Text(20, required=True)
    vorlagen = Zahl(0, required=True)
    median_tage = Zahl(0, required=True, allow_none=True)
    neunzig_prozent_tage = Zahl(0, required=True, allow_none=True)


class ZeitraumAus(Formblatt):
    """What was over in a quarter."""

    quartal = Text(10, required=True, allow_none=True, metadata={"description": "2026-Q3; null: alle zusammen"})
    zurueckgegeben = Zahl(0, required=True)
    abschnitte = Liste(Teil(AbschnittAus), required=True)


class Leitungslage(Formblatt):
    """Where papers are, how long it takes, what lies still."""

    stand = Tag(required=True)
    stationen = Liste(Teil(LeitungsstationAus), required=True)
    engstelle = Text(20, required=True, allow_none=True)
    stille = Liste(Teil(StilleAus), required=True)
    zeitraeume = Liste(Teil(ZeitraumAus), required=True)
