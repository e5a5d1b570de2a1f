"""Word documents of a paper."""

from __future__ import annotations

from flask import Response

from vorlagen.dateien.arten import DOCX
from vorlagen.fehler import NichtGefunden
from vorlagen.services import dokumente
from vorlagen.services.sichtbarkeit import hole
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte_mit_liste
from vorlagen.web.api.dateien import schicke
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.begleitend import Dokumentenliste
from vorlagen.web.sicht import Sicht

tafel = Tafel("dokumente", "Dokumente", sicht=Sicht.ANGEMELDET)


@tafel.weg("GET", "/vorlagen/<vorlage_id>/dokumente", "Welche Dokumente es gibt", gibt=Dokumentenliste)
def finden(vorlage_id: str) -> Response:
    vorlage, _ = hole(vorlage_id, tuer.wer())
    return antworte_mit_liste(
        [
            {"name": art, "art": "docx", "links": {"self": adresse("vorlagen", vorlage.id, "dokumente", f"{art}.docx")}}
            for art in dokumente.arten(vorlage)
        ]
    )


@tafel.weg(
    "GET",
    "/vorlagen/<vorlage_id>/dokumente/<name>.docx",
    "Ein Dokument als Word-Datei",
    datei=DOCX.typ,
    text="Ab der Freigabe bytegleich; davor ein Ausdruck des Entwurfs. Der ETag ist die sha256.",
)
def drucken(vorlage_id: str, name: str) -> Response:
    druck = dokumente.drucke(vorlage_id, name, wer=tuer.wer(), jetzt=tuer.jetzt())
    return schicke(druck.inhalt, name=druck.name, typ=DOCX.typ, sha256=druck.sha256)


@tafel.weg(
    "GET",
    "/vorlagen/<vorlage_id>/dokumente/<name>.pdf",
    "Ein Dokument als PDF",
    datei="application/pdf",
    text="Gibt es erst, wenn für diese Installation LibreOffice eingerichtet ist; bis dahin 404 mit einem Satz dazu.",
)
def als_pdf(vorlage_id: str, name: str) -> Response:
    vorlage, _ = hole(vorlage_id, tuer.wer())
    if name not in dokumente.arten(vorlage):
        raise NichtGefunden("Dieses Dokument gibt es zu dieser Vorlage nicht.")
    raise NichtGefunden(
        "Als PDF gibt es das Dokument hier noch nicht, weil kein LibreOffice eingerichtet ist. "
        f"Als Word-Datei steht es unter {name}.docx."
    )
