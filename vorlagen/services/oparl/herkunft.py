"""Under which keys another system knows what is here, so that who comes from there finds it again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from vorlagen.models import Fremdschluessel

FELD: Final = "vorlagen:externeSchluessel"


def schluessel(sitzung: Session, kennungen: Collection[str]) -> Mapping[str, Mapping[str, Any]]:
    """By our id: the address of the OParl object there (`id`), and the numbers of its database (VOLFDNR, SILFDNR …)."""
    if not kennungen:
        return {}
    frage = select(Fremdschluessel.eigene_id, Fremdschluessel.fremd_id, Fremdschluessel.angaben)
    zeilen = sitzung.execute(frage.where(Fremdschluessel.eigene_id.in_(kennungen)).order_by(Fremdschluessel.id))
    return {
        zeile.eigene_id: {FELD: {"id": zeile.fremd_id, **zeile.angaben.get("schluessel", {})}}
        for zeile in zeilen
        if zeile.eigene_id
    }
