"""A series of meetings as somebody types it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, time

from werkzeug.datastructures import MultiDict

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import Wochentag
from vorlagen.kalender.reihen import Reihenregel, Rhythmus
from vorlagen.web.formulare.sitzung import uhrzeit_aus
from vorlagen.web.formulare.werte import als_datum
from vorlagen.web.schemas.blatt import JAHRE


@dataclass(frozen=True, slots=True)
class Reiheneingabe:
    """What was typed."""

    gremium: str = ""
    rhythmus: str = "monatlich"
    wochentag: str = "1"
    woche: str = "1"
    jede: str = "1"
    von: str = ""
    bis: str = ""
    uhrzeit: str = "17:00"
    ort: str = ""


def lies(form: MultiDict[str, str]) -> Reiheneingabe:
    """What came in; what is missing is as on the empty form."""
    return Reiheneingabe(**{f.name: form.get(f.name, str(f.default)).strip() for f in fields(Reiheneingabe)})


def pruefe(eingabe: Reiheneingabe) -> tuple[tuple[Reihenregel, time] | None, Mapping[str, list[str]]]:
    """The rule and the time of day, and every fault."""
    fehler: dict[str, list[str]] = {}
    if not eingabe.gremium:
        fehler["gremium"] = ["Bitte wählen Sie das Gremium."]
    tage: dict[str, date] = {}
    for name, wert in (("von", eingabe.von), ("bis", eingabe.bis)):
        tag = als_datum(wert)
        if tag is None or tag.year not in JAHRE:
            fehler[name] = ["Bitte geben Sie einen Tag an, zum Beispiel 03.12.2026."]
        else:
            tage[name] = tag
    uhrzeit = uhrzeit_aus(eingabe.uhrzeit)
    if uhrzeit is None or uhrzeit.hour == 2:
        fehler["uhrzeit"] = ["Bitte geben Sie die Uhrzeit an, zum Beispiel 17:00."]
    if len(eingabe.ort) > 300:
        fehler["ort"] = ["Höchstens 300 Zeichen sind möglich."]
    if eingabe.rhythmus not in set(Rhythmus):
        fehler["rhythmus"] = ["Bitte wählen Sie den Rhythmus."]
    zahlen = {name: getattr(eingabe, name) for name in ("wochentag", "woche", "jede")}
    for name, wert in zahlen.items():
        if not (wert.removeprefix("-").isascii() and wert.removeprefix("-").isdecimal() and len(wert) < 4):
            fehler[name] = ["Bitte eine Zahl eintragen."]
    if fehler or uhrzeit is None:
        return None, fehler
    try:
        regel = Reihenregel(
            rhythmus=Rhythmus(eingabe.rhythmus),
            wochentag=Wochentag(int(eingabe.wochentag) % 7),
            woche=int(eingabe.woche),
            jede=int(eingabe.jede),
            von=tage["von"],
            bis=tage["bis"],
        )
    except EingabeUngueltig as abgelehnt:
        return None, abgelehnt.felder
    return (regel, uhrzeit), fehler
