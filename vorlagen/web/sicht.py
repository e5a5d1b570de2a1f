"""Who gets through which door: every route says it, `tuer` enforces it, and the start stops where one does not.

This is about the door alone. What somebody then finds behind it, `services/sichtbarkeit` says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from flask import Blueprint, Flask

from vorlagen.fehler import SichtFehlt

Ansicht = TypeVar("Ansicht", bound=Callable[..., Any])


class Sicht(StrEnum):
    """For whom a route is there, from everybody to the narrowest."""

    OFFEN = "offen"
    VOR_DEM_FAKTOR = "vor_dem_faktor"
    KONTO = "konto"
    ANGEMELDET = "angemeldet"
    GREMIENDIENST = "gremiendienst"
    VERWALTUNG = "verwaltung"
    INSTALLATION = "installation"

    @property
    def satz(self) -> str:
        """For the documentation."""
        return _SAETZE[self]


_SAETZE = {
    Sicht.OFFEN: "alle, ohne Anmeldung",
    Sicht.VOR_DEM_FAKTOR: "alle Angemeldeten, auch wenn der verlangte zweite Faktor noch nicht eingerichtet ist",
    Sicht.KONTO: "alle Angemeldeten, auch wer nur die Installation betreut",
    Sicht.ANGEMELDET: "alle, die in der Kommune angemeldet sind; was sie dort finden, sagen Rollen und Vorlage",
    Sicht.GREMIENDIENST: "wer ein Gremium betreut; welches, prüft die Seite",
    Sicht.VERWALTUNG: "wer das System der Kommune verwaltet",
    Sicht.INSTALLATION: "wer die Installation betreut",
}


class Seitentafel(Blueprint):
    """A board of pages; `sicht` holds for each that does not say otherwise."""

    def __init__(self, name: str, import_name: str, *, sicht: Sicht, url_prefix: str | None = None) -> None:
        super().__init__(name, import_name, url_prefix=url_prefix)
        self.sicht = sicht


def fuer(sicht: Sicht) -> Callable[[Ansicht], Ansicht]:
    """Say of one view for whom it is there."""

    def sage(ansicht: Ansicht) -> Ansicht:
        ansicht.sicht = sicht  # type: ignore[attr-defined]
        return ansicht

    return sage


def sichten(app: Flask) -> Mapping[str, Sicht]:
    """Endpoint → for whom it is there. Raises `SichtFehlt` naming each route that does not say so."""
    gesagt = {endpunkt: _gesagt(app, endpunkt) for endpunkt in app.view_functions}
    stumm = sorted(regel.rule for regel in app.url_map.iter_rules() if gesagt[regel.endpoint] is None)
    if stumm:
        raise SichtFehlt(
            f"Für wen sind diese Adressen da: {', '.join(stumm)}? "
            "Bitte sagen Sie es an der Tafel („sicht=“) oder an der Ansicht („@fuer“)."
        )
    return {endpunkt: sicht for endpunkt, sicht in gesagt.items() if sicht is not None}


def _gesagt(app: Flask, endpunkt: str) -> Sicht | None:
    eigene: Sicht | None = getattr(app.view_functions[endpunkt], "sicht", None)
    tafel = app.blueprints.get(endpunkt.rpartition(".")[0])
    return eigene or getattr(tafel, "sicht", None)
