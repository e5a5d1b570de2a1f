"""When deadlines end, by the rule of a body, of a procedure, or by a date that somebody wrote down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from vorlagen.kalender import (
    BERLIN,
    Befund,
    Kalender,
    Kanal,
    augenblick,
    berechne,
    ladungsregel,
    pruefe_zugang,
    tagesende,
    werktagsfrist,
    zugang,
)
from vorlagen.models import Frist, Sitzung, Vorlage


@dataclass(frozen=True, slots=True)
class Ende:
    """When a deadline is over: its last day, the first instant after it, and the reckoning."""

    tag: date
    um: datetime
    gruende: tuple[str, ...]


def ladungsende(sitzung: Sitzung, kalender: Kalender) -> Ende:
    """The Werktag on which somebody must send the invitation, by the rule of the body as it is now."""
    regel = ladungsregel(sitzung.gremium.ladung)
    ergebnis = berechne(sitzung.beginn.astimezone(BERLIN).date(), regel, kalender)
    tag, stunde = ergebnis.aufgabe, regel.dienstschluss
    zur_stunde = stunde is not None and regel.kanal is not Kanal.POST and tag == ergebnis.absendung_spaetestens
    um = augenblick(tag, stunde, frueher=False) if zur_stunde and stunde else tagesende(tag)
    return Ende(tag, um, ergebnis.gruende)


def werktagsende(beginn: date, werktage: int, kalender: Kalender) -> Ende:
    """The last of so many Arbeitstage."""
    ergebnis = werktagsfrist(beginn, werktage, kalender)
    return Ende(ergebnis.ende, tagesende(ergebnis.ende), ergebnis.gruende)


def feldende(vorlage: Vorlage, feld: str) -> Ende | None:
    """The day that stands in a field of the paper; None while it is empty."""
    eintrag = vorlage.felder.get(feld)
    if not eintrag:
        return None
    tag = date.fromisoformat(eintrag)
    return Ende(tag, tagesende(tag), (f"Der Tag steht in der Vorlage: {tag:%d.%m.%Y}.",))


def halte_zugang_fest(frist: Frist, sitzung: Sitzung, kalender: Kalender, *, abgesandt: datetime) -> Befund:
    """Write down when an invitation went out, lay ready and counts as received, and whether that was in time.

    Sent electronically it lies ready at once. The judgement joins the reasons of the deadline.
    """
    regel = ladungsregel(sitzung.gremium.ladung)
    wann = zugang(abgesandt, regel, kalender)
    befund = pruefe_zugang(sitzung.beginn.astimezone(BERLIN).date(), wann, regel, kalender)
    frist.abgesandt, frist.bereit, frist.zugegangen = wann.abgesandt, wann.bereit, wann.zugegangen
    frist.gruende = [*frist.gruende, *befund.gruende]
    return befund
