"""The desk in words: why something lies there, and on whom something waits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from vorlagen.extensions import verzeichnis
from vorlagen.fehler import NichtGefunden
from vorlagen.services.arbeitskorb import Teil
from vorlagen.services.korbumstaende import Herkunft
from vorlagen.web.ansichten.geschehen import GESCHEHEN
from vorlagen.web.darstellung import datum
from vorlagen.web.worte import gross
from vorlagen.workflow.workflow import Workflow

TITEL: Final = {
    Teil.MEINE: "Wartet auf Sie",
    Teil.WARTEND: "Darauf warten Sie",
    Teil.UEBERFAELLIG: "Überfällig",
    Teil.ENTWUERFE: "Entwürfe",
}
GENANNT: Final = 2
"""So many people are named who can be asked; there may be a whole office of them."""


def warum(herkunft: Herkunft | None, ablauf: str | None) -> str:
    """Who put the paper where it is, when and by which step: "Zur Mitzeichnung gegeben am 02.03.2026 von …"."""
    if herkunft is None:
        return ""
    satz = f"{_geschehen(herkunft, ablauf)} am {datum(herkunft.zeit)}"
    return f"{satz} von {herkunft.wer}" if herkunft.wer else satz


def bemerkung(herkunft: Herkunft | None) -> str:
    """What was said with that step; empty if nothing was."""
    return str(_daten(herkunft).get("bemerkung") or "") if herkunft else ""


def auskunft(namen: Sequence[str]) -> str:
    """Who can be asked: the first two, and how many besides."""
    genannt, rest = list(namen[:GENANNT]), len(namen) - GENANNT
    return ", ".join(genannt) + (f" und {rest} weitere" if rest > 0 else "")


def _geschehen(herkunft: Herkunft, ablauf: str | None) -> str:
    if herkunft.was == "um_mitzeichnung_gebeten":
        return "Um Mitzeichnung gebeten, nachdem die Ämter davor gezeichnet haben,"
    daten = _daten(herkunft)
    name = str(daten.get("schritt") or "")
    if not name:
        return "Weitergegeben"
    rahmen = _rahmen(ablauf)
    schritt = rahmen.schritt(name, str(daten.get("von", ""))) if rahmen else None
    return GESCHEHEN.get(name) or gross(f"„{schritt.aufschrift if schritt else name}“")


def _daten(herkunft: Herkunft) -> Mapping[str, Any]:
    """Nothing where somebody tampered with the history: the desk must open all the same."""
    try:
        daten = json.loads(herkunft.daten)
    except ValueError:
        return {}
    return daten if isinstance(daten, dict) else {}


def _rahmen(ablauf: str | None) -> Workflow | None:
    try:
        return verzeichnis.hole(ablauf) if ablauf else None
    except NichtGefunden:
        return None
