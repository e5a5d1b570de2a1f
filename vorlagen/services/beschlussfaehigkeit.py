"""Whether enough members were there to decide, for the meeting and for each item; said with its reckoning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vorlagen.models import Anwesenheit, Gremium, Sitzung, Tagesordnungspunkt
from vorlagen.services import anwesenheiten, gemeinsam

MEHR_ALS_HAELFTE = "mehr_als_haelfte"
MINDESTENS_HAELFTE = "mindestens_haelfte"


@dataclass(frozen=True, slots=True)
class Beschlussfaehigkeit:
    """`anwesend` voting members of `mitglieder`, `befangen` among those present; `gegeben` None if nobody knows.

    `stimmberechtigt` is who could vote. `genau`: the item's time is known; else who was there at any time counts.
    `gefuehrt`: somebody wrote the attendance list.
    """

    anwesend: int
    befangen: int
    mitglieder: int
    noetig: int
    gegeben: bool | None
    genau: bool
    gefuehrt: bool
    gruende: tuple[str, ...]

    @property
    def stimmberechtigt(self) -> int:
        """Present and not biased."""
        return self.anwesend - self.befangen


def fuer_sitzung(sitzung: Sitzung) -> Beschlussfaehigkeit:
    """At the beginning of the meeting; of a joint one every body must be able to decide."""
    runde = _runde(sitzung)
    return _rechne(runde, runde.gremien, sitzung.beginn, frozenset(), genau=True)


def fuer_punkt(top: Tagesordnungspunkt) -> Beschlussfaehigkeit:
    """When the item was called. Who is biased is not counted among those who can vote."""
    return fuer_punkte(top.sitzung, [top])[top.id]


def fuer_punkte(sitzung: Sitzung, tops: Iterable[Tagesordnungspunkt]) -> Mapping[str, Beschlussfaehigkeit]:
    """The same for several items of one meeting, by id."""
    runde, befangen = _runde(sitzung), anwesenheiten.befangene_je_punkt(sitzung.id)
    gremien = gemeinsam.gremien_je_station(sitzung)
    return {
        top.id: _rechne(
            runde,
            gremien.get(top.beratung_id or "", [sitzung.gremium]),
            top.aufgerufen,
            frozenset(zeile.anwesenheit_id for zeile in befangen.get(top.id, ())),
            genau=top.aufgerufen is not None,
        )
        for top in tops
    }


def heutige_ordnung(sitzung: Sitzung) -> dict[str, Any]:
    """By body what is to be kept with a closed meeting: its rules, its voting members by name and their number."""
    return {gremium.id: _heutige(gremium, sitzung) for gremium in gemeinsam.gremien(sitzung)}


@dataclass(frozen=True, slots=True)
class _Runde:
    """Who meets: the bodies, the one that called the meeting first, with rules and names of voting members by id."""

    gremien: Sequence[Gremium]
    regeln: Mapping[str, Mapping[str, Any]]
    namen: Mapping[str, set[str]]
    zeilen: Sequence[Anwesenheit]

    def zaehlt(self, zeile: Anwesenheit, gremium: Gremium) -> bool:
        """In whose body somebody counts; who has no seat on record sits for the body that called the meeting."""
        if gremium is self.gremien[0] and not any(zeile.name in alle for alle in self.namen.values()):
            return True
        return len(self.gremien) == 1 or zeile.name in self.namen[gremium.id]


def _runde(sitzung: Sitzung) -> _Runde:
    gremien = gemeinsam.gremien(sitzung)
    damals = sitzung.ordnung or {}
    regeln = {gremium.id: damals.get(gremium.id) or _heutige(gremium, sitzung) for gremium in gremien}
    namen = {gremium_id: set(regel["namen"]) for gremium_id, regel in regeln.items()}
    return _Runde(gremien, regeln, namen, anwesenheiten.liste(sitzung.id))


def _heutige(gremium: Gremium, sitzung: Sitzung) -> dict[str, Any]:
    sitze = anwesenheiten.mitglieder(gremium.id, anwesenheiten.sitzungstag(sitzung))
    namen = [sitz.name for sitz in sitze if sitz.stimmberechtigt]
    return {**gremium.ordnung, "mitglieder": gremium.ordnung.get("mitglieder") or len(namen), "namen": namen}


def _rechne(
    runde: _Runde, gremien: Sequence[Gremium], wann: datetime | None, befangen: frozenset[str], *, genau: bool
) -> Beschlussfaehigkeit:
    """Body by body; who sits in two of them is counted in both, and once among those who vote."""
    stimmende = [z for z in runde.zeilen if z.stimmberechtigt and anwesenheiten.war_da(z, wann)]
    da, mitglieder, noetig, gruende, urteile = set[str](), 0, 0, list[str](), list[bool | None]()
    for gremium in gremien:
        eigene = [zeile.id for zeile in stimmende if runde.zaehlt(zeile, gremium)]
        stark = int(runde.regeln[gremium.id]["mitglieder"])
        braucht, saetze = _quorum(runde.regeln[gremium.id], stark, len(eigene))
        gruende += [f"{gremium.name}: {saetze[0]}" if len(gremien) > 1 else saetze[0], *saetze[1:]]
        da.update(eigene)
        mitglieder, noetig = mitglieder + stark, noetig + braucht
        urteile.append(len(eigene) >= braucht if runde.zeilen and stark > 0 else None)
    befangene = len(da & befangen)
    if befangene:
        gruende.insert(1, f"Davon befangen: {befangene}; sie stimmen nicht mit.")
    if not genau:
        gruende.append("Wann der Punkt aufgerufen wurde, ist nicht vermerkt; gezählt ist, wer überhaupt da war.")
    gegeben = None if None in urteile else all(urteile)
    return Beschlussfaehigkeit(
        len(da), befangene, mitglieder, noetig, gegeben, genau, bool(runde.zeilen), tuple(dict.fromkeys(gruende))
    )


def _quorum(regel: Mapping[str, Any], mitglieder: int, anwesend: int) -> tuple[int, Sequence[str]]:
    """How many of a body must be there, and the reckoning with its source."""
    anteil = str(regel.get("beschlussfaehig", MEHR_ALS_HAELFTE))
    noetig = (mitglieder + 1) // 2 if anteil == MINDESTENS_HAELFTE else mitglieder // 2 + 1
    wort = "mindestens die Hälfte" if anteil == MINDESTENS_HAELFTE else "mehr als die Hälfte"
    quelle = (
        f"Quelle: {regel['quelle']}." if regel.get("quelle") else "Annahme, bitte in der Geschäftsordnung bestätigen."
    )
    satz = f"{anwesend} von {mitglieder} stimmberechtigten Mitgliedern sind anwesend, nötig sind {noetig} ({wort})."
    return noetig, (satz, quelle)
