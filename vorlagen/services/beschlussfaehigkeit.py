"""Whether enough members were there to decide, for the meeting and for each item; said with its reckoning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vorlagen.models import Anwesenheit, Sitzung, Tagesordnungspunkt
from vorlagen.services import anwesenheiten

MEHR_ALS_HAELFTE = "mehr_als_haelfte"
MINDESTENS_HAELFTE = "mindestens_haelfte"


@dataclass(frozen=True, slots=True)
class Beschlussfaehigkeit:
    """`anwesend` voting members of `mitglieder`, `befangen` among those present; `gegeben` None if nobody knows.

    `stimmberechtigt` is who could vote. `genau`: the item's time is known; else who was there at any time counts.
    """

    anwesend: int
    befangen: int
    mitglieder: int
    noetig: int
    gegeben: bool | None
    genau: bool
    gruende: tuple[str, ...]

    @property
    def stimmberechtigt(self) -> int:
        """Present and not biased."""
        return self.anwesend - self.befangen


def fuer_sitzung(sitzung: Sitzung) -> Beschlussfaehigkeit:
    """At the beginning of the meeting."""
    zeilen = anwesenheiten.liste(sitzung.id)
    return _rechne(ordnung_von(sitzung), zeilen, sitzung.beginn, frozenset(), genau=True)


def fuer_punkt(top: Tagesordnungspunkt) -> Beschlussfaehigkeit:
    """When the item was called. Who is biased is not counted among those who can vote."""
    return fuer_punkte(top.sitzung, [top])[top.id]


def fuer_punkte(sitzung: Sitzung, tops: Iterable[Tagesordnungspunkt]) -> Mapping[str, Beschlussfaehigkeit]:
    """The same for several items of one meeting, by id."""
    regel, zeilen = ordnung_von(sitzung), anwesenheiten.liste(sitzung.id)
    befangen = anwesenheiten.befangene_je_punkt(sitzung.id)
    return {
        top.id: _rechne(
            regel,
            zeilen,
            top.aufgerufen,
            frozenset(zeile.anwesenheit_id for zeile in befangen.get(top.id, ())),
            genau=top.aufgerufen is not None,
        )
        for top in tops
    }


def ordnung_von(sitzung: Sitzung) -> Mapping[str, Any]:
    """The rules of the body with the number of its voting members: as kept with a closed meeting, else of today."""
    if sitzung.ordnung is not None:
        return sitzung.ordnung
    regel = sitzung.gremium.ordnung
    sitze = anwesenheiten.mitglieder(sitzung.gremium_id, anwesenheiten.sitzungstag(sitzung))
    return {**regel, "mitglieder": regel.get("mitglieder") or sum(1 for sitz in sitze if sitz.stimmberechtigt)}


def _rechne(
    regel: Mapping[str, Any],
    zeilen: Sequence[Anwesenheit],
    wann: datetime | None,
    befangen: frozenset[str],
    *,
    genau: bool,
) -> Beschlussfaehigkeit:
    mitglieder = int(regel["mitglieder"])
    da = [zeile for zeile in zeilen if zeile.stimmberechtigt and anwesenheiten.war_da(zeile, wann)]
    anteil = str(regel.get("beschlussfaehig", MEHR_ALS_HAELFTE))
    noetig = (mitglieder + 1) // 2 if anteil == MINDESTENS_HAELFTE else mitglieder // 2 + 1
    wort = "mindestens die Hälfte" if anteil == MINDESTENS_HAELFTE else "mehr als die Hälfte"
    quelle = (
        f"Quelle: {regel['quelle']}." if regel.get("quelle") else "Annahme, bitte in der Geschäftsordnung bestätigen."
    )
    gruende = [f"{len(da)} von {mitglieder} stimmberechtigten Mitgliedern sind anwesend, nötig sind {noetig} ({wort})."]
    befangene = sum(1 for zeile in da if zeile.id in befangen)
    if befangene:
        gruende.append(f"Davon befangen: {befangene}; sie stimmen nicht mit.")
    if not genau:
        gruende.append("Wann der Punkt aufgerufen wurde, ist nicht vermerkt; gezählt ist, wer überhaupt da war.")
    gruende.append(quelle)
    bekannt = bool(zeilen) and mitglieder > 0
    return Beschlussfaehigkeit(
        len(da), befangene, mitglieder, noetig, len(da) >= noetig if bekannt else None, genau, tuple(gruende)
    )
