"""With what a town prints: its own Word template before those of all, and its logo."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app

from vorlagen.config import Einstellungen
from vorlagen.extensions import db
from vorlagen.models import Koerperschaft
from vorlagen.word import Ergebnis, fuelle, schablonen


def drucke(art: str, koerperschaft_id: str, kontext: Mapping[str, object]) -> Ergebnis:
    """A document of this kind with these values, as this town prints it.

    Raises `NichtGefunden` if there is no such template, `SchabloneUngueltig` if it and the values do not fit.
    """
    einstellungen: Einstellungen = current_app.config["EINSTELLUNGEN"]
    stadt = db.session.get_one(Koerperschaft, koerperschaft_id)
    schablone = schablonen.finde(art, schablonen.ordner_von(einstellungen.instance, stadt.kuerzel))
    return fuelle(schablone, kontext, stadt.logo)
