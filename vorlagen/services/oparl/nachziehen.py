"""Following the change feed: what changed is made anew before anybody is answered, so nothing withdrawn is given out.

One at a time for each town: its row is locked, and who asks meanwhile waits. So nobody is told "nothing new since then"
of a change that is just being put down with an earlier time.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from vorlagen.extensions import db, transaction
from vorlagen.fehler import Fachfehler
from vorlagen.models import Aenderung, Aenderungsstand, OparlStand, Tagesordnungspunkt
from vorlagen.models.aenderung import Vorgang
from vorlagen.services.einmal import einfuegen
from vorlagen.services.oparl import dateien, haeuser
from vorlagen.services.oparl.ablage import Ablage, Wurzel
from vorlagen.services.oparl.werkstatt import Werkstatt

AUF_EINMAL: Final = 50
"""At most so many roots are made anew in one transaction; the changes of one that follow each other count once."""
GELESEN: Final = 20
"""So many changes are looked at for each of them: a meeting's items come one by one, a body's members too."""
HAEPPCHEN: Final = 0.2
"""On SQLite so many seconds at most: everybody who writes waits meanwhile. One change is never parted."""

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
    hoechstens = 8 if einer_schreibt else AUF_EINMAL
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
        frage = select(Aenderung).where(Aenderung.koerperschaft_id == stadt, Aenderung.nr > stand.nr)
        zeilen = sitzung.scalars(frage.order_by(Aenderung.nr).limit(GELESEN * hoechstens)).all()
        ablage = Ablage(sitzung, stand, jetzt)
        anzahl, wurzeln = _schub(zeilen, _treffen(sitzung, zeilen), hoechstens)
        if anzahl:
            _erneuere(Werkstatt(sitzung, ablage, jetzt), wurzeln)
            stand.nr = zeilen[anzahl - 1].nr
        return anzahl < len(zeilen) or len(zeilen) == GELESEN * hoechstens, ablage.geschrieben


def _schub(zeilen: Sequence[Aenderung], treffen: Mapping[str, str], hoechstens: int) -> tuple[int, set[Wurzel]]:
    """As many changes from the first on as together ask for so many roots; at least one change."""
    wurzeln: set[Wurzel] = set()
    for anzahl, zeile in enumerate(zeilen):
        neue = wurzeln.union(_wurzeln(zeile, treffen))
        if wurzeln and len(neue) > hoechstens:
            return anzahl, wurzeln
        wurzeln = neue
    return len(zeilen), wurzeln


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


def _wurzeln(zeile: Aenderung, treffen: Mapping[str, str]) -> Iterable[Wurzel]:
    """What is to be made anew because of a change; offices only once a paper has named them."""
    if zeile.typ == "vorlage":
        # Of a new one no meeting has told yet; what puts it on an agenda is a change of its own.
        yield Wurzel("neue_vorlage" if zeile.vorgang == Vorgang.ANGELEGT else "vorlage", zeile.objekt_id)
    elif zeile.vorlage_id is not None:
        yield Wurzel("neue_vorlage", zeile.vorlage_id)
    if zeile.typ in ("sitzung", "amt", "vorlageart"):
        yield Wurzel(zeile.typ, zeile.objekt_id)
    elif zeile.typ == "koerperschaft":
        yield Wurzel("koerperschaft", zeile.objekt_id)
        yield Wurzel("besetzung", zeile.objekt_id)
    elif zeile.typ in ("gremium", "mitgliedschaft"):
        yield Wurzel("besetzung", zeile.koerperschaft_id)
    elif zeile.objekt_id in treffen:
        yield Wurzel("sitzung", treffen[zeile.objekt_id])


def _treffen(sitzung: Session, zeilen: Sequence[Aenderung]) -> dict[str, str]:
    """The meetings of items that changed, by item; where an item is gone, its meeting has changed itself."""
    tops = [zeile.objekt_id for zeile in zeilen if zeile.typ == "top"]
    frage = select(Tagesordnungspunkt.id, Tagesordnungspunkt.sitzung_id).where(Tagesordnungspunkt.id.in_(tops))
    return {zeile.id: zeile.sitzung_id for zeile in sitzung.execute(frage)} if tops else {}
