"""The Protokoll in readable German: ids become names where the town still knows them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from vorlagen.models import Protokolleintrag
from vorlagen.services import stammdaten
from vorlagen.services.protokoll import Ereignis
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import rollenname

SCHLUESSEL = {"gueltig_bis": "gültig bis", "koerperschaft": "Körperschaft"}
"""Keys of `daten` that are more than their own word with a capital."""


@dataclass(frozen=True, slots=True)
class Zeile:
    """One event. `vorlage_id` is set where it concerns a paper, which is shown as a link and never by its title."""

    zeit: datetime
    titel: str
    wer: str
    betrifft: str
    vorlage_id: str | None
    angaben: Sequence[str]


def zeilen(eintraege: Sequence[Protokolleintrag], wer: Wer) -> Sequence[Zeile]:
    """What the page shows of these events, for somebody of this town."""
    namen = {person.id: person.name for person in stammdaten.personen(wer)}
    namen |= {amt.id: amt.aufschrift for amt in stammdaten.aemter(wer.koerperschaft_id)}
    namen |= {gremium.id: gremium.name for gremium in stammdaten.gremien(wer.koerperschaft_id)}
    return [_zeile(eintrag, namen) for eintrag in eintraege]


def _zeile(eintrag: Protokolleintrag, namen: Mapping[str, str]) -> Zeile:
    gegenstand = eintrag.gegenstand_id or ""
    ist_vorlage = eintrag.gegenstand_art == "vorlage"
    return Zeile(
        zeit=eintrag.zeit,
        titel=_titel(eintrag.was),
        wer=namen.get(eintrag.wer_id, "nicht mehr bekannt") if eintrag.wer_id else "das System",
        betrifft="" if ist_vorlage or not gegenstand else namen.get(gegenstand, "nicht mehr bekannt"),
        vorlage_id=gegenstand if ist_vorlage else None,
        angaben=[_angabe(name, wert, namen) for name, wert in _daten(eintrag).items() if wert is not None],
    )


def _daten(eintrag: Protokolleintrag) -> Mapping[str, object]:
    try:
        daten = json.loads(eintrag.daten)
    except ValueError:  # tampered with: the row is shown, and `vorlagen verlauf pruefe` says so
        return {"angaben": eintrag.daten}
    return daten if isinstance(daten, dict) else {"angaben": eintrag.daten}


def _titel(was: str) -> str:
    try:
        return Ereignis(was).titel
    except ValueError:  # written by a newer version, or tampered with: it must still be shown
        return was.replace("_", " ").capitalize()


def _angabe(name: str, wert: object, namen: Mapping[str, str]) -> str:
    if isinstance(wert, bool):
        wort = "ja" if wert else "nein"
    else:
        wort = rollenname(str(wert)) if name == "rolle" else namen.get(str(wert)) or str(wert)
    return f"{SCHLUESSEL.get(name, name.replace('_', ' ').capitalize())}: {wort}"
