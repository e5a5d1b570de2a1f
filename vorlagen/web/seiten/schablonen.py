"""The town's Word templates: what is printed with, uploading, looking at a specimen, releasing, going back."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.dateien.arten import DOCX
from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import schablonenwahl, stammdaten
from vorlagen.services.hausschablonen import Gebrauch
from vorlagen.web import tuer
from vorlagen.web.api.dateien import schicke
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("schablonen", __name__, sicht=Sicht.VERWALTUNG, url_prefix="/verwaltung/schablonen")
KEINE_DATEI = "Bitte wählen Sie eine Word-Datei (.docx)."


@tafel.get("")
def zeige() -> str:
    """Every kind of document and whose template it is printed with."""
    return render_template("schablonen.html", arten=schablonenwahl.liste(tuer.wer()))


@tafel.get("/<art>")
def eine(art: str) -> str:
    """One kind: the template in use, the town's own versions, what a template may say."""
    return _seite(art)


@tafel.post("/<art>")
def lade_hoch(art: str) -> Response | tuple[str, int]:
    """Keep another version; with a fault it is not kept, and the page says where and what."""
    datei = request.files.get("datei")
    inhalt = datei.stream.read() if datei else b""
    if datei is None or not inhalt:
        return _seite(art, [KEINE_DATEI]), 422
    try:
        schablonenwahl.lade_hoch(art, datei.filename or "", inhalt, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as abgelehnt:
        return _seite(art, abgelehnt.felder["datei"]), 422
    flash("Die Schablone ist geprüft und liegt bereit. Sehen Sie sich die Probe an, bevor Sie sie freigeben.", "erfolg")
    return redirect(url_for("schablonen.eine", art=art))


@tafel.post("/<art>/ruecknahme")
def nimm_zurueck(art: str) -> Response:
    """Print without a version of the town's own again."""
    schablonenwahl.nimm_zurueck(art, wer=tuer.wer(), jetzt=tuer.jetzt())
    flash("Gedruckt wird wieder ohne eigene Schablone. Die Fassungen bleiben.", "erfolg")
    return redirect(url_for("schablonen.eine", art=art))


@tafel.get("/<art>/datei")
def datei(art: str) -> Response:
    """The template in use, to begin one's own with."""
    gebraucht = schablonenwahl.stand(art, tuer.wer()).gebraucht
    return schicke(gebraucht.inhalt, name=f"{art}.docx", typ=DOCX.typ, sha256=gebraucht.sha256)


@tafel.get("/<art>/probe")
def probe(art: str) -> Response:
    """A specimen as it would be printed now."""
    druck = schablonenwahl.probe_in_gebrauch(art, tuer.wer())
    return schicke(druck.inhalt, name=druck.name, typ=DOCX.typ, sha256=druck.sha256)


@tafel.get("/fassungen/<schablone_id>/datei")
def fassung(schablone_id: str) -> Response:
    """One version as it was uploaded."""
    schablone = schablonenwahl.lies(schablone_id, tuer.wer())
    return schicke(schablone.inhalt, name=schablone.dateiname, typ=DOCX.typ, sha256=schablone.sha256)


@tafel.get("/fassungen/<schablone_id>/probe")
def probe_der_fassung(schablone_id: str) -> Response:
    """A specimen printed with that version."""
    druck = schablonenwahl.probe(schablone_id, tuer.wer())
    return schicke(druck.inhalt, name=druck.name, typ=DOCX.typ, sha256=druck.sha256)


@tafel.post("/fassungen/<schablone_id>/freigabe")
def gib_frei(schablone_id: str) -> Response | tuple[str, int]:
    """Print with that version from now on."""
    art = schablonenwahl.lies(schablone_id, tuer.wer()).art
    try:
        summe = request.form.get("sha256", "")
        schablonenwahl.gib_frei(schablone_id, sha256=summe, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as abgelehnt:
        return _seite(art, abgelehnt.felder["datei"]), 422
    flash("Ab jetzt wird mit dieser Fassung gedruckt. Was schon gedruckt ist, bleibt.", "erfolg")
    return redirect(url_for("schablonen.eine", art=art))


@tafel.app_template_filter()
def herkunft(gebraucht: Gebrauch) -> str:
    """Whose template it is, in words."""
    if gebraucht.eigene is not None:
        return f"eigene Fassung {gebraucht.eigene.nr}"
    worte = {"vorlagen": "mitgeliefert", "ordner": "von der IT im Ordner der Installation"}
    return worte.get(gebraucht.herkunft) or f"aus dem Paket „{gebraucht.herkunft}“"


def _seite(art: str, fehler: Sequence[str] = ()) -> str:
    db.session.rollback()
    wer = tuer.wer()
    fassungen = schablonenwahl.fassungen(art, wer)
    personen = {kennung for f in fassungen for kennung in (f.von_id, f.freigegeben_von_id) if kennung}
    return render_template(
        "schablone.html",
        stand=schablonenwahl.stand(art, wer),
        fassungen=fassungen,
        namen=stammdaten.namen(personen),
        fehler={"datei": list(fehler)} if fehler else {},
    )
