"""One item of an agenda: what it is called, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.models import Tagesordnungspunkt
from vorlagen.services import ergebnisse, sitzungen, tagesordnung
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.services.wer import Wer

UNBEKANNT = "Diesen Tagesordnungspunkt gibt es nicht, oder Sie dürfen ihn nicht sehen."


def lies(top_id: str, *, wer: Wer) -> tuple[Tagesordnungspunkt, Any | None]:
    """The item with its paper's row, as `tagesordnung.punkte` shows it. Raises `NichtGefunden`."""
    sitzung_id = db.session.scalar(select(Tagesordnungspunkt.sitzung_id).where(Tagesordnungspunkt.id == top_id))
    if sitzung_id is not None:
        for top, papier in tagesordnung.punkte(sitzungen.hole(sitzung_id), wer):
            if top.id == top_id:
                return top, papier
    raise NichtGefunden(UNBEKANNT)


def aendere(
    top_id: str,
    *,
    titel: str | None = None,
    ergebnis: Ergebnis | None = None,
    version: int | None = None,
    wer: Wer,
    jetzt: datetime,
) -> tuple[str, ...]:
    """Give an item another title, a result, or both; returns hints about contradictions.

    The result of an item with a paper is the paper's (`ergebnisse.trage_ein`; `version` is that paper's). Without a
    paper there is a label and an outcome and nothing to count.
    """
    with transaction(umfassend=True) as session:
        top = session.scalar(select(Tagesordnungspunkt).where(Tagesordnungspunkt.id == top_id))
        if top is None:
            raise NichtGefunden(UNBEKANNT)
        sitzung = sitzungen.hole(top.sitzung_id, zum_schreiben=True)
        sitzungen.pruefe_gremiendienst(sitzung.gremium_id, wer)
        if titel is not None:
            if not titel.strip():
                raise EingabeUngueltig("Der Punkt braucht einen Titel.", {"titel": ["Bitte einen Titel eintragen."]})
            top.titel = titel.strip()
        if ergebnis is None:
            return ()
        if top.beratung_id is None:
            _ohne_vorlage(top, ergebnis)
            return ()
        return ergebnisse.trage_ein(top.beratung_id, ergebnis, version=version, wer=wer, jetzt=jetzt, top_id=top.id)


def _ohne_vorlage(top: Tagesordnungspunkt, ergebnis: Ergebnis) -> None:
    if ergebnis != Ergebnis(ergebnis=ergebnis.ergebnis, ausgang=ergebnis.ausgang):
        raise EingabeUngueltig(
            "Dieser Punkt hat keine Vorlage; eingetragen werden Bezeichnung und Ausgang.",
            {"ergebnis": ["Stimmen, Punkte und Wahlen gehören zu einer Vorlage."]},
        )
    top.ergebnis, top.ausgang = ergebnis.ergebnis, ergebnis.ausgang
