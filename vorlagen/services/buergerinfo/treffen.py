"""Public meetings: one with its agenda, its frozen agendas, its minutes; and what bodies decided last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from vorlagen.extensions import db
from vorlagen.fehler import NichtGefunden
from vorlagen.models import Sitzung, Vorlage
from vorlagen.services import listen, niederschriften, oeffentlich, sitzungen, tagesordnungsfassungen
from vorlagen.services.dokumente import Druck
from vorlagen.services.oeffentlich import (
    OeffentlicheAbstimmung,
    OeffentlicherPunkt,
    OeffentlicheSitzung,
    Stelle,
)
from vorlagen.services.seiten import SEITE, Seite
from vorlagen.services.sichtbarkeit import veroeffentlicht
from vorlagen.services.wer import niemand


@dataclass(frozen=True, slots=True)
class Fassung:
    """A frozen agenda: its number and when it was frozen."""

    nr: int
    festgestellt: datetime


@dataclass(frozen=True, slots=True)
class Fassungspunkt:
    """An item of a frozen agenda; that it was taken off is told, not why."""

    zeichen: str
    titel: str
    abgesetzt: bool


@dataclass(frozen=True, slots=True)
class Treffen:
    """A meeting for everybody. `stimmen` and `beschluesse` (HTML) go by the item's id."""

    bild: OeffentlicheSitzung
    gremien: Sequence[Stelle]
    punkte: Sequence[OeffentlicherPunkt]
    stimmen: Mapping[str, OeffentlicheAbstimmung]
    beschluesse: Mapping[str, str]
    fassungen: Sequence[Fassung]
    niederschrift: bool


@dataclass(frozen=True, slots=True)
class Entscheidung:
    """What a body did with a paper, and in which meeting."""

    sitzung: OeffentlicheSitzung
    punkt: OeffentlicherPunkt


def liste(
    *,
    ab: datetime | None = None,
    bis: datetime | None = None,
    gremium: str | None = None,
    nach: str | None = None,
    anzahl: int = SEITE,
    rueckwaerts: bool = False,
) -> Seite[OeffentlicheSitzung]:
    """Meetings without their agendas, as `listen.sitzungen` finds them."""
    seite = listen.sitzungen(ab=ab, bis=bis, gremium=gremium, nach=nach, anzahl=anzahl, rueckwaerts=rueckwaerts)
    return Seite([oeffentlich.sitzung(eine) for eine in seite.zeilen], seite.weiter)


def lies(sitzung_id: str) -> Treffen:
    """The meeting in a fixed number of statements. Raises `NichtGefunden`."""
    eine = sitzungen.hole(sitzung_id)
    punkte = oeffentlich.agenden([eine])[eine.id]
    frage = select(Vorlage).where(Vorlage.id.in_([p.papier.vorlage_id for p in punkte if p.papier]), veroeffentlicht())
    papiere = db.session.scalars(frage).unique().all()
    return Treffen(
        oeffentlich.sitzung(eine),
        oeffentlich.gremien(eine, punkte),
        punkte,
        oeffentlich.stimmen(papiere),
        oeffentlich.beschluesse(eine.tops),
        [Fassung(f.nr, f.festgestellt) for f in tagesordnungsfassungen.fassungen(eine.id)] if punkte else (),
        niederschriften.freigegebener_stand(eine) is not None,
    )


def fassung(sitzung_id: str, nr: int, stadt_id: str) -> tuple[OeffentlicheSitzung, Fassung, Sequence[Fassungspunkt]]:
    """A frozen agenda as far as its items are public today. Raises `NichtGefunden`, also while it is open again."""
    eine = sitzungen.hole(sitzung_id)
    if not oeffentlich.agenden([eine])[eine.id]:
        raise NichtGefunden("Diese Fassung der Tagesordnung gibt es nicht.")
    damals, punkte = tagesordnungsfassungen.lies(eine, nr, niemand(stadt_id))
    zeilen = [Fassungspunkt(punkt["top"], punkt["titel"], punkt["abgesetzt"] is not None) for punkt in punkte]
    return oeffentlich.sitzung(eine), Fassung(damals.nr, damals.festgestellt), zeilen


def niederschrift(sitzung_id: str, stadt_id: str, *, jetzt: datetime) -> Druck:
    """The released public part of the minutes. Raises `NichtGefunden`, `VeroeffentlichungZurueckgenommen`."""
    return niederschriften.drucke(sitzung_id, nur_oeffentlich=True, wer=niemand(stadt_id), jetzt=jetzt)


def neueste(*, bis: datetime, sitzungen: int = 5, hoechstens: int = 6) -> Sequence[Entscheidung]:
    """What bodies did last with papers, out of so many meetings that have begun."""
    frage = select(Sitzung).where(Sitzung.beginn <= bis, Sitzung.status != "abgesagt")
    frage = frage.order_by(Sitzung.beginn.desc(), Sitzung.id.desc()).limit(sitzungen)
    letzte = db.session.scalars(frage.options(selectinload(Sitzung.tops))).all()
    agenden = oeffentlich.agenden(letzte)
    alle = [Entscheidung(oeffentlich.sitzung(eine), p) for eine in letzte for p in agenden[eine.id]]
    return [eine for eine in alle if eine.punkt.papier and eine.punkt.ausgang][:hoechstens]


def jahre() -> Sequence[int]:
    """The years in which there are meetings, newest first; those between the first and the last."""
    rand = db.session.execute(
        select(func.min(Sitzung.beginn).label("von"), func.max(Sitzung.beginn).label("bis"))
    ).one()
    return range(rand.bis.year, rand.von.year - 1, -1) if rand.von is not None else ()
