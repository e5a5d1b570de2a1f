"""The way back: what a Word file holds of the fields of the paper that it was printed from, and what beside them."""

from vorlagen.word.zurueck.beleg import Beleg, lege_bei
from vorlagen.word.zurueck.dokument import Feldwert, Gelesenes, lies

__all__ = ["Beleg", "Feldwert", "Gelesenes", "lege_bei", "lies"]
