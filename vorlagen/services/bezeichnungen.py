"""What a town's own result labels mean: an exact label, of a kind of stage or of any, and its outcome.

They go before the list that we ship. Outcomes that were set stay as they are when a label's meaning changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Bezeichnung
from vorlagen.services.stammdaten import finde_koerperschaft
from vorlagen.workflow.begriffe import Ausgang


def liste(koerperschaft: str | None) -> Sequence[Bezeichnung]:
    """The town's own labels in the order of the alphabet. Raises `EingabeUngueltig`."""
    sicht_oeffnen(ALLE)
    return der_stadt(finde_koerperschaft(koerperschaft).id)


def gueltige(zeilen: Iterable[Bezeichnung], tag: date) -> dict[tuple[str, str | None], str]:
    """(label, kind of stage or None) → outcome, as they count for a meeting on this day."""
    return {
        (zeile.bezeichnung, zeile.art): zeile.ausgang
        for zeile in zeilen
        if (zeile.gueltig_von or tag) <= tag <= (zeile.gueltig_bis or tag)
    }


def der_stadt(koerperschaft_id: str) -> Sequence[Bezeichnung]:
    """All labels of a town, whenever they are valid, in the order of the alphabet."""
    eigene = select(Bezeichnung).where(Bezeichnung.koerperschaft_id == koerperschaft_id)
    return db.session.scalars(
        eigene.order_by(Bezeichnung.bezeichnung, Bezeichnung.art, Bezeichnung.gueltig_von.nulls_first())
    ).all()


def lege_fest(
    koerperschaft: str | None, bezeichnung: str, ausgang: str, *, art: str | None = None, ab: date | None = None
) -> None:
    """This label means this outcome, at stages of this kind or (None) at all.

    `ab` is the first day of meetings for which it does; what the label meant before ends on the day before. Without
    `ab` the present meaning is corrected. Raises `EingabeUngueltig`.
    """
    if ausgang not in set(Ausgang):
        raise EingabeUngueltig(f"Den Ausgang „{ausgang}“ gibt es nicht. Möglich sind: {', '.join(Ausgang)}.")
    wort, stufe = _schluessel(bezeichnung, art)
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        stadt = finde_koerperschaft(koerperschaft)
        zeile = _letzte(stadt.id, wort, stufe)
        if zeile is not None and ab is not None and zeile.gueltig_von != ab:
            if zeile.gueltig_von is not None and zeile.gueltig_von > ab:
                raise EingabeUngueltig(f"Ab {zeile.gueltig_von:%d.%m.%Y} ist schon etwas festgelegt.")
            zeile.gueltig_bis = min(zeile.gueltig_bis or ab, ab - timedelta(days=1))
            zeile = None
        if zeile is None:
            zeile = Bezeichnung(koerperschaft_id=stadt.id, bezeichnung=wort, art=stufe, gueltig_von=ab)
            sitzung.add(zeile)
        zeile.ausgang, zeile.gueltig_bis = ausgang, None


def schliesse(koerperschaft: str | None, bezeichnung: str, *, bis: date, art: str | None = None) -> None:
    """This day is the last whose meetings the town's own meaning counts for. Raises `EingabeUngueltig`."""
    with transaction():
        zeile = _die_letzte(koerperschaft, bezeichnung, art)
        if zeile.gueltig_von is not None and bis < zeile.gueltig_von:
            raise EingabeUngueltig(f"Das gilt erst ab {zeile.gueltig_von:%d.%m.%Y}; vorher kann es nicht enden.")
        zeile.gueltig_bis = bis


def streiche(koerperschaft: str | None, bezeichnung: str, *, art: str | None = None) -> None:
    """The latest meaning of this label was a mistake and goes. Raises `EingabeUngueltig` if there is none."""
    with transaction() as sitzung:
        sitzung.delete(_die_letzte(koerperschaft, bezeichnung, art))


def _die_letzte(koerperschaft: str | None, bezeichnung: str, art: str | None) -> Bezeichnung:
    wort, stufe = _schluessel(bezeichnung, art)
    sicht_oeffnen(ALLE)
    zeile = _letzte(finde_koerperschaft(koerperschaft).id, wort, stufe)
    if zeile is None:
        bei = f" bei „{art}“" if art else ""
        raise EingabeUngueltig(f"Für „{bezeichnung}“{bei} ist nichts festgelegt.")
    return zeile


def _schluessel(bezeichnung: str, art: str | None) -> tuple[str, str | None]:
    """As the import looks them up: without the spaces around, in lower case."""
    wort, stufe = bezeichnung.strip().casefold(), (art or "").strip().casefold() or None
    if not wort or len(wort) > 300 or len(stufe or "") > 80:
        raise EingabeUngueltig("Eine Bezeichnung hat 1 bis 300 Zeichen, die Art einer Station höchstens 80.")
    return wort, stufe


def _letzte(koerperschaft_id: str, wort: str, stufe: str | None) -> Bezeichnung | None:
    """The meaning that begins last."""
    gleiche = select(Bezeichnung).where(
        Bezeichnung.koerperschaft_id == koerperschaft_id, Bezeichnung.bezeichnung == wort, Bezeichnung.art == stufe
    )
    return max(db.session.scalars(gleiche), key=lambda zeile: zeile.gueltig_von or date.min, default=None)
