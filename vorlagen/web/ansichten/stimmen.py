"""How a body voted, in words: on the whole, on points and amendments, on procedure, on persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vorlagen.models import Abstimmung
from vorlagen.services.einzelstimmen import einzelne, satz
from vorlagen.services.oeffentlich import OeffentlicheAbstimmung
from vorlagen.web import worte
from vorlagen.workflow.begriffe import Ausgang

Gezaehlt = Abstimmung | OeffentlicheAbstimmung


def zeilen(abstimmungen: Iterable[Gezaehlt], nummern: Mapping[str, str]) -> Iterator[str]:
    """Each vote on a line; `nummern` are those of the points by their ids."""
    for abstimmung in abstimmungen:
        yield from _eine(abstimmung, nummern)
        if namen := satz(einzelne(abstimmung.namentlich)):
            yield f"Namentlich: {namen}"


def zahlen(abstimmung: Gezaehlt) -> str:
    """The counted votes, else what was said of them; empty where nothing is known."""
    gezaehlt = {
        "ja": abstimmung.ja,
        "nein": abstimmung.nein,
        "enthaltung": abstimmung.enthaltung,
        "befangen": abstimmung.befangen,
    }
    return worte.stimmen(gezaehlt) or abstimmung.worte or ""


def _eine(abstimmung: Gezaehlt, nummern: Mapping[str, str]) -> Iterator[str]:
    wort = abstimmung.ergebnis or (Ausgang(abstimmung.ausgang).titel if abstimmung.ausgang else "")
    match abstimmung.art:
        case "verfahren":
            worueber = f"Antrag „{abstimmung.antrag}“"
        case "antrag":
            worueber = f"Änderungsantrag „{abstimmung.antrag}“"
        case "gruppe":
            worueber, wort = f"Stimmen: {abstimmung.gruppe}", ""
        case "punkt":
            worueber = f"Beschlusspunkt {nummern.get(abstimmung.punkt_id or '', '?')}"
        case _:
            if gewaehlt := (abstimmung.wahl or {}).get("gewaehlt"):
                yield f"Gewählt: {gewaehlt}"
            if gezaehlt := zahlen(abstimmung):
                yield gezaehlt
            return
    yield f"{worueber}: {', '.join(teil for teil in (wort, zahlen(abstimmung)) if teil) or 'offen'}"
