"""Meetings: the list, a new one, one with its agenda."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time

from flask import flash, redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import augenblick
from vorlagen.models import Sitzung
from vorlagen.services import (
    listen,
    oeffentlich,
    sitzungen,
    stammdaten,
    tagesordnung,
    tagesordnungsbild,
    tagesordnungsfassungen,
    termine,
)
from vorlagen.services.aufnahme import Spaet
from vorlagen.services.oeffentlich import OeffentlicheSitzung
from vorlagen.services.seiten import Seite
from vorlagen.web import tuer
from vorlagen.web.ansichten.sitzungsdienst import fuer_den_dienst
from vorlagen.web.einmalig import einmalig
from vorlagen.web.formulare import sitzung as formular
from vorlagen.web.formulare.sitzung import Sitzungseingabe
from vorlagen.web.formulare.werte import als_fehler
from vorlagen.web.oeffentlich import adressen
from vorlagen.web.schemas.blatt import flach
from vorlagen.web.schemas.sitzung import PunktEin
from vorlagen.web.sicht import Seitentafel, Sicht, fuer
from vorlagen.web.worte import heute
from vorlagen.workflow.engine import BedingungOffen

tafel = Seitentafel("sitzungen", __name__, sicht=Sicht.ANGEMELDET)

TEILE = (("Öffentlicher Teil", True), ("Nichtöffentlicher Teil", False))


@tafel.get("/sitzungen")
def liste() -> str:
    """What comes and what has been, page by page, of all bodies or of one."""
    mitternacht = augenblick(heute(tuer.jetzt()), time(0), frueher=True)
    gremium, nach, vor = (request.args.get(name) or None for name in ("gremium", "nach", "vor"))
    kommende = listen.sitzungen(ab=mitternacht, gremium=gremium, nach=nach)
    vergangene = listen.sitzungen(bis=mitternacht, gremium=gremium, nach=vor, rueckwaerts=True)
    return render_template(
        "sitzungen.html",
        kommende=_fuer_alle(kommende),
        vergangene=_fuer_alle(vergangene),
        gremien=[(eines.id, eines.name) for eines in stammdaten.gremien(tuer.wer().koerperschaft_id)],
        gremium=gremium,
        nach=nach,
        vor=vor,
        offen=termine.ohne_ergebnis(vergangene.zeilen, tuer.wer()),
    )


def _fuer_alle(seite: Seite[Sitzung]) -> Seite[OeffentlicheSitzung]:
    return Seite([oeffentlich.sitzung(eine) for eine in seite.zeilen], seite.weiter)


@tafel.get("/sitzungen/neu")
@fuer(Sicht.GREMIENDIENST)
def beginne() -> str:
    """An empty form."""
    return _formular(Sitzungseingabe(gremium=request.args.get("gremium", "")))


@tafel.post("/sitzungen/neu")
@fuer(Sicht.GREMIENDIENST)
@einmalig
def lege_an() -> Response | tuple[str, int]:
    """Call a meeting."""
    eingabe = formular.lies(request.form)
    beginn, fehler = formular.pruefe(eingabe)
    if beginn is None:
        return _formular(eingabe, fehler), 422
    try:
        sitzung_id = sitzungen.lege_an(eingabe.gremium, beginn, ort=eingabe.ort, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as abgelehnt:
        return _formular(eingabe, {"datum": abgelehnt.felder.get("datum", [abgelehnt.satz])}), 422
    flash("Die Sitzung ist angelegt.", "erfolg")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id))


@tafel.get("/sitzungen/<sitzung_id>")
def zeige(sitzung_id: str) -> str:
    """The meeting with its agenda as this person may see it."""
    return seite(sitzung_id)


@tafel.post("/sitzungen/<sitzung_id>/tagesordnung")
@fuer(Sicht.GREMIENDIENST)
def setze(sitzung_id: str) -> Response | tuple[str, int]:
    """Put a paper on the agenda."""
    wer, beratung_id = tuer.wer(), request.form.get("beratung", "")
    return _nimm_auf(sitzung_id, lambda: tagesordnung.nimm_auf(sitzung_id, beratung_id, wer=wer, jetzt=tuer.jetzt()))


@tafel.post("/sitzungen/<sitzung_id>/punkte")
@fuer(Sicht.GREMIENDIENST)
def setze_punkt(sitzung_id: str) -> Response | tuple[str, int]:
    """Put an item without a paper on the agenda."""
    return _nimm_auf(sitzung_id, lambda: _punkt(sitzung_id, None))


@tafel.post("/sitzungen/<sitzung_id>/nachtrag")
@fuer(Sicht.GREMIENDIENST)
def setze_nachtraeglich(sitzung_id: str) -> Response | tuple[str, int]:
    """Put a paper or an item without one on an agenda that stands."""
    form, beratung_id = request.form, request.form.get("gegenstand", "")
    spaet = Spaet(form.get("aufnahme", ""), form.get("begruendung", ""), trotzdem="trotzdem" in form)

    def aufnehmen() -> str:
        if not beratung_id:
            return _punkt(sitzung_id, spaet)
        return tagesordnung.nimm_auf(sitzung_id, beratung_id, spaet=spaet, wer=tuer.wer(), jetzt=tuer.jetzt())

    return _nimm_auf(sitzung_id, aufnehmen)


def _punkt(sitzung_id: str, spaet: Spaet | None) -> str:
    texte = {name: request.form.get(name, "") for name in ("titel", "begruendung_nichtoeffentlich")}
    punkt = PunktEin().load({**texte, "oeffentlich": request.form.get("teil") == "oeffentlich"})
    return tagesordnung.nimm_punkt_auf(
        sitzung_id,
        punkt["titel"],
        oeffentlich=punkt["oeffentlich"],
        begruendung_nichtoeffentlich=punkt["begruendung_nichtoeffentlich"],
        spaet=spaet,
        unter_top=request.form.get("unter_top") or None,
        wer=tuer.wer(),
        jetzt=tuer.jetzt(),
    )


@einmalig
def _nimm_auf(sitzung_id: str, tue: Callable[[], str]) -> Response | tuple[str, int]:
    try:
        tue()
    except BedingungOffen as fehler:
        return seite(sitzung_id, {"_": [grund.text for grund in fehler.gruende]}), 409
    except ValidationError as fehler:
        return seite(sitzung_id, dict(flach(fehler.messages_dict))), 422
    except EingabeUngueltig as fehler:
        return seite(sitzung_id, als_fehler(fehler.felder, fehler.satz)), 422
    flash("Der Punkt steht auf der Tagesordnung.", "erfolg")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id))


def _formular(eingabe: Sitzungseingabe, fehler: Mapping[str, list[str]] | None = None) -> str:
    wer = tuer.wer()
    eigene = [g for g in stammdaten.gremien(wer.koerperschaft_id) if sitzungen.ist_gremiendienst(g.id, wer)]
    return render_template("sitzung_neu.html", e=eingabe, gremien=eigene, fehler=fehler or {})


def seite(sitzung_id: str, fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    """The meeting's page; `fehler` are why something that was sent was not taken."""
    db.session.rollback()
    wer, tag = tuer.wer(), heute(tuer.jetzt())
    sitzung = sitzungen.hole(sitzung_id)
    dienst = sitzungen.ist_gremiendienst(sitzung.gremium_id, wer)
    punkte = tagesordnungsbild.bild(sitzung, wer)
    return render_template(
        "sitzung.html",
        sitzung=sitzung if dienst else oeffentlich.sitzung(sitzung),
        dienst=dienst,
        draussen=adressen.sitzung(sitzung),
        fruehere=[datetime.fromisoformat(zeit) for zeit in sitzung.fruehere_termine],
        teile=[(titel, [p for p in punkte if p[0].oeffentlich is offen]) for titel, offen in TEILE],
        fassungen=tagesordnungsfassungen.fassungen(sitzung.id),
        heute=tag,
        fehler=fehler or {},
        getippt=formular.getippt(request.form),
        **(fuer_den_dienst(sitzung, wer, tuer.jetzt()) if dienst else {}),
    )
