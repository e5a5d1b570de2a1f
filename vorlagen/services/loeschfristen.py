"""What is kept how long, and deleting it in small bites. Histories, heads and papers are never touched.

Each bite is a transaction of its own, so a run may stop anywhere and go on later; a second one finds nothing left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from vorlagen.extensions import Base, db, transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN
from vorlagen.models import (
    Aenderung,
    Anfrageschluessel,
    Arbeitskopie,
    Fallstapel,
    Koerperschaft,
    Lesung,
    Person,
    Postausgang,
    Protokolleintrag,
    Zugangstoken,
)
from vorlagen.services import feedfrist, protokoll
from vorlagen.services.post import Zustand
from vorlagen.services.protokoll import Ereignis, Wert

HAEPPCHEN: Final = 1000
EINSTELLUNG: Final = "loeschfristen"
NACHTS: Final = "loeschen_nachts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """One kind of data: how many days it is kept, within which bounds a town may say otherwise, and why at all.

    `gemeint` are the rows of a town that are older than an instant. `vorher` is done before they are deleted.
    """

    name: str
    titel: str
    tage: int
    mindestens: int
    hoechstens: int
    zweck: str
    tabelle: type[Base]
    gemeint: Callable[[str, datetime], ColumnElement[bool]]
    vorher: Callable[[str, ColumnElement[bool]], None] | None = None


@dataclass(frozen=True, slots=True)
class Posten:
    """How many rows of a kind are due, or were deleted."""

    name: str
    titel: str
    tage: int
    anzahl: int


def _post(stadt: str, grenze: datetime) -> ColumnElement[bool]:
    fertig = Postausgang.zustand.in_([Zustand.GESENDET, Zustand.ENTFALLEN, Zustand.GESCHEITERT])
    return and_(Postausgang.koerperschaft_id == stadt, fertig, Postausgang.erstellt < grenze, Postausgang.an != "")


def _lesungen(stadt: str, grenze: datetime) -> ColumnElement[bool]:
    return and_(Lesung.koerperschaft_id == stadt, Lesung.zeit < grenze)


def _protokoll(stadt: str, grenze: datetime) -> ColumnElement[bool]:
    """Whole days only: the head of a day covers all of its events or none are left."""
    tag = grenze.astimezone(BERLIN).date()
    return and_(Protokolleintrag.koerperschaft_id == stadt, Protokolleintrag.kopf < tag)


def _token(stadt: str, grenze: datetime) -> ColumnElement[bool]:
    vorbei = or_(Zugangstoken.gueltig_bis < grenze, Zugangstoken.widerrufen < grenze)
    return and_(vorbei, Zugangstoken.person_id.in_(select(Person.id).where(Person.koerperschaft_id == stadt)))


def _antworten(stadt: str, grenze: datetime) -> ColumnElement[bool]:
    eigene = Anfrageschluessel.person_id.in_(select(Person.id).where(Person.koerperschaft_id == stadt))
    return and_(eigene, Anfrageschluessel.erstellt < grenze)


def _arbeitskopien(stadt: str, grenze: datetime) -> ColumnElement[bool]:
    """By the last typing; an empty window by when it was opened."""
    zuletzt = func.coalesce(Arbeitskopie.gesichert, Arbeitskopie.geoeffnet)
    return and_(Arbeitskopie.koerperschaft_id == stadt, zuletzt < grenze)


def _falldateien(stadt: str, grenze: datetime) -> ColumnElement[bool]:
    """Those that are being taken in are left alone."""
    ruht = or_(Fallstapel.bestellt.is_(None), Fallstapel.beendet.is_not(None))
    return and_(Fallstapel.koerperschaft_id == stadt, Fallstapel.geschickt < grenze, ruht)


REGELN: Final[Sequence[Regel]] = (
    Regel(name="post", titel="Inhalt und Adresse versandter Mails", tage=90, mindestens=30, hoechstens=730,
          zweck="Auskunft, ob und woran erinnert wurde", tabelle=Postausgang, gemeint=_post),
    Regel(name="lesungen", titel="Wer Nichtöffentliches gelesen hat", tage=365, mindestens=30, hoechstens=1095,
          zweck="Aufklärung, wenn Nichtöffentliches bekannt wird", tabelle=Lesung, gemeint=_lesungen),
    Regel(name="protokoll", titel="Protokoll der Rollen, Zugänge und Einstellungen", tage=1095, mindestens=365,
          hoechstens=3650, zweck="Nachweis, wer wem welche Rechte gab", tabelle=Protokolleintrag, gemeint=_protokoll),
    Regel(name="token", titel="Abgelaufene und widerrufene Zugangstoken", tage=365, mindestens=30, hoechstens=1095,
          zweck="Zuordnung von Einträgen im Protokoll", tabelle=Zugangstoken, gemeint=_token),
    Regel(name="antworten", titel="Antworten auf wiederholbare Anfragen von Programmen", tage=7, mindestens=1,
          hoechstens=30, zweck="Wer zweimal dasselbe schickt, bekommt dieselbe Antwort", tabelle=Anfrageschluessel,
          gemeint=_antworten),
    Regel(name="arbeitskopien", titel="Getippte, nie gespeicherte Eingaben", tage=90, mindestens=7, hoechstens=365,
          zweck="Nichts Getipptes geht verloren", tabelle=Arbeitskopie, gemeint=_arbeitskopien),
    Regel(name="falldateien", titel="Geschickte Falldateien und ihre Berichte", tage=30, mindestens=1, hoechstens=365,
          zweck="Nachlesen, was aufgenommen und was abgelehnt wurde", tabelle=Fallstapel, gemeint=_falldateien),
    Regel(name="aenderungen", titel="Frühere Änderungen desselben Gegenstands", tage=365, mindestens=30,
          hoechstens=3650, zweck="Andere Systeme folgen den Änderungen", tabelle=Aenderung,
          gemeint=feedfrist.ueberholt, vorher=feedfrist.kuendige_an),
)  # fmt: skip
"""All that is deleted by age; logins and links end by themselves within hours (`uhr`, work "aufraeumen")."""


def fristen(eigene: Mapping[str, int]) -> Mapping[str, int]:
    """Days by name, as a town keeps them that has set these."""
    return {regel.name: eigene.get(regel.name, regel.tage) for regel in REGELN}


def setze(koerperschaft_id: str, neue: Mapping[str, int], *, nachts: bool | None, jetzt: datetime) -> None:
    """Change how long this town keeps what, and whether the clock deletes by itself. Raises `EingabeUngueltig`."""
    je_name = {regel.name: regel for regel in REGELN}
    for name, tage in neue.items():
        regel = je_name.get(name)
        if regel is None:
            raise EingabeUngueltig(f"„{name}“ ist keine Löschfrist. Es gibt: {', '.join(je_name)}.")
        if not regel.mindestens <= tage <= regel.hoechstens:
            spanne = f"{regel.mindestens} bis {regel.hoechstens} Tage"
            raise EingabeUngueltig(f"{regel.titel}: Möglich sind {spanne}, nicht {tage}.")
    with transaction() as sitzung:
        stadt = sitzung.get_one(Koerperschaft, koerperschaft_id, with_for_update={"key_share": True})
        bisher = stadt.einstellungen
        mehr = {} if nachts is None else {NACHTS: nachts}
        stadt.einstellungen = {**bisher, EINSTELLUNG: {**bisher.get(EINSTELLUNG, {}), **neue}, **mehr}
        daten: dict[str, Wert] = {"einstellung": EINSTELLUNG, **neue, **mehr}
        _schreibe(Ereignis.EINSTELLUNG_GEAENDERT, stadt.id, daten, jetzt)


def faellig(koerperschaft_id: str, *, jetzt: datetime) -> Sequence[Posten]:
    """What would be deleted now."""
    tage = fristen(db.session.get_one(Koerperschaft, koerperschaft_id).einstellungen.get(EINSTELLUNG, {}))
    return [
        Posten(regel.name, regel.titel, tage[regel.name], _anzahl(regel, koerperschaft_id, tage[regel.name], jetzt))
        for regel in REGELN
    ]


def loesche(koerperschaft_id: str, *, jetzt: datetime) -> Sequence[Posten]:
    """Delete what is due, and say how much it was."""
    tage = fristen(db.session.get_one(Koerperschaft, koerperschaft_id).einstellungen.get(EINSTELLUNG, {}))
    return [_loesche(regel, koerperschaft_id, tage[regel.name], jetzt) for regel in REGELN]


def loesche_nachts(*, jetzt: datetime) -> int:
    """For the clock: delete what is due in every town that has it switched on; returns how many rows that were."""
    staedte = [stadt.id for stadt in db.session.scalars(select(Koerperschaft)) if stadt.einstellungen.get(NACHTS)]
    return sum(posten.anzahl for stadt_id in staedte for posten in loesche(stadt_id, jetzt=jetzt))


def _anzahl(regel: Regel, stadt: str, tage: int, jetzt: datetime) -> int:
    frage = select(func.count()).select_from(regel.tabelle)
    return db.session.scalar(frage.where(regel.gemeint(stadt, jetzt - timedelta(days=tage)))) or 0


def _loesche(regel: Regel, stadt: str, tage: int, jetzt: datetime) -> Posten:
    gemeint, geloescht = regel.gemeint(stadt, jetzt - timedelta(days=tage)), 0
    if regel.vorher is not None:
        regel.vorher(stadt, gemeint)
    while True:
        with transaction() as sitzung:
            stueck = _haeppchen(sitzung, regel, gemeint)
            geloescht += stueck
            if stueck < HAEPPCHEN or regel.tabelle is Protokolleintrag:
                if geloescht:
                    bis = _bis(regel, tage, jetzt)
                    daten: dict[str, Wert] = {"art": regel.name, "anzahl": geloescht, **bis}
                    _schreibe(Ereignis.FRISTGEMAESS_GELOESCHT, stadt, daten, jetzt)
                return Posten(regel.name, regel.titel, tage, geloescht)


def _haeppchen(sitzung: Session, regel: Regel, gemeint: ColumnElement[bool]) -> int:
    """Of the Protokoll all at once: the event that says so must be true of whole days."""
    schluessel = [getattr(regel.tabelle, spalte.name) for spalte in regel.tabelle.__table__.primary_key]
    frage: Any = select(*schluessel).where(gemeint)
    if regel.tabelle is not Protokolleintrag:
        frage = frage.limit(HAEPPCHEN)
    zeilen = sitzung.execute(frage).all()
    for zeile in zeilen:
        diese = and_(*(spalte == wert for spalte, wert in zip(schluessel, zeile, strict=True)))
        if regel.tabelle is Postausgang:  # that something was sent stays in the ledger
            leer = {"betreff": "", "text": "", "html": "", "pfad": "/"}
            sitzung.execute(update(Postausgang).where(diese).values(an="", inhalt=leer))
        else:
            sitzung.execute(delete(regel.tabelle).where(diese))
    return len(zeilen)


def _bis(regel: Regel, tage: int, jetzt: datetime) -> dict[str, Wert]:
    """What a verifier must know: until which day the Protokoll may be empty."""
    if regel.tabelle is not Protokolleintrag:
        return {}
    return {"protokoll_bis": ((jetzt - timedelta(days=tage)).astimezone(BERLIN).date() - timedelta(days=1)).isoformat()}


def _schreibe(was: Ereignis, stadt: str, daten: Mapping[str, Wert], jetzt: datetime) -> None:
    protokoll.schreibe(was, wer=None, daten=daten, jetzt=jetzt, koerperschaft_id=stadt)
