"""Where something is on the public pages, for whoever links there: only what is public has such an address.

They name the town, also where it is alone under its host name; its pages then redirect to the short form.
"""

from __future__ import annotations

from flask import url_for

from vorlagen.extensions import db
from vorlagen.models import Koerperschaft, Sitzung, Vorlage
from vorlagen.services.oparl import haeuser
from vorlagen.services.oparl.haeuser import Haus
from vorlagen.services.oparl.typen import Typ
from vorlagen.services.sichtbarkeit import ist_heraus
from vorlagen.web.oparl import umwege
from vorlagen.web.oparl.umwege import eigene_basis

_SEITEN = {Typ.PAPER: "vorlagen", Typ.MEETING: "sitzungen"}


def uebersicht(stadt: Koerperschaft) -> str | None:
    """The first page of the town, if it has public pages."""
    basis = stadt.adresse or eigene_basis()
    return f"{basis}/oeffentlich/{stadt.kuerzel}/" if haeuser.hat_seiten(stadt) else None


def vorlage(eine: Vorlage) -> str | None:
    """The page of a published paper."""
    wurzel = uebersicht(eine.koerperschaft) if ist_heraus(eine) else None
    return f"{wurzel}vorlagen/{eine.id}" if wurzel else None


def sitzung(eine: Sitzung) -> str | None:
    """The page of a meeting; everybody may know of each of them."""
    stadt = db.session.get(Koerperschaft, eine.koerperschaft_id)
    wurzel = uebersicht(stadt) if stadt else None
    return f"{wurzel}sitzungen/{eine.id}" if wurzel else None


def hier() -> str | None:
    """The first public page under the host name of this request, if a town has any there."""
    return url_for("oeffentlich.uebersicht") if umwege.hier(haeuser.mit_seiten()) else None


def objekt(haus: Haus, typ: Typ, kennung: str) -> str | None:
    """The page of a public paper or meeting of a town that gives out OParl."""
    seite = _SEITEN.get(typ) if haus.angaben.hat_seiten else None
    return f"{haus.basis}/oeffentlich/{haus.kuerzel}/{seite}/{kennung}" if seite else None
