"""What the events of a history are about, so that somebody can look at one thing alone."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Thema(StrEnum):
    """What the page of the history can be narrowed to."""

    WEG = "weg"
    TEXT = "text"
    MITZEICHNUNG = "mitzeichnung"
    GREMIEN = "gremien"
    OEFFENTLICHKEIT = "oeffentlichkeit"

    @property
    def titel(self) -> str:
        """The words for the screen."""
        return _TITEL[self]


_TITEL: Final = {
    Thema.WEG: "Schritte und Fristen",
    Thema.TEXT: "Text und Anlagen",
    Thema.MITZEICHNUNG: "Mitzeichnung",
    Thema.GREMIEN: "Sitzungen und Ergebnisse",
    Thema.OEFFENTLICHKEIT: "Öffentlichkeit",
}

_ANFAENGE: Final = {
    Thema.TEXT: ("angelegt", "geaendert", "dokument", "aufgenommen", "neu_", "eingefuehrt", "anlage_"),
    Thema.MITZEICHNUNG: ("mitgezeichnet", "mitzeichnung_", "um_mitzeichnung_"),
    Thema.GREMIEN: (
        *("auf_tagesordnung", "von_tagesordnung", "tagesordnung_", "top_", "sitzung_"),
        *("ergebnis", "beratungsfolge", "verweisung_"),
    ),
    Thema.OEFFENTLICHKEIT: ("veroeffentlich",),
}
"""How the names of such events begin; what begins otherwise belongs to the way."""


def thema(was: str) -> Thema:
    """What an event is about."""
    return next((eines for eines, anfaenge in _ANFAENGE.items() if was.startswith(anfaenge)), Thema.WEG)
