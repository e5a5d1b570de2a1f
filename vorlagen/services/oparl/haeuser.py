"""Which towns give out OParl, and under which base each of them has its addresses: configured, never asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import select

from vorlagen.config import Einstellungen
from vorlagen.extensions import db, sicht_oeffnen
from vorlagen.models import Koerperschaft
from vorlagen.services.oparl import angaben
from vorlagen.services.oparl.angaben import Angaben
from vorlagen.services.wer import ueber_alle_staedte


@dataclass(frozen=True, slots=True)
class Haus:
    """A town that gives out OParl; `basis` is what all its addresses begin with, `allein` if no other has the same."""

    id: str
    kuerzel: str
    name: str
    basis: str
    allein: bool
    angaben: Angaben

    @property
    def rechner(self) -> str:
        """The host of its addresses."""
        return rechner(self.basis)


def oeffne() -> Sequence[Haus]:
    """Every town that gives out OParl, by name; the session sees their rows from now on, and no others."""
    spalten = (Koerperschaft.id, Koerperschaft.kuerzel, Koerperschaft.name, Koerperschaft.adresse)
    with ueber_alle_staedte():
        frage = select(*spalten, Koerperschaft.einstellungen).where(Koerperschaft.gesperrt_seit.is_(None))
        zeilen = db.session.execute(frage.order_by(Koerperschaft.name, Koerperschaft.id)).all()
    hier = _einstellungen().base_url
    offene = [(z, z.adresse or hier, gesagt) for z in zeilen if (gesagt := _gesagt(z.einstellungen)).gibt_heraus]
    basen = [basis for _, basis, _ in offene]
    sicht_oeffnen(frozenset(zeile.id for zeile, _, _ in offene))
    return [Haus(z.id, z.kuerzel, z.name, basis, basen.count(basis) == 1, a) for z, basis, a in offene]


def gibt_heraus(stadt: Koerperschaft) -> bool:
    """True if this town gives out OParl, under its own licence or the installation's."""
    return stadt.gesperrt_seit is None and _gesagt(stadt.einstellungen).gibt_heraus


def rechner(adresse: str) -> str:
    """The host name in an address; empty if there is none."""
    try:
        return urlsplit(adresse).hostname or ""
    except ValueError:
        return ""


def _gesagt(einstellungen: Mapping[str, Any]) -> Angaben:
    """With the licence of the installation where the town names none."""
    gesagt = angaben.aus_werten(einstellungen.get(angaben.SCHLUESSEL, {}))
    return gesagt if gesagt.lizenz else replace(gesagt, lizenz=_einstellungen().oparl_lizenz)


def _einstellungen() -> Einstellungen:
    einstellungen: Einstellungen = current_app.config["EINSTELLUNGEN"]
    return einstellungen
