"""Meetings and their agendas to take along: of all bodies or of one, as the list of meetings is narrowed."""

from __future__ import annotations

from flask import Response, request

from vorlagen.web import tuer
from vorlagen.web.ansichten import tabellen
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.tabelle import schicke

tafel = Seitentafel("sitzungstabellen", __name__, sicht=Sicht.ANGEMELDET)


@tafel.get("/sitzungen.<any(csv,xlsx):endung>")
def sitzungen(endung: str) -> Response:
    """The meetings; a workbook has their agendas on a sheet of its own."""
    return schicke(tabellen.sitzungen(tuer.wer(), gremium=_gremium()), endung)


@tafel.get("/tagesordnungen.<any(csv,xlsx):endung>")
def tagesordnungen(endung: str) -> Response:
    """What stands on the agendas and what came of it."""
    return schicke(tabellen.tagesordnungen(tuer.wer(), gremium=_gremium()), endung)


def _gremium() -> str | None:
    return request.args.get("gremium") or None
