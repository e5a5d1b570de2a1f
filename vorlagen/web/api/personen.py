"""People: names and offices of all, and one's own card."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.services import stammdaten
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte, antworte_mit_liste
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.stamm import IchAus, Personenliste

tafel = Tafel("personen", "Personen")


@tafel.weg("GET", "/personen", "Wer hier arbeitet", gibt=Personenliste)
def finden() -> Response:
    zeilen = stammdaten.kollegium(tuer.wer().koerperschaft_id)
    return antworte_mit_liste(
        [{"id": id_, "name": name, "amt": _kurz(amt_id, amt)} for id_, name, amt_id, amt in zeilen]
    )


@tafel.weg("GET", "/personen/ich", "Wem das Token gehört", gibt=IchAus)
def ich() -> Response:
    wer = tuer.wer()
    aemter = {amt.id: amt.name for amt in stammdaten.aemter(wer.koerperschaft_id)}
    gremien = {gremium.id: gremium.name for gremium in stammdaten.gremien(wer.koerperschaft_id)}
    rollen = [
        {
            "rolle": einer.rolle,
            "amt": _kurz(einer.amt_id, aemter.get(einer.amt_id or "")),
            "gremium": _kurz(einer.gremium_id, gremien.get(einer.gremium_id or "")),
        }
        for einer in wer.rollen
    ]
    return antworte(
        {
            "id": wer.id,
            "name": wer.name,
            "anmeldename": wer.anmeldename,
            "koerperschaft": {"id": wer.koerperschaft_id, "name": wer.koerperschaft},
            "amt": _kurz(wer.amt_id, aemter.get(wer.amt_id or "")),
            "rollen": rollen,
            "installation": wer.installation,
        }
    )


def _kurz(kennung: str | None, name: str | None) -> dict[str, Any] | None:
    return {"id": kennung, "name": name} if kennung else None
