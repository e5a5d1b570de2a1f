"""The draft as pairs of field and value, as the form would send it: what is kept of it, and what it began from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from werkzeug.datastructures import MultiDict

from vorlagen.web.formulare.entwurf import Entwurf, lies
from vorlagen.web.formulare.folge import Stationszeile
from vorlagen.workflow.felder import Feld

Paare = list[tuple[str, str]]


def als_paare(entwurf: Entwurf) -> Paare:
    """The reverse of `entwurf.lies`."""
    return list(_paare(entwurf))


def aus_paaren(paare: Sequence[Sequence[str]], felder: Sequence[Feld]) -> Entwurf:
    """The draft that these pairs say; `felder` are the procedure's own."""
    return lies(als_formular(paare), felder)


def als_formular(paare: Sequence[Sequence[str]]) -> MultiDict[str, str]:
    """The pairs as a form that came in."""
    return MultiDict([(name, wert) for name, wert in paare])


def als_text(entwurf: Entwurf) -> str:
    """The pairs in one hidden field."""
    return json.dumps(_verschachtelt(entwurf), ensure_ascii=False, separators=(",", ":"))


def aus_text(text: str, felder: Sequence[Feld]) -> Entwurf | None:
    """The draft out of a hidden field; None for what is none."""
    try:
        paare = json.loads(text)
    except ValueError:
        return None
    gut = isinstance(paare, list) and all(
        isinstance(paar, list) and len(paar) == 2 and all(isinstance(teil, str) for teil in paar) for paar in paare
    )
    return aus_paaren(paare, felder) if gut else None


def _verschachtelt(entwurf: Entwurf) -> list[list[str]]:
    return [list(paar) for paar in als_paare(entwurf)]


def _paare(entwurf: Entwurf) -> Iterator[tuple[str, str]]:
    yield from (("art", entwurf.art), ("federfuehrend", entwurf.federfuehrend), ("oeffentlich", entwurf.oeffentlich))
    yield from {**entwurf.einfach, **entwurf.richtext}.items()
    for art, (wert, text) in entwurf.auswirkungen.items():
        yield f"auswirkung_{art}", wert
        yield f"auswirkung_{art}_text", text
    yield "folge-anzahl", str(len(entwurf.folge))
    for nr, zeile in enumerate(entwurf.folge):
        yield from ((f"folge-{nr}-{name}", wert) for name, wert in _station(zeile))
    for amt_id in entwurf.mitzeichnung:
        gruppe, werktage = entwurf.umlauf.get(amt_id, ("", ""))
        yield from (("mitzeichnung", amt_id), (f"gruppe-{amt_id}", gruppe), (f"werktage-{amt_id}", werktage))
    yield "verweis-anzahl", str(len(entwurf.verweise))
    for nr, verweis in enumerate(entwurf.verweise):
        for name in ("art", "nummer", "ziel"):
            yield f"verweis-{nr}-{name}", getattr(verweis, name)
    yield from ((f"feld-{name}", wert) for name, wert in entwurf.felder.items())
    for anlage in entwurf.anlagen:
        davor = f"anlage-{anlage.id}-"
        yield from (("anlage", anlage.id), (davor + "name", anlage.name), (davor + "grund", anlage.grund))
        if anlage.oeffentlich:
            yield davor + "oeffentlich", "1"


def _station(zeile: Stationszeile) -> Iterator[tuple[str, str]]:
    for name in ("id", "wo", "art", "grund", "mit", "wartet", "abstand", "schluessel"):
        yield name, getattr(zeile, name)
    yield from ((name, "1") for name in ("nichtoeffentlich", "zugleich", "intern") if getattr(zeile, name))
    yield from (("auf", kennung) for kennung in zeile.auf)
