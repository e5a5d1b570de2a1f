"""The rules of a body as somebody types them: notice of meetings, and by when papers are handed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import Bezug, Kanal, Wochentag, Zugangsruhe, abgaberegel, als_werte, ladungsregel, voreinstellung
from vorlagen.models import Gremium
from vorlagen.web.formulare.fristenrechner import EINHEITEN, KANAELE

Fehler = dict[str, list[str]]

BEZUEGE: Final = [(Bezug.ZUGANG.value, "ab dem Zugang"), (Bezug.ABSENDUNG.value, "ab der Absendung")]
RUHEN: Final = [
    (Zugangsruhe.KEINE.value, "jeder Tag gilt"),
    (Zugangsruhe.SONNTAG.value, "nicht an Sonn- und Feiertagen"),
    (Zugangsruhe.WOCHENENDE.value, "nicht an Wochenenden und Feiertagen"),
]
TAGE: Final = [(tag.name.lower(), tag.name.title()) for tag in Wochentag]
WAHL: Final = {"einheiten": EINHEITEN, "kanaele": KANAELE, "bezuege": BEZUEGE, "ruhen": RUHEN, "wochentage": TAGE}
TITEL: Final = {
    "tage": "Tage",
    "dringend_tage": "Tage, wenn es dringend ist",
    "fiktion_portal": "Zugang im Portal",
    "fiktion_email": "Zugang einer E-Mail",
    "fiktion_post": "Zugang der Post",
    "abgabe_tage": "Abgabe",
    "abgabe_uhrzeit": "Uhrzeit der Abgabe",
    "dienstschluss": "Dienstschluss",
    "grund": "Warum geändert",
    "_": "Eingaben",
}
HAKEN: Final = ("sitzungstag_zaehlt", "zugangstag_zaehlt", "heilung", "rat_bestaetigt", "bestaetigt")


def aus_gremium(gremium: Gremium) -> dict[str, str]:
    """What is stored, as the form shows it."""
    abgabe = als_werte(abgaberegel(gremium.abgabe, gremium.abgabe_werktage))
    return aus_regel(als_werte(ladungsregel(gremium.ladung))) | {
        "abgabe_tage": str(abgabe["tage"]),
        "abgabe_einheit": abgabe.get("einheit", "werktage"),
        "abgabe_uhrzeit": abgabe.get("uhrzeit", ""),
    }


def aus_vorschlag(name: str, gremium: Gremium) -> dict[str, str]:
    """The form with a preset filled in, which nobody has confirmed. Raises `EingabeUngueltig`."""
    regel = voreinstellung(name).verlange()
    rest = {feld: wert for feld, wert in aus_gremium(gremium).items() if feld.startswith("abgabe_")}
    return aus_regel(als_werte(regel)) | rest


def aus_regel(werte: Mapping[str, Any]) -> dict[str, str]:
    """A notice rule as texts; what is not ticked is not there."""
    dringend, fiktion = werte.get("dringend", {}), werte.get("zugangsfiktion", {})
    eingabe = {
        "tage": str(werte["tage"]),
        "dringend_tage": str(dringend.get("tage", "")),
        "dringend_einheit": dringend.get("einheit", ""),
        "nie_verkuerzt_fuer": ", ".join(werte.get("nie_verkuerzt_fuer", ())),
    }
    for name in ("einheit", "bezug", "kanal", "zugangsruhe", "dienstschluss", "anker", "laut"):
        eingabe[name] = werte.get(name, "")
    for kanal in Kanal:
        eingabe[f"fiktion_{kanal}"] = str(fiktion.get(kanal.value, ""))
    return eingabe | {name: "1" for name in HAKEN if werte.get(name)}


def lies(eingabe: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any], Fehler]:
    """The notice rule and the rule for handing in as JSON, and every fault by its field."""
    fehler: Fehler = {}
    zahlen = {
        name: _zahl(eingabe, name, fehler) for name in TITEL if name.split("_")[0] in ("tage", "dringend", "fiktion")
    }
    if zahlen["tage"] is None and "tage" not in fehler:
        fehler["tage"] = ["Bitte geben Sie die Zahl der Tage an."]
    ladung: dict[str, Any] = {"tage": zahlen["tage"], "laut": eingabe.get("laut", "").strip()}
    for name in ("einheit", "bezug", "kanal", "zugangsruhe", "dienstschluss", "anker"):
        ladung[name] = eingabe.get(name, "").strip() or None
    ladung |= {name: True for name in HAKEN if name in eingabe}
    if zahlen["dringend_tage"] is not None:
        ladung["dringend"] = {"tage": zahlen["dringend_tage"], "einheit": eingabe.get("dringend_einheit") or None}
    fiktion = {str(kanal): zahlen[f"fiktion_{kanal}"] for kanal in Kanal if zahlen[f"fiktion_{kanal}"] is not None}
    worte = [wort.strip() for wort in eingabe.get("nie_verkuerzt_fuer", "").split(",") if wort.strip()]
    ladung |= {"zugangsfiktion": fiktion or None, "nie_verkuerzt_fuer": worte or None}
    abgabe = {
        "tage": _zahl(eingabe, "abgabe_tage", fehler),
        "einheit": eingabe.get("abgabe_einheit") or None,
        "uhrzeit": eingabe.get("abgabe_uhrzeit", "").strip() or None,
    }
    _pruefe(lambda: ladungsregel(ladung), fehler)
    _pruefe(lambda: abgaberegel(abgabe, 10), fehler)
    return ladung, abgabe, fehler


def _pruefe(versuch: Any, fehler: Fehler) -> None:
    """What the rule itself refuses is a fault of the whole."""
    if fehler:
        return
    try:
        versuch()
    except EingabeUngueltig as abgelehnt:
        fehler["_"] = [abgelehnt.satz]


def _zahl(eingabe: Mapping[str, str], name: str, fehler: Fehler) -> int | None:
    wert = eingabe.get(name, "").strip()
    if not wert:
        return None
    if not (wert.isascii() and wert.isdecimal() and len(wert) <= 4):
        fehler[name] = ["Bitte geben Sie eine ganze Zahl an."]
        return None
    return int(wert)
