"""Setting up one's own second factor."""

from __future__ import annotations

from collections.abc import Callable

import segno
from flask import flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import AnmeldungGesperrt, EingabeUngueltig
from vorlagen.services import totp, zweiter_faktor
from vorlagen.web import tuer
from vorlagen.web.sicht import Seitentafel, Sicht, fuer

tafel = Seitentafel("zweiter_faktor", __name__, sicht=Sicht.KONTO, url_prefix="/konto/zweiter-faktor")


@tafel.get("")
@fuer(Sicht.VOR_DEM_FAKTOR)
def zeige() -> str:
    """How it stands, and the next step."""
    return _seite()


@tafel.post("/einrichtung")
@fuer(Sicht.VOR_DEM_FAKTOR)
def beginne() -> Response:
    """Make a secret for the telephone; the page then shows it as a QR code."""
    zweiter_faktor.beginne(wer=tuer.wer(), geheimnis=tuer.geheimnis())
    return redirect(url_for("zweiter_faktor.zeige"))


@tafel.post("/bestaetigung")
@fuer(Sicht.VOR_DEM_FAKTOR)
def bestaetige() -> str | tuple[str, int]:
    """Switch it on with a first code and show the spare codes, once; that is why there is no redirect."""
    return _mit_codes(zweiter_faktor.bestaetige)


@tafel.post("/ersatzcodes")
def erneuere() -> str | tuple[str, int]:
    """New spare codes."""
    return _mit_codes(zweiter_faktor.neue_ersatzcodes)


@tafel.post("/aus")
def schalte_aus() -> Response | tuple[str, int]:
    """Switch it off."""
    try:
        zweiter_faktor.schalte_aus(
            request.form.get("code_aus", ""),
            wer=tuer.wer(),
            geheimnis=tuer.geheimnis(),
            jetzt=tuer.jetzt(),
            betreuung=_auch_betreuung(),
        )
    except (EingabeUngueltig, AnmeldungGesperrt) as abgelehnt:
        return _seite(satz=abgelehnt.satz), 422
    flash("Der zweite Faktor ist ausgeschaltet.", "erfolg")
    return redirect(url_for("konto.zeige"))


def _mit_codes(tat: Callable[..., tuple[str, ...]]) -> str | tuple[str, int]:
    try:
        codes = tat(request.form.get("code", ""), wer=tuer.wer(), geheimnis=tuer.geheimnis(), jetzt=tuer.jetzt())
    except (EingabeUngueltig, AnmeldungGesperrt) as abgelehnt:
        return _seite(satz=abgelehnt.satz), 422
    return _seite(codes=codes)


def _seite(*, satz: str = "", codes: tuple[str, ...] = ()) -> str:
    db.session.rollback()
    wer = tuer.wer()
    geheimnis = zweiter_faktor.begonnenes(wer=wer, geheimnis=tuer.geheimnis())
    return render_template(
        "zweiter_faktor.html",
        stand=zweiter_faktor.stand(wer.id),
        verlangt=zweiter_faktor.verlangt(wer, betreuung=_auch_betreuung()),
        geheimnis=geheimnis,
        bild=_bild(totp.adresse(geheimnis, konto=wer.anmeldename, dienst="Vorlagen")) if geheimnis else None,
        codes=codes,
        satz=satz,
    )


def _auch_betreuung() -> bool:
    return tuer.einstellungen().einlass.betreuung_zweiter_faktor


def _bild(adresse: str) -> Markup:
    """The QR code as SVG: without style or script, so that the strict CSP has nothing against it."""
    svg = segno.make(adresse, error="m", micro=False).svg_inline(
        scale=5, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=False
    )
    return Markup(svg)  # noqa: S704 - drawn by the library out of numbers; no text of the address stands in it
