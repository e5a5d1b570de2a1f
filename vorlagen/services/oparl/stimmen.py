"""How a body voted in public, with the words that other programs read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from vorlagen.services.einzelstimmen import Stimme
from vorlagen.services.oeffentlich import OeffentlicheAbstimmung
from vorlagen.services.oparl.koerperschaft import person_id
from vorlagen.services.oparl.typen import Typ, ohne_leeres, verweis
from vorlagen.workflow.begriffe import Ausgang

WORTE: Final[Mapping[str, str]] = {
    Stimme.JA: "yes",
    Stimme.NEIN: "no",
    Stimme.ENTHALTUNG: "abstain",
    Stimme.BEFANGEN: "biased",
}
"""How somebody voted, named like the counts of `vorlagen:vote`."""


def personen(koerperschaft_id: str, abstimmungen: Iterable[OeffentlicheAbstimmung]) -> set[str]:
    """The ids that those would have who are named in roll calls."""
    return {person_id(koerperschaft_id, zeile["name"]) for eine in abstimmungen for zeile in eine.namentlich or ()}


def felder(koerperschaft_id: str, stimme: OeffentlicheAbstimmung | None, bekannte: Collection[str]) -> dict[str, Any]:
    """What an AgendaItem says of its vote; `bekannte` are the ids of those who are told as Person."""
    if stimme is None:
        return {}
    namen = [
        ohne_leeres({"person": _verweis(koerperschaft_id, zeile["name"], bekannte), "name": zeile["name"]})
        | {"vote": WORTE[zeile["stimme"]]}
        for zeile in stimme.namentlich or ()
    ]
    return {"vorlagen:vote": _stimme(stimme), "vorlagen:rollCall": namen or None}


def _verweis(koerperschaft_id: str, name: str, bekannte: Collection[str]) -> str | None:
    kennung = person_id(koerperschaft_id, name)
    return verweis(Typ.PERSON, kennung) if kennung in bekannte else None


def _stimme(stimme: OeffentlicheAbstimmung) -> dict[str, Any]:
    """In the shape that mandari reads; 0 is a count, what was not counted is left out."""
    ausgang = Ausgang(stimme.ausgang) if stimme.ausgang else None
    wahl = stimme.art == "wahl"
    return ohne_leeres(
        {
            "method": "election" if wahl else "vote",
            "methodLabel": "Wahl" if wahl else "Abstimmung",
            "result": ausgang,
            "resultLabel": stimme.ergebnis or (ausgang.titel if ausgang else None),
            "yes": stimme.ja,
            "no": stimme.nein,
            "abstain": stimme.enthaltung,
            "biased": stimme.befangen,
            "elected": (stimme.wahl or {}).get("gewaehlt"),
        }
    )
