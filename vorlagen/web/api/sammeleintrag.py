"""Agendas and results that come from another program in one piece."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.services import sammeleintrag
from vorlagen.web import tuer
from vorlagen.web.api import eingabe
from vorlagen.web.api.antwort import antworte
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.sitzungsbild import sitzung_als_json
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.sammeleintrag import ErgebnisseAus, ErgebnisseEin, PunkteEin
from vorlagen.web.schemas.sitzung import SitzungAus
from vorlagen.web.sicht import Sicht

tafel = Tafel("sammeleintrag", "Sitzungen", sicht=Sicht.GREMIENDIENST)


@tafel.weg(
    "POST",
    "/sitzungen/<sitzung_id>/punkte",
    "Viele Punkte auf die Tagesordnung setzen",
    nimmt=PunkteEin,
    gibt=SitzungAus,
    status=201,
    text="In dieser Reihenfolge, alle oder keiner; `felder` nennt bei einer Ablehnung jede Zeile, an der es liegt.",
)
def alle_aufsetzen(werte: dict[str, Any], sitzung_id: str) -> Response:
    punkte = [eingabe.neuer_punkt(zeile) for zeile in werte["data"]]
    sammeleintrag.setze_alle_auf(sitzung_id, punkte, version=werte.get("version"), wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte(sitzung_als_json(sitzung_id), 201, ort=adresse("sitzungen", sitzung_id))


@tafel.weg(
    "POST",
    "/sitzungen/<sitzung_id>/ergebnisse",
    "Die Ergebnisse einer Sitzung eintragen",
    nimmt=ErgebnisseEin,
    gibt=ErgebnisseAus,
    text="Je Zeile, was `PATCH /tops/{id}` nimmt: alle oder keine; `felder` nennt bei einer Ablehnung jede Zeile, an "
    "der es liegt. Widersprüche hindern nicht; sie kommen je Zeile als hinweise.",
)
def ergebnisse_eintragen(werte: dict[str, Any], sitzung_id: str) -> Response:
    eintraege = [eingabe.eintrag(zeile.pop("top"), zeile) for zeile in werte["data"]]
    hinweise = sammeleintrag.trage_alle_ein(
        sitzung_id, eintraege, version=werte.get("version"), wer=tuer.wer(), jetzt=tuer.jetzt()
    )
    zeilen = [{"top": eins.top_id, "hinweise": list(saetze)} for eins, saetze in zip(eintraege, hinweise, strict=True)]
    return antworte({"data": zeilen, "sitzung": sitzung_als_json(sitzung_id)})
