"""A draft edited in Word: handing the file out, looking at what came back, taking it over field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.fehler import EingabeUngueltig, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.services import arbeitskopien, bearbeitungsdatei
from vorlagen.services.bearbeitungsdatei import Aenderung, Mitgebrachtes
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.vorlagen import pruefe_bearbeitbar
from vorlagen.web import tuer
from vorlagen.web.ansichten.fassungsvergleich import gruppen
from vorlagen.web.api.dateien import schicke_word
from vorlagen.web.formulare import annahme, ausword
from vorlagen.web.formulare.ausword import LASSEN, WORD
from vorlagen.web.formulare.werte import als_fehler
from vorlagen.web.formulare.zahlen import version
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("ausword", __name__, sicht=Sicht.ANGEMELDET)

_WAHL = "Bitte wählen Sie, was gelten soll."
_INZWISCHEN = "Inzwischen hat jemand den Entwurf gespeichert. Bitte sehen Sie noch einmal durch, was gelten soll."


@tafel.get("/vorlagen/<vorlage_id>/word")
def zeige(vorlage_id: str) -> str:
    """How it works, the file, and where to bring it back."""
    return _seite(vorlage_id)


@tafel.get("/vorlagen/<vorlage_id>/word/datei")
def hole_datei(vorlage_id: str) -> Response:
    """The draft with its fields marked."""
    druck = bearbeitungsdatei.gib_heraus(vorlage_id, geheimnis=tuer.geheimnis(), wer=tuer.wer(), jetzt=tuer.jetzt())
    return schicke_word(druck)


@tafel.post("/vorlagen/<vorlage_id>/word")
def nimm_an(vorlage_id: str) -> str | tuple[str, int]:
    """What the file changed, beside what stands here; nothing is taken over yet."""
    datei = request.files.get("datei")
    inhalt = datei.stream.read() if datei else b""
    try:
        gebracht = bearbeitungsdatei.nimm_an(vorlage_id, inhalt, geheimnis=tuer.geheimnis(), wer=tuer.wer())
    except EingabeUngueltig as fehler:
        return _seite(vorlage_id, fehler=fehler.felder), 422
    return _seite(vorlage_id, gebracht)


@tafel.post("/vorlagen/<vorlage_id>/word/uebernahme")
def uebernimm(vorlage_id: str) -> Response | str | tuple[str, int]:
    """Save the fields that the person chose; asked again if the draft is another one by now."""
    wer = tuer.wer()
    try:
        gebracht = ausword.aus_text(request.form.get("mitgebracht", ""))
    except EingabeUngueltig as fehler:
        return _seite(vorlage_id, fehler=fehler.felder), 422
    stand = annahme.geladenes(vorlage_id, wer)
    if stand.vorlage is None or stand.version != version(request.form):
        return _seite(vorlage_id, gebracht, {"_": [_INZWISCHEN]}), 409
    zur_wahl = bearbeitungsdatei.bringe_zusammen(stand.vorlage, gebracht)
    offen = {f"wahl-{eine.feld.name}": [_WAHL] for eine in zur_wahl if _wahl(eine) not in (WORD, LASSEN)}
    if offen:
        return _seite(vorlage_id, gebracht, offen), 422
    gewaehlt = {eine.feld.name: eine.aus_word for eine in zur_wahl if _wahl(eine) == WORD}
    pruefung = stand.mit(ausword.mit(stand.entwurf, gewaehlt)).geprueft()
    if pruefung.fehler:
        return _seite(vorlage_id, gebracht, _an_der_wahl(pruefung.fehler)), 422
    try:
        arbeitskopien.aendere(
            vorlage_id, pruefung.werte, version=stand.version or 0, fenster=(), wer=wer, jetzt=tuer.jetzt()
        )
    except EingabeUngueltig as fehler:
        return _seite(vorlage_id, gebracht, _an_der_wahl(als_fehler(fehler.felder, fehler.satz))), 422
    except ZwischenzeitlichGeaendert:
        return _seite(vorlage_id, gebracht, {"_": [_INZWISCHEN]}), 409
    titel = ", ".join(eine.feld.titel for eine in zur_wahl if eine.feld.name in gewaehlt)
    flash(f"Aus Word übernommen und gespeichert: {titel}." if titel else "Der Entwurf ist, wie er war.", "erfolg")
    return redirect(url_for("entwurf.bearbeite", vorlage_id=vorlage_id))


def _seite(
    vorlage_id: str, gebracht: Mitgebrachtes | None = None, fehler: Mapping[str, Sequence[str]] | None = None
) -> str:
    wer = tuer.wer()
    stand = annahme.geladenes(vorlage_id, wer)
    vorlage, _ = hole(vorlage_id, wer)
    pruefe_bearbeitbar(vorlage, wer)
    if not bearbeitungsdatei.darf(vorlage):
        raise NichtGefunden("Für diese Art von Vorlage gibt es kein Word-Dokument.")
    aenderungen = bearbeitungsdatei.bringe_zusammen(vorlage, gebracht) if gebracht else ()
    return render_template(
        "ausword.html",
        vorlage=vorlage,
        version=stand.version,
        gebracht=gebracht,
        mitgebracht=ausword.als_text(gebracht) if gebracht else "",
        aenderungen=[(eine, _wahl(eine), *_bilder(eine)) for eine in aenderungen],
        fehler=fehler or {},
    )


def _wahl(eine: Aenderung) -> str:
    """What the person chose; unasked what only Word changed is to be taken over, what both changed is to be said."""
    return request.form.get(f"wahl-{eine.feld.name}", "" if eine.strittig else WORD)


def _bilder(eine: Aenderung) -> tuple[object, object]:
    """What Word changed, and what was changed here meanwhile."""
    return gruppen(eine.grundlage, eine.aus_word), gruppen(eine.grundlage, eine.feld.wert) if eine.strittig else ()


def _an_der_wahl(fehler: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """A refusal stands at the choice of its field."""
    return {name if name == "_" else f"wahl-{name}": saetze for name, saetze in fehler.items()}
