"""One table from what can go wrong to the answer: a page for people, problem JSON (RFC 9457) for programs."""

from __future__ import annotations

import json
import secrets
from typing import Any

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from vorlagen import fehler as f
from vorlagen.extensions import db
from vorlagen.pdf.presse import UmwandlungUnmoeglich
from vorlagen.ris import AntwortUnlesbar
from vorlagen.services import lesungen
from vorlagen.services.oparl.nachziehen import WirdAufgebaut
from vorlagen.web import nochmal, vorkommnisse
from vorlagen.web.fehlerworte import (
    NOCH_DA,
    SAETZE,
    TITEL,
    UEBERSCHRIFTEN,
    ZU_GROSSES_JSON,
    ZU_LANGER_TEXT,
    ZU_VIELE_DATEIEN,
)
from vorlagen.web.oeffentlich.tafel import ist_oeffentlich
from vorlagen.web.oparl.stoerung import ist_oparl, stoerung
from vorlagen.web.tuer import ist_api
from vorlagen.workflow.engine import BedingungOffen
from vorlagen.workflow.grund import Grund
from vorlagen.workflow.workflow import AblaufFehlerhaft

STATUS: dict[type[f.Fachfehler], int] = {
    f.AdresseUnbekannt: 400,
    f.NichtAngemeldet: 401,
    f.NichtBerechtigt: 403,
    f.UmfangReichtNicht: 403,
    f.AnmeldungAbgelehnt: 403,
    f.NichtGefunden: 404,
    f.VeroeffentlichungZurueckgenommen: 410,
    f.ZwischenzeitlichGeaendert: 409,
    f.Zusammenstoss: 409,
    BedingungOffen: 409,
    f.AnfrageLaeuft: 409,
    f.LinkUngueltig: 410,
    f.StelleUnbekannt: 410,
    f.StandUeberholt: 412,
    f.EingabeUngueltig: 422,
    f.AdresseVerweigert: 422,
    f.SchluesselAndersVerwendet: 422,
    f.SchabloneUngueltig: 422,
    f.AnmeldungGesperrt: 429,
    f.ZuVieleAnfragen: 429,
    AblaufFehlerhaft: 503,
    f.EinstellungUngueltig: 500,
    f.SichtFehlt: 500,
    f.AbrufGescheitert: 502,
    AntwortUnlesbar: 502,
    f.VersandGescheitert: 502,
    f.VersandUngewiss: 502,
    f.SchemaVeraltet: 503,
    WirdAufgebaut: 503,
    f.PruefungUnmoeglich: 503,
    UmwandlungUnmoeglich: 503,
}


def richte_ein(app: Flask) -> None:
    """Answer every error as the table says, and everything unforeseen without a trace of how."""
    app.register_error_handler(f.Fachfehler, antworte)
    app.register_error_handler(HTTPException, antworte_http)
    app.register_error_handler(Exception, _unvorhergesehen)


def antworte(fehler: f.Fachfehler) -> Response:
    """The answer to a refusal of the trade."""
    _nichts_gezeigt()
    vorkommnisse.abgelehnt(fehler)
    status = STATUS[type(fehler)]
    gruende, felder = getattr(fehler, "gruende", ()), getattr(fehler, "felder", {})
    antwort = _antwort(status, fehler.code, fehler.satz, gruende=gruende, felder=felder)
    if ist_api() and status == 401:
        antwort.headers["WWW-Authenticate"] = "Bearer"
    if ist_api() and isinstance(fehler, f.UmfangReichtNicht):
        antwort.headers["WWW-Authenticate"] = f'Bearer error="insufficient_scope", scope="{fehler.verlangt}"'
    if warten := getattr(fehler, "warten", None):
        antwort.headers["Retry-After"] = str(warten)
    return antwort


def antworte_http(fehler: HTTPException) -> Response:
    """The answer to what HTTP itself refuses; headers such as Allow and Retry-After are kept."""
    _nichts_gezeigt()
    status = fehler.code or 500
    satz = _zu_gross() if status == 413 else SAETZE.get(status, SAETZE[500] if status >= 500 else SAETZE[400])
    felder = getattr(fehler, "data", {}).get("messages", {}) if hasattr(fehler, "data") else {}
    antwort = _antwort(status, f"http-{status}", satz, felder=felder)
    for name, wert in fehler.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            antwort.headers[name] = wert
    return antwort


def problem(
    status: int,
    code: str,
    satz: str,
    *,
    gruende: tuple[Grund, ...] = (),
    felder: dict[str, Any] | None = None,
) -> Response:
    """A problem document (RFC 9457)."""
    koerper: dict[str, Any] = {
        "type": f"urn:vorlagen:problem:{code}",
        "title": TITEL.get(code) or SAETZE.get(status, "Das geht nicht"),
        "status": status,
        "code": code,
        "detail": satz,
    }
    if gruende:
        koerper["gruende"] = [grund_als_json(grund) for grund in gruende]
    if felder:
        koerper["felder"] = felder
    roh = json.dumps(koerper, ensure_ascii=False).encode(errors="replace")  # a name may come with half characters
    return Response(roh, status, mimetype="application/problem+json")


def grund_als_json(grund: Grund) -> dict[str, str | None]:
    """A Grund for programs."""
    return {name: getattr(grund, name) for name in ("code", "text", "abhilfe", "wer", "feld")}


def _nichts_gezeigt() -> None:
    """An error's answer says one sentence, whatever was opened before it came to that."""
    db.session.rollback()
    lesungen.nichts_gezeigt()


def _antwort(
    status: int, code: str, satz: str, *, gruende: tuple[Grund, ...] = (), felder: dict[str, Any] | None = None
) -> Response:
    """What programs read, or a page for people; whoever asks OParl knows no 422."""
    if ist_oparl():
        return stoerung(400 if status == 422 else status, code, satz)
    if ist_api():
        return problem(status, code, satz, gruende=gruende, felder=felder)
    draussen = ist_oeffentlich()
    seite = render_template(
        "oeffentlich/fehler.html" if draussen else "fehler.html",
        status=status,
        ueberschrift=UEBERSCHRIFTEN.get(status, "Das ging nicht" if status < 500 else "Störung"),
        satz=satz,
        gruende=gruende,
        eingaben=nochmal.eingaben() if not draussen and nochmal.lohnt(status, code) else (),
    )
    return Response(seite, status)


def _zu_gross() -> str:
    if request.is_json:
        return ZU_GROSSES_JSON
    dateien = (request.content_length or 0) > current_app.config["MAX_CONTENT_LENGTH"]
    satz = ZU_VIELE_DATEIEN if dateien else ZU_LANGER_TEXT
    return satz if ist_api() else f"{satz} {NOCH_DA}"


def _unvorhergesehen(fehler: Exception) -> Response:
    """What nobody foresaw: the log knows how, the answer only the number under which it stands there.

    The address is logged as a quoted text, so that a line break in it begins no line of its own.
    """
    if current_app.testing and current_app.config.get("FEHLER_ZEIGEN", True):
        raise fehler
    nummer = secrets.token_hex(4)
    current_app.logger.exception("Störung %s: %s %r", nummer, request.method, request.path)
    _nichts_gezeigt()
    satz = f"{SAETZE[500]} Wenn es wieder geschieht, nennen Sie Ihrer IT bitte die Nummer {nummer}."
    return _antwort(500, "unvorhergesehen", satz)
