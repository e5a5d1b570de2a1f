"""Pages that the law asks for; nobody needs to log in to read them."""

from __future__ import annotations

from flask import Response, current_app, g, render_template

from vorlagen.fehler import NichtGefunden
from vorlagen.services import loeschfristen, stadtangaben
from vorlagen.services.stadtangaben import Auftritt
from vorlagen.web import auftritt
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("rechtliches", __name__, sicht=Sicht.OFFEN)


@tafel.get("/barrierefreiheit")
def barrierefreiheit() -> str:
    """The accessibility statement."""
    return zeige("barrierefreiheit.html", auftritt.hier())


@tafel.get("/barriere-melden")
def barriere_melden() -> str:
    """How to report a barrier."""
    return zeige("barriere_melden.html", auftritt.hier())


@tafel.get("/datenschutz")
def datenschutz() -> str:
    """What is stored about people, and what is not."""
    return zeige("datenschutz.html", auftritt.hier())


@tafel.get("/impressum")
def impressum() -> str:
    """Who answers for what is shown here, in the town's own words."""
    return zeige("impressum.html", auftritt.hier())


@tafel.get("/logo")
def logo() -> Response:
    """The logo of the town whose page this is."""
    stadt_id = g.wer.koerperschaft_id if g.wer else auftritt.hier().id
    bild = stadtangaben.logo(stadt_id) if stadt_id else None
    if bild is None:
        raise NichtGefunden
    antwort = Response(bild, mimetype="image/png")
    antwort.headers["Cache-Control"] = "private, max-age=3600"
    return antwort


def zeige(seite: str, ort: Auftritt, *, rahmen: str = "seite.html") -> str:
    """One of these pages in the words of that town, inside this frame."""
    tage = loeschfristen.fristen(ort.loeschfristen)
    return render_template(
        seite,
        auftritt=ort,
        rahmen=rahmen,
        fristen=[(regel, tage[regel.name]) for regel in loeschfristen.REGELN],
        adresse=current_app.config["EINSTELLUNGEN"].absender,
    )
