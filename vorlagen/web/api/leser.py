"""Reading what a request brings, and refusing it in German sentences."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

from flask import Request
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from vorlagen.fehler import EingabeUngueltig
from vorlagen.web.schemas.blatt import flach

JSON_HOECHSTENS: Final = 8 * 1024 * 1024
"""Bytes of a JSON body. Files come as multipart and have the limit of the whole application."""

TIEFE: Final = 32
"""How many lists and objects may lie in each other."""


class Leser(FlaskParser):
    """webargs, strict: unknown names are refused in addresses too, where a misspelt filter would show everything."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {}  # noqa: RUF012 - webargs' form; the schemas say RAISE
    __location_map__ = {**FlaskParser.__location_map__, "multipart": "load_multipart"}  # noqa: RUF012

    def load_querystring(self, req: Request, schema: Schema) -> Any:
        """The filters; one that is named twice would count once only, so it is refused."""
        doppelt = [name for name, werte in req.args.lists() if len(werte) > 1]
        if doppelt:
            raise EingabeUngueltig(
                f"Bitte nur einmal nennen: {', '.join(doppelt)}.",
                {name: ["Diesen Filter bitte nur einmal nennen."] for name in doppelt},
            )
        return super().load_querystring(req, schema)

    def load_json(self, req: Request, schema: Schema) -> Any:
        """The body as JSON; an empty one is an empty object."""
        req.max_content_length = JSON_HOECHSTENS
        roh = req.get_data()
        if not roh:
            return {}
        if not req.is_json:
            raise UnsupportedMediaType
        try:
            gelesen = json.loads(roh, parse_constant=_keine_zahl)
        except (ValueError, RecursionError) as fehler:
            raise BadRequest from fehler
        _pruefe_tiefe(gelesen)
        return gelesen

    def load_multipart(self, req: Request, schema: Schema) -> Any:
        """Fields and files of a form; of several with one name the first."""
        if req.mimetype != "multipart/form-data":
            satz = "Die Datei wird als multipart/form-data im Feld „datei“ gebraucht."
            raise EingabeUngueltig(satz, {"datei": [satz]})
        return {**req.form.to_dict(), **req.files.to_dict()}

    def handle_error(
        self, error: ValidationError, req: Request, schema: Schema, *, error_status_code: Any, error_headers: Any
    ) -> NoReturn:
        """Raise `EingabeUngueltig` with every field."""
        meldungen = {ort: saetze for je_stelle in error.messages_dict.values() for ort, saetze in flach(je_stelle)}
        raise EingabeUngueltig(f"Bitte prüfen Sie: {', '.join(meldungen)}.", meldungen) from error


def _pruefe_tiefe(gelesen: Any) -> None:
    """Nothing of ours is nested deeply; what is was made to hurt whoever walks through it."""
    ebene = [gelesen] if isinstance(gelesen, dict | list) else []
    for _ in range(TIEFE):
        werte = (kind for eines in ebene for kind in (eines.values() if isinstance(eines, dict) else eines))
        ebene = [kind for kind in werte if isinstance(kind, dict | list)]
        if not ebene:
            return
    raise BadRequest


def _keine_zahl(wort: str) -> NoReturn:
    raise ValueError(f"{wort} is no JSON (RFC 8259 § 6)")
