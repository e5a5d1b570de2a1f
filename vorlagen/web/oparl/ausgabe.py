"""Objects as they leave: with the town's base before every address, what is empty left out, and an ETag."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from flask import Response, request

from vorlagen.services.oparl.haeuser import Haus
from vorlagen.services.oparl.typen import NICHT_INTERN, VERWEISE, Typ, zeitpunkt
from vorlagen.services.seiten import Seite
from vorlagen.web import tuer
from vorlagen.web.oeffentlich import adressen
from vorlagen.web.oparl.frage import Listenfrage
from vorlagen.web.oparl.umwege import WURZEL

ANSEHEN: Final = "inhalt"
SPEICHERN: Final = "download"
"""The ends of a file's two addresses."""
_FREMDES: Final = frozenset({"geojson", "vorlagen:externeSchluessel"})


def objekt(zeile: Any, haus: Haus, *, ohne_internes: bool = False) -> dict[str, Any]:
    """One object by itself or in a list; of a deleted one nothing but that it was (OParl 1.1, 2-08)."""
    typ = Typ(zeile.typ)
    kopf = {"id": adresse(haus, f"{typ}/{zeile.id}"), "type": typ.schema}
    zeiten = {"created": zeitpunkt(zeile.erstellt), "modified": zeitpunkt(zeile.geaendert)}
    if zeile.geloescht:
        return {**kopf, **zeiten, "deleted": True}
    inhalt = mit_basis(zeile.inhalt, f"{haus.basis}{WURZEL}/")
    if typ is Typ.BODY:
        if haus.angaben.lizenz:
            inhalt.setdefault("license", haus.angaben.lizenz)  # the installation's
        inhalt |= {"system": adresse(haus, "system"), "paper": f"{haus.basis}{papierweg(haus)}"}
        inhalt.setdefault("legislativeTerm", [])  # the one list that must be there even if it is empty
    if web := adressen.objekt(haus, typ, zeile.id):
        inhalt["web"] = web
    if ohne_internes:
        inhalt = {name: wert for name, wert in inhalt.items() if name not in NICHT_INTERN.get(typ, ())}
    return {**kopf, **inhalt, **zeiten, "deleted": False}


def mit_basis(inhalt: Mapping[str, Any], vorn: str) -> dict[str, Any]:
    """With whole addresses instead of the town's own."""
    return {name: _ganz(name, wert, vorn) for name, wert in inhalt.items()}


def adresse(haus: Haus, was: str) -> str:
    """A whole address."""
    return f"{haus.basis}{WURZEL}/{was}"


def papierweg(haus: Haus) -> str:
    """Where ALLRIS clients look for the papers of a town."""
    return "/oparl/papers" if haus.allein else f"/oparl/{haus.kuerzel}/papers"


def liste(liste_: str, seite: Seite[Any], haeuser: Sequence[Haus], frage: Listenfrage) -> Response:
    """One page with its links; `next` is there on every page but the last."""
    je_stadt = {haus.id: haus for haus in haeuser}
    objekte = [objekt(z, je_stadt[z.koerperschaft_id], ohne_internes=frage.ohne_internes) for z in seite.zeilen]
    links = {"first": frage.adresse(liste_, None), "self": frage.adresse(liste_, frage.nach)}
    if seite.weiter:
        links["next"] = frage.adresse(liste_, seite.weiter)
    return antworte({"data": objekte, "pagination": {"elementsPerPage": len(objekte)}, "links": links})


def antworte(inhalt: Mapping[str, Any], *, geaendert: datetime | None = None) -> Response:
    """JSON that may be kept, but has to be asked about each time: what is withdrawn is gone at once."""
    roh = json.dumps(inhalt, ensure_ascii=False, separators=(",", ":")).encode()
    antwort = Response(roh, mimetype="application/json")
    antwort.set_etag(hashlib.sha256(roh).hexdigest()[:32])
    if geaendert is not None:
        antwort.last_modified = min(geaendert, tuer.jetzt())
    antwort.headers["Cache-Control"] = "no-cache"
    antwort.make_conditional(request)
    return antwort


def _ganz(name: str, wert: Any, vorn: str) -> Any:
    if isinstance(wert, dict):
        return wert if name in _FREMDES else mit_basis(wert, vorn)
    if isinstance(wert, list):
        return [_ganz(name, teil, vorn) for teil in wert]
    return vorn + wert if name in VERWEISE and isinstance(wert, str) else wert
