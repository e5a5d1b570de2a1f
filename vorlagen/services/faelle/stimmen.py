"""The votes that a case file tells of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from vorlagen.models import Abstimmung, Beratung, Vorlage
from vorlagen.services.faelle.umgebung import Umgebung, kurz


def schreibe(
    vorlage: Vorlage, beratung: Beratung, station: dict[str, Any], umgebung: Umgebung, jetzt: datetime
) -> None:
    punkt_ids = {punkt.nr: punkt.id for punkt in vorlage.beschlusspunkte}
    stimmen = station.get("votes") or {}
    zeilen: list[dict[str, Any]] = [
        {"art": "punkt", "punkt_id": punkt_ids[punkt["nr"].strip()[:20]], "ergebnis": kurz(punkt.get("result")),
         "ausgang": umgebung.ausgang(punkt.get("result"), beratung.art, beratung.geplant_am), **_zahlen(punkt)}
        for punkt in station.get("points") or ()
    ]  # fmt: skip
    if any(wert is not None for wert in _zahlen(stimmen).values()) or beratung.ergebnis:
        zeilen.append({"art": "sache", "ergebnis": beratung.ergebnis, "ausgang": beratung.ausgang, **_zahlen(stimmen)})
    for reihe, zeile in enumerate(zeilen, start=1):
        beratung.abstimmungen.append(
            Abstimmung(
                koerperschaft_id=vorlage.koerperschaft_id, beratung_id=beratung.id, reihe=reihe, erfasst=jetzt, **zeile
            )
        )


def _zahlen(werte: dict[str, Any]) -> dict[str, int | None]:
    """A count may come as 7.0, which JSON holds to be whole."""
    zahlen = {name: werte.get(name) for name in ("ja", "nein", "enthaltung", "befangen")}
    return {name: None if wert is None else int(wert) for name, wert in zahlen.items()}
