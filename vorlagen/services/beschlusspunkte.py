"""The points of a resolution, so that bodies can decide point by point."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.models import Abstimmung, Beschlusspunkt, Vorlage
from vorlagen.richtext import Liste, lies
from vorlagen.richtext.schreiben import als_text


def punkte(beschlussvorschlag: str) -> tuple[tuple[str, str], ...]:
    """(number, text) of every item of the numbered lists at the top level of the resolution."""
    listen = [block for block in lies(beschlussvorschlag) if isinstance(block, Liste) and block.zaehlung]
    alle = [(nr, punkt) for liste in listen for nr, punkt in enumerate(liste.punkte, liste.beginn)]
    doppelt = len({nr for nr, _ in alle}) < len(alle)
    return tuple((str(platz if doppelt else nr), als_text(punkt)) for platz, (nr, punkt) in enumerate(alle, start=1))


def folge_dem_text(vorlage: Vorlage, vorher: str) -> None:
    """After a change of the resolution: points that came from its lists follow them, those set by hand stay.

    `vorher` is the resolution before the change. Lists in the new text win over both.
    """
    neue = punkte(vorlage.beschlussvorschlag)
    if neue or punkte(vorher):
        setze(vorlage, neue)


def setze(vorlage: Vorlage, neue: Sequence[tuple[str, str]]) -> None:
    """Replace the points inside the running transaction; unchanged ones keep their ids.

    A point that a body has voted on stays, without text: its votes are history.
    """
    bisher = {punkt.nr: punkt for punkt in vorlage.beschlusspunkte}
    fort = {bisher[nr].id: bisher[nr] for nr in set(bisher) - {nr for nr, _ in neue}}
    gestimmt = set(db.session.scalars(select(Abstimmung.punkt_id).where(Abstimmung.punkt_id.in_(fort)))) if fort else ()
    for alter in fort.values():
        if alter.id in gestimmt:
            alter.text = ""
        else:
            vorlage.beschlusspunkte.remove(alter)
    for reihe, (nr, text) in enumerate(dict(neue).items(), start=1):
        punkt = bisher.get(nr)
        if punkt is None:
            punkt = Beschlusspunkt(koerperschaft_id=vorlage.koerperschaft_id, vorlage_id=vorlage.id, nr=nr)
            vorlage.beschlusspunkte.append(punkt)
        punkt.reihe, punkt.text = reihe, text
    db.session.flush()
