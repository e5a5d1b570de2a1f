"""Somebody's access, as the administration of the system sees and changes it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import zugaenge, zweiter_faktor
from vorlagen.web import tuer
from vorlagen.web.einmalig import einmalig
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("zugaenge", __name__, sicht=Sicht.VERWALTUNG, url_prefix="/verwaltung/personen/<person_id>/zugang")


@tafel.get("")
def zeige(person_id: str) -> str:
    """Whether and how this person can log in, and what may be done about it."""
    return _seite(person_id)


@tafel.post("/einladung")
@einmalig
def lade_ein(person_id: str) -> Response | tuple[str, int]:
    """Send a link by mail."""
    try:
        zugaenge.lade_ein(person_id, geheimnis=tuer.geheimnis(), wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as abgelehnt:
        return _seite(person_id, abgelehnt.satz), 422
    return _zurueck(person_id, "Die Mail mit dem Link liegt im Postausgang.")


@tafel.post("/sperre")
def sperre(person_id: str) -> Response | tuple[str, int]:
    """Lock the person out."""
    try:
        zugaenge.sperre(person_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as abgelehnt:
        return _seite(person_id, abgelehnt.satz), 422
    return _zurueck(person_id, "Die Person ist gesperrt und überall abgemeldet.")


@tafel.post("/entsperrung")
def entsperre(person_id: str) -> Response | tuple[str, int]:
    """Let the person in again."""
    try:
        zugaenge.entsperre(person_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as abgelehnt:
        return _seite(person_id, abgelehnt.satz), 422
    return _zurueck(person_id, "Die Sperre ist aufgehoben.")


@tafel.post("/abmeldung")
def melde_ab(person_id: str) -> Response:
    """End the person's sessions."""
    zugaenge.melde_ueberall_ab(person_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return _zurueck(person_id, "Alle Anmeldungen der Person sind beendet.")


@tafel.post("/zweiter-faktor")
def setze_faktor_zurueck(person_id: str) -> Response | tuple[str, int]:
    """Take the second factor away, because the telephone is lost."""
    try:
        zugaenge.setze_faktor_zurueck(person_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as abgelehnt:
        return _seite(person_id, abgelehnt.satz), 422
    return _zurueck(person_id, "Der zweite Faktor ist ausgeschaltet. Die Person bekommt eine Mail.")


def _seite(person_id: str, satz: str = "") -> str:
    person = zugaenge.person(person_id, wer=tuer.wer())
    return render_template("zugang.html", person=person, faktor=zweiter_faktor.stand(person.id).seit, satz=satz)


def _zurueck(person_id: str, satz: str) -> Response:
    flash(satz, "erfolg")
    return redirect(url_for("zugaenge.zeige", person_id=person_id))
