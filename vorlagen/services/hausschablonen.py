"""With what a town prints: the template that it released itself, before those of its IT, of packages and ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import undefer

from vorlagen.config import Einstellungen
from vorlagen.extensions import db
from vorlagen.models import Koerperschaft, Schablone
from vorlagen.word import Ergebnis, fuelle, schablonen, werkstatt


@dataclass(frozen=True, slots=True)
class Gebrauch:
    """The template that is printed with. `eigene` is the town's released version; else `herkunft` says whose it is."""

    inhalt: bytes
    herkunft: str
    eigene: Schablone | None = None

    @property
    def sha256(self) -> str:
        """Of its bytes, hexadecimal."""
        return sha256(self.inhalt).hexdigest()


def drucke(art: str, koerperschaft_id: str, kontext: Mapping[str, object]) -> Ergebnis:
    """A document of this kind with these values, as this town prints it.

    What the town uploaded is filled in a process of its own, with limits. Raises `NichtGefunden` if there is no such
    template, `SchabloneUngueltig` if it and the values do not fit.
    """
    stadt = db.session.get_one(Koerperschaft, koerperschaft_id)
    gebraucht = in_gebrauch(art, stadt)
    tue = werkstatt.fuelle_eigene if gebraucht.eigene else fuelle
    return tue(gebraucht.inhalt, kontext, stadt.logo)


def in_gebrauch(art: str, stadt: Koerperschaft) -> Gebrauch:
    """What a document of this kind is printed with now. Raises `NichtGefunden`."""
    frage = select(Schablone).where(Schablone.koerperschaft_id == stadt.id, Schablone.art == art, Schablone.gilt)
    eigene = db.session.scalar(frage.options(undefer(Schablone.inhalt)))
    if eigene is not None:
        return Gebrauch(eigene.inhalt, "eigene", eigene)
    return ohne_eigene(art, stadt)


def ohne_eigene(art: str, stadt: Koerperschaft) -> Gebrauch:
    """What it would be printed with if the town had released none. Raises `NichtGefunden`."""
    einstellungen: Einstellungen = current_app.config["EINSTELLUNGEN"]
    ordner = schablonen.ordner_von(einstellungen.instance, stadt.kuerzel)
    return Gebrauch(schablonen.finde(art, ordner), schablonen.herkunft(art, ordner))
