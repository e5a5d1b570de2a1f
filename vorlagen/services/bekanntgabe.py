"""What everybody may read of a paper, and from when on (ADR 0017).

Two facts say it, each in one place: a Fassung whose wording is public says since when, and a status that came of what
happened behind closed doors leaves the one before it standing for everybody else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, tuple_

from vorlagen.extensions import db
from vorlagen.models import Beratung, Fassung, Pflicht, Tagesordnungspunkt, Vorlage
from vorlagen.services import fassungen
from vorlagen.workflow.begriffe import ZUGESTIMMT, Ausgang, Pflichtart

_BEJAHT = ZUGESTIMMT | {Ausgang.EMPFOHLEN, Ausgang.EMPFOHLEN_GEAENDERT}


@dataclass(frozen=True, slots=True)
class Wortlaut:
    """A resolution with its points (number, text). Empty: nobody has said that everybody may read it."""

    text: str = ""
    punkte: tuple[tuple[str, str], ...] = ()


def status(vorlage: Vorlage) -> str:
    """The status that everybody knows."""
    return vorlage.oeffentlicher_status or vorlage.status


def ist_beendet(vorlage: Vorlage) -> bool:
    """True once everybody knows that the paper is done."""
    return vorlage.beendet is not None and status(vorlage) == vorlage.status


def ist_oeffentlich(beratung: Beratung, top: Tagesordnungspunkt | None = None) -> bool:
    """True if everybody may read what the body did, there (`top`) or at all its attempts.

    What was done in the non-public part of a meeting stays there.
    """
    versuche = beratung.tops if top is None else [top]
    return beratung.oeffentlich and all(versuch.oeffentlich for versuch in versuche)


def wortlaute(vorlagen: Sequence[Vorlage]) -> Mapping[str, Wortlaut]:
    """The resolution of each paper as everybody may read it, by the paper's id; one or two statements."""
    ids = [vorlage.id for vorlage in vorlagen]
    letzte = select(Fassung.vorlage_id, func.max(Fassung.nr).label("nr")).where(
        Fassung.vorlage_id.in_(ids), Fassung.oeffentlich_seit.is_not(None)
    )
    nummern = {z.vorlage_id: z.nr for z in db.session.execute(letzte.group_by(Fassung.vorlage_id))}
    heutige = {vorlage.id: aus(fassungen.inhalt(vorlage)) for vorlage in vorlagen}
    fruehere = [(v.id, nummern[v.id]) for v in vorlagen if nummern.get(v.id, v.fassung) != v.fassung]
    frage = select(Fassung).where(tuple_(Fassung.vorlage_id, Fassung.nr).in_(fruehere))
    gelesen = {f.vorlage_id: aus(f.inhalt) for f in db.session.scalars(frage)} if fruehere else {}
    return {id_: gelesen.get(id_, heutige[id_]) if id_ in nummern else Wortlaut() for id_ in ids}


def wortlaut(vorlage: Vorlage) -> Wortlaut:
    """The resolution of one paper as everybody may read it."""
    return wortlaute([vorlage])[vorlage.id]


def aus(inhalt: Mapping[str, object]) -> Wortlaut:
    """The resolution out of the text of a Fassung."""
    punkte = inhalt.get("beschlusspunkte")
    liste = punkte if isinstance(punkte, list) else []
    return Wortlaut(str(inhalt.get("beschlussvorschlag", "")), tuple((p["nr"], p["text"]) for p in liste))


def gib_frei(vorlage: Vorlage, *, jetzt: datetime) -> None:
    """The paper is released as it reads now."""
    fassungen.veroeffentliche(vorlage, vorlage.fassung, jetzt=jetzt)


def folge_dem_ergebnis(
    vorlage: Vorlage, ausgaenge: Collection[str | None], fassung: int | None, *, oeffentlich: bool, jetzt: datetime
) -> None:
    """A body has voted on this Fassung. `ausgaenge` are those of the whole and of the points.

    Its wording is public if the body agreed to it in public; nothing else that happens in public opens it. A correction
    that brings back a wording which everybody knows opens nothing either.
    """
    if fassung is not None and oeffentlich and _BEJAHT & set(ausgaenge):
        fassungen.veroeffentliche(vorlage, fassung, jetzt=jetzt)
    elif wortlaut(vorlage).text == vorlage.beschlussvorschlag:
        fassungen.veroeffentliche(vorlage, vorlage.fassung, jetzt=jetzt)


def folge_dem_status(vorlage: Vorlage, von: str, quellen: Collection[str] | None, *, geheim: bool) -> None:
    """The status has just changed. `quellen`: from where a person could take that step; None: it ran by itself.

    What ran by itself after a non-public result (`geheim`), or while an announcement is owed, stays hidden. What a
    person does on purpose is no secret, unless it can only be done after what is hidden.
    """
    if quellen is None:
        offen = not geheim and not ist_geschuldet(vorlage)
    else:
        offen = vorlage.oeffentlicher_status in (None, *quellen)
    if offen:
        vorlage.oeffentlicher_status = None
    elif vorlage.oeffentlicher_status is None:
        vorlage.oeffentlicher_status = von


def ist_geschuldet(vorlage: Vorlage) -> bool:
    """True while a non-public decision is still to be announced in a public meeting."""
    offen = (Pflicht.vorlage_id == vorlage.id, Pflicht.art == Pflichtart.BEKANNT_GEBEN, Pflicht.erfuellt.is_(None))
    return bool(db.session.scalar(select(func.count()).where(*offen)))


def gib_bekannt(vorlage: Vorlage, *, jetzt: datetime) -> None:
    """The decision was announced in a public meeting (domain handbook § 8 no. 8): now everybody may know it."""
    vorlage.oeffentlicher_status = None
    fassungen.veroeffentliche(vorlage, vorlage.fassung, jetzt=jetzt)
