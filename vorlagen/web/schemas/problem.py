"""A refusal as programs get it (RFC 9457)."""

from __future__ import annotations

from vorlagen.web.schemas.blatt import Formblatt, Freies, Liste, Teil, Text, Zahl
from vorlagen.web.schemas.stammfelder import LANG


class GrundAus(Formblatt):
    """One reason, who can remedy it and how."""

    code = Text(100, required=True)
    text = Text(LANG, required=True)
    abhilfe = Text(LANG, allow_none=True)
    wer = Text(LANG, allow_none=True)
    feld = Text(100, allow_none=True)


class Problem(Formblatt):
    """A problem document."""

    type = Text(200, required=True)
    title = Text(200, required=True)
    status = Zahl(400, 599, required=True)
    code = Text(100, required=True, metadata={"description": "bleibt über alle Fassungen gleich"})
    detail = Text(LANG, required=True, metadata={"description": "ein Satz für Menschen"})
    gruende = Liste(Teil(GrundAus))
    felder = Freies(metadata={"description": "je Feld die Sätze dazu, etwa beratungsfolge.0.gremium"})
