"""The shape of a case file, for whoever writes one: public, because it says nothing of anybody."""

from __future__ import annotations

from flask import Response, request

from vorlagen.services.faelle import schema_text
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.sicht import Sicht, fuer

TYP = "application/schema+json"

tafel = Tafel("faelle", "Fälle", sicht=Sicht.ANGEMELDET)


@tafel.weg("GET", "/fall.schema.json", "JSON-Schema der Falldatei", datei=TYP, text="Ohne Anmeldung; Draft 2020-12.")
@fuer(Sicht.OFFEN)
def schema() -> Response:
    antwort = Response(schema_text(), mimetype=TYP)
    antwort.add_etag()
    antwort.make_conditional(request)
    return antwort
