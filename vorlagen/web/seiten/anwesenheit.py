"""Who was there, and who belongs to a body with which rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, ZwischenzeitlichGeaendert
from vorlagen.services import anwesenheiten, beschlussfaehigkeit, gremienordnung, sitzungen
from vorlagen.services.gremienordnung import Ordnung
from vorlagen.web import tuer
from vorlagen.web.formulare import anwesenheit as formular
from vorlagen.web.formulare.anwesenheit import Zeile
from vorlagen.web.formulare.werte import als_fehler
from vorlagen.web.formulare.zahlen import anzahl, version
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("anwesenheit", __name__, sicht=Sicht.GREMIENDIENST)


@tafel.get("/sitzungen/<sitzung_id>/anwesenheit")
def zeige(sitzung_id: str) -> str:
    """The list; before anybody wrote it, the members of the day."""
    return _liste(sitzung_id)


@tafel.post("/sitzungen/<sitzung_id>/anwesenheit")
def setze(sitzung_id: str) -> Response | tuple[str, int]:
    """Keep the list."""
    zeilen = formular.lies(request.form)
    sitzung = sitzungen.hole(sitzung_id)
    eintraege, fehler = formular.pruefe(zeilen, sitzung.beginn)
    if fehler:
        return _liste(sitzung_id, zeilen, fehler), 422
    try:
        anwesenheiten.setze(sitzung_id, eintraege, version=version(request.form), wer=tuer.wer())
    except EingabeUngueltig as abgelehnt:
        return _liste(sitzung_id, zeilen, {"_": [abgelehnt.satz]}), 422
    except ZwischenzeitlichGeaendert as abgelehnt:
        return _liste(sitzung_id, zeilen, {"_": [abgelehnt.satz]}), 409
    flash("Die Anwesenheit ist gespeichert.", "erfolg")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id))


@tafel.get("/gremien/<gremium_id>")
def gremium(gremium_id: str) -> str:
    """The seats and rules of a body."""
    return _gremium(gremium_id)


@tafel.post("/gremien/<gremium_id>")
def setze_gremium(gremium_id: str) -> Response | tuple[str, int]:
    """Keep seats and rules of a body."""
    form, wer = request.form, tuer.wer()
    sitzungen.pruefe_gremiendienst(sitzungen.hole_gremium(gremium_id).id, wer)
    sitze, saetze = formular.sitze_aus(form.get("sitze", ""), anwesenheiten.mitglieder(gremium_id))
    fehler = {"sitze": saetze} if saetze else {}
    try:
        zahl = anzahl(form.get("mitglieder", ""))
    except ValueError:
        zahl, fehler["mitglieder"] = None, ["Bitte eine Zahl eintragen oder das Feld leer lassen."]
    if fehler:
        return _gremium(gremium_id, fehler), 422
    ordnung = Ordnung(
        mitglieder=zahl,
        beschlussfaehig=form.get("beschlussfaehig") or None,
        tischvorlagen={"ja": True, "nein": False}.get(form.get("tischvorlagen", "")),
        mehrheit=form.get("mehrheit") or None,
        quelle=form.get("quelle", "").strip()[:300] or None,
    )
    try:
        gremienordnung.setze(gremium_id, ordnung, sitze, version=version(form), wer=wer)
    except EingabeUngueltig as abgelehnt:
        return _gremium(gremium_id, als_fehler(abgelehnt.felder, abgelehnt.satz)), 422
    except ZwischenzeitlichGeaendert as abgelehnt:
        return _gremium(gremium_id, {"_": [abgelehnt.satz]}), 409
    flash("Mitglieder und Regeln sind gespeichert.", "erfolg")
    return redirect(url_for("anwesenheit.gremium", gremium_id=gremium_id))


def _liste(
    sitzung_id: str, zeilen: Sequence[Zeile] | None = None, fehler: Mapping[str, Sequence[str]] | None = None
) -> str:
    db.session.rollback()
    wer = tuer.wer()
    sitzung = sitzungen.hole(sitzung_id)
    sitzungen.pruefe_gremiendienst(sitzung.gremium_id, wer)
    liste = anwesenheiten.lies(sitzung, wer)
    sitze = anwesenheiten.sitze(sitzung)
    return render_template(
        "anwesenheit.html",
        sitzung=sitzung,
        zeilen=formular.aus_liste(liste, sitze) if zeilen is None else zeilen,
        faehig=beschlussfaehigkeit.fuer_sitzung(sitzung),
        funktionen=[(wort, FUNKTIONSWORTE[wort]) for wort in anwesenheiten.FUNKTIONEN],
        fehler=fehler or {},
    )


FUNKTIONSWORTE = {
    "vorsitz": "Vorsitz",
    "stellvertretung": "Stellvertretung",
    "mitglied": "Mitglied",
    "beratend": "beratend",
    "verwaltung": "Verwaltung",
    "gast": "Gast",
}


def _gremium(gremium_id: str, fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    db.session.rollback()
    eines = sitzungen.hole_gremium(gremium_id)
    sitzungen.pruefe_gremiendienst(eines.id, tuer.wer())
    tisch = {True: "ja", False: "nein"}.get(eines.ordnung.get("tischvorlagen"), "")  # type: ignore[arg-type]
    gespeichert = {
        "sitze": formular.sitze_text(anwesenheiten.mitglieder(gremium_id)),
        "mitglieder": str(eines.ordnung.get("mitglieder", "")),
        "beschlussfaehig": eines.ordnung.get("beschlussfaehig", ""),
        "tischvorlagen": tisch,
        "mehrheit": eines.ordnung.get("mehrheit", ""),
        "quelle": eines.ordnung.get("quelle", ""),
    }
    e = {name: request.form.get(name, wert) for name, wert in gespeichert.items()}
    return render_template("gremium.html", gremium=eines, e=e, fehler=fehler or {})
