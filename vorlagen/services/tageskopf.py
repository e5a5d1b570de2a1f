"""The daily head: at the first stroke after midnight everything a town's history says is summed up and signed.

A head covers what is dated before the end of its day and not covered yet; what was committed late falls to the next.
Any number of clocks may try: the town's row is locked, and each day has one head. Days without a clock are made up.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import and_, func, insert, select
from sqlalchemy.orm import Session

from vorlagen.extensions import db, transaction
from vorlagen.kalender import BERLIN
from vorlagen.models import Kettenende, Koerperschaft, Protokolleintrag, Tageskopf, Verlaufseintrag
from vorlagen.services import kopfpost
from vorlagen.siegel import (
    ANFANG,
    Kopf,
    Kopfbuch,
    Schluesselbund,
    blatt,
    kanonisch,
    kettenblatt,
    unterschrieben,
    wurzel,
)

_log = logging.getLogger(__name__)
_WEG: Final = "Siehe „Wenn Tagesköpfe fehlen“ in docs/verlauf.md."
_FELDER = tuple(feld.name for feld in fields(Kopf) if feld.name not in ("koerperschaft", "tag", "erstellt"))


def schliesse_ab(bund: Schluesselbund, buch: Kopfbuch, *, jetzt: datetime) -> int:
    """Make every head that is due in any town, each in a transaction of its own; returns how many were made.

    A town's first head closes yesterday as soon as there is anything in its history. Where a head is gone that stands
    in the book, none is made any more: it would sign what somebody has put in its place.
    """
    gestern = jetzt.astimezone(BERLIN).date() - timedelta(days=1)
    fertig = select(Tageskopf.koerperschaft_id).where(Tageskopf.tag >= gestern)
    frage = select(Koerperschaft.id).where(Koerperschaft.id.not_in(fertig)).order_by(Koerperschaft.id)
    faellig = db.session.scalars(frage).all()
    gemacht = 0
    for stadt_id in faellig:
        while _ist_vollstaendig(stadt_id, buch) and (kopf := _mache_naechsten(stadt_id, bund, gestern, jetzt)):
            _merke(kopf, buch)
            gemacht += 1
    return gemacht


def neueste(koerperschaft_id: str, *, vor: int | None = None, anzahl: int = 30) -> Sequence[Tageskopf]:
    """The town's heads, latest first; `vor`: only those before this number."""
    frage = select(Tageskopf).where(Tageskopf.koerperschaft_id == koerperschaft_id)
    if vor is not None:
        frage = frage.where(Tageskopf.nr < vor)
    return db.session.scalars(frage.order_by(Tageskopf.nr.desc()).limit(anzahl)).all()


def vom(koerperschaft_id: str, tag: date) -> Tageskopf | None:
    """The head of one day."""
    frage = select(Tageskopf).where(Tageskopf.koerperschaft_id == koerperschaft_id, Tageskopf.tag == tag)
    return db.session.scalars(frage).one_or_none()


def mit_pruefsumme(hash_: str) -> Tageskopf | None:
    """The head with this hash, of whichever town in sight."""
    return db.session.scalars(select(Tageskopf).where(Tageskopf.hash == hash_)).first()


def als_kopf(zeile: Tageskopf) -> Kopf:
    """The stored head as it was signed."""
    return Kopf(
        koerperschaft=zeile.koerperschaft_id,
        tag=zeile.tag.isoformat(),
        erstellt=_iso(zeile.erstellt),
        **{name: getattr(zeile, name) for name in _FELDER},
    )


def protokollglied(zeile: Any) -> dict[str, Any]:
    """An event of the Protokoll as it is hashed and exported."""
    return {
        "id": zeile.id,
        "zeit": _iso(zeile.zeit),
        "was": zeile.was,
        "wer": zeile.wer_id,
        "gegenstand_art": zeile.gegenstand_art,
        "gegenstand_id": zeile.gegenstand_id,
        "daten": zeile.daten,
    }


def enden(koerperschaft_id: str) -> Any:
    """(vorlage_id, nr, stelle, hash) of each paper as the latest head covers it, in the order of the tree."""
    letzte = _letzte_enden(koerperschaft_id)
    return (
        select(Kettenende.vorlage_id, Kettenende.nr, Kettenende.stelle, Kettenende.hash)
        .join(letzte, and_(letzte.c.vorlage_id == Kettenende.vorlage_id, letzte.c.nr == Kettenende.nr))
        .order_by(Kettenende.stelle)
    )


def _ist_vollstaendig(stadt_id: str, buch: Kopfbuch) -> bool:
    bezeugt = buch.letzter(stadt_id)
    kopf = mit_pruefsumme(bezeugt) if bezeugt else None
    if bezeugt is None or (kopf is not None and kopf.koerperschaft_id == stadt_id):
        return True
    _log.error("Der letzte Tageskopf von %s fehlt in der Datenbank; es wird keiner mehr gemacht. %s", stadt_id, _WEG)
    return False


def _merke(kopf: Kopf, buch: Kopfbuch) -> None:
    try:
        buch.trage_ein(kopf)
    except OSError as fehler:  # the head counts all the same
        _log.warning("Der Tageskopf vom %s steht nicht im Kopfbuch: %s", kopf.tag, fehler.strerror)


def _mache_naechsten(stadt_id: str, bund: Schluesselbund, bis: date, jetzt: datetime) -> Kopf | None:
    with transaction() as sitzung:
        # Waits for another clock, but for nobody who only refers to the town.
        sitzung.execute(select(Koerperschaft.id).where(Koerperschaft.id == stadt_id).with_for_update(key_share=True))
        letzter = next(iter(neueste(stadt_id, anzahl=1)), None)
        tag = letzter.tag + timedelta(days=1) if letzter else bis
        if tag > bis:
            return None
        grenze = datetime.combine(tag + timedelta(days=1), time(), BERLIN).astimezone(UTC)
        gewachsen = _halte_enden_fest(sitzung, stadt_id, tag, grenze)
        ereignisse = _decke_protokoll(sitzung, stadt_id, tag, grenze)
        if letzter is None and not gewachsen and not ereignisse:
            return None
        vorlagen, oben = _summe(sitzung, stadt_id, None if gewachsen else letzter)
        kopf = Kopf(
            koerperschaft=stadt_id,
            nr=letzter.nr + 1 if letzter else 1,
            tag=tag.isoformat(),
            erstellt=_iso(jetzt),
            vorlagen=vorlagen,
            wurzel=oben,
            protokoll=len(ereignisse),
            protokollwurzel=wurzel(ereignisse).hex(),
            vorher=letzter.hash if letzter else ANFANG,
            schluessel=bund.neuester,
        )
        kopf = unterschrieben(kopf, bund, letzter.schluessel if letzter else None)
        werte = {name: getattr(kopf, name) for name in _FELDER}
        sitzung.add(Tageskopf(koerperschaft_id=stadt_id, tag=tag, erstellt=jetzt, **werte))
        kopfpost.melde(kopf, jetzt=jetzt)
        return kopf


def _halte_enden_fest(sitzung: Session, stadt_id: str, tag: date, grenze: datetime) -> int:
    """Write down where each chain ends that has grown since the last head; returns how many have."""
    alte = _letzte_enden(stadt_id)
    bekannt = select(Kettenende.vorlage_id, Kettenende.stelle).where(Kettenende.koerperschaft_id == stadt_id)
    stellen = dict(sitzung.execute(bekannt).all())
    neue = (
        select(Verlaufseintrag.vorlage_id, func.max(Verlaufseintrag.nr).label("nr"))
        .outerjoin(alte, alte.c.vorlage_id == Verlaufseintrag.vorlage_id)
        .where(Verlaufseintrag.koerperschaft_id == stadt_id, Verlaufseintrag.zeit < grenze)
        .group_by(Verlaufseintrag.vorlage_id, alte.c.nr)
        .having(func.max(Verlaufseintrag.nr) > func.coalesce(alte.c.nr, 0))
        .subquery()
    )
    glieder = select(Verlaufseintrag.vorlage_id, Verlaufseintrag.nr, Verlaufseintrag.hash).join(
        neue, and_(neue.c.vorlage_id == Verlaufseintrag.vorlage_id, neue.c.nr == Verlaufseintrag.nr)
    )
    zeilen = []
    for vorlage_id, nr, hash_ in sitzung.execute(glieder.order_by(Verlaufseintrag.vorlage_id)).all():
        stelle = stellen.setdefault(vorlage_id, len(stellen))
        zeilen.append({"koerperschaft_id": stadt_id, "vorlage_id": vorlage_id, "nr": nr, "tag": tag,
                       "stelle": stelle, "hash": hash_})  # fmt: skip
    if zeilen:
        sitzung.execute(insert(Kettenende), zeilen)
    return len(zeilen)


def _decke_protokoll(sitzung: Session, stadt_id: str, tag: date, grenze: datetime) -> list[bytes]:
    """Put the Protokoll's events that no head covers yet under this one; returns their leaves."""
    offen = (Protokolleintrag.koerperschaft_id == stadt_id, Protokolleintrag.kopf.is_(None))
    frage = select(Protokolleintrag).where(*offen, Protokolleintrag.zeit < grenze)
    zeilen = sitzung.scalars(frage.order_by(Protokolleintrag.zeit, Protokolleintrag.id)).all()
    for zeile in zeilen:
        zeile.kopf = tag
    return [blatt(kanonisch(protokollglied(zeile))) for zeile in zeilen]


def _summe(sitzung: Session, stadt_id: str, unveraendert: Tageskopf | None) -> tuple[int, str]:
    """How many chains there are and the root over them; nothing grew since `unveraendert`."""
    if unveraendert is not None:
        return unveraendert.vorlagen, unveraendert.wurzel
    blaetter = [kettenblatt(vorlage_id, nr, hash_) for vorlage_id, nr, _, hash_ in sitzung.execute(enden(stadt_id))]
    return len(blaetter), wurzel(blaetter).hex()


def _letzte_enden(koerperschaft_id: str) -> Any:
    frage = select(Kettenende.vorlage_id, func.max(Kettenende.nr).label("nr"))
    return frage.where(Kettenende.koerperschaft_id == koerperschaft_id).group_by(Kettenende.vorlage_id).subquery()


def _iso(zeit: datetime) -> str:
    return zeit.astimezone(UTC).isoformat(timespec="microseconds")
