"""A stage of the Beratungsfolge as JSON, for those who see everything and for those who see what is public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from vorlagen.models import Abstimmung, Beratung, Tagesordnungspunkt, Vorlage
from vorlagen.services.bekanntgabe import ist_oeffentlich
from vorlagen.services.fassungen import Unterschied
from vorlagen.services.wortlaut import geaendert_von, oeffentlich_geaendert_in, versuche

STIMMEN = ("ja", "nein", "enthaltung", "befangen")
MEHR_STIMMEN = ("anwesend", "stimmberechtigt", "worte")


def ganz(vorlage: Vorlage, beratung: Beratung) -> dict[str, Any]:
    """Everything about the stage; votes are those of the latest attempt, `frueher` what a correction replaced."""
    alle = _am_letzten_versuch(beratung)
    gueltige = [a for a in alle if a.gilt]
    ganze = next((a for a in gueltige if a.art in ("sache", "wahl")), None)
    zurueckgestellte = {a for top in beratung.tops for frueher in top.frueher for a in frueher["abstimmungen"]}
    return {
        "id": beratung.id,
        "gremien": [{"id": gremium.id, "name": gremium.name} for gremium in beratung.gremien],
        "art": beratung.art,
        "entscheidet": beratung.entscheidet,
        "oeffentlich": beratung.oeffentlich,
        "intern": beratung.intern,
        "wartet_auf": [vorher.id for vorher in beratung.wartet_auf],
        "mindestabstand_tage": beratung.mindestabstand_tage,
        "reihe": beratung.reihe,
        "sitzung": beratung.geplant_id,
        "datum": _tag(beratung.geplant_am),
        "versuche": [versuch for top in beratung.versuche for versuch in _versuche(top)],
        "ergebnis": beratung.ergebnis,
        "ausgang": beratung.ausgang,
        "stimmen": _stimmen(ganze),
        "punkte": [_punkt(a) for a in gueltige if a.art == "punkt"],
        "verfahren": [_antrag(a) for a in gueltige if a.art == "verfahren"],
        "antraege": [_antrag(a) for a in gueltige if a.art == "antrag"],
        "gruppen": [{"name": a.gruppe, "stimmen": _stimmen(a)} for a in gueltige if a.art == "gruppe"],
        "wahl": ganze.wahl if ganze else None,
        "beschlusstext": beratung.beschlusstext,
        "verwiesen_von": beratung.verwiesen_von_id,
        "fassungen": {"vorher": beratung.fassung_vorher, "nachher": beratung.fassung_nachher},
        "geaendert": _als_json(geaendert_von(vorlage, beratung)),
        "frueher": [
            {"ergebnis": a.ergebnis, "ausgang": a.ausgang, "stimmen": _stimmen(a), "erfasst": a.erfasst.isoformat()}
            for a in alle
            if not a.gilt and a.art in ("sache", "wahl") and a.id not in zurueckgestellte
        ],
    }


def oeffentlich(vorlage: Vorlage, beratung: Beratung, sichtbare: Sequence[Beratung]) -> dict[str, Any]:
    """A public stage; what a body did in the non-public part of a meeting stays there."""
    alles = ganz(vorlage, beratung)
    verhandelt = ist_oeffentlich(beratung)
    ids = {andere.id for andere in sichtbare}
    bild = {name: alles[name] for name in ("id", "gremien", "art", "entscheidet", "oeffentlich", "sitzung", "datum")}
    reihen = sorted({andere.reihe for andere in sichtbare})  # a gap would tell where a hidden stage lies
    return bild | {
        "reihe": reihen.index(beratung.reihe) + 1,
        "wartet_auf": [vorher for vorher in alles["wartet_auf"] if vorher in ids],
        "versuche": [versuch for top in beratung.versuche if top.oeffentlich for versuch in _versuche(top)],
        "ergebnis": alles["ergebnis"] if verhandelt else None,
        "ausgang": alles["ausgang"] if verhandelt else None,
        "stimmen": alles["stimmen"] if verhandelt else _stimmen(None),
        "punkte": alles["punkte"] if verhandelt else [],
        "geaendert": _als_json(_oeffentlich_geaendert(vorlage, beratung)) if verhandelt else [],
        "frueher": alles["frueher"] if verhandelt else [],
    }


def _tag(tag: date | None) -> str | None:
    return tag.isoformat() if tag else None


def _versuche(top: Tagesordnungspunkt) -> list[dict[str, Any]]:
    """The attempt; before it what came of the item until it was put back in the same meeting."""
    alle = [*((f["ergebnis"], f["ausgang"]) for f in top.frueher), (top.ergebnis, top.ausgang)]
    return [{"sitzung": top.sitzung_id, "top": top.zeichen, "ergebnis": e, "ausgang": a} for e, a in alle]


def _am_letzten_versuch(beratung: Beratung) -> list[Abstimmung]:
    top_id = beratung.letzter_versuch.id if beratung.letzter_versuch else None
    return [a for a in beratung.abstimmungen if a.top_id == top_id]


def _punkt(abstimmung: Abstimmung) -> dict[str, Any]:
    return {
        "punkt": abstimmung.punkt_id,
        "ergebnis": abstimmung.ergebnis,
        "ausgang": abstimmung.ausgang,
        "stimmen": _stimmen(abstimmung),
    }


def _antrag(abstimmung: Abstimmung) -> dict[str, Any]:
    return {"antrag": abstimmung.antrag, "ausgang": abstimmung.ausgang, "stimmen": _stimmen(abstimmung)}


def _stimmen(abstimmung: Abstimmung | None) -> dict[str, Any]:
    """The four counts are always there; heads and words only where somebody entered them."""
    zahlen: dict[str, Any] = {name: getattr(abstimmung, name, None) for name in STIMMEN}
    mehr = {name: getattr(abstimmung, name, None) for name in MEHR_STIMMEN}
    return zahlen | {name: wert for name, wert in mehr.items() if wert is not None}


def _oeffentlich_geaendert(vorlage: Vorlage, beratung: Beratung) -> Sequence[Unterschied]:
    je_versuch = (oeffentlich_geaendert_in(vorlage, versuch) for versuch in reversed(versuche(beratung)))
    return next((unterschiede for unterschiede in je_versuch if unterschiede), ())


def _als_json(unterschiede: Sequence[Unterschied]) -> list[dict[str, Any]]:
    return [{"feld": u.feld, "teile": [{"zeichen": z, "text": t} for z, t in u.teile]} for u in unterschiede]
