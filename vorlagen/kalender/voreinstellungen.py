"""Ladungsfristen of the Länder, offered in set-up; each is the municipality's to confirm.

Where a Land names no number, or none was found, `tage` is None and the Geschäftsordnung must say it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True)
class Voreinstellung:
    """Full calendar days between receipt and meeting, `verkuerzt_tage` if urgent.

    `geprueft`: the text of the source was read. What is known from second hand or memory stays unchecked.
    """

    land: str
    tage: int | None
    verkuerzt_tage: int | None
    quelle: str
    geprueft: bool
    hinweis: str = ""

    @property
    def vermerk(self) -> str:
        """Stands beside the proposal on the screen."""
        return "Quelle gelesen, bitte bestätigen" if self.geprueft else "nicht geprüft, bitte bestätigen"


_LAUT_GESCHAEFTSORDNUNG: Final = "Die Zahl der Tage steht in der Geschäftsordnung."
_ANGEMESSEN: Final = f"„Angemessene Frist“. {_LAUT_GESCHAEFTSORDNUNG}"
_OHNE_QUELLE: Final = "keine Quelle gefunden"

_VORSCHLAEGE: Final = (
    Voreinstellung("BB", None, None, "§ 34 BbgKVerf", False, _LAUT_GESCHAEFTSORDNUNG),
    Voreinstellung("BE", None, None, _OHNE_QUELLE, False, _LAUT_GESCHAEFTSORDNUNG),
    Voreinstellung("BW", 7, None, "§ 34 Abs. 1 GemO", False, "„In der Regel“; nur aus zweiter Hand bekannt."),
    Voreinstellung("BY", None, None, "Art. 46 Abs. 2 GO", False, _ANGEMESSEN),
    Voreinstellung("HB", None, None, _OHNE_QUELLE, False, _LAUT_GESCHAEFTSORDNUNG),
    Voreinstellung(
        "HE", 3, 0, "§ 58 Abs. 1 HGO", True,
        "Verkürzt: Zugang am Tag vor der Sitzung. Bei Wahlen und der Hauptsatzung gibt es keine Verkürzung.",
    ),
    Voreinstellung("HH", None, None, _OHNE_QUELLE, False, _LAUT_GESCHAEFTSORDNUNG),
    Voreinstellung("MV", None, None, "§ 29 KV M-V", False, _LAUT_GESCHAEFTSORDNUNG),
    Voreinstellung("NI", None, None, "§ 59 NKomVG", True, _LAUT_GESCHAEFTSORDNUNG),
    Voreinstellung("NW", None, None, "§ 47 GO NRW", True, _LAUT_GESCHAEFTSORDNUNG),
    Voreinstellung("RP", 4, 1, "§ 34 Abs. 3 GemO", True, "Die Verkürzung ist zu vermerken."),
    Voreinstellung(
        "SH", 7, None, "§ 34 Abs. 4 GO", True,
        "Eine Woche. Schweigt die Geschäftsordnung, gilt eine elektronische Ladung erst am vierten Tag "
        "als zugegangen (§ 110 Abs. 2 LVwG, Erlass vom 03.12.2025).",
    ),
    Voreinstellung("SL", None, None, "§ 41 KSVG", False, _LAUT_GESCHAEFTSORDNUNG),
    Voreinstellung("SN", None, None, "§ 36 Abs. 3 SächsGemO", False, _ANGEMESSEN),
    Voreinstellung("ST", 7, None, "§ 53 KVG LSA", False, "Eine Woche."),
    Voreinstellung(
        "TH", 4, 1, "§ 35 Abs. 2 ThürKO", True,
        "Verkürzt: Zugang am zweiten Tag vor der Sitzung; der Rat stellt die Dringlichkeit fest.",
    ),
)  # fmt: skip

VOREINSTELLUNGEN: Final[Mapping[str, Voreinstellung]] = MappingProxyType({v.land: v for v in _VORSCHLAEGE})
