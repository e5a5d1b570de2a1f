"""The desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from flask import render_template, request

from vorlagen.fehler import NichtGefunden
from vorlagen.services import arbeitskorb
from vorlagen.services.arbeitskorb import Teil, Zahlen
from vorlagen.services.seiten import SEITE, Seite
from vorlagen.services.wer import Wer
from vorlagen.web import tuer
from vorlagen.web.ansichten import arbeitskorb as worte
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.worte import heute

tafel = Seitentafel("arbeitskorb", __name__, sicht=Sicht.ANGEMELDET)

AUSZUG: Final = {Teil.MEINE: 20, Teil.WARTEND: 10, Teil.UEBERFAELLIG: 5, Teil.ENTWUERFE: 10}
"""So much of each part stands on the first page; the rest is one click away."""


@tafel.get("/")
def zeige() -> str:
    """What waits for me, what I wait for, what is late, my drafts; `?teil=` shows one of them whole, page by page."""
    wer, tag = tuer.wer(), heute(tuer.jetzt())
    zahlen = arbeitskorb.zahlen(wer, heute=tag)
    teil = _teil()
    return render_template(
        "arbeitskorb.html",
        teil=teil,
        zahlen=zahlen,
        titel_von=worte.TITEL,
        listen={teil: _ganz(teil, wer, tag)} if teil else _auszuege(wer, tag, zahlen),
        aufgabe=request.args.get("aufgabe", ""),
        heute=tag,
        warum=worte.warum,
        bemerkung=worte.bemerkung,
        auskunft=worte.auskunft,
    )


def _teil() -> Teil | None:
    gefragt = request.args.get("teil")
    if gefragt and gefragt not in set(Teil):
        raise NichtGefunden
    return Teil(gefragt) if gefragt else None


def _ganz(teil: Teil, wer: Wer, tag: date) -> Seite[Any]:
    return _lies(teil, wer, tag, nach=request.args.get("nach") or None, anzahl=SEITE)


def _auszuege(wer: Wer, tag: date, zahlen: Zahlen) -> Mapping[Teil, Seite[Any]]:
    """What is empty is not asked for."""
    anzahlen = {
        Teil.MEINE: zahlen.meine,
        Teil.WARTEND: zahlen.wartend,
        Teil.UEBERFAELLIG: zahlen.ueberfaellig,
        Teil.ENTWUERFE: zahlen.entwuerfe,
    }
    return {teil: _lies(teil, wer, tag, nach=None, anzahl=AUSZUG[teil]) for teil, wie in anzahlen.items() if wie}


def _lies(teil: Teil, wer: Wer, tag: date, *, nach: str | None, anzahl: int) -> Seite[Any]:
    match teil:
        case Teil.MEINE:
            aufgabe = request.args.get("aufgabe") or None
            return arbeitskorb.meine(wer, heute=tag, aufgabe=aufgabe, nach=nach, anzahl=anzahl)
        case Teil.WARTEND:
            return arbeitskorb.wartend(wer, heute=tag, nach=nach, anzahl=anzahl)
        case Teil.UEBERFAELLIG:
            return arbeitskorb.ueberfaellig(wer, heute=tag, nach=nach, anzahl=anzahl)
        case Teil.ENTWUERFE:
            return arbeitskorb.entwuerfe(wer, nach=nach, anzahl=anzahl)
