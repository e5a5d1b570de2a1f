"""Who was there, as the foreign system says it: those who hold a seat somewhere. Of nobody else a name is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, select

from vorlagen.extensions import db, neue_id
from vorlagen.kalender import BERLIN
from vorlagen.models import Anwesenheit, Mitgliedschaft, Sitzung
from vorlagen.ris import Befund, Termin, Typ
from vorlagen.services import anwesenheiten
from vorlagen.services.einfuhr.arbeit import Arbeit

NAMEN = "anwesende"
"""In what is kept of a meeting: the names that an import put on its attendance list."""


def setze(arbeit: Arbeit, sitzung: Sitzung, termin: Termin, zuvor: Mapping[str, Any]) -> dict[str, Any]:
    """The attendance list is this one, unless somebody wrote one here; returns what is to be kept of it."""
    db.session.flush()
    gesehen, bisher = _sitze(arbeit, termin), anwesenheiten.liste(sitzung.id)
    namen, kamen = [sitze[0].name for sitze in gesehen], list(zuvor.get(NAMEN, ()))
    if [zeile.name for zeile in bisher] != kamen:
        if namen != kamen:
            arbeit.befunde.merke(Befund.HIER_BEARBEITET, f"{termin.kennung}: Anwesenheit")
        return {NAMEN: kamen} if kamen else {}
    if namen == kamen:
        return {NAMEN: namen} if namen else {}
    db.session.execute(delete(Anwesenheit).where(Anwesenheit.sitzung_id == sitzung.id))
    tag, gremien = sitzung.beginn.astimezone(BERLIN).date(), {sitzung.gremium_id, *sitzung.weitere_gremien}
    for reihe, sitze in enumerate(gesehen, start=1):
        hier = next((sitz for sitz in sitze if sitz.gremium_id in gremien and _gilt(sitz, tag)), None)
        zeile = Anwesenheit(
            id=neue_id(), koerperschaft_id=arbeit.stadt_id, sitzung_id=sitzung.id, name=sitze[0].name, reihe=reihe
        )
        zeile.mitglied, zeile.mitgliedschaft_id = hier is not None, hier.id if hier else None
        zeile.funktion, zeile.stimmberechtigt = (hier.funktion, hier.stimmberechtigt) if hier else ("gast", False)
        db.session.add(zeile)
    return {NAMEN: namen}


def _sitze(arbeit: Arbeit, termin: Termin) -> list[list[Mitgliedschaft]]:
    """The seats of each person who came, each name once."""
    personen = [(kennung, arbeit.finde(kennung)) for kennung in termin.anwesende]
    for kennung, person in personen:
        if person is None or person.typ != Typ.PERSON:
            arbeit.befunde.merke(Befund.ZIEL_FEHLT, f"Person {kennung}")
    je_person = [p.angaben.get("sitze", []) for _, p in personen if p is not None and p.typ == Typ.PERSON]
    arbeit.lade(kennung for kennungen in je_person for kennung in kennungen)
    fremde = [[arbeit.finde(kennung) for kennung in kennungen] for kennungen in je_person]
    ids = [[sitz.eigene_id for sitz in sitze if sitz is not None and sitz.eigene_id] for sitze in fremde]
    frage = select(Mitgliedschaft).where(Mitgliedschaft.id.in_({id_ for liste in ids for id_ in liste}))
    alle = {sitz.id: sitz for sitz in db.session.scalars(frage)} if any(ids) else {}
    gefunden = [[alle[id_] for id_ in liste if id_ in alle] for liste in ids]
    return list({sitze[0].name: sitze for sitze in gefunden if sitze}.values())


def _gilt(sitz: Mitgliedschaft, tag: date) -> bool:
    return (sitz.von or date.min) <= tag <= (sitz.bis or date.max)
