"""Deadlines by how near they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from vorlagen.services.offene_fristen import Aufgabe


def nach_zeit(aufgaben: Sequence[Aufgabe], heute: date) -> list[tuple[str, list[Aufgabe]]]:
    """(heading, deadlines) of those that there are, in the order of time; the week ends on Sunday."""
    sonntag = heute + timedelta(days=6 - heute.weekday())
    return [(wann, list(alle)) for wann, alle in groupby(aufgaben, key=lambda a: _wann(a.faellig_am, heute, sonntag))]


def _wann(tag: date, heute: date, sonntag: date) -> str:
    if tag < heute:
        return "Überfällig"
    if tag == heute:
        return "Heute"
    if tag <= sonntag:
        return "Diese Woche"
    return "Nächste Woche" if tag <= sonntag + timedelta(days=7) else "Später"
