"""What changed in a Beratungsfolge, in words for the history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from vorlagen.kalender import datum_text

_OEFFENTLICH = {True: "öffentlich", False: "nichtöffentlich"}


def satz(vorher: Sequence[Mapping[str, Any]], nachher: Sequence[Mapping[str, Any]]) -> str:
    """One sentence about both states, as `folgeaenderung.bild` has them."""
    return f"Beratungsfolge geändert: {'; '.join(_teile(vorher, nachher))}"


def _teile(vorher: Sequence[Mapping[str, Any]], nachher: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    alt, neu = ({station["id"]: station for station in folge} for folge in (vorher, nachher))
    for kennung, station in neu.items():
        if kennung not in alt:
            yield f"{_name(station)} kommt hinzu ({station['art']}, {_termin(station)})"
    for kennung, station in alt.items():
        if kennung not in neu:
            yield f"{_name(station)} entfällt"
        elif anders := list(_anders(station, neu[kennung])):
            yield f"{_name(neu[kennung])}: {', '.join(anders)}"
    bleiben = [kennung for kennung in alt if kennung in neu]
    gewartet = any(alt[kennung]["wartet_auf"] != neu[kennung]["wartet_auf"] for kennung in bleiben)
    if gewartet or bleiben != [kennung for kennung in neu if kennung in alt]:
        yield "neue Abfolge"


def _anders(alt: Mapping[str, Any], neu: Mapping[str, Any]) -> Iterator[str]:
    if _name(alt) != _name(neu):
        yield f"statt {_name(alt)}"
    if alt["art"] != neu["art"]:
        yield f"{neu['art']} statt {alt['art']}"
    if alt["oeffentlich"] != neu["oeffentlich"]:
        yield _OEFFENTLICH[neu["oeffentlich"]]
    if (alt["datum"], alt["sitzung"]) != (neu["datum"], neu["sitzung"]):
        yield f"{_termin(neu)} statt {_termin(alt)}"
    if alt["intern"] != neu["intern"]:
        yield "verwaltungsintern" if neu["intern"] else "nicht mehr verwaltungsintern"


def _name(station: Mapping[str, Any]) -> str:
    return " und ".join(gremium["name"] for gremium in station["gremien"]) or "Station ohne Gremium"


def _termin(station: Mapping[str, Any]) -> str:
    return datum_text(date.fromisoformat(station["datum"])) if station["datum"] else "noch ohne Termin"
