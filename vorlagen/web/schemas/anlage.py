"""Attachments."""

from __future__ import annotations

from flask_smorest.fields import Upload

from vorlagen.web.schemas.blatt import Formblatt, JaNein, Liste, Teil, Text, Zahl
from vorlagen.web.schemas.fragen import Wort
from vorlagen.web.schemas.stamm import Links

FEHLT = "Im Feld „datei“ fehlt die Datei."


class AnlageNeu(Formblatt):
    """The parts of a multipart form."""

    datei = Upload(required=True, error_messages={"required": FEHLT, "null": FEHLT})
    oeffentlich = Wort(metadata={"description": "ohne Angabe nichtöffentlich"})


class AnlageAus(Formblatt):
    """An attachment without its bytes."""

    id = Text(32, required=True)
    name = Text(300, required=True)
    oeffentlich = JaNein(required=True)
    groesse = Zahl(0, required=True, metadata={"description": "in Byte"})
    typ = Text(120, required=True)
    sha256 = Text(64, required=True)
    links = Teil(Links, required=True)


class Anlagenliste(Formblatt):
    """All attachments in sight."""

    data = Liste(Teil(AnlageAus), hoechstens=10_000, required=True)
    links = Teil(Links, required=True)
