"""Steps: which there are from here, and taking one."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.services import schritte
from vorlagen.services.sichtbarkeit import Einblick
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte, antworte_mit_vorlage, ganze, gesehene_version
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.fehler import grund_als_json
from vorlagen.web.schemas.vorlage import SchrittEin
from vorlagen.web.schemas.vorlage_aus import Schrittliste, VorlageAus
from vorlagen.web.sicht import Sicht
from vorlagen.workflow.engine import Moeglichkeit

tafel = Tafel("schritte", "Schritte", sicht=Sicht.ANGEMELDET)


@tafel.weg(
    "GET",
    "/vorlagen/<vorlage_id>/schritte",
    "Die Schritte ab hier",
    gibt=Schrittliste,
    text="Alle Schritte, die in diesem Status beginnen; bei verschlossenen jeder Grund und wer ihn ausräumen kann.",
)
def finden(vorlage_id: str) -> Response:
    vorlage = ganze(vorlage_id)
    moegliche = schritte.moegliche(vorlage, Einblick.VOLL, tuer.wer(), jetzt=tuer.jetzt())
    stand = {"status": vorlage.status, "version": vorlage.version, "fassung": vorlage.fassung}
    return antworte(stand | {"data": [schritt_als_json(einer) for einer in moegliche]})


@tafel.weg(
    "POST",
    "/vorlagen/<vorlage_id>/schritte",
    "Einen Schritt tun",
    nimmt=SchrittEin,
    gibt=VorlageAus,
    unter=("IF_MATCH",),
)
def tun(werte: dict[str, Any], vorlage_id: str) -> Response:
    with gesehene_version(vorlage_id, werte) as version:
        schritte.gehe(
            vorlage_id,
            werte["schritt"],
            version=version,
            wer=tuer.wer(),
            jetzt=tuer.jetzt(),
            bemerkung=werte.get("bemerkung"),
        )
    return antworte_mit_vorlage(vorlage_id)


def schritt_als_json(moeglichkeit: Moeglichkeit) -> dict[str, Any]:
    """A step, open or closed with all reasons."""
    schritt = moeglichkeit.schritt
    return {
        "name": schritt.name,
        "titel": schritt.aufschrift,
        "nach": schritt.nach,
        "moeglich": moeglichkeit.moeglich,
        "gruende": [grund_als_json(grund) for grund in moeglichkeit.gruende],
        "begruenden": schritt.begruenden,
        "laut": schritt.laut,
    }
