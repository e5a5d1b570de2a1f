"""Beschlusskontrolle: what bodies have asked for, who carries it out by when, and that it is really done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, tuple_
from sqlalchemy.orm import Load

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.kalender import BERLIN
from vorlagen.models import Amt, Auftrag, Gremium, Vorlage
from vorlagen.services import auftragsampel, lesungen, verlauf
from vorlagen.services.seiten import AUF_EINMAL, SEITE, Seite, gebunden, lies_marke, tag
from vorlagen.services.sichtbarkeit import hole, voller_einblick
from vorlagen.services.sitzungen import ist_gremiendienst
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import ABGESCHLOSSENE_AUFTRAEGE, Auftragsstatus, Rolle

AENDERBAR = ("amt_id", "faellig_am", "wiedervorlage", "status", "grund_verzoegerung", "bericht", "nachweis")
"""What the office that carries it out may say; the rest is the Gremiendienst's."""
NUR_GREMIENDIENST = ("beschlussnummer", "text", "antragsteller", "oeffentlich")

OHNE_TERMIN = date.max
"""Where an Auftrag without a day stands in the list: at its end."""
_FAELLIG = func.coalesce(Auftrag.faellig_am, OHNE_TERMIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the list is narrowed to. `vorgelegt_bis`: what comes up again by that day; `ampel`: the light on `heute`."""

    status: str | None = None
    offen: bool | None = None
    amt_id: str | None = None
    gremium_id: str | None = None
    vorlage_id: str | None = None
    oeffentlich: bool | None = None
    faellig_bis: date | None = None
    vorgelegt_bis: date | None = None
    beschlossen_von: date | None = None
    beschlossen_bis: date | None = None
    q: str | None = None
    ampel: str | None = None
    heute: date | None = None


def liste(wer: Wer, filter_: Filter | None = None) -> list[tuple[Auftrag, Vorlage]]:
    """The Aufträge of all papers of which this person sees everything, due ones first."""
    return [(auftrag, vorlage) for auftrag, vorlage in db.session.execute(_frage(wer, filter_))]


def strom(wer: Wer, filter_: Filter, *, oeffentlich: bool | None = None) -> Iterator[tuple[Auftrag, Vorlage]]:
    """The same list, read while it is written, or of it only what is (not) public."""
    frage = _frage(wer, filter_)
    if oeffentlich is not None:
        frage = frage.where(Auftrag.oeffentlich.is_(oeffentlich))
    for zeile in db.session.execute(frage.execution_options(yield_per=AUF_EINMAL)):
        yield zeile[0], zeile[1]


def merke_lesung(wer: Wer, filter_: Filter) -> None:
    """Note that the whole of this list is read: it tells what was decided and reported, also of non-public papers."""
    papiere = _gefiltert(select(Auftrag.vorlage_id).join(Vorlage, Vorlage.id == Auftrag.vorlage_id), wer, filter_)
    frage = select(Vorlage).where(~Vorlage.oeffentlich, Vorlage.id.in_(papiere)).options(Load(Vorlage).lazyload("*"))
    for vorlage in db.session.scalars(frage):
        lesungen.merke(vorlage)


def seite(
    wer: Wer, filter_: Filter | None = None, *, nach: str | None = None, anzahl: int = SEITE
) -> Seite[tuple[Auftrag, Vorlage]]:
    """One page of the same list."""
    frage = _frage(wer, filter_)
    if nach:
        frage = frage.where(tuple_(_FAELLIG, Auftrag.id) > tuple_(*lies_marke(nach, tag)))
    zeilen = [(auftrag, vorlage) for auftrag, vorlage in db.session.execute(frage.limit(anzahl + 1))]
    return gebunden(zeilen, anzahl, lambda zeile: (zeile[0].faellig_am or OHNE_TERMIN, zeile[0].id))


def zu_vorlage(vorlage: Vorlage) -> Sequence[Auftrag]:
    """The Aufträge of a paper that the person sees in full, due ones first."""
    frage = select(Auftrag).where(Auftrag.vorlage_id == vorlage.id).order_by(_FAELLIG, Auftrag.id)
    return db.session.scalars(frage).all()


def zahlen(wer: Wer, filter_: Filter, heute: date) -> Mapping[str, int]:
    """How many Aufträge of the list have which light; one that is missing has none."""
    farbe = auftragsampel.licht(heute).label("farbe")
    frage = select(farbe, func.count()).join(Vorlage, Vorlage.id == Auftrag.vorlage_id)
    return {zeile[0]: zeile[1] for zeile in db.session.execute(_gefiltert(frage, wer, filter_).group_by(farbe))}


def lies(auftrag_id: str, wer: Wer) -> tuple[Auftrag, Vorlage]:
    """One Auftrag with its paper. Raises `NichtGefunden` also for "not yours to see"."""
    frage = select(Auftrag, Vorlage).join(Vorlage, Vorlage.id == Auftrag.vorlage_id)
    zeile = db.session.execute(frage.where(Auftrag.id == auftrag_id, voller_einblick(wer))).first()
    if zeile is None:
        raise NichtGefunden("Diesen Auftrag gibt es nicht, oder Sie dürfen ihn nicht sehen.")
    if not zeile[1].oeffentlich:
        lesungen.merke(zeile[1])
    return zeile[0], zeile[1]


def aendere(auftrag_id: str, werte: Mapping[str, Any], *, version: int, wer: Wer, jetzt: datetime) -> None:
    """Report on an Auftrag or re-arrange it; keys that are absent stay as they are.

    Raises `NichtGefunden`, `NichtBerechtigt`, `ZwischenzeitlichGeaendert`, `EingabeUngueltig`.
    """
    with transaction():
        auftrag, _ = lies(auftrag_id, wer)
        vorlage, _ = hole(auftrag.vorlage_id, wer, zum_schreiben=True)
        db.session.refresh(auftrag)
        if auftrag.version != version:
            raise ZwischenzeitlichGeaendert(
                "Der Auftrag wurde in der Zwischenzeit geändert. Bitte noch einmal ansehen."
            )
        _pruefe_rechte(auftrag, werte, wer)
        neu = {**{name: getattr(auftrag, name) for name in AENDERBAR}, **werte}
        _pruefe_angaben(neu)
        vorher = {name: getattr(auftrag, name) for name in werte}
        for name, wert in werte.items():
            setattr(auftrag, name, wert)
        if auftrag.status != vorher.get("status", auftrag.status):
            auftrag.zuvor = None
        auftrag.setze_status(auftrag.status, jetzt)
        if "bericht" in werte and werte["bericht"] != vorher["bericht"]:
            auftrag.berichtet_am = jetzt.astimezone(BERLIN).date()
        auftrag.version, auftrag.geaendert = auftrag.version + 1, jetzt
        geaendert = {name: str(werte[name]) for name in werte if vorher[name] != werte[name]}
        daten = {"auftrag": auftrag.id, "geaendert": geaendert}
        verlauf.schreibe(vorlage, "auftrag", wer_id=wer.id, jetzt=jetzt, daten=daten)


def darf_berichten(auftrag: Auftrag, wer: Wer) -> bool:
    """True for the body's Gremiendienst and for those who draft for the office that carries it out."""
    aemter = wer.aemter(Rolle.FEDERFUEHRUNG) if wer.hat(Rolle.FEDERFUEHRUNG) else ()
    return darf_alles(auftrag, wer) or aemter is None or auftrag.amt_id in aemter


def darf_alles(auftrag: Auftrag, wer: Wer) -> bool:
    """True for who looks after the body that decided: its wording, number and publicity too."""
    return ist_gremiendienst(auftrag.gremium_id, wer)


def _pruefe_rechte(auftrag: Auftrag, werte: Mapping[str, Any], wer: Wer) -> None:
    if not darf_berichten(auftrag, wer):
        raise NichtBerechtigt("Zu einem Auftrag berichten das ausführende Amt und der Gremiendienst.")
    if not darf_alles(auftrag, wer) and set(werte) & set(NUR_GREMIENDIENST):
        raise NichtBerechtigt("Wortlaut, Nummer und Öffentlichkeit eines Auftrags ändert der Gremiendienst.")


def _pruefe_angaben(neu: Mapping[str, Any]) -> None:
    if neu["status"] not in set(Auftragsstatus):
        raise EingabeUngueltig("Diesen Status gibt es nicht.", {"status": ["Bitte einen aus der Liste wählen."]})
    if neu["status"] == Auftragsstatus.VERZOEGERT and not neu["grund_verzoegerung"].strip():
        satz = "Eine Verzögerung braucht einen Grund."
        raise EingabeUngueltig(satz, {"grund_verzoegerung": [satz]})
    if neu["status"] == Auftragsstatus.ERLEDIGT and not neu["nachweis"].strip():
        satz = "Erledigt ist ein Auftrag erst, wenn gesagt ist, woran man es sieht."
        raise EingabeUngueltig(satz, {"nachweis": [satz]})
    for name, klasse in (("amt_id", Amt), ("gremium_id", Gremium)):
        if neu.get(name) and db.session.scalar(select(klasse.id).where(klasse.id == neu[name])) is None:
            raise EingabeUngueltig("Das gibt es nicht.", {name: ["Bitte aus der Liste wählen."]})


def _frage(wer: Wer, filter_: Filter | None) -> Any:
    frage = select(Auftrag, Vorlage).join(Vorlage, Vorlage.id == Auftrag.vorlage_id)
    frage = frage.options(Load(Vorlage).lazyload("*"))  # number and title are told, not the whole paper
    return _gefiltert(frage, wer, filter_ or Filter()).order_by(_FAELLIG, Auftrag.id)


def _gefiltert(frage: Any, wer: Wer, filter_: Filter) -> Any:
    for name, bedingung in _BEDINGUNGEN.items():
        wert = getattr(filter_, name)
        if wert is not None and wert != "":
            frage = frage.where(bedingung(wert))
    if filter_.ampel and filter_.heute:
        frage = frage.where(auftragsampel.licht(filter_.heute) == filter_.ampel)
    return frage.where(voller_einblick(wer))


def _gesucht(q: str) -> ColumnElement[bool]:
    return or_(Auftrag.text.icontains(q, autoescape=True), Vorlage.betreff.icontains(q, autoescape=True))


_BEDINGUNGEN: dict[str, Callable[[Any], ColumnElement[bool]]] = {
    "status": lambda wert: Auftrag.status == wert,
    "offen": lambda wert: Auftrag.status.in_(ABGESCHLOSSENE_AUFTRAEGE) != wert,
    "amt_id": lambda wert: Auftrag.amt_id == wert,
    "gremium_id": lambda wert: Auftrag.gremium_id == wert,
    "vorlage_id": lambda wert: Auftrag.vorlage_id == wert,
    "oeffentlich": lambda wert: Auftrag.oeffentlich.is_(wert),
    "faellig_bis": lambda wert: Auftrag.faellig_am <= wert,
    "vorgelegt_bis": lambda wert: Auftrag.wiedervorlage <= wert,
    "beschlossen_von": lambda wert: Auftrag.beschlossen_am >= wert,
    "beschlossen_bis": lambda wert: Auftrag.beschlossen_am <= wert,
    "q": _gesucht,
}
