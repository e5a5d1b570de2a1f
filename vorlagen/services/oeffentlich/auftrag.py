"""What everybody may read of what came of a decision: how far it is, never what anybody wrote about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from vorlagen.models import Auftrag
from vorlagen.workflow.begriffe import Auftragsstatus


@dataclass(frozen=True, slots=True)
class OeffentlicherAuftrag:
    """An Auftrag out of what was decided in public, and by when it is to be carried out."""

    status: Auftragsstatus
    faellig_am: date | None


def auftraege(sitzung: Session, vorlage_ids: Collection[str]) -> Mapping[str, Sequence[OeffentlicherAuftrag]]:
    """By paper, those alone that are marked public; for papers that everybody may read."""
    spalten = (Auftrag.vorlage_id, Auftrag.status, Auftrag.faellig_am)
    frage = select(*spalten).where(Auftrag.vorlage_id.in_(vorlage_ids), Auftrag.oeffentlich).order_by(Auftrag.id)
    je_papier: dict[str, list[OeffentlicherAuftrag]] = defaultdict(list)
    for vorlage_id, status, faellig_am in sitzung.execute(frage):
        je_papier[vorlage_id].append(OeffentlicherAuftrag(Auftragsstatus(status), faellig_am))
    return je_papier
