"""The way of a released paper through the bodies, as the Gremiendienst changes it; and where it was referred to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, Fachfehler, NichtBerechtigt, ZwischenzeitlichGeaendert
from vorlagen.models import Vorlage
from vorlagen.services import folgeaenderung, folgebindung, kanten, stammdaten
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import hole
from vorlagen.web import tuer
from vorlagen.web.fehler import STATUS
from vorlagen.web.formulare import folge, handgriffe, vergleich
from vorlagen.web.formulare.auswahl import auswahl
from vorlagen.web.formulare.entwurf import Entwurf, zeilenzahl
from vorlagen.web.formulare.folge import Stationszeile
from vorlagen.web.formulare.werte import als_fehler, pruefe
from vorlagen.web.formulare.zahlen import version
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.workflow.engine import BedingungOffen

tafel = Seitentafel("folge", __name__, sicht=Sicht.ANGEMELDET)
_WEG = "/vorlagen/<vorlage_id>/beratungsfolge"
Zeilen = Sequence[Stationszeile]


@tafel.get(_WEG)
def zeige(vorlage_id: str) -> str:
    """The stages as they are."""
    vorlage = _hole(vorlage_id)
    return _seite(vorlage, folge.zeilen(vorlage))


@tafel.post(_WEG)
def aendere(vorlage_id: str) -> Response | str | tuple[str, int]:
    """Save the stages, or show the form again with what was typed and what stands against it."""
    vorlage = _hole(vorlage_id)
    getippt = folge.lies(request.form, zeilenzahl(request.form, "folge-anzahl"))
    was, _, woran = request.form.get("aktion", "").partition("-")
    if was == "station":
        return _seite(vorlage, handgriffe.ordne(getippt, woran), gesehen=version(request.form))
    # What stands is compared with nothing, so that the whole Beratungsfolge is checked and sent.
    geprueft = pruefe(Entwurf(folge=getippt), Entwurf(), vorlage, ablauf_von(vorlage), vorlage.koerperschaft_id)
    if geprueft.fehler:
        return _seite(vorlage, getippt, geprueft.fehler, gesehen=version(request.form)), 422
    try:
        geaendert = folgeaenderung.aendere(
            vorlage_id,
            geprueft.werte.get("beratungsfolge", ()),
            version=version(request.form),
            wer=tuer.wer(),
            jetzt=tuer.jetzt(),
            bemerkung=request.form.get("bemerkung"),
        )
    except (EingabeUngueltig, BedingungOffen, NichtBerechtigt) as fehler:
        return _noch_einmal(vorlage_id, getippt, fehler, gesehen=version(request.form))
    except ZwischenzeitlichGeaendert as fehler:
        return _noch_einmal(vorlage_id, getippt, fehler, gesehen=None)
    flash(
        "Die Beratungsfolge ist geändert." if geaendert else "An der Beratungsfolge hat sich nichts geändert.", "erfolg"
    )
    return redirect(url_for("vorlage.zeige", vorlage_id=vorlage_id))


@tafel.post("/vorlagen/<vorlage_id>/beratungen/<beratung_id>/verweisung")
def benenne(vorlage_id: str, beratung_id: str) -> Response | tuple[str, int]:
    """Say to which bodies the paper was referred."""
    try:
        folgeaenderung.benenne_verweisung(
            vorlage_id,
            beratung_id,
            request.form.getlist("verwiesen_an"),
            version=version(request.form),
            wer=tuer.wer(),
            jetzt=tuer.jetzt(),
        )
    except (EingabeUngueltig, BedingungOffen, ZwischenzeitlichGeaendert) as fehler:
        return _noch_einmal(vorlage_id, None, fehler, gesehen=None)
    flash("Die Verweisung ist benannt; die Beratungsfolge ist ergänzt.", "erfolg")
    return redirect(url_for("vorlage.zeige", vorlage_id=vorlage_id))


def _hole(vorlage_id: str) -> Vorlage:
    """The paper, for those who may change its way."""
    db.session.rollback()
    vorlage, _ = hole(vorlage_id, tuer.wer())
    if not folgeaenderung.darf(vorlage, tuer.wer()):
        raise NichtBerechtigt("Die Beratungsfolge einer freigegebenen Vorlage ändert der Gremiendienst.")
    return vorlage


def _noch_einmal(
    vorlage_id: str, getippt: Zeilen | None, fehler: Fachfehler, *, gesehen: int | None
) -> tuple[str, int]:
    """The form with what was typed; after somebody else's change the current version counts from now on."""
    vorlage = _hole(vorlage_id)
    gruende = [grund.text for grund in getattr(fehler, "gruende", ())]
    saetze = {"_": gruende} if gruende else als_fehler(getattr(fehler, "felder", {}), fehler.satz)
    zeilen = folge.zeilen(vorlage) if getippt is None else getippt
    konflikt = isinstance(fehler, ZwischenzeitlichGeaendert)
    return _seite(vorlage, zeilen, saetze, gesehen=gesehen, konflikt=konflikt), STATUS[type(fehler)]


def _seite(
    vorlage: Vorlage,
    zeilen: Zeilen,
    fehler: Mapping[str, Sequence[str]] | None = None,
    *,
    gesehen: int | None = None,
    konflikt: bool = False,
) -> str:
    """The form. `gesehen` is the version that the person saw; without it the current one counts from now on."""
    getippt, gespeichert = Entwurf(folge=tuple(zeilen)), Entwurf(folge=folge.zeilen(vorlage))
    moeglich = auswahl(tuer.wer(), vorlage, getippt, jetzt=tuer.jetzt())
    behandelt = {b.id: b for b in vorlage.beratungen if folgebindung.ist_gebunden(b)}
    return render_template(
        "beratungsfolge.html",
        vorlage=vorlage,
        e=getippt,
        auswahl=moeglich,
        behandelt=behandelt,
        steht={beratung_id for beratung_id, b in behandelt.items() if folgebindung.steht(b)},
        erledigt={beratung_id for beratung_id, b in behandelt.items() if folgebindung.ist_erledigt(b)},
        unbenannte=[(b, kanten.name(b)) for b in folgeaenderung.unbenannte(vorlage)],
        gremien=[(gremium.id, gremium.name) for gremium in stammdaten.gremien(vorlage.koerperschaft_id)],
        gruende=tuple(folgeaenderung.warum_nicht(vorlage)),
        gesehen=vorlage.version if gesehen is None else gesehen,
        stand=vergleich.gespeichertes(getippt, gespeichert, moeglich, ()) if konflikt else {},
        bemerkung=request.form.get("bemerkung", ""),
        fehler=fehler or {},
    )
