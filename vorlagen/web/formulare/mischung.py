"""Two people wrote at once: what only one of them changed is brought together, field by field; the rest is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from vorlagen.web.formulare.entwurf import Entwurf
from vorlagen.web.formulare.werte import benannte, wirkliche


@dataclass(frozen=True, slots=True)
class Mischung:
    """`entwurf` has everything that was typed, and in the fields `uebernommen` what only the other side changed.

    In the fields `strittig` both changed something, and not to the same.
    """

    entwurf: Entwurf
    uebernommen: tuple[str, ...]
    strittig: tuple[str, ...]


def mische(grundlage: Entwurf | None, getippt: Entwurf, gespeichert: Entwurf) -> Mischung:
    """Bring together what was typed and what is stored, both made from `grundlage`; without it all is asked."""
    anfang, meins, stand = (einzelne(e) if e else {} for e in (grundlage, getippt, gespeichert))
    anders = [name for name in stand if name in meins and meins[name] != stand[name]]
    fremd = tuple(name for name in anders if grundlage and meins[name] == anfang.get(name))
    beide = tuple(name for name in anders if name not in fremd and not (grundlage and stand[name] == anfang.get(name)))
    entwurf = getippt
    for name in fremd:
        entwurf = uebernimm(entwurf, name, gespeichert)
    return Mischung(entwurf, fremd, beide)


def einzelne(entwurf: Entwurf) -> Mapping[str, Any]:
    """What a person decides about as one: field → something to compare."""
    return {
        **entwurf.einfach,
        **entwurf.richtext,
        "federfuehrend": entwurf.federfuehrend,
        "oeffentlich": entwurf.oeffentlich,
        **{f"auswirkung_{art}": antwort for art, antwort in entwurf.auswirkungen.items()},
        **{f"feld-{name}": wert for name, wert in entwurf.felder.items()},
        "beratungsfolge": wirkliche(entwurf.folge),
        "mitzeichnung": dict(entwurf.umlauf),
        "anlagen": entwurf.anlagen,
        "verknuepfungen": benannte(entwurf.verweise),
    }


def gesagtes(entwurf: Entwurf) -> Mapping[str, Any]:
    """The same without what is empty."""
    return {name: wert for name, wert in einzelne(entwurf).items() if wert not in ("", ("", ""), (), {})}


def uebernimm(entwurf: Entwurf, feld: str, von: Entwurf) -> Entwurf:
    """The draft with the other's value in this one field."""
    if feld in ("federfuehrend", "oeffentlich"):
        return replace(entwurf, **{feld: getattr(von, feld)})
    if feld == "mitzeichnung":
        return replace(entwurf, mitzeichnung=von.mitzeichnung, umlauf=von.umlauf)
    if feld == "beratungsfolge":
        return replace(entwurf, folge=von.folge)
    if feld == "anlagen":
        return replace(entwurf, anlagen=von.anlagen)
    if feld == "verknuepfungen":
        return replace(entwurf, verweise=von.verweise)
    if feld in entwurf.einfach:
        return replace(entwurf, einfach={**entwurf.einfach, feld: von.einfach[feld]})
    if feld in entwurf.richtext:
        unlesbar = {name: satz for name, satz in entwurf.unlesbar.items() if name != feld}
        return replace(entwurf, richtext={**entwurf.richtext, feld: von.richtext[feld]}, unlesbar=unlesbar)
    art = feld.removeprefix("auswirkung_")
    if art in entwurf.auswirkungen:
        return replace(entwurf, auswirkungen={**entwurf.auswirkungen, art: von.auswirkungen[art]})
    name = feld.removeprefix("feld-")
    unlesbar = {anderes: satz for anderes, satz in entwurf.unlesbar.items() if anderes != feld}
    return replace(entwurf, felder={**entwurf.felder, name: von.felder[name]}, unlesbar=unlesbar)
