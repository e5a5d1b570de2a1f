"""What a town's own result labels mean: an exact label, of a kind of stage or of any, and its outcome.

They go before the list that we ship. Outcomes that were set stay as they are when a label's meaning changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, true

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.models import Beratung, Bezeichnung, Koerperschaft
from vorlagen.services import protokoll, stammdaten
from vorlagen.services.protokoll import Ereignis, Gegenstand
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Ausgang

VIELE = 50
"""So many labels that nobody has given a meaning are shown, the most frequent first."""


STEHEN = 2000
"""So many different labels of public stages are looked through."""


@dataclass(frozen=True, slots=True)
class Gebrauch:
    """Labels, folded, that stand at public stages; and those whose outcome is open, with how often, the most frequent
    first.
    """

    stehen: frozenset[str]
    offen: tuple[tuple[str, str, int], ...]


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


def gebrauch(wer: Wer) -> Gebrauch:
    """Where labels stand. Raises `NichtBerechtigt`."""
    stammdaten.pruefe_verwaltung(wer)
    hier = [Beratung.koerperschaft_id == wer.koerperschaft_id, Beratung.oeffentlich == true()]
    hier += [Beratung.ergebnis.is_not(None)]
    frage = select(Beratung.ergebnis, Beratung.art, func.count()).where(*hier, Beratung.ausgang.is_(None))
    offen = Counter[tuple[str, str]]()
    for ergebnis, art, anzahl in db.session.execute(frage.group_by(Beratung.ergebnis, Beratung.art)):
        if wort := _gefaltet(ergebnis):
            offen[wort, art] += anzahl
    haeufige = sorted(offen.items(), key=lambda paar: (-paar[1], paar[0]))[:VIELE]
    stehen = frozenset(_gefaltet(wort) for wort in db.session.scalars(_verschiedene(hier)))
    return Gebrauch(stehen, tuple((wort, art, mal) for (wort, art), mal in haeufige))


def lies(bezeichnung_id: str, wer: Wer) -> Bezeichnung:
    """One of the own town. Raises `NichtBerechtigt`, `NichtGefunden`."""
    stammdaten.pruefe_verwaltung(wer)
    zeile = db.session.get(Bezeichnung, bezeichnung_id)
    if zeile is None or zeile.koerperschaft_id != wer.koerperschaft_id:
        raise NichtGefunden
    return zeile


def letzte(bezeichnung: str, art: str | None, wer: Wer) -> Bezeichnung:
    """The latest meaning of this label; for commands. Raises `EingabeUngueltig` if there is none."""
    zeile = _letzte(wer.koerperschaft_id, *_schluessel(bezeichnung, art))
    if zeile is None:
        bei = f" bei „{art}“" if art else ""
        raise EingabeUngueltig(f"Für „{bezeichnung}“{bei} ist nichts festgelegt.")
    return zeile


def lege_fest(
    bezeichnung: str, ausgang: str, *, art: str | None = None, ab: date | None = None, wer: Wer, jetzt: datetime
) -> str:
    """This label means this outcome, at stages of this kind or (None) at all; returns the row's id.

    `ab` is the first day of meetings for which it does; what the label meant before ends on the day before. Without
    `ab` the present meaning is corrected. Raises `NichtBerechtigt`, `EingabeUngueltig`.
    """
    stammdaten.pruefe_verwaltung(wer)
    if ausgang not in set(Ausgang):
        satz = f"Den Ausgang „{ausgang}“ gibt es nicht. Möglich sind: {', '.join(Ausgang)}."
        raise EingabeUngueltig(satz, {"ausgang": [satz]})
    wort, stufe = _schluessel(bezeichnung, art)
    with transaction() as sitzung:
        sitzung.get_one(Koerperschaft, wer.koerperschaft_id, with_for_update={"key_share": True})
        zeile = _letzte(wer.koerperschaft_id, wort, stufe)
        if zeile is not None and ab is not None and zeile.gueltig_von != ab:
            if zeile.gueltig_von is not None and zeile.gueltig_von > ab:
                satz = f"Ab {zeile.gueltig_von:%d.%m.%Y} ist schon etwas festgelegt."
                raise EingabeUngueltig(satz, {"ab": [satz]})
            zeile.gueltig_bis = min(zeile.gueltig_bis or ab, ab - timedelta(days=1))
            zeile = None
        if zeile is None:
            zeile = Bezeichnung(
                id=neue_id(), koerperschaft_id=wer.koerperschaft_id, bezeichnung=wort, art=stufe, gueltig_von=ab
            )
            sitzung.add(zeile)
        zeile.ausgang, zeile.gueltig_bis = ausgang, None
        _vermerke(zeile.id, ausgang, wer, jetzt)
        return zeile.id


def schliesse(bezeichnung_id: str, *, bis: date, wer: Wer, jetzt: datetime) -> None:
    """This day is the last whose meetings the town's own meaning counts for.

    Raises `NichtBerechtigt`, `NichtGefunden`, `EingabeUngueltig`.
    """
    with transaction():
        zeile = lies(bezeichnung_id, wer)
        if zeile.gueltig_von is not None and bis < zeile.gueltig_von:
            satz = f"Das gilt erst ab {zeile.gueltig_von:%d.%m.%Y}; vorher kann es nicht enden."
            raise EingabeUngueltig(satz, {"bis": [satz]})
        zeile.gueltig_bis = bis
        _vermerke(bezeichnung_id, "endet", wer, jetzt)


def streiche(bezeichnung_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """This meaning was a mistake and goes; outcomes that were set stay. Raises `NichtBerechtigt`, `NichtGefunden`."""
    with transaction() as sitzung:
        sitzung.delete(lies(bezeichnung_id, wer))
        _vermerke(bezeichnung_id, "gestrichen", wer, jetzt)


def _schluessel(bezeichnung: str, art: str | None) -> tuple[str, str | None]:
    """As the import looks them up: without the spaces around, in lower case."""
    wort, stufe = bezeichnung.strip().casefold(), (art or "").strip().casefold() or None
    if not wort or len(wort) > 300 or len(stufe or "") > 80:
        satz = "Eine Bezeichnung hat 1 bis 300 Zeichen, die Art einer Station höchstens 80."
        raise EingabeUngueltig(satz, {"bezeichnung" if len(stufe or "") <= 80 else "art": [satz]})
    return wort, stufe


def _letzte(koerperschaft_id: str, wort: str, stufe: str | None) -> Bezeichnung | None:
    """The meaning that begins last."""
    gleiche = select(Bezeichnung).where(
        Bezeichnung.koerperschaft_id == koerperschaft_id, Bezeichnung.bezeichnung == wort, Bezeichnung.art == stufe
    )
    return max(db.session.scalars(gleiche), key=lambda zeile: zeile.gueltig_von or date.min, default=None)


def _vermerke(bezeichnung_id: str, was: str, wer: Wer, jetzt: datetime) -> None:
    gegenstand = Gegenstand("bezeichnung", bezeichnung_id)
    protokoll.schreibe(
        Ereignis.EINSTELLUNG_GEAENDERT, wer=wer, gegenstand=gegenstand, daten={"bezeichnung": was}, jetzt=jetzt
    )


def _gefaltet(ergebnis: str | None) -> str:
    return (ergebnis or "").strip().casefold()


def _verschiedene(hier: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """Each label once, from one to the next along the index: however often it stands, it is read once."""
    kette = select(func.min(Beratung.ergebnis).label("wort")).where(*hier).cte("kette", recursive=True)
    naechstes = select(func.min(Beratung.ergebnis)).where(*hier, Beratung.ergebnis > kette.c.wort).scalar_subquery()
    kette = kette.union_all(select(naechstes).where(kette.c.wort.is_not(None)))
    return select(kette.c.wort).where(kette.c.wort.is_not(None)).limit(STEHEN)
