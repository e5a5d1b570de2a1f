"""What a draft still lacks before it may leave the office that drafts it: as it is stored, or as it is typed so far."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from vorlagen.extensions import transaction
from vorlagen.models import Vorlage
from vorlagen.services import schritte, vorlagen
from vorlagen.services.entwurfsfelder import uebernimm
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.services.vorlagen import pruefe_bearbeitbar
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle
from vorlagen.workflow.grund import Grund


def gespeichert(vorlage_id: str, *, wer: Wer, jetzt: datetime) -> tuple[Grund, ...]:
    """Every reason why the draft as it is stored has to stay. Raises `NichtGefunden`."""
    vorlage, einblick = hole(vorlage_id, wer)
    return _luecken(vorlage, einblick, wer, jetzt)


def getippt(vorlage_id: str | None, werte: Mapping[str, Any], *, wer: Wer, jetzt: datetime) -> tuple[Grund, ...]:
    """The same as if `werte` were saved now (None: as a new paper). Nothing is kept.

    It is really written and taken back, so that no second set of rules has to know what saving does. Raises as
    `vorlagen.lege_an` and `vorlagen.aendere` do, save for the version.
    """
    gefunden: tuple[Grund, ...] = ()
    with suppress(_Zurueck), transaction():
        if vorlage_id is None:
            vorlage = vorlagen.neu(werte, wer=wer, jetzt=jetzt)
        else:
            vorlage, _ = hole(vorlage_id, wer, zum_schreiben=True)
            pruefe_bearbeitbar(vorlage, wer)
            uebernimm(vorlage, werte, wer)
        gefunden = _luecken(vorlage, Einblick.VOLL, wer, jetzt)
        raise _Zurueck
    return gefunden


class _Zurueck(Exception):
    """Ends a transaction without a trace."""


def _luecken(vorlage: Vorlage, einblick: Einblick, wer: Wer, jetzt: datetime) -> tuple[Grund, ...]:
    ablauf = ablauf_von(vorlage)
    for moeglichkeit in schritte.moegliche(vorlage, einblick, wer, jetzt=jetzt):
        schritt = moeglichkeit.schritt
        if Rolle.FEDERFUEHRUNG in schritt.rollen and schritt.nach not in ablauf.endet_mit:
            return moeglichkeit.gruende
    return ()
