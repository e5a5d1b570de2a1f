"""What became of the notice rules of bodies: who confirmed and changed them when, out of the Protokoll; and a trial."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.kalender import Ladung, ladungsregel
from vorlagen.kalender import berechne as rechne_ladung
from vorlagen.models import Gremium, Protokolleintrag
from vorlagen.services import protokoll, stammdaten, termine
from vorlagen.services.fristen import kalender_von
from vorlagen.services.protokoll import Ereignis, Gegenstand
from vorlagen.services.wer import Wer

_ARTEN = (Ereignis.FRISTREGEL_GEAENDERT, Ereignis.FRISTREGEL_BESTAETIGT)


@dataclass(frozen=True, slots=True)
class Regelstand:
    """A body, whether its notice rule is confirmed, and by whom and when, as far as that is still written down."""

    gremium: Gremium
    bestaetigt: bool
    am: datetime | None = None
    durch: str = ""


@dataclass(frozen=True, slots=True)
class Regelereignis:
    """One change or confirmation. `bisher` and `neu` name the fields that differ; empty: only confirmed."""

    zeit: datetime
    wer: str
    titel: str
    bisher: str
    neu: str
    grund: str


@dataclass(frozen=True, slots=True)
class Regelprobe:
    """What the rules of a body mean for a meeting on some day."""

    gremium: Gremium
    ladung: Ladung
    abgabe: date


def staende(wer: Wer) -> Sequence[Regelstand]:
    """The bodies of the own town in its order. Raises `NichtBerechtigt`."""
    stammdaten.pruefe_verwaltung(wer)
    gremien = stammdaten.gremien(wer.koerperschaft_id)
    letzte = {zeile.gegenstand_id: zeile for zeile in _zeilen([gremium.id for gremium in gremien])}
    namen = stammdaten.namen({zeile.wer_id for zeile in letzte.values() if zeile.wer_id})
    staende = []
    for gremium in gremien:
        bestaetigt, zeile = ladungsregel(gremium.ladung).bestaetigt, letzte.get(gremium.id)
        wann = zeile if bestaetigt and zeile is not None and _daten(zeile).get("bestaetigt") else None
        durch = namen.get(wann.wer_id or "", "den Betrieb") if wann else ""
        staende.append(Regelstand(gremium, bestaetigt, wann.zeit if wann else None, durch))
    return staende


def geschichte(gremium: Gremium, wer: Wer) -> Sequence[Regelereignis]:
    """What was changed and confirmed, the latest first. Raises `NichtBerechtigt`."""
    stammdaten.pruefe_verwaltung(wer)
    zeilen = list(_zeilen([gremium.id]))[::-1]
    namen = stammdaten.namen({zeile.wer_id for zeile in zeilen if zeile.wer_id})
    return [_ereignis(zeile, namen) for zeile in zeilen]


def proben(tag: date, wer: Wer) -> Sequence[Regelprobe]:
    """What each body's rules mean for a meeting on that day. Raises `NichtBerechtigt`, `EingabeUngueltig`."""
    stammdaten.pruefe_verwaltung(wer)
    kalender = kalender_von(stammdaten.koerperschaft(wer.koerperschaft_id))
    return [
        Regelprobe(
            gremium,
            rechne_ladung(tag, ladungsregel(gremium.ladung), kalender),
            termine.abgabe(gremium, tag, kalender).ende,
        )
        for gremium in stammdaten.gremien(wer.koerperschaft_id)
    ]


def vermerke(
    gremium: Gremium, bisher: Mapping[str, Any], neu: Mapping[str, Any], grund: str, *, wer: Wer, jetzt: datetime
) -> None:
    """Write a change down inside the running transaction; what stays as it is leaves no trace."""
    anders = sorted(name for name in {*bisher, *neu} if bisher.get(name) != neu.get(name))
    if not anders:
        return
    was = Ereignis.FRISTREGEL_BESTAETIGT if anders == ["bestaetigt"] and neu.get("bestaetigt") else _ARTEN[0]
    sachlich = [name for name in anders if name != "bestaetigt"]
    protokoll.schreibe(
        was,
        wer=wer,
        gegenstand=Gegenstand("gremium", gremium.id),
        daten={
            "bisher": _worte(bisher, sachlich),
            "neu": _worte(neu, sachlich),
            "bestaetigt": bool(neu.get("bestaetigt")),
            "grund": grund.strip() or None,
        },
        jetzt=jetzt,
        koerperschaft_id=gremium.koerperschaft_id,
    )


def _zeilen(gremium_ids: Sequence[str]) -> Sequence[Protokolleintrag]:
    """Oldest first."""
    frage = select(Protokolleintrag).where(
        Protokolleintrag.gegenstand_id.in_(gremium_ids), Protokolleintrag.was.in_(_ARTEN)
    )
    return db.session.scalars(frage.order_by(Protokolleintrag.zeit, Protokolleintrag.id)).all()


def _ereignis(zeile: Protokolleintrag, namen: Mapping[str, str]) -> Regelereignis:
    daten = _daten(zeile)
    return Regelereignis(
        zeit=zeile.zeit,
        wer=namen.get(zeile.wer_id, "nicht mehr bekannt") if zeile.wer_id else "der Betrieb",
        titel=Ereignis(zeile.was).titel,
        bisher=daten.get("bisher") or "",
        neu=daten.get("neu") or "",
        grund=daten.get("grund") or "",
    )


def _daten(zeile: Protokolleintrag) -> Mapping[str, Any]:
    """Empty for a row that somebody tampered with; `vorlagen verlauf pruefe` says so, the page goes on."""
    try:
        daten = json.loads(zeile.daten)
    except ValueError:
        return {}
    return daten if isinstance(daten, dict) else {}


def _worte(werte: Mapping[str, Any], namen: Sequence[str]) -> str | None:
    """„tage: 7, kanal: –“ of the fields that differ."""
    return ", ".join(f"{name}: {_wort(werte.get(name))}" for name in namen) or None


def _wort(wert: Any) -> str:
    if wert is None:
        return "–"
    return {True: "ja", False: "nein"}[wert] if isinstance(wert, bool) else str(wert)
