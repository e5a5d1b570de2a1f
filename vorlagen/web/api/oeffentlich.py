"""A paper as JSON for everybody. Knows no tables: what the public projection does not hand out cannot be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import current_app

from vorlagen.services.beiwerk import Anlagenbild, Verweis
from vorlagen.services.oeffentlich import OeffentlicheVorlage, Stelle


def als_json(vorlage: OeffentlicheVorlage, stationen: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The paper; its stages are given as JSON."""
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
        "beratungsfolge": list(stationen),
        "anlagen": [anlage(eine) for eine in vorlage.anlagen],
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


def stelle(eine: Stelle) -> dict[str, str]:
    """A town or an office."""
    return {"id": eine.id, "name": eine.name}
