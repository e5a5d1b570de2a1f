"""Roles that a town's directory gives by its groups: brought up to date at each login, those given by hand stay."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import select

from vorlagen.einlass import Gruppenrolle, Zuordnung
from vorlagen.extensions import db, neue_id
from vorlagen.models import Amt, Gremium, Koerperschaft, Person, Rollenvergabe
from vorlagen.services import protokoll, rollenvergabe
from vorlagen.services.protokoll import Ereignis, Gegenstand

_log = logging.getLogger(__name__)

VERZEICHNIS: Final = "verzeichnis"
_Platz = tuple[str, str | None, str | None]


def uebertrage(person: Person, gruppen: Collection[str], zuordnung: Zuordnung, *, jetzt: datetime) -> None:
    """Give what the groups stand for and take what they no longer do, inside the transaction that locked the person.

    The directory may also take the last Verwaltung of a town: whoever was dismissed there must not keep a key here. A
    command gives it back.
    """
    soll = _plaetze(person, [eine for eine in zuordnung.gruppen if eine.gruppe in gruppen])
    _nimm_ausser(soll, person, jetzt)
    immer = {_platz(eine) for eine in person.rollen if eine.von is None and eine.bis is None}
    for platz in sorted(soll - immer, key=str):
        rolle = Rollenvergabe(
            id=neue_id(),
            koerperschaft_id=person.koerperschaft_id,
            rolle=platz[0],
            amt_id=platz[1],
            gremium_id=platz[2],
            herkunft=VERZEICHNIS,
        )
        person.rollen.append(rolle)
        _vermerke(Ereignis.ROLLE_GEGEBEN, person, rolle, jetzt)


def nimm_alle(person: Person, *, jetzt: datetime) -> None:
    """Take every role that the directory gave: nobody would take it any more. Inside the transaction as above."""
    _nimm_ausser(frozenset(), person, jetzt)


def _nimm_ausser(soll: Collection[_Platz], person: Person, jetzt: datetime) -> None:
    for rolle in [eine for eine in person.rollen if eine.herkunft == VERZEICHNIS and _platz(eine) not in soll]:
        person.rollen.remove(rolle)
        _vermerke(Ereignis.ROLLE_GENOMMEN, person, rolle, jetzt)


def _plaetze(person: Person, gruppen: Collection[Gruppenrolle]) -> set[_Platz]:
    """What the groups stand for in the person's town; what does not exist there is written to the log and left out."""
    stadt_id = person.koerperschaft_id
    kuerzel = db.session.scalar(select(Koerperschaft.kuerzel).where(Koerperschaft.id == stadt_id))
    aemter = select(Amt.nummer, Amt.id).where(Amt.koerperschaft_id == stadt_id, Amt.aktiv)
    gremien = select(Gremium.kuerzel, Gremium.id).where(Gremium.koerperschaft_id == stadt_id, Gremium.aktiv)
    amt_ids = {zeile.nummer: zeile.id for zeile in db.session.execute(aemter)}
    gremium_ids = {zeile.kuerzel: zeile.id for zeile in db.session.execute(gremien)}
    plaetze: set[_Platz] = set()
    for eine in gruppen:
        if eine.koerperschaft not in (None, kuerzel):
            continue
        amt_id = amt_ids.get(eine.amt) if eine.amt else None
        platz = (eine.rolle, amt_id, gremium_ids.get(eine.gremium) if eine.gremium else None)
        fehlt = (eine.amt and not platz[1]) or (eine.gremium and not platz[2])
        if fehlt or not rollenvergabe.passt(*platz):
            _log.warning("group %r stands for a role that %s does not have", eine.gruppe, kuerzel)
            continue
        plaetze.add(platz)
    return plaetze


def _platz(rolle: Rollenvergabe) -> _Platz:
    return rolle.rolle, rolle.amt_id, rolle.gremium_id


def _vermerke(was: Ereignis, person: Person, rolle: Rollenvergabe, jetzt: datetime) -> None:
    protokoll.schreibe(
        was,
        wer=None,
        gegenstand=Gegenstand("person", person.id),
        daten={"rolle": rolle.rolle, "amt": rolle.amt_id, "gremium": rolle.gremium_id, "herkunft": VERZEICHNIS},
        jetzt=jetzt,
        koerperschaft_id=person.koerperschaft_id,
    )
