"""A kind of paper as somebody types it, and what of it was seen when the form was opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from vorlagen.services.vorlagearten import Angaben
from vorlagen.web.formulare.werte import tag_im_kalender

Fehler = dict[str, list[str]]
TITEL: Final = {
    "name": "Name",
    "ablauf": "Ablauf",
    "nummernmuster": "Muster der Nummer",
    "gueltig_von": "Gilt ab",
    "gueltig_bis": "Gilt bis",
    "neuer_name": "Neuer Name",
    "ab": "Ab",
}
LEER: Final[Mapping[str, str]] = {"nummernmuster": "VO/{jahr}/{nr:04d}"}
KEIN_TAG: Final = "Bitte geben Sie einen Tag an, zum Beispiel 01.01.2027."


def aus_angaben(angaben: Angaben) -> dict[str, str]:
    """What is stored, as the form shows it."""
    return {
        "name": angaben.name,
        "ablauf": angaben.ablauf,
        "nummernmuster": angaben.nummernmuster,
        "gueltig_von": _iso(angaben.gueltig_von),
        "gueltig_bis": _iso(angaben.gueltig_bis),
    }


def lies(e: Mapping[str, str]) -> tuple[Angaben, Fehler]:
    """What was typed, and every fault that shows without asking the town."""
    fehler: Fehler = {}
    tage = {name: _tag(e.get(name, ""), name, fehler) for name in ("gueltig_von", "gueltig_bis")}
    if not e.get("ablauf"):
        fehler["ablauf"] = ["Bitte wählen Sie, wie Vorlagen dieser Art ablaufen."]
    muster = e.get("nummernmuster", "").strip()
    return Angaben(name=e.get("name", ""), ablauf=e.get("ablauf", ""), nummernmuster=muster, **tage), fehler


def gesehen(e: Mapping[str, str]) -> Angaben:
    """What the form showed when it was opened."""
    return lies({name: e.get(f"alt_{name}", "") for name in ("name", *TITEL)})[0]


def lies_nachfolge(e: Mapping[str, str]) -> tuple[date | None, Fehler]:
    """From which day on the new name counts."""
    fehler: Fehler = {}
    ab = _tag(e.get("ab", ""), "ab", fehler)
    if ab is None:
        fehler["ab"] = [KEIN_TAG]
    return ab, fehler


def als_nachfolge(saetze: Mapping[str, Sequence[str]]) -> Fehler:
    """A refusal under the names of the short form."""
    return {"neuer_name" if name == "name" else name: list(einige) for name, einige in saetze.items()}


def _tag(eingabe: str, name: str, fehler: Fehler) -> date | None:
    tag = tag_im_kalender(eingabe) if eingabe.strip() else None
    if eingabe.strip() and tag is None:
        fehler[name] = [KEIN_TAG]
    return tag


def _iso(tag: date | None) -> str:
    return tag.isoformat() if tag else ""
