"""When an invitation was sent, when it lay ready, when it counts as received: three instants; and was it in time?

They are told apart because each can be late on its own: a portal that was down, a letter over the holidays, a mail
after hours.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender.augenblicke import BERLIN, augenblick
from vorlagen.kalender.feiertage import Kalender
from vorlagen.kalender.ladung import berechne
from vorlagen.kalender.ladungsworte import fiktion_von
from vorlagen.kalender.regeln import Bezug, Kanal, Ladungsregel
from vorlagen.kalender.texte import datum_text, verschoben


@dataclass(frozen=True, slots=True)
class Zugang:
    """`abgesandt`, `bereit` (it could be read) and `zugegangen` (it counts as received), all in UTC.

    `zugegangen` is the beginning of the local day where a fiction or the hour moves it to another day.
    """

    abgesandt: datetime
    bereit: datetime
    zugegangen: datetime
    gruende: tuple[str, ...]

    @property
    def tag(self) -> date:
        """The local day of receipt."""
        return self.zugegangen.astimezone(BERLIN).date()


@dataclass(frozen=True, slots=True)
class Befund:
    """Whether the notice period was kept, with every reason, and what would heal a defect."""

    rechtzeitig: bool
    gruende: tuple[str, ...]


def zugang(
    abgesandt: datetime,
    regel: Ladungsregel,
    kalender: Kalender,
    *,
    kanal: Kanal | None = None,
    bereit: datetime | None = None,
) -> Zugang:
    """When an invitation that left at `abgesandt` counts as received. Raises `EingabeUngueltig`.

    `bereit`: when it could be read, if that was later. The fiction runs from the day of sending and never makes
    receipt earlier than the thing itself.
    """
    kanal, bereit = kanal or regel.kanal, bereit or abgesandt
    if bereit < abgesandt:
        raise EingabeUngueltig("Was noch nicht abgesandt ist, kann nicht bereitliegen.")
    ortszeit = bereit.astimezone(BERLIN)
    tag, gruende = ortszeit.date(), [f"Bereit {_zeit(bereit)}" if bereit != abgesandt else f"Abgesandt {_zeit(bereit)}"]
    if regel.dienstschluss and kanal is not Kanal.POST and ortszeit.time() >= regel.dienstschluss:
        tag = verschoben(tag, 1)
        gruende.append(f"Nach {regel.dienstschluss:%H:%M} Uhr: zählt für {datum_text(tag)}")
    fiktion, annahme = fiktion_von(regel, kanal, kalender.land)
    gilt = verschoben(abgesandt.astimezone(BERLIN).date(), fiktion)
    if fiktion and gilt > tag:
        tag = gilt
        gruende.append(f"{annahme} → {datum_text(tag)}")
    while warum := regel.zugangsruhe.trifft(tag, kalender):
        naechster = verschoben(tag, 1)
        gruende.append(f"{datum_text(tag)} {warum} gilt nicht als Zugangstag → {datum_text(naechster)}")
        tag = naechster
    zugegangen = bereit if tag == ortszeit.date() else augenblick(tag, time(0), frueher=True)
    return Zugang(abgesandt.astimezone(UTC), bereit.astimezone(UTC), zugegangen.astimezone(UTC), tuple(gruende))


def pruefe_zugang(
    sitzung: date,
    wann: Zugang,
    regel: Ladungsregel,
    kalender: Kalender,
    *,
    kanal: Kanal | None = None,
    dringend: bool = False,
    gegenstaende: Collection[str] = (),
) -> Befund:
    """Whether an invitation that was received then kept the body's rule for this meeting."""
    soll = berechne(sitzung, regel, kalender, kanal=kanal, dringend=dringend, gegenstaende=gegenstaende)
    if regel.bezug is Bezug.ABSENDUNG:
        ist, bis, was = wann.abgesandt.astimezone(BERLIN).date(), soll.absendung_spaetestens, "Absendung"
    else:
        ist, bis, was = wann.tag, soll.zugang, "Zugang"
    rechtzeitig = ist <= bis
    urteil = f"{was} {datum_text(ist)}, spätestens {datum_text(bis)}: {'rechtzeitig' if rechtzeitig else 'zu spät'}"
    return Befund(rechtzeitig, (*wann.gruende, urteil, *(() if rechtzeitig else _was_hilft(regel))))


def _was_hilft(regel: Ladungsregel) -> tuple[str, ...]:
    saetze = []
    if regel.dringend is not None:
        saetze.append("Zu prüfen: Trägt der Grund der Dringlichkeit die verkürzte Frist?")
    if regel.heilung:
        saetze.append("Der Mangel gilt gegenüber denen als geheilt, die erscheinen, ohne ihn zu rügen")
    return tuple(saetze)


def _zeit(augenblick_: datetime) -> str:
    ort = augenblick_.astimezone(BERLIN)
    return f"{datum_text(ort.date())}, {ort:%H:%M} Uhr"
