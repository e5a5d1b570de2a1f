"""Finding papers: lists read columns, page by keyset, and see only what the person may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, exists, func, not_, or_, select, tuple_
from sqlalchemy.orm import undefer

from vorlagen.extensions import db
from vorlagen.models import Amt, Beratung, Gremium, Mitzeichnung, Sitzung, Vorlage, Vorlageart, beratung_gremium
from vorlagen.services import lesungen
from vorlagen.services.arbeitskorb import wartet_auf
from vorlagen.services.seiten import AUF_EINMAL, SEITE, Seite, gebunden, lies_marke, zeit
from vorlagen.services.sichtbarkeit import Einblick, sichtbar, voller_einblick
from vorlagen.services.wer import Wer


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list is narrowed to. `q` looks into number and title; ids or names do for `gremium` and `amt`."""

    status: str | None = None
    art: str | None = None
    gremium: str | None = None
    amt: str | None = None
    nummer: str | None = None
    oeffentlich: bool | None = None
    seit: datetime | None = None
    bis: datetime | None = None
    q: str | None = None
    fall: str | None = None
    wartet_auf_mich: bool | None = None


def liste(wer: Wer, filter_: Filter, *, nach: str | None = None, anzahl: int = SEITE) -> Seite[Row[Any]]:
    """Lean rows, last changed first: id, nummer, betreff, status, ablauf, art, amt, oeffentlich, fassung, geaendert."""
    zeilen = db.session.execute(_seite(_schlank(wer), wer, filter_, nach, anzahl)).all()
    return gebunden(zeilen, anzahl, _stelle)


def strom(wer: Wer, filter_: Filter) -> Iterator[Row[Any]]:
    """The whole list in lean rows, read while they are written."""
    yield from db.session.execute(_sortiert(_schlank(wer), wer, filter_).execution_options(yield_per=AUF_EINMAL))


def liste_ganz(
    wer: Wer, filter_: Filter, *, nach: str | None = None, anzahl: int = SEITE
) -> Seite[tuple[Vorlage, Einblick]]:
    """Whole papers with all that hangs on them, in a constant number of statements."""
    ganz = select(Vorlage, voller_einblick(wer).label("voll")).options(undefer(Vorlage.fall))
    frage = _seite(ganz, wer, filter_, nach, anzahl)
    zeilen = db.session.execute(frage).unique().all()
    seite = gebunden([zeile[0] for zeile in zeilen], anzahl, _stelle)
    einblicke = {zeile[0].id: Einblick.VOLL if zeile[1] else Einblick.OEFFENTLICH for zeile in zeilen}
    for vorlage in seite.zeilen:
        if not vorlage.oeffentlich and einblicke[vorlage.id] is Einblick.VOLL:
            lesungen.merke(vorlage)
    return Seite([(vorlage, einblicke[vorlage.id]) for vorlage in seite.zeilen], seite.weiter)


def sitzungen(
    *,
    ab: datetime | None = None,
    bis: datetime | None = None,
    gremium: str | None = None,
    nach: str | None = None,
    anzahl: int = SEITE,
    rueckwaerts: bool = False,
) -> Seite[Sitzung]:
    """Meetings of the bodies in sight, soonest (`rueckwaerts`: latest) first; `gremium` is an id or a name."""
    frage = select(Sitzung).join(Gremium, Gremium.id == Sitzung.gremium_id)
    if ab:
        frage = frage.where(Sitzung.beginn >= ab)
    if bis:
        frage = frage.where(Sitzung.beginn < bis)
    if gremium:
        frage = frage.where(or_(Gremium.id == gremium, Gremium.name == gremium))
    ort = tuple_(Sitzung.beginn, Sitzung.id)
    if nach:
        marke = tuple_(*lies_marke(nach, zeit))
        frage = frage.where(ort < marke if rueckwaerts else ort > marke)
    stellen = (Sitzung.beginn.desc(), Sitzung.id.desc()) if rueckwaerts else (Sitzung.beginn, Sitzung.id)
    zeilen = db.session.scalars(frage.order_by(*stellen).limit(anzahl + 1)).all()
    return gebunden(zeilen, anzahl, lambda sitzung: (sitzung.beginn, sitzung.id))


def sitzungsstrom(
    *, ab: datetime | None = None, bis: datetime | None = None, gremium: str | None = None
) -> Iterator[Sequence[Sitzung]]:
    """The whole list of meetings, soonest first, so many at a time; the earlier ones are let go."""
    nach: str | None = None
    while True:
        seite = sitzungen(ab=ab, bis=bis, gremium=gremium, nach=nach, anzahl=AUF_EINMAL)
        yield seite.zeilen
        nach = seite.weiter
        if nach is None:
            return
        db.session.expunge_all()


def _schlank(wer: Wer) -> Any:
    return (
        select(
            Vorlage.id,
            Vorlage.nummer,
            Vorlage.betreff,
            case(
                (voller_einblick(wer), Vorlage.status),
                else_=func.coalesce(Vorlage.oeffentlicher_status, Vorlage.status),
            ).label("status"),
            Vorlage.ablauf,
            Vorlage.ablauf_version,
            Vorlageart.name.label("art"),
            Amt.name.label("amt"),
            Vorlage.oeffentlich,
            Vorlage.fassung,
            Vorlage.geaendert,
        )
        .join(Vorlageart, Vorlageart.id == Vorlage.vorlageart_id)
        .outerjoin(Amt, Amt.id == Vorlage.federfuehrend_id)
    )


def _seite(frage: Any, wer: Wer, filter_: Filter, nach: str | None, anzahl: int) -> Any:
    frage = _sortiert(frage, wer, filter_)
    if nach:
        frage = frage.where(tuple_(Vorlage.geaendert, Vorlage.id) < tuple_(*lies_marke(nach, zeit)))
    return frage.limit(anzahl + 1)


def _sortiert(frage: Any, wer: Wer, filter_: Filter) -> Any:
    frage = frage.where(sichtbar(wer), *_bedingungen(wer, filter_))
    return frage.order_by(Vorlage.geaendert.desc(), Vorlage.id.desc())


def _stelle(zeile: Any) -> tuple[datetime, str]:
    return zeile.geaendert, zeile.id


def _bedingungen(wer: Wer, f: Filter) -> list[ColumnElement[bool]]:
    gleich = [
        _im_status(f.status, wer) if f.status else None,
        Vorlage.nummer == f.nummer if f.nummer else None,
        Vorlage.fall_id == f.fall if f.fall else None,
        Vorlage.oeffentlich == f.oeffentlich if f.oeffentlich is not None else None,
        Vorlage.geaendert >= f.seit if f.seit else None,
        Vorlage.geaendert < f.bis if f.bis else None,
        Vorlage.vorlageart_id.in_(select(Vorlageart.id).where(Vorlageart.name == f.art)) if f.art else None,
        _beim_amt(f.amt, wer) if f.amt else None,
        _vor_gremium(f.gremium, wer) if f.gremium else None,
        _enthaelt(f.q) if f.q and f.q.strip() else None,
        Vorlage.id.in_(wartet_auf(wer)) if f.wartet_auf_mich else None,
    ]
    return [bedingung for bedingung in gleich if bedingung is not None]


def _im_status(status: str, wer: Wer) -> ColumnElement[bool]:
    """What a body settled behind closed doors finds only who sees the whole paper."""
    voll = voller_einblick(wer)
    gleich = and_(Vorlage.status == status, or_(Vorlage.oeffentlicher_status.is_(None), voll))
    return or_(gleich, and_(Vorlage.oeffentlicher_status == status, not_(voll)))


def _beim_amt(name_oder_id: str, wer: Wer) -> ColumnElement[bool]:
    """The lead office, or one that was asked to sign; who was asked finds only who sees the whole paper."""
    aemter = select(Amt.id).where(or_(Amt.id == name_oder_id, Amt.name == name_oder_id))
    gefragt = exists().where(Mitzeichnung.vorlage_id == Vorlage.id, Mitzeichnung.amt_id.in_(aemter))
    return or_(Vorlage.federfuehrend_id.in_(aemter), and_(gefragt, voller_einblick(wer)))


def _vor_gremium(gremium: str, wer: Wer) -> ColumnElement[bool]:
    """Some stage is before this body; a non-public stage counts only for who sees the whole paper."""
    gemeint = select(Gremium.id).where(or_(Gremium.id == gremium, Gremium.name == gremium))
    station = exists().where(
        Beratung.vorlage_id == Vorlage.id,
        beratung_gremium.c.beratung_id == Beratung.id,
        beratung_gremium.c.gremium_id.in_(gemeint),
    )
    return or_(station.where(Beratung.oeffentlich), and_(station, voller_einblick(wer)))


def _enthaelt(q: str) -> ColumnElement[bool]:
    worte = [wort.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") for wort in q.split()]
    return and_(
        *(
            or_(
                Vorlage.betreff.ilike(f"%{wort}%", escape="\\"),
                Vorlage.nummer.ilike(f"%{wort}%", escape="\\"),
            )
            for wort in worte
        )
    )
