"""What tells foreign objects apart: their addresses, their fingerprints, the keys that their system gave them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from vorlagen.ris.befunde import Befund, Befunde
from vorlagen.ris.felder import Felder, fremde_schluessel
from vorlagen.ris.objekte import LISTEN, Grabstein

_FLUECHTIG: Final = frozenset({"created", "modified"})
"""Servers that make up these at every request (OPARL § 4 no. 5) must not make everything look changed."""
_HERKUNFT: Final = re.compile(r"^[a-z]+://[^/]*", re.IGNORECASE)
_FASSUNG: Final = re.compile(r"/(v?)1\.0(?=/)")


def pfad(kennung: str) -> str:
    """An address without its host: servers move, change from http to https, and their ids stay behind.

    What a server tells by OParl 1.0 and by 1.1 is the same, if nothing but the version tells the addresses apart.
    """
    return _wie_1_1(_HERKUNFT.sub("", kennung.strip()))


def schluessel(kennung: str) -> str:
    """By what an address is looked up."""
    return hashlib.sha256(pfad(kennung).encode("utf-8", "surrogatepass")).hexdigest()


def pruefsumme(roh: object) -> str:
    """sha256 over what an object says, without the instants that change by themselves."""
    text = json.dumps(_ohne_fluechtiges(roh), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def als_objekt(roh: object, liste: str, befunde: Befunde) -> Felder | Grabstein | None:
    """An entry of a list: its fields, that it is gone, or None for what does not belong there."""
    erwartet = LISTEN[liste][0]
    if not isinstance(roh, Mapping):
        befunde.merke(Befund.FREMDER_TYP, f"{liste}: {str(roh)[:120]}")
        return None
    felder = Felder(roh, befunde)
    if not felder.kennung:
        befunde.merke(Befund.OHNE_KENNUNG, f"{liste}: {roh.get('name') or roh.get('reference') or '?'}")
        return None
    if roh.get("deleted") is True:
        return Grabstein(kennung=felder.kennung)
    typ = roh.get("type")
    if not isinstance(typ, str) or not typ.strip():
        felder.merke(Befund.OHNE_TYP, liste)
    elif typ.rstrip("/").rsplit("/", 1)[-1].casefold() != erwartet.casefold():
        felder.merke(Befund.FREMDER_TYP, "type", typ[:120])
        return None
    return felder


def grund(felder: Felder, stelle: str = "") -> dict[str, Any]:
    """What every object says. `stelle` makes a key for an embedded one that has none."""
    kennung = felder.kennung
    if not kennung:
        felder.merke(Befund.NEUE_KENNUNG, stelle)
        kennung = stelle
    web = felder.roh.get("web")
    zugang = felder.roh.get("accessUrl")
    adressen = [wert for wert in (kennung, web, zugang) if isinstance(wert, str)]
    return {
        "kennung": kennung,
        "pruefsumme": pruefsumme(felder.roh),
        "schluessel": fremde_schluessel(*adressen),
        "geaendert": felder.zeitpunkt("modified") if felder.roh.get("modified") else None,
        "web": web[:2000] if isinstance(web, str) and web.isprintable() and web.startswith("http") else None,
    }


def eingebettete(felder: Felder, feld: str) -> Iterator[tuple[Felder, str]]:
    """The embedded objects that are still there, each with a key for the case that it has none."""
    for nr, kind in enumerate(felder.objekte(feld), start=1):
        if kind.roh.get("deleted") is not True:
            yield kind, f"{felder.kennung}#{feld}-{nr}"


def _wie_1_1(adresse: str) -> str:
    return _FASSUNG.sub(r"/\g<1>1.1", adresse, count=1)


def _ohne_fluechtiges(wert: object) -> object:
    if isinstance(wert, str) and wert.startswith("http"):
        return _wie_1_1(wert)
    if isinstance(wert, Mapping):
        return {str(name): _ohne_fluechtiges(teil) for name, teil in wert.items() if name not in _FLUECHTIG}
    if isinstance(wert, list):
        return [_ohne_fluechtiges(teil) for teil in wert]
    return wert
