"""Offices and bodies: for everybody to read, for the Verwaltung to add, rename and retire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

from vorlagen.models import Amt, Gremium
from vorlagen.services import gliederung, regelwerk, sitzungen, stammdaten
from vorlagen.services.gliederung import Art, Schild
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte, antworte_mit_liste, etag_von, pruefe_if_match
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.gliederung import (
    Aemterliste,
    AmtAenderung,
    AmtAus,
    AmtEin,
    FristregelbestaetigungenEin,
    FristregelnAus,
    FristregelnEin,
    Gremienliste,
    GremiumAenderung,
    GremiumAus,
    GremiumEin,
)
from vorlagen.web.sicht import Sicht, fuer

tafel = Tafel("gliederung", "Ämter und Gremien", sicht=Sicht.ANGEMELDET)
KURZ = {Art.AEMTER: "nummer", Art.GREMIEN: "kuerzel"}
"""What the short name is called in JSON."""


@tafel.weg("GET", "/aemter", "Alle Ämter", gibt=Aemterliste)
def aemter_finden() -> Response:
    return antworte_mit_liste([amt_als_json(amt) for amt in stammdaten.aemter(tuer.wer().koerperschaft_id)])


@tafel.weg("POST", "/aemter", "Ein Amt anlegen", nimmt=AmtEin, gibt=AmtAus, status=201)
@fuer(Sicht.VERWALTUNG)
def amt_anlegen(werte: dict[str, Any]) -> Response:
    return _lege_an(Art.AEMTER, werte)


@tafel.weg("GET", "/aemter/<amt_id>", "Ein Amt", gibt=AmtAus, text="Nur für die Verwaltung; auch eines außer Dienst.")
@fuer(Sicht.VERWALTUNG)
def amt_lesen(amt_id: str) -> Response:
    return _antworte(Art.AEMTER, amt_id)


@tafel.weg(
    "PATCH",
    "/aemter/<amt_id>",
    "Ein Amt umbenennen oder außer Dienst nehmen",
    nimmt=AmtAenderung,
    gibt=AmtAus,
    unter=("IF_MATCH",),
    text="Was fehlt, bleibt. Außer Dienst geht nur, wo nichts mehr läuft; sonst sagt `felder.aktiv`, was.",
)
@fuer(Sicht.VERWALTUNG)
def amt_aendern(werte: dict[str, Any], amt_id: str) -> Response:
    return _aendere(Art.AEMTER, amt_id, werte)


@tafel.weg("GET", "/gremien", "Alle Gremien", gibt=Gremienliste)
def gremien_finden() -> Response:
    return antworte_mit_liste([gremium_als_json(eines) for eines in stammdaten.gremien(tuer.wer().koerperschaft_id)])


@tafel.weg("GET", "/gremien/<gremium_id>", "Ein Gremium", gibt=GremiumAus)
def gremium_lesen(gremium_id: str) -> Response:
    return antworte(gremium_als_json(sitzungen.hole_gremium(gremium_id)))


@tafel.weg("POST", "/gremien", "Ein Gremium anlegen", nimmt=GremiumEin, gibt=GremiumAus, status=201)
@fuer(Sicht.VERWALTUNG)
def gremium_anlegen(werte: dict[str, Any]) -> Response:
    return _lege_an(Art.GREMIEN, werte)


@tafel.weg(
    "PATCH",
    "/gremien/<gremium_id>",
    "Ein Gremium umbenennen oder außer Dienst nehmen",
    nimmt=GremiumAenderung,
    gibt=GremiumAus,
    unter=("IF_MATCH",),
    text="Was fehlt, bleibt. Außer Dienst geht nur, wo nichts mehr läuft; sonst sagt `felder.aktiv`, was.",
)
@fuer(Sicht.VERWALTUNG)
def gremium_aendern(werte: dict[str, Any], gremium_id: str) -> Response:
    return _aendere(Art.GREMIEN, gremium_id, werte)


@tafel.weg(
    "POST",
    "/gremien/<gremium_id>/fristen",
    "Ladungsfrist und Abgabe eines Gremiums regeln",
    nimmt=FristregelnEin,
    gibt=FristregelnAus,
    text="Offene Fristen werden neu gerechnet; die Antwort nennt, welche sich verschieben.",
)
def fristen_regeln(werte: dict[str, Any], gremium_id: str) -> Response:
    verschoben = regelwerk.setze_regeln(gremium_id, **werte, wer=tuer.wer(), jetzt=tuer.jetzt())
    gremium = sitzungen.hole_gremium(gremium_id)
    saetze = [eine.satz for eine in verschoben]
    return antworte({"gremium": gremium_als_json(gremium), "verschoben": saetze})


@tafel.weg(
    "POST",
    "/fristregeln/bestaetigung",
    "Ladungsregeln bestätigen",
    nimmt=FristregelbestaetigungenEin,
    gibt=Gremienliste,
    text="Sie sind mit der Geschäftsordnung verglichen, in den genannten Versionen; alle oder keine.",
)
@fuer(Sicht.VERWALTUNG)
def fristregeln_bestaetigen(werte: dict[str, Any]) -> Response:
    versionen = {zeile["gremium"]: zeile["version"] for zeile in werte["data"]}
    regelwerk.bestaetige(versionen, wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte_mit_liste([gremium_als_json(sitzungen.hole_gremium(kennung)) for kennung in versionen])


def amt_als_json(amt: Amt) -> dict[str, Any]:
    """An office."""
    return {
        "id": amt.id,
        "nummer": amt.nummer,
        "name": amt.name,
        "aufgaben": list(amt.aufgaben),
        "aktiv": amt.aktiv,
        "links": {"self": adresse("aemter", amt.id)},
    }


def gremium_als_json(gremium: Gremium) -> dict[str, Any]:
    """A body; `version` counts changes of its rules, seats and name."""
    return {
        "id": gremium.id,
        "name": gremium.name,
        "kuerzel": gremium.kuerzel,
        "aktiv": gremium.aktiv,
        "version": gremium.version,
        "abgabe_werktage": gremium.abgabe_werktage,
        "abgabe": gremium.abgabe,
        "ladung": gremium.ladung,
        "links": {"self": adresse("gremien", gremium.id)},
    }


def _lege_an(art: Art, werte: Mapping[str, Any]) -> Response:
    neues = Schild(kurz=werte.get(KURZ[art], ""), name=werte["name"])
    return _antworte(art, gliederung.lege_an(art, neues, wer=tuer.wer(), jetzt=tuer.jetzt()), 201)


def _aendere(art: Art, kennung: str, werte: Mapping[str, Any]) -> Response:
    eine = gliederung.lies(art, kennung, tuer.wer())
    pruefe_if_match(etag_von(_als_json(eine)))
    gesehen = gliederung.schild(eine)
    neues = Schild(
        kurz=werte.get(KURZ[art], gesehen.kurz),
        name=werte.get("name", gesehen.name),
        aktiv=werte.get("aktiv", gesehen.aktiv),
    )
    gliederung.aendere(art, kennung, neues, gesehen=gesehen, wer=tuer.wer(), jetzt=tuer.jetzt())
    return _antworte(art, kennung)


def _antworte(art: Art, kennung: str, status: int = 200) -> Response:
    bild = _als_json(gliederung.lies(art, kennung, tuer.wer()))
    return antworte(bild, status, ort=bild["links"]["self"] if status == 201 else None, etag=etag_von(bild))


def _als_json(eine: Amt | Gremium) -> dict[str, Any]:
    return amt_als_json(eine) if isinstance(eine, Amt) else gremium_als_json(eine)
