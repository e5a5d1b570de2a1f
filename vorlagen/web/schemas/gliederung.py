"""Offices and bodies, and the rules by which a body's deadlines are reckoned."""

from __future__ import annotations

from vorlagen.web.schemas.blatt import Formblatt, Freies, JaNein, Liste, Teil, Text, Zahl
from vorlagen.web.schemas.stamm import Links
from vorlagen.web.schemas.stammfelder import LANG

NUMMER = {"description": "wie sie auf Vorlagen steht", "examples": ["20"]}
AKTIV = {"description": "false: außer Dienst; was gedruckt ist, behält den Namen"}


class AmtEin(Formblatt):
    """A new office."""

    nummer = Text(20, metadata=NUMMER)
    name = Text(300, required=True, noetig=True)


class AmtAenderung(Formblatt):
    """What changes; what is missing stays."""

    nummer = Text(20, metadata=NUMMER)
    name = Text(300, noetig=True)
    aktiv = JaNein(metadata=AKTIV)


class AmtAus(Formblatt):
    """An office."""

    id = Text(32, required=True)
    nummer = Text(20, required=True)
    name = Text(300, required=True)
    aufgaben = Liste(Text(60), required=True, metadata={"description": "wonach Regeln der Mitzeichnung es finden"})
    aktiv = JaNein(required=True, metadata=AKTIV)
    links = Teil(Links, required=True)


class Aemterliste(Formblatt):
    """All offices."""

    data = Liste(Teil(AmtAus), hoechstens=10_000, required=True)
    links = Teil(Links, required=True)


class GremiumEin(Formblatt):
    """A new body."""

    kuerzel = Text(40, metadata={"examples": ["HFA"]})
    name = Text(300, required=True, noetig=True)


class GremiumAenderung(Formblatt):
    """What changes; what is missing stays."""

    kuerzel = Text(40)
    name = Text(300, noetig=True)
    aktiv = JaNein(metadata=AKTIV)


class GremiumAus(Formblatt):
    """A body."""

    id = Text(32, required=True)
    name = Text(300, required=True)
    kuerzel = Text(40, required=True)
    aktiv = JaNein(required=True, metadata=AKTIV)
    version = Zahl(1, required=True, metadata={"description": "steigt mit jeder Änderung seiner Regeln und Sitze"})
    abgabe_werktage = Zahl(0, required=True, metadata={"description": "so viele Werktage vor der Sitzung freigegeben"})
    abgabe = Freies(required=True, metadata={"description": "Regel der Abgabe, wenn sie anders zählt; sonst leer"})
    ladung = Freies(required=True, metadata={"description": "Regel der Ladungsfrist"})
    links = Teil(Links, required=True)


class Gremienliste(Formblatt):
    """All bodies."""

    data = Liste(Teil(GremiumAus), hoechstens=10_000, required=True)
    links = Teil(Links, required=True)


class FristregelnEin(Formblatt):
    """Both rules of a body, whole, as the deadline rules are written (see `vorlagen frist`)."""

    ladung = Freies(required=True, metadata={"examples": [{"tage": 7, "kanal": "portal", "laut": "§ 3 GeschO"}]})
    abgabe = Freies(required=True, metadata={"examples": [{"tage": 10, "einheit": "werktage"}]})
    version = Zahl(1, metadata={"description": "gesehene version des Gremiums; gilt eine andere, kommt 409"})
    grund = Text(300, metadata={"description": "warum geändert; ohne Namen von Personen"})


class FristregelbestaetigungEin(Formblatt):
    """Whose notice rule was compared with the Geschäftsordnung, and the version that was seen."""

    gremium = Text(32, required=True, noetig=True)
    version = Zahl(1, required=True)


class FristregelbestaetigungenEin(Formblatt):
    """All or none are confirmed."""

    data = Liste(Teil(FristregelbestaetigungEin), required=True)


class FristregelnAus(Formblatt):
    """The body with its rules, and which open deadlines moved."""

    gremium = Teil(GremiumAus, required=True)
    verschoben = Liste(Text(LANG), hoechstens=100_000, required=True)
