"""The first page, the search, and the bodies."""

from __future__ import annotations

from flask import Response, render_template, request, url_for

from vorlagen.fehler import NichtGefunden
from vorlagen.services import stadtangaben
from vorlagen.services.buergerinfo import gremien, papiere, treffen
from vorlagen.services.buergerinfo.papiere import Frage
from vorlagen.services.oparl.haeuser import Haus
from vorlagen.services.suche import finden
from vorlagen.services.suche.stoff import VORLAGE
from vorlagen.web import tuer
from vorlagen.web.oeffentlich.tafel import weg
from vorlagen.web.worte import heute

WORTE_HOECHSTENS = 200


@weg("/")
def uebersicht(_haus: Haus) -> str:
    """The next meetings, what bodies decided last, and the papers of which something is new."""
    jetzt = tuer.jetzt()
    return render_template(
        "oeffentlich/uebersicht.html",
        sitzungen=treffen.liste(ab=jetzt, anzahl=5).zeilen,
        entscheidungen=treffen.neueste(bis=jetzt),
        papiere=papiere.liste(Frage(), anzahl=6).zeilen,
    )


@weg("/suche")
def suche(haus: Haus) -> str:
    """Papers in whose public text all these words stand, newest first.

    Not meetings: their text holds agendas that are not settled yet.
    """
    q = request.args.get("q", "").strip()[:WORTE_HOECHSTENS]
    nach = request.args.get("nach") or None
    fund = finden.suche_oeffentlich(haus.id, q, art=VORLAGE, nach=nach) if q else None
    weiter = url_for("oeffentlich.suche", q=q, nach=fund.weiter) if fund and fund.weiter else None
    return render_template("oeffentlich/suche.html", q=q, fund=fund, weiter=weiter)


@weg("/gremien")
def gremienliste(haus: Haus) -> str:
    """The bodies of the town."""
    return render_template("oeffentlich/gremien.html", gremien=gremien.liste(haus.id))


@weg("/gremien/<gremium_id>")
def gremium(_haus: Haus, gremium_id: str) -> str:
    """One body: who sits there, its meetings, where its papers are."""
    jetzt = tuer.jetzt()
    eines, sitze = gremien.lies(gremium_id, heute=heute(jetzt))
    return render_template(
        "oeffentlich/gremium.html",
        gremium=eines,
        sitze=sitze,
        kommende=treffen.liste(ab=jetzt, gremium=eines.id, anzahl=5).zeilen,
        vergangene=treffen.liste(bis=jetzt, gremium=eines.id, anzahl=5, rueckwaerts=True).zeilen,
        papiere=papiere.liste(Frage(gremium=eines.id), anzahl=5).zeilen,
    )


@weg("/logo")
def logo(haus: Haus) -> Response:
    """The town's logo."""
    bild = stadtangaben.logo(haus.id)
    if bild is None:
        raise NichtGefunden
    return Response(bild, mimetype="image/png")
