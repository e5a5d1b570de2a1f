"""Papers for everybody: the list, one paper, its files."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request, url_for

from vorlagen.services import anlagen, dokumente
from vorlagen.services.buergerinfo import gremien, papiere
from vorlagen.services.buergerinfo.papiere import JAHRE, Frage, Stand
from vorlagen.services.oparl.haeuser import Haus
from vorlagen.services.wer import niemand
from vorlagen.web import tuer
from vorlagen.web.ansichten.oeffentlich import papierbild
from vorlagen.web.api.dateien import schicke, schicke_pdf, schicke_word
from vorlagen.web.oeffentlich.tafel import weg


@weg("/vorlagen")
def vorlagen(haus: Haus) -> str:
    """The list, narrowed to a body, a kind, a year, and how far they are."""
    frage, nach = _frage(), request.args.get("nach") or None
    seite = papiere.liste(frage, nach=nach)
    namen = ("gremium", "art", "jahr", "stand")
    gefragt: dict[str, Any] = {name: wert for name in namen if (wert := request.args.get(name))}
    return render_template(
        "oeffentlich/vorlagen.html",
        seite=seite,
        frage=frage,
        gefiltert=bool(gefragt),
        gremien=[(eines.id, eines.name) for eines in gremien.liste(haus.id)],
        arten=papiere.arten(haus.id),
        anfang=url_for("oeffentlich.vorlagen", **gefragt) if nach else None,
        weiter=url_for("oeffentlich.vorlagen", **gefragt, nach=seite.weiter) if seite.weiter else None,
    )


@weg("/vorlagen/<vorlage_id>")
def vorlage(haus: Haus, vorlage_id: str) -> str:
    """One paper."""
    papier = papiere.lies(haus.id, vorlage_id)
    return render_template("oeffentlich/vorlage.html", v=papierbild(papier), auftraege=papier.auftraege)


@weg("/vorlagen/<vorlage_id>/anlagen/<anlage_id>")
def anlage(haus: Haus, vorlage_id: str, anlage_id: str) -> Response:
    """A public attachment; no cache keeps it, for it may be taken back."""
    datei = anlagen.lies(vorlage_id, anlage_id, wer=niemand(haus.id))
    return schicke(datei.inhalt, name=datei.name, typ=datei.typ, sha256=datei.sha256)


@weg("/vorlagen/<vorlage_id>/dokumente/<art>.docx")
def dokument(haus: Haus, vorlage_id: str, art: str) -> Response:
    """The paper as a Word file."""
    return schicke_word(dokumente.drucke(vorlage_id, art, wer=niemand(haus.id), jetzt=tuer.jetzt()))


@weg("/vorlagen/<vorlage_id>/dokumente/<art>.pdf")
def dokument_pdf(haus: Haus, vorlage_id: str, art: str) -> Response:
    """The same as PDF."""
    return schicke_pdf(dokumente.drucke(vorlage_id, art, wer=niemand(haus.id), jetzt=tuer.jetzt()))


def _frage() -> Frage:
    """What was asked for; a word that means nothing here narrows nothing."""
    jahr, stand = request.args.get("jahr", ""), request.args.get("stand", "")
    zahl = int(jahr) if jahr.isascii() and jahr.isdigit() and len(jahr) == 4 else 0
    return Frage(
        gremium=request.args.get("gremium", ""),
        art=request.args.get("art", ""),
        jahr=zahl if zahl in JAHRE else None,
        stand=Stand(stand) if stand in set(Stand) else None,
    )
