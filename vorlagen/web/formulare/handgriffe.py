"""What the small buttons inside the draft form do: they add, move and take out rows, and save nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vorlagen.web.formulare.entwurf import HOECHSTENS_STATIONEN, Anlagenzeile, Entwurf, Verweiszeile
from vorlagen.web.formulare.folge import Stationszeile, neue

DRUCKBILD = "druckbild"
SPEICHERN = frozenset({"speichern", "ansehen", DRUCKBILD})


def wende_an(entwurf: Entwurf, aktion: str) -> Entwurf:
    """The form after the button `aktion`; an unknown one changes nothing."""
    was, _, woran = aktion.partition("-")
    if was == "station":
        return replace(entwurf, folge=ordne(entwurf.folge, woran))
    if was == "anlage":
        return replace(entwurf, anlagen=_ordne_anlagen(entwurf.anlagen, woran))
    if was == "verweis":
        return replace(entwurf, verweise=_ordne_verweise(entwurf.verweise, woran))
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


def _ordne_anlagen(anlagen: Sequence[Anlagenzeile], woran: str) -> tuple[Anlagenzeile, ...]:
    wohin, _, anlage_id = woran.partition("-")
    zeilen = list(anlagen)
    nr = next((nr for nr, zeile in enumerate(zeilen) if zeile.id == anlage_id), None)
    if nr is not None:
        zeilen.insert(max(0, nr + (1 if wohin == "runter" else -1)), zeilen.pop(nr))
    return tuple(zeilen)


def _ordne_verweise(verweise: Sequence[Verweiszeile], woran: str) -> tuple[Verweiszeile, ...]:
    if woran == "neu":
        return (*verweise, Verweiszeile())[:HOECHSTENS_STATIONEN]
    return tuple(zeile for nr, zeile in enumerate(verweise) if woran != f"weg-{nr}")
