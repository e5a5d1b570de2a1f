"""The shape of a case file, for whoever writes one: public, because it says nothing of anybody."""

from __future__ import annotations

from flask import Response, request

from vorlagen.services.faelle import schema_text
from vorlagen.web import tuer
from vorlagen.web.api.tafel import Tafel

TYP = "application/schema+json"

tafel = Tafel("faelle", "Fälle")


@tafel.weg("GET", "/fall.schema.json", "JSON-Schema der Falldatei", datei=TYP, text="Ohne Anmeldung; Draft 2020-12.")
@tuer.offen
def schema() -> Response:
    antwort = Response(schema_text(), mimetype=TYP)
    antwort.add_etag()
    antwort.make_conditional(request)
    return antwort
