"""Which Word template a town prints with: its own before those of all."""

from __future__ import annotations

from flask import current_app

from vorlagen.config import Einstellungen
from vorlagen.word import schablonen


def inhalt(art: str, kuerzel: str) -> bytes:
    """The template for this kind of document in the town of this short name. Raises `NichtGefunden`."""
    einstellungen: Einstellungen = current_app.config["EINSTELLUNGEN"]
    return schablonen.finde(art, schablonen.ordner_von(einstellungen.instance, kuerzel))
