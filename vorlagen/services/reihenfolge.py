"""The places of items on an agenda: moved, taken off, numbered again. Each paper is told its new sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.models import Abstimmung, Sitzung, Tagesordnungsfassung, Tagesordnungspunkt
from vorlagen.services import sitzungen, sitzungspapiere
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Ausgang

_STELLE = re.compile(r"(?:[ÖN]\s*)?(\d{1,3}(?:\.\d{1,3}){0,4})", re.ASCII | re.IGNORECASE)
UNTER_HOECHSTENS = 4
"""Levels of sub-items: Ö 5.3.1.2.1 is the deepest."""
ABGESETZT = "von der Tagesordnung abgesetzt"


@dataclass(slots=True)
class _Zweig:
    """An item with its sub-items; the root of a part has no item of its own."""

    top: Tagesordnungspunkt | None
    unter: list[_Zweig] = field(default_factory=list)


def naechste_unterstelle(tops: Sequence[Tagesordnungspunkt], ueber: Tagesordnungspunkt) -> str:
    """The place after the last sub-item of this one, as in `Tagesordnungspunkt.unter`.

    Raises `EingabeUngueltig` below the last level that a place can name.
    """
    _pruefe_tiefe(ueber.unter.count(".") + 2 if ueber.unter else 1)
    davor = f"{ueber.unter}." if ueber.unter else ""
    stellen = [
        int(top.unter.removeprefix(davor))
        for top in tops
        if top.oeffentlich == ueber.oeffentlich
        and top.nummer == ueber.nummer
        and top.unter
        and top.unter.startswith(davor)
        and "." not in top.unter.removeprefix(davor)
    ]
    return f"{davor}{max(stellen, default=0) + 1:04d}"


def verschiebe(top_id: str, stelle: str, *, version: int | None, wer: Wer, jetzt: datetime) -> None:
    """Move an item with its sub-items to a place of its part such as 3 or 5.1; the others make room.

    The place is one of the agenda as it stands. Raises `EingabeUngueltig` for one that cannot be, or while the agenda
    is frozen.
    """
    with transaction():
        sitzung, top = _hole(top_id, version, wer)
        if sitzung.steht_seit is not None:
            raise EingabeUngueltig("Die Tagesordnung steht fest; zum Umordnen öffnen Sie sie wieder.")
        fund = _STELLE.fullmatch(stelle.strip())
        if fund is None:
            raise EingabeUngueltig("Diese Stelle gibt es nicht.", {"stelle": ["Zum Beispiel 3 oder 5.1."]})
        *weg, platz = (int(teil) for teil in fund[1].split("."))
        wurzel = _baum(sitzung, oeffentlich=top.oeffentlich)
        ziel = wurzel
        for nummer in weg:
            if not 1 <= nummer <= len(ziel.unter) or ziel.unter[nummer - 1].top is top:
                satz = "Den übergeordneten Punkt gibt es nicht, oder er ist selbst der Punkt."
                raise EingabeUngueltig("Diese Stelle gibt es nicht.", {"stelle": [satz]})
            ziel = ziel.unter[nummer - 1]
        zweig = _loese(wurzel, top)
        ziel.unter.insert(max(platz, 1) - 1, zweig)
        _nummeriere(sitzung, wurzel, wer, jetzt)


def nimm_herunter(top_id: str, *, grund: str, version: int | None, wer: Wer, jetzt: datetime) -> bool:
    """Take an item off. Until the first Fassung it is as if it had never been there; later it stays, marked as such.

    A paper waits for the next meeting again. Returns True if the item is gone. Raises `EingabeUngueltig` without a
    reason, with sub-items, or once there is a result.
    """
    with transaction() as session:
        sitzung, top = _hole(top_id, version, wer)
        if top.ausgang or top.ergebnis or top.abgesetzt:
            raise EingabeUngueltig("Der Punkt ist schon behandelt oder abgesetzt.")
        if any(_liegt_unter(anderer, top) and not anderer.abgesetzt for anderer in sitzung.tops):
            raise EingabeUngueltig("Der Punkt hat Unterpunkte; nehmen Sie zuerst diese herunter.")
        daten = {"sitzung": sitzung.id, "gremium": sitzung.gremium.name}
        spurlos = not session.scalar(
            select(func.count()).where(Tagesordnungsfassung.sitzung_id == sitzung.id)
        ) and not (top.frueher or session.scalar(select(func.count()).where(Abstimmung.top_id == top.id)))
        if not spurlos and not grund.strip():
            raise EingabeUngueltig("Bitte begründen Sie die Absetzung.", {"grund": ["Bitte nennen Sie den Grund."]})
        if grund.strip():
            daten["bemerkung"] = grund.strip()
        sitzungspapiere.vermerke_an([top], "von_tagesordnung", daten, wer=wer, jetzt=jetzt)
        sitzung.version += 1
        if spurlos:
            wurzel = _baum(sitzung, oeffentlich=top.oeffentlich)
            _loese(wurzel, top)
            sitzung.tops.remove(top)
            session.delete(top)
            session.flush()
            _nummeriere(sitzung, wurzel, wer, jetzt)
            return True
        top.abgesetzt = grund.strip()
        if top.beratung_id:
            top.ausgang, top.ergebnis = Ausgang.NICHT_BEHANDELT, ABGESETZT
            for _, beratung in sitzungspapiere.sperre([top.beratung_id]).values():
                beratung.ausgang, beratung.ergebnis = Ausgang.NICHT_BEHANDELT, ABGESETZT
                beratung.geplant_id = beratung.geplant_am = None
        return False


def _hole(top_id: str, version: int | None, wer: Wer) -> tuple[Sitzung, Tagesordnungspunkt]:
    sitzung_id = db.session.scalar(select(Tagesordnungspunkt.sitzung_id).where(Tagesordnungspunkt.id == top_id))
    if sitzung_id is None:
        raise NichtGefunden("Diesen Tagesordnungspunkt gibt es nicht, oder Sie dürfen ihn nicht sehen.")
    sitzung = sitzungen.hole(sitzung_id, zum_schreiben=True)
    sitzungen.pruefe_gremiendienst(sitzung.gremium_id, wer)
    sitzungen.pruefe_version(sitzung, version)
    return sitzung, next(top for top in sitzung.tops if top.id == top_id)


def _pruefe_tiefe(tiefe: int) -> None:
    if tiefe > UNTER_HOECHSTENS:
        satz = f"Mehr als {UNTER_HOECHSTENS} Ebenen unter einem Punkt gibt es nicht."
        raise EingabeUngueltig(satz, {"stelle": [satz], "unter_top": [satz]})


def _liegt_unter(top: Tagesordnungspunkt, ueber: Tagesordnungspunkt) -> bool:
    gleiche = (top.oeffentlich, top.nummer) == (ueber.oeffentlich, ueber.nummer)
    return gleiche and top.unter.startswith(f"{ueber.unter}." if ueber.unter else "") and top.unter != ueber.unter


def _baum(sitzung: Sitzung, *, oeffentlich: bool) -> _Zweig:
    wurzel = _Zweig(None)
    zweige: dict[tuple[int, str], _Zweig] = {}
    for top in sorted(sitzung.tops, key=lambda t: (t.nummer, t.unter)):
        if top.oeffentlich == oeffentlich:
            zweig = zweige[top.nummer, top.unter] = _Zweig(top)
            ueber = top.unter.rpartition(".")[0]
            (zweige.get((top.nummer, ueber), wurzel) if top.unter else wurzel).unter.append(zweig)
    return wurzel


def _loese(zweig: _Zweig, top: Tagesordnungspunkt) -> _Zweig:
    for kind in zweig.unter:
        if kind.top is top:
            zweig.unter.remove(kind)
            return kind
        try:
            return _loese(kind, top)
        except NichtGefunden:
            continue
    raise NichtGefunden


def _nummeriere(sitzung: Sitzung, wurzel: _Zweig, wer: Wer, jetzt: datetime) -> None:
    """Count the part through again; first out of the way, because two items never have one place."""
    ziele: list[tuple[Tagesordnungspunkt, int, str]] = []

    def lege_fest(zweig: _Zweig, nummer: int, unter: str) -> None:
        if zweig.top is not None:
            _pruefe_tiefe(unter.count(".") + 1 if unter else 0)
            ziele.append((zweig.top, nummer, unter))
        for platz, kind in enumerate(zweig.unter, start=1):
            if zweig.top is None:
                lege_fest(kind, platz, "")
            else:
                lege_fest(kind, nummer, f"{unter}.{platz:04d}".lstrip("."))

    lege_fest(wurzel, 0, "")
    bewegte = [(top, top.zeichen, n, u) for top, n, u in ziele if (top.nummer, top.unter) != (n, u)]
    for platz, (top, *_) in enumerate(bewegte, start=1):
        top.nummer, top.unter = -platz, ""
    db.session.flush()
    for top, _, nummer, unter in bewegte:
        top.nummer, top.unter = nummer, unter
    db.session.flush()
    sitzung.version += 1
    for top, bisher, *_ in bewegte:
        daten = {"sitzung": sitzung.id, "gremium": sitzung.gremium.name, "von": bisher}
        sitzungspapiere.vermerke_an([top], "top_verschoben", daten, wer=wer, jetzt=jetzt)
