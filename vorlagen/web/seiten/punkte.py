"""One item of an agenda: its place, its list, who was biased, what is told of it, taking it off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, Fachfehler, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.kalender import BERLIN
from vorlagen.models import Tagesordnungspunkt
from vorlagen.services import anwesenheiten, beschlussfaehigkeit, reihenfolge, sitzungen, tops
from vorlagen.services.tops import Angaben
from vorlagen.web import tuer
from vorlagen.web.fehler import STATUS
from vorlagen.web.formulare.sitzung import in_der_sitzung, uhrzeit_aus
from vorlagen.web.formulare.werte import als_fehler
from vorlagen.web.formulare.zahlen import version
from vorlagen.web.schemas.blatt import flach
from vorlagen.web.schemas.sitzung import TopAenderung
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("punkte", __name__, sicht=Sicht.GREMIENDIENST)
_WEG = "/sitzungen/<sitzung_id>/punkte/<top_id>"
_FELDER = ("titel", "begruendung_nichtoeffentlich", "en_bloc", "protokoll")


@tafel.get(_WEG)
def zeige(sitzung_id: str, top_id: str) -> str:
    """Everything that can be said of the item."""
    return _seite(sitzung_id, top_id)


@tafel.post(_WEG)
def aendere(sitzung_id: str, top_id: str) -> Response | tuple[str, int]:
    """Write down what was typed."""
    top = _hole(sitzung_id, top_id)
    try:
        tops.aendere(
            top_id, angaben=_angaben(top), sitzungsversion=version(request.form), wer=tuer.wer(), jetzt=tuer.jetzt()
        )
    except ValidationError as fehler:
        return _seite(sitzung_id, top_id, dict(flach(fehler.messages_dict))), 422
    except (EingabeUngueltig, ZwischenzeitlichGeaendert) as fehler:
        return _noch_einmal(sitzung_id, top_id, fehler)
    flash("Der Punkt ist gespeichert.", "erfolg")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id))


@tafel.post(f"{_WEG}/stelle")
def verschiebe(sitzung_id: str, top_id: str) -> Response | tuple[str, int]:
    """Move the item to another place."""
    _hole(sitzung_id, top_id)
    stelle = request.form.get("stelle", "")
    try:
        reihenfolge.verschiebe(top_id, stelle, version=version(request.form), wer=tuer.wer(), jetzt=tuer.jetzt())
    except (EingabeUngueltig, ZwischenzeitlichGeaendert) as fehler:
        return _noch_einmal(sitzung_id, top_id, fehler)
    top = _hole(sitzung_id, top_id)
    flash(f"„{top.titel[:80]}“ steht jetzt als {top.zeichen} auf der Tagesordnung.", "erfolg")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id, _anchor=f"top-{top_id}"))


@tafel.post(f"{_WEG}/absetzung")
def nimm_herunter(sitzung_id: str, top_id: str) -> Response | tuple[str, int]:
    """Take the item off the agenda."""
    _hole(sitzung_id, top_id)
    grund = request.form.get("grund", "")
    try:
        weg = reihenfolge.nimm_herunter(
            top_id, grund=grund, version=version(request.form), wer=tuer.wer(), jetzt=tuer.jetzt()
        )
    except (EingabeUngueltig, ZwischenzeitlichGeaendert) as fehler:
        return _noch_einmal(sitzung_id, top_id, fehler)
    flash("Der Punkt steht nicht mehr auf der Tagesordnung." if weg else "Der Punkt ist abgesetzt.", "erfolg")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id))


def _angaben(top: Tagesordnungspunkt) -> Angaben:
    form = request.form
    werte = TopAenderung(only=_FELDER).load({name: form.get(name, "") for name in _FELDER})
    zugelassen = {"ja": True, "nein": False}.get(form.get("zugelassen", ""))
    return Angaben(
        **werte,
        aufgerufen=_aufgerufen(top, form.get("aufgerufen", "").strip()),
        zugelassen=zugelassen,
        befangen=tuple(form.getlist("befangen")),
        leeren=frozenset({"aufgerufen", "zugelassen"}),
    )


def _aufgerufen(top: Tagesordnungspunkt, eingabe: str) -> datetime | None:
    if not eingabe:
        return None
    uhrzeit = uhrzeit_aus(eingabe)
    if uhrzeit is None:
        satz = "Bitte geben Sie eine Uhrzeit an, zum Beispiel 18:20."
        raise EingabeUngueltig(satz, {"aufgerufen": [satz]})
    return in_der_sitzung(top.sitzung.beginn, uhrzeit)


def _hole(sitzung_id: str, top_id: str) -> Tagesordnungspunkt:
    """The item, for those who look after its body."""
    db.session.rollback()
    wer = tuer.wer()
    top, _ = tops.lies(top_id, wer=wer)
    if top.sitzung_id != sitzung_id:
        raise NichtGefunden
    sitzungen.pruefe_gremiendienst(top.sitzung.gremium_id, wer)
    return top


def _noch_einmal(sitzung_id: str, top_id: str, fehler: Fachfehler) -> tuple[str, int]:
    felder = als_fehler(getattr(fehler, "felder", {}), fehler.satz)
    return _seite(sitzung_id, top_id, felder), STATUS[type(fehler)]


def _seite(sitzung_id: str, top_id: str, fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    top = _hole(sitzung_id, top_id)
    aufgerufen = f"{top.aufgerufen.astimezone(BERLIN):%H:%M}" if top.aufgerufen else ""
    zugelassen = {True: "ja", False: "nein"}.get(top.zugelassen, "") if top.zugelassen is not None else ""
    gespeichert = {
        "titel": top.titel,
        "begruendung_nichtoeffentlich": top.begruendung_nichtoeffentlich,
        "en_bloc": top.en_bloc,
        "protokoll": top.protokoll,
        "aufgerufen": aufgerufen,
        "zugelassen": zugelassen,
        "stelle": top.zeichen.partition(" ")[2],
        "grund": "",
    }
    befangen = [zeile.anwesenheit_id for zeile in anwesenheiten.befangene(top.id)]
    return render_template(
        "punkt.html",
        top=top,
        sitzung=top.sitzung,
        e={name: request.form.get(name, wert) for name, wert in gespeichert.items()},
        befangen=request.form.getlist("befangen") if "titel" in request.form else befangen,
        anwesende=[
            (zeile.id, zeile.name if zeile.stand == "anwesend" else f"{zeile.name} ({zeile.stand})")
            for zeile in anwesenheiten.liste(sitzung_id)
            if zeile.stand == "anwesend" or zeile.id in befangen
        ],
        faehig=beschlussfaehigkeit.fuer_punkt(top),
        fehler=fehler or {},
    )
