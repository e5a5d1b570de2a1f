"""Many agenda items or results of one meeting in one request."""

from __future__ import annotations

from vorlagen.web.schemas.blatt import Formblatt, Liste, Teil, Text, Zahl
from vorlagen.web.schemas.sitzung import PunktEin, SitzungAus, TopAenderung
from vorlagen.web.schemas.sitzungsdienst import GESEHEN
from vorlagen.web.schemas.stammfelder import LANG


class PunkteEin(Formblatt):
    """Items in the order in which they come on the agenda."""

    version = Zahl(1, metadata=GESEHEN)
    data = Liste(Teil(PunktEin), required=True)


class ErgebniszeileEin(TopAenderung):
    """What is said of one item; `version` is the one of its paper that was seen."""

    class Meta(TopAenderung.Meta):
        exclude = ("sitzungsversion",)

    top = Text(32, required=True, noetig=True, metadata={"description": "Kennung des Tagesordnungspunkts"})


class ErgebnisseEin(Formblatt):
    """Results of many items of a meeting."""

    version = Zahl(1, metadata=GESEHEN)
    data = Liste(Teil(ErgebniszeileEin), required=True)


class ErgebniszeileAus(Formblatt):
    """What was pointed out about one item."""

    top = Text(32, required=True)
    hinweise = Liste(Text(LANG), required=True)


class ErgebnisseAus(Formblatt):
    """The hints line by line, and the meeting as it is now."""

    data = Liste(Teil(ErgebniszeileAus), required=True)
    sitzung = Teil(SitzungAus, required=True)
