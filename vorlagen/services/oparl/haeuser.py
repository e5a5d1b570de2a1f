"""Which towns give out OParl or have public pages, and under which base each has its addresses.

That is configured, never asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    """A town that is there for everybody; `basis` is what all its addresses begin with, `allein` if no other of these
    has the same. `logo` is the beginning of the picture's checksum, empty without one.
    """

    id: str
    kuerzel: str
    name: str
    basis: str
    allein: bool
    angaben: Angaben
    logo: str = ""

    @property
    def rechner(self) -> str:
        """The host of its addresses."""
        return rechner(self.basis)


def oeffne() -> Sequence[Haus]:
    """Every town that gives out OParl, by name; the session sees their rows from now on, and no others."""
    return _oeffne(lambda gesagt: gesagt.gibt_heraus)


def mit_seiten() -> Sequence[Haus]:
    """The same of the towns that have public pages."""
    return _oeffne(lambda gesagt: gesagt.hat_seiten)


def gibt_heraus(stadt: Koerperschaft) -> bool:
    """True if this town gives out OParl, under its own licence or the installation's."""
    return stadt.gesperrt_seit is None and _gesagt(stadt.einstellungen).gibt_heraus


def hat_seiten(stadt: Koerperschaft) -> bool:
    """True if this town has public pages."""
    return stadt.gesperrt_seit is None and _gesagt(stadt.einstellungen).hat_seiten


def rechner(adresse: str) -> str:
    """The host name in an address; empty if there is none."""
    try:
        return urlsplit(adresse).hostname or ""
    except ValueError:
        return ""


def _oeffne(ist_gemeint: Callable[[Angaben], bool]) -> Sequence[Haus]:
    spalten = (Koerperschaft.id, Koerperschaft.kuerzel, Koerperschaft.name, Koerperschaft.adresse)
    with ueber_alle_staedte():
        frage = select(*spalten, Koerperschaft.einstellungen).where(Koerperschaft.gesperrt_seit.is_(None))
        zeilen = db.session.execute(frage.order_by(Koerperschaft.name, Koerperschaft.id)).all()
    hier = _einstellungen().base_url
    gemeinte = [(z, z.adresse or hier, gesagt) for z in zeilen if ist_gemeint(gesagt := _gesagt(z.einstellungen))]
    basen = [basis for _, basis, _ in gemeinte]
    sicht_oeffnen(frozenset(zeile.id for zeile, _, _ in gemeinte))
    return [
        Haus(z.id, z.kuerzel, z.name, basis, basen.count(basis) == 1, gesagt, z.einstellungen.get("logo", ""))
        for z, basis, gesagt in gemeinte
    ]


def _gesagt(einstellungen: Mapping[str, Any]) -> Angaben:
    """With the licence of the installation where the town names none."""
    gesagt = angaben.aus_werten(einstellungen.get(angaben.SCHLUESSEL, {}))
    return gesagt if gesagt.lizenz else replace(gesagt, lizenz=_einstellungen().oparl_lizenz)


def _einstellungen() -> Einstellungen:
    einstellungen: Einstellungen = current_app.config["EINSTELLUNGEN"]
    return einstellungen
