"""Attachments."""

from __future__ import annotations

from typing import Any

from flask_smorest.fields import Upload
from marshmallow import ValidationError
from werkzeug.datastructures import FileStorage

from vorlagen.dateien import Datei as Geprueft
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import anlagen
from vorlagen.web.schemas.blatt import Formblatt, JaNein, Liste, Tag, Teil, Text, Zahl, saetze
from vorlagen.web.schemas.fragen import Wort
from vorlagen.web.schemas.stamm import Links
from vorlagen.web.schemas.stammfelder import stammfeld


class Datei(Upload):  # type: ignore[misc]  # flask-smorest has no types
    """A file out of a form, checked before any transaction begins."""

    default_error_messages = saetze(required="Im Feld „datei“ fehlt die Datei.", invalid="Hier gehört eine Datei hin.")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Geprueft:
        if not isinstance(value, FileStorage):
            raise self.make_error("invalid")
        try:
            return anlagen.pruefe(value.filename or "", value.stream.read())
        except EingabeUngueltig as fehler:
            raise ValidationError(fehler.satz) from fehler


class AnlageNeu(Formblatt):
    """The parts of a multipart form."""

    datei = Datei(required=True)
    oeffentlich = Wort(metadata={"description": "ohne Angabe nichtöffentlich"})
    begruendung_nichtoeffentlich = stammfeld("begruendung_nichtoeffentlich")


class AnlageAenderung(Formblatt):
    """What is to be said of an attachment from now on; what is absent stays."""

    name = Text(300, metadata={"description": "die Endung bleibt die der Datei"})
    oeffentlich = JaNein()
    begruendung_nichtoeffentlich = stammfeld("begruendung_nichtoeffentlich")
    stelle = Zahl(1, metadata={"description": "von 1 an gezählt; hinter dem Ende ist das Ende"})


class AnlageAus(Formblatt):
    """An attachment without its bytes."""

    id = Text(32, required=True)
    name = Text(300, required=True)
    oeffentlich = JaNein(required=True)
    groesse = Zahl(0, required=True, metadata={"description": "in Byte"})
    typ = Text(120, required=True)
    sha256 = Text(64, required=True)
    begruendung_nichtoeffentlich = stammfeld("begruendung_nichtoeffentlich", allow_none=True)
    links = Teil(Links, required=True)


class GrabsteinAus(Formblatt):
    """An attachment that was published until that day; its address answers 410."""

    id = Text(32, required=True)
    am = Tag(required=True)


class Anlagenliste(Formblatt):
    """All attachments in sight."""

    data = Liste(Teil(AnlageAus), hoechstens=10_000, required=True)
    links = Teil(Links, required=True)
