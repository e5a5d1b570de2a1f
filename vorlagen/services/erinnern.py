"""From a planned reminder to mails in the outbox: pure SQL, exactly once, whoever ticks and however often."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select, update

from vorlagen.extensions import db, transaction
from vorlagen.models import (
    Amt,
    Beratung,
    Erinnerung,
    Frist,
    Person,
    Rollenvergabe,
    Sitzung,
    Vorlage,
    beratung_gremium,
)
from vorlagen.services.anschreiben import Anlass, schreibe_an
from vorlagen.services.post import lege_in_ausgang

AUF_EINMAL = 200


def befoerdere(*, jetzt: datetime, hoechstens: int = AUF_EINMAL) -> int:
    """Turn due reminders into mails, one per person who fills the slot now; returns how many reminders were taken.

    A reminder that no longer has anybody to go to is marked so, with the reason. Rows that another clock is just
    taking are skipped.
    """
    with transaction() as sitzung:
        faellige = sitzung.execute(
            select(Erinnerung, Frist)
            .join(Frist, Frist.id == Erinnerung.frist_id)
            .where(Erinnerung.zustand == "geplant", Erinnerung.faellig_um <= jetzt)
            .order_by(Erinnerung.faellig_um, Erinnerung.id)
            .limit(hoechstens)
            .with_for_update(of=Erinnerung, skip_locked=True)
        ).all()
        for erinnerung, frist in faellige:
            empfaenger = _wer_ist_dran(frist)
            for person in empfaenger:
                _lege_vor(erinnerung, frist, person, jetzt)
            erinnerung.zustand = "versandt" if empfaenger else "entfallen"
            erinnerung.grund = None if empfaenger else "Niemand mit Mailadresse hat diese Rolle."
        return len(faellige)


def streiche_ueberholte(*, jetzt: datetime) -> int:
    """Cancel planned reminders of deadlines that are closed; heals what a restore may have brought back."""
    with transaction() as sitzung:
        offen = select(Frist.id).where(Frist.zustand == "offen")
        ergebnis = sitzung.execute(
            update(Erinnerung)
            .where(
                Erinnerung.zustand == "geplant",
                Erinnerung.faellig_um <= jetzt,
                Erinnerung.frist_id.not_in(offen),
            )
            .values(zustand="entfallen", grund="Frist nicht mehr offen")
        )
        return int(ergebnis.rowcount)  # type: ignore[attr-defined] - an UPDATE has one


def _lege_vor(erinnerung: Erinnerung, frist: Frist, person: Person, jetzt: datetime) -> None:
    vorlage = db.session.get(Vorlage, frist.vorlage_id) if frist.vorlage_id else None
    sitzung = db.session.get(Sitzung, frist.sitzung_id) if frist.sitzung_id else None
    amt = db.session.get(Amt, frist.amt_id) if frist.amt_id else None
    anlass = Anlass(
        stufe=erinnerung.stufe,
        name=frist.name,
        faellig_am=frist.faellig_am,
        gruende=tuple(frist.gruende),
        person=person.name,
        vorlage=vorlage,
        sitzung=sitzung,
        amt=amt.name if amt else None,
    )
    lege_in_ausgang(
        schluessel=f"{erinnerung.schluessel}/{person.id}",
        person=person,
        vorlage=vorlage,
        inhalt=schreibe_an(anlass),
        jetzt=jetzt,
    )


def _wer_ist_dran(frist: Frist) -> Sequence[Person]:
    """Who fills the deadline's slot at this moment and can be written to."""
    passt = [Rollenvergabe.amt_id.is_(None) & Rollenvergabe.gremium_id.is_(None)]
    if frist.amt_id:
        passt.append(Rollenvergabe.amt_id == frist.amt_id)
    passt.append(Rollenvergabe.gremium_id.in_(_gremien(frist)))
    inhaber = select(Rollenvergabe.person_id).where(
        and_(
            Rollenvergabe.koerperschaft_id == frist.koerperschaft_id,
            Rollenvergabe.rolle == frist.rolle,
            or_(*passt),
        )
    )
    frage = select(Person).where(Person.id.in_(inhaber), Person.aktiv, Person.mail.is_not(None))
    return db.session.scalars(frage.order_by(Person.id)).all()


def _gremien(frist: Frist) -> list[str]:
    if frist.sitzung_id:
        return list(db.session.scalars(select(Sitzung.gremium_id).where(Sitzung.id == frist.sitzung_id)))
    stationen = (
        select(beratung_gremium.c.gremium_id)
        .join(Beratung, Beratung.id == beratung_gremium.c.beratung_id)
        .where(Beratung.vorlage_id == frist.vorlage_id)
    )
    return list(db.session.scalars(stationen))
