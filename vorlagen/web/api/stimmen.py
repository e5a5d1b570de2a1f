"""Votes as JSON, the same for those who see everything and for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vorlagen.models import Abstimmung
from vorlagen.services.fassungen import Unterschied
from vorlagen.services.oeffentlich import OeffentlicheAbstimmung

STIMMEN = ("ja", "nein", "enthaltung", "befangen")
MEHR_STIMMEN = ("anwesend", "stimmberechtigt", "worte", "namentlich")

Gezaehlt = Abstimmung | OeffentlicheAbstimmung


def stimmbild(alle: Sequence[Gezaehlt], zurueckgestellte: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The votes of one attempt; `frueher` is what a correction replaced, but for those of an item put back (ids)."""
    gueltige = [a for a in alle if a.gilt]
    ganze = next((a for a in gueltige if a.art in ("sache", "wahl")), None)
    return {
        "stimmen": _stimmen(ganze),
        "punkte": [_punkt(a) for a in gueltige if a.art == "punkt"],
        "verfahren": [_antrag(a) for a in gueltige if a.art == "verfahren"],
        "antraege": [_antrag(a) for a in gueltige if a.art == "antrag"],
        "gruppen": [{"name": a.gruppe, "stimmen": _stimmen(a)} for a in gueltige if a.art == "gruppe"],
        "wahl": ganze.wahl if ganze else None,
        "frueher": [
            {"ergebnis": a.ergebnis, "ausgang": a.ausgang, "stimmen": _stimmen(a), "erfasst": a.erfasst.isoformat()}
            for a in alle
            if not a.gilt and a.art in ("sache", "wahl") and a.id not in zurueckgestellte
        ],
    }


def unterschiede(gezeigte: Sequence[Unterschied]) -> list[dict[str, Any]]:
    """What changed in a text, word by word."""
    return [{"feld": u.feld, "teile": [{"zeichen": z, "text": t} for z, t in u.teile]} for u in gezeigte]


def _punkt(abstimmung: Gezaehlt) -> dict[str, Any]:
    return {
        "punkt": abstimmung.punkt_id,
        "ergebnis": abstimmung.ergebnis,
        "ausgang": abstimmung.ausgang,
        "stimmen": _stimmen(abstimmung),
    }


def _antrag(abstimmung: Gezaehlt) -> dict[str, Any]:
    return {"antrag": abstimmung.antrag, "ausgang": abstimmung.ausgang, "stimmen": _stimmen(abstimmung)}


def _stimmen(abstimmung: Gezaehlt | None) -> dict[str, Any]:
    """The four counts are always there; heads, words and names only where somebody entered them."""
    zahlen: dict[str, Any] = {name: getattr(abstimmung, name, None) for name in STIMMEN}
    mehr = {name: getattr(abstimmung, name, None) for name in MEHR_STIMMEN}
    return zahlen | {name: wert for name, wert in mehr.items() if wert is not None}
