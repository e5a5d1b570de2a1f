"""Erasing a person (Art. 17 DSGVO): who it was is forgotten, what was done stays provable.

Histories, Protokoll and heads name people by id only, so every hash stays valid. What people wrote in free texts is not
rewritten: it belongs to the paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from vorlagen.extensions import Base, db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN
from vorlagen.models import (
    Anmeldeversuch,
    Auftrag,
    Mitzeichnung,
    Passwortwunsch,
    Person,
    Postausgang,
    Rollenvergabe,
    Vertretung,
    Vorlage,
)
from vorlagen.models.person import GELOESCHT
from vorlagen.services import protokoll, rollen, zugaenge
from vorlagen.services.post import Zustand
from vorlagen.services.protokoll import Ereignis, Gegenstand
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import ABGESCHLOSSENE_AUFTRAEGE, Rolle

GEHT: Final = frozenset(
    {"rolle.person_id", "vertretung.person_id", "vertretung.abwesend_id", "zugangstoken.person_id",
     "anmeldesitzung.person_id", "einmallink.person_id", "fremdkonto.person_id", "anfrageschluessel.person_id",
     "zweiter_faktor.person_id", "ersatzcode.person_id", "arbeitskopie.person_id",
     "fallstapel.person_id"}
)  # fmt: skip
"""Columns whose rows are deleted with the person."""

BLEIBT: Final = frozenset(
    {"vertretung.erstellt_von_id", "postausgang.person_id", "protokoll.wer_id", "verlauf.wer_id",
     "unterschrift.person_id", "anlage.ruecknahme_von_id", "vorlage.ruecknahme_von_id",
     "niederschriftfassung.ruecknahme_von_id", "vorlage.erstellt_von_id", "fassung.geaendert_von_id",
     "mitzeichnung.person_id", "lesung.person_id", "niederschriftfassung.person_id", "tagesordnungsfassung.person_id",
     "einfuhr.person_id", "zuordnung.person_id", "schablone.von_id", "schablone.freigegeben_von_id"}
)  # fmt: skip
"""Columns that go on pointing to the row without a name, because somebody must still have done it."""

HOECHSTENS: Final = 200
_LEER: Final[Mapping[str, str]] = {"betreff": "", "text": "", "html": "", "pfad": "/"}


def hindernisse(person_id: str, *, wer: Wer, jetzt: datetime) -> Sequence[str]:
    """What would be left undone if this person went now, in sentences. Raises `NichtBerechtigt`, `NichtGefunden`."""
    person = zugaenge.person(person_id, wer=wer)
    heute = jetzt.astimezone(BERLIN).date()
    gruende = (
        (_offene_entwuerfe(person), "Vorlage ist", "Vorlagen sind", "noch im Entwurf."),
        (
            _offene_zeichnungen(person),
            "Mitzeichnung wartet",
            "Mitzeichnungen warten",
            "auf ein Amt ohne andere Person.",
        ),
        (_offene_auftraege(person), "Auftrag liegt", "Aufträge liegen", "bei einem Amt ohne andere Person."),
        (_vertretungen(person, heute), "Vertretung steht", "Vertretungen stehen", "noch an."),
    )
    return [f"{n} {eine if n == 1 else viele} {rest}" for n, eine, viele, rest in gruende if n]


def loesche(person_id: str, *, grund: str, wer: Wer, jetzt: datetime, trotzdem: bool = False) -> str:
    """Forget who this was, and return what is shown instead of the name. Two who erase each other queue up.

    Raises `EingabeUngueltig` for oneself, without a reason, while something is left undone (unless `trotzdem`), and for
    the only one who administers.
    """
    grund = grund.strip()
    if person_id == wer.id:
        raise EingabeUngueltig("Sich selbst können Sie nicht löschen; das tut jemand anderes aus der Verwaltung.")
    if not 0 < len(grund) <= HOECHSTENS:
        satz = f"Bitte nennen Sie den Grund in höchstens {HOECHSTENS} Zeichen, ohne Namen."
        raise EingabeUngueltig(satz, {"grund": [satz]})
    if not trotzdem and (offen := hindernisse(person_id, wer=wer, jetzt=jetzt)):
        raise EingabeUngueltig(" ".join(["Vorher ist noch etwas zu klären.", *offen]))
    with transaction() as sitzung:
        person = zugaenge.zum_aendern(person_id, wer=wer)
        rollen.sperre_verwaltung(person, heute=jetzt.astimezone(BERLIN).date())
        sitzung.refresh(person, with_for_update={"of": Person})
        if person.ist_geloescht:
            raise EingabeUngueltig("Die Angaben zu dieser Person sind schon gelöscht.")
        _vergiss_zugaenge(sitzung, person)
        _vergiss_post(sitzung, person)
        stelle = person.amt.nummer or person.amt.name if person.amt else ""
        person.name = f"ehemalige Person (Amt {stelle})" if stelle else "ehemalige Person"
        person.anmeldename, person.sitzungsmarke = f"{GELOESCHT}{person.id}", neue_id()
        person.mail = person.passwort = person.amt_id = None
        person.taetigkeit, person.aktiv, person.installation = "", False, False
        protokoll.schreibe(
            Ereignis.PERSON_GELOESCHT,
            wer=wer,
            gegenstand=Gegenstand("person", person.id),
            daten={"grund": grund},
            jetzt=jetzt,
            koerperschaft_id=person.koerperschaft_id,
        )
        return person.name


def _vergiss_zugaenge(sitzung: Session, person: Person) -> None:
    sitzung.execute(delete(Anmeldeversuch).where(Anmeldeversuch.anmeldename == person.anmeldename))
    sitzung.execute(delete(Passwortwunsch).where(Passwortwunsch.anmeldename == person.anmeldename))
    klassen = {abbildung.local_table: abbildung.class_ for abbildung in Base.registry.mappers}
    for tabelle in reversed(Base.metadata.sorted_tables):
        for spalte in tabelle.columns:
            if f"{tabelle.name}.{spalte.name}" in GEHT:
                klasse = klassen[tabelle]
                sitzung.execute(delete(klasse).where(getattr(klasse, spalte.name) == person.id))
    sitzung.expire(person, ["rollen"])


def _vergiss_post(sitzung: Session, person: Person) -> None:
    """Mails greet by name: their bodies go, and what was not sent yet is not sent any more."""
    eigene = Postausgang.person_id == person.id
    offen = Postausgang.zustand.in_([Zustand.BEREIT, Zustand.VERGEBEN])
    sitzung.execute(
        update(Postausgang).where(eigene, offen).values(zustand=Zustand.ENTFALLEN, vergeben_bis=None, fehler=None)
    )
    sitzung.execute(update(Postausgang).where(eigene).values(an="", inhalt=dict(_LEER)))


def _offene_entwuerfe(person: Person) -> int:
    frage = select(func.count()).select_from(Vorlage)
    eigene = frage.where(Vorlage.erstellt_von_id == person.id, Vorlage.eingereicht.is_(None), Vorlage.beendet.is_(None))
    return db.session.scalar(eigene) or 0


def _offene_zeichnungen(person: Person) -> int:
    juengere = aliased(Mitzeichnung)
    letzte = ~exists().where(juengere.vorlage_id == Mitzeichnung.vorlage_id, juengere.runde > Mitzeichnung.runde)
    frage = select(func.count()).select_from(Mitzeichnung).join(Vorlage, Vorlage.id == Mitzeichnung.vorlage_id)
    offen = (Mitzeichnung.erbeten.is_not(None), Mitzeichnung.votum.is_(None), letzte, Vorlage.beendet.is_(None))
    aemter = _allein(person, Rolle.MITZEICHNUNG)
    return db.session.scalar(frage.where(*offen, Mitzeichnung.amt_id.in_(aemter))) or 0 if aemter else 0


def _offene_auftraege(person: Person) -> int:
    frage = select(func.count()).select_from(Auftrag).where(Auftrag.status.not_in(ABGESCHLOSSENE_AUFTRAEGE))
    aemter = _allein(person, Rolle.FEDERFUEHRUNG)
    return db.session.scalar(frage.where(Auftrag.amt_id.in_(aemter))) or 0 if aemter else 0


def _vertretungen(person: Person, heute: date) -> int:
    frage = select(func.count()).select_from(Vertretung)
    return db.session.scalar(frage.where(Vertretung.person_id == person.id, Vertretung.bis >= heute)) or 0


def _allein(person: Person, rolle: str) -> list[str]:
    """The offices for which only this person has the role."""
    aemter = [vergabe.amt_id for vergabe in person.rollen if vergabe.rolle == rolle and vergabe.amt_id]
    return [amt_id for amt_id in aemter if not _andere_mit(person, rolle, amt_id)]


def _andere_mit(person: Person, rolle: str, amt_id: str) -> bool:
    frage: Any = (
        select(Rollenvergabe.id)
        .join(Person, Person.id == Rollenvergabe.person_id)
        .where(Person.aktiv, Person.id != person.id, Person.koerperschaft_id == person.koerperschaft_id)
        .where(Rollenvergabe.rolle == rolle, or_(Rollenvergabe.amt_id.is_(None), Rollenvergabe.amt_id == amt_id))
    )
    return db.session.scalar(frage.limit(1)) is not None
