"""Deadlines of steps and meetings, and the reminders that are planned with them, in the step's own transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import select, update

from vorlagen.extensions import db, neue_id
from vorlagen.kalender import BERLIN, FEIERTAGE_STAND, Kalender, erinnerungszeit
from vorlagen.models import Erinnerung, Frist, Koerperschaft, Mitzeichnung, Sitzung, Vorlage
from vorlagen.services import post
from vorlagen.services.fristenden import feldende, halte_zugang_fest, ladungsende, werktagsende
from vorlagen.workflow.bausteine import Frist as Fristregel
from vorlagen.workflow.begriffe import Rolle

MORGENS = time(8)
ABSTAND = timedelta(hours=12)
"""After a mail that goes out at once nobody is reminded again sooner."""

NACHTRAEGLICH = "nachträglich"
"""The `grund` of a reminder whose time had passed before it could be planned."""


class Stufe(StrEnum):
    """How urgent a reminder is, in the order in which they come."""

    EINGANG = "eingang"
    BALD = "bald"
    HEUTE = "heute"
    UEBERFAELLIG = "ueberfaellig"


def kalender_von(koerperschaft: Koerperschaft) -> Kalender:
    """The town's calendar: its Land, its own closing days, holidays that are newer than the library."""
    zusatz = koerperschaft.einstellungen.get("zusatz_feiertage", ())
    return Kalender(
        land=koerperschaft.land,
        katholisch=koerperschaft.katholisch,
        augsburg=koerperschaft.augsburg,
        schliesstage=frozenset(date.fromisoformat(tag) for tag in koerperschaft.schliesstage),
        zusatz_feiertage=frozenset((date.fromisoformat(tag), name) for tag, name in zusatz),
    )


def setze(vorlage: Vorlage, regel: Fristregel, *, jetzt: datetime) -> None:
    """Start the deadline of a step for the role that it is meant for; co-signers get theirs one by one.

    One that ends on the date in a field does not start while that field is empty.
    """
    _beginne(vorlage, regel, None if regel.fuer == Rolle.GREMIENDIENST else vorlage.federfuehrend_id, jetzt)


def setze_mitzeichnung(
    vorlage: Vorlage, mitzeichnung: Mitzeichnung, regel: Fristregel | None, *, jetzt: datetime
) -> None:
    """Start (or start anew) the deadline of one office: its own Werktage if it was given some, else the step's."""
    if mitzeichnung.werktage:
        regel = Fristregel(regel.name if regel else "Mitzeichnung", mitzeichnung.werktage, Rolle.MITZEICHNUNG)
    mitzeichnung.frist = _beginne(vorlage, regel, mitzeichnung.amt_id, jetzt) if regel else None


def setze_ladung(sitzung: Sitzung, koerperschaft: Koerperschaft, *, jetzt: datetime) -> None:
    """Start (or start anew) the Gremiendienst's deadline for sending out the invitation to a meeting."""
    beende(jetzt=jetzt, sitzung_id=sitzung.id, zustand="entfallen")
    heute = jetzt.astimezone(BERLIN).date()
    if sitzung.beginn.astimezone(BERLIN).date() < heute:
        return
    kalender = kalender_von(koerperschaft)
    ende = ladungsende(sitzung, kalender)
    frist = Frist(
        id=neue_id(),
        koerperschaft_id=sitzung.koerperschaft_id,
        sitzung_id=sitzung.id,
        name="Ladung",
        rolle=Rolle.GREMIENDIENST,
        beginn=heute,
        faellig_am=ende.tag,
        faellig_um=ende.um,
        gruende=list(ende.gruende),
        version=sitzung.version,
        regel=dict(sitzung.gremium.ladung),
        feiertage=FEIERTAGE_STAND,
    )
    db.session.add(frist)
    db.session.flush()
    plane_erinnerungen(frist, kalender, jetzt=jetzt, eingang=False)


def beende(
    *,
    jetzt: datetime,
    zustand: str,
    vorlage_id: str | None = None,
    sitzung_id: str | None = None,
    rolle: str | None = None,
    amt_id: str | None = None,
    abgesandt: datetime | None = None,
) -> None:
    """Close the open deadlines of a paper or meeting (all, or one role's, or one office's) and their reminders.

    An invitation that went out (`abgesandt`) is noted with its three instants and with whether it was in time.
    """
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
        if frist.sitzung_id and abgesandt is not None:
            sitzung = db.session.get_one(Sitzung, frist.sitzung_id)
            stadt = db.session.get_one(Koerperschaft, frist.koerperschaft_id)
            halte_zugang_fest(frist, sitzung, kalender_von(stadt), abgesandt=abgesandt)
    streiche_erinnerungen(offene, zustand)


def beende_bei_schritt(vorlage: Vorlage, rollen: Collection[str], *, jetzt: datetime) -> None:
    """A step ends the deadlines of those who took it; the others have nothing left to wait for."""
    for rolle in sorted(rollen):
        beende(jetzt=jetzt, zustand="erledigt", vorlage_id=vorlage.id, rolle=rolle)
    beende(jetzt=jetzt, zustand="entfallen", vorlage_id=vorlage.id)


def plane_erinnerungen(frist: Frist, kalender: Kalender, *, jetzt: datetime, eingang: bool) -> None:
    """Plan who is reminded when: on arrival, on the last working day and the one before, and when it is overdue.

    Stages whose time has passed are not made up for one by one: the mail on arrival names the deadline anyway, and
    without one a single reminder goes out at once, marked as late. Overdue comes on the first working day after.
    """
    danach = kalender.werktage_spaeter(frist.faellig_am, 1)
    letzter = kalender.werktage_frueher(frist.faellig_am, 0)
    stufen = {
        Stufe.BALD: erinnerungszeit(letzter, 1, kalender, MORGENS),
        Stufe.HEUTE: erinnerungszeit(letzter, 0, kalender, MORGENS),
        Stufe.UEBERFAELLIG: erinnerungszeit(danach, 0, kalender, MORGENS),
    }
    verpasst = [stufe for stufe, wann in stufen.items() if wann <= jetzt]
    sofort = Stufe.EINGANG if eingang else verpasst[-1] if verpasst else None
    fruehestens = jetzt + ABSTAND if sofort else jetzt
    geplant = {stufe: wann for stufe, wann in stufen.items() if wann > fruehestens}
    for stufe, wann in (({sofort: jetzt} if sofort else {}) | geplant).items():
        db.session.add(
            Erinnerung(
                koerperschaft_id=frist.koerperschaft_id,
                frist_id=frist.id,
                stufe=stufe,
                schluessel=f"{frist.id}/{frist.version}/{stufe}",
                faellig_um=wann,
                grund=NACHTRAEGLICH if stufe in verpasst else None,
            )
        )


def streiche_erinnerungen(fristen: Collection[Frist], zustand: str) -> None:
    """Cancel what was planned; what waits in the outbox does not leave any more. `zustand` is said as the reason."""
    if not fristen:
        return
    db.session.flush()
    grund = f"Frist {zustand}"
    db.session.execute(
        update(Erinnerung)
        .where(Erinnerung.frist_id.in_([frist.id for frist in fristen]), Erinnerung.zustand == "geplant")
        .values(zustand="entfallen", grund=grund)
    )
    for frist in fristen:
        post.streiche(f"{frist.id}/", vorlage_id=frist.vorlage_id, grund=grund)


def _beginne(vorlage: Vorlage, regel: Fristregel, amt_id: str | None, jetzt: datetime) -> date | None:
    heute = jetzt.astimezone(BERLIN).date()
    kalender = kalender_von(vorlage.koerperschaft)
    ende = feldende(vorlage, regel.bis) if regel.bis else werktagsende(heute, regel.werktage, kalender)
    if ende is None:
        return None
    frist = Frist(
        id=neue_id(),
        koerperschaft_id=vorlage.koerperschaft_id,
        vorlage_id=vorlage.id,
        name=regel.name,
        rolle=regel.fuer,
        amt_id=amt_id,
        beginn=heute,
        faellig_am=ende.tag,
        faellig_um=ende.um,
        gruende=list(ende.gruende),
        regel={"feld": regel.bis} if regel.bis else {"werktage": regel.werktage},
        feiertage=FEIERTAGE_STAND,
    )
    db.session.add(frist)
    db.session.flush()
    plane_erinnerungen(frist, kalender, jetzt=jetzt, eingang=True)
    return ende.tag
