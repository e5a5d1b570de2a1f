"""Public papers: the list with its filters, and one paper with all that hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, exists, func, not_, or_, select, tuple_

from vorlagen.extensions import db
from vorlagen.fehler import NichtGefunden
from vorlagen.models import Beratung, Fremddatei, Vorlage, Vorlageart, beratung_gremium
from vorlagen.services import beiwerk, dokumente, einfuhr, oeffentlich, stammdaten, verknuepfungen
from vorlagen.services.oeffentlich import OeffentlicheBeratung, OeffentlicherAuftrag, OeffentlicheVorlage
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.seiten import SEITE, Seite, gebunden, lies_marke, zeit
from vorlagen.services.sichtbarkeit import Einblick, hole, veroeffentlicht
from vorlagen.services.verknuepfungen import Verwandt
from vorlagen.services.wer import Wer, niemand
from vorlagen.workflow.workflow import AblaufFehlerhaft, Workflow

JAHRE: Final = range(1900, 2200)
"""What may be asked for as a year."""


class Stand(StrEnum):
    """How far a paper is, in the two words that everybody understands."""

    LAEUFT = "laeuft"
    ABGESCHLOSSEN = "abgeschlossen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frage:
    """What the list is narrowed to; `gremium` and `art` are ids.

    `jahr` is that of the paper's date, or of its publication if it has none.
    """

    gremium: str = ""
    art: str = ""
    jahr: int | None = None
    stand: Stand | None = None


@dataclass(frozen=True, slots=True)
class Papier:
    """A public paper, its way through the bodies and what came of it.

    `ablauf` is its procedure (None: switched off), `dokumente` what it is printed as.
    """

    bild: OeffentlicheVorlage
    gaenge: Sequence[OeffentlicheBeratung]
    verwandte: Sequence[Verwandt]
    auftraege: Sequence[OeffentlicherAuftrag]
    fremddateien: Sequence[Fremddatei]
    ablauf: Workflow | None
    dokumente: Sequence[str]


def liste(frage: Frage, *, nach: str | None = None, anzahl: int = SEITE) -> Seite[Row[Any]]:
    """Lean rows of the town in sight, those first of which everybody learned something last.

    They are id, nummer, betreff, status, ablauf, art, datum, aussen_geaendert. Raises `EingabeUngueltig` for a cursor
    that is none.
    """
    befehl = select(
        Vorlage.id,
        Vorlage.nummer,
        Vorlage.betreff,
        func.coalesce(Vorlage.oeffentlicher_status, Vorlage.status).label("status"),
        Vorlage.ablauf,
        Vorlageart.name.label("art"),
        Vorlage.datum,
        Vorlage.aussen_geaendert,
    ).join(Vorlageart, Vorlageart.id == Vorlage.vorlageart_id)
    ort = tuple_(Vorlage.aussen_geaendert, Vorlage.id)
    befehl = befehl.where(veroeffentlicht(), *_bedingungen(frage))
    if nach:
        befehl = befehl.where(ort < tuple_(*lies_marke(nach, zeit)))
    befehl = befehl.order_by(Vorlage.aussen_geaendert.desc(), Vorlage.id.desc()).limit(anzahl + 1)
    zeilen = db.session.execute(befehl).all()
    return gebunden(zeilen, anzahl, lambda zeile: (zeile.aussen_geaendert, zeile.id))


def arten(stadt_id: str) -> Sequence[tuple[str, str]]:
    """The kinds of papers to choose from: id and name."""
    return [(art.id, art.name) for art in stammdaten.vorlagearten(stadt_id)]


def lies(stadt_id: str, vorlage_id: str) -> Papier:
    """The paper as everybody may read it. Raises `NichtGefunden`, `VeroeffentlichungZurueckgenommen`."""
    vorlage, _ = hole(vorlage_id, niemand(stadt_id))
    return _papier(vorlage)


def vorschau(vorlage_id: str, wer: Wer) -> tuple[Vorlage, Papier]:
    """What everybody could read if the paper were published as it stands, for who sees all of it.

    Its wording is the latest where none is public yet: the release will publish it. Raises `NichtGefunden`.
    """
    vorlage, einblick = hole(vorlage_id, wer)
    if einblick is not Einblick.VOLL:
        raise NichtGefunden("Diese Vorschau gibt es nur für Personen, die die ganze Vorlage sehen.")
    papier = _papier(vorlage)
    if papier.bild.beschlussvorschlag:
        return vorlage, papier
    return vorlage, replace(papier, bild=replace(papier.bild, beschlussvorschlag=vorlage.beschlussvorschlag))


def _papier(vorlage: Vorlage) -> Papier:
    bild = oeffentlich.zeige(vorlage, beiwerk.lade([vorlage], niemand(vorlage.koerperschaft_id)))
    gaenge = oeffentlich.beratungen([vorlage])[vorlage.id]
    try:
        ablauf, drucke = ablauf_von(vorlage), dokumente.arten(vorlage)
    except (NichtGefunden, AblaufFehlerhaft):  # the plug-in is switched off
        ablauf, drucke = None, ()
    offene = oeffentlich.auftraege(db.session(), [vorlage.id]).get(vorlage.id, ())
    return Papier(
        bild,
        gaenge,
        verknuepfungen.verwandte(vorlage.id, veroeffentlicht()),
        offene,
        einfuhr.zu_vorlage(vorlage),
        ablauf,
        drucke,
    )


def _bedingungen(frage: Frage) -> list[ColumnElement[bool]]:
    gesagt = [
        Vorlage.vorlageart_id == frage.art if frage.art else None,
        _vor_gremium(frage.gremium) if frage.gremium else None,
        _im_jahr(frage.jahr) if frage.jahr else None,
        _beendet() if frage.stand is Stand.ABGESCHLOSSEN else None,
        not_(_beendet()) if frage.stand is Stand.LAEUFT else None,
    ]
    return [bedingung for bedingung in gesagt if bedingung is not None]


def _vor_gremium(gremium_id: str) -> ColumnElement[bool]:
    """Some public stage is before this body."""
    station = beratung_gremium.c
    return exists().where(
        Beratung.vorlage_id == Vorlage.id,
        Beratung.oeffentlich,
        station.beratung_id == Beratung.id,
        station.gremium_id == gremium_id,
    )


def _im_jahr(jahr: int) -> ColumnElement[bool]:
    von, bis = datetime(jahr, 1, 1, tzinfo=UTC), datetime(jahr + 1, 1, 1, tzinfo=UTC)
    heraus = and_(Vorlage.datum.is_(None), Vorlage.veroeffentlicht >= von, Vorlage.veroeffentlicht < bis)
    return or_(and_(Vorlage.datum >= date(jahr, 1, 1), Vorlage.datum <= date(jahr, 12, 31)), heraus)


def _beendet() -> ColumnElement[bool]:
    """As `bekanntgabe.ist_beendet` says it of one paper."""
    bekannt = func.coalesce(Vorlage.oeffentlicher_status, Vorlage.status) == Vorlage.status
    return and_(Vorlage.beendet.is_not(None), bekannt)
