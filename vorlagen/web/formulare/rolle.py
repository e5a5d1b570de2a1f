"""A role out of a form: which, for what, from which day to which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from vorlagen.fehler import EingabeUngueltig, Fachfehler
from vorlagen.services import stammdaten
from vorlagen.services.rollenvergabe import Vergabe
from vorlagen.web.formulare.werte import tag_im_kalender

ROLLENFELDER: Final = ("rolle", "ort", "von", "bis")


def lies_vergabe(eingabe: Mapping[str, str]) -> Vergabe:
    """Out of the form: `ort` is „amt:…“, „gremium:…“ or empty. Raises `EingabeUngueltig` for what is no day."""
    tage = {name: tag_im_kalender(eingabe[name]) for name in ("von", "bis")}
    fehler = {name: ["Bitte geben Sie einen Tag an, zum Beispiel 03.12.2026."]
              for name, tag in tage.items() if eingabe[name] and tag is None}  # fmt: skip
    if fehler:
        raise EingabeUngueltig("Bitte prüfen Sie die Tage.", fehler)
    art, _, ort_id = eingabe["ort"].partition(":")
    return Vergabe(
        rolle=eingabe["rolle"],
        amt_id=ort_id if art == "amt" else None,
        gremium_id=ort_id if art == "gremium" else None,
        **tage,
    )


def orte(koerperschaft_id: str) -> list[tuple[str, str]]:
    """What a role may be given for, as the form offers it."""
    aemter = [(f"amt:{amt.id}", f"Amt {amt.aufschrift}") for amt in stammdaten.aemter(koerperschaft_id)]
    gremien = [(f"gremium:{eines.id}", f"Gremium {eines.name}") for eines in stammdaten.gremien(koerperschaft_id)]
    return aemter + gremien


def saetze(fehler: Fachfehler) -> Mapping[str, Sequence[str]]:
    """Why it was not taken, field by field; office and body are one field in the form."""
    je_feld = dict(getattr(fehler, "felder", {})) or {"_": [fehler.satz]}
    for feld in ("amt", "gremium"):
        if feld in je_feld:
            je_feld["ort"] = [*je_feld.get("ort", ()), *je_feld.pop(feld)]
    return je_feld
