"""Looking through the attachments that are kept: are they what they were, and would they be taken today?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from vorlagen.dateien import nimm_an
from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Anlage
from vorlagen.services.anlagen import suche_virus


@dataclass(frozen=True, slots=True)
class Beanstandung:
    """An attachment with which something is wrong, and what."""

    vorlage_id: str
    anlage_id: str
    name: str
    satz: str


def pruefe_alle(fortschritt: Callable[[int, int], None]) -> tuple[int, list[Beanstandung]]:
    """How many attachments in sight were looked at, and what is wrong with some; `fortschritt` is told done and all.

    One at a time is in memory. Raises `PruefungUnmoeglich` if the virus scanner does not answer.
    """
    alle = db.session.scalar(select(func.count()).select_from(Anlage)) or 0
    maengel: list[Beanstandung] = []
    nach, getan = "", 0
    while (zeile := _naechste(nach)) is not None:
        maengel += [Beanstandung(zeile.vorlage_id, zeile.id, zeile.name, satz) for satz in _maengel(zeile)]
        nach, getan = zeile.id, getan + 1
        fortschritt(getan, alle)
    return getan, maengel


def _naechste(nach: str) -> Anlage | None:
    """Read afresh, so that no transaction lies open while the scanner thinks."""
    db.session.rollback()
    frage = select(Anlage).where(Anlage.id > nach).order_by(Anlage.id).limit(1)
    anlage = db.session.scalar(frage.options(undefer(Anlage.inhalt)))
    if anlage is not None:
        db.session.expunge(anlage)
    return anlage


def _maengel(anlage: Anlage) -> list[str]:
    if hashlib.sha256(anlage.inhalt).hexdigest() != anlage.sha256 or len(anlage.inhalt) != anlage.groesse:
        return ["Die Datei ist nicht mehr die, die hochgeladen wurde: Ihre Prüfsumme oder Größe stimmt nicht."]
    saetze = []
    try:
        if nimm_an(anlage.name, anlage.inhalt).art.typ != anlage.typ:
            saetze.append(f"Der Inhalt passt nicht zum eingetragenen Typ {anlage.typ}.")
    except EingabeUngueltig as fehler:
        saetze.append(fehler.satz)
    if virus := suche_virus(anlage.inhalt):
        saetze.append(f"Die Virenprüfung hat „{virus}“ gefunden.")
    return saetze
