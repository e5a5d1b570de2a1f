"""Meetings and items as JSON. What is not public has a place of its own that others are never sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vorlagen.models import Befangenheit, Sitzung, Tagesordnungspunkt
from vorlagen.services import anwesenheiten, beschlussfaehigkeit, sitzungen, sitzungspruefung, tagesordnung
from vorlagen.services.beschlussfaehigkeit import Beschlussfaehigkeit
from vorlagen.web import tuer
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
    return bild | {"tagesordnung": tops_als_json(sitzung, tagesordnung.punkte(sitzung, wer))}


def kurz_als_json(sitzung: Sitzung) -> dict[str, Any]:
    """A meeting without its agenda."""
    return {
        "id": sitzung.id,
        "gremium": {"id": sitzung.gremium_id, "name": sitzung.gremium.name},
        "beginn": zeit(sitzung.beginn),
        "ort": sitzung.ort,
        "status": sitzung.status,
        "version": sitzung.version,
        "steht_seit": zeit(sitzung.steht_seit),
        "fruehere_termine": list(sitzung.fruehere_termine),
        "absagegrund": sitzung.absagegrund,
        "ende": zeit(sitzung.ende),
        "links": {"self": adresse("sitzungen", sitzung.id)},
    }


def tops_als_json(sitzung: Sitzung, punkte: Sequence[tuple[Tagesordnungspunkt, Any]]) -> list[dict[str, Any]]:
    """Items with their papers' rows, as `tagesordnung.punkte` gives them."""
    if not sitzungen.ist_gremiendienst(sitzung.gremium_id, tuer.wer()):
        return [_top(top, papier) for top, papier in punkte]
    faehig = beschlussfaehigkeit.fuer_punkte(sitzung, [top for top, _ in punkte])
    befangene = anwesenheiten.befangene_je_punkt(sitzung.id)
    return [
        _top(top, papier) | {"intern": _intern(top, faehig[top.id], befangene.get(top.id, ()))}
        for top, papier in punkte
    ]


def _top(top: Tagesordnungspunkt, papier: Any) -> dict[str, Any]:
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
        "abgesetzt": top.abgesetzt is not None,
        "zugelassen": top.zugelassen,
        "links": {"self": adresse("tops", top.id)},
    }


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
