"""Webhooks as JSON."""

from __future__ import annotations

from vorlagen.services.post import Zustand
from vorlagen.services.webhooks.ereignis import ARTEN
from vorlagen.web.schemas.blatt import NUR_JETZT, Augenblick, Auswahl, Formblatt, JaNein, Liste, Teil, Text, Zahl
from vorlagen.web.schemas.stamm import Links
from vorlagen.web.schemas.stammfelder import LANG

_URL = {"description": "https://… oder, in erlaubten eigenen Netzen, http://…", "example": "https://dms.example/haken"}
_ARTEN = {"description": "leer: alle", "example": ["vorlage.geaendert", "sitzung.geaendert"]}
_BEZEICHNUNG = {"description": "wofür, für Menschen", "example": "Aktenablage"}

_GEHEIMNIS = {
    "description": "nur in dieser Antwort; wer dieselbe Anfrage wiederholt (Idempotency-Key), bekommt null",
    "example": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    NUR_JETZT: True,
}


class WebhookNeu(Formblatt):
    """An address that is to be told of changes."""

    url = Text(2000, required=True, noetig=True, metadata=_URL)
    bezeichnung = Text(120, metadata=_BEZEICHNUNG)
    arten = Liste(Auswahl(list(ARTEN)), hoechstens=len(ARTEN), metadata=_ARTEN)
    aktiv = JaNein(metadata={"description": "ohne Angabe true"})


class WebhookAenderung(Formblatt):
    """What is to be another way; what is missing stays."""

    url = Text(2000, noetig=True, metadata=_URL)
    bezeichnung = Text(120, metadata=_BEZEICHNUNG)
    arten = Liste(Auswahl(list(ARTEN)), hoechstens=len(ARTEN), metadata=_ARTEN)
    aktiv = JaNein(metadata={"description": "nach dem Einschalten wird gemeldet, was von da an geschieht"})
    version = Zahl(1, metadata={"description": "die gesehene; ist sie nicht die jetzige, kommt 409"})


class WebhookAus(Formblatt):
    """A Webhook without its secret."""

    id = Text(32, required=True)
    url = Text(2000, required=True)
    bezeichnung = Text(120, required=True)
    arten = Liste(Text(40), hoechstens=len(ARTEN), required=True)
    aktiv = JaNein(required=True)
    abgeschaltet = Text(LANG, required=True, allow_none=True, metadata={"description": "warum er von selbst aus ist"})
    gestoert_seit = Augenblick(required=True, allow_none=True)
    version = Zahl(1, required=True)
    erstellt = Augenblick(required=True)
    links = Teil(Links, required=True)


class WebhookMitGeheimnis(WebhookAus):
    """The same with its secret, which is shown only now."""

    geheimnis = Text(100, required=True, allow_none=True, metadata=_GEHEIMNIS)


class Webhookliste(Formblatt):
    """All Webhooks of the town, oldest first."""

    data = Liste(Teil(WebhookAus), required=True)
    links = Teil(Links, required=True)


class SendungAus(Formblatt):
    """A message and what became of it."""

    id = Text(40, required=True, metadata={"description": "steht als webhook-id in der Nachricht"})
    art = Text(40, required=True)
    gegenstand = Text(60, required=True, metadata={"description": "Typ und Kennung", "example": "vorlage/01a2…"})
    zustand = Auswahl(list(Zustand), required=True)
    versuche = Zahl(0, required=True)
    antwort = Zahl(100, 599, required=True, allow_none=True, metadata={"description": "letzter Status des Empfängers"})
    fehler = Text(LANG, required=True, allow_none=True)
    naechster_versuch = Augenblick(required=True, allow_none=True)
    erstellt = Augenblick(required=True)
    gesendet = Augenblick(required=True, allow_none=True)


class Sendungsliste(Formblatt):
    """Messages, newest first."""

    data = Liste(Teil(SendungAus), required=True)
    links = Teil(Links, required=True)
