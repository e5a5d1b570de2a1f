"""What a load balancer asks: does the process live, and can it work?"""

from __future__ import annotations

from flask import Flask, jsonify
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from vorlagen.extensions import verzeichnis
from vorlagen.services import schema, uhrschlag
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.tuer import jetzt

tafel = Seitentafel("gesundheit", __name__, sicht=Sicht.OFFEN)


@tafel.get("/healthz")
def lebt() -> Response:
    """The process answers; nothing else is asked."""
    return jsonify(zustand="lebt")


@tafel.get("/readyz")
def bereit() -> tuple[Response, int]:
    """The database answers. Whether the clock goes is told, but takes no web process out of service.

    How many plug-ins are switched off is told, their names are not; so is whether the second wall stands.
    """
    try:
        trennung = "steht" if not schema.maengel() else "lückenhaft"
    except SQLAlchemyError:
        return jsonify(zustand="nicht bereit", datenbank="antwortet nicht"), 503
    uhr = "geht" if uhrschlag.uhr_geht(jetzt=jetzt()) else "steht"
    abgeschaltet = len(verzeichnis.stoerungen)
    zustand = {"zustand": "bereit", "datenbank": "antwortet", "uhr": uhr, "trennung": trennung}
    return jsonify(zustand | {"abgeschaltete_ablaeufe": abgeschaltet}), 200


def richte_ein(app: Flask) -> None:
    """Register the two routes."""
    app.register_blueprint(tafel)
