"""Deadlines of steps and meetings, and the reminders that are planned with them, in the step's own transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from sqlalchemy import select, update

from vorlagen.extensions import db, neue_id
from vorlagen.kalender import BERLIN, Kalender, erinnerungszeit, ladung, tagesende, werktagsfrist
from vorlagen.models import Erinnerung, Frist, Koerperschaft, Sitzung, Vorlage
from vorlagen.services.sichtbarkeit import laufende_mitzeichnungen
from vorlagen.workflow.bausteine import Frist as Fristregel
from vorlagen.workflow.begriffe import Rolle

MORGENS = time(8)


def kalender_von(koerperschaft: Koerperschaft) -> Kalender:
    """The town's calendar: its Land, its own closing days."""
    return Kalender(
        land=koerperschaft.land,
        katholisch=koerperschaft.katholisch,
        augsburg=koerperschaft.augsburg,
        schliesstage=frozenset(date.fromisoformat(tag) for tag in koerperschaft.schliesstage),
    )


def setze(vorlage: Vorlage, regel: Fristregel, *, jetzt: datetime) -> None:
    """Start the deadline of a step: for co-signers one each, for others one for the role."""
    heute = jetzt.astimezone(BERLIN).date()
    ergebnis = werktagsfrist(heute, regel.werktage, kalender_von(vorlage.koerperschaft))
    if regel.fuer == Rolle.MITZEICHNUNG:
        offene = [m for m in laufende_mitzeichnungen(vorlage) if m.votum is None]
        for mitzeichnung in offene:
            mitzeichnung.frist = ergebnis.ende
        aemter: list[str | None] = [m.amt_id for m in offene]
    else:
        aemter = [None if regel.fuer == Rolle.GREMIENDIENST else vorlage.federfuehrend_id]
    for amt_id in aemter:
        frist = Frist(
            id=neue_id(), koerperschaft_id=vorlage.koerperschaft_id, vorlage_id=vorlage.id, name=regel.name,
            rolle=regel.fuer, amt_id=amt_id, beginn=heute, faellig_am=ergebnis.ende,
            faellig_um=tagesende(ergebnis.ende), gruende=list(ergebnis.gruende),
        )  # fmt: skip
        db.session.add(frist)
        plane_erinnerungen(frist, kalender_von(vorlage.koerperschaft), jetzt=jetzt, eingang=True)


def setze_ladung(sitzung: Sitzung, koerperschaft: Koerperschaft, *, jetzt: datetime) -> None:
    """Start (or start anew) the Gremiendienst's deadline for sending out the invitation to a meeting."""
    beende(jetzt=jetzt, sitzung_id=sitzung.id, zustand="entfallen")
    tag = sitzung.beginn.astimezone(BERLIN).date()
    regel = sitzung.gremium.ladung
    kalender = kalender_von(koerperschaft)
    ergebnis = ladung(
        tag, int(regel.get("tage", 7)), kalender,
        sitzungstag_zaehlt=bool(regel.get("sitzungstag_zaehlt", False)), zugangsfiktion=regel.get("zugangsfiktion"),
    )  # fmt: skip
    heute = jetzt.astimezone(BERLIN).date()
    if tag < heute:
        return
    frist = Frist(
        id=neue_id(), koerperschaft_id=sitzung.koerperschaft_id, sitzung_id=sitzung.id, name="Ladung",
        rolle=Rolle.GREMIENDIENST, beginn=heute, faellig_am=ergebnis.aufgabe,
        faellig_um=tagesende(ergebnis.aufgabe), gruende=list(ergebnis.gruende), version=sitzung.version,
    )  # fmt: skip
    db.session.add(frist)
    plane_erinnerungen(frist, kalender, jetzt=jetzt, eingang=False)


def beende(
    *,
    jetzt: datetime,
    zustand: str,
    vorlage_id: str | None = None,
    sitzung_id: str | None = None,
    rolle: str | None = None,
    amt_id: str | None = None,
) -> None:
    """Close the open deadlines of a paper or meeting (all, or one role's, or one office's) and their reminders."""
    frage = select(Frist).where(Frist.zustand == "offen")
    if vorlage_id:
        frage = frage.where(Frist.vorlage_id == vorlage_id)
    if sitzung_id:
        frage = frage.where(Frist.sitzung_id == sitzung_id)
    if rolle:
        frage = frage.where(Frist.rolle == rolle)
    if amt_id:
        frage = frage.where(Frist.amt_id == amt_id)
    offene = list(db.session.scalars(frage))
    for frist in offene:
        frist.zustand, frist.erledigt = zustand, jetzt
    _streiche_erinnerungen([frist.id for frist in offene], f"Frist {zustand}")


def beende_bei_schritt(vorlage: Vorlage, rollen: Collection[str], *, jetzt: datetime) -> None:
    """A step ends the deadlines of those who took it; the others have nothing left to wait for."""
    for rolle in sorted(rollen):
        beende(jetzt=jetzt, zustand="erledigt", vorlage_id=vorlage.id, rolle=rolle)
    beende(jetzt=jetzt, zustand="entfallen", vorlage_id=vorlage.id)


def plane_erinnerungen(frist: Frist, kalender: Kalender, *, jetzt: datetime, eingang: bool) -> None:
    """Plan who is reminded when: on arrival, one working day before, on the last day, and when it is overdue.

    What lies in the past already is not planned: the mail on arrival names the deadline anyway. Overdue comes on the
    first working day after.
    """
    danach = kalender.werktage_spaeter(frist.faellig_am, 1)
    stufen = {
        "bald": erinnerungszeit(frist.faellig_am, 1, kalender, MORGENS),
        "heute": erinnerungszeit(frist.faellig_am, 0, kalender, MORGENS),
        "ueberfaellig": erinnerungszeit(danach, 0, kalender, MORGENS),
    }
    geplant = {stufe: wann for stufe, wann in stufen.items() if wann > jetzt}
    if eingang:
        geplant = {"eingang": jetzt, **{s: w for s, w in geplant.items() if w - jetzt > timedelta(hours=12)}}
    for stufe, wann in geplant.items():
        db.session.add(
            Erinnerung(
                koerperschaft_id=frist.koerperschaft_id, frist_id=frist.id, stufe=stufe,
                schluessel=f"{frist.id}/{frist.version}/{stufe}", faellig_um=wann,
            )  # fmt: skip
        )


def _streiche_erinnerungen(frist_ids: list[str], grund: str) -> None:
    if frist_ids:
        db.session.flush()
        db.session.execute(
            update(Erinnerung)
            .where(Erinnerung.frist_id.in_(frist_ids), Erinnerung.zustand == "geplant")
            .values(zustand="entfallen", grund=grund)
        )
