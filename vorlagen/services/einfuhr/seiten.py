"""One portion of a page, in one transaction: either all of it and how far we are, or nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, OperationalError

from vorlagen.extensions import db
from vorlagen.fehler import AbrufGescheitert, AdresseVerweigert, Fachfehler
from vorlagen.models import Vorlage
from vorlagen.ris import LISTEN, Amtsperson, Befund, Felder, Grabstein, Papier, Termin, lesen
from vorlagen.ris.kennungen import als_objekt
from vorlagen.services import verlauf
from vorlagen.services.einfuhr import stand, wiedersehen
from vorlagen.services.einfuhr.arbeit import Arbeit
from vorlagen.services.einfuhr.papiere import nimm_papier
from vorlagen.services.einfuhr.server import Server
from vorlagen.services.einfuhr.stellen import nimm_organisation, nimm_person
from vorlagen.services.einfuhr.termine import nimm_termin

_LESEN: Final[Mapping[str, Callable[[Felder], Any]]] = {
    "organization": lesen.organisation,
    "person": lesen.person,
    "meeting": lesen.termin,
    "paper": lesen.papier,
}
_NEHMEN: Final[Mapping[str, Callable[[Arbeit, Any], None]]] = {
    "organization": nimm_organisation,
    "person": nimm_person,
    "meeting": nimm_termin,
    "paper": nimm_papier,
}
_NACHLADEN_HOECHSTENS: Final = 500
"""Embedded objects that one entry may give as addresses only."""
_log = logging.getLogger(__name__)


def lies(roh: Any, liste: str, server: Server) -> Any | None:
    """An entry as a fact, or None for what does not belong there. What it only points to is fetched first."""
    try:
        eins = als_objekt(roh, liste, server.befunde)
        if not isinstance(eins, Felder):
            return eins
        return _LESEN[liste](_ergaenzt(eins, LISTEN[liste][2], server))
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        _log.exception("Einfuhr: an entry of %s cannot be read", liste)
        server.befunde.merke(Befund.VERWORFEN, f"{liste}: {roh.get('id') if isinstance(roh, Mapping) else '?'}")
        return None


def nimm(arbeit: Arbeit, dinge: list[Any], liste: str) -> None:
    """Take the facts in, each behind a savepoint: what cannot be taken does not spoil the others."""
    arbeit.lade(kennung for ding in dinge for kennung in _kennungen(ding))
    wiedersehen.erkenne(arbeit, dinge)
    for ding in dinge:
        vorher = {typ: dict(zahlen) for typ, zahlen in arbeit.zaehler.items()}
        if not _versuche(arbeit, ding.kennung, partial(_NEHMEN[liste], arbeit, ding)):
            arbeit.zaehler.clear()
            arbeit.zaehler.update(vorher)
            arbeit.vergiss()
            arbeit.lade(kennung for anderes in dinge for kennung in _kennungen(anderes))
    for vorlage_id in sorted(arbeit.beruehrt):
        _versuche(arbeit, vorlage_id, partial(_ziehe_nach, arbeit, vorlage_id))
    arbeit.beruehrt.clear()


def _versuche(arbeit: Arbeit, was: str, tue: Callable[[], None]) -> bool:
    """Behind a savepoint; what fails is noted and left out, whatever a foreign system has thought of.

    Only when the database itself cannot go on, nothing is left out: the portion is tried again.
    """
    try:
        with db.session.begin_nested():
            tue()
    except OperationalError:
        raise
    except Fachfehler as fehler:
        grund = fehler.satz
    except DBAPIError as fehler:
        grund = type(fehler.orig).__name__
    except Exception as fehler:
        _log.exception("Einfuhr: %s cannot be taken in", was)
        grund = type(fehler).__name__
    else:
        return True
    arbeit.befunde.merke(Befund.VERWORFEN, f"{was}: {grund}")
    db.session.expire_all()
    return False


def _ziehe_nach(arbeit: Arbeit, vorlage_id: str) -> None:
    """A paper whose agenda items say something new since it came."""
    frage = select(Vorlage).where(Vorlage.id == vorlage_id).with_for_update(of=Vorlage, key_share=True)
    vorlage = db.session.scalars(frage).one()
    vorher = [(b.ergebnis, b.ausgang) for b in vorlage.beratungen]
    stand.ziehe_nach(arbeit, vorlage, neu=False)
    if [(b.ergebnis, b.ausgang) for b in vorlage.beratungen] != vorher:
        verlauf.schreibe(vorlage, stand.ERNEUT, wer_id=None, jetzt=arbeit.jetzt, daten={"quelle": arbeit.quelle})
        vorlage.version += 1
        vorlage.geaendert = arbeit.jetzt


def _kennungen(ding: Any) -> Iterator[str | None]:
    """The foreign objects that this one is, has or points to."""
    yield ding.kennung
    if isinstance(ding, Grabstein):
        return
    if isinstance(ding, Amtsperson):
        for sitz in ding.sitze:
            yield from (sitz.kennung, sitz.organisation, sitz.fraktion)
    elif isinstance(ding, Termin):
        yield from (*ding.organisationen, *ding.anwesende)
        for punkt in ding.punkte:
            yield from (punkt.kennung, punkt.station)
    elif isinstance(ding, Papier):
        yield from (*ding.aemter, *ding.ueber, *ding.unter, *ding.neben)
        for station in ding.stationen:
            yield from (station.kennung, station.sitzung, station.punkt, *station.organisationen)


def _ergaenzt(felder: Felder, namen: tuple[str, ...], server: Server) -> Felder:
    """With the objects behind addresses that stand where the objects themselves belong (OPARL § 4 no. 10)."""
    neu: dict[str, Any] = {}
    for name in namen:
        wert = felder.roh.get(name)
        liste = wert if isinstance(wert, list) else [wert]
        if any(isinstance(teil, str) and teil.startswith(("http://", "https://")) for teil in liste):
            neu[name] = [_hole(teil, server) for teil in liste[:_NACHLADEN_HOECHSTENS]]
    return Felder({**felder.roh, **neu}, server.befunde) if neu else felder


def _hole(teil: Any, server: Server) -> Any:
    if not isinstance(teil, str):
        return teil
    try:
        inhalt = server.hole(teil)
    except (AbrufGescheitert, AdresseVerweigert):
        return teil  # an address that leads nowhere; whoever reads the field says so
    return inhalt if isinstance(inhalt, dict) else teil
