"""Attachments: what a file is, is read from its bytes; non-public until somebody says otherwise."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from lzma import LZMAError
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden, VeroeffentlichungZurueckgenommen
from vorlagen.kalender import BERLIN, datum_text
from vorlagen.models import Anlage
from vorlagen.services import schritte, verlauf
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.services.vorlagen import pruefe_bearbeitbar
from vorlagen.services.wer import Wer

HOECHSTENS: Final = 50 * 1024 * 1024
"""Bytes of one attachment."""

LAENGE_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Dateiart:
    """What a file is: the ending of its name and its media type."""

    endung: str
    typ: str


_OOXML = "application/vnd.openxmlformats-officedocument."
PDF = Dateiart("pdf", "application/pdf")
PNG = Dateiart("png", "image/png")
JPG = Dateiart("jpg", "image/jpeg")
DOCX = Dateiart("docx", f"{_OOXML}wordprocessingml.document")
XLSX = Dateiart("xlsx", f"{_OOXML}spreadsheetml.sheet")
ODT = Dateiart("odt", "application/vnd.oasis.opendocument.text")

_ANFAENGE: Final = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPG))
_UNTAUGLICH: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]')


def fuege_hinzu(
    vorlage_id: str,
    name: str,
    inhalt: bytes,
    *,
    oeffentlich: bool = False,
    begruendung: str = "",
    wer: Wer,
    jetzt: datetime,
    version: int | None = None,
) -> str:
    """Attach a file to a draft; returns its id. `begruendung` is why it is non-public.

    Raises `EingabeUngueltig` for what is too big or of an unknown kind, `ZwischenzeitlichGeaendert` if a `version` was
    seen that is no longer the current one.
    """
    art = erkenne(inhalt)
    with transaction() as sitzung:
        vorlage, _ = hole(vorlage_id, wer, zum_schreiben=True)
        schritte.pruefe_version(vorlage, version)
        pruefe_bearbeitbar(vorlage, wer)
        bisher = sitzung.scalar(select(func.max(Anlage.reihe)).where(Anlage.vorlage_id == vorlage.id))
        anlage = Anlage(
            id=neue_id(),
            koerperschaft_id=vorlage.koerperschaft_id,
            vorlage_id=vorlage.id,
            name=saeubere_namen(name, art.endung),
            typ=art.typ,
            groesse=len(inhalt),
            sha256=hashlib.sha256(inhalt).hexdigest(),
            oeffentlich=oeffentlich,
            begruendung_nichtoeffentlich="" if oeffentlich else begruendung.strip(),
            reihe=(bisher or 0) + 1,
            inhalt=inhalt,
            hochgeladen=jetzt,
        )
        sitzung.add(anlage)
        verlauf.schreibe(vorlage, "anlage_hinzugefuegt", wer_id=wer.id, jetzt=jetzt, daten=_fuer_verlauf(anlage))
        schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt)
        return anlage.id


def entferne(vorlage_id: str, anlage_id: str, *, wer: Wer, jetzt: datetime, version: int | None = None) -> None:
    """Take a file away from a draft; the history keeps its name and sha256. `version` as in `fuege_hinzu`."""
    with transaction() as sitzung:
        vorlage, _ = hole(vorlage_id, wer, zum_schreiben=True)
        schritte.pruefe_version(vorlage, version)
        pruefe_bearbeitbar(vorlage, wer)
        anlage = sitzung.scalar(select(Anlage).where(Anlage.id == anlage_id, Anlage.vorlage_id == vorlage.id))
        if anlage is None:
            raise NichtGefunden("Diese Anlage gibt es nicht.")
        verlauf.schreibe(vorlage, "anlage_entfernt", wer_id=wer.id, jetzt=jetzt, daten=_fuer_verlauf(anlage))
        sitzung.delete(anlage)
        schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt)


def lies(vorlage_id: str, anlage_id: str, *, wer: Wer) -> Anlage:
    """The attachment with its bytes. Raises `NichtGefunden`, also for a non-public one that is not yours to see.

    Raises `VeroeffentlichungZurueckgenommen` for one that was taken from the public.
    """
    vorlage, einblick = hole(vorlage_id, wer)
    frage = select(Anlage).where(Anlage.id == anlage_id, Anlage.vorlage_id == vorlage.id)
    if einblick is not Einblick.VOLL:
        frage = frage.where(Anlage.oeffentlich)
    anlage = db.session.scalar(frage.options(undefer(Anlage.inhalt)))
    if anlage is None:
        raise NichtGefunden("Diese Anlage gibt es nicht, oder Sie dürfen sie nicht sehen.")
    if anlage.ruecknahme is not None and einblick is not Einblick.VOLL:
        am = datum_text(anlage.ruecknahme.astimezone(BERLIN).date())
        raise VeroeffentlichungZurueckgenommen(
            f"Diese Datei war veröffentlicht. Am {am} wurde die Veröffentlichung zurückgenommen. "
            "Auskunft gibt der Gremiendienst."
        )
    return anlage


def erkenne(inhalt: bytes) -> Dateiart:
    """What these bytes are, whatever their name says. Raises `EingabeUngueltig`."""
    if len(inhalt) > HOECHSTENS:
        raise _abgelehnt("Die Datei ist zu groß. Möglich sind höchstens 50 MB.")
    art = next((art for anfang, art in _ANFAENGE if inhalt.startswith(anfang)), None) or _aus_paket(inhalt)
    if art is None:
        raise _abgelehnt(
            "Diese Datei wird nicht angenommen. Möglich sind PDF, DOCX, XLSX, ODT, PNG und JPG ohne Makros."
        )
    return art


def saeubere_namen(name: str, endung: str) -> str:
    """A name that every file system takes, without folders and invisible characters, with the ending that is true."""
    letzter = name.replace("\\", "/").rpartition("/")[2]
    sauber = " ".join(_UNTAUGLICH.sub("", unicodedata.normalize("NFC", letzter)).split()).strip(". ")
    stamm, punkt, bisher = sauber.rpartition(".")
    if punkt and bisher.lower() in (endung, "jpeg" if endung == "jpg" else endung):
        sauber = stamm
    return f"{sauber[:LAENGE_NAME].strip('. ') or 'Anlage'}.{endung}"


def _aus_paket(inhalt: bytes) -> Dateiart | None:
    """DOCX, XLSX or ODT by what the ZIP file says of itself; anything with macros is none of them."""
    try:
        with zipfile.ZipFile(BytesIO(inhalt)) as paket:
            namen = paket.namelist()
            if namen and namen[0] == "mimetype":
                makros = any(name.startswith(("Basic/", "Scripts/")) for name in namen)
                return ODT if _lies(paket, "mimetype") == ODT.typ.encode() and not makros else None
            typen = _lies(paket, "[Content_Types].xml")
    except (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, KeyError, ValueError, OSError, RuntimeError):
        return None
    if b"macroEnabled" in typen or b"vbaProject" in typen:
        return None
    return next((art for art in (DOCX, XLSX) if f"{art.typ}.main+xml".encode() in typen), None)


def _lies(paket: zipfile.ZipFile, name: str) -> bytes:
    """The first megabyte of a part: enough to know what it is, too little for a bomb."""
    with paket.open(name) as teil:
        return teil.read(1_000_000)


def _abgelehnt(satz: str) -> EingabeUngueltig:
    return EingabeUngueltig(satz, {"datei": [satz]})


def _fuer_verlauf(anlage: Anlage) -> dict[str, object]:
    return {
        "anlage": anlage.id,
        "name": anlage.name,
        "sha256": anlage.sha256,
        "groesse": anlage.groesse,
        "oeffentlich": anlage.oeffentlich,
    }
