"""Documents of a paper, as Word files and as PDF."""

from __future__ import annotations

from flask import Response

from vorlagen.dateien.arten import DOCX, PDF
from vorlagen.services import dokumente, pdfdruck
from vorlagen.services.sichtbarkeit import hole
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte_mit_liste
from vorlagen.web.api.dateien import schicke_pdf, schicke_word
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
            {"name": art, "art": form, "links": {"self": adresse("vorlagen", vorlage.id, "dokumente", f"{art}.{form}")}}
            for art in dokumente.arten(vorlage)
            for form in (("docx", "pdf") if pdfdruck.gibt_es() else ("docx",))
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
    return schicke_word(dokumente.drucke(vorlage_id, name, wer=tuer.wer(), jetzt=tuer.jetzt()))


@tafel.weg(
    "GET",
    "/vorlagen/<vorlage_id>/dokumente/<name>.pdf",
    "Ein Dokument als PDF",
    datei=PDF.typ,
    text="Nach ISO 19005-2, für Vorleseprogramme ausgezeichnet. Ohne LibreOffice 404 mit einem Satz dazu.",
)
def als_pdf(vorlage_id: str, name: str) -> Response:
    return schicke_pdf(dokumente.drucke(vorlage_id, name, wer=tuer.wer(), jetzt=tuer.jetzt()))
