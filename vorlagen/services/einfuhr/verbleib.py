"""What became of what came before: objects that a whole list does not name any more are told, and nothing is done."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.models import Fremdschluessel, Vorlage
from vorlagen.ris import Befund, Befunde, Typ


def melde_fehlende(stadt_id: str, quelle: str, typ: Typ, gesehen: Collection[str], befunde: Befunde) -> None:
    """Note each object of this kind that came once and is not among `gesehen`; a server may just have a bad day."""
    frage = select(Fremdschluessel.schluessel, Fremdschluessel.fremd_id, Vorlage.nummer)
    frage = frage.outerjoin(Vorlage, Vorlage.id == Fremdschluessel.eigene_id).where(
        Fremdschluessel.koerperschaft_id == stadt_id,
        Fremdschluessel.quelle == quelle,
        Fremdschluessel.typ == typ,
        Fremdschluessel.pruefsumme != "",
    )
    for zeile in db.session.execute(frage.order_by(Fremdschluessel.id).execution_options(yield_per=1000)):
        if zeile.schluessel not in gesehen:
            befunde.merke(Befund.FEHLT_DORT, f"{zeile.nummer}: {zeile.fremd_id}" if zeile.nummer else zeile.fremd_id)
    db.session.rollback()
