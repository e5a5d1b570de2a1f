"""What one document collects while it is written: lists, links, formatted texts. Made anew for every document."""

from __future__ import annotations

from dataclasses import dataclass, field

from vorlagen.word.formate import Formate
from vorlagen.word.listen import Listenbeginn

# Ids of our relations; no editor writes such names.
_VERWEIS = "vorlagenLink"


@dataclass
class Druck:
    """`teil` is the part being written: a link belongs to the part it stands in, a list to the document.

    `logo` is the town's, a PNG; `mit_logo` are the parts that show it. `spuren` counts tracked changes.
    """

    formate: Formate
    naechste_nummer: int
    teil: str = ""
    logo: bytes | None = None
    listen: list[Listenbeginn] = field(default_factory=list)
    verweise: dict[str, dict[str, str]] = field(default_factory=dict)
    formatiert: list[str] = field(default_factory=list)
    mit_logo: list[str] = field(default_factory=list)
    spuren: int = 0

    def liste(self, beginn: Listenbeginn) -> int:
        """The id of a new list."""
        self.listen.append(beginn)
        return self.naechste_nummer + len(self.listen) - 1

    def verweis(self, adresse: str) -> str:
        """The relation id of a link in this part; the same address has the same id."""
        verweise = self.verweise.setdefault(self.teil, {})
        return verweise.setdefault(adresse, f"{_VERWEIS}{len(verweise) + 1}")
