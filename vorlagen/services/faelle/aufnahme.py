"""Taking a folder of case files in: each case in its own transaction; one that is refused does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from vorlagen.extensions import ALLE, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig, Fachfehler
from vorlagen.kalender import BERLIN
from vorlagen.models import Vorlage
from vorlagen.services import verlauf
from vorlagen.services.faelle.lesen import Fall, lies
from vorlagen.services.faelle.uebernahme import lege_ab, ueberarbeite
from vorlagen.services.faelle.umgebung import Umgebung


@dataclass(slots=True)
class Bericht:
    """What came of each file. `geaendert`: the keys that differ, by case; `unbekannt`: strange keys, by file."""

    neu: list[str] = field(default_factory=list)
    geaendert: dict[str, list[str]] = field(default_factory=dict)
    unveraendert: list[str] = field(default_factory=list)
    abgelehnt: dict[str, str] = field(default_factory=dict)
    unbekannt: dict[str, list[str]] = field(default_factory=dict)


def nimm_auf(
    ordner: Path,
    *,
    jetzt: datetime,
    kuerzel: str | None = None,
    weiter: Callable[[int, int], None] = lambda _fertig, _alle: None,
) -> Bericht:
    """Import every `*.json` of the folder; `kuerzel` puts all of them into one Koerperschaft.

    `weiter` is told (done, all) after each file. Raises `EingabeUngueltig` if the folder is none.
    """
    if not ordner.is_dir():
        raise EingabeUngueltig(f"Den Ordner „{ordner}“ gibt es nicht.")
    sicht_oeffnen(ALLE)
    dateien, bericht, gesehen = sorted(ordner.glob("*.json")), Bericht(), dict[str, str]()
    for nr, datei in enumerate(dateien, start=1):
        try:
            fall = lies(datei)
            if fall.id in gesehen:
                raise EingabeUngueltig(f"{datei.name}: Die Kennung „{fall.id}“ hat schon {gesehen[fall.id]}.")
            gesehen[fall.id] = datei.name
            if fall.unbekannt:
                bericht.unbekannt[datei.name] = list(fall.unbekannt)
            _nimm_einen(fall, datei.name, bericht, kuerzel, jetzt)
        except Fachfehler as fehler:
            bericht.abgelehnt[datei.name] = fehler.satz
        weiter(nr, len(dateien))
    return bericht


def _nimm_einen(fall: Fall, datei: str, bericht: Bericht, kuerzel: str | None, jetzt: datetime) -> None:
    with transaction() as sitzung:
        umgebung = Umgebung.finde_oder_lege_an(fall, datei, kuerzel, heute=jetzt.astimezone(BERLIN).date())
        bisher = sitzung.scalar(
            select(Vorlage)
            .where(Vorlage.koerperschaft_id == umgebung.koerperschaft.id, Vorlage.fall_id == fall.id)
            .options(undefer(Vorlage.fall))
            .with_for_update(of=Vorlage, key_share=True)
        )
        inhalt = {name: wert for name, wert in fall.inhalt.items() if name != "seitdem"}
        if bisher is None:
            vorlage = lege_ab(fall.id, inhalt, umgebung, jetzt=jetzt)
            verlauf.schreibe(vorlage, "aufgenommen", wer_id=None, jetzt=jetzt, daten={"fall": fall.id, "datei": datei})
            bericht.neu.append(fall.id)
            return
        namen = sorted(_verschiedene(bisher.fall or {}, inhalt))
        if not namen:
            bericht.unveraendert.append(fall.id)
            return
        ueberarbeite(bisher, inhalt, namen, umgebung, datei=datei, jetzt=jetzt)
        verlauf.schreibe(bisher, "neu_aufgenommen", wer_id=None, jetzt=jetzt, daten={"datei": datei, "felder": namen})
        bericht.geaendert[fall.id] = namen


def _verschiedene(alt: dict[str, Any], neu: dict[str, Any]) -> Iterator[str]:
    """The keys whose values differ; absent is not null, and 1 is not True."""
    for name in alt.keys() | neu.keys():
        if (name in alt) != (name in neu) or repr(alt.get(name)) != repr(neu.get(name)):
            yield name
