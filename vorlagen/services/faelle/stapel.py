"""Case files by page or by JSON: sent, checked, ordered. What they say is seen by nobody but who sent them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, delete, func, select
from sqlalchemy.orm import Session

from vorlagen.dateien import buendel
from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.models import Falldatei, Fallstapel, Koerperschaft
from vorlagen.services import stammdaten
from vorlagen.services.faelle.aufnahme import Befund, was_kaeme
from vorlagen.services.faelle.lesen import Fall, verstehe
from vorlagen.services.faelle.mitgebrachtes import hinweise, ist_schreibbar
from vorlagen.services.wer import Wer

GRENZEN: Final = buendel.Grenzen()
AUFGEHOBEN: Final = 20
"""So many of a person's own are listed."""

WORTE: Final = {
    Befund.ABGELEHNT: "abgelehnt",
    Befund.GEAENDERT: "geändert",
    Befund.NEU: "neu",
    Befund.UNVERAENDERT: "unverändert",
}
"""Befund → its name for people, in the order in which they are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stapelbild:
    """Files that came together: what would become of each or what became of it, by `Befund` and with its place.

    `zustand`: geprueft, laeuft, fertig. `erledigt` of `aufzunehmen` are done.
    """

    id: str
    geschickt: datetime
    zustand: str
    hinweise: Sequence[str]
    zahlen: Mapping[str, int]
    aufzunehmen: int
    erledigt: int
    dateien: Sequence[Row[Any]] = ()


def schicke(dateien: Iterable[tuple[str, bytes]], *, wer: Wer, jetzt: datetime) -> str:
    """Check files, single ones or zip packages of them, and keep what could come in; returns the id.

    Nothing is taken in yet. What the person sent before and never ordered is dropped. Raises `NichtBerechtigt`,
    `EingabeUngueltig` if there is no case file among them or too much.
    """
    stammdaten.pruefe_verwaltung(wer)
    gelesen = buendel.entpacke(dateien, ".json", GRENZEN)
    if not gelesen:
        satz = "Darin ist keine Falldatei (.json)."
        raise EingabeUngueltig(satz, {"dateien": [satz]})
    with transaction() as sitzung:
        alte = select(Fallstapel.id).where(Fallstapel.person_id == wer.id, Fallstapel.bestellt.is_(None))
        _loesche(sitzung, sitzung.scalars(alte).all())
        stapel = Fallstapel(
            id=neue_id(), koerperschaft_id=wer.koerperschaft_id, person_id=wer.id, geschickt=jetzt, hinweise=[]
        )
        sitzung.add(stapel)
        sitzung.flush()
        faelle: dict[str, Fall] = {}
        for reihe, (name, roh) in enumerate(gelesen):
            sitzung.add(_pruefe(stapel, reihe, name, roh, faelle))
        stapel.hinweise = hinweise(list(faelle.values()), wer.koerperschaft_id)
        return stapel.id


def lies_stapel(stapel_id: str, *, wer: Wer) -> Stapelbild:
    """One of the person's own, with its files: refused ones first. Raises `NichtBerechtigt`, `NichtGefunden`."""
    stapel = _hole(stapel_id, wer)
    spalten = (Falldatei.name, Falldatei.befund, Falldatei.angaben, Falldatei.inhalt.is_not(None).label("offen"))
    zeilen = db.session.execute(select(*spalten).where(Falldatei.stapel_id == stapel.id).order_by(Falldatei.reihe))
    rang = list(WORTE)
    return replace(_bilder([stapel])[0], dateien=sorted(zeilen.all(), key=lambda zeile: rang.index(zeile.befund)))


def meine_stapel(wer: Wer) -> Sequence[Stapelbild]:
    """What this person sent, newest first, without the files. Raises `NichtBerechtigt`."""
    stammdaten.pruefe_verwaltung(wer)
    eigene = select(Fallstapel).where(Fallstapel.person_id == wer.id)
    return _bilder(db.session.scalars(eigene.order_by(Fallstapel.id.desc()).limit(AUFGEHOBEN)).all())


def bestelle_aufnahme(stapel_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """Have the clock take in what was checked; asking twice is asking once.

    Raises as `lies_stapel`, and `EingabeUngueltig` while others of the town are under way or if nothing can come in.
    """
    with transaction() as sitzung:
        sitzung.get_one(Koerperschaft, wer.koerperschaft_id, with_for_update={"key_share": True})
        stapel = _hole(stapel_id, wer, zum_schreiben=True)
        if stapel.bestellt is not None:
            return
        laufende = select(Fallstapel.id).where(
            Fallstapel.koerperschaft_id == wer.koerperschaft_id,
            Fallstapel.bestellt.is_not(None),
            Fallstapel.beendet.is_(None),
        )
        if sitzung.scalar(laufende.limit(1)) is not None:
            raise EingabeUngueltig("Es werden noch andere Falldateien aufgenommen. Bitte warten Sie sie ab.")
        if not _bilder([stapel])[0].aufzunehmen:
            raise EingabeUngueltig("Davon kann nichts aufgenommen werden.")
        stapel.bestellt = jetzt


def verwirf(stapel_id: str, *, wer: Wer) -> None:
    """Forget files that were only checked, or a report. Raises as `lies_stapel`, `EingabeUngueltig` while it runs."""
    with transaction() as sitzung:
        stapel = _hole(stapel_id, wer, zum_schreiben=True)
        if stapel.bestellt is not None and stapel.beendet is None:
            raise EingabeUngueltig("Diese Falldateien werden gerade aufgenommen.")
        _loesche(sitzung, [stapel.id])


def _hole(stapel_id: str, wer: Wer, *, zum_schreiben: bool = False) -> Fallstapel:
    stammdaten.pruefe_verwaltung(wer)
    frage = select(Fallstapel).where(Fallstapel.id == stapel_id, Fallstapel.person_id == wer.id)
    stapel = db.session.scalar(frage.with_for_update() if zum_schreiben else frage)
    if stapel is None:
        raise NichtGefunden("Diese Falldateien gibt es nicht, oder jemand anderes hat sie geschickt.")
    return stapel


def _loesche(sitzung: Session, ids: Sequence[str]) -> None:
    sitzung.execute(delete(Falldatei).where(Falldatei.stapel_id.in_(ids)))
    sitzung.execute(delete(Fallstapel).where(Fallstapel.id.in_(ids)))


def _pruefe(stapel: Fallstapel, reihe: int, name: str, roh: bytes, faelle: dict[str, Fall]) -> Falldatei:
    """One file with what would become of it; `faelle` are those before it, by their ids."""
    werte = {"stapel_id": stapel.id, "koerperschaft_id": stapel.koerperschaft_id, "reihe": reihe, "name": name}
    try:
        fall = verstehe(name, roh)
        if not ist_schreibbar(fall):
            raise EingabeUngueltig(f"{name}: Darin steht ein halbes Zeichen (\\ud800 bis \\udfff ohne Gegenstück).")
        if fall.id in faelle:
            raise EingabeUngueltig(f"{name}: Die Kennung „{fall.id}“ hat schon eine andere dieser Dateien.")
        faelle[fall.id] = fall
    except EingabeUngueltig as fehler:
        satz = fehler.satz.encode(errors="replace").decode()
        return Falldatei(**werte, befund=Befund.ABGELEHNT, angaben={"saetze": satz.splitlines()})
    befund, felder = was_kaeme(fall, stapel.koerperschaft_id)
    angaben = {"felder": list(felder), "unbekannt": list(fall.unbekannt)}
    offen = befund is not Befund.UNVERAENDERT
    inhalt = roh.decode("utf-8-sig") if offen else None
    return Falldatei(**werte, befund=befund, angaben=angaben, inhalt=inhalt)


def _bilder(stapel: Sequence[Fallstapel]) -> list[Stapelbild]:
    """All of them by one statement."""
    offen = Falldatei.inhalt.is_not(None)
    frage = select(Falldatei.stapel_id, Falldatei.befund, offen, func.count()).group_by(
        Falldatei.stapel_id, Falldatei.befund, offen
    )
    zahlen, noch = defaultdict[str, Counter[str]](Counter), Counter[str]()
    frage = frage.where(Falldatei.stapel_id.in_([s.id for s in stapel]))
    for id_, befund, ist_offen, anzahl in db.session.execute(frage):
        zahlen[id_][befund] += anzahl
        noch[id_] += anzahl if ist_offen else 0
    return [
        Stapelbild(
            id=s.id,
            geschickt=s.geschickt,
            zustand="geprueft" if s.bestellt is None else "laeuft" if s.beendet is None else "fertig",
            hinweise=tuple(s.hinweise),
            zahlen={wort: zahlen[s.id][befund] for befund, wort in WORTE.items() if zahlen[s.id][befund]},
            aufzunehmen=noch[s.id],
            erledigt=zahlen[s.id].total() - noch[s.id],
        )
        for s in stapel
    ]
