"""Paging by keyset: a page knows where it ended, so the thousandth costs as much as the first."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar

from vorlagen.fehler import EingabeUngueltig

SEITE = 50

AUF_EINMAL = 500
"""So many rows are fetched at a time where a whole list is read."""

Zeile = TypeVar("Zeile")
Stelle = TypeVar("Stelle")


@dataclass(frozen=True)
class Seite(Generic[Zeile]):
    """One page; `weiter` is the opaque cursor of the next, or None."""

    zeilen: Sequence[Zeile]
    weiter: str | None


def gebunden(zeilen: Sequence[Any], anzahl: int, stelle: Callable[[Any], tuple[date, str]]) -> Seite[Any]:
    """A page out of up to `anzahl` + 1 rows; `stelle` tells a row's place: what is sorted by, and its id."""
    hier = zeilen[:anzahl]
    return Seite(hier, _marke(*stelle(hier[-1])) if len(zeilen) > anzahl else None)


def lies_marke(marke: str, lies: Callable[[str], Stelle]) -> tuple[Stelle, str]:
    """The place that a cursor stands for; `lies` is `tag` or `zeit`. Raises `EingabeUngueltig`."""
    try:
        text = base64.b64decode(marke + "=" * (-len(marke) % 4), altchars=b"-_", validate=True).decode("ascii")
        stelle, kennung = text.split(" ")
        if not kennung.isalnum():
            raise ValueError("no id")
        return lies(stelle), kennung
    except (ValueError, binascii.Error) as fehler:
        raise EingabeUngueltig(
            "Diese Seite gibt es nicht. Bitte beginnen Sie die Liste von vorn.", {"nach": ["Unbekannte Marke."]}
        ) from fehler


def tag(text: str) -> date:
    """A day out of a cursor."""
    return date.fromisoformat(text)


def zeit(text: str) -> datetime:
    """An instant out of a cursor; ours are in UTC."""
    gelesen = datetime.fromisoformat(text)
    if gelesen.utcoffset() != timedelta(0):
        raise ValueError("not one of our cursors")
    return gelesen


def _marke(stelle: date, kennung: str) -> str:
    return base64.urlsafe_b64encode(f"{stelle.isoformat()} {kennung}".encode()).decode().rstrip("=")
