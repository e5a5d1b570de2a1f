"""What a run did, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.models import Einfuhr
from vorlagen.ris import Befund, Typ
from vorlagen.services.einfuhr import anstoss
from vorlagen.services.wer import Wer

_NAMEN: Final = {
    Typ.ORGANISATION: "Gremien, Fraktionen und Ämter",
    Typ.PERSON: "Personen",
    Typ.SITZ: "Mitgliedschaften",
    Typ.SITZUNG: "Sitzungen",
    Typ.PUNKT: "Tagesordnungspunkte",
    Typ.PAPIER: "Vorlagen",
    Typ.STATION: "Stationen der Beratungsfolge",
    Typ.DATEI: "Dateien",
}


@dataclass(frozen=True, slots=True)
class Zeile:
    """One kind of fault: how often, what was made of it, up to three examples."""

    satz: str
    anzahl: int
    beispiele: tuple[str, ...]
    bricht_ab: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bericht:
    """A run. `zaehler` is `{typ: {neu, geaendert, unveraendert, entfernt}}`."""

    id: str
    quelle: str
    zustand: str
    vollstaendig: bool
    begonnen: datetime
    beendet: datetime | None
    seiten: int
    zaehler: dict[str, dict[str, int]]
    befunde: tuple[Zeile, ...]

    @property
    def zahlen(self) -> Iterator[tuple[str, dict[str, int]]]:
        """The tally with the names that people know."""
        for typ, name in _NAMEN.items():
            if typ in self.zaehler:
                yield name, self.zaehler[typ]


def bericht(lauf: Einfuhr) -> Bericht:
    """The report of a run, also while it is under way."""
    return Bericht(
        id=lauf.id,
        quelle=lauf.quelle,
        zustand=lauf.zustand,
        vollstaendig=lauf.zustand == "vollstaendig",
        begonnen=lauf.begonnen,
        beendet=lauf.beendet,
        seiten=lauf.seiten,
        zaehler=lauf.zaehler,
        befunde=tuple(_zeilen(lauf.befunde)),
    )


def lies(lauf_id: str, *, wer: Wer) -> Bericht:
    """The report of one run of the own town. Raises `NichtBerechtigt`, `NichtGefunden`."""
    return bericht(anstoss.hole(lauf_id, wer=wer))


def berichte(stadt_id: str, anzahl: int = 20) -> Sequence[Bericht]:
    """The runs of a town, newest first."""
    frage = select(Einfuhr).where(Einfuhr.koerperschaft_id == stadt_id)
    return [bericht(lauf) for lauf in db.session.scalars(frage.order_by(Einfuhr.id.desc()).limit(anzahl))]


def _zeilen(befunde: dict[str, Any]) -> Iterator[Zeile]:
    """What may have left something out comes first."""
    zeilen = [
        Zeile(Befund(art).satz, werte["anzahl"], tuple(werte["beispiele"]), Befund(art).bricht_ab)
        for art, werte in befunde.items()
    ]
    yield from sorted(zeilen, key=lambda zeile: not zeile.bricht_ab)
