"""The town's own words: kinds of papers and result labels; for everybody to read, for the Verwaltung to change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response

from vorlagen.fehler import EingabeUngueltig, EinstellungUngueltig
from vorlagen.models import Bezeichnung, Vorlageart
from vorlagen.services import bezeichnungen, nummernprobe, stammdaten, vorlagearten
from vorlagen.services.vorlagearten import Angaben
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte, antworte_mit_liste, etag_von, pruefe_if_match
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.projektion import zeit
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.vokabular import (
    BezeichnungAus,
    BezeichnungEin,
    Bezeichnungsliste,
    EndeEin,
    Musterfrage,
    NachfolgeEin,
    NummernAus,
    VorlageartAenderung,
    VorlageartAus,
    VorlageartEin,
    Vorlageartenliste,
)
from vorlagen.web.sicht import Sicht, fuer
from vorlagen.web.worte import heute

tafel = Tafel("vokabulare", "Vorlagearten und Bezeichnungen", sicht=Sicht.ANGEMELDET)


@tafel.weg("GET", "/vorlagearten", "Alle Vorlagearten, auch die geschlossenen", gibt=Vorlageartenliste)
def arten() -> Response:
    return antworte_mit_liste([_als_json(art) for art in stammdaten.vorlagearten(tuer.wer().koerperschaft_id)])


@tafel.weg("POST", "/vorlagearten", "Eine Vorlageart anlegen", nimmt=VorlageartEin, gibt=VorlageartAus, status=201)
@fuer(Sicht.VERWALTUNG)
def art_anlegen(werte: dict[str, Any]) -> Response:
    return _antworte(vorlagearten.lege_an(Angaben(**werte), wer=tuer.wer(), jetzt=tuer.jetzt()), 201)


@tafel.weg(
    "GET", "/vorlagearten/<vorlageart_id>", "Eine Vorlageart", gibt=VorlageartAus, text="Nur für die Verwaltung."
)
@fuer(Sicht.VERWALTUNG)
def art_lesen(vorlageart_id: str) -> Response:
    return _antworte(vorlageart_id)


@tafel.weg(
    "PATCH",
    "/vorlagearten/<vorlageart_id>",
    "Eine Vorlageart umbenennen, schließen, anders nummerieren",
    nimmt=VorlageartAenderung,
    gibt=VorlageartAus,
    unter=("IF_MATCH",),
    text="Was fehlt, bleibt. Vergebene Nummern und laufende Vorlagen bleiben, wie sie sind.",
)
@fuer(Sicht.VERWALTUNG)
def art_aendern(werte: dict[str, Any], vorlageart_id: str) -> Response:
    art = vorlagearten.lies(vorlageart_id, tuer.wer())
    pruefe_if_match(etag_von(_als_json(art)))
    gesehen = vorlagearten.angaben(art)
    neu = replace(gesehen, **werte)
    vorlagearten.aendere(vorlageart_id, neu, gesehen=gesehen, wer=tuer.wer(), jetzt=tuer.jetzt())
    return _antworte(vorlageart_id)


@tafel.weg(
    "POST",
    "/vorlagearten/<vorlageart_id>/nachfolge",
    "Eine Vorlageart ab einem Tag umbenennen",
    nimmt=NachfolgeEin,
    gibt=VorlageartAus,
    status=201,
    text="Die bisherige endet am Tag davor; die neue hat denselben Ablauf und zählt dieselben Nummern weiter.",
)
@fuer(Sicht.VERWALTUNG)
def art_abloesen(werte: dict[str, Any], vorlageart_id: str) -> Response:
    neue = vorlagearten.loese_ab(vorlageart_id, werte["name"], ab=werte["ab"], wer=tuer.wer(), jetzt=tuer.jetzt())
    return _antworte(neue, 201)


@tafel.weg(
    "GET",
    "/vorlagearten/<vorlageart_id>/nummern",
    "Welche Nummern als nächste kämen",
    fragt=Musterfrage,
    gibt=NummernAus,
    text="Vergibt nichts. Nur für die Verwaltung.",
)
@fuer(Sicht.VERWALTUNG)
def nummern(frage: dict[str, Any], vorlageart_id: str) -> Response:
    wer, art = tuer.wer(), vorlagearten.lies(vorlageart_id, tuer.wer())
    muster = frage.get("muster", art.nummernmuster)
    try:
        probe = nummernprobe.probe(muster, art_id=art.id, wer=wer, heute=heute(tuer.jetzt()))
    except EinstellungUngueltig as falsch:
        raise EingabeUngueltig(falsch.satz, {"muster": [falsch.satz]}) from falsch
    zaehler = [{"zaehler": einer.name, "stand": einer.stand} for einer in nummernprobe.zaehler(muster, wer=wer)]
    return antworte(
        {
            "muster": muster,
            "naechste": list(probe.naechste),
            "stand": probe.stand,
            "hinweise": list(probe.hinweise),
            "zaehler": zaehler,
        }
    )


@tafel.weg("GET", "/bezeichnungen", "Was Bezeichnungen von Ergebnissen hier bedeuten", gibt=Bezeichnungsliste)
def worte() -> Response:
    return antworte_mit_liste([_wort(zeile) for zeile in bezeichnungen.der_stadt(tuer.wer().koerperschaft_id)])


@tafel.weg(
    "POST",
    "/bezeichnungen",
    "Festlegen, was eine Bezeichnung bedeutet",
    nimmt=BezeichnungEin,
    gibt=BezeichnungAus,
    status=201,
    text="Mit `ab` endet am Tag davor, was sie bisher bedeutete; ohne wird die jetzige Bedeutung berichtigt.",
)
@fuer(Sicht.VERWALTUNG)
def wort_festlegen(werte: dict[str, Any]) -> Response:
    neue = bezeichnungen.lege_fest(werte.pop("bezeichnung"), wer=tuer.wer(), jetzt=tuer.jetzt(), **werte)
    return antworte(_wort(bezeichnungen.lies(neue, tuer.wer())), 201, ort=adresse("bezeichnungen"))


@tafel.weg(
    "POST", "/bezeichnungen/<bezeichnung_id>/ende", "Eine Bedeutung enden lassen", nimmt=EndeEin, gibt=BezeichnungAus
)
@fuer(Sicht.VERWALTUNG)
def wort_beenden(werte: dict[str, Any], bezeichnung_id: str) -> Response:
    bezeichnungen.schliesse(bezeichnung_id, bis=werte["bis"], wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte(_wort(bezeichnungen.lies(bezeichnung_id, tuer.wer())))


@tafel.weg("DELETE", "/bezeichnungen/<bezeichnung_id>", "Eine Bedeutung streichen, die ein Irrtum war", status=204)
@fuer(Sicht.VERWALTUNG)
def wort_streichen(bezeichnung_id: str) -> Response:
    bezeichnungen.streiche(bezeichnung_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return Response(status=204)


def _antworte(vorlageart_id: str, status: int = 200) -> Response:
    bild = _als_json(vorlagearten.lies(vorlageart_id, tuer.wer()))
    return antworte(bild, status, ort=bild["links"]["self"] if status == 201 else None, etag=etag_von(bild))


def _als_json(art: Vorlageart) -> dict[str, Any]:
    return {
        "id": art.id,
        "name": art.name,
        "ablauf": art.ablauf,
        "nummernmuster": art.nummernmuster,
        "gueltig_von": zeit(art.gueltig_von),
        "gueltig_bis": zeit(art.gueltig_bis),
        "gilt": vorlagearten.gilt(art, heute(tuer.jetzt())),
        "links": {"self": adresse("vorlagearten", art.id)},
    }


def _wort(zeile: Bezeichnung) -> dict[str, Any]:
    return {
        "id": zeile.id,
        "bezeichnung": zeile.bezeichnung,
        "art": zeile.art,
        "ausgang": zeile.ausgang,
        "gueltig_von": zeit(zeile.gueltig_von),
        "gueltig_bis": zeit(zeile.gueltig_bis),
    }
