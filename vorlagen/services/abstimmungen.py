"""Votes: what somebody enters, and the rows that come of it. None is unknown, 0 is nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any

from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Abstimmung, Beratung, Beschlusspunkt, Tagesordnungspunkt, Vorlage
from vorlagen.services.einzelstimmen import Einzelstimme, einzelne
from vorlagen.workflow.begriffe import Ausgang


@dataclass(frozen=True, slots=True)
class Stimmen:
    """Counted votes; None is unknown, 0 is nobody. `worte` is what was printed instead or besides, verbatim.

    `namentlich` is the roll call, if there was one.
    """

    ja: int | None = None
    nein: int | None = None
    enthaltung: int | None = None
    befangen: int | None = None
    anwesend: int | None = None
    stimmberechtigt: int | None = None
    worte: str | None = None
    namentlich: tuple[Einzelstimme, ...] = ()


@dataclass(frozen=True, slots=True)
class Punktergebnis:
    """What happened to one Beschlusspunkt (`punkt`: its id or number)."""

    punkt: str
    ausgang: str | None
    ergebnis: str | None = None
    stimmen: Stimmen = Stimmen()


@dataclass(frozen=True, slots=True)
class Verfahrensabstimmung:
    """A vote on procedure, such as on a motion to postpone; it says nothing of the matter itself.

    `wirkung` is the outcome that the motion asks for (an `Ausgang`): carried, it is what happened to the paper.
    """

    antrag: str
    ausgang: str | None
    stimmen: Stimmen = Stimmen()
    wirkung: str | None = None


@dataclass(frozen=True, slots=True)
class Antragsabstimmung:
    """One of a series of votes inside an item: an amendment, a line of the budget, a list."""

    antrag: str
    ausgang: str | None
    stimmen: Stimmen = Stimmen()


@dataclass(frozen=True, slots=True)
class Gruppenstimmen:
    """How one electorate voted where two vote side by side (members, expert citizens)."""

    name: str
    stimmen: Stimmen


@dataclass(frozen=True, slots=True, kw_only=True)
class Ergebnis:
    """The result of a stage as somebody enters it. `ausgang` may be left open when the rest says it.

    `bemerkung` goes into the history.
    """

    ergebnis: str | None = None
    ausgang: str | None = None
    stimmen: Stimmen = Stimmen()
    punkte: tuple[Punktergebnis, ...] = ()
    verfahren: tuple[Verfahrensabstimmung, ...] = ()
    antraege: tuple[Antragsabstimmung, ...] = ()
    gruppen: tuple[Gruppenstimmen, ...] = ()
    wahl: Mapping[str, Any] | None = None
    beschlusstext: str | None = None
    verwiesen_an: tuple[str, ...] = field(default=())
    bemerkung: str | None = None


def schreibe(
    vorlage: Vorlage,
    beratung: Beratung,
    top: Tagesordnungspunkt | None,
    ergebnis: Ergebnis,
    ausgang: Ausgang | None,
    jetzt: datetime,
) -> None:
    """Add the votes of this attempt inside the running transaction, the one on the whole last."""
    for zeile in _zeilen(vorlage, ergebnis, ausgang):
        beratung.abstimmungen.append(
            Abstimmung(
                koerperschaft_id=vorlage.koerperschaft_id,
                beratung_id=beratung.id,
                top_id=top.id if top else None,
                reihe=len(beratung.abstimmungen) + 1,
                erfasst=jetzt,
                gilt=True,
                **zeile,
            )
        )


def lies(vorlage: Vorlage, beratung: Beratung, top: Tagesordnungspunkt | None) -> Ergebnis:
    """What is entered for this attempt, so that entering it again changes nothing."""
    zeilen = [a for a in beratung.abstimmungen if a.gilt and a.top_id == (top.id if top else None)]
    nummern = {punkt.id: punkt.nr for punkt in vorlage.beschlusspunkte}
    ganze = next((a for a in reversed(zeilen) if a.art in ("sache", "wahl")), None)
    versuch, zuletzt = top or beratung, top is None or top is beratung.letzter_versuch
    return Ergebnis(
        ergebnis=versuch.ergebnis,
        ausgang=versuch.ausgang,
        stimmen=_gelesen(ganze) if ganze else Stimmen(),
        punkte=tuple(
            Punktergebnis(nummern[a.punkt_id], a.ausgang, a.ergebnis, _gelesen(a))
            for a in zeilen
            if a.art == "punkt" and a.punkt_id in nummern
        ),
        verfahren=tuple(
            Verfahrensabstimmung(a.antrag or "", a.ausgang, _gelesen(a), a.wirkung)
            for a in zeilen
            if a.art == "verfahren"
        ),
        antraege=tuple(Antragsabstimmung(a.antrag or "", a.ausgang, _gelesen(a)) for a in zeilen if a.art == "antrag"),
        gruppen=tuple(Gruppenstimmen(a.gruppe or "", _gelesen(a)) for a in zeilen if a.art == "gruppe"),
        wahl=ganze.wahl if ganze else None,
        beschlusstext=beratung.beschlusstext if zuletzt else None,
        verwiesen_an=tuple(beratung.verwiesen_an) if zuletzt else (),
    )


def _zeilen(vorlage: Vorlage, ergebnis: Ergebnis, ausgang: Ausgang | None) -> Iterator[dict[str, Any]]:
    punkte = {schluessel: p for p in vorlage.beschlusspunkte for schluessel in (p.id, p.nr)}
    for v in ergebnis.verfahren:
        yield {"art": "verfahren", "antrag": v.antrag, "ausgang": v.ausgang, "wirkung": v.wirkung, **_zahlen(v.stimmen)}
    for a in ergebnis.antraege:
        yield {"art": "antrag", "antrag": a.antrag, "ausgang": a.ausgang, **_zahlen(a.stimmen)}
    for p in ergebnis.punkte:
        punkt_id = _punkt(punkte, p.punkt).id
        yield {
            "art": "punkt",
            "punkt_id": punkt_id,
            "ergebnis": p.ergebnis,
            "ausgang": p.ausgang,
            **_zahlen(p.stimmen),
        }
    for gruppe in ergebnis.gruppen:
        yield {"art": "gruppe", "gruppe": gruppe.name.strip()[:200], **_zahlen(gruppe.stimmen)}
    yield {
        "art": "wahl" if ergebnis.wahl else "sache",
        "ergebnis": ergebnis.ergebnis,
        "ausgang": ausgang,
        "wahl": dict(ergebnis.wahl) if ergebnis.wahl else None,
        **_zahlen(ergebnis.stimmen),
    }


def _punkt(punkte: Mapping[str, Beschlusspunkt], welcher: str) -> Beschlusspunkt:
    if welcher not in punkte:
        raise EingabeUngueltig(
            f"Den Beschlusspunkt „{welcher}“ hat die Vorlage nicht.", {"punkte": [f"Unbekannt: {welcher}."]}
        )
    return punkte[welcher]


def _gelesen(abstimmung: Abstimmung) -> Stimmen:
    gelesen = {feld.name: getattr(abstimmung, feld.name) for feld in fields(Stimmen)}
    return Stimmen(**gelesen | {"namentlich": einzelne(abstimmung.namentlich)})


def _zahlen(stimmen: Stimmen) -> dict[str, Any]:
    zahlen = asdict(stimmen)
    worte, namentlich = zahlen.pop("worte"), [*zahlen.pop("namentlich")] or None
    for name, zahl in zahlen.items():
        if zahl is not None and not 0 <= zahl < 100_000:
            raise EingabeUngueltig("Stimmen werden von 0 an gezählt.", {name: ["Bitte eine Anzahl ab 0 eintragen."]})
    return zahlen | {"worte": worte.strip() or None if worte else None, "namentlich": namentlich}
