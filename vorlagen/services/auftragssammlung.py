"""The same said of many Aufträge at once: what will happen, what cannot and why; then all or none."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Load

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Auftrag, Vorlage
from vorlagen.services import auftraege
from vorlagen.services.sichtbarkeit import voller_einblick
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import ABGESCHLOSSENE_AUFTRAEGE, Auftragsstatus

HOECHSTENS = 200
"""So many are changed at once."""


class Sammelschritt(StrEnum):
    """What can be said of many at once."""

    WIEDERVORLAGE = "wiedervorlage"
    ERLEDIGT = "erledigt"


@dataclass(frozen=True, slots=True)
class Vorhaben:
    """One of those that were chosen; `grund` is why it cannot be, empty if it can."""

    auftrag: Auftrag
    vorlage: Vorlage
    grund: str


def plane(auftrag_ids: Collection[str], schritt: Sammelschritt, wer: Wer) -> Sequence[Vorhaben]:
    """What would become of each, due ones first; those that the person may not see are left out."""
    frage = (
        select(Auftrag, Vorlage)
        .join(Vorlage, Vorlage.id == Auftrag.vorlage_id)
        .where(Auftrag.id.in_(sorted(auftrag_ids)[:HOECHSTENS]), voller_einblick(wer))
        .options(Load(Vorlage).lazyload("*"))
        .order_by(Auftrag.faellig_am, Auftrag.id)
    )
    return [Vorhaben(a, vorlage, _warum_nicht(a, schritt, wer)) for a, vorlage in db.session.execute(frage)]


def fuehre_aus(
    versionen: Mapping[str, int],
    schritt: Sammelschritt,
    *,
    am: date | None = None,
    nachweis: str = "",
    wer: Wer,
    jetzt: datetime,
) -> int:
    """Say it of all that were shown (id → version); returns how many. `am` is the day on which they come up again.

    Raises `EingabeUngueltig`, and as `auftraege.aendere`; then nothing was changed.
    """
    werte: dict[str, Any]
    if schritt is Sammelschritt.WIEDERVORLAGE:
        if am is None:
            satz = "Bitte sagen Sie, wann die Aufträge wieder vorgelegt werden."
            raise EingabeUngueltig(satz, {"am": [satz]})
        werte = {"wiedervorlage": am}
    else:
        werte = {"status": str(Auftragsstatus.ERLEDIGT), "nachweis": nachweis.strip()}
    with transaction(umfassend=True):
        offene = [v.auftrag for v in plane(versionen, schritt, wer) if not v.grund]
        if not offene:
            raise EingabeUngueltig("Davon lässt sich nichts ändern.")
        # Always in one order, so that two who do this at once never wait for each other.
        for auftrag_id in [a.id for a in sorted(offene, key=lambda a: (a.vorlage_id, a.id))]:
            auftraege.aendere(auftrag_id, werte, version=versionen[auftrag_id], wer=wer, jetzt=jetzt)
    return len(offene)


def _warum_nicht(auftrag: Auftrag, schritt: Sammelschritt, wer: Wer) -> str:
    if not auftraege.darf_berichten(auftrag, wer):
        return "Hierzu berichten nur das ausführende Amt und der Gremiendienst."
    if auftrag.status in ABGESCHLOSSENE_AUFTRAEGE:
        return "Der Auftrag ist schon abgeschlossen."
    return ""
