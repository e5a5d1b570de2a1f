"""What is typed into a draft and not saved yet: kept for its author alone, gone with the save that takes it in.

A window of the browser is known by a word of its own (`fenster`). Two windows of one person keep two copies, so that
neither writes over the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import Session

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.models import Arbeitskopie, Person
from vorlagen.services import vorlagen
from vorlagen.services.einmal import einfuegen
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.vorlagen import pruefe_bearbeitbar
from vorlagen.services.wer import Wer

HOECHSTENS: Final = 30
"""How many copies a person may have at once."""

ZEICHEN: Final = 4_000_000
"""How long the fields of one copy may be together: as much as a form may bring."""

ANWESEND: Final = timedelta(minutes=5)
"""So long after a window's last sign of life its person counts as working on the draft."""

NACHHALL: Final = timedelta(days=1)
"""So long an empty or finished window is remembered: what it sends late must find its row."""

_FORT: Final = "Diese gesicherten Eingaben gibt es nicht mehr: Sie sind schon gespeichert oder verworfen."

Felder = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Kopie:
    """What was typed, as pairs of field and value, and when it was kept."""

    id: str
    fenster: str
    felder: Felder
    gesichert: datetime


@dataclass(frozen=True, slots=True)
class Bearbeitung:
    """Somebody has the draft open: who, since when, and whether it is another window of the person who asks."""

    name: str
    seit: datetime
    selbst: bool


def sichere(
    vorlage_id: str | None, fenster: str, felder: Felder | None, *, ersetzt: str = "", wer: Wer, jetzt: datetime
) -> bool:
    """Keep what a window has typed (None: nothing that differs), in place of the window `ersetzt`.

    False, and nothing is kept, if this window's content was saved for good already. Raises `NichtGefunden`,
    `NichtBerechtigt`, `BedingungOffen` where the draft is not to be edited, `EingabeUngueltig` for too much.
    """
    _pruefe_umfang(felder)
    with transaction() as sitzung:
        if vorlage_id is not None:
            pruefe_bearbeitbar(hole(vorlage_id, wer)[0], wer)
        _raeume_auf(sitzung, wer, jetzt)
        kopie = _fenster(sitzung, fenster, wer, jetzt)
        if kopie.erledigt:
            return False
        if felder is not None and kopie.inhalt is None:
            _pruefe_anzahl(sitzung, wer)
        kopie.vorlage_id, kopie.gesehen = vorlage_id, jetzt
        kopie.inhalt = [list(paar) for paar in felder] if felder is not None else None
        kopie.gesichert = jetzt if felder is not None else None
        if ersetzt and ersetzt != fenster and felder is not None:
            _erledige(sitzung, (ersetzt,), wer, jetzt)
        return True


def zeige_dich(vorlage_id: str, fenster: str, *, wer: Wer, jetzt: datetime) -> None:
    """A sign of life of a window in which nothing new was typed. Raises as `sichere` does."""
    with transaction() as sitzung:
        pruefe_bearbeitbar(hole(vorlage_id, wer)[0], wer)
        _raeume_auf(sitzung, wer, jetzt)
        kopie = _fenster(sitzung, fenster, wer, jetzt)
        kopie.vorlage_id = vorlage_id
        kopie.gesehen = None if kopie.erledigt else jetzt


def schliesse(fenster: str, *, wer: Wer) -> None:
    """The window is gone; what was typed in it stays."""
    with transaction() as sitzung:
        kopie = sitzung.scalar(_eigene(wer).where(Arbeitskopie.fenster == fenster))
        if kopie is not None:
            kopie.gesehen = None


def meine(vorlage_id: str | None, *, wer: Wer) -> Sequence[Kopie]:
    """What this person has typed and not saved, latest first: for a draft, or for papers that are not saved yet."""
    hier = Arbeitskopie.vorlage_id == vorlage_id if vorlage_id else Arbeitskopie.vorlage_id.is_(None)
    frage = _eigene(wer).where(hier, Arbeitskopie.inhalt.is_not(None)).order_by(Arbeitskopie.gesichert.desc())
    return [_als_kopie(kopie) for kopie in db.session.scalars(frage.limit(HOECHSTENS))]


def lies(kopie_id: str, vorlage_id: str | None, *, wer: Wer) -> Kopie:
    """One copy of one's own, of this draft. Raises `NichtGefunden`, also for another's."""
    for kopie in meine(vorlage_id, wer=wer):
        if kopie.id == kopie_id:
            return kopie
    raise NichtGefunden(_FORT)


def verwirf(kopie_id: str, *, wer: Wer) -> str | None:
    """Throw a copy of one's own away; returns the draft that it was of. Raises `NichtGefunden`."""
    with transaction() as sitzung:
        kopie = sitzung.scalar(_eigene(wer).where(Arbeitskopie.id == kopie_id))
        if kopie is None:
            raise NichtGefunden(_FORT)
        vorlage_id = kopie.vorlage_id
        sitzung.delete(kopie)
        return vorlage_id


def andere(vorlage_id: str, fenster: str, *, wer: Wer, jetzt: datetime) -> Sequence[Bearbeitung]:
    """Who else has the draft open now, the earliest first; for those who may edit it, which the caller knows."""
    frage = (
        select(Person.id, Person.name, func.min(Arbeitskopie.geoeffnet))
        .join(Person, Person.id == Arbeitskopie.person_id)
        .where(Arbeitskopie.vorlage_id == vorlage_id, Arbeitskopie.fenster != fenster)
        .where(Arbeitskopie.gesehen > jetzt - ANWESEND, Arbeitskopie.erledigt.is_(False))
        .group_by(Person.id, Person.name)
        .order_by(func.min(Arbeitskopie.geoeffnet))
    )
    return [Bearbeitung(name, seit, person_id == wer.id) for person_id, name, seit in db.session.execute(frage)]


def lege_an(werte: Mapping[str, Any], *, fenster: Sequence[str], wer: Wer, jetzt: datetime) -> str:
    """`vorlagen.lege_an`, and the copies of these windows are done with, both or neither."""
    with transaction(umfassend=True) as sitzung:
        vorlage_id = vorlagen.lege_an(werte, wer=wer, jetzt=jetzt)
        _erledige(sitzung, fenster, wer, jetzt)
        return vorlage_id


def aendere(
    vorlage_id: str, werte: Mapping[str, Any], *, version: int, fenster: Sequence[str], wer: Wer, jetzt: datetime
) -> None:
    """`vorlagen.aendere` if there is anything to change, and the copies of these windows are done with."""
    with transaction(umfassend=True) as sitzung:
        if werte:
            vorlagen.aendere(vorlage_id, werte, version=version, wer=wer, jetzt=jetzt)
        _erledige(sitzung, fenster, wer, jetzt)


def _pruefe_umfang(felder: Felder | None) -> None:
    if sum(len(name) + len(wert) for name, wert in felder or ()) > ZEICHEN:
        raise EingabeUngueltig("Die Eingaben sind zu lang zum Sichern nebenher. Bitte speichern Sie den Entwurf.")


def _pruefe_anzahl(sitzung: Session, wer: Wer) -> None:
    frage = select(func.count()).select_from(Arbeitskopie)
    anzahl = sitzung.scalar(frage.where(Arbeitskopie.person_id == wer.id, Arbeitskopie.inhalt.is_not(None)))
    if (anzahl or 0) >= HOECHSTENS:
        raise EingabeUngueltig(
            f"Es sind schon {HOECHSTENS} angefangene Eingaben gesichert. Bitte speichern oder verwerfen Sie welche."
        )


def _raeume_auf(sitzung: Session, wer: Wer, jetzt: datetime) -> None:
    leer = or_(Arbeitskopie.gesehen < jetzt - NACHHALL, Arbeitskopie.gesehen.is_(None))
    alte = delete(Arbeitskopie).where(Arbeitskopie.person_id == wer.id, Arbeitskopie.inhalt.is_(None), leer)
    sitzung.execute(alte.where(Arbeitskopie.geoeffnet < jetzt - NACHHALL))


def _fenster(sitzung: Session, fenster: str, wer: Wer, jetzt: datetime) -> Arbeitskopie:
    """The window's row; two first requests at once make one."""
    neu: dict[str, Any] = {
        "id": neue_id(),
        "koerperschaft_id": wer.koerperschaft_id,
        "person_id": wer.id,
        "fenster": fenster,
    }
    neu |= {"geoeffnet": jetzt, "gesehen": jetzt, "erledigt": False}
    sitzung.execute(einfuegen(sitzung, Arbeitskopie).on_conflict_do_nothing(), [neu])
    return sitzung.scalars(_eigene(wer).where(Arbeitskopie.fenster == fenster).with_for_update()).one()


def _erledige(sitzung: Session, fenster: Sequence[str], wer: Wer, jetzt: datetime) -> None:
    """Also for a window that has kept nothing yet: what it sends late must find that it is done."""
    _raeume_auf(sitzung, wer, jetzt)
    for wort in fenster:
        if wort:
            kopie = _fenster(sitzung, wort, wer, jetzt)
            kopie.inhalt, kopie.gesichert, kopie.gesehen, kopie.erledigt = None, None, None, True


def _eigene(wer: Wer) -> Select[Arbeitskopie]:
    return select(Arbeitskopie).where(Arbeitskopie.person_id == wer.id)


def _als_kopie(kopie: Arbeitskopie) -> Kopie:
    felder = [(name, wert) for name, wert in kopie.inhalt or ()]
    return Kopie(kopie.id, kopie.fenster, felder, kopie.gesichert or kopie.geoeffnet)
