"""The OpenAPI document as a page shows it: groups, ways, and every field in a line of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

TIEFE: Final = 3
"""How deep objects in objects are spelt out; what lies deeper, the document itself tells."""

_ARTEN: Final = {
    "string": "Text",
    "integer": "ganze Zahl",
    "number": "Zahl",
    "boolean": "true oder false",
    "object": "Objekt",
    "array": "Liste",
    "null": "null",
}
_FORMATE: Final = {"date": "Datum", "date-time": "Zeitpunkt", "binary": "Datei"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feld:
    """One field of a body, a filter or a header; `name` leads to it: `beratungsfolge[].gremium`."""

    name: str
    art: str
    noetig: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weg:
    """One way in the API. `fehler` are (status, what it says)."""

    methode: str
    pfad: str
    titel: str
    text: str
    umfang: str
    angaben: tuple[Feld, ...]
    nimmt: tuple[Feld, ...]
    beispiel: str
    gibt: tuple[Feld, ...]
    erfolg: str
    fehler: tuple[tuple[str, str], ...]


def gruppen(dokument: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the groups, in the order of the document."""
    return tuple(marke["name"] for marke in dokument["tags"])


def wege(dokument: Mapping[str, Any], gruppe: str) -> tuple[Weg, ...]:
    """All ways of one group."""
    return tuple(
        _weg(dokument, methode, pfad, eintrag)
        for pfad, eintraege in dokument["paths"].items()
        for methode, eintrag in eintraege.items()
        if methode != "parameters" and gruppe in eintrag["tags"]
    )


def _weg(dokument: Mapping[str, Any], methode: str, pfad: str, eintrag: Mapping[str, Any]) -> Weg:
    koerper: Mapping[str, Any] = next(iter(eintrag.get("requestBody", {}).get("content", {}).values()), {})
    antworten = {status: _loese(dokument, antwort) for status, antwort in eintrag["responses"].items()}
    gut = next(status for status in antworten if status.startswith("2"))
    inhalt: Mapping[str, Any] = next(iter(antworten[gut].get("content", {}).values()), {})
    sicherheit = eintrag.get("security") or [{}]
    return Weg(
        methode=methode.upper(),
        pfad=pfad,
        titel=eintrag["summary"],
        text=eintrag.get("description", ""),
        umfang=", ".join(sicherheit[0].get("token", ())) or "ohne Token",
        angaben=tuple(_angabe(dokument, _loese(dokument, angabe)) for angabe in eintrag.get("parameters", ())),
        nimmt=tuple(_felder(dokument, koerper.get("schema", {}), "", 0)),
        beispiel=json.dumps(koerper["example"], ensure_ascii=False, indent=1) if koerper.get("example") else "",
        gibt=tuple(_felder(dokument, inhalt.get("schema", {}), "", 0)),
        erfolg=f"{gut} {antworten[gut]['description']}",
        fehler=tuple(
            (f"{status} {HTTPStatus(int(status)).phrase}", antwort["description"])
            for status, antwort in antworten.items()
            if status.isdecimal() and status >= "400"
        ),
    )


def _angabe(dokument: Mapping[str, Any], angabe: Mapping[str, Any]) -> Feld:
    schema = _loese(dokument, angabe.get("schema", {}))
    wo = {"path": "in der Adresse", "query": "als Filter", "header": "als Kopfzeile"}[angabe["in"]]
    text = ". ".join(filter(None, (wo, angabe.get("description") or schema.get("description", ""))))
    return Feld(name=angabe["name"], art=_art(dokument, schema), noetig=angabe.get("required", False), text=text)


def _felder(dokument: Mapping[str, Any], schema: Mapping[str, Any], davor: str, tiefe: int) -> Iterator[Feld]:
    schema = _loese(dokument, schema)
    for name, roh in schema.get("properties", {}).items():
        feld = _loese(dokument, roh)
        yield Feld(
            name=f"{davor}{name}",
            art=_art(dokument, feld),
            noetig=name in schema.get("required", ()),
            text=roh.get("description") or feld.get("description", ""),
        )
        if tiefe < TIEFE:
            teile = feld.get("items", {}) if "items" in feld else feld
            yield from _felder(dokument, teile, f"{davor}{name}{'[]' if 'items' in feld else ''}.", tiefe + 1)


def _art(dokument: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    if werte := schema.get("enum"):
        return " | ".join("null" if wert is None else str(wert) for wert in werte)
    arten = schema.get("type", "object")
    worte = [_ARTEN[art] for art in ([arten] if isinstance(arten, str) else arten)]
    if schema.get("format") in _FORMATE:
        worte[0] = _FORMATE[schema["format"]]
    if "items" in schema:
        worte[0] = f"Liste: {_art(dokument, _loese(dokument, schema['items']))}"
    if "maxLength" in schema:
        worte[0] += f", höchstens {schema['maxLength']} Zeichen"
    return " oder ".join(worte)


def _loese(dokument: Mapping[str, Any], teil: Mapping[str, Any]) -> Mapping[str, Any]:
    """The thing itself, where only its name stands; of several forms the one that is not null."""
    for wahl in teil.get("anyOf", teil.get("allOf", ())):
        if wahl.get("type") != "null":
            return {**_loese(dokument, wahl), **{name: wert for name, wert in teil.items() if name == "description"}}
    if "$ref" not in teil:
        return teil
    ziel: Any = dokument
    for schritt in teil["$ref"].removeprefix("#/").split("/"):
        ziel = ziel[schritt]
    return _loese(dokument, ziel)
