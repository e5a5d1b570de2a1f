"""The deadline calculator: works by its address alone, so that a reckoning can be sent to somebody."""

from __future__ import annotations

from flask import render_template, request

from vorlagen.services import stammdaten
from vorlagen.services.fristen import kalender_von
from vorlagen.web import tuer
from vorlagen.web.formulare import fristenrechner as formular
from vorlagen.web.formulare.fristenrechner import Rechnung
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("fristenrechner", __name__, sicht=Sicht.ANGEMELDET)


@tafel.get("/fristen/rechner")
def zeige() -> str:
    """Both calculators; the one that was sent with its result or its faults."""
    stadt = stammdaten.koerperschaft(tuer.wer().koerperschaft_id)
    eigener, gremien = kalender_von(stadt), stammdaten.gremien(stadt.id)
    eingabe, was = request.args.to_dict(), request.args.get("was")
    frist, ladung = Rechnung({"anzahl": "14", "einheit": "T"}), Rechnung({"regel": formular.EIGENE, "tage": "7"})
    if was == "frist":
        frist = formular.rechne_frist(eingabe, eigener)
    elif was == "ladung":
        ladung = formular.rechne_ladung(eingabe, eigener, gremien)
    return render_template(
        "fristenrechner.html",
        frist=frist,
        ladung=ladung,
        eigener=eigener.kuerzel,
        regeln=formular.regeln(gremien),
        wahl=formular,
    )
