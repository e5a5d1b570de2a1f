"""What a message says: that something changed and where to read it. Never content: who reads it, the API decides."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from vorlagen.models import Aenderung
from vorlagen.models.aenderung import Vorgang
from vorlagen.models.aenderungsbezug import BEZUEGE

PROBE: Final = "webhook.probe"
ARTEN: Final = tuple(f"{bezug.typ}.{vorgang}" for bezug in BEZUEGE.values() if bezug.typ for vorgang in Vorgang)
"""All kinds of changes that can be asked for."""

TITEL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "vorlage": "Vorlagen",
        "beratung": "Stationen der Beratungsfolge",
        "anlage": "Anlagen",
        "sitzung": "Sitzungen",
        "top": "Tagesordnungspunkte",
        "niederschrift": "Niederschriften",
        "auftrag": "Aufträge",
        "pflicht": "Pflichten",
        "gremium": "Gremien",
        "mitgliedschaft": "Sitze in Gremien",
        "amt": "Ämter",
        "person": "Personen",
        "vorlageart": "Vorlagearten",
        "koerperschaft": "Angaben zur Kommune",
    }
)
"""What changes can be about, in words for the screen."""

_ADRESSEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "vorlage": "vorlagen",
        "sitzung": "sitzungen",
        "top": "tops",
        "gremium": "gremien",
        "auftrag": "auftraege",
        "person": "personen",
    }
)


def aus(aenderung: Aenderung) -> dict[str, Any]:
    """The message about a change, without its own id and source, as JSON."""
    art = f"{aenderung.typ}.{aenderung.vorgang}"
    return {
        "type": art,
        "subject": f"{aenderung.typ}/{aenderung.objekt_id}",
        "time": aenderung.zeit.isoformat(),
        "data": {
            "art": art,
            "typ": aenderung.typ,
            "id": aenderung.objekt_id,
            "geloescht": aenderung.vorgang == Vorgang.GELOESCHT,
            "link": _pfad(aenderung),
        },
    }


def umschlag(kennung: str, ereignis: Mapping[str, Any], basis: str) -> dict[str, Any]:
    """The message as CloudEvents 1.0 in structured mode wants it; `basis` is where the town's API is."""
    data, api = dict(ereignis["data"]), f"{basis}/api/v1"
    if data.get("link"):
        data["link"] = f"{api}/{data['link']}"
    kopf = {"specversion": "1.0", "id": kennung, "source": api, "datacontenttype": "application/json"}
    return {**kopf, **ereignis, "data": data}


def _pfad(aenderung: Aenderung) -> str | None:
    if aenderung.typ in _ADRESSEN:
        return f"{_ADRESSEN[aenderung.typ]}/{aenderung.objekt_id}"
    return f"vorlagen/{aenderung.vorlage_id}" if aenderung.vorlage_id else None
