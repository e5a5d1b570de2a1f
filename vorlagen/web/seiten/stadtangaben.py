"""What a town says of itself, for its Verwaltung to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, ZwischenzeitlichGeaendert
from vorlagen.kalender import LAENDER
from vorlagen.services import stadtangaben
from vorlagen.services.stadtangaben import LAENGEN, Angaben
from vorlagen.web import tuer
from vorlagen.web.fehler import STATUS
from vorlagen.web.formulare.werte import als_fehler
from vorlagen.web.formulare.zahlen import version
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("stadtangaben", __name__, sicht=Sicht.VERWALTUNG)


@tafel.get("/verwaltung/koerperschaft")
def zeige() -> str:
    """What the town says of itself now."""
    return _seite()


@tafel.post("/verwaltung/koerperschaft")
def aendere() -> Response | tuple[str, int]:
    """Write it down; what was typed stays on the page if it will not do."""
    felder = {name: request.form.get(name, "").replace("\r\n", "\n").strip() for name in LAENGEN}
    datei = request.files.get("logo")
    logo = b"" if request.form.get("ohne_logo") else datei.read() or None if datei else None
    try:
        stadtangaben.aendere(
            Angaben(**felder),
            logo=logo,
            version=version(request.form),
            wer=tuer.wer(),
            jetzt=tuer.jetzt(),
            haus=tuer.einstellungen().adressen,
        )
    except (EingabeUngueltig, ZwischenzeitlichGeaendert) as fehler:
        saetze = als_fehler(getattr(fehler, "felder", {}), fehler.satz)
        return _seite({**felder, "version": request.form.get("version", "")}, saetze), STATUS[type(fehler)]
    flash("Die Angaben sind gespeichert.", "erfolg")
    return redirect(url_for("stadtangaben.zeige"))


def _seite(getippt: Mapping[str, str] | None = None, fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    db.session.rollback()
    stadt = stadtangaben.lies(tuer.wer())
    jetzige = asdict(Angaben(**{name: getattr(stadt, name) for name in LAENGEN})) | {"version": stadt.version}
    return render_template(
        "stadtangaben.html",
        stadt=stadt,
        e=getippt or jetzige,
        laender=LAENDER,
        schliesstage=", ".join(sorted(stadt.schliesstage)),
        fehler=fehler or {},
    )
