"""What a directory answers, and the refusal of an answer that cannot be trusted."""

from __future__ import annotations

import json
import logging
from typing import Any, Final

from vorlagen.fehler import AbrufGescheitert, AnmeldungAbgelehnt
from vorlagen.netz import Antwort

_log = logging.getLogger(__name__)

_UNGLAUBWUERDIG: Final = (
    "Die Antwort des Verzeichnisses lässt sich nicht prüfen. Bitte melden Sie sich noch einmal an; bleibt es dabei, "
    "wenden Sie sich an Ihre IT."
)


def als_json(antwort: Antwort) -> dict[str, Any]:
    """The object in a good answer. Raises `AnmeldungAbgelehnt` for a refusal (RFC 6749 § 5.2), `AbrufGescheitert`."""
    if antwort.status != 200:
        _log.warning("the directory answers %s: %r", antwort.status, antwort.koerper[:200])
        if antwort.status in (400, 401):
            raise AnmeldungAbgelehnt(_UNGLAUBWUERDIG)
        raise AbrufGescheitert(f"Das Verzeichnis antwortet mit Status {antwort.status}.")
    try:
        inhalt = json.loads(antwort.koerper)
    except (ValueError, RecursionError) as fehler:
        raise AbrufGescheitert("Das Verzeichnis antwortet nicht mit JSON.") from fehler
    if not isinstance(inhalt, dict):
        raise AbrufGescheitert("Das Verzeichnis antwortet mit JSON, das kein Objekt ist.")
    return inhalt


def abgelehnt(warum: str, *worte: object) -> AnmeldungAbgelehnt:
    """The reason is for the log; who stands at the door need not know it, and an attacker must not."""
    _log.warning("login by the directory refused: " + warum, *worte)
    return AnmeldungAbgelehnt(_UNGLAUBWUERDIG)
