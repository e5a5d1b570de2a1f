"""Rules as people type them, `feld=wert`: made into the JSON that `regelwerte` reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender.regeln import Kanal
from vorlagen.kalender.regelwerte import abgaberegel, als_werte, ladungsregel
from vorlagen.kalender.voreinstellungen import voreinstellung


def ladungswerte(werte: Mapping[str, Any]) -> dict[str, Any]:
    """A notice rule as a plan says it: `voreinstellung` fills in what is not said. Raises `EingabeUngueltig`."""
    eigene = dict(werte)
    name = eigene.pop("voreinstellung", None)
    grundlage = als_werte(voreinstellung(str(name)).verlange()) if name is not None else {}
    return als_werte(ladungsregel({**grundlage, **eigene}))


def abgabespalten(werte: Mapping[str, Any]) -> dict[str, Any]:
    """The rule for handing in papers as it is kept: plain Werktage as a number, anything else as JSON."""
    regel = als_werte(abgaberegel(werte, 10))
    schlicht = set(regel) == {"tage"}
    return {"abgabe": {} if schlicht else regel} | ({"abgabe_werktage": regel["tage"]} if schlicht else {})


def setze(
    werte: Mapping[str, Any], angaben: Iterable[str], felder: Mapping[str, Callable[[str], Any]]
) -> dict[str, Any]:
    """The values with each `feld=wert` applied; an empty value takes the field back. Raises `EingabeUngueltig`.

    `dringend.tage=3` and `zugangsfiktion.post=4` reach inside.
    """
    neu = dict(werte)
    for angabe in angaben:
        name, gleich, text = angabe.partition("=")
        if not gleich or name not in felder:
            raise EingabeUngueltig(
                f"„{angabe}“ ist so nicht zu setzen. Möglich ist: {', '.join(felder)}, je mit =WERT."
            )
        oben, _, unten = name.partition(".")
        wert = felder[name](text.strip()) if text.strip() else None
        if unten:
            wert = {**neu.get(oben, {}), unten: wert}
            wert = {n: w for n, w in wert.items() if w is not None} or None
        neu[oben] = wert
    return {name: wert for name, wert in neu.items() if wert is not None}


def _zahl(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise EingabeUngueltig(f"„{text}“ ist keine Zahl.")
    return int(text)


def _ja(text: str) -> bool:
    if text not in ("ja", "nein"):
        raise EingabeUngueltig(f"„{text}“ ist weder ja noch nein.")
    return text == "ja"


def _liste(text: str) -> list[str]:
    return [wort.strip() for wort in text.split(",") if wort.strip()]


LADUNG: Final[Mapping[str, Callable[[str], Any]]] = {
    "tage": _zahl,
    "einheit": str,
    "bezug": str,
    "sitzungstag_zaehlt": _ja,
    "zugangstag_zaehlt": _ja,
    "kanal": str,
    **{f"zugangsfiktion.{kanal}": _zahl for kanal in Kanal},
    "zugangsruhe": str,
    "dienstschluss": str,
    "anker": str,
    "dringend.tage": _zahl,
    "dringend.einheit": str,
    "nie_verkuerzt_fuer": _liste,
    "heilung": _ja,
    "rat_bestaetigt": _ja,
}
"""What can be said of a notice rule; `laut` and `bestaetigt` are said apart."""

ABGABE: Final[Mapping[str, Callable[[str], Any]]] = {"tage": _zahl, "einheit": str, "uhrzeit": str}
"""What can be said of handing in papers."""
