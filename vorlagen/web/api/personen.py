"""People: names and offices of all, one's own card, and for the administration everybody's roles."""

from __future__ import annotations

from typing import Any, Final

from flask import Response

from vorlagen.models import Person
from vorlagen.services import neue_person, personen, rollen, stammdaten
from vorlagen.services.neue_person import NeuePerson
from vorlagen.services.personen import Angaben
from vorlagen.services.rollenkunde import Orte
from vorlagen.services.rollenvergabe import Vergabe
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte, antworte_mit_liste, pruefe_if_match
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.person import PersonAenderung, PersonenkarteAus, PersonNeu
from vorlagen.web.schemas.stamm import IchAus, Personenliste
from vorlagen.web.sicht import Sicht, fuer

tafel = Tafel("personen", "Personen", sicht=Sicht.ANGEMELDET)
EINE: Final = "/personen/<string(length=32):person_id>"
"""One person by id; „ich“ is none."""


@tafel.weg("GET", "/personen", "Wer hier arbeitet", gibt=Personenliste)
def finden() -> Response:
    zeilen = stammdaten.kollegium(tuer.wer().koerperschaft_id)
    return antworte_mit_liste(
        [{"id": id_, "name": name, "amt": _kurz(amt_id, amt)} for id_, name, amt_id, amt in zeilen]
    )


@tafel.weg("GET", "/personen/ich", "Wem das Token gehört", gibt=IchAus)
def ich() -> Response:
    wer = tuer.wer()
    aemter = {amt.id: amt.name for amt in stammdaten.aemter(wer.koerperschaft_id)}
    gremien = {gremium.id: gremium.name for gremium in stammdaten.gremien(wer.koerperschaft_id)}
    rollen = [
        {
            "rolle": einer.rolle,
            "amt": _kurz(einer.amt_id, aemter.get(einer.amt_id or "")),
            "gremium": _kurz(einer.gremium_id, gremien.get(einer.gremium_id or "")),
        }
        for einer in wer.rollen
    ]
    return antworte(
        {
            "id": wer.id,
            "name": wer.name,
            "anmeldename": wer.anmeldename,
            "koerperschaft": {"id": wer.koerperschaft_id, "name": wer.koerperschaft},
            "amt": _kurz(wer.amt_id, aemter.get(wer.amt_id or "")),
            "rollen": rollen,
            "installation": wer.installation,
        }
    )


@tafel.weg(
    "POST",
    "/personen",
    "Eine Person anlegen",
    nimmt=PersonNeu,
    gibt=PersonenkarteAus,
    status=201,
    text="Sie hat noch kein Passwort; mit „einladung“ bekommt sie eine Mail mit einem Link, um eines zu setzen.",
)
@fuer(Sicht.VERWALTUNG)
def anlegen(werte: dict[str, Any]) -> Response:
    angaben = Angaben(
        name=werte["name"],
        mail=werte.get("mail"),
        amt_id=werte.get("amt") or None,
        taetigkeit=werte.get("taetigkeit", ""),
    )
    vergaben = tuple(_vergabe(rolle) for rolle in werte.get("rollen", ()))
    neue = NeuePerson(anmeldename=werte["anmeldename"], angaben=angaben, vergaben=vergaben)
    geheimnis = tuer.geheimnis() if werte.get("einladung", False) else None
    person_id = neue_person.lege_an(neue, wer=tuer.wer(), jetzt=tuer.jetzt(), geheimnis=geheimnis)
    return _antworte(person_id, 201)


@tafel.weg("GET", EINE, "Eine Person mit ihren Rollen", gibt=PersonenkarteAus)
def lesen(person_id: str) -> Response:
    return _antworte(person_id)


@tafel.weg(
    "PATCH",
    EINE,
    "Angaben und Rollen einer Person ändern",
    nimmt=PersonAenderung,
    gibt=PersonenkarteAus,
    unter=("IF_MATCH",),
    text="Was fehlt, bleibt. Mit If-Match kommt 412, wenn sich inzwischen etwas geändert hat. Rollen zählen sofort.",
)
def aendern(werte: dict[str, Any], person_id: str) -> Response:
    person = personen.lies(person_id, tuer.wer())
    gesehen = personen.stand(person)
    pruefe_if_match(gesehen)
    angaben = Angaben(
        name=werte.get("name", person.name),
        mail=werte.get("mail", person.mail),
        amt_id=werte.get("amt", person.amt_id),
        taetigkeit=werte.get("taetigkeit", person.taetigkeit),
    )
    neue = [_vergabe(rolle) for rolle in werte["rollen"]] if "rollen" in werte else None
    rollen.setze(person_id, angaben, neue, wer=tuer.wer(), jetzt=tuer.jetzt(), gesehen=gesehen)
    return _antworte(person_id)


def _vergabe(werte: dict[str, Any]) -> Vergabe:
    return Vergabe(
        rolle=werte["rolle"],
        amt_id=werte.get("amt"),
        gremium_id=werte.get("gremium"),
        von=werte.get("von"),
        bis=werte.get("bis"),
    )


def _antworte(person_id: str, status: int = 200) -> Response:
    person = personen.lies(person_id, tuer.wer())
    bild = _als_json(person, Orte.von(person.koerperschaft_id))
    ort = bild["links"]["self"] if status == 201 else None
    return antworte(bild, status, ort=ort, etag=personen.stand(person))


def _als_json(person: Person, orte: Orte) -> dict[str, Any]:
    return {
        "id": person.id,
        "anmeldename": person.anmeldename,
        "name": person.name,
        "mail": person.mail,
        "amt": _kurz(person.amt_id, orte.namen.get(person.amt_id or "")),
        "taetigkeit": person.taetigkeit,
        "aktiv": person.aktiv,
        "rollen": [
            {
                "id": rolle.id,
                "rolle": rolle.rolle,
                "amt": _kurz(rolle.amt_id, orte.namen.get(rolle.amt_id or "")),
                "gremium": _kurz(rolle.gremium_id, orte.namen.get(rolle.gremium_id or "")),
                "von": rolle.von.isoformat() if rolle.von else None,
                "bis": rolle.bis.isoformat() if rolle.bis else None,
            }
            for rolle in person.rollen
        ],
        "links": {"self": adresse("personen", person.id)},
    }


def _kurz(kennung: str | None, name: str | None) -> dict[str, Any] | None:
    return {"id": kennung, "name": name} if kennung else None
