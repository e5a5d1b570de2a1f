"""What everybody may read of a vote that was taken in public."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vorlagen.models import Abstimmung, Beratung, Vorlage


@dataclass(frozen=True, slots=True, kw_only=True)
class OeffentlicheAbstimmung:
    """A vote in public. `gilt` is false once a correction took its place; of a `wahl` only who was elected is told.

    `namentlich` is the roll call that holds: what was wrong about a person is told nobody any more.
    """

    id: str
    top_id: str | None
    art: str
    punkt_id: str | None
    punkt_nr: str | None
    antrag: str | None
    gruppe: str | None
    ergebnis: str | None
    ausgang: str | None
    ja: int | None
    nein: int | None
    enthaltung: int | None
    befangen: int | None
    anwesend: int | None
    stimmberechtigt: int | None
    worte: str | None
    namentlich: Sequence[Mapping[str, str]] | None
    wahl: Mapping[str, Any] | None
    gilt: bool
    erfasst: datetime


def abstimmungen(vorlage: Vorlage, beratung: Beratung) -> Iterator[OeffentlicheAbstimmung]:
    """Votes that count of the last attempt, and at every attempt what a correction took the place of."""
    letzter = beratung.letzter_versuch.id if beratung.letzter_versuch else None
    zurueckgestellte = {id_ for top in beratung.tops for frueher in top.frueher for id_ in frueher["abstimmungen"]}
    nummern = {punkt.id: punkt.nr for punkt in vorlage.beschlusspunkte}
    for abstimmung in beratung.abstimmungen:
        ersetzt = abstimmung.art in ("sache", "wahl") and abstimmung.id not in zurueckgestellte
        if abstimmung.top_id == letzter if abstimmung.gilt else ersetzt:
            yield _abstimmung(abstimmung, nummern.get(abstimmung.punkt_id or ""))


def _abstimmung(abstimmung: Abstimmung, punkt_nr: str | None) -> OeffentlicheAbstimmung:
    gewaehlt = (abstimmung.wahl or {}).get("gewaehlt")
    return OeffentlicheAbstimmung(
        id=abstimmung.id,
        top_id=abstimmung.top_id,
        art=abstimmung.art,
        punkt_id=abstimmung.punkt_id,
        punkt_nr=punkt_nr,
        antrag=abstimmung.antrag,
        gruppe=abstimmung.gruppe,
        ergebnis=abstimmung.ergebnis,
        ausgang=abstimmung.ausgang,
        ja=abstimmung.ja,
        nein=abstimmung.nein,
        enthaltung=abstimmung.enthaltung,
        befangen=abstimmung.befangen,
        anwesend=abstimmung.anwesend,
        stimmberechtigt=abstimmung.stimmberechtigt,
        worte=abstimmung.worte,
        namentlich=abstimmung.namentlich if abstimmung.gilt else None,
        wahl={"gewaehlt": gewaehlt} if gewaehlt else None,
        gilt=abstimmung.gilt,
        erfasst=abstimmung.erfasst,
    )
