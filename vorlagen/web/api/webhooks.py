"""Webhooks for programs: who is told of changes, and what became of each message."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.models import Webhook, Webhooksendung
from vorlagen.netz import Netze
from vorlagen.services.webhooks import abonnements, nachrichten
from vorlagen.services.webhooks.abonnements import Angaben
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte, antworte_mit_liste, etag_von, pruefe_if_match
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.projektion import zeit
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.fragen import Seitenfrage
from vorlagen.web.schemas.webhook import (
    SendungAus,
    Sendungsliste,
    WebhookAenderung,
    WebhookAus,
    Webhookliste,
    WebhookMitGeheimnis,
    WebhookNeu,
)
from vorlagen.web.sicht import Sicht

tafel = Tafel("webhooks", "Webhooks", sicht=Sicht.VERWALTUNG)

TEXT = """Gemeldet wird, dass sich etwas geändert hat und wo es zu lesen ist, nie der Inhalt. Jede Nachricht ist nach
Standard Webhooks unterschrieben (`webhook-id`, `webhook-timestamp`, `webhook-signature`) und hat die Form CloudEvents
1.0. Sie kommt mindestens einmal; dieselbe `webhook-id` heißt: dieselbe Nachricht. Das Geheimnis steht nur in dieser
Antwort."""


@tafel.weg("GET", "/webhooks", "Alle Webhooks", gibt=Webhookliste)
def finden() -> Response:
    return antworte_mit_liste([_als_json(webhook) for webhook in abonnements.liste(tuer.wer())])


@tafel.weg(
    "POST", "/webhooks", "Einen Webhook anlegen", nimmt=WebhookNeu, gibt=WebhookMitGeheimnis, status=201, text=TEXT
)
def anlegen(werte: dict[str, Any]) -> Response:
    angaben = Angaben(**{**werte, "arten": tuple(werte.get("arten", ()))})
    webhook_id, klar = abonnements.lege_an(
        angaben, erlaubte=_erlaubte(), geheimnis=tuer.geheimnis(), wer=tuer.wer(), jetzt=tuer.jetzt()
    )
    return antworte(_lies(webhook_id) | {"geheimnis": klar}, 201, ort=adresse("webhooks", webhook_id))


@tafel.weg("GET", "/webhooks/<webhook_id>", "Einen Webhook lesen", gibt=WebhookAus)
def lesen(webhook_id: str) -> Response:
    return antworte(_lies(webhook_id))


@tafel.weg(
    "PATCH",
    "/webhooks/<webhook_id>",
    "Einen Webhook ändern, aus- oder einschalten",
    nimmt=WebhookAenderung,
    gibt=WebhookAus,
    unter=("IF_MATCH",),
)
def aendern(werte: dict[str, Any], webhook_id: str) -> Response:
    pruefe_if_match(etag_von(_lies(webhook_id)))
    version = werte.pop("version", None)
    abonnements.aendere(webhook_id, werte, version=version, erlaubte=_erlaubte(), wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte(_lies(webhook_id))


@tafel.weg("DELETE", "/webhooks/<webhook_id>", "Einen Webhook löschen", status=204)
def loeschen(webhook_id: str) -> Response:
    abonnements.loesche(webhook_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return Response(status=204)


@tafel.weg(
    "POST",
    "/webhooks/<webhook_id>/geheimnis",
    "Ein neues Geheimnis",
    gibt=WebhookMitGeheimnis,
    text="Das bisherige unterschreibt noch einen Tag lang mit; in dieser Zeit stellt der Empfänger um.",
)
def geheimnis_wechseln(webhook_id: str) -> Response:
    klar = abonnements.wechsle_geheimnis(webhook_id, geheimnis=tuer.geheimnis(), wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte(_lies(webhook_id) | {"geheimnis": klar})


@tafel.weg("POST", "/webhooks/<webhook_id>/probe", "Eine Probe senden", gibt=SendungAus, status=201)
def proben(webhook_id: str) -> Response:
    sendung_id = nachrichten.probiere(webhook_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte(_sendung(nachrichten.lies(webhook_id, sendung_id, tuer.wer())), 201)


@tafel.weg("GET", "/webhooks/<webhook_id>/sendungen", "Was gemeldet wurde", fragt=Seitenfrage, gibt=Sendungsliste)
def sendungen(frage: dict[str, Any], webhook_id: str) -> Response:
    seite = nachrichten.sendungen(webhook_id, tuer.wer(), nach=frage.get("nach"), anzahl=frage["anzahl"])
    return antworte_mit_liste([_sendung(sendung) for sendung in seite.zeilen], weiter=seite.weiter)


@tafel.weg("POST", "/webhooks/<webhook_id>/sendungen/<sendung_id>/erneut", "Noch einmal senden", gibt=SendungAus)
def erneut_senden(webhook_id: str, sendung_id: str) -> Response:
    kennung = sendung_id.removeprefix("msg_")
    nachrichten.sende_erneut(webhook_id, kennung, wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte(_sendung(nachrichten.lies(webhook_id, kennung, tuer.wer())))


def _lies(webhook_id: str) -> dict[str, Any]:
    return _als_json(abonnements.hole(webhook_id, tuer.wer()))


def _als_json(webhook: Webhook) -> dict[str, Any]:
    return {
        "id": webhook.id,
        "url": webhook.url,
        "bezeichnung": webhook.bezeichnung,
        "arten": list(webhook.arten),
        "aktiv": webhook.aktiv,
        "abgeschaltet": webhook.abgeschaltet or None,
        "gestoert_seit": zeit(webhook.gestoert_seit),
        "version": webhook.version,
        "erstellt": zeit(webhook.erstellt),
        "links": {"self": adresse("webhooks", webhook.id)},
    }


def _sendung(sendung: Webhooksendung) -> dict[str, Any]:
    return {
        "id": f"msg_{sendung.id}",
        "art": sendung.ereignis["type"],
        "gegenstand": sendung.ereignis["subject"],
        "zustand": sendung.zustand,
        "versuche": sendung.versuche,
        "antwort": sendung.antwort,
        "fehler": sendung.fehler,
        "naechster_versuch": zeit(sendung.naechster_versuch) if sendung.zustand == "bereit" else None,
        "erstellt": zeit(sendung.erstellt),
        "gesendet": zeit(sendung.gesendet),
    }


def _erlaubte() -> Netze:
    return tuer.einstellungen().erlaubte_netze
