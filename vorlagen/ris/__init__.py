"""What another council information system says by OParl, mended where that is safe and told as facts.

OParl's English words end here: what leaves this room speaks German (ADR 0030).
"""

from vorlagen.ris.befunde import Befund, Befunde
from vorlagen.ris.felder import Felder
from vorlagen.ris.objekte import (
    LISTEN,
    Amtsperson,
    Dateiangabe,
    Grabstein,
    Koerper,
    Organisation,
    Papier,
    Punkt,
    Sitz,
    Station,
    Termin,
    Typ,
)
from vorlagen.ris.seiten import AntwortUnlesbar, Seite, lies_antwort, lies_seite

__all__ = [
    "LISTEN",
    "Amtsperson",
    "AntwortUnlesbar",
    "Befund",
    "Befunde",
    "Dateiangabe",
    "Felder",
    "Grabstein",
    "Koerper",
    "Organisation",
    "Papier",
    "Punkt",
    "Seite",
    "Sitz",
    "Station",
    "Termin",
    "Typ",
    "lies_antwort",
    "lies_seite",
]
