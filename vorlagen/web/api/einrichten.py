"""Which resources the API has, and what its document says about the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, current_app

from vorlagen.web.api import (
    ablaeufe,
    aenderungen,
    anbindung,
    anlagen,
    anwesenheit,
    arbeitskorb,
    auftraege,
    ausword,
    beratungen,
    dokumente,
    faelle,
    fassungen,
    fristen,
    gliederung,
    koerperschaft,
    leitung,
    mitzeichnungen,
    niederschriften,
    personen,
    planung,
    protokoll,
    rechte,
    sammeleintrag,
    schablonen,
    schritte,
    sitzungen,
    suche,
    tabellen,
    tagesordnungen,
    tops,
    verlauf,
    veroeffentlichung,
    vertretungen,
    vokabulare,
    vorlagen,
    webhooks,
    zugaenge,
)
from vorlagen.web.api.dokument import Schnittstelle

TAFELN = (
    vorlagen.tafel,
    suche.tafel,
    schritte.tafel,
    mitzeichnungen.tafel,
    beratungen.tafel,
    auftraege.tafel,
    anlagen.tafel,
    dokumente.tafel,
    fassungen.tafel,
    veroeffentlichung.tafel,
    verlauf.tafel,
    rechte.tafel,
    sitzungen.tafel,
    sammeleintrag.tafel,
    tagesordnungen.tafel,
    anwesenheit.tafel,
    niederschriften.tafel,
    tops.tafel,
    gliederung.tafel,
    koerperschaft.tafel,
    anbindung.tafel,
    anbindung.zuordnungen,
    personen.tafel,
    zugaenge.tafel,
    protokoll.tafel,
    vertretungen.tafel,
    arbeitskorb.tafel,
    ausword.tafel,
    fristen.tafel,
    leitung.tafel,
    tabellen.tafel,
    planung.tafel,
    ablaeufe.tafel,
    vokabulare.tafel,
    schablonen.tafel,
    faelle.tafel,
    aenderungen.tafel,
    webhooks.tafel,
)

BESCHREIBUNG = """Sitzungsvorlagen vom Entwurf bis zum Beschluss.

Jede Anfrage braucht ein Zugangstoken (`Authorization: Bearer …`, aus `vorlagen person token NAME`). Kennungen sind
undurchsichtig. Zeitpunkte haben eine Zeitzone. Was fehlt, ist etwas anderes als null, und null etwas anderes als 0.
Abgelehnt wird mit einem Problemdokument (RFC 9457) in einem deutschen Satz."""


def richte_ein(app: Flask) -> None:
    """Register every resource and the OpenAPI document."""
    app.config.update(
        API_TITLE="Vorlagen",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "info": {"description": BESCHREIBUNG},
            "security": [{"token": []}],
            "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        },
    )
    schnittstelle = app.extensions["schnittstelle"] = Schnittstelle(app)
    for tafel in TAFELN:
        schnittstelle.haenge_auf(tafel)


def beschreibung() -> Mapping[str, Any]:
    """The OpenAPI document of the running application."""
    schnittstelle: Schnittstelle = current_app.extensions["schnittstelle"]
    return schnittstelle.dokument()
