"""The board on which the API's doors hang. Each is hung in one go: address, title, what comes in, what goes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, Final, TypeVar

from flask import Response
from flask_smorest import Blueprint
from marshmallow import Schema

from vorlagen.services.wer import Umfang
from vorlagen.web.api.leser import Leser
from vorlagen.web.api.schluessel import einmal
from vorlagen.web.schemas.beispiele import BEISPIELE
from vorlagen.web.schemas.blatt import nur_jetzt
from vorlagen.web.schemas.fragen import KeineFrage
from vorlagen.web.sicht import Sicht

Ansicht = TypeVar("Ansicht", bound=Callable[..., Response])
DATEI: Final = {"type": "string", "format": "binary"}
STAMMDATEN: Final = (
    "/abwesenheiten",
    "/aemter",
    "/bezeichnungen",
    "/einstellungen",
    "/fallstapel",
    "/fristregeln",
    "/gremien",
    "/koerperschaft",
    "/personen",
    "/schablonen",
    "/schablonenfassungen",
    "/vertretungen",
    "/vorlagearten",
    "/webhooks",
)
"""Who writes here changes what the house is, not what it works on."""
SCHREIBEND: Final = frozenset({"POST", "PATCH"})
_ERFOLG: Final = {
    200: "Erledigt.",
    201: "Angelegt; die Adresse steht in Location.",
    202: "Noch in Arbeit; fragen Sie noch einmal.",
    204: "Erledigt, ohne Inhalt.",
    304: "Unverändert; was Sie haben, gilt noch.",
}


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
        `auch` is another status with which the same is answered, or beside a `datei` what `gibt` describes. `umfang`
        is what a token must reach, where that does not follow from method and address.
        """

        def haenge(ansicht: Ansicht) -> Ansicht:
            schreibt = methode in SCHREIBEND
            offen = getattr(ansicht, "sicht", self.sicht) is Sicht.OFFEN
            tut: Any = einmal(ansicht, nur_jetzt=nur_jetzt(gibt)) if schreibt else ansicht
            inhalt = _inhalt(datei) if datei else gibt
            tut = self._mit_ablehnungen(tut, methode, pfad, unter, offen=offen)
            tut = self.response(status, inhalt, content_type=datei, description=_ERFOLG[status])(tut)
            if auch is not None:
                tut = self.alt_response(auch, schema=gibt or inhalt, description=_ERFOLG[auch])(tut)
            if nimmt is not None:
                tut = self.arguments(nimmt, location=ort, example=BEISPIELE.get(nimmt.__name__))(tut)
            # Without a filter of its own a view is given none, and whoever sends one is told so.
            tut = self.arguments(fragt, location="query", as_kwargs=fragt is KeineFrage)(tut)
            angaben = tut._apidoc.setdefault("arguments", {})
            koepfe = ["IF_NONE_MATCH"] if methode == "GET" else ["IDEMPOTENCY_KEY"] if schreibt else []
            angaben.setdefault("parameters", []).extend([*koepfe, *unter])
            tut.umfang = umfang or _umfang(methode, pfad)
            beschrieben: dict[str, Any] = {"summary": titel, "operationId": f"{self.name}_{ansicht.__name__}"}
            beschrieben["security"] = [] if offen else [{"token": [tut.umfang.value]}]
            tut._apidoc["manual_doc"] = beschrieben | ({"description": text} if text else {})
            self.route(pfad, methods=[methode], tags=[self.titel])(tut)
            return ansicht

        return haenge

    def _mit_ablehnungen(self, tut: Any, methode: str, pfad: str, unter: Sequence[str], *, offen: bool) -> Any:
        """Say which refusals a program has to reckon with here; any request may meet others besides."""
        schreibt = methode in SCHREIBEND
        moegliche = {
            HTTPStatus.BAD_REQUEST: schreibt,
            HTTPStatus.UNAUTHORIZED: not offen,
            HTTPStatus.FORBIDDEN: not offen,
            HTTPStatus.NOT_FOUND: "<" in pfad,
            HTTPStatus.CONFLICT: methode != "GET",
            HTTPStatus.PRECONDITION_FAILED: "IF_MATCH" in unter,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE: schreibt,
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE: schreibt,
            HTTPStatus.UNPROCESSABLE_ENTITY: True,
            HTTPStatus.TOO_MANY_REQUESTS: True,
        }
        for status in (status for status, kommt_vor in moegliche.items() if kommt_vor):
            tut = self.alt_response(status.value, status.name)(tut)
        return self.alt_response(304, description=_ERFOLG[304])(tut) if methode == "GET" else tut


def _inhalt(typ: str) -> dict[str, str]:
    return {"type": "object"} if typ.endswith("+json") else DATEI


def _umfang(methode: str, pfad: str) -> Umfang:
    if methode == "GET":
        return Umfang.LESEN
    return Umfang.VERWALTEN if pfad.startswith(STAMMDATEN) else Umfang.SCHREIBEN
