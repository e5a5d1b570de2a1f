"""When the login ends: said on every page, asked for by its script, put off by a click."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from flask import Flask, Response, g, jsonify

from vorlagen.kalender import BERLIN
from vorlagen.services import anmeldesitzungen
from vorlagen.services.anmeldesitzungen import Ende
from vorlagen.web import tuer
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("anmeldeende", __name__, sicht=Sicht.VOR_DEM_FAKTOR)

VORHER: Final = timedelta(minutes=5)
"""So long before the end people are warned: 20 seconds would do (WCAG 2.2.1), a paragraph takes longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anmeldeende:
    """What a page says of it. `sekunden` are left, `warnung` of them with a warning; `uhr` is in Berlin."""

    sekunden: int
    warnung: int
    uhr: str
    verlaengerbar: bool

    @property
    def bald(self) -> bool:
        """True if the warning is due while the page is made: then no click puts the end off."""
        return self.sekunden <= self.warnung


@tafel.get("/anmelden/rest")
@tuer.ohne_lebenszeichen
def rest() -> Response:
    """How much is left, without a sign of life: another window may have put the end off."""
    dauer = tuer.sitzungsdauer()
    return _antworte(anmeldesitzungen.ende(tuer.sitzungsschluessel(), dauer=dauer, jetzt=tuer.jetzt()))


@tafel.post("/konto/anmeldung/bleiben")
def bleibe() -> Response:
    """A sign of life, as every page is one."""
    return _antworte(g.anmeldung_endet)


def richte_ein(app: Flask) -> None:
    """Let every page say when the login ends."""

    @app.context_processor
    def _ende() -> dict[str, Any]:
        ende: Ende | None = g.get("anmeldung_endet")
        return {"anmeldeende": _als_seite(ende) if ende and g.get("wer") else None}


def _antworte(ende: Ende | None) -> Response:
    seite = _als_seite(ende) if ende else None
    return jsonify(
        sekunden=seite.sekunden if seite else 0,
        uhr=seite.uhr if seite else "",
        verlaengerbar=bool(seite and seite.verlaengerbar),
    )


def _als_seite(ende: Ende) -> Anmeldeende:
    dauer = tuer.sitzungsdauer()
    return Anmeldeende(
        sekunden=max(0, int((ende.wann - tuer.jetzt()).total_seconds())),
        warnung=int(min(VORHER, dauer.untaetig / 3).total_seconds()),
        uhr=f"{ende.wann.astimezone(BERLIN):%H:%M}",
        verlaengerbar=ende.verlaengerbar,
    )
