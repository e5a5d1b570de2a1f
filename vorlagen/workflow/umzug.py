"""Where a paper goes when its procedure changes under way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vorlagen.workflow.workflow import Workflow


def ziel(status: str, weg: Sequence[Workflow]) -> str | None:
    """The status of a paper after going through these newer definitions in order; None if one of them forgot it."""
    for ablauf in weg:
        if status not in ablauf.statusnamen:
            if status not in ablauf.umzug:
                return None
            status = ablauf.umzug[status]
    return status


def luecken(alt: Workflow, neu: Workflow) -> Iterator[str]:
    """What is missing for a move from the old to the new definition, a sentence each."""
    for status in alt.status:
        if ziel(status.name, (neu,)) is None:
            yield (
                f"Version {neu.version} kennt den Status „{status.name}“ nicht mehr und sagt in umzug nicht, "
                "wohin die Vorlagen daraus ziehen."
            )
    for name in neu.umzug:
        if name not in alt.statusnamen:
            yield f"umzug nennt den Status „{name}“, den es in Version {alt.version} nicht gab."
