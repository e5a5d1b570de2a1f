"""Taking another council information system over: asking for a run, watching it, reading what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import AdresseVerweigert, EingabeUngueltig
from vorlagen.services import einfuhr
from vorlagen.services.einfuhr import bruecke
from vorlagen.web import tuer
from vorlagen.web.formulare.werte import als_fehler
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("einfuhr", __name__, sicht=Sicht.VERWALTUNG, url_prefix="/verwaltung/einfuhr")

ZUSTAENDE: Final = {
    "wartet": ("Wartet", "info"),
    "laeuft": ("Läuft", "info"),
    "vollstaendig": ("Vollständig", "erfolg"),
    "unvollstaendig": ("Unvollständig", "warnung"),
    "abgebrochen": ("Abgebrochen", "ruhig"),
}


@tafel.get("")
def zeige() -> str:
    """All runs of the town, and a form for one more."""
    return _liste({"url": "", "seit_zuletzt": False, "mit_dateien": False})


@tafel.post("")
def beginne() -> Response | tuple[str, int]:
    """Ask for a run; the clock carries it out."""
    eingabe: dict[str, Any] = {
        "url": request.form.get("url", "").strip(),
        "seit_zuletzt": bool(request.form.get("seit_zuletzt")),
        "mit_dateien": bool(request.form.get("mit_dateien")),
    }
    try:
        lauf_id = einfuhr.bestelle(
            eingabe["url"],
            seit_zuletzt=eingabe["seit_zuletzt"],
            mit_dateien=eingabe["mit_dateien"],
            erlaubte=tuer.einstellungen().erlaubte_netze,
            wer=tuer.wer(),
            jetzt=tuer.jetzt(),
        )
    except (EingabeUngueltig, AdresseVerweigert) as abgelehnt:
        saetze = als_fehler(getattr(abgelehnt, "felder", None) or {"url": [abgelehnt.satz]}, abgelehnt.satz)
        return _liste(eingabe, saetze), 422
    flash("Die Einfuhr ist bestellt; sie beginnt in wenigen Sekunden.", "erfolg")
    return redirect(url_for("einfuhr.einer", lauf_id=lauf_id))


@tafel.get("/<lauf_id>")
def einer(lauf_id: str) -> str:
    """How far one run is, and what it found."""
    bericht = einfuhr.lies(lauf_id, wer=tuer.wer())
    fragen = bruecke.offene(tuer.wer().koerperschaft_id)
    return render_template("einfuhr_lauf.html", bericht=bericht, zustaende=ZUSTAENDE, fragen=fragen)


@tafel.post("/<lauf_id>/abbruch")
def brich_ab(lauf_id: str) -> Response:
    """Stop a run; what has come stays."""
    einfuhr.brich_ab(lauf_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    flash("Die Einfuhr ist abgebrochen. Was schon übernommen ist, bleibt.", "erfolg")
    return redirect(url_for("einfuhr.einer", lauf_id=lauf_id))


def _liste(eingabe: Mapping[str, Any], fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    db.session.rollback()
    laeufe = einfuhr.berichte(tuer.wer().koerperschaft_id)
    return render_template("einfuhr.html", laeufe=laeufe, e=eingabe, fehler=fehler or {}, zustaende=ZUSTAENDE)
