"""Everything for a meeting in one PDF: agenda, papers, attachments, as far as the one who asks may read them.

Nothing of it is stored as a whole: sight is asked at every call. What LibreOffice has made is kept (`pdfdruck`), so a
large one grows from call to call, and nobody waits at a closed door.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from sqlalchemy import select

from vorlagen.dateien.arten import BILDER, DOCX, ODT, PDF
from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, NichtGefunden, SchabloneUngueltig, VeroeffentlichungZurueckgenommen
from vorlagen.kalender import BERLIN
from vorlagen.models import Anlage, Sitzung
from vorlagen.pdf import heft
from vorlagen.pdf.heft import Blatt
from vorlagen.pdf.presse import KEIN_LIBREOFFICE, UmwandlungUnmoeglich
from vorlagen.services import (
    anlagen,
    dokumente,
    hausschablonen,
    oeffentlich,
    pdfdruck,
    sitzungen,
    sitzungsdruck,
    tagesordnungsbild,
)
from vorlagen.services.dokumente import Druck
from vorlagen.services.druckbild import lebendig
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.services.wer import Wer, niemand

SEKUNDEN: Final = 15.0
"""So long one call goes on making what is still missing."""
GESONDERT: Final = "liegt gesondert vor"
_BILDTYPEN: Final = frozenset(art.typ for art in BILDER)
_UMWANDELBAR: Final = {DOCX.typ: "docx", ODT.typ: "odt"}


@dataclass(frozen=True, slots=True)
class Stueck:
    """A document (`art`) or an attachment (`anlage_id`) of a paper."""

    titel: str
    vorlage_id: str
    art: str = ""
    anlage_id: str = ""
    typ: str = ""

    @property
    def geht(self) -> bool:
        """True if it can become pages."""
        return not self.anlage_id or self.typ == PDF.typ or self.typ in _BILDTYPEN or self.typ in _UMWANDELBAR


@dataclass(frozen=True, slots=True)
class Punkt:
    """An item with what belongs to it."""

    zeichen: str
    titel: str
    oeffentlich: bool
    nummer: str | None
    stuecke: tuple[Stueck, ...]


@dataclass(slots=True)
class Stand:
    """How far it is: `fertig` of `gesamt` pieces. `datei` is the whole once all are there, gone when it is closed."""

    gesamt: int
    fertig: int = 0
    datei: BinaryIO | None = None
    name: str = ""
    dateien: dict[Stueck, Path | None] = field(default_factory=dict)


def stelle_zusammen(sitzung_id: str, *, nur_oeffentlich: bool, wer: Wer | None, fuer: str, jetzt: datetime) -> Stand:
    """Go on with it for a while; `wer` None is everybody, `fuer` as in `pdfdruck.als_pdf`.

    Raises `NichtGefunden` without LibreOffice or without an agenda that this person may read, `ZuVieleAnfragen`.
    """
    if not pdfdruck.gibt_es():
        raise NichtGefunden(KEIN_LIBREOFFICE)
    sitzung = sitzungen.hole(sitzung_id)
    leser = niemand(sitzung.koerperschaft_id) if nur_oeffentlich or wer is None else wer
    punkte = list(_punkte(sitzung, leser))
    if not punkte:
        raise NichtGefunden("Zu dieser Sitzung gibt es noch keine Tagesordnung und damit keine Mappe.")
    with pdfdruck.presse().gezaehlt(f"Mappe {fuer}"), tempfile.TemporaryDirectory(prefix="vorlagen-mappe-") as ort:
        stand = _mache(punkte, Path(ort), leser, fuer, jetzt)
        if stand.fertig == stand.gesamt:
            sitzung = sitzungen.hole(sitzung_id)
            stand.name = sitzungsdruck.dateiname(sitzung, "Mappe").replace(".docx", ".pdf")
            vorne = _tagesordnung(sitzung, punkte, stand, nur_oeffentlich=nur_oeffentlich, jetzt=jetzt)
            stand.datei = _binde(vorne, punkte, stand, Path(ort), fuer)
        return stand


def _punkte(sitzung: Sitzung, leser: Wer) -> Iterator[Punkt]:
    if leser.id:
        gesehene = tagesordnungsbild.bild(sitzung, leser)
    else:
        gesehene = [(punkt, punkt.papier) for punkt in oeffentlich.agenden([sitzung])[sitzung.id]]
    for top, papier in gesehene:
        stuecke = tuple(_stuecke(papier.vorlage_id, leser)) if papier is not None else ()
        yield Punkt(top.zeichen, top.titel, top.oeffentlich, papier.nummer if papier else None, stuecke)


def _stuecke(vorlage_id: str, leser: Wer) -> Iterator[Stueck]:
    try:
        vorlage, einblick = hole(vorlage_id, leser)
    except (NichtGefunden, VeroeffentlichungZurueckgenommen):  # the agenda tells of it, its content is not theirs
        return
    for art in dokumente.arten(vorlage):
        yield Stueck(vorlage.nummer or "Entwurf", vorlage_id, art=art)
    frage = select(Anlage).where(Anlage.vorlage_id == vorlage_id).order_by(Anlage.reihe, Anlage.id)
    if einblick is not Einblick.VOLL:
        frage = frage.where(Anlage.oeffentlich, Anlage.ruecknahme.is_(None))
    for nr, anlage in enumerate(db.session.scalars(frage), 1):
        yield Stueck(f"Anlage {nr}: {anlage.name}", vorlage_id, anlage_id=anlage.id, typ=anlage.typ)


def _mache(punkte: Sequence[Punkt], ort: Path, leser: Wer, fuer: str, jetzt: datetime) -> Stand:
    alle = list(dict.fromkeys(stueck for punkt in punkte for stueck in punkt.stuecke))
    stand, ende, anfang = Stand(len(alle)), time.monotonic() + SEKUNDEN, pdfdruck.presse().gemacht
    for nummer, stueck in enumerate(alle):
        if time.monotonic() > ende and pdfdruck.presse().gemacht > anfang:  # each call brings at least one
            break
        datei = ort / f"{nummer}.pdf"
        try:
            if stueck.geht:
                datei.write_bytes(_pdf(stueck, leser, fuer, jetzt))
        except (UmwandlungUnmoeglich, SchabloneUngueltig, EingabeUngueltig, OSError):
            datei.unlink(missing_ok=True)
        stand.dateien[stueck] = datei if datei.exists() and heft.lesbar(datei) else None
        stand.fertig += 1
    return stand


def _pdf(stueck: Stueck, leser: Wer, fuer: str, jetzt: datetime) -> bytes:
    if stueck.art:
        druck = dokumente.drucke(stueck.vorlage_id, stueck.art, wer=leser, jetzt=jetzt)
        return pdfdruck.als_pdf(druck, fuer=fuer).inhalt
    anlage = anlagen.lies(stueck.vorlage_id, stueck.anlage_id, wer=leser)
    if anlage.typ == PDF.typ:
        return anlage.inhalt
    if anlage.typ in _BILDTYPEN:
        return heft.aus_bild(anlage.inhalt)
    return pdfdruck.aus_datei(anlage.inhalt, endung=_UMWANDELBAR[anlage.typ], fuer=fuer)


def _tagesordnung(
    sitzung: Sitzung, punkte: Sequence[Punkt], stand: Stand, *, nur_oeffentlich: bool, jetzt: datetime
) -> Druck:
    """The sheet in front: what is dealt with, and what of it lies in here."""
    teile = [
        {"titel": titel, "punkte": [_zeile(punkt, stand) for punkt in diese]}
        for titel, offen in (("Öffentlicher Teil", True), ("Nichtöffentlicher Teil", False))
        if (diese := [punkt for punkt in punkte if punkt.oeffentlich is offen])
    ]
    heute = jetzt.astimezone(BERLIN).date()
    bild = sitzungsdruck.tagesordnung(sitzung, teile, nur_oeffentlich=nur_oeffentlich, heute=heute)
    ergebnis = hausschablonen.drucke("tagesordnung", sitzung.koerperschaft_id, lebendig(bild))
    return Druck(stand.name, ergebnis.inhalt, ergebnis.sha256)


def _zeile(punkt: Punkt, stand: Stand) -> dict[str, object]:
    beilagen = [
        {"text": stueck.titel if stand.dateien[stueck] else f"{stueck.titel} ({GESONDERT})"}
        for stueck in punkt.stuecke
        if stueck.anlage_id or not stand.dateien[stueck]
    ]
    return {"zeichen": punkt.zeichen, "titel": punkt.titel, "vorlage": punkt.nummer, "beilagen": beilagen}


def _binde(blatt: Druck, punkte: Sequence[Punkt], stand: Stand, ort: Path, fuer: str) -> BinaryIO:
    vorne = ort / "vorne.pdf"
    vorne.write_bytes(pdfdruck.als_pdf(blatt, fuer=fuer).inhalt)
    blaetter = [Blatt("Tagesordnung", vorne)]
    gebunden = set[Stueck]()
    for punkt in punkte:
        neue = [stueck for stueck in punkt.stuecke if stueck not in gebunden and stand.dateien[stueck]]
        gebunden.update(neue)
        unter = tuple(Blatt(stueck.titel, stand.dateien[stueck]) for stueck in neue)
        if unter:
            blaetter.append(Blatt(f"{punkt.zeichen} {punkt.titel}", None, unter))
    ganze = tempfile.TemporaryFile()  # noqa: SIM115 - the caller sends it and closes it
    heft.binde(blaetter, ganze, titel=stand.name.removesuffix(".pdf"))
    ganze.seek(0)
    return ganze
