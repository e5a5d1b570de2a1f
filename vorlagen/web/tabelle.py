"""Tables going out: CSV while it is read, XLSX once it is whole."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextvars import Context
from os import SEEK_END
from tempfile import TemporaryFile
from typing import IO, Any, Final

from flask import Flask, Response, current_app

from vorlagen.extensions import db, sicht_oeffnen
from vorlagen.services import tabelle
from vorlagen.services.tabelle import Blatt, Tabelle
from vorlagen.web import tuer
from vorlagen.web.worte import heute

TYPEN: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The endings of an address under which a list is a table, and the media type of each."""


def schicke(was: Tabelle, endung: str) -> Response:
    """The table as a file to save, which nobody keeps on the way. Raises `EingabeUngueltig` if it is too long."""
    name = f"{was.name}-{heute(tuer.jetzt())}.{endung}"
    antwort = _csv(was.liste) if endung == "csv" else _xlsx(was)
    antwort.headers.set("Content-Disposition", "attachment", filename=name)
    antwort.headers["Cache-Control"] = "private, no-store"
    antwort.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return antwort


def _csv(blatt: Blatt) -> Response:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's own way to it
    return Response(_laufend(app, db.session.info["sicht"], blatt), mimetype=TYPEN["csv"])


def _laufend(app: Flask, sicht: Any, blatt: Blatt) -> Iterator[bytes]:
    """Piece by piece in surroundings of their own: they leave after the request is over, and whoever sends them is free
    to do something else in between.
    """
    umgebung, lauf = Context(), _lies(app, sicht, blatt)
    try:
        while stueck := umgebung.run(next, lauf, b""):
            yield stueck
    finally:
        umgebung.run(lauf.close)


def _lies(app: Flask, sicht: Any, blatt: Blatt) -> Generator[bytes]:
    """With the sight that the request had."""
    with app.app_context():
        sicht_oeffnen(sicht)
        yield from tabelle.als_csv(blatt)


def _xlsx(was: Tabelle) -> Response:
    datei = TemporaryFile()  # noqa: SIM115 - it is closed once the answer has left
    try:
        with tabelle.lesestand():
            tabelle.als_xlsx(was.blaetter, datei, titel=was.name.capitalize())
    except BaseException:
        datei.close()
        raise
    antwort = Response(_stuecke(datei), mimetype=TYPEN["xlsx"])
    antwort.content_length = datei.seek(0, SEEK_END)
    antwort.call_on_close(datei.close)
    datei.seek(0)
    return antwort


def _stuecke(datei: IO[bytes]) -> Iterator[bytes]:
    with datei:
        while stueck := datei.read(tabelle.HAPPEN):
            yield stueck
