"""Logins and refusals as lines of the service's log, for whoever watches over it (ASVS 5.0 V16.3).

People are named by id, doors by their rule; what somebody typed, and from where, stands in no line.
"""

from __future__ import annotations

import logging
from typing import Final

from flask import current_app, g, request

from vorlagen import fehler as f

_ABLEHNUNGEN: Final = (
    f.AdresseUnbekannt,
    f.AnmeldungAbgelehnt,
    f.AnmeldungGesperrt,
    f.LinkUngueltig,
    f.NichtAngemeldet,
    f.NichtBerechtigt,
    f.NichtGefunden,
    f.UmfangReichtNicht,
    f.ZuVieleAnfragen,
)


def angemeldet(person_id: str, *, von_anderswo: bool) -> None:
    """Somebody has come in: by password and second factor, or because a directory or proxy vouches for them."""
    _log().info("login: person %s, by %s", person_id, "directory" if von_anderswo else "password")


def anmeldung_gescheitert(fehler: f.Fachfehler) -> None:
    """Somebody has not come in; which name was typed is not told."""
    _log().warning("login refused at %s: %s", request.endpoint, fehler.code)


def abgelehnt(fehler: f.Fachfehler) -> None:
    """Somebody asked for what is not theirs, or not there; other refusals are everyday life."""
    if isinstance(fehler, _ABLEHNUNGEN):
        wer = g.get("wer")
        _log().warning("refused to %s: %s %s: %s", wer.id if wer else "-", request.method, _tuer(), fehler.code)


def ohne_marke() -> None:
    """A form came without its mark: from a foreign page, or after the login had ended."""
    _log().warning("form without a mark: %s %s", request.method, _tuer())


def _tuer() -> str:
    return request.url_rule.rule if request.url_rule else "no door"


def _log() -> logging.Logger:
    log = current_app.logger.getChild("sicherheit")
    log.setLevel(logging.INFO)
    return log
