"""Rules as they are kept beside a body: plain JSON, from which nothing unknown is taken and nothing usual is written.

Absent keys mean what the law or the house assumes, and the reckoning says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import time
from enum import StrEnum
from typing import Any, Final

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender.regeln import (
    Abgaberegel,
    Bezug,
    Einheit,
    Kanal,
    Ladungsregel,
    Verkuerzung,
    Zugangsruhe,
    aus,
)
from vorlagen.kalender.texte import Wochentag


def ladungsregel(werte: Mapping[str, Any]) -> Ladungsregel:
    """The rule as it is kept; a body without one has seven days, unconfirmed. Raises `EingabeUngueltig`."""
    return Ladungsregel(**{"tage": 7, **_gelesen("Ladungsregel", Ladungsregel, werte)})


def abgaberegel(werte: Mapping[str, Any], werktage: int) -> Abgaberegel:
    """The same for handing in papers; without one it is so many `werktage`. Raises `EingabeUngueltig`."""
    return Abgaberegel(**{"tage": werktage, **_gelesen("Abgaberegel", Abgaberegel, werte)})


def als_werte(regel: Ladungsregel | Abgaberegel) -> dict[str, Any]:
    """The way back to `ladungsregel` or `abgaberegel`; what is usual is left out."""
    usus = type(regel)(tage=regel.tage)
    werte = {feld.name: getattr(regel, feld.name) for feld in fields(regel)}
    return {n: _schlicht(wert) for n, wert in werte.items() if n == "tage" or wert != getattr(usus, n)}


def _gelesen(was: str, art: type[Ladungsregel | Abgaberegel], werte: Mapping[str, Any]) -> dict[str, Any]:
    unbekannt = sorted(set(werte) - {feld.name for feld in fields(art)})
    if unbekannt:
        raise EingabeUngueltig(f"Die {was} kennt kein „{unbekannt[0]}“.")
    return {n: _LESER.get(n, _wie_er_ist)(n, wert) for n, wert in werte.items() if wert is not None}


def uhrzeit_aus(name: str, wert: Any) -> time:
    """A wall-clock time as `16:00`. Raises `EingabeUngueltig`, also for the hour that the clocks skip or repeat."""
    try:
        gelesen = time.fromisoformat(str(wert).strip())
    except ValueError:
        raise EingabeUngueltig(f"„{wert}“ ist keine Uhrzeit ({name}). Beispiel: 16:00.") from None
    if gelesen.hour == 2 or gelesen.tzinfo is not None:
        raise EingabeUngueltig("Zwischen 2 und 3 Uhr werden die Uhren umgestellt; bitte eine andere Zeit wählen.")
    return gelesen.replace(second=0, microsecond=0)


def _wie_er_ist(name: str, wert: Any) -> Any:
    soll = {"tage": int, "laut": str}.get(name, bool)
    if type(wert) is not soll:
        raise EingabeUngueltig(f"In der Regel ist „{name}“ so nicht zu setzen: {wert}.")
    return wert


def _fiktion(_name: str, wert: Any) -> Mapping[Kanal, int]:
    je_kanal = wert if isinstance(wert, Mapping) else dict.fromkeys(Kanal, wert)
    if any(type(tage) is not int for tage in je_kanal.values()):
        raise EingabeUngueltig("Die Zugangsfiktion ist eine Zahl von Tagen je Kanal.")
    return {aus(Kanal, kanal): tage for kanal, tage in je_kanal.items()}


def _anker(_name: str, wert: Any) -> Wochentag:
    namen = [tag.name.lower() for tag in Wochentag]
    if wert not in namen:
        raise EingabeUngueltig(f"„{wert}“ ist kein Wochentag. Möglich sind: {', '.join(namen)}.")
    return Wochentag(namen.index(wert))


def _dringend(_name: str, wert: Any) -> Verkuerzung:
    if not isinstance(wert, Mapping) or type(wert.get("tage")) is not int or set(wert) - {"tage", "einheit"}:
        raise EingabeUngueltig("Die verkürzte Frist besteht aus tage und, wenn anders gezählt wird, einheit.")
    return Verkuerzung(wert["tage"], aus(Einheit, wert["einheit"]) if wert.get("einheit") else None)


def _worte(name: str, wert: Any) -> frozenset[str]:
    if not isinstance(wert, list) or any(not isinstance(wort, str) for wort in wert):
        raise EingabeUngueltig(f"„{name}“ ist eine Liste von Worten.")
    return frozenset(wert)


def _schlicht(wert: Any) -> Any:
    if isinstance(wert, Verkuerzung):
        return {"tage": wert.tage} | ({"einheit": str(wert.einheit)} if wert.einheit else {})
    if isinstance(wert, Mapping):
        return {str(kanal): tage for kanal, tage in sorted(wert.items())}
    if isinstance(wert, Wochentag):
        return wert.name.lower()
    if isinstance(wert, time):
        return f"{wert:%H:%M}"
    return sorted(wert) if isinstance(wert, frozenset) else str(wert) if isinstance(wert, StrEnum) else wert


_LESER: Final[Mapping[str, Callable[[str, Any], Any]]] = {
    "einheit": lambda _name, wert: aus(Einheit, wert),
    "bezug": lambda _name, wert: aus(Bezug, wert),
    "kanal": lambda _name, wert: aus(Kanal, wert),
    "zugangsruhe": lambda _name, wert: aus(Zugangsruhe, wert),
    "zugangsfiktion": _fiktion,
    "dienstschluss": uhrzeit_aus,
    "uhrzeit": uhrzeit_aus,
    "anker": _anker,
    "dringend": _dringend,
    "nie_verkuerzt_fuer": _worte,
}
