"""A town's own words: its kinds of papers and what its result labels mean, each with the days it is valid."""

from __future__ import annotations

from vorlagen.web.schemas.blatt import Auswahl, Formblatt, JaNein, Liste, Tag, Teil, Text, Zahl
from vorlagen.web.schemas.stamm import Links
from vorlagen.web.schemas.stammfelder import LANG
from vorlagen.workflow.begriffe import Ausgang

_VON = {"description": "erster Tag; null: schon immer"}
_BIS = {"description": "letzter Tag; null: bis auf Weiteres"}


_MUSTER = {
    "description": "Marken {amt}, {jahr}, {jj} und einmal {nr} oder {nr:04d}",
    "examples": ["BV/{jahr}/{nr:04d}"],
}


class VorlageartEin(Formblatt):
    """A new kind of paper."""

    name = Text(120, required=True, noetig=True)
    ablauf = Text(120, required=True, noetig=True, metadata={"description": "Name eines Ablaufs"})
    nummernmuster = Text(80, required=True, noetig=True, metadata=_MUSTER)
    gueltig_von = Tag(allow_none=True, metadata=_VON)


class VorlageartAenderung(Formblatt):
    """What changes; what is missing stays. `gueltig_bis` closes it, null opens it again."""

    name = Text(120, noetig=True)
    ablauf = Text(120, noetig=True, metadata={"description": "für neue Vorlagen; laufende behalten ihren"})
    nummernmuster = Text(80, noetig=True, metadata=_MUSTER)
    gueltig_von = Tag(allow_none=True, metadata=_VON)
    gueltig_bis = Tag(allow_none=True, metadata=_BIS)


class NachfolgeEin(Formblatt):
    """From this day on papers are begun under another name."""

    name = Text(120, required=True, noetig=True)
    ab = Tag(required=True)


class Musterfrage(Formblatt):
    """Which pattern to try; without one the kind's own."""

    muster = Text(80, noetig=True, metadata=_MUSTER)


class ZaehlerAus(Formblatt):
    """A counter and the last number that it gave."""

    zaehler = Text(120, required=True)
    stand = Zahl(0, required=True)


class NummernAus(Formblatt):
    """The next numbers that a pattern would give today, and what is odd about its counter."""

    muster = Text(80, required=True)
    naechste = Liste(Text(120), required=True)
    stand = Zahl(0, required=True, metadata={"description": "die zuletzt vergebene laufende Nummer"})
    hinweise = Liste(Text(LANG), required=True)
    zaehler = Liste(Teil(ZaehlerAus), required=True)


class VorlageartAus(Formblatt):
    """A kind of paper, the procedure that it runs and how it is numbered."""

    id = Text(32, required=True)
    name = Text(120, required=True)
    ablauf = Text(120, required=True)
    nummernmuster = Text(80, required=True)
    gueltig_von = Tag(required=True, allow_none=True, metadata=_VON)
    gueltig_bis = Tag(required=True, allow_none=True, metadata=_BIS)
    gilt = JaNein(required=True, metadata={"description": "heute dürfen Vorlagen dieser Art beginnen"})
    links = Teil(Links, required=True)


class Vorlageartenliste(Formblatt):
    """All kinds, closed ones included."""

    data = Liste(Teil(VorlageartAus), hoechstens=10_000, required=True)
    links = Teil(Links, required=True)


class BezeichnungEin(Formblatt):
    """What a printed label is to mean."""

    bezeichnung = Text(300, required=True, noetig=True)
    ausgang = Auswahl(list(Ausgang), required=True)
    art = Text(80, allow_none=True, metadata={"description": "Art der Station; null: jede"})
    ab = Tag(allow_none=True, metadata={"description": "erster Sitzungstag; null: die jetzige Bedeutung berichtigen"})


class EndeEin(Formblatt):
    """The last day of meetings for which it counts."""

    bis = Tag(required=True)


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
