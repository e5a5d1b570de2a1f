"""A form that makes something makes it once, however often its button was pressed.

Every form carries a word of its own (`csrf()` in makros.html). The first request that brings it does the deed and
keeps where it led; one that brings the same word and the same fields is led there too. Whoever goes back and types
something else has asked for something else.
"""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from flask import Flask, flash, make_response, request, session
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import AnfrageLaeuft, Fachfehler
from vorlagen.services import anfragen
from vorlagen.services.anfragen import Anfrage, Antwort
from vorlagen.web import tuer
from vorlagen.web.api.schluessel import pruefsumme

P = ParamSpec("P")
T = TypeVar("T")
FELD: Final = "einmal"
GEDULD: Final = 50
"""How many tenths of a second the second click waits for the first to be done."""

_WORT = re.compile(r"[\w-]{8,64}", re.ASCII)


def einmalig(tat: Callable[P, T]) -> Callable[P, T | Response]:
    """Let this deed, which redirects when it is done, run once per form; without the form's word it runs each time."""

    @wraps(tat)
    def tun(*stellen: P.args, **namen: P.kwargs) -> T | Response:
        wort = formwort()
        if not wort:
            return tat(*stellen, **namen)
        summe = pruefsumme()
        anfrage = Anfrage(tuer.wer().id, f"formular-{wort}-{summe[:32]}", summe)
        try:
            return _einmal(anfrage, lambda: _antworte(tat(*stellen, **namen)))
        except _NichtsGetan as nichts:
            if isinstance(nichts.statt, Fachfehler):
                raise nichts.statt from None
            return nichts.statt

    return tun


def formwort() -> str:
    """The word of the form that was sent; empty if it brought none."""
    wort = request.form.get(FELD, "")
    return wort if _WORT.fullmatch(wort) else ""


def richte_ein(app: Flask) -> None:
    """Let the templates give each form its word."""
    app.jinja_env.globals["einmalwort"] = lambda: secrets.token_urlsafe(12)


class _NichtsGetan(Exception):
    """The form is shown again, or the deed refused: the word stays free."""

    def __init__(self, statt: Response | Fachfehler) -> None:
        super().__init__()
        self.statt = statt


def _antworte(ergebnis: Any) -> Response:
    return make_response(ergebnis)


def _einmal(anfrage: Anfrage, tue: Callable[[], Response]) -> Response:
    for versuch in range(GEDULD):
        try:
            return _gehe(anfrage, tue)
        except AnfrageLaeuft:
            if versuch == GEDULD - 1:
                raise
            time.sleep(0.1)
    raise AnfrageLaeuft


def _gehe(anfrage: Anfrage, tue: Callable[[], Response]) -> Response:
    erster: list[Response] = []

    def tue_es() -> Antwort:
        begonnen = db.session().get_transaction()
        try:
            antwort = tue()
        except Fachfehler as fehler:
            raise _NichtsGetan(fehler) from fehler
        if antwort.status_code != 302:
            raise _NichtsGetan(antwort)
        if db.session().get_transaction() is not begonnen:
            raise RuntimeError("the deed gave its transaction away; what it did and where it led are kept together")
        erster.append(antwort)
        return Antwort(302, {"Location": antwort.headers["Location"]}, json.dumps(session.get("_flashes", [])))

    def weise_ab(fehler: Fachfehler) -> Antwort:
        raise fehler

    antwort = anfragen.einmal(anfrage, tue=tue_es, weise_ab=weise_ab, jetzt=tuer.jetzt())
    if erster:
        return erster[0]
    for art, satz in json.loads(antwort.koerper):
        flash(satz, art)
    return Response(status=antwort.status, headers=dict(antwort.kopf))
