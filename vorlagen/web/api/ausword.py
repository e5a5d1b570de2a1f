"""A draft that is edited in Word: handed out, and read when it comes back."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.dateien.arten import DOCX
from vorlagen.services import bearbeitungsdatei
from vorlagen.services.bearbeitungsdatei import Aenderung
from vorlagen.services.sichtbarkeit import hole
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte
from vorlagen.web.api.dateien import schicke_word
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.begleitend import AusWordAus, AusWordEin
from vorlagen.web.sicht import Sicht

tafel = Tafel("ausword", "Dokumente", sicht=Sicht.ANGEMELDET)


@tafel.weg(
    "GET",
    "/vorlagen/<vorlage_id>/bearbeitungsdatei.docx",
    "Einen Entwurf zum Bearbeiten in Word holen",
    datei=DOCX.typ,
    text="Seine Felder stehen in Inhaltssteuerelementen; die Datei trägt unterschrieben, woraus sie entstand.",
)
def holen(vorlage_id: str) -> Response:
    druck = bearbeitungsdatei.gib_heraus(vorlage_id, geheimnis=tuer.geheimnis(), wer=tuer.wer(), jetzt=tuer.jetzt())
    return schicke_word(druck)


@tafel.weg(
    "POST",
    "/vorlagen/<vorlage_id>/bearbeitungsdatei",
    "Lesen, was in Word geändert wurde",
    nimmt=AusWordEin,
    ort="multipart",
    gibt=AusWordAus,
    text="Ändert nichts: Was gelten soll, kommt mit PATCH und der genannten version. Offene nachverfolgte Änderungen "
    "gelten als angenommen. `ausserhalb` ist, was neben den Feldern geändert wurde.",
)
def lesen(werte: dict[str, Any], vorlage_id: str) -> Response:
    wer, (_, inhalt) = tuer.wer(), werte["datei"]
    gebracht = bearbeitungsdatei.nimm_an(vorlage_id, inhalt, geheimnis=tuer.geheimnis(), wer=wer)
    vorlage, _ = hole(vorlage_id, wer)
    return antworte(
        {
            "fassung": gebracht.fassung,
            "version": vorlage.version,
            "data": [_als_json(eine) for eine in bearbeitungsdatei.bringe_zusammen(vorlage, gebracht)],
            "ausserhalb": [[{"zeichen": z, "text": text} for z, text in teile] for teile in gebracht.aussen],
            "hinweise": list(gebracht.hinweise),
        }
    )


def _als_json(eine: Aenderung) -> dict[str, Any]:
    return {
        "feld": eine.feld.name.replace("feld-", "felder.", 1).replace("auswirkung_", "auswirkungen.", 1),
        "titel": eine.feld.titel,
        "strittig": eine.strittig,
        "grundlage": eine.grundlage,
        "jetzt": eine.feld.wert,
        "aus_word": eine.aus_word,
    }
