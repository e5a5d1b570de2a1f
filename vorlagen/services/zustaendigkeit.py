"""Which office has which Aufgabe: what rules of co-signing pick offices by. Data of the town, not of the procedure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from sqlalchemy import select

from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction, verzeichnis
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Amt, Person, Rollenvergabe
from vorlagen.services import stammdaten
from vorlagen.services.vertretungsplan import gilt_am, plan_am
from vorlagen.workflow.begriffe import Rolle

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")


def je_aufgabe(koerperschaft_id: str) -> Mapping[str, tuple[Amt, ...]]:
    """Aufgabe → the offices of this town that have it, by number."""
    zustaendig: dict[str, tuple[Amt, ...]] = {}
    for amt in stammdaten.aemter(koerperschaft_id):
        for aufgabe in amt.aufgaben:
            zustaendig[aufgabe] = (*zustaendig.get(aufgabe, ()), amt)
    return zustaendig


def unbesetzte(koerperschaft_id: str, *, heute: date) -> frozenset[str]:
    """The ids of offices for which nobody could co-sign today: no active person has the role, nobody deputises."""
    rolle = select(Rollenvergabe.amt_id).join(Person, Person.id == Rollenvergabe.person_id)
    besetzt = set(
        db.session.scalars(
            rolle.where(
                Rollenvergabe.koerperschaft_id == koerperschaft_id,
                Rollenvergabe.rolle == Rolle.MITZEICHNUNG,
                Rollenvergabe.gremium_id.is_(None),
                gilt_am(heute),
                Person.aktiv,
            )
        )
    )
    if None in besetzt:  # somebody signs for the whole town
        return frozenset()
    besetzt |= frozenset[str]().union(*plan_am(heute, koerperschaft_id).aemter.values())
    return frozenset(amt.id for amt in stammdaten.aemter(koerperschaft_id) if amt.id not in besetzt)


def gefragt(ablaeufe: Collection[str]) -> Mapping[str, str]:
    """Aufgabe → when the rules of these procedures ask for it, in German sentences; without the Anpassungen."""
    anlaesse: dict[str, dict[str, None]] = {}
    for ablauf in verzeichnis.alle():
        for regel in ablauf.mitzeichnung.regeln if ablauf.name in ablaeufe else ():
            anlaesse.setdefault(regel.aufgabe, {})[regel.satz] = None
    return {aufgabe: " ".join(saetze) for aufgabe, saetze in sorted(anlaesse.items())}


def setze(nummer: str, aufgaben: Collection[str], *, koerperschaft: str | None = None) -> Amt:
    """Give an office these Aufgaben and no others. `koerperschaft` is the town's short name; None if there is only one.

    Raises `EingabeUngueltig`.
    """
    sicht_oeffnen(ALLE)
    geprueft = geordnet(aufgaben)
    with transaction() as sitzung:
        stadt = stammdaten.finde_koerperschaft(koerperschaft)
        amt = sitzung.scalar(select(Amt).where(Amt.koerperschaft_id == stadt.id, Amt.nummer == nummer))
        if amt is None:
            raise EingabeUngueltig(f"Das Amt „{nummer}“ gibt es nicht.")
        amt.aufgaben = geprueft
        amt_id = amt.id
    return db.session.get_one(Amt, amt_id)


def geordnet(aufgaben: Collection[str]) -> list[str]:
    """Each once, by name. Raises `EingabeUngueltig` for a word that no rule could say."""
    for aufgabe in aufgaben:
        if not _NAME.fullmatch(aufgabe):
            raise EingabeUngueltig(f"Die Aufgabe „{aufgabe}“ darf nur aus a–z, 0–9 und _ bestehen.")
    return sorted(set(aufgaben))
