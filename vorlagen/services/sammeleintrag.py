"""Many agenda items, or many results, of one meeting at once: all or none, each fault named with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from vorlagen.extensions import transaction
from vorlagen.fehler import EingabeUngueltig, Fachfehler, Zusammenstoss, ZwischenzeitlichGeaendert
from vorlagen.services import sitzungen, tagesordnung, tops
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.services.aufnahme import Spaet
from vorlagen.services.sitzungspapiere import sperre
from vorlagen.services.tops import Angaben
from vorlagen.services.wer import Wer

Zeile = TypeVar("Zeile")
Wert = TypeVar("Wert")


@dataclass(frozen=True, slots=True, kw_only=True)
class NeuerPunkt:
    """An item to come: a stage of a paper (`beratung_id`), or something with a title of its own."""

    beratung_id: str | None = None
    titel: str = ""
    oeffentlich: bool = True
    spaet: Spaet | None = None
    unter_top: str | None = None
    begruendung_nichtoeffentlich: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Eintrag:
    """What is said of one item; `version` is the one of its paper that was seen."""

    top_id: str
    angaben: Angaben | None = None
    ergebnis: Ergebnis | None = None
    version: int | None = None


def setze_auf(sitzung_id: str, punkt: NeuerPunkt, *, wer: Wer, jetzt: datetime) -> str:
    """Put one item on the agenda and return its id; raises as `tagesordnung.nimm_auf`, `nimm_punkt_auf`."""
    wie: dict[str, Any] = {
        "spaet": punkt.spaet,
        "unter_top": punkt.unter_top,
        "begruendung_nichtoeffentlich": punkt.begruendung_nichtoeffentlich,
        "wer": wer,
        "jetzt": jetzt,
    }
    if punkt.beratung_id is not None:
        return tagesordnung.nimm_auf(sitzung_id, punkt.beratung_id, **wie)
    return tagesordnung.nimm_punkt_auf(sitzung_id, punkt.titel, oeffentlich=punkt.oeffentlich, **wie)


def setze_alle_auf(
    sitzung_id: str, punkte: Sequence[NeuerPunkt], *, version: int | None, wer: Wer, jetzt: datetime
) -> tuple[str, ...]:
    """Put items on the agenda in this order; returns their ids. `version` is the meeting's as it was seen.

    Raises `NichtGefunden`, `NichtBerechtigt`, `ZwischenzeitlichGeaendert`, and `EingabeUngueltig` with every fault.
    """
    with _in_einem(sitzung_id, version, wer):
        return _alle(punkte, lambda punkt: setze_auf(sitzung_id, punkt, wer=wer, jetzt=jetzt))


def trage_alle_ein(
    sitzung_id: str, eintraege: Sequence[Eintrag], *, version: int | None, wer: Wer, jetzt: datetime
) -> tuple[tuple[str, ...], ...]:
    """Say something of items of this meeting, enter their results, or both; returns the hints of each.

    Raises as `setze_alle_auf`.
    """
    with _in_einem(sitzung_id, version, wer):
        beratungen = {top.id: top.beratung_id for top in sitzungen.hole(sitzung_id).tops}
        sperre(beratungen.get(eintrag.top_id) for eintrag in eintraege)

        def eins(eintrag: Eintrag) -> tuple[str, ...]:
            if eintrag.top_id not in beratungen:
                satz = "Dieser Punkt steht nicht auf der Tagesordnung dieser Sitzung."
                raise EingabeUngueltig(satz, {"top": [satz]})
            return tops.aendere(
                eintrag.top_id,
                angaben=eintrag.angaben,
                ergebnis=eintrag.ergebnis,
                version=eintrag.version,
                wer=wer,
                jetzt=jetzt,
            )

        return _alle(eintraege, eins)


@contextmanager
def _in_einem(sitzung_id: str, version: int | None, wer: Wer) -> Iterator[None]:
    with transaction(umfassend=True):
        sitzung = sitzungen.hole(sitzung_id, zum_schreiben=True)
        sitzungen.pruefe_gremiendienst(sitzung.gremium_id, wer)
        sitzungen.pruefe_version(sitzung, version)
        yield


def _alle(zeilen: Sequence[Zeile], tue: Callable[[Zeile], Wert]) -> tuple[Wert, ...]:
    """Each line in a savepoint of its own, so that a fault in one does not hide those of the others."""
    fertig: list[Wert] = []
    felder: dict[str, list[str]] = {}
    for nr, zeile in enumerate(zeilen):
        try:
            fertig.append(tue(zeile))
        except Zusammenstoss:
            raise
        except ZwischenzeitlichGeaendert as fehler:
            raise ZwischenzeitlichGeaendert(f"Zeile {nr + 1}: {fehler.satz}") from fehler
        except Fachfehler as fehler:
            einzeln = getattr(fehler, "felder", None) or {"": [fehler.satz]}
            felder |= {f"data.{nr}.{name}".rstrip("."): saetze for name, saetze in einzeln.items()}
    if felder:
        zeilennummern = sorted({int(ort.split(".")[1]) + 1 for ort in felder})
        satz = f"Nichts wurde eingetragen. Bitte prüfen Sie Zeile {', '.join(map(str, zeilennummern))}."
        raise EingabeUngueltig(satz, felder)
    return tuple(fertig)
