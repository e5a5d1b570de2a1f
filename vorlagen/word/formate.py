"""The template's own styles, found by the names that Word gives them in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vorlagen.word.ooxml import Element, w, zahl

# DIN A4 with margins of 25 and 20 mm, in twentieths of a point.
_UEBLICHE_BREITE = 9355


@dataclass(frozen=True)
class Formate:
    """Style ids by kind and lower-case name, and the width of a line in twips."""

    stile: Mapping[tuple[str, str], str] = field(default_factory=dict)
    breite: int = _UEBLICHE_BREITE

    def absatz(self, *namen: str) -> str:
        """The id of the first of these paragraph styles that the template has, else ""."""
        return self._erstes("paragraph", namen)

    def zeichen(self, *namen: str) -> str:
        """The same for a character style."""
        return self._erstes("character", namen)

    def tabelle(self, *namen: str) -> str:
        """The same for a table style."""
        return self._erstes("table", namen)

    def _erstes(self, art: str, namen: tuple[str, ...]) -> str:
        return next((self.stile[art, name] for name in namen if (art, name) in self.stile), "")


def formate(stile: Element | None, dokument: Element) -> Formate:
    """Reads the styles part (if there is one) and the last section of the document."""
    gefunden = {}
    for stil in () if stile is None else stile.iter(w("style")):
        name = stil.find(w("name"))
        if name is not None:
            gefunden[str(stil.get(w("type"))), str(name.get(w("val"))).lower()] = str(stil.get(w("styleId")))
    return Formate(gefunden, _breite(dokument))


def _breite(dokument: Element) -> int:
    abschnitte = list(dokument.iter(w("sectPr")))
    if not abschnitte:
        return _UEBLICHE_BREITE
    seite, rand = abschnitte[-1].find(w("pgSz")), abschnitte[-1].find(w("pgMar"))
    if seite is None or rand is None:
        return _UEBLICHE_BREITE
    breite = zahl(seite, "w") - zahl(rand, "left") - zahl(rand, "right")
    return breite if breite > 0 else _UEBLICHE_BREITE
