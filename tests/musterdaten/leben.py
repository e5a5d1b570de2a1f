"""One paper while it is made: its rows, its place in its procedure, and what every event does to them."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any, Final

from tests.musterdaten import verteilung
from tests.musterdaten.fristen import Fristenbuch
from tests.musterdaten.stadt import Stadt
from tests.musterdaten.zeilen import Kette, Stapel
from vorlagen.extensions import neue_id
from vorlagen.kalender import BERLIN
from vorlagen.services.fassungen import INHALT, pruefsumme

VORLAUF: Final = (20, 60)
"""Days between the first draft and the release."""


class Heute(Exception):
    """The present is reached; the rest of this life has not happened yet."""


class Leben:
    """A paper from its first draft on. Its rows change until they are written; what it leaves is what the services do.

    `punkte` are the points of its resolution with their ids, `gremien` the bodies of its stages in order; of those
    that meet together the first one leads.
    """

    def __init__(
        self, stadt: Stadt, stapel: Stapel, zaehler: dict[str, int], zufall: random.Random, freigabe: datetime
    ) -> None:
        self.stadt, self.stapel, self.zufall = stadt, stapel, zufall
        self.zaehler, self.freigabe = zaehler, freigabe
        self.art = verteilung.ziehe(zufall, verteilung.ARTEN)
        self.art_id, self.ablauf, self.muster = stadt.arten[self.art]
        self.id = neue_id()
        self.fest = {"koerperschaft_id": stadt.id, "vorlage_id": self.id}
        self.kette = Kette(stapel, stadt.id, self.id)
        self.fristen = Fristenbuch(stapel, stadt, self.id)
        self._vorlauf = timedelta(days=zufall.randint(*VORLAUF))
        self.jetzt = freigabe - self._vorlauf
        self.amt_id = zufall.choice(list(stadt.aemter.values()))
        self.wer, self.name = stadt.entwerfende[self.amt_id]
        stationen = 0 if self.art == "Geschäftliche Mitteilung" else verteilung.ziehe(zufall, verteilung.STATIONEN)
        self.gremien = [_tagende(stadt, zufall) for _ in range(stationen)]
        self.punkte: dict[str, str] = {}
        self.zeile: dict[str, Any] = {}
        self.fassung: dict[str, Any] = {}

    def warte(self, *, bis: datetime) -> None:
        """Let time pass. Raises `Heute` if that lies ahead of us."""
        if bis.astimezone(BERLIN).date() >= self.stadt.heute:
            raise Heute
        self.jetzt = max(bis, self.jetzt)

    def merke(self, was: str, wer_id: str | None, daten: dict[str, Any]) -> None:
        """Write an event into the history."""
        self.kette.haenge_an(was, self.jetzt, wer_id, daten, neue_id())

    def gehe(self, schritt: str, nach: str, wer_id: str | None, **mehr: Any) -> None:
        """Take a step of the procedure; what runs by itself counts as no change of its own."""
        daten = {"schritt": schritt, "von": self.zeile["status"], "nach": nach, "fassung": self.zeile["fassung"]}
        self.zeile["status"] = nach
        self.zeile["beendet"] = self.jetzt if nach in self.ablauf.endet_mit else None
        if wer_id:
            self.zeile["version"] += 1
        self.merke("schritt", wer_id, daten | mehr)

    def fasse(self) -> None:
        """The next Fassung of the text as it stands."""
        inhalt = {name: self.zeile[name] for name in INHALT}
        inhalt["beschlusspunkte"] = [{"nr": str(nr), "text": t} for nr, t in enumerate(self.punkte.values(), start=1)]
        self.fassung = self.stapel.lege(
            "fassung", id=neue_id(), nr=self.zeile["fassung"], inhalt=inhalt, sha256=pruefsumme(inhalt),
            festgestellt=None, oeffentlich_seit=None, geaendert=self.jetzt, geaendert_von_id=self.wer, **self.fest,
        )  # fmt: skip

    def gehe_spaeter(self, anteil: float) -> None:
        """The next thing takes up to this share of the time between draft and release; all shares stay below 1."""
        self.warte(bis=self.jetzt + self._vorlauf * (anteil * self.zufall.random()))

    def tag(self) -> date:
        """Today, as far as this paper is."""
        return self.jetzt.astimezone(BERLIN).date()


def _tagende(stadt: Stadt, zufall: random.Random) -> tuple[str, ...]:
    """The body of a stage, or two that meet together."""
    return tuple(zufall.sample(list(stadt.gremien), 1 + verteilung.ziehe(zufall, verteilung.GEMEINSAM)))
