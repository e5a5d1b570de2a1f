"""A Word file as PDF/A: made once, kept for a day under the hash of what it was made from.

Who may have the PDF is who was given the Word file: only with its bytes is the way to the PDF found.
"""

from __future__ import annotations

import hashlib
import logging
import os
import time
from pathlib import Path
from typing import Final

from flask import current_app

from vorlagen.extensions import db
from vorlagen.pdf import pdfa
from vorlagen.pdf.presse import Presse, UmwandlungUnmoeglich
from vorlagen.services.dokumente import Druck

ENTWURF: Final = "Entwurf"
ALLE: Final = "alle"
"""Who asks where nobody has an account: all of them together count as one person."""
AUFHEBEN: Final = 24 * 3600.0
"""Seconds: what was deleted in the database is gone from here a day later."""
HOECHSTENS: Final = 500 * 1024**2
"""Bytes of all that is kept; the oldest goes first."""
_REGEL: Final = "1"
"""Goes into the name under which a PDF is kept: another way of making them finds no old ones."""
_log = logging.getLogger(__name__)


def gibt_es() -> bool:
    """True if this installation makes PDF files."""
    return presse().programm is not None


def presse() -> Presse:
    """The pool of this process."""
    eine: Presse = current_app.extensions["presse"]
    return eine


def als_pdf(druck: Druck, *, fuer: str, entwurf: bool = False) -> Druck:
    """The printed Word file as PDF/A-2b, for this person's id; `entwurf` puts that word across every page.

    No transaction is open while LibreOffice works. Raises `NichtGefunden` without LibreOffice, `ZuVieleAnfragen`,
    `UmwandlungUnmoeglich`, also for a file that is not what it should be.
    """
    name = f"{druck.name.removesuffix('.docx')}.pdf"
    quelle = hashlib.sha256(f"{druck.sha256} {_REGEL} {entwurf}".encode()).hexdigest()
    pdf = _aufgehobenes(quelle)
    if pdf is None:
        db.session.rollback()
        wort = ENTWURF if entwurf else ""
        pdf = pdfa.vollende(presse().drucke(druck.inhalt, wasserzeichen=wort, fuer=fuer))
        if maengel := pdfa.maengel(pdf):
            _log.error("A PDF was not given out: %s.", "; ".join(maengel))
            raise UmwandlungUnmoeglich(
                "Die PDF-Datei wurde nicht so, wie sie sein muss, und wird deshalb nicht ausgegeben. "
                "Bitte nehmen Sie die Word-Datei und sagen Sie Ihrer IT Bescheid."
            )
        _hebe_auf(quelle, pdf)
    return Druck(name, pdf, hashlib.sha256(pdf).hexdigest())


def aus_datei(inhalt: bytes, *, endung: str, fuer: str) -> bytes:
    """A file that somebody brought, as PDF; it is as accessible as they made it. Raises as `als_pdf` does."""
    quelle = hashlib.sha256(inhalt + f" {_REGEL} {endung}".encode()).hexdigest()
    pdf = _aufgehobenes(quelle)
    if pdf is None:
        db.session.rollback()
        pdf = presse().drucke(inhalt, endung=endung, fuer=fuer, fremd=True)
        _hebe_auf(quelle, pdf)
    return pdf


def raeume_auf() -> int:
    """Throw away what has been kept for a day, and the oldest of what is too much; returns how many."""
    alle = sorted(((ort.stat().st_mtime, ort.stat().st_size, ort) for ort in _ordner().glob("*.pdf")), reverse=True)
    grenze, summe, weg = time.time() - AUFHEBEN, 0, 0
    for zeit, groesse, ort in alle:
        summe += groesse
        if zeit < grenze or summe > HOECHSTENS:
            ort.unlink(missing_ok=True)
            weg += 1
    return weg


def _aufgehobenes(quelle: str) -> bytes | None:
    if not gibt_es():
        return None
    try:
        return (_ordner() / f"{quelle}.pdf").read_bytes()
    except FileNotFoundError:
        return None


def _hebe_auf(quelle: str, pdf: bytes) -> None:
    """Whole or not at all: the name is given when everything is written."""
    halb = _ordner() / f"{quelle}.{os.urandom(4).hex()}.neu"
    try:
        griff = os.open(halb, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(griff, "wb") as datei:
            datei.write(pdf)
        halb.replace(halb.with_name(f"{quelle}.pdf"))
    except OSError as fehler:  # a full disk keeps nobody from the file
        _log.warning("A PDF could not be kept: %s", fehler)
        halb.unlink(missing_ok=True)


def _ordner() -> Path:
    return presse().ordner
