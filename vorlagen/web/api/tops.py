"""One item of an agenda."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.models import Tagesordnungspunkt
from vorlagen.services import tops
from vorlagen.web import tuer
from vorlagen.web.api import eingabe
from vorlagen.web.api.antwort import antworte, etag_von, pruefe_if_match
from vorlagen.web.api.projektion import adresse
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.sitzung import TopAenderung, TopAus

tafel = Tafel("tops", "Tagesordnungspunkte")


@tafel.weg("GET", "/tops/<top_id>", "Einen Tagesordnungspunkt lesen", gibt=TopAus, unter=("IF_NONE_MATCH",))
def lesen(top_id: str) -> Response:
    return antworte_mit_top(top_id)


@tafel.weg(
    "PATCH",
    "/tops/<top_id>",
    "Einen Tagesordnungspunkt ändern",
    nimmt=TopAenderung,
    gibt=TopAus,
    unter=("IF_MATCH",),
    text="Titel, Ergebnis oder beides. Das Ergebnis gilt ganz: Was darin fehlt, ist offen oder unbekannt. Bei einem "
    "Punkt mit Vorlage ist es das Ergebnis ihrer Beratung und „version“ die der Vorlage.",
)
def aendern(werte: dict[str, Any], top_id: str) -> Response:
    pruefe_if_match(etag_von(_bild(top_id)))
    titel, version = werte.pop("titel", None), werte.pop("version", None)
    hinweise = tops.aendere(
        top_id,
        titel=titel,
        ergebnis=eingabe.ergebnis(werte) if werte else None,
        version=version,
        wer=tuer.wer(),
        jetzt=tuer.jetzt(),
    )
    return antworte_mit_top(top_id, hinweise=list(hinweise))


def antworte_mit_top(top_id: str, status: int = 200, **mehr: Any) -> Response:
    """The item as the person at the door sees it."""
    bild = _bild(top_id)
    ort = adresse("tops", top_id) if status == 201 else None
    return antworte(bild | mehr, status, ort=ort, etag=etag_von(bild))


def top_als_json(top: Tagesordnungspunkt, papier: Any) -> dict[str, Any]:
    """An item; `papier` is its paper's row from `tagesordnung.punkte`, or None if there is none in sight."""
    return {
        "id": top.id,
        "sitzung": top.sitzung_id,
        "top": top.zeichen,
        "oeffentlich": top.oeffentlich,
        "titel": top.titel,
        "beratung": papier.id if papier else None,
        "art": papier.art if papier else None,
        "vorlage": {"id": papier.vorlage_id, "nummer": papier.nummer, "betreff": papier.betreff} if papier else None,
        "ergebnis": top.ergebnis,
        "ausgang": top.ausgang,
        "links": {"self": adresse("tops", top.id)},
    }


def _bild(top_id: str) -> dict[str, Any]:
    return top_als_json(*tops.lies(top_id, wer=tuer.wer()))
