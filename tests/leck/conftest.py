"""The town with its markers, built once for all who look around in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from tests.leck.gang import Fund, adressen, gehe_herum, schluesselbund
from tests.leck.marken import Marke, setze_marken
from tests.leck.welt import SITZUNG, Leckwelt, baue
from tests.welt import als
from vorlagen.app import create_app
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.services import anmeldesitzungen, anmeldung


@dataclass(slots=True)
class Haus:
    """The application, what hangs in it, and every address in it."""

    app: Flask
    welt: Leckwelt
    marken: dict[str, Marke]
    ziele: dict[str, list[tuple[str, str]]]

    def rundgang(self, wer: str | None, methode: str = "GET", *, token: str | None = None) -> Fund:
        """What this person finds; None is somebody without an account."""
        kopf, keks = {}, None
        if wer is not None:
            kopf["Authorization"] = f"Bearer {token or anmeldung.token_neu(wer, jetzt=SITZUNG)}"
            with self.app.test_request_context():
                keks = self._keks(wer)
        return gehe_herum(self.app, kopf, keks, self.ziele[methode], methode)

    def _keks(self, wer: str) -> str:
        schreiber = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        person, marke = anmeldung.aus_sitzung(als(wer).id)
        schluessel = anmeldesitzungen.beginne(person.id, marke, geraet="", jetzt=SITZUNG)
        return str(schreiber.dumps({"sitzung": schluessel}))


@pytest.fixture(scope="module")
def haus(leere_datei_kopie: Einstellungen) -> Iterator[Haus]:
    """On SQLite: what leaves does not depend on the database."""
    app = create_app(leere_datei_kopie)
    with time_machine.travel(SITZUNG), app.app_context():
        welt = baue()
        sicht_oeffnen(ALLE)
        marken, bund = setze_marken(), schluesselbund()
        db.session.remove()
        ziele = {methode: list(adressen(app, methode, bund)) for methode in ("GET", "POST", "PATCH", "DELETE")}
        yield Haus(app, welt, marken, ziele)
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def leere_datei_kopie(leere_datei: Path, tmp_path_factory: pytest.TempPathFactory) -> Einstellungen:
    """A migrated, empty SQLite database of its own."""
    ort = tmp_path_factory.mktemp("leck") / "leck.sqlite3"
    shutil.copy(leere_datei, ort)
    return Einstellungen(instance=ort.parent, database_url=f"sqlite:///{ort}", secret_key="nur-fuer-pruefungen-" * 3)
