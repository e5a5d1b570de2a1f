"""A new meeting as somebody types it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from werkzeug.datastructures import MultiDict

from vorlagen.kalender import BERLIN, augenblick
from vorlagen.web.formulare.werte import als_datum
from vorlagen.web.schemas.blatt import JAHRE

NACHT: Final = time(6)
"""Until then a meeting of the evening before may have lasted."""

_UHRZEIT = re.compile(r"(\d{1,2})[:.](\d{2})(?:\s*Uhr)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Sitzungseingabe:
    """What was typed."""

    gremium: str = ""
    datum: str = ""
    uhrzeit: str = "17:00"
    ort: str = ""


_GETIPPT = (
    "titel",
    "begruendung_nichtoeffentlich",
    "unter_top",
    "gegenstand",
    "begruendung",
    "trotzdem",
    "abgesandt",
    "abgesandt_um",
)


def getippt(form: Mapping[str, str]) -> dict[str, str]:
    """What was typed on the meeting's page, to show it again when it was not taken."""
    vorgabe = dict.fromkeys(_GETIPPT, "") | {"teil": "nichtoeffentlich", "aufnahme": "nachtrag"}
    return {name: form.get(name, wert) for name, wert in vorgabe.items()}


def lies(form: MultiDict[str, str]) -> Sitzungseingabe:
    """What came in."""
    return Sitzungseingabe(*(form.get(name, "").strip() for name in ("gremium", "datum", "uhrzeit", "ort")))


def pruefe(eingabe: Sitzungseingabe) -> tuple[datetime | None, Mapping[str, list[str]]]:
    """The instant at which the meeting begins, and every fault."""
    fehler = {}
    if not eingabe.gremium:
        fehler["gremium"] = ["Bitte wählen Sie das Gremium."]
    tag = als_datum(eingabe.datum)
    if tag is None or tag.year not in JAHRE:
        fehler["datum"] = ["Bitte geben Sie den Tag der Sitzung an, zum Beispiel 03.12.2026."]
    uhrzeit = uhrzeit_aus(eingabe.uhrzeit)
    if uhrzeit is None:
        fehler["uhrzeit"] = ["Bitte geben Sie die Uhrzeit an, zum Beispiel 17:00."]
    elif uhrzeit.hour == 2:
        fehler["uhrzeit"] = ["Zwischen 2 und 3 Uhr werden die Uhren umgestellt; bitte wählen Sie eine andere Zeit."]
    if len(eingabe.ort) > 300:
        fehler["ort"] = ["Höchstens 300 Zeichen sind möglich."]
    if fehler or tag is None or uhrzeit is None:
        return None, fehler
    return augenblick(tag, uhrzeit, frueher=True), fehler


def zeitpunkt_aus(datum: str, uhrzeit: str) -> datetime | None:
    """The instant that a day and a time mean together; None if one is missing or unreadable."""
    tag, um = als_datum(datum), uhrzeit_aus(uhrzeit)
    return augenblick(tag, um, frueher=True) if tag is not None and tag.year in JAHRE and um is not None else None


def in_der_sitzung(beginn: datetime, uhrzeit: time, *, frueher: bool = True) -> datetime:
    """The instant that a clock time in the course of a meeting means: after midnight it is the next day."""
    ortszeit = beginn.astimezone(BERLIN)
    nachts = uhrzeit < min(NACHT, ortszeit.time())
    return augenblick(ortszeit.date() + timedelta(days=1 if nachts else 0), uhrzeit, frueher=frueher)


def uhrzeit_aus(eingabe: str) -> time | None:
    """17:30 or 17.30 Uhr; None for anything else."""
    fund = _UHRZEIT.fullmatch(eingabe.strip())
    if fund is None or int(fund[1]) > 23 or int(fund[2]) > 59:
        return None
    return time(int(fund[1]), int(fund[2]))
