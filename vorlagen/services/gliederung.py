"""The town's offices and bodies: adding, renaming, and retiring those in which nothing runs any more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, ColumnExpressionArgument, Select, func, or_, select

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.kalender import BERLIN, ladungswerte
from vorlagen.models import (
    Amt,
    Auftrag,
    Beratung,
    Gremium,
    Mitzeichnung,
    Person,
    Rollenvergabe,
    Sitzung,
    Vorlage,
    beratung_gremium,
)
from vorlagen.services import protokoll, stammdaten
from vorlagen.services.protokoll import Ereignis, Gegenstand
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import ABGESCHLOSSENE_AUFTRAEGE


class Art(StrEnum):
    """What is kept here, as the address says it."""

    AEMTER = "aemter"
    GREMIEN = "gremien"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schild:
    """What stands on the door: an office's number or a body's short name, and the name."""

    kurz: str
    name: str
    aktiv: bool = True


def liste(art: Art, wer: Wer) -> Sequence[Amt] | Sequence[Gremium]:
    """All of them, also the retired ones. Raises `NichtBerechtigt`."""
    stammdaten.pruefe_verwaltung(wer)
    stadt = wer.koerperschaft_id
    if art is Art.AEMTER:
        return stammdaten.aemter(stadt, auch_alte=True)
    return stammdaten.gremien(stadt, auch_alte=True)


def schild(eine: Amt | Gremium) -> Schild:
    """What stands on its door now."""
    return Schild(kurz=eine.nummer if isinstance(eine, Amt) else eine.kuerzel, name=eine.name, aktiv=eine.aktiv)


def lies(art: Art, kennung: str, wer: Wer) -> Amt | Gremium:
    """One of the own town. Raises `NichtBerechtigt`, `NichtGefunden`."""
    gefunden = next((eine for eine in liste(art, wer) if eine.id == kennung), None)
    if gefunden is None:
        raise NichtGefunden("Das gibt es hier nicht.")
    return gefunden


def lege_an(art: Art, neues: Schild, *, wer: Wer, jetzt: datetime) -> str:
    """Add one and return its id. Raises `NichtBerechtigt`, `EingabeUngueltig`."""
    with transaction() as sitzung:
        _pruefe(art, neues, "", wer)
        stadt, kennung = wer.koerperschaft_id, neue_id()
        eine: Amt | Gremium
        if art is Art.AEMTER:
            eine = Amt(id=kennung, koerperschaft_id=stadt, nummer=neues.kurz.strip(), name=neues.name.strip())
        else:
            eine = Gremium(
                id=kennung,
                koerperschaft_id=stadt,
                kuerzel=neues.kurz.strip(),
                name=neues.name.strip(),
                reihe=len(liste(art, wer)) + 1,
                ladung=ladungswerte({"tage": 7}),
            )
        sitzung.add(eine)
        _vermerke(art, kennung, "angelegt", wer, jetzt)
        return kennung


def aendere(art: Art, kennung: str, neues: Schild, *, gesehen: Schild, wer: Wer, jetzt: datetime) -> None:
    """Rename, retire or take into use again. What was printed keeps the old name.

    Raises `NichtBerechtigt`, `NichtGefunden`, `ZwischenzeitlichGeaendert` if it is not as `gesehen` any more,
    `EingabeUngueltig` also with all that still runs in what is to be retired.
    """
    with transaction():
        eine = lies(art, kennung, wer)
        db.session.refresh(eine, with_for_update={"of": type(eine), "key_share": True})
        if schild(eine) != gesehen:
            raise ZwischenzeitlichGeaendert("Das hat inzwischen jemand anderes geändert. Bitte sehen Sie es sich an.")
        _pruefe(art, neues, kennung, wer)
        heute = jetzt.astimezone(BERLIN).date()
        laufendes = tuple(_was_noch_laeuft(art, kennung, heute)) if eine.aktiv and not neues.aktiv else ()
        if laufendes:
            raise EingabeUngueltig("Hier läuft noch etwas: " + " ".join(laufendes), {"aktiv": list(laufendes)})
        if isinstance(eine, Amt):
            eine.nummer = neues.kurz.strip()
        else:
            eine.kuerzel = neues.kurz.strip()
            eine.version += 1
        eine.name, eine.aktiv = neues.name.strip(), neues.aktiv
        _vermerke(art, kennung, "geändert" if neues.aktiv else "außer Dienst", wer, jetzt)


def _was_noch_laeuft(art: Art, kennung: str, heute: date) -> Iterator[str]:
    """All that would be left without an office or a body, as sentences."""
    for frage, satz in _fragen_amt(kennung) if art is Art.AEMTER else _fragen_gremium(kennung, heute):
        anzahl = db.session.scalar(frage)
        if anzahl:
            yield satz.format(anzahl)
    spalte: ColumnElement[bool] = (
        Rollenvergabe.amt_id == kennung if art is Art.AEMTER else Rollenvergabe.gremium_id == kennung
    )
    noch = or_(Rollenvergabe.bis.is_(None), Rollenvergabe.bis >= heute)
    personen = select(Person.name).join(Rollenvergabe, Rollenvergabe.person_id == Person.id)
    namen = db.session.scalars(personen.where(spalte, noch, Person.aktiv).distinct().order_by(Person.name)).all()
    if namen:
        yield f"Rollen hier haben: {', '.join(namen)}."


def _fragen_amt(amt_id: str) -> tuple[tuple[Select[int], str], ...]:
    offen = Vorlage.beendet.is_(None)
    zu_zeichnen = (
        select(func.count())
        .select_from(Mitzeichnung)
        .join(Vorlage, Vorlage.id == Mitzeichnung.vorlage_id)
        .where(Mitzeichnung.amt_id == amt_id, Mitzeichnung.votum.is_(None), offen)
    )
    return (
        (_zahl(Vorlage, Vorlage.federfuehrend_id == amt_id, offen), "Laufende Vorlagen in Federführung: {}."),
        (zu_zeichnen, "Ausstehende Mitzeichnungen: {}."),
        (
            _zahl(Auftrag, Auftrag.amt_id == amt_id, Auftrag.status.not_in(ABGESCHLOSSENE_AUFTRAEGE)),
            "Offene Aufträge: {}.",
        ),
        (_zahl(Person, Person.amt_id == amt_id, Person.aktiv), "Personen, die hier arbeiten: {}."),
    )


def _fragen_gremium(gremium_id: str, heute: date) -> tuple[tuple[Select[int], str], ...]:
    beratungen = (
        select(func.count())
        .select_from(Beratung)
        .join(beratung_gremium, beratung_gremium.c.beratung_id == Beratung.id)
        .join(Vorlage, Vorlage.id == Beratung.vorlage_id)
        .where(beratung_gremium.c.gremium_id == gremium_id, Beratung.ausgang.is_(None), Vorlage.beendet.is_(None))
    )
    sitzungen = _zahl(Sitzung, Sitzung.gremium_id == gremium_id, Sitzung.status.in_(["geplant", "eingeladen"]))
    return ((beratungen, "Ausstehende Beratungen: {}."), (sitzungen, "Nicht abgeschlossene Sitzungen: {}."))


def _zahl(tabelle: type, *bedingungen: ColumnExpressionArgument[bool]) -> Select[int]:
    return select(func.count()).select_from(tabelle).where(*bedingungen)


def _pruefe(art: Art, neues: Schild, kennung: str, wer: Wer) -> None:
    fehler: dict[str, list[str]] = {}
    laenge = 20 if art is Art.AEMTER else 40
    if not neues.name.strip():
        fehler["name"] = ["Bitte geben Sie einen Namen an."]
    elif len(neues.name.strip()) > 300:
        fehler["name"] = ["Höchstens 300 Zeichen."]
    if len(neues.kurz.strip()) > laenge:
        fehler["kurz"] = [f"Höchstens {laenge} Zeichen."]
    andere = [schild(eine) for eine in liste(art, wer) if eine.id != kennung]
    if neues.name.strip() in {eine.name for eine in andere}:
        fehler["name"] = ["So heißt hier schon etwas."]
    if neues.kurz.strip() and neues.kurz.strip() in {eine.kurz for eine in andere if eine.aktiv}:
        fehler["kurz"] = ["Das ist hier schon vergeben."]
    if fehler:
        raise EingabeUngueltig("Bitte prüfen Sie Namen und Kurzform.", fehler)


def _vermerke(art: Art, kennung: str, was: str, wer: Wer, jetzt: datetime) -> None:
    gegenstand = Gegenstand("amt" if art is Art.AEMTER else "gremium", kennung)
    protokoll.schreibe(
        Ereignis.EINSTELLUNG_GEAENDERT, wer=wer, gegenstand=gegenstand, daten={"schild": was}, jetzt=jetzt
    )
