"""A town's Word templates and their versions."""

from __future__ import annotations

from typing import Any

from flask_smorest.fields import Upload
from werkzeug.datastructures import FileStorage

from vorlagen.web.schemas.blatt import Augenblick, Formblatt, JaNein, Liste, Teil, Text, Zahl, saetze
from vorlagen.web.schemas.stamm import Links
from vorlagen.web.schemas.stammfelder import LANG


class Schablonendatei(Upload):  # type: ignore[misc]  # flask-smorest has no types
    """A Word file out of a form: its name and its bytes. The service checks it."""

    default_error_messages = saetze(required="Im Feld „datei“ fehlt die Datei.", invalid="Hier gehört eine Datei hin.")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> tuple[str, bytes]:
        if not isinstance(value, FileStorage):
            raise self.make_error("invalid")
        return value.filename or "", value.stream.read()


class SchabloneNeu(Formblatt):
    """The parts of a multipart form."""

    datei = Schablonendatei(required=True)


class SchablonenfreigabeEin(Formblatt):
    """Which content was looked at."""

    sha256 = Text(64, required=True, noetig=True)


class SchablonenfassungAus(Formblatt):
    """One version; with the one that is `gilt` documents are printed."""

    id = Text(32, required=True)
    art = Text(80, required=True)
    nr = Zahl(1, required=True)
    dateiname = Text(300, required=True)
    groesse = Zahl(0, required=True, metadata={"description": "in Byte"})
    sha256 = Text(64, required=True)
    hinweise = Liste(Text(LANG), required=True)
    hochgeladen = Augenblick(required=True)
    gilt = JaNein(required=True)
    freigegeben = Augenblick(required=True, allow_none=True)
    links = Teil(Links, required=True)


class SchabloneAus(Formblatt):
    """A kind of document, whose template it is printed with, and the town's own versions, latest first."""

    art = Text(80, required=True)
    titel = Text(200, required=True)
    herkunft = Text(120, required=True, metadata={"description": "eigene, ordner, vorlagen oder der Name eines Pakets"})
    sha256 = Text(64, required=True, metadata={"description": "der Schablone, mit der jetzt gedruckt wird"})
    fassungen = Liste(Teil(SchablonenfassungAus), required=True)
    links = Teil(Links, required=True)


class Schablonenliste(Formblatt):
    """All kinds of documents."""

    data = Liste(Teil(SchabloneAus), required=True)
    links = Teil(Links, required=True)
