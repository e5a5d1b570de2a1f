"""Webhooks: which other systems are told of changes, what became of each message, and trying it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import AdresseVerweigert, EingabeUngueltig, ZwischenzeitlichGeaendert
from vorlagen.models.aenderung import Vorgang
from vorlagen.services.webhooks import abonnements, nachrichten
from vorlagen.services.webhooks.abonnements import Angaben
from vorlagen.services.webhooks.ereignis import TITEL
from vorlagen.web import tuer
from vorlagen.web.einmalig import einmalig
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("webhooks", __name__, sicht=Sicht.VERWALTUNG, url_prefix="/verwaltung/webhooks")

ZUSTAENDE = {
    "bereit": ("Wartet", "info"),
    "vergeben": ("Wird gesendet", "info"),
    "gesendet": ("Angekommen", "erfolg"),
    "gescheitert": ("Aufgegeben", "gefahr"),
}


@tafel.get("")
def zeige() -> str:
    """All Webhooks, and a form for one more."""
    return _liste({"url": "", "bezeichnung": "", "typen": []})


@tafel.post("")
@einmalig
def lege_an() -> Response | tuple[str, int]:
    """Tell one more system."""
    eingabe = _eingabe()
    angaben = Angaben(url=eingabe["url"], bezeichnung=eingabe["bezeichnung"], arten=_arten(eingabe["typen"]))
    erlaubte = tuer.einstellungen().erlaubte_netze
    try:
        webhook_id, _ = abonnements.lege_an(
            angaben, erlaubte=erlaubte, geheimnis=tuer.geheimnis(), wer=tuer.wer(), jetzt=tuer.jetzt()
        )
    except (EingabeUngueltig, AdresseVerweigert) as abgelehnt:
        return _liste(eingabe, _fehler(abgelehnt)), 422
    flash("Der Webhook ist angelegt. Erzeugen Sie als Nächstes sein Geheimnis.", "erfolg")
    return redirect(url_for("webhooks.einer", webhook_id=webhook_id))


@tafel.get("/<webhook_id>")
def einer(webhook_id: str) -> str:
    """One Webhook with its messages."""
    return _seite(webhook_id)


@tafel.post("/<webhook_id>")
@einmalig
def aendere(webhook_id: str) -> Response | tuple[str, int]:
    """Change it, switch it off or on."""
    eingabe, bisher = _eingabe(), abonnements.hole(webhook_id, tuer.wer())
    neu: dict[str, Any] = {"bezeichnung": eingabe["bezeichnung"], "aktiv": "aktiv" in request.form}
    if eingabe["url"] != bisher.url:
        neu["url"] = eingabe["url"]
    if set(eingabe["typen"]) != _typen(bisher.arten):  # finer choices of a program stay
        neu["arten"] = _arten(eingabe["typen"])
    version, erlaubte = request.form.get("version", type=int), tuer.einstellungen().erlaubte_netze
    try:
        abonnements.aendere(webhook_id, neu, version=version, erlaubte=erlaubte, wer=tuer.wer(), jetzt=tuer.jetzt())
    except (EingabeUngueltig, AdresseVerweigert) as abgelehnt:
        return _seite(webhook_id, eingabe | {"aktiv": neu["aktiv"]}, _fehler(abgelehnt)), 422
    except ZwischenzeitlichGeaendert as anders:
        return _seite(webhook_id, eingabe | {"aktiv": neu["aktiv"]}, {"_": [anders.satz]}), 409
    return _zurueck(webhook_id, "Gespeichert.")


@tafel.post("/<webhook_id>/geheimnis")
def wechsle_geheimnis(webhook_id: str) -> str:
    """Make a secret and show it, once; that is why there is no redirect."""
    klar = abonnements.wechsle_geheimnis(webhook_id, geheimnis=tuer.geheimnis(), wer=tuer.wer(), jetzt=tuer.jetzt())
    return _seite(webhook_id, klar=klar)


@tafel.post("/<webhook_id>/probe")
@einmalig
def probiere(webhook_id: str) -> Response:
    """Send a test message."""
    nachrichten.probiere(webhook_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return _zurueck(webhook_id, "Die Probe geht in wenigen Sekunden hinaus. Laden Sie dann die Seite neu.")


@tafel.post("/<webhook_id>/sendungen/<sendung_id>")
@einmalig
def sende_erneut(webhook_id: str, sendung_id: str) -> Response | tuple[str, int]:
    """Send a message once more."""
    try:
        nachrichten.sende_erneut(webhook_id, sendung_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as abgelehnt:
        return _seite(webhook_id, fehler=_fehler(abgelehnt)), 422
    return _zurueck(webhook_id, "Die Nachricht geht in wenigen Sekunden noch einmal hinaus.")


@tafel.post("/<webhook_id>/loeschen")
@einmalig
def loesche(webhook_id: str) -> Response:
    """Tell it nothing more."""
    abonnements.loesche(webhook_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    flash("Der Webhook ist gelöscht.", "erfolg")
    return redirect(url_for("webhooks.zeige"))


def _liste(e: Mapping[str, Any], fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    alle = abonnements.liste(tuer.wer())
    return render_template("webhooks.html", alle=alle, e=e, fehler=fehler or {}, typen=list(TITEL.items()))


def _seite(
    webhook_id: str,
    e: Mapping[str, Any] | None = None,
    fehler: Mapping[str, Sequence[str]] | None = None,
    *,
    klar: str = "",
) -> str:
    if fehler:
        db.session.rollback()
    webhook = abonnements.hole(webhook_id, tuer.wer())
    seite = nachrichten.sendungen(webhook_id, tuer.wer(), nach=request.args.get("nach"))
    jetziges = {"url": webhook.url, "bezeichnung": webhook.bezeichnung, "aktiv": webhook.aktiv}
    return render_template(
        "webhook.html",
        w=webhook,
        e=e or jetziges | {"typen": sorted(_typen(webhook.arten))},
        fehler=fehler or {},
        klar=klar,
        sendungen=seite.zeilen,
        weiter=seite.weiter,
        zustaende=ZUSTAENDE,
        typen=list(TITEL.items()),
    )


def _eingabe() -> dict[str, Any]:
    form = request.form
    typen = [typ for typ in form.getlist("typen") if typ in TITEL]
    return {"url": form.get("url", "").strip(), "bezeichnung": form.get("bezeichnung", "").strip(), "typen": typen}


def _arten(typen: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{typ}.{vorgang}" for typ in typen for vorgang in Vorgang)


def _typen(arten: Sequence[str]) -> set[str]:
    return {art.partition(".")[0] for art in arten}


def _fehler(abgelehnt: EingabeUngueltig | AdresseVerweigert) -> Mapping[str, Sequence[str]]:
    if isinstance(abgelehnt, AdresseVerweigert):
        return {"url": [abgelehnt.satz]}
    return abgelehnt.felder or {"_": [abgelehnt.satz]}


def _zurueck(webhook_id: str, satz: str) -> Response:
    flash(satz, "erfolg")
    return redirect(url_for("webhooks.einer", webhook_id=webhook_id))
