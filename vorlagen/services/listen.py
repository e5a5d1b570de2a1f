"""Finding papers: lists read columns, page by keyset, and see only what the person may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, and_, case, exists, func, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, undefer

from vorlagen.extensions import db
from vorlagen.models import Amt, Beratung, Gremium, Mitzeichnung, Sitzung, Vorlage, Vorlageart, beratung_gremium
from vorlagen.services import lesungen
from vorlagen.services.offene_fristen import wartet_auf
from vorlagen.services.seiten import AUF_EINMAL, SEITE, Seite, gebunden, lies_marke, zeit
from vorlagen.services.sichtbarkeit import Einblick, nur_oeffentlich, sichtbar, voller_einblick
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
    """Lean rows, last changed first: id, nummer, betreff, status, ablauf, art, amt, oeffentlich, geaendert.

    `geaendert` is when what the person sees of the paper last changed.
    """
    voll = voller_einblick(wer)
    status = case((voll, Vorlage.status), else_=func.coalesce(Vorlage.oeffentlicher_status, Vorlage.status))
    frage = (
        select(
            Vorlage.id,
            Vorlage.nummer,
            Vorlage.betreff,
            status.label("status"),
            Vorlage.ablauf,
            Vorlage.ablauf_version,
            Vorlageart.name.label("art"),
            Amt.name.label("amt"),
            Vorlage.oeffentlich,
            case((voll, Vorlage.geaendert), else_=Vorlage.aussen_geaendert).label("geaendert"),
        )
        .join(Vorlageart, Vorlageart.id == Vorlage.vorlageart_id)
        .outerjoin(Amt, Amt.id == Vorlage.federfuehrend_id)
    )
    stellen = _stellen(wer, filter_, nach, anzahl)
    zeilen = {zeile.id: zeile for zeile in db.session.execute(_diese(frage, wer, stellen.zeilen))}
    return Seite([zeilen[stelle.id] for stelle in stellen.zeilen if stelle.id in zeilen], stellen.weiter)


def strom(wer: Wer, filter_: Filter) -> Iterator[Row[Any]]:
    """The whole list in lean rows, read while they are written."""
    nach: str | None = None
    while True:
        seite = liste(wer, filter_, nach=nach, anzahl=AUF_EINMAL)
        yield from seite.zeilen
        if (nach := seite.weiter) is None:
            return


def liste_ganz(
    wer: Wer, filter_: Filter, *, nach: str | None = None, anzahl: int = SEITE
) -> Seite[tuple[Vorlage, Einblick]]:
    """Whole papers with all that hangs on them, in a constant number of statements."""
    stellen = _stellen(wer, filter_, nach, anzahl)
    ganz = select(Vorlage, voller_einblick(wer).label("voll")).options(undefer(Vorlage.fall))
    zeilen = {zeile[0].id: zeile for zeile in db.session.execute(_diese(ganz, wer, stellen.zeilen)).unique()}
    papiere = [
        (zeile[0], Einblick.VOLL if zeile[1] else Einblick.OEFFENTLICH)
        for zeile in (zeilen[stelle.id] for stelle in stellen.zeilen if stelle.id in zeilen)
    ]
    for vorlage, einblick in papiere:
        if not vorlage.oeffentlich and einblick is Einblick.VOLL:
            lesungen.merke(vorlage)
    return Seite(papiere, stellen.weiter)


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


class _Stelle(NamedTuple):
    """Where a paper stands in a list: when what the person sees of it last changed, and its id."""

    wann: datetime
    id: str


def _stellen(wer: Wer, filter_: Filter, nach: str | None, anzahl: int) -> Seite[_Stelle]:
    """Two searches put together, each by its own clock and index: papers seen in full, and those of which the person
    sees what everybody may (ADR 0033). The second goes no further back than the page of the first, so it costs little
    where it finds next to nothing; a role for the whole town makes it likely that most are seen in full.
    """
    if wer.nur_installation:
        return Seite([], None)
    suchen = [(nur_oeffentlich(wer), Vorlage.aussen_geaendert), (voller_einblick(wer), Vorlage.geaendert)]
    if any(rolle.amt_id is None and rolle.gremium_id is None for rolle in wer.rollen):
        suchen.reverse()
    stellen: list[_Stelle] = []
    for sicht, uhr in suchen:
        ort = tuple_(uhr, Vorlage.id)
        frage = select(uhr, Vorlage.id).where(sicht, *_bedingungen(wer, filter_, uhr))
        if nach:
            frage = frage.where(ort < tuple_(*lies_marke(nach, zeit)))
        if len(stellen) > anzahl:
            frage = frage.where(ort > tuple_(*stellen[anzahl]))
        frage = frage.order_by(uhr.desc(), Vorlage.id.desc()).limit(anzahl + 1)
        stellen += [_Stelle(*zeile) for zeile in db.session.execute(frage)]
    return gebunden(sorted(stellen, reverse=True)[: anzahl + 1], anzahl, lambda stelle: (stelle.wann, stelle.id))


def _diese(frage: Any, wer: Wer, stellen: Sequence[_Stelle]) -> Any:
    """Asked once more who may see them: meanwhile a paper may have been taken back."""
    return frage.where(sichtbar(wer), Vorlage.id.in_([stelle.id for stelle in stellen]))


def _bedingungen(wer: Wer, f: Filter, uhr: InstrumentedAttribute[datetime]) -> list[ColumnElement[bool]]:
    gleich = [
        _im_status(f.status, wer) if f.status else None,
        Vorlage.nummer == f.nummer if f.nummer else None,
        Vorlage.fall_id == f.fall if f.fall else None,
        Vorlage.oeffentlich == f.oeffentlich if f.oeffentlich is not None else None,
        uhr >= f.seit if f.seit else None,
        uhr < f.bis if f.bis else None,
        Vorlage.vorlageart_id.in_(select(Vorlageart.id).where(Vorlageart.name == f.art)) if f.art else None,
        _beim_amt(f.amt, wer) if f.amt else None,
        _vor_gremium(f.gremium, wer) if f.gremium else None,
        _enthaelt(f.q) if f.q and f.q.strip() else None,
        Vorlage.id.in_(wartet_auf(wer)) if f.wartet_auf_mich else None,
    ]
    return [bedingung for bedingung in gleich if bedingung is not None]


def _im_status(status: str, wer: Wer) -> ColumnElement[bool]:
    """What a body settled behind closed doors finds only who sees the whole paper."""
    gleich = and_(Vorlage.status == status, or_(Vorlage.oeffentlicher_status.is_(None), voller_einblick(wer)))
    return or_(gleich, and_(Vorlage.oeffentlicher_status == status, nur_oeffentlich(wer)))


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
