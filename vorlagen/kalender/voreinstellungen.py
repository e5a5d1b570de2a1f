"""Notice rules to begin with: what the Länder prescribe, and how some towns and districts count.

Each is a proposal that the municipality confirms against its own Geschäftsordnung; `geprueft` says whether the text
of the source was read. Where a Land names no number, or none was found, there is no rule: the Geschäftsordnung says it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender.feiertage import LAENDER
from vorlagen.kalender.regeln import Bezug, Einheit, Kanal, Ladungsregel, Verkuerzung, Zugangsruhe
from vorlagen.kalender.texte import Wochentag


@dataclass(frozen=True)
class Voreinstellung:
    """A proposal with its source. `schluessel` is what programs and forms call it by; `hinweis` what it leaves out."""

    schluessel: str
    titel: str
    land: str
    regel: Ladungsregel | None
    quelle: str
    geprueft: bool
    hinweis: str = ""

    @property
    def tage(self) -> int | None:
        """Full days, or None where the Geschäftsordnung must say it."""
        return self.regel.tage if self.regel else None

    @property
    def verkuerzt_tage(self) -> int | None:
        """What is left of them if it is urgent, where a number is known."""
        return self.regel.dringend.tage if self.regel and self.regel.dringend else None

    @property
    def vermerk(self) -> str:
        """Stands beside the proposal on the screen."""
        return "Quelle gelesen, bitte bestätigen" if self.geprueft else "nicht geprüft, bitte bestätigen"

    def verlange(self) -> Ladungsregel:
        """The rule; `EingabeUngueltig` with the way to go where no number is known."""
        if self.regel is None:
            raise EingabeUngueltig(f"Für {self.titel} gibt es keine Zahl ({self.quelle}). {self.hinweis}")
        return self.regel


def _land(land: str, quelle: str, *, geprueft: bool, hinweis: str, **regel: Any) -> Voreinstellung:
    voll = Ladungsregel(**regel, laut=quelle) if regel else None
    return Voreinstellung(land, LAENDER[land], land, voll, quelle, geprueft, hinweis)


def _ort(name: str, land: str, quelle: str, hinweis: str = "", **regel: Any) -> Voreinstellung:
    schluessel = name.partition(" (")[0].lower().replace(" ", "-")
    return Voreinstellung(schluessel, name, land, Ladungsregel(**regel, laut=quelle), quelle, False, hinweis)


_LAUT_GESCHAEFTSORDNUNG: Final = "Die Zahl der Tage steht in der Geschäftsordnung."
_ANGEMESSEN: Final = f"„Angemessene Frist“. {_LAUT_GESCHAEFTSORDNUNG}"
_OHNE_QUELLE: Final = "keine Quelle gefunden"

_LAENDER: Final = (
    _land("BB", "§ 34 BbgKVerf", geprueft=False, hinweis=_LAUT_GESCHAEFTSORDNUNG),
    _land("BE", _OHNE_QUELLE, geprueft=False, hinweis=_LAUT_GESCHAEFTSORDNUNG),
    _land("BW", "§ 34 Abs. 1 GemO", geprueft=False, hinweis="„In der Regel“; nur aus zweiter Hand bekannt.", tage=7),
    _land("BY", "Art. 46 Abs. 2 GO", geprueft=False, hinweis=_ANGEMESSEN),
    _land("HB", _OHNE_QUELLE, geprueft=False, hinweis=_LAUT_GESCHAEFTSORDNUNG),
    _land(
        "HE", "§ 58 Abs. 1 HGO", geprueft=True, tage=3, dringend=Verkuerzung(0),
        nie_verkuerzt_fuer=frozenset({"Wahl", "Hauptsatzung"}),
        hinweis="Verkürzt: Zugang am Tag vor der Sitzung. Bei Wahlen und der Hauptsatzung gibt es keine Verkürzung.",
    ),
    _land("HH", _OHNE_QUELLE, geprueft=False, hinweis=_LAUT_GESCHAEFTSORDNUNG),
    _land("MV", "§ 29 KV M-V", geprueft=False, hinweis=f"{_LAUT_GESCHAEFTSORDNUNG} Heilung: § 30 Abs. 1."),
    _land("NI", "§ 59 NKomVG", geprueft=True, hinweis=_LAUT_GESCHAEFTSORDNUNG),
    _land("NW", "§ 47 GO NRW", geprueft=True, hinweis=_LAUT_GESCHAEFTSORDNUNG),
    _land(
        "RP", "§ 34 Abs. 3 GemO", geprueft=True, tage=4, dringend=Verkuerzung(1), heilung=True, rat_bestaetigt=True,
        hinweis="Die Verkürzung ist zu vermerken und vom Rat zu bestätigen. Heilung durch Erscheinen: Abs. 4.",
    ),
    _land(
        "SH", "§ 34 Abs. 4 GO", geprueft=True, tage=7,
        zugangsfiktion={Kanal.EMAIL: 4},
        hinweis="Eine Woche. Schweigt die Geschäftsordnung, gilt eine elektronische Ladung erst am vierten Tag "
        "als zugegangen (§ 110 Abs. 2 LVwG, Erlass vom 03.12.2025).",
    ),
    _land("SL", "§ 41 KSVG", geprueft=False, hinweis=_LAUT_GESCHAEFTSORDNUNG),
    _land("SN", "§ 36 Abs. 3 SächsGemO", geprueft=False, hinweis=_ANGEMESSEN),
    _land("ST", "§ 53 KVG LSA", geprueft=False, hinweis="Eine Woche.", tage=7),
    _land(
        "TH", "§ 35 Abs. 2 ThürKO", geprueft=True, tage=4, dringend=Verkuerzung(1), heilung=True, rat_bestaetigt=True,
        hinweis="Verkürzt: Zugang am zweiten Tag vor der Sitzung; der Rat stellt die Dringlichkeit fest.",
    ),
)  # fmt: skip

_ORTE: Final = (
    _ort(
        "Burgkunstadt", "BY", "Geschäftsordnung Burgkunstadt", tage=5,
    ),
    _ort(
        "Bayerisches Muster", "BY", "Muster einer Geschäftsordnung für bayerische Gemeinden", tage=3,
    ),
    _ort(
        "Hilden", "NW", "Geschäftsordnung Hilden", "Der Tag des Zugangs läuft bis 24 Uhr.",
        tage=9, sitzungstag_zaehlt=True, dringend=Verkuerzung(3),
    ),
    _ort(
        "Emmerich", "NW", "Geschäftsordnung Emmerich", "Der Tag der Bereitstellung im Portal zählt mit.",
        tage=8, zugangstag_zaehlt=True,
    ),
    _ort(
        "Kalkar", "NW", "Geschäftsordnung Kalkar", "Post: drei Tage; ein Sonntag gilt nicht als Tag des Zugangs.",
        tage=10, kanal=Kanal.POST, zugangsfiktion={Kanal.POST: 3}, zugangsruhe=Zugangsruhe.SONNTAG,
    ),
    _ort("Mettmann", "NW", "Geschäftsordnung Mettmann", "Zehn volle Tage.", tage=10),
    _ort(
        "Nottuln", "NW", "Geschäftsordnung Nottuln", "10, 11, 12 Tage vor Dienstag, Mittwoch, Donnerstag: ein Freitag.",
        tage=10, bezug=Bezug.ABSENDUNG, anker=Wochentag.FREITAG,
    ),
    _ort(
        "Rhein-Kreis Neuss (Kreistag)", "NW", "Geschäftsordnung Rhein-Kreis Neuss",
        "Der Tag der Bereitstellung zählt mit; Post geht zwei Tage früher ab; dringend bis zu drei Werktage.",
        tage=6, zugangstag_zaehlt=True, zugangsfiktion={Kanal.PORTAL: 0, Kanal.POST: 2},
        dringend=Verkuerzung(3, Einheit.WERKTAGE),
    ),
    _ort("Wolfsburg", "NI", "Geschäftsordnung Wolfsburg", "Verkürzt mit Zustimmung des Vorsitzes.", tage=10),
)  # fmt: skip

VOREINSTELLUNGEN: Final[Mapping[str, Voreinstellung]] = MappingProxyType({v.land: v for v in _LAENDER})
"""By Land."""

ORTSBEISPIELE: Final[Mapping[str, Voreinstellung]] = MappingProxyType({v.schluessel: v for v in _ORTE})
"""How single municipalities count (our reading; a lawyer must confirm), by `schluessel`."""


def voreinstellung(schluessel: str) -> Voreinstellung:
    """The preset of a Land (`RP`) or a place (`hilden`). Raises `EingabeUngueltig`, which names them all."""
    gewaehlt = VOREINSTELLUNGEN.get(schluessel) or ORTSBEISPIELE.get(schluessel)
    if gewaehlt is None:
        moeglich = ", ".join((*VOREINSTELLUNGEN, *ORTSBEISPIELE))
        raise EingabeUngueltig(f"Die Voreinstellung „{schluessel}“ gibt es nicht. Möglich sind: {moeglich}.")
    return gewaehlt
