"""Guessing is slow: five attempts in a row without success, then a quarter of an hour of rest. Held in the database."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, or_, select

from vorlagen.extensions import transaction
from vorlagen.fehler import AnmeldungGesperrt
from vorlagen.models import Anmeldeversuch, Person
from vorlagen.services import protokoll
from vorlagen.services.einmal import einfuegen
from vorlagen.services.protokoll import Ereignis, Gegenstand
from vorlagen.services.wer import ueber_alle_staedte

FREIE_VERSUCHE: Final = 5
SPERRE: Final = timedelta(minutes=15)


def nimm(anmeldename: str, *, jetzt: datetime) -> None:
    """Count an attempt before it is made, so that many at once are as few as one by one.

    Whoever is known then says `vergiss`. Raises `AnmeldungGesperrt`, for names that nobody has as well.
    """
    with transaction() as sitzung:
        sitzung.execute(
            einfuegen(sitzung, Anmeldeversuch)
            .values(anmeldename=anmeldename, fehlversuche=0)
            .on_conflict_do_update(  # changes nothing, but holds the row: it may be tidied away else
                index_elements=[Anmeldeversuch.anmeldename], set_={"fehlversuche": Anmeldeversuch.fehlversuche}
            )
        )
        versuch = sitzung.get_one(Anmeldeversuch, anmeldename, with_for_update=True)
        if versuch.gesperrt_bis and versuch.gesperrt_bis > jetzt:
            raise AnmeldungGesperrt(_satz(versuch.gesperrt_bis - jetzt))
        versuch.fehlversuche += 1
        if versuch.fehlversuche >= FREIE_VERSUCHE:
            versuch.fehlversuche, versuch.gesperrt_bis = 0, jetzt + SPERRE


def vergiss(anmeldename: str) -> None:
    """Forget the attempts of somebody who has proved who they are."""
    with transaction() as sitzung:
        sitzung.execute(delete(Anmeldeversuch).where(Anmeldeversuch.anmeldename == anmeldename))


def raeume_auf(*, jetzt: datetime) -> int:
    """Forget what was typed as a name, unless it is locked; returns how many. For the clock, once an hour.

    It may have been a password. Guessing gains nothing: a lock lasts a quarter of an hour and leaves five tries again.
    """
    with transaction() as sitzung:
        offene = or_(Anmeldeversuch.gesperrt_bis.is_(None), Anmeldeversuch.gesperrt_bis <= jetzt)
        return len(sitzung.execute(delete(Anmeldeversuch).where(offene).returning(Anmeldeversuch.anmeldename)).all())


def schreibe_sperre_auf(anmeldename: str, *, jetzt: datetime) -> None:
    """If the attempt that has just failed closed the account of a person, note it in their town's Protokoll."""
    with ueber_alle_staedte(), transaction() as sitzung:
        versuch = sitzung.get(Anmeldeversuch, anmeldename)
        person = sitzung.scalar(select(Person).where(Person.anmeldename == anmeldename))
        if person and versuch and versuch.gesperrt_bis == jetzt + SPERRE:
            gegenstand = Gegenstand("person", person.id)
            protokoll.schreibe(
                Ereignis.ANMELDUNG_GESPERRT,
                wer=None,
                gegenstand=gegenstand,
                jetzt=jetzt,
                koerperschaft_id=person.koerperschaft_id,
            )


def _satz(noch: timedelta) -> str:
    minuten = max(1, round(noch.total_seconds() / 60))
    wann = "in einer Minute" if minuten == 1 else f"in {minuten} Minuten"
    return f"Nach mehreren Fehlversuchen ist die Anmeldung gesperrt. Bitte versuchen Sie es {wann} neu."
