"""A stage of the Beratungsfolge as JSON for those who see everything."""

from __future__ import annotations

from typing import Any

from vorlagen.models import Abstimmung, Beratung, Tagesordnungspunkt, Vorlage
from vorlagen.services.wortlaut import geaendert_von
from vorlagen.web.api.stimmen import stimmbild, unterschiede


def als_json(vorlage: Vorlage, beratung: Beratung) -> dict[str, Any]:
    """Everything about the stage; votes are those of the latest attempt, `frueher` what a correction replaced."""
    zurueckgestellte = frozenset(a for top in beratung.tops for frueher in top.frueher for a in frueher["abstimmungen"])
    return {
        "id": beratung.id,
        "gremien": [{"id": gremium.id, "name": gremium.name} for gremium in beratung.gremien],
        "art": beratung.art,
        "entscheidet": beratung.entscheidet,
        "oeffentlich": beratung.oeffentlich,
        "begruendung_nichtoeffentlich": beratung.begruendung_nichtoeffentlich or None,
        "intern": beratung.intern,
        "wartet_auf": [vorher.id for vorher in beratung.wartet_auf],
        "mindestabstand_tage": beratung.mindestabstand_tage,
        "reihe": beratung.reihe,
        "sitzung": beratung.geplant_id,
        "datum": beratung.geplant_am.isoformat() if beratung.geplant_am else None,
        "versuche": [versuch for top in beratung.versuche for versuch in _versuche(top)],
        "ergebnis": beratung.ergebnis,
        "ausgang": beratung.ausgang,
        **stimmbild(_am_letzten_versuch(beratung), zurueckgestellte),
        "beschlusstext": beratung.beschlusstext,
        "verwiesen_von": beratung.verwiesen_von_id,
        "fassungen": {"vorher": beratung.fassung_vorher, "nachher": beratung.fassung_nachher},
        "geaendert": unterschiede(geaendert_von(vorlage, beratung)),
    }


def _versuche(top: Tagesordnungspunkt) -> list[dict[str, Any]]:
    """The attempt; before it what came of the item until it was put back in the same meeting."""
    alle = [*((f["ergebnis"], f["ausgang"]) for f in top.frueher), (top.ergebnis, top.ausgang)]
    return [{"sitzung": top.sitzung_id, "top": top.zeichen, "ergebnis": e, "ausgang": a} for e, a in alle]


def _am_letzten_versuch(beratung: Beratung) -> list[Abstimmung]:
    top_id = beratung.letzter_versuch.id if beratung.letzter_versuch else None
    return [a for a in beratung.abstimmungen if a.top_id == top_id]
