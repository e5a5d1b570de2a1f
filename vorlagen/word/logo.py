"""The town's logo where a template still shows the plain shield; a picture that a town has put in itself stays."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from vorlagen.word.ooxml import WP, A, Element, R
from vorlagen.word.paket import Paket

SCHILD: Final = "baaae3270e2bc5d41ce63084292159e2f7dc01e052d4ccb55e3f2fd06c36ee35"
"""sha256 of the shield that our templates are made with (templates_docx/wappen.py); Word keeps a picture's bytes."""
TEIL: Final = "word/media/vorlagenLogo.png"
VERWEIS: Final = "vorlagenLogo"
_PNG: Final = b"\x89PNG\r\n\x1a\n"


def schilde(paket: Paket, teile: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """The ids of the relations that lead to the shield, by part; parts without one are left out."""
    gefunden = {
        teil: frozenset(
            b.id
            for b in paket.beziehungen(teil)
            if not b.fremd and b.ziel in paket.teile and sha256(paket.teile[b.ziel]).hexdigest() == SCHILD
        )
        for teil in teile
    }
    return {teil: ids for teil, ids in gefunden.items() if ids}


def setze(wurzel: Element, schilde_: frozenset[str], logo: bytes) -> bool:
    """Show the logo (a PNG) wherever this part shows the shield, as large as the shield's frame lets it.

    True if there was one: the part then needs the relation `VERWEIS` to `TEIL`. What is no PNG is left out.
    """
    if not logo.startswith(_PNG) or len(logo) < 24:
        return False
    breite, hoehe = (max(1, mass) for mass in struct.unpack(">II", logo[16:24]))  # its header (PNG § 11.2.2)
    gesetzt = False
    for blip in wurzel.iter(f"{{{A}}}blip"):
        if blip.get(f"{{{R}}}embed") in schilde_:
            blip.set(f"{{{R}}}embed", VERWEIS)
            rahmen = next(o for o in blip.iterancestors(f"{{{WP}}}anchor", f"{{{WP}}}inline"))
            for mass in (*rahmen.iter(f"{{{WP}}}extent"), *rahmen.iter(f"{{{A}}}ext")):
                _passe_ein(mass, breite, hoehe)
            gesetzt = True
    return gesetzt


def _passe_ein(mass: Element, breite: int, hoehe: int) -> None:
    if mass.get("cx") is None:  # an `a:ext` of another kind: an extension, not a size
        return
    cx, cy = int(mass.get("cx")), int(mass.get("cy"))
    faktor = min(cx / breite, cy / hoehe)
    mass.set("cx", str(max(1, round(breite * faktor))))
    mass.set("cy", str(max(1, round(hoehe * faktor))))
