"""What a town's own result labels mean: an exact label, of a kind of stage or of any, and its outcome.

They go before the list that we ship. Outcomes that were set stay as they are when a label's meaning changes.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Bezeichnung
from vorlagen.services.stammdaten import finde_koerperschaft
from vorlagen.workflow.begriffe import Ausgang


def liste(koerperschaft: str | None) -> Sequence[Bezeichnung]:
    """The town's own labels in the order of the alphabet. Raises `EingabeUngueltig`."""
    sicht_oeffnen(ALLE)
    stadt = finde_koerperschaft(koerperschaft)
    eigene = select(Bezeichnung).where(Bezeichnung.koerperschaft_id == stadt.id)
    return db.session.scalars(eigene.order_by(Bezeichnung.bezeichnung, Bezeichnung.art)).all()


def lege_fest(koerperschaft: str | None, bezeichnung: str, ausgang: str, *, art: str | None = None) -> None:
    """From now on this label means this outcome, at stages of this kind or (None) at all. Raises `EingabeUngueltig`."""
    if ausgang not in set(Ausgang):
        raise EingabeUngueltig(f"Den Ausgang „{ausgang}“ gibt es nicht. Möglich sind: {', '.join(Ausgang)}.")
    wort, stufe = _schluessel(bezeichnung, art)
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        stadt = finde_koerperschaft(koerperschaft)
        zeile = _finde(stadt.id, wort, stufe)
        if zeile is None:
            zeile = Bezeichnung(koerperschaft_id=stadt.id, bezeichnung=wort, art=stufe)
            sitzung.add(zeile)
        zeile.ausgang = ausgang


def streiche(koerperschaft: str | None, bezeichnung: str, *, art: str | None = None) -> None:
    """The town has no meaning of its own for this label any more. Raises `EingabeUngueltig` if it had none."""
    wort, stufe = _schluessel(bezeichnung, art)
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        zeile = _finde(finde_koerperschaft(koerperschaft).id, wort, stufe)
        if zeile is None:
            bei = f" bei „{art}“" if art else ""
            raise EingabeUngueltig(f"Für „{bezeichnung}“{bei} ist nichts festgelegt.")
        sitzung.delete(zeile)


def _schluessel(bezeichnung: str, art: str | None) -> tuple[str, str | None]:
    """As the import looks them up: without the spaces around, in lower case."""
    wort, stufe = bezeichnung.strip().casefold(), (art or "").strip().casefold() or None
    if not wort or len(wort) > 300 or len(stufe or "") > 80:
        raise EingabeUngueltig("Eine Bezeichnung hat 1 bis 300 Zeichen, die Art einer Station höchstens 80.")
    return wort, stufe


def _finde(koerperschaft_id: str, wort: str, stufe: str | None) -> Bezeichnung | None:
    return db.session.scalar(
        select(Bezeichnung).where(
            Bezeichnung.koerperschaft_id == koerperschaft_id, Bezeichnung.bezeichnung == wort, Bezeichnung.art == stufe
        )
    )
