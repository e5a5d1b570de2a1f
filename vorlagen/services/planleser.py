"""Taking values out of a plan that somebody wrote, and remembering all that was wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any


class Leser:
    """Takes values out of a table and remembers what was wrong with them."""

    def __init__(self) -> None:
        self.klagen: list[tuple[str, str]] = []

    def klage(self, ort: str, satz: str) -> None:
        self.klagen.append((ort, satz))

    def nur(self, werte: Mapping[str, Any], ort: str, bekannt: Sequence[str]) -> None:
        for name in sorted(set(werte) - set(bekannt)):
            self.klage(unter(ort, name), f"gibt es nicht. Möglich sind: {', '.join(bekannt)}.")

    def text(self, werte: Mapping[str, Any], name: str, ort: str = "") -> str:
        text = self.kann(werte, name, ort)
        if not text and not any(klage[0] == unter(ort, name) for klage in self.klagen):
            self.klage(unter(ort, name), "fehlt.")
        return text or ""

    def kann(self, werte: Mapping[str, Any], name: str, ort: str = "") -> str | None:
        wert = werte.get(name)
        if wert is not None and not isinstance(wert, str):
            self.klage(unter(ort, name), "muss ein Text sein.")
            return None
        return (wert or "").strip() or None

    def zahl(self, werte: Mapping[str, Any], name: str, ort: str, *, sonst: int) -> int:
        wert = werte.get(name, sonst)
        if isinstance(wert, bool) or not isinstance(wert, int) or not 0 <= wert <= 366:
            self.klage(unter(ort, name), "muss eine Zahl von 0 bis 366 sein.")
            return sonst
        return wert

    def ja_nein(self, werte: Mapping[str, Any], name: str, ort: str = "") -> bool:
        wert = werte.get(name, False)
        if not isinstance(wert, bool):
            self.klage(unter(ort, name), "muss true oder false sein.")
        return wert is True

    def tage(self, werte: Mapping[str, Any], name: str) -> tuple[date, ...]:
        try:
            return tuple(
                tag if isinstance(tag, date) else date.fromisoformat(tag) for tag in self._liste(werte, name, "")
            )
        except (TypeError, ValueError):
            self.klage(name, "muss eine Liste von Tagen sein, etwa 2026-12-24.")
            return ()

    def tag(self, werte: Mapping[str, Any], name: str, ort: str) -> date | None:
        wert = werte.get(name)
        try:
            return wert if isinstance(wert, date) else date.fromisoformat(wert)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            self.klage(unter(ort, name), "muss ein Tag sein, etwa 2025-11-01.")
            return None

    def tabellen(self, werte: Mapping[str, Any], name: str, ort: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
        for nr, eintrag in enumerate(self._liste(werte, name, ort), start=1):
            stelle = f"{unter(ort, name)}[{nr}]"
            if isinstance(eintrag, Mapping):
                yield stelle, eintrag
            else:
                self.klage(stelle, "muss eine Tabelle sein.")

    def _liste(self, werte: Mapping[str, Any], name: str, ort: str) -> Sequence[Any]:
        wert = werte.get(name, [])
        if isinstance(wert, list):
            return wert
        self.klage(unter(ort, name), "muss eine Liste sein.")
        return ()


def unter(ort: str, name: str) -> str:
    """The place of a value below another."""
    return f"{ort}.{name}" if ort else name
