"""From a planned reminder to mails in the outbox: pure SQL, exactly once, whoever ticks and however often."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import Session, aliased, lazyload, load_only

from vorlagen.extensions import transaction
from vorlagen.kalender import BERLIN
from vorlagen.models import Amt, Erinnerung, Frist, Sitzung, Vorlage
from vorlagen.services.anschreiben import Anlass, schreibe_an
from vorlagen.services.empfaenger import Adressat, Verteiler
from vorlagen.services.fristen import NACHTRAEGLICH
from vorlagen.services.post import Brief, lege_alle_in_ausgang

AUF_EINMAL: Final = 200

UEBERHOLT: Final = "Überholt: Eine spätere Erinnerung an dieselbe Frist tritt an ihre Stelle."
NIEMAND: Final = "Niemand mit E-Mail-Adresse hat diese Rolle, auch nicht die Verwaltung."


@dataclass(frozen=True, slots=True)
class _Faellige:
    """A reminder that is ours until the commit, and what it is about."""

    erinnerung: Erinnerung
    frist: Frist
    vorlage: Vorlage | None
    sitzung: Sitzung | None
    amt: Amt | None
    ueberholt: bool


def befoerdere(*, jetzt: datetime, hoechstens: int = AUF_EINMAL) -> int:
    """Turn due reminders into mails, one per person who fills the slot now; returns how many reminders were taken.

    After an outage only the most urgent reminder of a deadline goes out. Where nobody can be written to, or all who
    could are away, the administration hears of it. Rows that another clock is just taking, or whose paper is just
    being changed, wait for the next tick.
    """
    with transaction() as sitzung:
        faellige = _sperre_faellige(sitzung, jetzt, hoechstens)
        if not faellige:
            return 0
        verteiler = Verteiler([eine.frist for eine in faellige], jetzt.astimezone(BERLIN).date())
        briefe: list[Brief] = []
        enden: dict[tuple[str, str | None], list[str]] = defaultdict(list)
        for eine in faellige:
            erinnerung = eine.erinnerung
            if eine.ueberholt:
                enden["entfallen", UEBERHOLT].append(erinnerung.id)
                continue
            adressaten = verteiler.adressaten(eine.frist, erinnerung.stufe)
            briefe += _schreibe_allen(eine, adressaten, jetzt)
            enden[_ende(adressaten, erinnerung.grund)].append(erinnerung.id)
        lege_alle_in_ausgang(briefe, jetzt=jetzt)
        for (zustand, grund), ids in enden.items():
            befehl = update(Erinnerung).where(Erinnerung.id.in_(ids)).values(zustand=zustand, grund=grund)
            sitzung.execute(befehl.execution_options(synchronize_session=False))
        return len(faellige)


def streiche_ueberholte(*, jetzt: datetime) -> int:
    """Cancel due reminders of deadlines that are closed; heals what a restore may have brought back."""
    with transaction() as sitzung:
        verwaiste = sitzung.scalars(
            select(Erinnerung.id)
            .join(Frist, Frist.id == Erinnerung.frist_id)
            .where(Erinnerung.zustand == "geplant", Erinnerung.faellig_um <= jetzt, Frist.zustand != "offen")
            .with_for_update(of=Erinnerung, skip_locked=True)
        ).all()
        if verwaiste:
            sitzung.execute(
                update(Erinnerung)
                .where(Erinnerung.id.in_(verwaiste))
                .values(zustand="entfallen", grund="Frist nicht mehr offen")
            )
        return len(verwaiste)


def _sperre_faellige(sitzung: Session, jetzt: datetime, hoechstens: int) -> list[_Faellige]:
    """What is due, as far as nobody else is at it.

    The papers are locked first, as every step does it too: otherwise a step that cancels a reminder and a clock that
    puts a mail about the same paper into the outbox would wait for each other.
    """
    faellig = and_(Erinnerung.zustand == "geplant", Erinnerung.faellig_um <= jetzt, Frist.zustand == "offen")
    kandidaten = sitzung.execute(
        select(Erinnerung.id, Frist.vorlage_id)
        .join(Frist, Frist.id == Erinnerung.frist_id)
        .where(faellig)
        .order_by(Erinnerung.faellig_um, Erinnerung.id)
        .limit(hoechstens)
    ).all()
    if not kandidaten:
        return []
    vorlagen = (
        select(Vorlage.id)
        .where(Vorlage.id.in_({vorlage_id for _, vorlage_id in kandidaten if vorlage_id}))
        .order_by(Vorlage.id)
        .with_for_update(read=True, key_share=True, skip_locked=True)
    )
    frei = {None, *sitzung.scalars(vorlagen)}
    zeilen = sitzung.execute(
        select(Erinnerung, Frist, Vorlage, Sitzung, Amt, _ueberholt(jetzt))
        .join(Frist, Frist.id == Erinnerung.frist_id)
        .outerjoin(Vorlage, Vorlage.id == Frist.vorlage_id)
        .outerjoin(Sitzung, Sitzung.id == Frist.sitzung_id)
        .outerjoin(Amt, Amt.id == Frist.amt_id)
        .where(Erinnerung.id.in_([id_ for id_, vorlage_id in kandidaten if vorlage_id in frei]), faellig)
        .order_by(Erinnerung.faellig_um, Erinnerung.id)
        .options(lazyload("*"), load_only(Vorlage.nummer, Vorlage.betreff, Vorlage.oeffentlich))
        .with_for_update(of=Erinnerung, skip_locked=True)
    )
    return [_Faellige(*zeile) for zeile in zeilen]


def _ende(adressaten: Sequence[Adressat], grund: str | None) -> tuple[str, str | None]:
    """What becomes of a reminder to these people, and why; `grund` is what was known before."""
    if not adressaten:
        return "entfallen", NIEMAND
    ersatz = next((adressat.ersatz for adressat in adressaten if adressat.ersatz), None)
    return "versandt", f"Für die Aufgabe {ersatz} Die Verwaltung wurde verständigt." if ersatz else grund


def _ueberholt(jetzt: datetime) -> ColumnElement[bool]:
    """A later reminder of the same deadline is due as well, or the deadline has passed and one is still to come."""
    spaetere = aliased(Erinnerung)
    return exists().where(
        spaetere.frist_id == Erinnerung.frist_id,
        spaetere.faellig_um > Erinnerung.faellig_um,
        spaetere.zustand.in_(["geplant", "versandt"]),
        or_(spaetere.faellig_um <= jetzt, Frist.faellig_um <= jetzt),
    )


def _schreibe_allen(eine: _Faellige, adressaten: Sequence[Adressat], jetzt: datetime) -> Iterator[Brief]:
    erinnerung, frist = eine.erinnerung, eine.frist
    for adressat in adressaten:
        anlass = Anlass(
            stufe=erinnerung.stufe,
            name=frist.name,
            faellig_am=frist.faellig_am,
            gruende=tuple(frist.gruende),
            person=adressat.person.name,
            heute=jetzt.astimezone(BERLIN).date(),
            vorlage=eine.vorlage,
            sitzung=eine.sitzung,
            amt=eine.amt.aufschrift if eine.amt else None,
            nachtraeglich=erinnerung.grund == NACHTRAEGLICH,
            ersatz=adressat.ersatz,
            vertretung=adressat.vertretung,
            ohne_titel=adressat.ohne_titel,
        )
        schluessel = f"{erinnerung.schluessel}/{adressat.person.id}"
        yield Brief(schluessel, adressat.person, eine.vorlage, schreibe_an(anlass))
