"""Attachments of a paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response

from vorlagen.dateien.arten import MOEGLICH
from vorlagen.models import Vorlage
from vorlagen.services import anlagen, anlagenpflege, beiwerk
from vorlagen.services.anlagenpflege import Angabe
from vorlagen.services.beiwerk import Anlagenbild
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.web import tuer
from vorlagen.web.api import oeffentlich
from vorlagen.web.api.antwort import antworte, antworte_mit_liste, unter_bedingung
from vorlagen.web.api.dateien import schicke
from vorlagen.web.api.projektion import anlage_als_json
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.anlage import AnlageAenderung, AnlageAus, AnlageNeu, Anlagenliste
from vorlagen.web.sicht import Sicht

tafel = Tafel("anlagen", "Anlagen", sicht=Sicht.ANGEMELDET)


@tafel.weg("GET", "/vorlagen/<vorlage_id>/anlagen", "Alle Anlagen", gibt=Anlagenliste)
def finden(vorlage_id: str) -> Response:
    vorlage, einblick = hole(vorlage_id, tuer.wer())
    sichtbare = [a for a in _anlagen(vorlage) if a.ist_offen or einblick is Einblick.VOLL]
    zeige = anlage_als_json if einblick is Einblick.VOLL else oeffentlich.anlage
    return antworte_mit_liste([zeige(anlage) for anlage in sichtbare])


@tafel.weg(
    "POST",
    "/vorlagen/<vorlage_id>/anlagen",
    "Eine Anlage hinzufügen",
    nimmt=AnlageNeu,
    ort="multipart",
    gibt=AnlageAus,
    status=201,
    unter=("IF_MATCH",),
    text=f"{MOEGLICH} Erkannt am Inhalt, höchstens 50 MB; Bilder werden neu gespeichert, ohne Ort und Gerät. "
    "Ohne oeffentlich=true nichtöffentlich.",
)
def hinzufuegen(werte: dict[str, Any], vorlage_id: str) -> Response:
    with unter_bedingung(vorlage_id) as version:
        anlage_id = anlagen.haenge_an(
            vorlage_id,
            werte["datei"],
            oeffentlich=werte.get("oeffentlich", False),
            begruendung=werte.get("begruendung_nichtoeffentlich", ""),
            version=version,
            wer=tuer.wer(),
            jetzt=tuer.jetzt(),
        )
    vorlage, _ = hole(vorlage_id, tuer.wer())
    bild = anlage_als_json(next(anlage for anlage in _anlagen(vorlage) if anlage.id == anlage_id))
    return antworte(bild, 201, ort=bild["links"]["self"])


@tafel.weg(
    "GET",
    "/vorlagen/<vorlage_id>/anlagen/<anlage_id>",
    "Eine Anlage holen",
    datei="application/octet-stream",
)
def holen(vorlage_id: str, anlage_id: str) -> Response:
    anlage = anlagen.lies(vorlage_id, anlage_id, wer=tuer.wer())
    return schicke(anlage.inhalt, name=anlage.name, typ=anlage.typ, sha256=anlage.sha256)


@tafel.weg(
    "PATCH",
    "/vorlagen/<vorlage_id>/anlagen/<anlage_id>",
    "Name, Öffentlichkeit oder Stelle einer Anlage ändern",
    nimmt=AnlageAenderung,
    gibt=AnlageAus,
    unter=("IF_MATCH",),
    text="Solange die Vorlage ein Entwurf ist. Was fehlt, bleibt; die Datei selbst bleibt immer.",
)
def aendern(werte: dict[str, Any], vorlage_id: str, anlage_id: str) -> Response:
    angabe = Angabe(
        id=anlage_id,
        name=werte.get("name"),
        oeffentlich=werte.get("oeffentlich"),
        begruendung=werte.get("begruendung_nichtoeffentlich"),
        stelle=werte.get("stelle"),
    )
    with unter_bedingung(vorlage_id) as version:
        anlagenpflege.aendere(vorlage_id, [angabe], version=version, wer=tuer.wer(), jetzt=tuer.jetzt())
    vorlage, _ = hole(vorlage_id, tuer.wer())
    return antworte(anlage_als_json(next(anlage for anlage in _anlagen(vorlage) if anlage.id == anlage_id)))


@tafel.weg(
    "DELETE", "/vorlagen/<vorlage_id>/anlagen/<anlage_id>", "Eine Anlage entfernen", status=204, unter=("IF_MATCH",)
)
def entfernen(vorlage_id: str, anlage_id: str) -> Response:
    with unter_bedingung(vorlage_id) as version:
        anlagen.entferne(vorlage_id, anlage_id, version=version, wer=tuer.wer(), jetzt=tuer.jetzt())
    return Response(status=204)


def _anlagen(vorlage: Vorlage) -> Sequence[Anlagenbild]:
    return beiwerk.lade([vorlage], tuer.wer()).anlagen
