"""A town's own words: its kinds of papers and what its result labels mean, each with the days it is valid."""

from __future__ import annotations

from vorlagen.web.schemas.blatt import Formblatt, JaNein, Liste, Tag, Teil, Text
from vorlagen.web.schemas.stamm import Links

_VON = {"description": "erster Tag; null: schon immer"}
_BIS = {"description": "letzter Tag; null: bis auf Weiteres"}


class VorlageartAus(Formblatt):
    """A kind of paper, the procedure that it runs and how it is numbered."""

    id = Text(32, required=True)
    name = Text(120, required=True)
    ablauf = Text(120, required=True)
    nummernmuster = Text(80, required=True)
    gueltig_von = Tag(required=True, allow_none=True, metadata=_VON)
    gueltig_bis = Tag(required=True, allow_none=True, metadata=_BIS)
    gilt = JaNein(required=True, metadata={"description": "heute dürfen Vorlagen dieser Art beginnen"})


class Vorlageartenliste(Formblatt):
    """All kinds, closed ones included."""

    data = Liste(Teil(VorlageartAus), hoechstens=10_000, required=True)
    links = Teil(Links, required=True)


class BezeichnungAus(Formblatt):
    """What a printed label means for meetings on these days."""

    id = Text(32, required=True)
    bezeichnung = Text(300, required=True, metadata={"description": "genau so, in Kleinbuchstaben"})
    art = Text(80, required=True, allow_none=True, metadata={"description": "Art der Station; null: jede"})
    ausgang = Text(40, required=True)
    gueltig_von = Tag(required=True, allow_none=True, metadata=_VON)
    gueltig_bis = Tag(required=True, allow_none=True, metadata=_BIS)


class Bezeichnungsliste(Formblatt):
    """The town's own labels; they go before those that every town has."""

    data = Liste(Teil(BezeichnungAus), hoechstens=10_000, required=True)
    links = Teil(Links, required=True)
