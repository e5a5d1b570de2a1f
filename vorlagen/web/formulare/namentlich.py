"""A roll call as somebody ticks it: for each person that could vote one word, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from werkzeug.datastructures import MultiDict

from vorlagen.models import Beratung, Tagesordnungspunkt
from vorlagen.services import anwesenheiten, namentlich
from vorlagen.services.einzelstimmen import WORTE, Einzelstimme, einzelne, satz

FELD = "namentlich"


def lies(form: MultiDict[str, str], davor: str) -> dict[str, str]:
    """Name → vote. The value of each field says both, so that a list that was changed meanwhile mixes nobody up."""
    gewaehlt = (wert.partition(" ") for wert in form.getlist(davor + FELD))
    return {name: stimme for stimme, _, name in gewaehlt if name}


def aus(alle: Iterable[Einzelstimme]) -> dict[str, str]:
    """The same out of what is stored."""
    return {eine.name: eine.stimme.value for eine in alle}


def als_json(namen: Mapping[str, str]) -> list[dict[str, str]]:
    """As the schema takes it."""
    return [{"name": name, "stimme": stimme} for name, stimme in namen.items()]


def in_worten(namen: Mapping[str, str]) -> str:
    """For somebody who compares; what is no vote is left out."""
    return satz(einzelne(z for z in als_json(namen) if z["stimme"] in WORTE))


def zur_wahl(
    beratung: Beratung | None, top: Tagesordnungspunkt, genannte: Iterable[str]
) -> Sequence[tuple[str, str, list[tuple[str, str]]]]:
    """Who is asked about: name, a remark, and the choices. Who was named before stays in sight."""
    if beratung is None:
        return ()
    befangene = {zeile.anwesenheit.name for zeile in anwesenheiten.befangene(top.id)}
    namen = dict.fromkeys((*namentlich.waehlende(beratung, top), *genannte))
    return [
        (
            name,
            "als befangen vermerkt" if name in befangene else "",
            [(f"{stimme.value} {name}", wort) for stimme, wort in WORTE.items()],
        )
        for name in namen
    ]
