"""The API as a whole, and the OpenAPI document that it writes of itself."""

from __future__ import annotations

from http import HTTPStatus
from threading import Lock
from typing import Any, Final

from flask import Flask, Response, json
from flask_smorest import Api

from vorlagen.web import tuer
from vorlagen.web.api.schluessel import KOPF, LAENGE
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.fehler import STATUS
from vorlagen.web.fehlerworte import SAETZE
from vorlagen.web.schemas.problem import Problem
from vorlagen.web.sicht import Sicht, fuer

_PARAMETER: Final = {
    "IDEMPOTENCY_KEY": (KOPF, rf"^[!-~]([ -~]{{0,{LAENGE - 2}}}[!-~])?$",
                        f"Frei gewählt, 1 bis {LAENGE} Zeichen. Dieselbe Anfrage mit demselben Schlüssel wird "
                        "nur einmal ausgeführt und bekommt sieben Tage lang die erste Antwort."),
    "IF_MATCH": ("If-Match", None, "ETag des Stands, der gesehen wurde; gilt ein anderer, kommt 412."),
    "IF_NONE_MATCH": ("If-None-Match", None, "ETag des Stands, der schon bekannt ist; gilt er noch, kommt 304."),
}  # fmt: skip


class Schnittstelle(Api):  # type: ignore[misc]  # flask-smorest has no types
    """The API as a whole. Errors are answered by `vorlagen.web.fehler` alone, and the document speaks German."""

    ERROR_SCHEMA = Problem
    DEFAULT_ERROR_RESPONSE_NAME = "FEHLER"

    def __init__(self, app: Flask) -> None:
        self._schloss = Lock()
        self._unbeschrieben: list[Tafel] = []
        self._titel: set[str] = set()
        super().__init__(app)

    def _register_error_handlers(self) -> None:
        """None of its own: they would turn HTML pages into JSON and drop Allow and Retry-After."""

    def _register_responses(self) -> None:
        for status in HTTPStatus:
            codes = sorted(f"`{art.code}`" for art, wie in STATUS.items() if wie == status)
            worte = f" Mögliche `code`: {', '.join(codes)}." if codes else ""
            self._fehlerantwort(status.name, SAETZE.get(status, SAETZE[400]) + worte)
        self._fehlerantwort(self.DEFAULT_ERROR_RESPONSE_NAME, "Abgelehnt; warum, steht im Körper (RFC 9457).")

    def _fehlerantwort(self, name: str, satz: str) -> None:
        inhalt = {"application/problem+json": {"schema": self.ERROR_SCHEMA}}
        self.spec.components.response(name, {"description": satz, "content": inhalt}, lazy=True)

    def _register_etag_headers(self) -> None:
        for name, (kopf, muster, text) in _PARAMETER.items():
            schema = {"type": "string"} | ({"pattern": muster} if muster else {})
            angabe = {"name": kopf, "description": text, "required": False, "schema": schema}
            self.spec.components.parameter(name, "header", angabe, lazy=True)

    def _register_pagination_header(self) -> None:
        """Pages are linked in the body."""

    @fuer(Sicht.OFFEN)
    def _openapi_json(self) -> Response:
        return Response(json.dumps(self.dokument()), mimetype="application/json")

    def dokument(self) -> dict[str, Any]:
        """The OpenAPI document; written when first asked for, because most processes never are."""
        with self._schloss:
            while self._unbeschrieben:
                tafel = self._unbeschrieben.pop(0)
                tafel.register_views_in_doc(self, self._app, self.spec, name=tafel.name, parameters=None)
                if tafel.titel not in self._titel:
                    self._titel.add(tafel.titel)
                    self.spec.tag({"name": tafel.titel})
            fertig: dict[str, Any] = self.spec.to_dict()
            return fertig

    def haenge_auf(self, tafel: Tafel) -> None:
        """Register a board; a cookie never counts here, so there is nothing that CSRF could abuse."""
        tuer.csrf.exempt(tafel)
        self._app.register_blueprint(tafel)
        self._unbeschrieben.append(tafel)
