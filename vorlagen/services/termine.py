"""Meetings as others need them: what a paper can still reach, what lies behind us, by when to invite."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from vorlagen.extensions import db
from vorlagen.kalender import (
    BERLIN,
    Ergebnis,
    Kalender,
    abgaberegel,
    berechne,
    datum_text,
    ladungsregel,
)
from vorlagen.models import Beratung, Frist, Gremium, Koerperschaft, Sitzung, Tagesordnungspunkt, Vorlage
from vorlagen.services.fristen import kalender_von
from vorlagen.services.sitzungen import ist_gremiendienst
from vorlagen.services.wer import Wer

HOECHSTENS = 300


@dataclass(frozen=True, slots=True)
class Termin:
    """A meeting and the last day on which a paper for it may be released, with the reckoning.

    `ladung_bis` is the day on which the invitation is sent; `beginn` is local wall clock. `abgabe_um` is the first
    instant that is too late: the end of the last day, or the hour on it that the rule names.
    """

    sitzung_id: str
    gremium_id: str
    gremium: str
    tag: date
    abgabe_bis: date
    abgabe_um: datetime
    gruende: tuple[str, ...]
    beginn: datetime
    ladung_bis: date


def erreichbar(
    koerperschaft: Koerperschaft,
    *,
    jetzt: datetime,
    gremium_ids: Collection[str] | None = None,
    anzahl: int = HOECHSTENS,
) -> tuple[Termin, ...]:
    """The meetings of a town (or of these bodies) from an instant on, soonest first."""
    frage = (
        select(
            Sitzung.id,
            Sitzung.beginn,
            Sitzung.gremium_id,
            Gremium.name,
            Gremium.abgabe_werktage,
            Gremium.abgabe,
            Gremium.ladung,
        )
        .join(Gremium, Gremium.id == Sitzung.gremium_id)
        .where(Sitzung.koerperschaft_id == koerperschaft.id, Sitzung.beginn >= jetzt, Sitzung.status != "abgesagt")
        .order_by(Sitzung.beginn, Sitzung.id)
        .limit(anzahl)
    )
    if gremium_ids is not None:
        frage = frage.where(Sitzung.gremium_id.in_(sorted(gremium_ids)))
    kalender = kalender_von(koerperschaft)
    return tuple(_termin(zeile, kalender) for zeile in db.session.execute(frage))


def ohne_ergebnis(sitzungen: Sequence[Sitzung], wer: Wer) -> dict[str, int]:
    """How many papers on each agenda still wait for a result; only of meetings that the person looks after."""
    eigene = [sitzung.id for sitzung in sitzungen if ist_gremiendienst(sitzung.gremium_id, wer)]
    frage = (
        select(Tagesordnungspunkt.sitzung_id, func.count())
        .join(Beratung, Beratung.id == Tagesordnungspunkt.beratung_id)
        .join(Vorlage, Vorlage.id == Beratung.vorlage_id)
        .where(
            Tagesordnungspunkt.sitzung_id.in_(eigene),
            Tagesordnungspunkt.ausgang.is_(None),
            Vorlage.beendet.is_(None),
        )
        .group_by(Tagesordnungspunkt.sitzung_id)
    )
    zeilen: Sequence[Any] = db.session.execute(frage).all()
    return dict(zeilen)


def naechste_je_gremium(*, ab: datetime) -> dict[str, datetime]:
    """The next meeting of each body."""
    frage = select(Sitzung.gremium_id, func.min(Sitzung.beginn)).where(
        Sitzung.beginn >= ab, Sitzung.status != "abgesagt"
    )
    zeilen: Sequence[Any] = db.session.execute(frage.group_by(Sitzung.gremium_id)).all()
    return dict(zeilen)


def ladungsfrist(sitzung_id: str) -> Frist | None:
    """The notice deadline of a meeting: the open one, else the last; None for a meeting that was never to come.

    `version` says how often one deadline was reckoned anew; it does not compare two.
    """
    frage = select(Frist).where(Frist.sitzung_id == sitzung_id, Frist.zustand != "entfallen")
    return db.session.scalar(frage.order_by((Frist.zustand == "offen").desc(), Frist.id.desc()).limit(1))


def abgabe(gremium: Gremium, tag: date, kalender: Kalender) -> Ergebnis:
    """By when papers for a meeting of this body on `tag` must be released."""
    return abgaberegel(gremium.abgabe, gremium.abgabe_werktage).frist(tag, kalender)


def abgabeschluss(gremium: Gremium, tag: date, kalender: Kalender) -> datetime:
    """The first instant at which a release is too late for that meeting."""
    return abgaberegel(gremium.abgabe, gremium.abgabe_werktage).schluss(abgabe(gremium, tag, kalender).ende)


def _termin(zeile: Any, kalender: Kalender) -> Termin:
    ortszeit = zeile.beginn.astimezone(BERLIN)
    tag = ortszeit.date()
    regel = abgaberegel(zeile.abgabe, zeile.abgabe_werktage)
    frist = regel.frist(tag, kalender)
    notiz = berechne(tag, ladungsregel(zeile.ladung), kalender)
    return Termin(
        sitzung_id=zeile.id,
        gremium_id=zeile.gremium_id,
        gremium=zeile.name,
        tag=tag,
        abgabe_bis=frist.ende,
        abgabe_um=regel.schluss(frist.ende),
        gruende=(*frist.gruende, f"Ladung zur Sitzung spätestens {datum_text(notiz.aufgabe)}"),
        beginn=ortszeit.replace(tzinfo=None),
        ladung_bis=notiz.aufgabe,
    )
