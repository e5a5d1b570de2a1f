"""Real cases played again as events: drafted, released, put on agendas, dealt with, as far as the file tells.

What happened is read from the file's prose (`reading`), votes, points and ballots; its `ausgang` is never looked at:
that is what the replay is measured against. Nothing here knows one file from another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from tests.welt import Stadt, als, entwurf, gehe
from vorlagen.extensions import db
from vorlagen.models import Gremium, Vorlage
from vorlagen.services import ergebnisse, sitzungen, tagesordnung
from vorlagen.services.abstimmungen import (
    Antragsabstimmung,
    Ergebnis,
    Punktergebnis,
    Stimmen,
    Verfahrensabstimmung,
)
from vorlagen.services.beratungsfolge import ENTSCHEIDEND, Station
from vorlagen.services.sichtbarkeit import hole

Zeile = Mapping[str, Any]
BEGINN = datetime(2000, 1, 3, 9, tzinfo=UTC)
"""Before all of them."""

WORTE = (
    ("referred", "verwiesen"), ("postponed", "vertagt"), ("recommended", "empfohlen"), ("noted", "kenntnis_genommen"),
    ("withdrawn", "zurueckgezogen"), ("settled", "erledigt"), ("elected", "gewaehlt"),
    ("not elected", "nicht_gewaehlt"),
    ("amended", "angenommen_geaendert"), ("accepted", "angenommen"), ("rejected", "abgelehnt"),
    ("committee recommends rejection", "abgelehnt"), ("co-deliberating committee rejects", "abgelehnt"),
    ("forwarded to", "ohne_empfehlung"), ("amendment", "angenommen"), ("no recommendation", "ohne_empfehlung"),
    ("recommended with changes", "empfohlen_geaendert"),
)  # fmt: skip
"""How the prose of a reading begins, and what a person who reads it would choose; the longest that fits counts."""


@dataclass(slots=True)
class Stufe:
    """One stage of the paper, and the rows of the file that are its attempts."""

    zeilen: list[int] = field(default_factory=list)
    intern: bool = False


@dataclass(frozen=True, slots=True)
class Erlebt:
    """What came of one row: the outcome at its agenda item, and of its points by number."""

    zeile: int
    ausgang: str | None
    punkte: Mapping[str, str | None]


def spiele_nach(fall: Mapping[str, Any], stadt: Stadt) -> tuple[str, list[Erlebt]]:
    """Carry a paper of this case through its life; returns its id and what came of each row."""
    zeilen: list[Zeile] = list(fall.get("beratungsfolge") or [])
    stufen = list(_stufen(zeilen))
    gremien = _gremien(stadt, zeilen)
    vorlage_id = _freigegeben(fall, stadt, zeilen, stufen, gremien)
    beratungen = [beratung.id for beratung in _lies(vorlage_id).beratungen]
    erlebt: dict[int, Erlebt] = {}
    for nr in _der_reihe_nach(zeilen):
        platz = next(i for i, stufe in enumerate(stufen) if nr in stufe.zeilen)
        if not stufen[platz].intern:
            erlebt[nr] = _erlebe(vorlage_id, beratungen[platz], nr, zeilen, gremien)
    return vorlage_id, [erlebt.get(nr, Erlebt(nr, None, {})) for nr in range(len(zeilen))]


def _stufen(zeilen: Sequence[Zeile]) -> Iterator[Stufe]:
    """Rows of one body for one purpose are attempts of one stage while it has postponed or said nothing."""
    stufe = Stufe()
    for nr, zeile in enumerate(zeilen):
        vorige = zeilen[nr - 1] if nr else {}
        gleich = all(zeile.get(name) == vorige.get(name) for name in ("gremium", "art", "public"))
        offen = vorige.get("date") and zeile.get("date") and _gelesen(vorige) in (None, "vertagt")
        if nr and not (gleich and offen and zeile["date"] > vorige["date"]):
            yield stufe
            stufe = Stufe()
        stufe.zeilen.append(nr)
        stufe.intern = str(zeile.get("reading") or "").startswith("internal")
    if stufe.zeilen:
        yield stufe


def _gremien(stadt: Stadt, zeilen: Sequence[Zeile]) -> dict[str, str]:
    als("gerda")
    bekannt = {gremium.name: gremium.id for gremium in db.session.scalars(select(Gremium))}
    neue = {name: Gremium(koerperschaft_id=stadt.koerperschaft_id, name=name) for name in map(_gremium, zeilen)}
    fehlende = {name: gremium for name, gremium in neue.items() if name not in bekannt}
    db.session.add_all(fehlende.values())
    db.session.commit()
    return bekannt | {name: gremium.id for name, gremium in fehlende.items()}


def _freigegeben(
    fall: Mapping[str, Any], stadt: Stadt, zeilen: Sequence[Zeile], stufen: Sequence[Stufe], gremien: Mapping[str, str]
) -> str:
    erste = [zeilen[stufe.zeilen[0]] for stufe in stufen]
    wahl = any(zeile.get("art") == "Wahl" for zeile in erste)
    entscheidet = [
        zeile.get("art") in ENTSCHEIDEND and not stufe.intern for zeile, stufe in zip(erste, stufen, strict=True)
    ]
    if erste and not any(entscheidet):
        entscheidet[-1] = True
    folge = [
        Station(
            (gremien[_gremium(zeile)],),
            zeile.get("art") or ("Wahl" if wahl else ""),
            entscheidet=entscheidend,
            oeffentlich=None if zeile.get("public") is not False else False,
            intern=stufe.intern,
            wartet_auf=(),
        )
        for zeile, stufe, entscheidend in zip(erste, stufen, entscheidet, strict=True)
    ]
    nummern = dict.fromkeys(str(punkt["nr"]) for zeile in zeilen for punkt in zeile.get("points") or ())
    vorlage_id = entwurf(
        stadt,
        art="Beschlussvorlage",
        betreff=fall.get("title") or fall["id"],
        beratungsfolge=folge or [Station((stadt.gremien["Rat"],), "Entscheidung")],
        mitzeichnungen=[],
        beschlusspunkte=[{"nr": nr, "text": f"Punkt {nr}"} for nr in nummern],
        jetzt=BEGINN,
    )
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda", jetzt=BEGINN)
    gehe(vorlage_id, "freigeben", "olaf", jetzt=BEGINN)
    return vorlage_id


def _der_reihe_nach(zeilen: Sequence[Zeile]) -> list[int]:
    """By date as far as there is one; undated rows that have a result keep their place in the file."""
    geschehen = [nr for nr, zeile in enumerate(zeilen) if zeile.get("date") or _gelesen(zeile) or zeile.get("points")]
    zuletzt = date(2001, 1, 1)
    tage: dict[int, date] = {}
    for nr in geschehen:
        zuletzt = date.fromisoformat(zeilen[nr]["date"]) if zeilen[nr].get("date") else zuletzt
        tage[nr] = zuletzt
    return sorted(geschehen, key=lambda nr: (tage[nr], nr))


def _erlebe(vorlage_id: str, beratung_id: str, nr: int, zeilen: Sequence[Zeile], gremien: Mapping[str, str]) -> Erlebt:
    zeile = zeilen[nr]
    tag = date.fromisoformat(zeile["date"]) if zeile.get("date") else date(2001, 1, 1) + timedelta(days=nr)
    beginn = datetime.combine(tag, time(16), UTC)
    gerda = als("gerda")
    sitzung_id = sitzungen.lege_an(gremien[_gremium(zeile)], beginn, wer=gerda, jetzt=beginn - timedelta(days=30))
    top_id = tagesordnung.nimm_auf(sitzung_id, beratung_id, wer=gerda, jetzt=beginn - timedelta(hours=3))
    ergebnis = _ergebnis(zeile)
    if ergebnis is not None:
        spaeter = beginn + timedelta(days=25)
        ergebnisse.trage_ein(beratung_id, ergebnis, version=None, wer=gerda, jetzt=spaeter, top_id=top_id)
    vorlage = _lies(vorlage_id)
    beratung = next(b for b in vorlage.beratungen if b.id == beratung_id)
    nummern = {punkt.id: punkt.nr for punkt in vorlage.beschlusspunkte}
    punkte = {
        nummern[a.punkt_id]: a.ausgang for a in beratung.abstimmungen if a.gilt and a.top_id == top_id and a.punkt_id
    }
    return Erlebt(nr, next(top.ausgang for top in beratung.tops if top.id == top_id), punkte)


def _ergebnis(zeile: Zeile) -> Ergebnis | None:
    """The result as a clerk would enter it from what the file tells; None if nothing happened yet."""
    punkte = tuple(
        Punktergebnis(str(punkt["nr"]), _gelesen(punkt), punkt.get("result"), _stimmen(punkt))
        for punkt in zeile.get("points") or ()
    )
    antrag = zeile.get("procedural_vote")
    verfahren: tuple[Verfahrensabstimmung, ...] = ()
    if antrag:
        ausgang = antrag.get("result")
        verfahren = (Verfahrensabstimmung(antrag["motion"], ausgang, _stimmen(antrag), wirkung=_gelesen(zeile)),)
    gelesen = None if punkte or antrag else _gelesen(zeile)
    if gelesen is None and not punkte and not antrag:
        return None
    return Ergebnis(
        ergebnis=zeile.get("result"),
        ausgang=None if gelesen == "gewaehlt" else gelesen,
        stimmen=_stimmen(zeile.get("votes") or {}),
        punkte=punkte,
        verfahren=verfahren,
        antraege=tuple(
            Antragsabstimmung(a["what"], a.get("result"), _stimmen(a)) for a in zeile.get("sub_votes") or ()
        ),
        wahl=_wahl(zeile) if gelesen == "gewaehlt" else None,
    )


def _wahl(zeile: Zeile) -> dict[str, Any]:
    zahlen = zeile.get("votes") or {}
    gang = {"nr": 1, "abgegeben": zahlen.get("abgegeben"), "gueltig": zahlen.get("gueltig")}
    gang |= {"ungueltig": zahlen.get("ungueltig"), "enthaltung": zahlen.get("enthaltung")}
    vorschlaege = [
        {"name": "Vorschlag", "stimmen": zahlen.get("ja")},
        {"name": "dagegen", "stimmen": zahlen.get("nein")},
    ]
    return {"wahlgaenge": [gang | {"vorschlaege": vorschlaege}], "gewaehlt": "Vorschlag", "angenommen": True}


def _gelesen(zeile: Zeile) -> str | None:
    """What a person would choose who read the prose."""
    prosa = str(zeile.get("reading") or "").casefold()
    passende = [(anfang, ausgang) for anfang, ausgang in WORTE if prosa.startswith(anfang)]
    return max(passende, key=lambda paar: len(paar[0]))[1] if passende else None


def _stimmen(zahlen: Mapping[str, Any]) -> Stimmen:
    ja, nein, enthaltung, befangen = (zahlen.get(name) for name in ("ja", "nein", "enthaltung", "befangen"))
    return Stimmen(ja, nein, enthaltung, befangen)


def _gremium(zeile: Zeile) -> str:
    return str(zeile.get("gremium") or "").strip() or "Ein Gremium"


def _lies(vorlage_id: str) -> Vorlage:
    gerda = als("gerda")
    db.session.rollback()
    return hole(vorlage_id, gerda)[0]
