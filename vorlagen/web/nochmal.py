"""What a form brought, for the page that turns it away through no fault of who sent it: nothing typed is lost.

The browser's way back does not do: it keeps no fields of a page that is not to be stored.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from flask import request
from werkzeug.exceptions import HTTPException

from vorlagen.fehler import Zusammenstoss
from vorlagen.web.eingang import WOERTLICH

_LOHNT: Final = frozenset({429, 500, 503})
_EIGENES: Final = frozenset({"csrf_token"})


def lohnt(status: int, code: str) -> bool:
    """True if the same form may well be taken a moment later. Not after 502: a mail may have gone out."""
    return status in _LOHNT or code == Zusammenstoss.code


def eingaben() -> list[tuple[str, str]]:
    """The fields of the form that a page of ours just sent; none if a password is among them."""
    if request.method != "POST" or not von_hier():
        return []
    try:
        felder = request.form
    except HTTPException:  # turned away before anybody read it, and too big to be read
        return []
    if felder.keys() & WOERTLICH:
        return []
    return [(name, wert) for name, wert in felder.items(multi=True) if name not in _EIGENES]


def von_hier() -> bool:
    """True if a page of ours sent this form: nobody shall be led to send what they did not type."""
    gleiche_herkunft = urlsplit(request.headers.get("Origin", "")).netloc == request.host
    return request.headers.get("Sec-Fetch-Site") == "same-origin" or gleiche_herkunft
