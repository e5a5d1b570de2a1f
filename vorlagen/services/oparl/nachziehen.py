"""Following the change feed: what changed is made anew before anybody is answered, so nothing withdrawn is given out.

One at a time for each town: its row is locked, and who asks meanwhile waits. So nobody is told "nothing new since then"
of a change that is just being put down with an earlier time.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from vorlagen.extensions import db, transaction
from vorlagen.fehler import Fachfehler
from vorlagen.models import Aenderungsstand, OparlStand
from vorlagen.services.einmal import einfuegen
from vorlagen.services.oparl import dateien, haeuser, schub
from vorlagen.services.oparl.ablage import Ablage, Wurzel
from vorlagen.services.oparl.schub import Schub
from vorlagen.services.oparl.werkstatt import Werkstatt

AUF_EINMAL: Final = 50
"""At most so many roots are made anew in one transaction; the changes of one that follow each other count once."""
HAEPPCHEN: Final = 0.2
"""On SQLite so many seconds at most: everybody who writes waits meanwhile."""

Uhrzeit = Callable[[], datetime]
"""Asked once a town is locked: who waited for it must not date a change earlier than what was told meanwhile."""

_log = logging.getLogger(__name__)


class WirdAufgebaut(Fachfehler):
    """What is asked for is being put together, and an older state of it must not be given out; `warten` in seconds."""

    code = "wird-aufgebaut"

    def __init__(self, warten: int = 30) -> None:
        super().__init__("Die Daten werden gerade zusammengestellt. Bitte fragen Sie in einer halben Minute wieder.")
        self.warten = warten


def ziehe_nach(staedte: Collection[str], *, uhrzeit: Uhrzeit, sekunden: float = 20.0) -> int:
    """Bring the objects of these towns up to their last change; returns how many were written.

    Raises `WirdAufgebaut` if that takes longer than `sekunden`: then nothing may be given out yet.
    """
    bis, geschrieben = time.monotonic() + sekunden, 0
    einer_schreibt = db.engine.dialect.name == "sqlite"
    hoechstens = min(8, AUF_EINMAL) if einer_schreibt else AUF_EINMAL
    for stadt in _zurueckliegende(staedte):
        while True:
            beginn = time.monotonic()
            noch, anzahl = _naechste(stadt, uhrzeit, hoechstens)
            geschrieben += anzahl
            if not noch:
                break
            if time.monotonic() > bis:
                raise WirdAufgebaut
            if einer_schreibt:
                dauer = time.monotonic() - beginn
                hoechstens = passend(hoechstens, dauer)
                time.sleep(min(dauer, 2.0))  # who waits only looks now and then whether it is their turn
    return geschrieben


def baue_auf(*, uhrzeit: Uhrzeit, weiter: Callable[[], bool] = lambda: True) -> int:
    """Follow and print in every town until there is nothing left to do; returns how many objects were written."""
    staedte = frozenset(haus.id for haus in haeuser.oeffne())
    geschrieben = ziehe_nach(staedte, uhrzeit=uhrzeit, sekunden=float("inf"))
    while weiter() and drucke_bestellte(uhrzeit=uhrzeit):
        pass
    return geschrieben


def drucke_bestellte(*, uhrzeit: Uhrzeit, hoechstens: int = 20) -> int:
    """Print documents that are waited for, in every town in sight, and tell of them; returns how many."""
    wartende = dateien.bestellte(hoechstens)
    for zeile in wartende:
        inhalt = dateien.stelle_her(zeile.art, zeile.koerperschaft_id, zeile.kontext)
        if inhalt is None:
            _log.error("OParl: document %s does not fit its template %s", zeile.id, zeile.art)
        with transaction() as sitzung:
            stand = _gesperrt(sitzung, zeile.koerperschaft_id)
            jetzt = uhrzeit()
            wurzel = dateien.nimm_an(sitzung, zeile.id, zeile.abdruck, inhalt)
            if wurzel is not None:
                Werkstatt(sitzung, Ablage(sitzung, stand, jetzt), jetzt).erneuere({wurzel})
    return len(wartende)


def passend(anzahl: int, dauer: float) -> int:
    """How many roots to take next, if so many took so many seconds: as many as fit, at most twice as many."""
    return max(1, min(AUF_EINMAL, 2 * anzahl, int(anzahl * HAEPPCHEN / max(dauer, 0.001))))


def _zurueckliegende(staedte: Collection[str]) -> Sequence[str]:
    """Those of these towns in which something has changed: one statement if nothing has."""
    frage = select(Aenderungsstand.koerperschaft_id).outerjoin(
        OparlStand, OparlStand.koerperschaft_id == Aenderungsstand.koerperschaft_id
    )
    neu = (OparlStand.nr.is_(None)) | (OparlStand.nr < Aenderungsstand.nr)
    return db.session.scalars(frage.where(Aenderungsstand.koerperschaft_id.in_(sorted(staedte)), neu)).all()


def _naechste(stadt: str, uhrzeit: Uhrzeit, hoechstens: int) -> tuple[bool, int]:
    """The next changes of a town: whether there are more, and how many objects were written."""
    with transaction() as sitzung:
        stand = _gesperrt(sitzung, stadt)
        jetzt = uhrzeit()
        ablage = Ablage(sitzung, stand, jetzt)
        werkstatt = Werkstatt(sitzung, ablage, jetzt)
        naechster = schub.lies(sitzung, stand, hoechstens)
        if naechster.art is not None:
            return _naechstes_stueck(werkstatt, naechster, hoechstens), ablage.geschrieben
        _erneuere(werkstatt, naechster.wurzeln)
        stand.nr = naechster.bis
        return naechster.noch, ablage.geschrieben


def _naechstes_stueck(werkstatt: Werkstatt, naechster: Schub, hoechstens: int) -> bool:
    """The next papers of a kind that has another name; whether there is more to do."""
    stand = werkstatt.ablage.stand
    stueck = werkstatt.der_art(naechster.art or "", nach=stand.bis_vorlage or "", hoechstens=hoechstens)
    _erneuere(werkstatt, {Wurzel("neue_vorlage", vorlage_id) for vorlage_id in stueck})
    if len(stueck) == hoechstens:
        stand.bis_vorlage = stueck[-1]
        return True
    stand.nr, stand.bis_vorlage = naechster.bis, None
    return naechster.noch


def _erneuere(werkstatt: Werkstatt, wurzeln: Collection[Wurzel]) -> None:
    """All at once; if that fails, one by one. What cannot be told is told of no more: better nothing than the old."""
    try:
        with werkstatt.sitzung.begin_nested():
            return werkstatt.erneuere(wurzeln)
    except OperationalError:
        raise
    except Exception:
        _log.exception("OParl: %s changes cannot be told together", len(wurzeln))
    for wurzel in sorted(wurzeln):
        try:
            with werkstatt.sitzung.begin_nested():
                werkstatt.erneuere({wurzel})
        except OperationalError:
            raise
        except Exception:
            _log.exception("OParl: %s %s cannot be told", wurzel.art, wurzel.id)
            werkstatt.ablage.erneuere(wurzel._replace(art=wurzel.art.removeprefix("neue_")), ())


def _gesperrt(sitzung: Session, stadt: str) -> OparlStand:
    """The town's row, ours until the transaction ends. Who comes first notes up to where the town was there before."""
    vorhanden = select(Aenderungsstand.nr).where(Aenderungsstand.koerperschaft_id == stadt)
    neu = einfuegen(sitzung, OparlStand).values(koerperschaft_id=stadt, nr=0, aufbau_nr=sitzung.scalar(vorhanden) or 0)
    sitzung.execute(neu.on_conflict_do_nothing())
    frage = select(OparlStand).where(OparlStand.koerperschaft_id == stadt).with_for_update()
    return sitzung.scalars(frage.execution_options(populate_existing=True)).one()
