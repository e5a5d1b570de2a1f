"""The edges of the Beratungsfolge: which stage waits for which, and how many days lie between them at least."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import delete, insert, select

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN
from vorlagen.models import Beratung, Vorlage, beratung_wartet_auf
from vorlagen.models.aenderungsspur import beruehre
from vorlagen.workflow.begriffe import BLEIBT_OFFEN
from vorlagen.workflow.grund import Grund

MITBERATEND = "mitberatend"
FEDERFUEHREND = "federführend"

Kanten = Mapping[str, Mapping[str, int]]
"""Stage id → the ids of those it waits for → days in between at least."""


def reihenfolge(beratungen: Sequence[Beratung]) -> dict[str, list[str]]:
    """Who waits for whom when nobody says: each row for the row before it; the lead body for those who advise it."""
    reihen = sorted({beratung.reihe for beratung in beratungen})
    davor = dict(zip(reihen[1:], reihen, strict=False))
    kanten = {b.id: [v.id for v in beratungen if v.reihe == davor.get(b.reihe)] for b in beratungen}
    for beratung in beratungen:
        if beratung.art.casefold() == FEDERFUEHREND:
            kanten[beratung.id] += [
                v.id for v in beratungen if v.reihe == beratung.reihe and v.art.casefold() == MITBERATEND
            ]
    return kanten


def schreibe(vorlage: Vorlage, kanten: Kanten) -> None:
    """Replace all edges inside the running transaction. Raises `EingabeUngueltig` if they go in a circle."""
    if kreis := next(_im_kreis(kanten), None):
        beratung = next(b for b in vorlage.beratungen if b.id == kreis)
        raise EingabeUngueltig(
            f"„{name(beratung)}“ würde auf sich selbst warten.",
            {"beratungsfolge": ["Die Stationen warten im Kreis aufeinander."]},
        )
    ids = [beratung.id for beratung in vorlage.beratungen]
    db.session.flush()
    db.session.execute(delete(beratung_wartet_auf).where(beratung_wartet_auf.c.beratung_id.in_(ids)))
    zeilen = [
        {"beratung_id": wer, "vorher_id": vorher, "mindestabstand_tage": tage}
        for wer, davor in kanten.items()
        for vorher, tage in davor.items()
    ]
    if zeilen:
        db.session.execute(insert(beratung_wartet_auf), zeilen)
    for beratung in vorlage.beratungen:
        db.session.expire(beratung, ["wartet_auf", "mindestabstand_tage"])
        beruehre(beratung)


def lies(vorlage: Vorlage) -> dict[str, dict[str, int]]:
    """The edges as they are stored; every stage has an entry."""
    kanten: dict[str, dict[str, int]] = {beratung.id: {} for beratung in vorlage.beratungen}
    for zeile in db.session.execute(
        select(beratung_wartet_auf).where(beratung_wartet_auf.c.beratung_id.in_(list(kanten)))
    ):
        kanten[zeile.beratung_id][zeile.vorher_id] = zeile.mindestabstand_tage
    return kanten


def wartende(kanten: Kanten, auf: str) -> set[str]:
    """The stages that wait for this one, directly or by way of others."""
    gefunden: set[str] = set()
    neue = {auf}
    while neue := {wer for wer, davor in kanten.items() if davor.keys() & neue} - gefunden:
        gefunden |= neue
    return gefunden


def zu_frueh(vorlage: Vorlage, beratung: Beratung, tag: date) -> Iterator[Grund]:
    """Why this body may not deal with the paper on that day: one before it meets later, or too shortly before.

    A stage before it without any date holds nobody up: the agenda is set before the committees have met.
    """
    davor = lies(vorlage)[beratung.id]
    for vorher in vorlage.beratungen:
        termin = tag_von(vorher)
        if vorher.id not in davor or termin is None:
            continue
        fruehestens = termin + timedelta(days=davor[vorher.id])
        if tag < fruehestens:
            abstand = f"; dazwischen müssen {davor[vorher.id]} Tage liegen" if davor[vorher.id] else ""
            yield Grund(
                "beratung.zu_frueh",
                f"Vorher berät {name(vorher)} am {termin:%d.%m.%Y}{abstand}.",
                abhilfe=f"eine Sitzung ab dem {fruehestens:%d.%m.%Y} wählen oder die Beratungsfolge ändern",
                wer="der Gremiendienst",
            )


def tag_von(beratung: Beratung) -> date | None:
    """When the body deals with the paper: its latest agenda; where that came to nothing, what is planned since."""
    letzter = beratung.letzter_versuch
    if letzter is None:
        return beratung.geplant_am
    tag = letzter.sitzung.beginn.astimezone(BERLIN).date()
    if letzter.ausgang not in BLEIBT_OFFEN:
        return tag
    return beratung.geplant_am if beratung.geplant_am is not None and beratung.geplant_am > tag else None


def name(beratung: Beratung) -> str:
    """The bodies of a stage, the lead first."""
    return " und ".join(gremium.name for gremium in beratung.gremien) or "Eine Station ohne Gremium"


def _im_kreis(kanten: Kanten) -> Iterator[str]:
    """Stages that cannot begin because each waits for another of them."""
    offen = {wer: set(davor) for wer, davor in kanten.items()}
    while frei := {wer for wer, davor in offen.items() if not davor & offen.keys()}:
        offen = {wer: davor for wer, davor in offen.items() if wer not in frei}
    yield from offen
