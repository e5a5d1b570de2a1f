"""One's own tokens for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import AnmeldungGesperrt, EingabeUngueltig
from vorlagen.services import tokenerstellung, zugangstoken, zweiter_faktor
from vorlagen.services.wer import Umfang
from vorlagen.web import tuer
from vorlagen.web.einmalig import formwort
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("kontozugang", __name__, sicht=Sicht.KONTO, url_prefix="/konto/zugang")

UMFANG = {
    Umfang.LESEN: "Lesen",
    Umfang.SCHREIBEN: "Lesen und schreiben: Vorlagen, Sitzungen, Ergebnisse",
    Umfang.VERWALTEN: "Alles, was ich darf, auch Personen, Ämter und Gremien",
}
NEU = {"name": "", "umfang": Umfang.LESEN.value, "tage": str(zugangstoken.UEBLICHE_TAGE)}


@tafel.get("")
def zeige() -> str:
    """The tokens, and a form for a new one."""
    return _seite(NEU)


@tafel.post("")
def erstelle() -> str | tuple[str, int]:
    """Make a token and show it, once; that is why there is no redirect, and a second click shows the same."""
    eingabe = {name: request.form.get(name, "").strip() for name in NEU}
    try:
        token = tokenerstellung.erstelle(
            name=eingabe["name"],
            umfang=_umfang(eingabe["umfang"]),
            tage=int(eingabe["tage"]) if eingabe["tage"].isascii() and eingabe["tage"].isdigit() else 0,
            wer=tuer.wer(),
            jetzt=tuer.jetzt(),
            geheimnis=tuer.geheimnis(),
            code=request.form.get("code", ""),
            formular=formwort(),
        )
    except (EingabeUngueltig, AnmeldungGesperrt) as abgelehnt:
        db.session.rollback()
        return _seite(eingabe, fehler=getattr(abgelehnt, "felder", None) or {"code": [abgelehnt.satz]}), 422
    return _seite(NEU, token=token)


@tafel.post("/<token_id>/widerrufen")
def widerrufe(token_id: str) -> Response:
    """Revoke a token."""
    zugangstoken.widerrufe(token_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    flash("Das Token ist widerrufen und öffnet nichts mehr.", "erfolg")
    return redirect(url_for("kontozugang.zeige"))


def _seite(eingabe: Mapping[str, str], *, token: str = "", fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    return render_template(
        "konto_zugang.html",
        e=eingabe,
        fehler=fehler or {},
        token=token,
        liste=zugangstoken.liste(tuer.wer()),
        mit_faktor=zweiter_faktor.stand(tuer.wer().id).seit is not None,
        jetzt=tuer.jetzt(),
        umfang=[(umfang.value, text) for umfang, text in UMFANG.items()],
        laengste=zugangstoken.LAENGSTE_TAGE,
    )


def _umfang(eingabe: str) -> Umfang:
    try:
        return Umfang(eingabe)
    except ValueError:
        satz = "Bitte wählen Sie, was das Programm darf."
        raise EingabeUngueltig(satz, {"umfang": [satz]}) from None
