"""Small procedures and photographs for the tests of the rules."""

from __future__ import annotations

from typing import Any

from vorlagen.workflow import Beratung, Grund, Mitzeichnung, Rolle, Sachstand, Schritt, Status, Workflow, bedingung
from vorlagen.workflow.begriffe import Verknuepfungsart
from vorlagen.workflow.proben import HEUTE
from vorlagen.workflow.sachstand import Verknuepfung

EINREICHEN = Schritt(name="einreichen", von="entwurf", nach="eingereicht", durch=Rolle.FEDERFUEHRUNG)
ABSCHLIESSEN = Schritt(name="abschliessen", von="eingereicht", nach="fertig", durch=Rolle.GREMIENDIENST)


@bedingung("Der Betreff heißt nicht „Verboten“.")
def nicht_verboten(stand: Sachstand) -> Any:
    if stand.betreff == "Verboten":
        yield Grund("betreff.verboten", "Der Betreff ist verboten.", wer="die federführende Stelle", feld="betreff")


def ablauf(**anders: Any) -> Workflow:
    """The smallest sound procedure, with something different."""
    grundlage: dict[str, Any] = {
        "name": "muster",
        "version": 1,
        "titel": "Muster",
        "beginnt_mit": "entwurf",
        "endet_mit": ("fertig",),
        "status": (Status("entwurf", "Entwurf"), Status("eingereicht", "Eingereicht"), Status("fertig", "Fertig")),
        "schritte": (EINREICHEN, ABSCHLIESSEN),
    }
    return Workflow(**{**grundlage, **anders})


def stand(**anders: Any) -> Sachstand:
    """A photograph of an empty draft, with something different."""
    return Sachstand(**{"ablauf": "muster", "status": "entwurf", "heute": HEUTE, **anders})


def station(nr: int = 1, **anders: Any) -> Beratung:
    """A stage of the Rat that decides, with something different."""
    return Beratung(**{"id": str(nr), "gremien": ("Rat",), "art": "Entscheidung", "entscheidet": True, **anders})


def verweis(art: Verknuepfungsart, **anders: Any) -> Verknuepfung:
    """A link that another paper made to this one, with something different."""
    return Verknuepfung(**{"art": art, "eingehend": True, "nummer": "BV/2026/0007", **anders})


def unterschrift(amt: str = "Kämmerei", **anders: Any) -> Mitzeichnung:
    """An open signature, with something different."""
    return Mitzeichnung(amt=amt, **anders)
