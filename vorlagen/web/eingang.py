"""What a request brings is made of characters that a database and a Word file can hold, before any view reads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flask import Flask, Request, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.utils import cached_property

from vorlagen.fehler import NichtGefunden
from vorlagen.richtext import reinige

WOERTLICH: Final = frozenset({"passwort", "passwort_neu", "passwort_wieder"})
"""Compared and never stored as such: a password stays as it was typed."""


class Anfrage(Request):
    """A request whose query and form values are clean; the bytes of files and of JSON are left to their readers."""

    @cached_property
    def args(self) -> ImmutableMultiDict[str, str]:
        """The values behind the question mark."""
        return _rein(super().args.items(multi=True))

    def _load_form_data(self) -> None:
        if "form" not in self.__dict__:
            super()._load_form_data()
            self.__dict__["form"] = _rein(self.form.items(multi=True))


def richte_ein(app: Flask) -> None:
    """Clean what comes in; an address that cannot be one is answered with 404."""
    app.request_class = Anfrage
    app.before_request(_nur_lesbare_adressen)


def _nur_lesbare_adressen() -> None:
    """What cannot be an id is not there; no database need be asked about a NUL character."""
    for wert in (request.view_args or {}).values():
        if isinstance(wert, str) and not wert.isprintable():
            raise NichtGefunden


def _rein(werte: Iterable[tuple[str, str]]) -> ImmutableMultiDict[str, str]:
    return ImmutableMultiDict((name, wert if name in WOERTLICH else reinige(wert)) for name, wert in werte)
