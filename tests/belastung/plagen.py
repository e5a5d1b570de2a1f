"""What plagues the processes of an installation while somebody works with it."""

from __future__ import annotations

import json
import random
import signal
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from sqlalchemy import create_engine, text

from tests.belastung.stall import Stall
from tests.postgres import stuerze_ab, treiberlos
from vorlagen.config import Einstellungen
from vorlagen.services.zustellung import Versand

FRIST: Final = 0.5
"""Seconds that the mail server may take for an answer; a lease is fifteen times as long."""


class Plage(StrEnum):
    """What happens to the processes meanwhile."""

    TOETEN = "töten"
    EINFRIEREN = "einfrieren"
    ABSTURZ = "Datenbank abstürzen lassen"


_ABSTAND: Final = {Plage.TOETEN: 1.0, Plage.EINFRIEREN: 2.5, Plage.ABSTURZ: 8.0}
"""Seconds from one plague to the next."""


class Versuch:
    """One run while it lasts."""

    def __init__(
        self, einstellungen: Einstellungen, prozesse: Stall, zufall: random.Random, melde: Callable[[str], None]
    ) -> None:
        self._adresse, self._prozesse, self._zufall, self._melde = einstellungen.database_url, prozesse, zufall, melde
        versand = Versand.aus(einstellungen)
        assert versand is not None
        self._lease = versand.dauer.total_seconds()
        self._engine = create_engine(treiberlos(self._adresse).replace("postgresql:", "postgresql+psycopg:"))
        self.plagen = 0

    def fuehre(self, plage: Plage, papiere: Mapping[str, int], token: str, dauer: float) -> Mapping[str, float]:
        """Hand the papers round, one after the other, and plague the processes meanwhile. Paper → when it was done."""
        zugesagt: dict[str, float] = {}
        faden = threading.Thread(target=self._reiche_herum, args=(papiere, token, dauer, zugesagt), daemon=True)
        faden.start()
        ende = time.monotonic() + dauer
        while time.monotonic() < ende or faden.is_alive():
            beginn = time.monotonic()
            if beginn < ende:
                self._plage(plage)
                self.plagen += 1
            time.sleep(max(0.0, beginn + _ABSTAND[plage] - time.monotonic()) if beginn < ende else 0.1)
        faden.join()
        if len(zugesagt) != len(papiere):
            raise TimeoutError(f"only {len(zugesagt)} of {len(papiere)} steps were answered")
        return zugesagt

    def warte_bis_leer(self, hoechstens: float = 900) -> None:
        """Until nothing is on its way any more, and whoever took a nap has had time to do harm."""
        for prozess in self._prozesse.prozesse:
            self._prozesse.schicke(prozess, signal.SIGCONT)
        bis = time.monotonic() + hoechstens
        while offen := self.anzahl("bereit") + self.anzahl("vergeben") + self._faellig():
            self._melde(f"noch {offen}")
            if time.monotonic() > bis:
                raise TimeoutError(f"{offen} mails are still on their way")
            time.sleep(0.5)
        time.sleep(FRIST)

    def anzahl(self, zustand: str) -> int:
        """How many mails are in this state."""
        return self._frage("SELECT count(*) FROM postausgang WHERE zustand = :wert", zustand)

    def steht_in_zweifel(self, message_id: str) -> bool:
        """What the outbox says of this mail now; asked again while the database is down."""
        return bool(self._frage("SELECT zweifel FROM postausgang WHERE message_id = :wert", message_id))

    def _faellig(self) -> int:
        frage = "SELECT count(*) FROM erinnerung WHERE zustand = 'geplant' AND stufe = :wert"
        return self._frage(frage, "eingang")

    def _frage(self, frage: str, wert: str) -> int:
        bis = time.monotonic() + 60
        while True:
            try:
                with self._engine.connect() as verbindung:
                    return int(verbindung.execute(text(frage), {"wert": wert}).scalar_one())
            except Exception:
                if time.monotonic() > bis:
                    raise
                time.sleep(0.1)

    def _plage(self, plage: Plage) -> None:
        if plage is Plage.ABSTURZ:
            return stuerze_ab(self._adresse)
        prozess = self._zufall.choice(self._prozesse.prozesse)
        if plage is Plage.TOETEN:
            return self._prozesse.toete(prozess)
        self._prozesse.schicke(prozess, signal.SIGSTOP)
        weckzeit = self._lease + self._zufall.uniform(0.5, 3)
        wecker = threading.Timer(weckzeit, self._prozesse.schicke, (prozess, signal.SIGCONT))
        wecker.daemon = True
        wecker.start()

    def _reiche_herum(self, papiere: Mapping[str, int], token: str, dauer: float, zugesagt: dict[str, float]) -> None:
        beginn, takt = time.monotonic(), dauer / len(papiere)
        for nr, (papier, version) in enumerate(papiere.items()):
            time.sleep(max(0.0, beginn + nr * takt - time.monotonic()))
            if self._tue_den_schritt(papier, version, token):
                zugesagt[papier] = time.monotonic()

    def _tue_den_schritt(self, papier: str, version: int, token: str) -> bool:
        """As a program does it: the same request with the same key, until it is answered."""
        rumpf = json.dumps({"schritt": "zur_mitzeichnung_geben", "version": version}).encode()
        kopf = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": papier}
        bis, letzte = time.monotonic() + 60, ""
        while time.monotonic() < bis:
            port = self._zufall.choice([prozess.port for prozess in self._prozesse.prozesse if prozess.port])
            adresse = f"http://127.0.0.1:{port}/api/v1/vorlagen/{papier}/schritte"
            try:
                anfrage = urllib.request.Request(adresse, rumpf, kopf)
                with urllib.request.urlopen(anfrage, timeout=5) as antwort:
                    return bool(antwort.status == 200)
            except urllib.error.HTTPError as fehler:
                if fehler.code < 500 and fehler.code not in (409, 429):
                    raise RuntimeError(fehler.read().decode()) from fehler
                letzte = f"{fehler.code} {fehler.read().decode()}"
            except OSError as fehler:
                letzte = repr(fehler)
            time.sleep(0.1)
        self._melde(f"{papier}: {letzte}\n")
        return False
