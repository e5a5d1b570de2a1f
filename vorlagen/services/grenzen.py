"""How often something may be tried in a while, counted in the database: all processes and machines count together."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import case, delete, update

from vorlagen.extensions import transaction
from vorlagen.fehler import ZuVieleAnfragen
from vorlagen.models import Versuchszahl
from vorlagen.services.einmal import einfuegen

SPANNE: Final = timedelta(minutes=15)
_VERGESSEN: Final = timedelta(days=1)


def zaehle(schluessel: str, *, hoechstens: int, jetzt: datetime) -> None:
    """Count a try before it is made, so that many at once cannot slip through. `hoechstens` 0: no limit.

    Raises `ZuVieleAnfragen` once there were more than `hoechstens` within the quarter of an hour that began with the
    first. Tries that are refused do not make it longer.
    """
    if not hoechstens:
        return
    with transaction() as sitzung:
        vorbei = Versuchszahl.beginn <= jetzt - SPANNE
        erster = einfuegen(sitzung, Versuchszahl).values(schluessel=schluessel, anzahl=1, beginn=jetzt)
        anzahl, beginn = sitzung.execute(
            erster.on_conflict_do_update(
                index_elements=[Versuchszahl.schluessel],
                set_={
                    "anzahl": case((vorbei, 1), else_=Versuchszahl.anzahl + 1),
                    "beginn": case((vorbei, erster.excluded.beginn), else_=Versuchszahl.beginn),
                },
            ).returning(Versuchszahl.anzahl, Versuchszahl.beginn)
        ).one()
        if anzahl == 1:
            sitzung.execute(delete(Versuchszahl).where(Versuchszahl.beginn < jetzt - _VERGESSEN))
    if anzahl > hoechstens:
        raise ZuVieleAnfragen(max(1, round((beginn + SPANNE - jetzt).total_seconds())))


def gelungen(schluessel: str) -> None:
    """What succeeded was no guess: take it off again."""
    with transaction() as sitzung:
        frage = update(Versuchszahl).where(Versuchszahl.schluessel == schluessel, Versuchszahl.anzahl > 0)
        sitzung.execute(frage.values(anzahl=Versuchszahl.anzahl - 1))
