"""A paper as JSON for everybody. Knows no tables: what the public projection does not hand out cannot be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import current_app

from vorlagen.services.beiwerk import Anlagenbild, Verweis
from vorlagen.services.oeffentlich import (
    OeffentlicheBeratung,
    OeffentlicherVersuch,
    OeffentlicheSitzung,
    OeffentlicheVorlage,
    Stelle,
)
from vorlagen.web.api.stimmen import stimmbild, unterschiede


def als_json(vorlage: OeffentlicheVorlage, beratungen: Sequence[OeffentlicheBeratung]) -> dict[str, Any]:
    """The paper with its public stages."""
    return {
        "id": vorlage.id,
        "koerperschaft": stelle(vorlage.koerperschaft),
        "nummer": vorlage.nummer,
        "art": vorlage.art,
        "ablauf": {"name": vorlage.ablauf, "version": vorlage.ablauf_version},
        "status": vorlage.status,
        "betreff": vorlage.betreff,
        "federfuehrend": stelle(vorlage.federfuehrend) if vorlage.federfuehrend else None,
        "datum": vorlage.datum.isoformat() if vorlage.datum else None,
        "beschlussvorschlag": vorlage.beschlussvorschlag,
        "beschlusspunkte": [{"id": punkt.id, "nr": punkt.nr, "text": punkt.text} for punkt in vorlage.punkte],
        "sachverhalt": vorlage.sachverhalt,
        "auswirkungen": [{"art": art, "wert": wert, "text": text} for art, wert, text in vorlage.auswirkungen],
        "beratungsfolge": [station(beratung) for beratung in beratungen],
        "anlagen": [anlage(eine) for eine in vorlage.anlagen],
        "zurueckgenommene_anlagen": [{"id": stein.id, "am": stein.am.isoformat()} for stein in vorlage.grabsteine],
        "verknuepfungen": [verweis(einer) for einer in vorlage.verweise],
        "felder": dict(vorlage.felder),
        "links": {
            "self": adresse("vorlagen", vorlage.id),
            "web": f"{basis()}/vorlagen/{vorlage.id}",
            "oparl": None,
        },
    }


def adresse(*teile: str) -> str:
    """The address of a resource of this API."""
    return "/".join((basis(), "api", "v1", *teile))


def basis() -> str:
    """Where this installation is reached, never what a Host header says."""
    return str(current_app.config["EINSTELLUNGEN"].base_url)


def anlage(eine: Anlagenbild) -> dict[str, Any]:
    """An attachment without its bytes."""
    return {
        "id": eine.id,
        "name": eine.name,
        "oeffentlich": eine.oeffentlich,
        "groesse": eine.groesse,
        "typ": eine.typ,
        "sha256": eine.sha256,
        "links": {"self": adresse("vorlagen", eine.vorlage_id, "anlagen", eine.id)},
    }


def verweis(einer: Verweis) -> dict[str, Any]:
    """A link to another paper."""
    return {"art": einer.art, "vorlage": einer.ziel_id, "nummer": einer.nummer}


def station(beratung: OeffentlicheBeratung) -> dict[str, Any]:
    """A public stage; votes and changes are those of the latest attempt."""
    letzter = beratung.versuche[-1].id if beratung.versuche else None
    return {
        "id": beratung.id,
        "gremien": [stelle(gremium) for gremium in beratung.gremien],
        "art": beratung.art,
        "entscheidet": beratung.entscheidet,
        "oeffentlich": True,
        "wartet_auf": list(beratung.wartet_auf),
        "reihe": beratung.reihe,
        "sitzung": beratung.sitzung_id,
        "datum": beratung.datum.isoformat() if beratung.datum else None,
        "versuche": [zeile for versuch in beratung.versuche for zeile in _versuche(versuch)],
        "ergebnis": beratung.ergebnis,
        "ausgang": beratung.ausgang,
        **stimmbild([abstimmung for abstimmung in beratung.abstimmungen if abstimmung.top_id == letzter]),
        "geaendert": unterschiede([aenderung.unterschied for aenderung in beratung.aenderungen[-1:]]),
    }


def sitzung(eine: OeffentlicheSitzung) -> dict[str, Any]:
    """A meeting without its agenda."""
    return {
        "id": eine.id,
        "gremium": stelle(eine.gremium),
        "beginn": eine.beginn.isoformat(),
        "ort": eine.ort,
        "status": eine.status,
        "steht_seit": eine.steht_seit.isoformat() if eine.steht_seit else None,
        "fruehere_termine": list(eine.fruehere_termine),
        "absagegrund": eine.absagegrund,
        "ende": eine.ende.isoformat() if eine.ende else None,
        "links": {"self": adresse("sitzungen", eine.id)},
    }


def stelle(eine: Stelle) -> dict[str, str]:
    """A town or an office."""
    return {"id": eine.id, "name": eine.name}


def _versuche(versuch: OeffentlicherVersuch) -> list[dict[str, Any]]:
    """The attempt; before it what came of the item until it was put back in the same meeting."""
    wo = {"sitzung": versuch.sitzung_id, "top": versuch.zeichen}
    alle = [*((frueher.ergebnis, frueher.ausgang) for frueher in versuch.frueher), (versuch.ergebnis, versuch.ausgang)]
    return [{**wo, "ergebnis": ergebnis, "ausgang": ausgang} for ergebnis, ausgang in alle]
