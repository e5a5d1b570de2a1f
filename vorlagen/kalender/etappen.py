"""The facts of a plan: meetings that can be used, stages that wait for each other, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Sitzungstermin:
    """A meeting that a stage could use. `beginn` is local wall clock.

    `abgabe_bis`: last day on which a paper for it may be released. `ladung_bis`: the day on which the invitation goes
    out, with the paper or without it.
    """

    sitzung: str
    beginn: datetime
    abgabe_bis: date
    ladung_bis: date
    gruende: tuple[str, ...] = ()

    @property
    def tag(self) -> date:
        return self.beginn.date()

    @property
    def bis(self) -> date:
        """The last day of release that still counts."""
        return min(self.abgabe_bis, self.ladung_bis)


@dataclass(frozen=True, slots=True)
class Vorgaenger:
    """What a stage waits for, and how many days must lie between the two at least (0: the same day, but later)."""

    name: str
    abstand_tage: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Etappe:
    """A stage of the way: `name` is unique in it. `termine` are all meetings known of its body.

    `nicht_vor`: a day that somebody chose. `fest`: when it has been or is on an agenda, whatever else. `ohne_termin`:
    an internal stage without meetings, which takes no time of its own.
    """

    name: str
    gremium: str
    termine: tuple[Sitzungstermin, ...] = ()
    wartet_auf: tuple[Vorgaenger, ...] = ()
    entscheidet: bool = False
    nicht_vor: date | None = None
    fest: datetime | None = None
    ohne_termin: bool = False


@dataclass(frozen=True, slots=True)
class Halt:
    """A stage in a plan. `tag` None: no meeting is known that it could reach; `termin` None: it needs none.

    `puffer_tage`: how many days later the release may come without missing this meeting.
    """

    etappe: Etappe
    tag: date | None
    termin: Sitzungstermin | None
    puffer_tage: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`beginn`: into Mitzeichnung; `freigabe`: released; `entscheidung`: the last deciding stage, None if not in sight.

    `spaetestens` is the last day of release, `beginn_spaetestens` of beginning, for the same decision; `sonst` is the
    decision if the release comes a day later than that (None: no meeting known).
    """

    beginn: date
    freigabe: date
    halte: tuple[Halt, ...]
    entscheidung: date | None
    spaetestens: date | None
    beginn_spaetestens: date | None
    sonst: date | None
