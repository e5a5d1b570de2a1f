"""An address for a route of the application, with invented ids."""

from __future__ import annotations

import re

from werkzeug.routing import Rule


def beispieladresse(regel: Rule) -> str:
    """The route with its first word where it has a choice, 1 for numbers, and else an id that nothing has."""
    return re.sub(r"<([^>]+)>", _fuellung, regel.rule)


def _fuellung(stelle: re.Match[str]) -> str:
    if wahl := re.match(r"any\((\w+)", stelle[1]):
        return wahl[1]
    return "1" if stelle[1].startswith("int") else "x" * 32
