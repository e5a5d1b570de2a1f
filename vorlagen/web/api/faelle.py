"""Case files: their shape, which is public because it says nothing of anybody, and sending them."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from vorlagen.services import faelle
from vorlagen.services.faelle import Stapelbild
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.projektion import zeit
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.falldateien import FallstapelAus, FallstapelNeu
from vorlagen.web.sicht import Sicht, fuer

TYP = "application/schema+json"

tafel = Tafel("faelle", "Fälle", sicht=Sicht.VERWALTUNG)


@tafel.weg("GET", "/fall.schema.json", "JSON-Schema der Falldatei", datei=TYP, text="Ohne Anmeldung; Draft 2020-12.")
@fuer(Sicht.OFFEN)
def schema() -> Response:
    antwort = Response(faelle.schema_text(), mimetype=TYP)
    antwort.add_etag()
    antwort.make_conditional(request)
    return antwort


@tafel.weg(
    "POST",
    "/fallstapel",
    "Falldateien schicken und prüfen",
    nimmt=FallstapelNeu,
    ort="multipart",
    gibt=FallstapelAus,
    status=201,
    text="Eine Falldatei oder ein ZIP-Archiv davon. Aufgenommen wird noch nichts; die Antwort sagt, was käme.",
)
def schicken(werte: dict[str, Any]) -> Response:
    stapel_id = faelle.schicke([werte["datei"]], wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte(_lies(stapel_id), 201, ort=adresse("fallstapel", stapel_id))


@tafel.weg("GET", "/fallstapel/<stapel_id>", "Was aus den Falldateien wird oder wurde", gibt=FallstapelAus)
def stapel(stapel_id: str) -> Response:
    return antworte(_lies(stapel_id))


@tafel.weg(
    "POST",
    "/fallstapel/<stapel_id>/aufnahme",
    "Die geprüften Falldateien aufnehmen",
    gibt=FallstapelAus,
    text="Die Uhr nimmt sie auf, jede ganz oder gar nicht. Zweimal bestellen ist einmal.",
)
def aufnehmen(stapel_id: str) -> Response:
    faelle.bestelle_aufnahme(stapel_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte(_lies(stapel_id))


@tafel.weg("DELETE", "/fallstapel/<stapel_id>", "Falldateien oder ihren Bericht verwerfen", status=204)
def verwerfen(stapel_id: str) -> Response:
    faelle.verwirf(stapel_id, wer=tuer.wer())
    return Response(status=204)


def _lies(stapel_id: str) -> dict[str, Any]:
    bild: Stapelbild = faelle.lies_stapel(stapel_id, wer=tuer.wer())
    return {
        "id": bild.id,
        "geschickt": zeit(bild.geschickt),
        "zustand": bild.zustand,
        "hinweise": list(bild.hinweise),
        "aufzunehmen": bild.aufzunehmen,
        "dateien": [
            {"name": datei.name, "befund": datei.befund}
            | {was: datei.angaben.get(was, []) for was in ("felder", "unbekannt", "saetze")}
            for datei in bild.dateien
        ],
        "links": {"self": adresse("fallstapel", bild.id)},
    }
