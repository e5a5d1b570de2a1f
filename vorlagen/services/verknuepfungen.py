"""Links between papers: set in the draft, read by the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Beratung, Gremium, Verknuepfung, Vorlage, beratung_gremium
from vorlagen.models.aenderungsspur import beruehre
from vorlagen.services.sichtbarkeit import sichtbar, veroeffentlicht
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import ZUGESTIMMT, Verknuepfungsart
from vorlagen.workflow.sachstand import Verknuepfung as Verknuepfungsbild


@dataclass(frozen=True, slots=True)
class Verwandt:
    """Another paper; `art` of the link, and whether this paper says it (`hin`) or the other one."""

    id: str
    nummer: str | None
    betreff: str
    art: str
    hin: bool


def setze(vorlage: Vorlage, verweise: Sequence[Mapping[str, str | None]], wer: Wer) -> None:
    """Replace the links that this paper makes, inside the running transaction; those out of `wer`'s sight stay.

    Each says `art` and either `vorlage` (an id) or `nummer`. A number that belongs to a paper in sight links to it; any
    other number stays as opaque text: that paper lives elsewhere. Raises `EingabeUngueltig`.
    """
    neue = {(_art(verweis), *_ziel(vorlage, verweis, wer)): None for verweis in verweise}
    in_sicht = or_(Verknuepfung.ziel_id.is_(None), Verknuepfung.ziel_id.in_(select(Vorlage.id).where(sichtbar(wer))))
    db.session.execute(delete(Verknuepfung).where(Verknuepfung.vorlage_id == vorlage.id, in_sicht))
    for art, ziel_id, nummer in neue:
        db.session.add(
            Verknuepfung(
                koerperschaft_id=vorlage.koerperschaft_id,
                vorlage_id=vorlage.id,
                art=art,
                ziel_id=ziel_id,
                nummer=nummer,
            )
        )
    db.session.flush()
    beruehre(vorlage)


def verwandte(vorlage_id: str, in_sicht: ColumnElement[bool]) -> Sequence[Verwandt]:
    """Papers at the other ends of links, whichever of the two says so, as far as `in_sicht` lets them be seen."""
    spalten = (Vorlage.id, Vorlage.nummer, Vorlage.betreff, Verknuepfung.art, Verknuepfung.vorlage_id)
    anderer = or_(
        and_(Verknuepfung.vorlage_id == vorlage_id, Vorlage.id == Verknuepfung.ziel_id),
        and_(Verknuepfung.ziel_id == vorlage_id, Vorlage.id == Verknuepfung.vorlage_id),
    )
    zeilen = db.session.execute(select(*spalten).join(Vorlage, anderer).where(in_sicht).order_by(Verknuepfung.id))
    return [Verwandt(z.id, z.nummer, z.betreff, z.art, z.vorlage_id == vorlage_id) for z in zeilen]


def bilder(vorlage_id: str) -> tuple[Verknuepfungsbild, ...]:
    """The links from and to a paper as rules see them. The number of a non-public paper is nobody's business here."""
    hinaus = (
        select(Verknuepfung.id, Verknuepfung.art, Verknuepfung.vorlage_id, Verknuepfung.nummer, *_ANDERE)
        .outerjoin(Vorlage, Vorlage.id == Verknuepfung.ziel_id)
        .where(Verknuepfung.vorlage_id == vorlage_id)
    )
    herein = (
        select(Verknuepfung.id, Verknuepfung.art, Verknuepfung.vorlage_id, Verknuepfung.nummer, *_ANDERE)
        .join(Vorlage, Vorlage.id == Verknuepfung.vorlage_id)
        .where(Verknuepfung.ziel_id == vorlage_id)
    )
    zeilen = [*db.session.execute(hinaus), *db.session.execute(herein)]
    entscheidende = _entscheidende(
        [z.andere_id for z in zeilen if z.zugestimmt and z.art == Verknuepfungsart.GENEHMIGT]
    )
    return tuple(
        Verknuepfungsbild(
            art=Verknuepfungsart(zeile.art),
            eingehend=zeile.vorlage_id != vorlage_id,
            nummer=zeile.fremd if zeile.oeffentlich else zeile.nummer,
            hier=zeile.andere_id is not None,
            freigegeben=zeile.fremd is not None,
            beendet=zeile.beendet is not None,
            zugestimmt=bool(zeile.zugestimmt),
            zugestimmt_von=entscheidende.get(zeile.andere_id, ()),
        )
        for zeile in sorted(zeilen, key=lambda zeile: str(zeile.id))
    )


def _entscheidende(vorlage_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The names of the bodies that decided on these papers."""
    if not vorlage_ids:
        return {}
    zeilen = db.session.execute(
        select(Beratung.vorlage_id, Gremium.name)
        .join(beratung_gremium, beratung_gremium.c.beratung_id == Beratung.id)
        .join(Gremium, Gremium.id == beratung_gremium.c.gremium_id)
        .where(Beratung.vorlage_id.in_(vorlage_ids), Beratung.entscheidet, Beratung.ausgang.in_(ZUGESTIMMT))
        .order_by(Gremium.name)
    )
    namen: dict[str, tuple[str, ...]] = {}
    for vorlage_id, name in zeilen:
        namen[vorlage_id] = (*namen.get(vorlage_id, ()), name)
    return namen


def _art(verweis: Mapping[str, str | None]) -> Verknuepfungsart:
    if verweis.get("art") not in set(Verknuepfungsart):
        raise EingabeUngueltig(
            f"Die Verknüpfung „{verweis.get('art')}“ gibt es nicht.",
            {"verknuepfungen": [f"Möglich sind: {', '.join(Verknuepfungsart)}."]},
        )
    return Verknuepfungsart(str(verweis["art"]))


def _ziel(vorlage: Vorlage, verweis: Mapping[str, str | None], wer: Wer) -> tuple[str | None, str | None]:
    vorlage_id, nummer = verweis.get("vorlage"), (verweis.get("nummer") or "").strip() or None
    if not vorlage_id and not nummer:
        raise EingabeUngueltig(
            "Bei einer Verknüpfung fehlt die andere Vorlage.",
            {"verknuepfungen": ["Bitte eine Vorlage oder ihre Nummer nennen."]},
        )
    gemeint = Vorlage.id == vorlage_id if vorlage_id else Vorlage.nummer == nummer
    ziel_id = db.session.scalar(
        select(Vorlage.id).where(gemeint, Vorlage.koerperschaft_id == vorlage.koerperschaft_id, sichtbar(wer))
    )
    if ziel_id == vorlage.id:
        raise EingabeUngueltig(
            "Eine Vorlage kann nicht auf sich selbst verweisen.",
            {"verknuepfungen": ["Bitte eine andere Vorlage nennen."]},
        )
    if vorlage_id and ziel_id is None:
        raise EingabeUngueltig(
            "Die verknüpfte Vorlage gibt es nicht, oder Sie dürfen sie nicht sehen.",
            {"verknuepfungen": ["Bitte eine andere Vorlage nennen."]},
        )
    return (ziel_id, None) if ziel_id else (None, nummer)


def _zugestimmt() -> ColumnElement[bool]:
    """Every deciding body of that paper said yes, and there is one."""
    entscheidet = and_(Beratung.vorlage_id == Vorlage.id, Beratung.entscheidet)
    nicht_ja = or_(Beratung.ausgang.is_(None), Beratung.ausgang.not_in(ZUGESTIMMT))
    return and_(
        exists().where(entscheidet).correlate(Vorlage), ~exists().where(entscheidet, nicht_ja).correlate(Vorlage)
    )


_ANDERE = (
    Vorlage.id.label("andere_id"),
    Vorlage.nummer.label("fremd"),
    veroeffentlicht().label("oeffentlich"),
    Vorlage.beendet,
    _zugestimmt().label("zugestimmt"),
)
