"""What a program asks of a list: the four filters of OParl, the size of a page, the place where the last one ended."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlencode

from flask import request
from werkzeug.exceptions import NotFound

from vorlagen.fehler import EingabeUngueltig

SEITE: Final = 100
HOECHSTENS: Final = 500
FILTER: Final = {
    "created_since": "erstellt_ab",
    "created_until": "erstellt_bis",
    "modified_since": "geaendert_ab",
    "modified_until": "geaendert_bis",
}
"""The filters and what each of them is in a `Frage`."""
_ZEIT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:?[0-9]{2})"
)


@dataclass(frozen=True, slots=True)
class Listenfrage:
    """What was asked, read, and as it was written: links keep every word of it."""

    zeiten: Mapping[str, datetime]
    anzahl: int
    ohne_internes: bool
    nach: str | None
    worte: Mapping[str, str]

    def adresse(self, liste: str, nach: str | None) -> str:
        """The list's address with this question, from that place on."""
        worte = {name: wort for name, wort in self.worte.items() if name != "nach"}
        alle = worte | ({"nach": nach} if nach else {})
        return f"{liste}?{urlencode(alle)}" if alle else liste


def lies() -> Listenfrage:
    """The question in this request. Raises `EingabeUngueltig`, and 404 for a page that somebody made up."""
    if {"page", "p", "seite"} & set(request.args):
        raise NotFound
    namen = (*FILTER, "limit", "omit_internal", "nach")
    worte = {name: request.args[name] for name in namen if request.args.get(name)}
    return Listenfrage(
        {feld: _zeit(name, worte[name]) for name, feld in FILTER.items() if name in worte},
        _anzahl(worte.get("limit")),
        ohne_internes(),
        worte.get("nach"),
        worte,
    )


def ohne_internes() -> bool:
    """True if the lists that have an address of their own are to be left out."""
    return request.args.get("omit_internal", "").lower() in ("true", "1")


def _zeit(name: str, wort: str) -> datetime:
    """A full date-time; a plus sign that came as a blank (unquoted in a query) is put right."""
    fund = _ZEIT.fullmatch(wort.strip().replace(" ", "+"))
    if fund is not None:
        tag, uhr, bruch, versatz = fund.groups()
        try:
            gelesen = datetime.fromisoformat(f"{tag}T{uhr}{(bruch or '')[:7]}{versatz.replace('Z', '+00:00')}")
            return gelesen.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise EingabeUngueltig(
        f"{name}: Gebraucht wird ein voller Zeitpunkt mit Zeitzone, zum Beispiel 2026-03-01T12:00:00+01:00.",
        {name: ["Kein Zeitpunkt."]},
    )


def _anzahl(wort: str | None) -> int:
    if wort is None:
        return SEITE
    if re.fullmatch("[0-9]{1,9}", wort) is None or int(wort) == 0:
        raise EingabeUngueltig("limit: Gebraucht wird eine Zahl ab 1.", {"limit": ["Keine Zahl ab 1."]})
    return min(int(wort), HOECHSTENS)
