"""Taking a folder of case files in: each case in its own transaction; one that is refused does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import undefer

from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig, Fachfehler
from vorlagen.kalender import BERLIN
from vorlagen.models import Vorlage
from vorlagen.services import verlauf
from vorlagen.services.faelle.lesen import Fall, lies
from vorlagen.services.faelle.uebernahme import lege_ab, ueberarbeite
from vorlagen.services.faelle.umgebung import Umgebung


class Befund(StrEnum):
    """What becomes of a file."""

    NEU = "neu"
    GEAENDERT = "geaendert"
    UNVERAENDERT = "unveraendert"
    ABGELEHNT = "abgelehnt"


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
            _vermerke(bericht, fall.id, *nimm_einen(fall, datei.name, kuerzel=kuerzel, jetzt=jetzt))
        except Fachfehler as fehler:
            bericht.abgelehnt[datei.name] = fehler.satz
        weiter(nr, len(dateien))
    return bericht


def nimm_einen(
    fall: Fall, datei: str, *, kuerzel: str | None, jetzt: datetime, wer_id: str | None = None
) -> tuple[Befund, tuple[str, ...]]:
    """Take one case in, in a transaction: what became of it, and the keys that differ from before.

    Raises `EingabeUngueltig` and leaves everything as it was.
    """
    with transaction() as sitzung:
        umgebung = Umgebung.finde_oder_lege_an(fall, datei, kuerzel, heute=jetzt.astimezone(BERLIN).date())
        inhalt = _ohne_seitdem(fall)
        frage = _bisherige(umgebung.koerperschaft.id, fall.id)
        bisher: Vorlage | None = sitzung.scalar(frage.with_for_update(of=Vorlage, key_share=True))
        if bisher is None:
            vorlage = lege_ab(fall.id, inhalt, umgebung, jetzt=jetzt)
            daten = {"fall": fall.id, "datei": datei}
            verlauf.schreibe(vorlage, "aufgenommen", wer_id=wer_id, jetzt=jetzt, daten=daten)
            return Befund.NEU, ()
        namen = sorted(_verschiedene(bisher.fall or {}, inhalt))
        if not namen:
            return Befund.UNVERAENDERT, ()
        ueberarbeite(bisher, inhalt, namen, umgebung, datei=datei, jetzt=jetzt)
        daten_neu = {"datei": datei, "felder": namen}
        verlauf.schreibe(bisher, "neu_aufgenommen", wer_id=wer_id, jetzt=jetzt, daten=daten_neu)
        return Befund.GEAENDERT, tuple(namen)


def was_kaeme(fall: Fall, koerperschaft_id: str) -> tuple[Befund, tuple[str, ...]]:
    """What would become of a case, and the keys that differ; writes nothing."""
    bisher: Vorlage | None = db.session.scalar(_bisherige(koerperschaft_id, fall.id))
    if bisher is None:
        return Befund.NEU, ()
    namen = tuple(sorted(_verschiedene(bisher.fall or {}, _ohne_seitdem(fall))))
    return (Befund.GEAENDERT, namen) if namen else (Befund.UNVERAENDERT, ())


def _vermerke(bericht: Bericht, fall_id: str, befund: Befund, felder: Sequence[str]) -> None:
    if befund is Befund.GEAENDERT:
        bericht.geaendert[fall_id] = list(felder)
    else:
        (bericht.neu if befund is Befund.NEU else bericht.unveraendert).append(fall_id)


def _bisherige(koerperschaft_id: str, fall_id: str) -> Select[Any]:
    gleiche = select(Vorlage).where(Vorlage.koerperschaft_id == koerperschaft_id, Vorlage.fall_id == fall_id)
    return gleiche.options(undefer(Vorlage.fall))


def _ohne_seitdem(fall: Fall) -> dict[str, Any]:
    """What happened here since stands in an export beside the case; it is no part of it."""
    return {name: wert for name, wert in fall.inhalt.items() if name != "seitdem"}


def _verschiedene(alt: dict[str, Any], neu: dict[str, Any]) -> Iterator[str]:
    """The keys whose values differ; absent is not null, and 1 is not True."""
    for name in alt.keys() | neu.keys():
        if (name in alt) != (name in neu) or repr(alt.get(name)) != repr(neu.get(name)):
            yield name
