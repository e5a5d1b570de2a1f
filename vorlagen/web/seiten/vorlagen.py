"""The list of papers."""

from __future__ import annotations

from flask import Response, render_template, request

from vorlagen.extensions import verzeichnis
from vorlagen.services import listen, stammdaten
from vorlagen.services.listen import Filter
from vorlagen.web import tuer
from vorlagen.web.ansichten import tabellen
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.tabelle import schicke

tafel = Seitentafel("vorlagen", __name__, sicht=Sicht.ANGEMELDET)


@tafel.get("/vorlagen")
def liste() -> str:
    """Papers that the person may see, last changed first."""
    filter_ = _filter()
    nach = request.args.get("nach") or None
    return render_template(
        "vorlagen.html",
        seite=listen.liste(tuer.wer(), filter_, nach=nach),
        filter=filter_,
        nach=nach,
        status=statusliste(),
        arten=stammdaten.vorlagearten(tuer.wer().koerperschaft_id),
    )


@tafel.get("/vorlagen.<any(csv,xlsx):endung>")
def tabelle(endung: str) -> Response:
    """The same list to take along."""
    return schicke(tabellen.vorlagen(tuer.wer(), _filter()), endung)


def statusliste() -> list[tuple[str, str]]:
    """Every status of every procedure once, in the order in which papers run through them."""
    titel = {status.name: status.titel for ablauf in verzeichnis.alle() for status in ablauf.status}
    return list(titel.items())


def _filter() -> Filter:
    return Filter(
        q=request.args.get("q", "").strip() or None,
        status=request.args.get("status") or None,
        art=request.args.get("art") or None,
        wartet_auf_mich=True if request.args.get("wartet_auf_mich") else None,
    )
