"""Meetings and items as JSON. What is not public has a place of its own that others are never sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vorlagen.models import Befangenheit, Sitzung, Tagesordnungspunkt
from vorlagen.services import anwesenheiten, beschlussfaehigkeit, sitzungen, sitzungspruefung, tagesordnungsbild
from vorlagen.services.beschlussfaehigkeit import Beschlussfaehigkeit
from vorlagen.services.oeffentlich import OeffentlicherPunkt
from vorlagen.services.oeffentlich import sitzung as fuer_alle
from vorlagen.services.tagesordnungsbild import Gesehen
from vorlagen.web import tuer
from vorlagen.web.api import oeffentlich
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.projektion import zeit
from vorlagen.web.worte import heute


def sitzung_als_json(sitzung_id: str) -> dict[str, Any]:
    """A meeting with its agenda as the person at the door sees it."""
    sitzung, wer = sitzungen.hole(sitzung_id), tuer.wer()
    bild = kurz_als_json(sitzung)
    if sitzungen.ist_gremiendienst(sitzung.gremium_id, wer):
        bild["pruefung"] = [
            {"code": punkt.code, "satz": punkt.satz, "stufe": punkt.stufe, "vorlage": punkt.vorlage_id}
            for punkt in sitzungspruefung.pruefe(sitzung, wer=wer, heute=heute(tuer.jetzt()))
        ]
    return bild | {"tagesordnung": tops_als_json(sitzung, tagesordnungsbild.bild(sitzung, wer))}


def kurz_als_json(sitzung: Sitzung) -> dict[str, Any]:
    """A meeting without its agenda. Its version counts what happens in the non-public part as well."""
    dienst = sitzungen.ist_gremiendienst(sitzung.gremium_id, tuer.wer())
    return oeffentlich.sitzung(fuer_alle(sitzung)) | ({"version": sitzung.version} if dienst else {})


def tops_als_json(sitzung: Sitzung, punkte: Sequence[Gesehen]) -> list[dict[str, Any]]:
    """Items with their papers, as `tagesordnungsbild.bild` gives them."""
    bilder = [_top(top, papier) for top, papier in punkte]
    if not sitzungen.ist_gremiendienst(sitzung.gremium_id, tuer.wer()):
        return bilder
    ganze = [top for top, _ in punkte if isinstance(top, Tagesordnungspunkt)]
    faehig = beschlussfaehigkeit.fuer_punkte(sitzung, ganze)
    befangene = anwesenheiten.befangene_je_punkt(sitzung.id)
    interne = {top.id: _intern(top, faehig[top.id], befangene.get(top.id, ())) for top in ganze}
    return [bild | {"intern": interne[bild["id"]]} for bild in bilder]


def _top(top: Tagesordnungspunkt | OeffentlicherPunkt, papier: Any) -> dict[str, Any]:
    grund = None if isinstance(top, OeffentlicherPunkt) or top.oeffentlich else top.begruendung_nichtoeffentlich or None
    return {
        "id": top.id,
        "sitzung": top.sitzung_id,
        "top": top.zeichen,
        "oeffentlich": top.oeffentlich,
        "titel": top.titel,
        "beratung": papier.id if papier else None,
        "art": papier.art if papier else None,
        "vorlage": {"id": papier.vorlage_id, "nummer": papier.nummer, "betreff": papier.betreff} if papier else None,
        "ergebnis": top.ergebnis,
        "ausgang": top.ausgang,
        "aufnahme": top.aufnahme,
        "nachtrag": top.nachtrag,
        "en_bloc": top.en_bloc,
        "abgesetzt": top.ist_abgesetzt,
        "zugelassen": top.zugelassen,
        "links": {"self": adresse("tops", top.id)},
    } | ({} if top.oeffentlich else {"begruendung_nichtoeffentlich": grund})


def _intern(top: Tagesordnungspunkt, faehig: Beschlussfaehigkeit, befangene: Sequence[Befangenheit]) -> dict[str, Any]:
    return {
        "begruendung": top.begruendung,
        "urteil": list(top.urteil),
        "absetzungsgrund": top.abgesetzt,
        "protokoll": top.protokoll,
        "aufgerufen": zeit(top.aufgerufen),
        "befangen": [zeile.anwesenheit_id for zeile in befangene],
        "beschlussfaehig": faehig.gegeben,
        "stimmberechtigt": faehig.stimmberechtigt,
    }
