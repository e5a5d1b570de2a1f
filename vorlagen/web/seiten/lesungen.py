"""Who read what is not public, for the administration."""

from __future__ import annotations

from flask import render_template, request

from vorlagen.services import lesungen, stammdaten
from vorlagen.services.lesungen import Weg
from vorlagen.web import tuer
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("lesungen", __name__, sicht=Sicht.VERWALTUNG)


@tafel.get("/verwaltung/lesungen")
def zeige() -> str:
    """Latest first, of one paper or one person if asked for."""
    wer = tuer.wer()
    gefragt = {name: request.args.get(name, "").strip() for name in ("vorlage", "person")}
    seite = lesungen.liste(
        wer,
        vorlage_id=gefragt["vorlage"] or None,
        person_id=gefragt["person"] or None,
        nach=request.args.get("nach"),
    )
    return render_template(
        "lesungen.html",
        f=gefragt,
        seite=seite,
        wege={weg.value: weg.titel for weg in Weg},
        personen=[(person.id, person.name) for person in stammdaten.personen(wer)],
    )
