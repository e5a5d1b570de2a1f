"""Somebody's access, as the Verwaltung changes it.

One's own password, codes and tokens are set by nobody else and by no program: only in the browser.
"""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.services import personenloeschung, zugaenge, zweiter_faktor
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte
from vorlagen.web.api.personen import EINE
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.person import LoeschungEin, ZugangAus
from vorlagen.web.sicht import Sicht

tafel = Tafel("zugaenge", "Personen", sicht=Sicht.VERWALTUNG)


@tafel.weg("GET", f"{EINE}/zugang", "Ob und wie sich eine Person anmelden kann", gibt=ZugangAus)
def lesen(person_id: str) -> Response:
    return _antworte(person_id)


@tafel.weg(
    "POST",
    f"{EINE}/einladung",
    "Eine Person einladen",
    gibt=ZugangAus,
    text="Sie bekommt eine Mail mit einem Link, um ihr Passwort zu setzen; den Link sieht sonst niemand.",
)
def einladen(person_id: str) -> Response:
    zugaenge.lade_ein(person_id, geheimnis=tuer.geheimnis(), wer=tuer.wer(), jetzt=tuer.jetzt())
    return _antworte(person_id)


@tafel.weg(
    "POST",
    f"{EINE}/sperre",
    "Eine Person sperren",
    gibt=ZugangAus,
    text="Sofort und überall; auch ihre Token und Links gelten nicht mehr.",
)
def sperren(person_id: str) -> Response:
    zugaenge.sperre(person_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return _antworte(person_id)


@tafel.weg("POST", f"{EINE}/entsperrung", "Eine Sperre aufheben", gibt=ZugangAus)
def entsperren(person_id: str) -> Response:
    zugaenge.entsperre(person_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return _antworte(person_id)


@tafel.weg("POST", f"{EINE}/abmeldung", "Eine Person überall abmelden", gibt=ZugangAus)
def abmelden(person_id: str) -> Response:
    zugaenge.melde_ueberall_ab(person_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return _antworte(person_id)


@tafel.weg("POST", f"{EINE}/faktor-ruecksetzung", "Den zweiten Faktor einer Person ausschalten", gibt=ZugangAus)
def faktor_zuruecksetzen(person_id: str) -> Response:
    zugaenge.setze_faktor_zurueck(person_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return _antworte(person_id)


@tafel.weg(
    "POST",
    f"{EINE}/loeschung",
    "Die Angaben einer Person löschen",
    nimmt=LoeschungEin,
    gibt=ZugangAus,
    text="Endgültig. Was sie getan hat, bleibt im Verlauf, ohne ihren Namen.",
)
def loeschen(werte: dict[str, Any], person_id: str) -> Response:
    personenloeschung.loesche(person_id, **werte, wer=tuer.wer(), jetzt=tuer.jetzt())
    return _antworte(person_id)


def _antworte(person_id: str) -> Response:
    person = zugaenge.person(person_id, wer=tuer.wer())
    faktor = zweiter_faktor.stand(person.id).seit is not None
    return antworte({"id": person.id, "aktiv": person.aktiv, "zweiter_faktor": faktor})
