"""The lists as tables: the address of a list with .csv or .xlsx, its filters, and all of its rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response
from marshmallow import Schema

from vorlagen.services.listen import Filter
from vorlagen.services.tabelle import Tabelle
from vorlagen.web import tuer
from vorlagen.web.ansichten import tabellen
from vorlagen.web.api.auftraege import filter_aus
from vorlagen.web.api.leitung import als_tabelle
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.auftrag import Auftragstabellenfrage
from vorlagen.web.schemas.fragen import Fristentabellenfrage, Sitzungstabellenfrage, Vorlagentabellenfrage
from vorlagen.web.schemas.leitung import Leitungsfrage
from vorlagen.web.sicht import Sicht
from vorlagen.web.tabelle import TYPEN, schicke
from vorlagen.web.worte import heute

tafel = Tafel("tabellen", "Tabellen", sicht=Sicht.ANGEMELDET)

TEXT = {
    "csv": "Nach RFC 4180 mit Semikolon, UTF-8 mit Marke (BOM), Tage nach ISO 8601. Die Antwort beginnt sofort. "
    "Ein Text, den ein Programm als Formel läse, beginnt mit einem Apostroph.",
    "xlsx": "Eine Arbeitsmappe; Tage sind Tage, Text ist Text. Sie kommt, sobald sie fertig ist.",
}


def _vorlagen(frage: dict[str, Any]) -> Tabelle:
    return tabellen.vorlagen(tuer.wer(), Filter(**frage))


def _sitzungen(frage: dict[str, Any]) -> Tabelle:
    return tabellen.sitzungen(tuer.wer(), **frage)


def _tagesordnungen(frage: dict[str, Any]) -> Tabelle:
    return tabellen.tagesordnungen(tuer.wer(), **frage)


def _auftraege(frage: dict[str, Any]) -> Tabelle:
    return tabellen.auftraege(tuer.wer(), filter_aus(frage))


def _fristen(frage: dict[str, Any]) -> Tabelle:
    meine, vorlage_id = frage.get("meine", False), frage.get("vorlage")
    return tabellen.fristen(tuer.wer(), heute(tuer.jetzt()), meine=meine, vorlage_id=vorlage_id)


def _haenge(name: str, titel: str, fragt: type[Schema], baue: Callable[[dict[str, Any]], Tabelle]) -> None:
    for endung, typ in TYPEN.items():

        def ansicht(frage: dict[str, Any], endung: str = endung) -> Response:
            return schicke(baue(frage), endung)

        ansicht.__name__ = f"{name}_{endung}"
        weg = tafel.weg("GET", f"/{name}.{endung}", titel, fragt=fragt, datei=typ, text=TEXT[endung])
        weg(ansicht)


_haenge("vorlagen", "Vorlagen als Tabelle", Vorlagentabellenfrage, _vorlagen)
_haenge("sitzungen", "Sitzungen als Tabelle", Sitzungstabellenfrage, _sitzungen)
_haenge("tagesordnungen", "Tagesordnungen und Ergebnisse als Tabelle", Sitzungstabellenfrage, _tagesordnungen)
_haenge("auftraege", "Aufträge als Tabelle", Auftragstabellenfrage, _auftraege)
_haenge("fristen", "Offene Fristen als Tabelle", Fristentabellenfrage, _fristen)
_haenge("leitung", "Wie lange Vorlagen brauchen, als Tabelle", Leitungsfrage, als_tabelle)
