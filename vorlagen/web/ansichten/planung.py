"""A plan in words: one line for who is in a hurry, and for each stage its reasons; for a paper and for a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.kalender import Sitzungstermin, haltgruende, kette
from vorlagen.models import Vorlage
from vorlagen.services import planung, stammdaten, zeichenzeiten
from vorlagen.services.planung import Auskunft, Wunsch
from vorlagen.services.sichtbarkeit import Einblick
from vorlagen.web.formulare.auswahl import Auswahl
from vorlagen.web.formulare.blatt import Blatt
from vorlagen.web.formulare.folge import AUSWAHL, Stationszeile
from vorlagen.web.formulare.werte import als_datum
from vorlagen.web.worte import heute
from vorlagen.workflow.workflow import AblaufFehlerhaft


@dataclass(frozen=True, slots=True)
class Haltbild:
    """One stage: when it can be, how many days the release has left for it, and why."""

    gremium: str
    tag: date | None
    termin: Sitzungstermin | None
    puffer_tage: int | None
    gruende: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planbild:
    """`kette` is the whole in one line; `entscheidung` None: not in sight.

    `zur_mitzeichnung_bis` is there while a paper has not been released; it is a Werktag.
    """

    kette: str
    entscheidung: date | None
    zur_mitzeichnung_bis: date | None
    halte: tuple[Haltbild, ...]
    hinweise: tuple[str, ...]


def bild(auskunft: Auskunft) -> Planbild:
    """The plan, or the sentence why there is none."""
    plan = auskunft.plan
    if plan is None:
        return Planbild(auskunft.hinweise[-1] + ".", None, None, (), auskunft.hinweise)
    halte = tuple(
        Haltbild(halt.etappe.gremium, halt.tag, halt.termin, halt.puffer_tage, haltgruende(plan, halt))
        for halt in plan.halte
    )
    beginn = None if auskunft.freigegeben or plan.beginn == plan.freigabe else plan.beginn_spaetestens
    return Planbild(kette(plan, freigegeben=auskunft.freigegeben), plan.entscheidung, beginn, halte, auskunft.hinweise)


def fuer_vorlage(vorlage: Vorlage, einblick: Einblick, *, jetzt: datetime) -> Planbild | None:
    """What the page of a paper says of its way; None where nothing is left to plan, or not for this reader."""
    if einblick is not Einblick.VOLL or vorlage.beendet or not vorlage.beratungen:
        return None
    tag = heute(jetzt)
    try:
        gezeigt = bild(planung.fuer_vorlage(vorlage, heute=tag))
    except (NichtGefunden, AblaufFehlerhaft, EingabeUngueltig):  # a plan is extra; the page must open without it
        return None
    vorbei = gezeigt.entscheidung is not None and gezeigt.entscheidung < tag
    return None if vorbei else gezeigt


def fuer_entwurf(blatt: Blatt, moeglich: Auswahl) -> Planbild | None:
    """What the draft form says of the way that is chosen in it, saved or not; None before a body is chosen."""
    stadt = stammdaten.koerperschaft(blatt.koerperschaft_id)
    namen = {gremium.id: gremium.kuerzel or gremium.name for gremium in stammdaten.gremien(stadt.id)}
    wuensche = _wuensche(blatt.entwurf.folge, namen, moeglich)
    if not wuensche:
        return None
    zeit = zeichenzeiten.uebliche(stadt, blatt.ablauf)
    try:
        auskunft = planung.frage_vorwaerts(stadt, wuensche, moeglich.heute, vorlauf=zeit.werktage)
    except EingabeUngueltig:  # a chosen day beyond the calendar; the field itself says so when it is saved
        return None
    return bild(replace(auskunft, hinweise=(zeit.satz,)))


def _wuensche(folge: Sequence[Stationszeile], namen: Mapping[str, str], moeglich: Auswahl) -> list[Wunsch]:
    """The rows for which a body is chosen, with whom they stand side by side and for whom they wait."""
    gewaehlt = [zeile for zeile in folge if _gremien(zeile, namen)]
    kennungen = [zeile.kennung or f"#{nr}" for nr, zeile in enumerate(gewaehlt)]
    reihe, wuensche = 0, []
    for kennung, zeile in zip(kennungen, gewaehlt, strict=True):
        reihe += not (zeile.zugleich and reihe)
        wuensche.append(replace(_wunsch(zeile, namen, moeglich), schluessel=kennung, reihe=reihe))
        andere = tuple(name for name in kennungen if name != kennung)
        auf = {"alle": andere, "keine": (), AUSWAHL: tuple(name for name in andere if name in zeile.auf)}
        wuensche[-1] = replace(wuensche[-1], wartet_auf=auf.get(zeile.wartet))
    return wuensche


def _gremien(zeile: Stationszeile, namen: Mapping[str, str]) -> list[str]:
    ids = zeile.wo.partition("@")[0].partition(":")[0].split("+")
    return [gremium_id for gremium_id in dict.fromkeys([*ids, zeile.mit]) if gremium_id in namen]


def _wunsch(zeile: Stationszeile, namen: Mapping[str, str], moeglich: Auswahl) -> Wunsch:
    ort, _, tag = zeile.wo.partition("@")
    gewaehlt = moeglich.termine.get(ort.partition(":")[2])
    gremien = _gremien(zeile, namen)
    return Wunsch(
        gremium_id=gremien[0],
        gremium=" und ".join(namen[gremium_id] for gremium_id in gremien),
        art=zeile.art,
        nicht_vor=gewaehlt.tag if gewaehlt else als_datum(tag),
        abstand_tage=int(zeile.abstand) if zeile.abstand.isdecimal() and len(zeile.abstand) <= 3 else 0,
        ohne_termin=zeile.intern,
    )


def als_werte(richtung: str, auskunft: Auskunft) -> dict[str, Any]:
    """The plan for programs: plain values, days as ISO 8601."""
    plan, gezeigt = auskunft.plan, bild(auskunft)
    return {
        "richtung": richtung,
        "beginn": _iso(plan.beginn if plan else None),
        "freigabe": _iso(plan.freigabe if plan else None),
        "entscheidung": _iso(gezeigt.entscheidung),
        "stationen": [_station(halt) for halt in gezeigt.halte],
        "spaetestens": _iso(plan.spaetestens if plan else None),
        "beginn_spaetestens": _iso(plan.beginn_spaetestens if plan else None),
        "sonst": _iso(plan.sonst if plan else None),
        "kette": gezeigt.kette,
        "gruende": list(gezeigt.hinweise),
    }


def _station(halt: Haltbild) -> dict[str, Any]:
    termin = halt.termin
    return {
        "gremium": halt.gremium,
        "sitzung": termin.sitzung if termin else None,
        "datum": _iso(halt.tag),
        "abgabe_bis": _iso(termin.abgabe_bis if termin else None),
        "ladung_bis": _iso(termin.ladung_bis if termin else None),
        "puffer_tage": halt.puffer_tage,
        "gruende": list(halt.gruende),
    }


def _iso(tag: date | None) -> str | None:
    return tag.isoformat() if tag else None
