"""The board on which the API's doors hang. Each is hung in one go: address, title, what comes in, what goes out."""

from __future__ import annotations

import http
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, Final, TypeVar

from flask import Flask, Response, json
from flask_smorest import Api, Blueprint
from marshmallow import Schema

from vorlagen.services.wer import Umfang
from vorlagen.web import tuer
from vorlagen.web.api.leser import Leser
from vorlagen.web.api.schluessel import KOPF, LAENGE, einmal
from vorlagen.web.fehler import SAETZE
from vorlagen.web.schemas.fragen import KeineFrage
from vorlagen.web.schemas.problem import Problem
from vorlagen.web.sicht import Sicht, fuer

Ansicht = TypeVar("Ansicht", bound=Callable[..., Response])
DATEI: Final = {"type": "string", "format": "binary"}
STAMMDATEN: Final = (
    "/abwesenheiten",
    "/aemter",
    "/einstellungen",
    "/gremien",
    "/koerperschaft",
    "/personen",
    "/vertretungen",
    "/webhooks",
)
"""Who writes here changes what the house is, not what it works on."""
SCHREIBEND: Final = frozenset({"POST", "PATCH"})
_ERFOLG: Final = {
    200: "Erledigt.",
    201: "Angelegt; die Adresse steht in Location.",
    204: "Erledigt, ohne Inhalt.",
    304: "Unverändert; was Sie haben, gilt noch.",
}
_PARAMETER: Final = {
    "IDEMPOTENCY_KEY": (KOPF, rf"^[!-~]([ -~]{{0,{LAENGE - 2}}}[!-~])?$",
                        f"Frei gewählt, 1 bis {LAENGE} Zeichen. Dieselbe Anfrage mit demselben Schlüssel wird "
                        "nur einmal ausgeführt und bekommt sieben Tage lang die erste Antwort."),
    "IF_MATCH": ("If-Match", None, "ETag des Stands, der gesehen wurde; gilt ein anderer, kommt 412."),
    "IF_NONE_MATCH": ("If-None-Match", None, "ETag des Stands, der schon bekannt ist; gilt er noch, kommt 304."),
}  # fmt: skip


class Tafel(Blueprint):  # type: ignore[misc]  # flask-smorest has no types
    """The doors of one resource; `sicht` holds for each that does not say otherwise.

    Everything that writes knows the Idempotency-Key.
    """

    ARGUMENTS_PARSER = Leser()
    DEFAULT_LOCATION_CONTENT_TYPE_MAPPING = {  # noqa: RUF012 - flask-smorest's form
        "json": "application/json",
        "multipart": "multipart/form-data",
    }

    def __init__(self, name: str, titel: str, *, sicht: Sicht) -> None:
        super().__init__(f"api_{name}", __name__, url_prefix="/api/v1")
        self.titel, self.sicht = titel, sicht

    def weg(
        self,
        methode: str,
        pfad: str,
        titel: str,
        *,
        gibt: type[Schema] | None = None,
        nimmt: type[Schema] | None = None,
        fragt: type[Schema] = KeineFrage,
        ort: str = "json",
        status: int = 200,
        auch: int | None = None,
        datei: str | None = None,
        unter: Sequence[str] = (),
        umfang: Umfang | None = None,
        text: str = "",
    ) -> Callable[[Ansicht], Ansicht]:
        """Hang a view: it is given what `nimmt` and `fragt` have checked and returns a Response.

        `gibt` describes the answer, or `datei` its media type; with `unter` ("IF_MATCH",) it heeds that.
        `auch` is another status with which the same is answered. `umfang` is what a token must reach, where that does
        not follow from method and address.
        """

        def haenge(ansicht: Ansicht) -> Ansicht:
            schreibt = methode in SCHREIBEND
            tut: Any = einmal(ansicht) if schreibt else ansicht
            inhalt = _inhalt(datei) if datei else gibt
            tut = self.response(status, inhalt, content_type=datei, description=_ERFOLG[status])(tut)
            if auch is not None:
                tut = self.alt_response(auch, schema=inhalt, description=_ERFOLG[auch])(tut)
            if methode == "GET":
                tut = self.alt_response(304, description=_ERFOLG[304])(tut)
            if nimmt is not None:
                tut = self.arguments(nimmt, location=ort)(tut)
            # Without a filter of its own a view is given none, and whoever sends one is told so.
            tut = self.arguments(fragt, location="query", as_kwargs=fragt is KeineFrage)(tut)
            angaben = tut._apidoc.setdefault("arguments", {})
            koepfe = ["IF_NONE_MATCH"] if methode == "GET" else ["IDEMPOTENCY_KEY"] if schreibt else []
            angaben.setdefault("parameters", []).extend([*koepfe, *unter])
            tut.umfang = umfang or _umfang(methode, pfad)
            beschrieben: dict[str, Any] = {"summary": titel, "operationId": f"{self.name}_{ansicht.__name__}"}
            offen = getattr(ansicht, "sicht", self.sicht) is Sicht.OFFEN
            beschrieben["security"] = [] if offen else [{"token": [tut.umfang.value]}]
            tut._apidoc["manual_doc"] = beschrieben | ({"description": text} if text else {})
            self.route(pfad, methods=[methode], tags=[self.titel])(tut)
            return ansicht

        return haenge


def _inhalt(typ: str) -> dict[str, str]:
    return {"type": "object"} if typ.endswith("+json") else DATEI


def _umfang(methode: str, pfad: str) -> Umfang:
    if methode == "GET":
        return Umfang.LESEN
    return Umfang.VERWALTEN if pfad.startswith(STAMMDATEN) else Umfang.SCHREIBEN


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
        for status in http.HTTPStatus:
            self._fehlerantwort(status.name, SAETZE.get(status, SAETZE[400]))
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
        return Response(self._dokument(), mimetype="application/json")

    def _dokument(self) -> str:
        """The OpenAPI document; written when first asked for, because most processes never are."""
        with self._schloss:
            while self._unbeschrieben:
                tafel = self._unbeschrieben.pop(0)
                tafel.register_views_in_doc(self, self._app, self.spec, name=tafel.name, parameters=None)
                if tafel.titel not in self._titel:
                    self._titel.add(tafel.titel)
                    self.spec.tag({"name": tafel.titel})
            return json.dumps(self.spec.to_dict())

    def haenge_auf(self, tafel: Tafel) -> None:
        """Register a board; a cookie never counts here, so there is nothing that CSRF could abuse."""
        tuer.csrf.exempt(tafel)
        self._app.register_blueprint(tafel)
        self._unbeschrieben.append(tafel)
