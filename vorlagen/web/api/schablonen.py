"""The town's Word templates, for its Verwaltung."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.dateien.arten import DOCX
from vorlagen.models import Schablone
from vorlagen.services import schablonenwahl
from vorlagen.services.schablonenwahl import Artenstand
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte, antworte_mit_liste
from vorlagen.web.api.dateien import schicke
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.projektion import zeit
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.schablone import (
    SchabloneAus,
    SchabloneNeu,
    SchablonenfassungAus,
    SchablonenfreigabeEin,
    Schablonenliste,
)
from vorlagen.web.sicht import Sicht

tafel = Tafel("schablonen", "Schablonen", sicht=Sicht.VERWALTUNG)


@tafel.weg("GET", "/schablonen", "Womit gedruckt wird", gibt=Schablonenliste)
def finden() -> Response:
    return antworte_mit_liste([_als_json(stand) for stand in schablonenwahl.liste(tuer.wer())])


@tafel.weg("GET", "/schablonen/<art>", "Eine Art von Dokument", gibt=SchabloneAus)
def lesen(art: str) -> Response:
    return antworte(_als_json(schablonenwahl.stand(art, tuer.wer())))


@tafel.weg("GET", "/schablonen/<art>/datei", "Die Schablone, mit der gedruckt wird", datei=DOCX.typ)
def holen(art: str) -> Response:
    gebraucht = schablonenwahl.stand(art, tuer.wer()).gebraucht
    return schicke(gebraucht.inhalt, name=f"{art}.docx", typ=DOCX.typ, sha256=gebraucht.sha256)


@tafel.weg(
    "POST",
    "/schablonen/<art>/fassungen",
    "Eine eigene Fassung hochladen",
    nimmt=SchabloneNeu,
    ort="multipart",
    gibt=SchablonenfassungAus,
    status=201,
    text="Wird geprüft; was nicht stimmt, steht unter `felder.datei`. Gedruckt wird damit erst nach der Freigabe.",
)
def hochladen(werte: dict[str, Any], art: str) -> Response:
    name, inhalt = werte["datei"]
    schablone_id = schablonenwahl.lade_hoch(art, name, inhalt, wer=tuer.wer(), jetzt=tuer.jetzt())
    bild = _fassung(schablonenwahl.lies(schablone_id, tuer.wer()))
    return antworte(bild, 201, ort=bild["links"]["self"])


@tafel.weg("POST", "/schablonen/<art>/ruecknahme", "Wieder ohne eigene Fassung drucken", gibt=SchabloneAus)
def zuruecknehmen(art: str) -> Response:
    schablonenwahl.nimm_zurueck(art, wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte(_als_json(schablonenwahl.stand(art, tuer.wer())))


@tafel.weg("GET", "/schablonenfassungen/<schablone_id>", "Eine eigene Fassung", gibt=SchablonenfassungAus)
def fassung(schablone_id: str) -> Response:
    return antworte(_fassung(schablonenwahl.lies(schablone_id, tuer.wer())))


@tafel.weg("GET", "/schablonenfassungen/<schablone_id>/datei", "Die Datei einer eigenen Fassung", datei=DOCX.typ)
def fassungsdatei(schablone_id: str) -> Response:
    schablone = schablonenwahl.lies(schablone_id, tuer.wer())
    return schicke(schablone.inhalt, name=schablone.dateiname, typ=DOCX.typ, sha256=schablone.sha256)


@tafel.weg("GET", "/schablonenfassungen/<schablone_id>/probe", "Eine Probe mit erfundenen Angaben", datei=DOCX.typ)
def probe(schablone_id: str) -> Response:
    druck = schablonenwahl.probe(schablone_id, tuer.wer())
    return schicke(druck.inhalt, name=druck.name, typ=DOCX.typ, sha256=druck.sha256)


@tafel.weg(
    "POST",
    "/schablonenfassungen/<schablone_id>/freigabe",
    "Mit dieser Fassung drucken",
    nimmt=SchablonenfreigabeEin,
    gibt=SchablonenfassungAus,
    text="`sha256` ist die der angesehenen Datei.",
)
def freigeben(werte: dict[str, Any], schablone_id: str) -> Response:
    schablonenwahl.gib_frei(schablone_id, sha256=werte["sha256"], wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte(_fassung(schablonenwahl.lies(schablone_id, tuer.wer())))


def _als_json(stand: Artenstand) -> dict[str, Any]:
    art = stand.vertrag.art
    return {
        "art": art,
        "titel": stand.vertrag.titel,
        "herkunft": stand.gebraucht.herkunft,
        "sha256": stand.gebraucht.sha256,
        "fassungen": [_fassung(eine) for eine in schablonenwahl.fassungen(art, tuer.wer())],
        "links": {"self": adresse("schablonen", art)},
    }


def _fassung(schablone: Schablone) -> dict[str, Any]:
    namen = ("id", "art", "nr", "dateiname", "groesse", "sha256", "gilt")
    return {name: getattr(schablone, name) for name in namen} | {
        "hinweise": list(schablone.hinweise),
        "hochgeladen": zeit(schablone.hochgeladen),
        "freigegeben": zeit(schablone.freigegeben),
        "links": {"self": adresse("schablonenfassungen", schablone.id)},
    }
