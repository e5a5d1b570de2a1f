"""The deadline calculator as somebody types into it: a period of the BGB, or the notice of a meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import (
    LAENDER,
    ORTSBEISPIELE,
    VOREINSTELLUNGEN,
    Einheit,
    Ergebnis,
    Kalender,
    Kanal,
    Ladung,
    Ladungsregel,
    berechne,
    ladungsregel,
    rechne,
    voreinstellung,
)
from vorlagen.models import Gremium
from vorlagen.web.formulare.werte import als_datum

Paare = list[tuple[str, str]]

DAUERN: Final = [("T", "Tage"), ("W", "Wochen"), ("M", "Monate"), ("J", "Jahre")]
EINHEITEN: Final = [(Einheit.KALENDERTAGE.value, "Kalendertage"), (Einheit.WERKTAGE.value, "Werktage")]
KANAELE: Final = [(Kanal.PORTAL.value, "Portal"), (Kanal.EMAIL.value, "E-Mail"), (Kanal.POST.value, "Post")]
EIGENE: Final = "eigene"
_KATHOLISCH: Final = [(f"{land}:katholisch", f"{LAENDER[land]}, katholische Gemeinde") for land in ("BY", "SN", "TH")]
KALENDER: Final = [*LAENDER.items(), *_KATHOLISCH, ("BY:augsburg", "Stadt Augsburg")]
TITEL: Final = {
    "start": "Beginn",
    "anzahl": "Dauer",
    "sitzung": "Tag der Sitzung",
    "tage": "Tage",
    "fiktion": "Zugang gilt nach",
    "_": "Eingaben",
}


@dataclass(frozen=True, slots=True)
class Rechnung:
    """What was typed, what came of it, and every fault by field."""

    eingabe: Mapping[str, str]
    ergebnis: Ergebnis | Ladung | None = None
    fehler: Mapping[str, Sequence[str]] = field(default_factory=dict)


def regeln(gremien: Sequence[Gremium]) -> list[tuple[str, Paare]]:
    """What the notice can be reckoned by, in groups: the town's own bodies, Länder, places."""
    eigene = [(f"gremium:{gremium.id}", gremium.name) for gremium in gremien]
    laender = [(v.schluessel, f"{v.titel}, {v.quelle} ({v.vermerk})") for v in VOREINSTELLUNGEN.values() if v.regel]
    orte = [(v.schluessel, f"{v.titel} ({v.vermerk})") for v in ORTSBEISPIELE.values()]
    frei: Paare = [(EIGENE, "Zahl von Tagen wie unten")]
    return [("Ohne Vorlage", frei), ("Unsere Gremien", eigene), ("Länder", laender), ("Beispiele", orte)]


def rechne_frist(eingabe: Mapping[str, str], eigener: Kalender) -> Rechnung:
    """A period; every fault stays beside its field."""
    fehler: dict[str, list[str]] = {}
    start = _tag(eingabe, "start", fehler)
    anzahl = _zahl(eingabe, "anzahl", fehler, von=1, bis=9999)
    if fehler or start is None or anzahl is None:
        return Rechnung(eingabe, fehler=fehler)
    einheit = eingabe.get("einheit") or "T"
    return _versuche(
        eingabe,
        lambda: rechne(
            start,
            f"{anzahl}{einheit}",
            _kalender(eingabe, eigener, "kalender"),
            tag_zaehlt="tag_zaehlt" in eingabe,
            verschieben="ohne_193" not in eingabe,
        ),
    )


def rechne_ladung(eingabe: Mapping[str, str], eigener: Kalender, gremien: Sequence[Gremium]) -> Rechnung:
    """The notice of a meeting, by a body's rule, a preset or a plain number of days."""
    fehler: dict[str, list[str]] = {}
    sitzung = _tag(eingabe, "sitzung", fehler)
    gewaehlt = eingabe.get("regel") or EIGENE
    frei = gewaehlt == EIGENE
    tage = _zahl(eingabe, "tage", fehler, von=0, bis=366) if frei else None
    fiktion = _zahl(eingabe, "fiktion", fehler, von=0, bis=60) if frei and eingabe.get("fiktion") else None
    if fehler or sitzung is None:
        return Rechnung(eingabe, fehler=fehler)

    def ergebnis() -> Ladung:
        regel = _eigene(eingabe, tage or 0, fiktion) if frei else _regel(gewaehlt, gremien)
        kanal = _aus(Kanal, eingabe.get("kanal"))
        kalender = _kalender(eingabe, eigener, "kalender_ladung")
        return berechne(sitzung, regel, kalender, kanal=kanal, dringend="dringend" in eingabe)

    return _versuche(eingabe, ergebnis)


def _eigene(eingabe: Mapping[str, str], tage: int, fiktion: int | None) -> Ladungsregel:
    return Ladungsregel(
        tage=tage,
        einheit=_aus(Einheit, eingabe.get("zaehlt")) or Einheit.KALENDERTAGE,
        sitzungstag_zaehlt="sitzungstag_zaehlt" in eingabe,
        zugangstag_zaehlt="zugangstag_zaehlt" in eingabe,
        zugangsfiktion={} if fiktion is None else dict.fromkeys(Kanal, fiktion),
        bestaetigt=True,
    )


def _regel(gewaehlt: str, gremien: Sequence[Gremium]) -> Ladungsregel:
    art, _, gremium_id = gewaehlt.partition(":")
    if art == "gremium":
        gremium = next((g for g in gremien if g.id == gremium_id), None)
        if gremium is None:
            raise EingabeUngueltig("Dieses Gremium gibt es nicht.")
        return ladungsregel(gremium.ladung)
    regel = voreinstellung(gewaehlt).regel
    if regel is None:
        raise EingabeUngueltig("Dieses Land nennt keine Zahl; sie steht in der Geschäftsordnung.")
    return regel


def _versuche(eingabe: Mapping[str, str], tue: Callable[[], Ergebnis | Ladung]) -> Rechnung:
    try:
        return Rechnung(eingabe, tue())
    except EingabeUngueltig as fehler:
        return Rechnung(eingabe, fehler={"_": [fehler.satz]})


def _kalender(eingabe: Mapping[str, str], eigener: Kalender, name: str) -> Kalender:
    kuerzel = eingabe.get(name) or ""
    return Kalender.aus_kuerzel(kuerzel) if kuerzel else eigener


def _tag(eingabe: Mapping[str, str], name: str, fehler: dict[str, list[str]]) -> date | None:
    tag = als_datum(eingabe.get(name, ""))
    if tag is None:
        fehler[name] = ["Bitte geben Sie einen Tag an, zum Beispiel 03.12.2026."]
    return tag


def _zahl(eingabe: Mapping[str, str], name: str, fehler: dict[str, list[str]], *, von: int, bis: int) -> int | None:
    wert = eingabe.get(name, "").strip()
    if not (wert.isascii() and wert.isdecimal() and len(wert) < 6 and von <= int(wert) <= bis):
        fehler[name] = [f"Bitte geben Sie eine Zahl von {von} bis {bis} an."]
        return None
    return int(wert)


def _aus(art: Any, wert: str | None) -> Any:
    return art(wert) if wert in {str(eines) for eines in art} else None
