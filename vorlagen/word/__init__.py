"""Word documents: templates filled with plain data, safely and always with the same bytes."""

from vorlagen.word.fuellen import Ergebnis, fuelle
from vorlagen.word.kontext import VERTRAEGE, Vertrag, abweichungen, vertrag
from vorlagen.word.pruefung import Befund, Schwere, pruefe
from vorlagen.word.werte import Richtext

__all__ = [
    "VERTRAEGE",
    "Befund",
    "Ergebnis",
    "Richtext",
    "Schwere",
    "Vertrag",
    "abweichungen",
    "fuelle",
    "pruefe",
    "vertrag",
]
