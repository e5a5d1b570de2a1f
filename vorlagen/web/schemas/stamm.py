"""Offices, bodies, people, deadlines."""

from __future__ import annotations

from vorlagen.web.schemas.blatt import Formblatt, JaNein, Liste, Tag, Teil, Text, Zahl
from vorlagen.web.schemas.stammfelder import LANG


class Kurz(Formblatt):
    """Something by its id and its name."""

    id = Text(32, required=True)
    name = Text(300, required=True, allow_none=True)


class Links(Formblatt):
    """Where to go on; `next` is absent on the last page."""

    self = Text(2000)
    next = Text(2000)
    web = Text(2000)
    oparl = Text(2000, allow_none=True)


class PersonAus(Formblatt):
    """Somebody who works here."""

    id = Text(32, required=True)
    name = Text(200, required=True)
    amt = Teil(Kurz, required=True, allow_none=True)


class Personenliste(Formblatt):
    """Everybody who works here."""

    data = Liste(Teil(PersonAus), hoechstens=100_000, required=True)
    links = Teil(Links, required=True)


class RolleAus(Formblatt):
    """A role for one office, for one body, or for the whole town."""

    rolle = Text(60, required=True)
    amt = Teil(Kurz, required=True, allow_none=True)
    gremium = Teil(Kurz, required=True, allow_none=True)


class IchAus(PersonAus):
    """The person whose token this is."""

    anmeldename = Text(80, required=True)
    koerperschaft = Teil(Kurz, required=True)
    rollen = Liste(Teil(RolleAus), required=True)
    installation = JaNein(required=True, metadata={"description": "betreut die Installation, ohne Einblick in Inhalte"})


class PapierAus(Formblatt):
    """A paper in short."""

    id = Text(32, required=True)
    nummer = Text(120, required=True, allow_none=True)
    betreff = Text(LANG, required=True)


class FristAus(Formblatt):
    """An open deadline and how it was reckoned."""

    id = Text(32, required=True)
    name = Text(120, required=True)
    faellig_am = Tag(required=True)
    rest_tage = Zahl(-100_000, 100_000, required=True, metadata={"description": "negativ: überfällig"})
    gruende = Liste(Text(LANG), required=True)
    rolle = Text(60, required=True)
    amt = Text(300, required=True, allow_none=True)
    vorlage = Teil(PapierAus, required=True, allow_none=True)
    sitzung = Text(32, required=True, allow_none=True)
    gremium = Text(300, required=True, allow_none=True)


class Fristenliste(Formblatt):
    """One page of open deadlines, most urgent first."""

    data = Liste(Teil(FristAus), required=True)
    links = Teil(Links, required=True)


class VertretungEin(Formblatt):
    """Somebody signs for an office on these days, both included."""

    amt = Text(32, required=True, noetig=True, metadata={"description": "Kennung des Amtes"})
    person = Text(32, required=True, noetig=True, metadata={"description": "Kennung der Person"})
    von = Tag(required=True)
    bis = Tag(required=True)


class VertretungZusage(Formblatt):
    """A deputy who was entered."""

    id = Text(32, required=True)


class VertretungAus(VertretungZusage):
    """A deputy, now or later: for an office, or for who is away; `person` is null where nobody deputises."""

    amt = Teil(Kurz, required=True, allow_none=True)
    abwesend = Teil(Kurz, required=True, allow_none=True)
    person = Teil(Kurz, required=True, allow_none=True)
    von = Tag(required=True)
    bis = Tag(required=True)


class Vertretungsliste(Formblatt):
    """Deputies, soonest first."""

    data = Liste(Teil(VertretungAus), hoechstens=10_000, required=True)
    links = Teil(Links, required=True)
