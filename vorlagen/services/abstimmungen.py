"""Votes: what somebody enters, and the rows that come of it. None is unknown, 0 is nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Abstimmung, Beratung, Beschlusspunkt, Tagesordnungspunkt, Vorlage
from vorlagen.workflow.begriffe import Ausgang


@dataclass(frozen=True, slots=True)
class Stimmen:
    """Counted votes; None is unknown, 0 is nobody."""

    ja: int | None = None
    nein: int | None = None
    enthaltung: int | None = None
    befangen: int | None = None


@dataclass(frozen=True, slots=True)
class Punktergebnis:
    """What happened to one Beschlusspunkt (`punkt`: its id or number)."""

    punkt: str
    ausgang: str | None
    ergebnis: str | None = None
    stimmen: Stimmen = Stimmen()


@dataclass(frozen=True, slots=True)
class Verfahrensabstimmung:
    """A vote on procedure, such as on a motion to postpone; it says nothing of the matter itself."""

    antrag: str
    ausgang: str | None
    stimmen: Stimmen = Stimmen()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ergebnis:
    """The result of a stage as somebody enters it. `ausgang` may be left open when only points have one.

    `bemerkung` goes into the history.
    """

    ergebnis: str | None = None
    ausgang: str | None = None
    stimmen: Stimmen = Stimmen()
    punkte: tuple[Punktergebnis, ...] = ()
    verfahren: tuple[Verfahrensabstimmung, ...] = ()
    wahl: Mapping[str, Any] | None = None
    beschlusstext: str | None = None
    verwiesen_an: tuple[str, ...] = field(default=())
    bemerkung: str | None = None


def ausgang_aus(ergebnis: Ergebnis) -> Ausgang | None:
    """What the person said; else what all points have in common; else mixed; else open."""
    for wert in (
        ergebnis.ausgang,
        *(p.ausgang for p in ergebnis.punkte),
        *(v.ausgang for v in ergebnis.verfahren),
    ):
        if wert is not None and wert not in set(Ausgang):
            raise EingabeUngueltig(
                f"Den Ausgang „{wert}“ gibt es nicht.", {"ausgang": [f"Möglich sind: {', '.join(Ausgang)}."]}
            )
    if ergebnis.ausgang is not None:
        return Ausgang(ergebnis.ausgang)
    verschiedene = {punkt.ausgang for punkt in ergebnis.punkte}
    if len(verschiedene) > 1:
        return Ausgang.GEMISCHT
    einer = next(iter(verschiedene), None)
    return Ausgang(einer) if einer else None


def schreibe(
    vorlage: Vorlage,
    beratung: Beratung,
    top: Tagesordnungspunkt,
    ergebnis: Ergebnis,
    ausgang: Ausgang | None,
    jetzt: datetime,
) -> None:
    """Add the votes of this attempt inside the running transaction: on procedure, on points, on the whole."""
    punkte = {schluessel: p for p in vorlage.beschlusspunkte for schluessel in (p.id, p.nr)}
    zeilen: list[dict[str, Any]] = [
        {"art": "verfahren", "antrag": v.antrag, "ausgang": v.ausgang, **_zahlen(v.stimmen)} for v in ergebnis.verfahren
    ]
    zeilen += [
        {
            "art": "punkt",
            "punkt_id": _punkt(punkte, p.punkt).id,
            "ergebnis": p.ergebnis,
            "ausgang": p.ausgang,
            **_zahlen(p.stimmen),
        }
        for p in ergebnis.punkte
    ]
    art = "wahl" if ergebnis.wahl else "sache"
    wahl = dict(ergebnis.wahl) if ergebnis.wahl else None
    zeilen.append(
        {
            "art": art,
            "ergebnis": ergebnis.ergebnis,
            "ausgang": ausgang,
            "wahl": wahl,
            **_zahlen(ergebnis.stimmen),
        }
    )
    for zeile in zeilen:
        beratung.abstimmungen.append(
            Abstimmung(
                koerperschaft_id=vorlage.koerperschaft_id,
                beratung_id=beratung.id,
                top_id=top.id,
                reihe=len(beratung.abstimmungen) + 1,
                erfasst=jetzt,
                gilt=True,
                **zeile,
            )
        )


def _punkt(punkte: Mapping[str, Beschlusspunkt], welcher: str) -> Beschlusspunkt:
    if welcher not in punkte:
        raise EingabeUngueltig(
            f"Den Beschlusspunkt „{welcher}“ hat die Vorlage nicht.", {"punkte": [f"Unbekannt: {welcher}."]}
        )
    return punkte[welcher]


def _zahlen(stimmen: Stimmen) -> dict[str, int | None]:
    zahlen = {
        "ja": stimmen.ja,
        "nein": stimmen.nein,
        "enthaltung": stimmen.enthaltung,
        "befangen": stimmen.befangen,
    }
    for name, zahl in zahlen.items():
        if zahl is not None and not 0 <= zahl < 100_000:
            raise EingabeUngueltig("Stimmen werden von 0 an gezählt.", {name: ["Bitte eine Anzahl ab 0 eintragen."]})
    return zahlen
