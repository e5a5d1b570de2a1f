"""One item of an agenda: what it is called, what is told of it, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.models import Sitzung, Tagesordnungspunkt
from vorlagen.richtext import saeubere
from vorlagen.services import anwesenheiten, ausgaenge, ergebnisse, sitzungen, sitzungspapiere, tagesordnungsbild
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.services.oeffentlich import OeffentlicherPunkt
from vorlagen.services.tagesordnungsbild import Gesehen
from vorlagen.services.wer import Wer

Top = TypeVar("Top", Tagesordnungspunkt, Tagesordnungspunkt | OeffentlicherPunkt)

UNBEKANNT = "Diesen Tagesordnungspunkt gibt es nicht, oder Sie dürfen ihn nicht sehen."


@dataclass(frozen=True, slots=True, kw_only=True)
class Angaben:
    """What else is said of an item; None leaves it as it is. `befangen` are ids of the attendance list.

    `aufgerufen` and `zugelassen` may be emptied again: they are in `leeren` by name.
    """

    titel: str | None = None
    begruendung_nichtoeffentlich: str | None = None
    en_bloc: str | None = None
    protokoll: str | None = None
    aufgerufen: datetime | None = None
    zugelassen: bool | None = None
    befangen: tuple[str, ...] | None = None
    leeren: frozenset[str] = frozenset()


def lies(top_id: str, *, wer: Wer) -> tuple[Tagesordnungspunkt, Any | None]:
    """The item with its paper's row, as `tagesordnungsbild.punkte` gives it. Raises `NichtGefunden`."""
    return _finde(top_id, tagesordnungsbild.punkte(_sitzung(top_id), wer))


def bild(top_id: str, *, wer: Wer) -> tuple[Sitzung, Gesehen]:
    """The same to look at, with its meeting (`tagesordnungsbild.bild`)."""
    sitzung = _sitzung(top_id)
    return sitzung, _finde(top_id, tagesordnungsbild.bild(sitzung, wer))


def aendere(
    top_id: str,
    *,
    angaben: Angaben | None = None,
    ergebnis: Ergebnis | None = None,
    version: int | None = None,
    sitzungsversion: int | None = None,
    bedingung: Callable[[], None] = lambda: None,
    wer: Wer,
    jetzt: datetime,
) -> tuple[str, ...]:
    """Say something of an item, enter its result, or both; returns hints about contradictions.

    `bedingung` is asked once meeting and paper are locked, before anything is written; it raises to refuse.

    The result of an item with a paper is the paper's (`ergebnisse.trage_ein`; `version` is that paper's). Without a
    paper there is a label and an outcome and nothing to count.
    """
    with transaction(umfassend=True) as session:
        top = session.scalar(select(Tagesordnungspunkt).where(Tagesordnungspunkt.id == top_id))
        if top is None:
            raise NichtGefunden(UNBEKANNT)
        sitzung = sitzungen.hole(top.sitzung_id, zum_schreiben=True)
        sitzungen.pruefe_gremiendienst(sitzung.gremium_id, wer)
        sitzungen.pruefe_version(sitzung, sitzungsversion)
        sitzungspapiere.sperre([top.beratung_id])
        bedingung()
        if angaben is not None:
            _schreibe(sitzung, top, angaben, wer, jetzt)
        if ergebnis is None:
            return ()
        if top.beratung_id is None:
            _ohne_vorlage(sitzung, top, ergebnis)
            return ()
        return ergebnisse.trage_ein(top.beratung_id, ergebnis, version=version, wer=wer, jetzt=jetzt, top_id=top.id)


def _sitzung(top_id: str) -> Sitzung:
    sitzung_id = db.session.scalar(select(Tagesordnungspunkt.sitzung_id).where(Tagesordnungspunkt.id == top_id))
    if sitzung_id is None:
        raise NichtGefunden(UNBEKANNT)
    return sitzungen.hole(sitzung_id)


def _finde(top_id: str, gesehene: Iterable[tuple[Top, Any | None]]) -> tuple[Top, Any | None]:
    for top, papier in gesehene:
        if top.id == top_id:
            return top, papier
    raise NichtGefunden(UNBEKANNT)


def _schreibe(sitzung: Sitzung, top: Tagesordnungspunkt, angaben: Angaben, wer: Wer, jetzt: datetime) -> None:
    if angaben.titel is not None and not angaben.titel.strip():
        raise EingabeUngueltig("Der Punkt braucht einen Titel.", {"titel": ["Bitte einen Titel eintragen."]})
    vorher = (top.titel, top.en_bloc, top.zugelassen)
    if angaben.titel is not None:
        top.titel = angaben.titel.strip()
    if angaben.begruendung_nichtoeffentlich is not None and not top.oeffentlich:
        top.begruendung_nichtoeffentlich = angaben.begruendung_nichtoeffentlich.strip()
    if angaben.en_bloc is not None:
        top.en_bloc = angaben.en_bloc.strip()[:40]
    if angaben.protokoll is not None:
        top.protokoll = saeubere(angaben.protokoll)
    for name in ("aufgerufen", "zugelassen"):
        if getattr(angaben, name) is not None or name in angaben.leeren:
            setattr(top, name, getattr(angaben, name))
    if angaben.befangen is not None:
        anwesenheiten.setze_befangene(top, angaben.befangen)
    sitzung.version += 1
    if (top.titel, top.en_bloc, top.zugelassen) != vorher:
        daten = {"sitzung": sitzung.id, "gremium": sitzung.gremium.name, "titel": top.titel, "en_bloc": top.en_bloc}
        sitzungspapiere.vermerke_an([top], "top_geaendert", daten, wer=wer, jetzt=jetzt)


def _ohne_vorlage(sitzung: Sitzung, top: Tagesordnungspunkt, ergebnis: Ergebnis) -> None:
    if ergebnis != Ergebnis(ergebnis=ergebnis.ergebnis, ausgang=ergebnis.ausgang):
        raise EingabeUngueltig(
            "Dieser Punkt hat keine Vorlage; eingetragen werden Bezeichnung und Ausgang.",
            {"ergebnis": ["Stimmen, Punkte und Wahlen gehören zu einer Vorlage."]},
        )
    if sitzung.status == "abgesagt" or top.abgesetzt is not None:
        raise EingabeUngueltig("Die Sitzung ist abgesagt oder der Punkt abgesetzt; dort wurde nichts beschlossen.")
    ausgaenge.pruefe(ergebnis)
    top.ergebnis, top.ausgang = ergebnis.ergebnis, ergebnis.ausgang
    sitzung.version += 1
