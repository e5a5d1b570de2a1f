"""The change feed for programs."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from vorlagen.services import aenderungen
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte
from vorlagen.web.api.oeffentlich import adresse, basis
from vorlagen.web.api.projektion import zeit
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.aenderung import Aenderungsfrage, Aenderungsliste
from vorlagen.web.sicht import Sicht

tafel = Tafel("aenderungen", "Änderungen", sicht=Sicht.ANGEMELDET)

TEXT = """Was sich geändert hat, in der Reihenfolge, in der es gespeichert wurde: je Vorgang und Gegenstand ein Eintrag.
`links.next` steht immer da; wer dort wieder fragt, bekommt, was seitdem geschah, und keine Änderung zweimal. Eine
leere Liste heißt: noch nichts Neues. Nach 410 (`stelle-unbekannt`) wird der Bestand neu abgeglichen.

Gemeldet wird nur, was das Token sehen darf. Was ihm entzogen oder gelöscht wurde, kommt mit `geloescht: true`; was zu
einer Vorlage gehört, geht mit ihr. Ändern sich die eigenen Rollen (`person.geaendert` mit der eigenen Kennung), wird
der Bestand neu abgeglichen."""


@tafel.weg("GET", "/aenderungen", "Was sich geändert hat", fragt=Aenderungsfrage, gibt=Aenderungsliste, text=TEXT)
def finden(frage: dict[str, Any]) -> Response:
    seit, anzahl = frage.get("seit"), frage["anzahl"]
    abschnitt = aenderungen.lies(tuer.wer(), seit=seit, anzahl=anzahl, geheimnis=tuer.geheimnis())
    weiter = urlencode({**request.args.to_dict(), "seit": abschnitt.weiter})
    links = {"self": basis() + request.full_path.rstrip("?"), "next": f"{adresse('aenderungen')}?{weiter}"}
    data = [
        {
            "cursor": meldung.stelle,
            "art": meldung.art,
            "typ": meldung.typ,
            "id": meldung.objekt_id,
            "zeit": zeit(meldung.zeit),
            "geloescht": meldung.vorgang == "geloescht",
        }
        for meldung in abschnitt.meldungen
    ]
    return antworte({"data": data, "links": links})
