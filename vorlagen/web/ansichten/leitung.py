"""How papers get on, in words and as tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from vorlagen.extensions import verzeichnis
from vorlagen.services import leitung
from vorlagen.services.leitung import Dauer, Lage
from vorlagen.services.leitungszahlen import Abschnitt, Filter
from vorlagen.services.tabelle import Blatt, Reihe, Tabelle
from vorlagen.services.wer import Wer

ABSCHNITTE: Final = {
    Abschnitt.ENTWURF: "Entwurf bis zur Abgabe",
    Abschnitt.MITZEICHNUNG: "Mitzeichnung",
    Abschnitt.FREIGABE: "Freigabe",
    Abschnitt.BERATUNG: "Beratung bis zum Ergebnis",
    Abschnitt.GESAMT: "Insgesamt",
}
DAUERN: Final = {
    "Quartal": 12, "Abschnitt": 26, "Vorlagen": 10, "Hälfte in höchstens (Tage)": 14,
    "Neun von zehn in höchstens (Tage)": 14, "Zurückgegeben": 14,
}  # fmt: skip
STATIONEN: Final = {"Station": 26, "Vorlagen": 10, "Längste Zeit ohne Bewegung (Tage)": 18}


def tabelle(wer: Wer, filter_: Filter, heute: date) -> Tabelle:
    """Durations quarter by quarter; in a workbook with the stations as they are today."""
    lage = leitung.lage(wer, filter_, heute=heute)
    dauern = Blatt("Dauern", DAUERN, list(_dauern(lage)))
    stationen = Blatt("Stationen", STATIONEN, list(_stationen(lage)))
    return Tabelle("leitung", dauern, (dauern, stationen))


def balken(lage: Lage) -> dict[str, int]:
    """What the longest bar of each drawing stands for: papers in a station, days of a part."""
    tage = [dauer.neunzig or 0 for dauer in lage.gesamt.dauern.values()]
    return {
        "stationen": max((station.anzahl for station in lage.stationen), default=1) or 1,
        "dauern": max(tage, default=1) or 1,
        "quartale": max((z.dauern[Abschnitt.GESAMT].neunzig or 0 for z in lage.quartale), default=1) or 1,
    }


def als_json(lage: Lage, heute: date) -> dict[str, Any]:
    """The same for programs."""
    return {
        "stationen": [
            {"status": s.status, "titel": _titel(s.ablauf, s.status), "anzahl": s.anzahl, "laengste_tage": s.laengste}
            for s in lage.stationen
        ],
        "engstelle": lage.engstelle,
        "stille": [
            {
                "vorlage": {"id": z.id, "nummer": z.nummer, "betreff": z.betreff},
                "status": z.status,
                "amt": z.amt,
                "geaendert": z.geaendert.isoformat(),
            }
            for z in lage.stille
        ],
        "zeitraeume": [
            {
                "quartal": z.quartal.kennung if z.quartal else None,
                "zurueckgegeben": z.zurueckgegeben,
                "abschnitte": [_dauer(abschnitt, dauer) for abschnitt, dauer in z.dauern.items()],
            }
            for z in (lage.gesamt, *lage.quartale)
        ],
        "stand": heute.isoformat(),
    }


def _dauer(abschnitt: Abschnitt, dauer: Dauer) -> dict[str, Any]:
    return {
        "abschnitt": abschnitt,
        "vorlagen": dauer.anzahl,
        "median_tage": dauer.median,
        "neunzig_prozent_tage": dauer.neunzig,
    }


def _dauern(lage: Lage) -> Iterator[Reihe]:
    for zeitraum in (*lage.quartale, lage.gesamt):
        for abschnitt, dauer in zeitraum.dauern.items():
            yield (
                zeitraum.quartal.kennung if zeitraum.quartal else "Gesamt",
                ABSCHNITTE[abschnitt],
                dauer.anzahl,
                dauer.median,
                dauer.neunzig,
                zeitraum.zurueckgegeben if abschnitt is Abschnitt.GESAMT else None,
            )


def _stationen(lage: Lage) -> Iterator[Reihe]:
    for station in lage.stationen:
        yield _titel(station.ablauf, station.status), station.anzahl, station.laengste


def _titel(ablauf: str, status: str) -> str:
    return verzeichnis.status_titel(ablauf, status)
