"""Pages that the law asks for; nobody needs to log in to read them."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from vorlagen.services import anmeldung
from vorlagen.web import tuer

tafel = Blueprint("rechtliches", __name__)


@tafel.get("/barrierefreiheit")
@tuer.offen
def barrierefreiheit() -> str:
    """The accessibility statement."""
    return _seite("barrierefreiheit.html")


@tafel.get("/barriere-melden")
@tuer.offen
def barriere_melden() -> str:
    """How to report a barrier."""
    return _seite("barriere_melden.html")


@tafel.get("/datenschutz")
@tuer.offen
def datenschutz() -> str:
    """What is stored about people, and what is not."""
    return _seite("datenschutz.html")


def _seite(vorlage: str) -> str:
    return render_template(
        vorlage,
        koerperschaft=anmeldung.name_der_installation(),
        adresse=current_app.config["EINSTELLUNGEN"].absender,
    )
