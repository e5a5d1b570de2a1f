"""The town itself, for its Verwaltung: what it says of itself, and when it publishes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Response

from vorlagen.services import stadtangaben, veroeffentlichungsregel
from vorlagen.services.stadtangaben import LAENGEN, Angaben
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.koerperschaft import KoerperschaftAenderung, KoerperschaftAus, Veroeffentlichungsregel
from vorlagen.web.sicht import Sicht

tafel = Tafel("koerperschaft", "Körperschaft", sicht=Sicht.VERWALTUNG)


@tafel.weg("GET", "/koerperschaft", "Die eigene Körperschaft", gibt=KoerperschaftAus, text="Nur für die Verwaltung.")
def lesen() -> Response:
    return _antworte()


@tafel.weg(
    "PATCH",
    "/koerperschaft",
    "Angaben der Körperschaft ändern",
    nimmt=KoerperschaftAenderung,
    gibt=KoerperschaftAus,
    text="Was fehlt, bleibt. Das Logo wird im Browser hochgeladen.",
)
def aendern(werte: dict[str, Any]) -> Response:
    version = werte.pop("version")
    stadt = stadtangaben.lies(tuer.wer())
    angaben = Angaben(**{name: werte.get(name, getattr(stadt, name)) for name in LAENGEN})
    stadtangaben.aendere(
        angaben,
        logo=None,
        version=version,
        wer=tuer.wer(),
        jetzt=tuer.jetzt(),
        haus=tuer.einstellungen().adressen,
    )
    return _antworte()


@tafel.weg(
    "PATCH",
    "/koerperschaft/veroeffentlichung",
    "Regeln, wann veröffentlicht wird",
    nimmt=Veroeffentlichungsregel,
    gibt=KoerperschaftAus,
    text="Gilt für Vorlagen, die danach freigegeben werden; was öffentlich ist, bleibt es.",
)
def veroeffentlichung_regeln(werte: dict[str, Any]) -> Response:
    veroeffentlichungsregel.setze_ordnung(werte["regel"], werte.get("tage"), wer=tuer.wer(), jetzt=tuer.jetzt())
    return _antworte()


def _antworte() -> Response:
    stadt = stadtangaben.lies(tuer.wer())
    angaben = asdict(Angaben(**{name: getattr(stadt, name) for name in LAENGEN}))
    ordnung = veroeffentlichungsregel.ordnung(stadt)
    return antworte(
        {
            "id": stadt.id,
            "kuerzel": stadt.kuerzel,
            "land": stadt.land,
            **angaben,
            "veroeffentlichung": {"regel": ordnung.regel.value, "tage": ordnung.tage},
            "version": stadt.version,
            "links": {"self": adresse("koerperschaft")},
        }
    )
