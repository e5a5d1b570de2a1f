"""What the small buttons inside the draft form do: they move rows or take over a stored value, and save nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vorlagen.web.formulare.entwurf import HOECHSTENS_STATIONEN, Entwurf, Verweiszeile
from vorlagen.web.formulare.folge import Stationszeile, neue

SPEICHERN = frozenset({"speichern", "ansehen"})


def wende_an(entwurf: Entwurf, aktion: str, gespeichert: Entwurf | None) -> Entwurf:
    """The form after the button `aktion`; an unknown one changes nothing."""
    was, _, woran = aktion.partition("-")
    if was == "station":
        return replace(entwurf, folge=ordne(entwurf.folge, woran))
    if was == "verweis":
        return replace(entwurf, verweise=_ordne_verweise(entwurf.verweise, woran))
    if was == "uebernimm" and gespeichert is not None:
        return uebernimm(entwurf, woran, gespeichert)
    return entwurf


def ordne(folge: Sequence[Stationszeile], woran: str) -> tuple[Stationszeile, ...]:
    """The rows after a button of theirs: `neu`, `hoch-2`, `runter-2`, `weg-2`."""
    zeilen = list(folge)
    if woran == "neu":
        return (*zeilen, neue(zeilen))[:HOECHSTENS_STATIONEN]
    wohin, _, nr = woran.partition("-")
    if not (nr.isascii() and nr.isdecimal()) or int(nr) >= len(zeilen):
        return tuple(zeilen)
    zeile = zeilen.pop(int(nr))
    if wohin in ("hoch", "runter"):
        zeilen.insert(max(0, int(nr) + (1 if wohin == "runter" else -1)), zeile)
    return tuple(zeilen)


def uebernimm(entwurf: Entwurf, feld: str, gespeichert: Entwurf) -> Entwurf:
    """The form with the stored value in this one field."""
    if feld in ("federfuehrend", "oeffentlich"):
        return replace(entwurf, **{feld: getattr(gespeichert, feld)})
    if feld == "mitzeichnung":
        return replace(entwurf, mitzeichnung=gespeichert.mitzeichnung, umlauf=gespeichert.umlauf)
    if feld == "beratungsfolge":
        return replace(entwurf, folge=gespeichert.folge)
    if feld == "verknuepfungen":
        return replace(entwurf, verweise=gespeichert.verweise)
    if feld in entwurf.einfach:
        return replace(entwurf, einfach={**entwurf.einfach, feld: gespeichert.einfach[feld]})
    if feld in entwurf.richtext:
        return replace(entwurf, richtext={**entwurf.richtext, feld: gespeichert.richtext[feld]})
    art = feld.removeprefix("auswirkung_")
    if art in entwurf.auswirkungen:
        return replace(entwurf, auswirkungen={**entwurf.auswirkungen, art: gespeichert.auswirkungen[art]})
    name = feld.removeprefix("feld-")
    if name in entwurf.felder:
        return replace(entwurf, felder={**entwurf.felder, name: gespeichert.felder[name]})
    return entwurf


def _ordne_verweise(verweise: Sequence[Verweiszeile], woran: str) -> tuple[Verweiszeile, ...]:
    if woran == "neu":
        return (*verweise, Verweiszeile())[:HOECHSTENS_STATIONEN]
    return tuple(zeile for nr, zeile in enumerate(verweise) if woran != f"weg-{nr}")
