"""Beschlusskontrolle and duties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

from vorlagen.kalender import BERLIN
from vorlagen.models import Auftrag, Vorlage
from vorlagen.services import auftraege, auftragsampel, beschlusskontrolle, pflichten
from vorlagen.services.auftraege import Filter
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte, antworte_mit_liste, antworte_mit_vorlage, etag_von, pruefe_if_match
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.projektion import zeit
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.auftrag import (
    AuftragAenderung,
    AuftragAus,
    Auftragsfrage,
    Auftragsliste,
    BeschlusskontrolleEin,
    Pflichtenliste,
)
from vorlagen.web.schemas.vorlage_aus import VorlageAus
from vorlagen.web.sicht import Sicht
from vorlagen.web.worte import heute

tafel = Tafel("auftraege", "Aufträge und Pflichten", sicht=Sicht.ANGEMELDET)
NAMEN = {"amt": "amt_id", "gremium": "gremium_id", "vorlage": "vorlage_id", "wiedervorlage_bis": "vorgelegt_bis"}


@tafel.weg("GET", "/auftraege", "Aufträge finden", fragt=Auftragsfrage, gibt=Auftragsliste)
def finden(frage: dict[str, Any]) -> Response:
    nach, anzahl = frage.pop("nach", None), frage.pop("anzahl")
    seite = auftraege.seite(tuer.wer(), filter_aus(frage), nach=nach, anzahl=anzahl)
    return antworte_mit_liste([_als_json(*zeile) for zeile in seite.zeilen], weiter=seite.weiter)


@tafel.weg(
    "POST",
    "/auftraege/beschlusskontrolle",
    "Die Halbjahresliste als Vorlage beginnen",
    nimmt=BeschlusskontrolleEin,
    gibt=VorlageAus,
    status=201,
    text="Ein Entwurf mit den Aufträgen des letzten Halbjahrs; der nichtöffentliche nennt, was im öffentlichen fehlt.",
)
def als_vorlage(werte: dict[str, Any]) -> Response:
    von, bis = beschlusskontrolle.halbjahr(heute(tuer.jetzt()))
    vorlage_id = beschlusskontrolle.als_vorlage(
        tuer.wer(), werte["art"], von, bis, oeffentlich=werte["oeffentlich"], jetzt=tuer.jetzt()
    )
    return antworte_mit_vorlage(vorlage_id, 201)


@tafel.weg("GET", "/auftraege/<string(length=32):auftrag_id>", "Einen Auftrag lesen", gibt=AuftragAus)
def lesen(auftrag_id: str) -> Response:
    return antworte(_als_json(*auftraege.lies(auftrag_id, tuer.wer())))


@tafel.weg(
    "PATCH",
    "/auftraege/<string(length=32):auftrag_id>",
    "Zu einem Auftrag berichten",
    nimmt=AuftragAenderung,
    gibt=AuftragAus,
    unter=("IF_MATCH",),
    text="Es berichten das ausführende Amt und der Gremiendienst; den Wortlaut ändert nur der Gremiendienst.",
)
def aendern(werte: dict[str, Any], auftrag_id: str) -> Response:
    pruefe_if_match(etag_von(_als_json(*auftraege.lies(auftrag_id, tuer.wer()))))
    version = werte.pop("version")
    neu = {NAMEN.get(name, name): wert for name, wert in werte.items()}
    auftraege.aendere(auftrag_id, neu, version=version, wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte(_als_json(*auftraege.lies(auftrag_id, tuer.wer())))


@tafel.weg("GET", "/pflichten", "Offene Pflichten finden", gibt=Pflichtenliste)
def pflichten_finden() -> Response:
    return antworte_mit_liste(
        [
            {
                "id": pflicht.id,
                "art": pflicht.art,
                "titel": pflicht.art.titel,
                "vorlage": {"id": pflicht.vorlage_id, "nummer": pflicht.nummer, "betreff": pflicht.betreff},
                "gremium": pflicht.gremium,
                "faellig_am": zeit(pflicht.faellig_am),
                "gruende": pflicht.gruende,
            }
            for pflicht in pflichten.offene(tuer.wer())
        ]
    )


@tafel.weg("POST", "/pflichten/<pflicht_id>/erledigung", "Eine Bekanntgabe vermerken", gibt=Pflichtenliste)
def pflicht_erledigen(pflicht_id: str) -> Response:
    pflichten.erledige(pflicht_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return pflichten_finden()


def filter_aus(frage: Mapping[str, Any]) -> Filter:
    """What is asked for, by the names of the service."""
    return Filter(**{NAMEN.get(name, name): wert for name, wert in frage.items()}, heute=heute(tuer.jetzt()))


def _als_json(auftrag: Auftrag, vorlage: Vorlage) -> dict[str, Any]:
    return {
        "id": auftrag.id,
        "vorlage": {"id": vorlage.id, "nummer": vorlage.nummer, "betreff": vorlage.betreff},
        "beschlussnummer": auftrag.beschlussnummer,
        "beschlossen_am": zeit(auftrag.beschlossen_am),
        "gremium": {"id": auftrag.gremium.id, "name": auftrag.gremium.name} if auftrag.gremium else None,
        "text": auftrag.text,
        "amt": {"id": auftrag.amt.id, "name": auftrag.amt.name} if auftrag.amt else None,
        "antragsteller": auftrag.antragsteller,
        "faellig_am": zeit(auftrag.faellig_am),
        "wiedervorlage": zeit(auftrag.wiedervorlage),
        "status": auftrag.status,
        "ampel": auftragsampel.ampel(auftrag, tuer.jetzt().astimezone(BERLIN).date()),
        "grund_verzoegerung": auftrag.grund_verzoegerung,
        "bericht": auftrag.bericht,
        "berichtet_am": zeit(auftrag.berichtet_am),
        "nachweis": auftrag.nachweis,
        "oeffentlich": auftrag.oeffentlich,
        "version": auftrag.version,
        "links": {"self": adresse("auftraege", auftrag.id)},
    }
