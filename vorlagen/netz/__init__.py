"""Going out into the net: the one guard that every address which people, towns or other servers name must pass."""

from vorlagen.netz.abruf import Antwort, Grenzen, hole, sende
from vorlagen.netz.adressen import Netze, Ziel, ist_erlaubt, ist_zahl, loese_auf, pruefe_ziel

__all__ = [
    "Antwort",
    "Grenzen",
    "Netze",
    "Ziel",
    "hole",
    "ist_erlaubt",
    "ist_zahl",
    "loese_auf",
    "pruefe_ziel",
    "sende",
]
