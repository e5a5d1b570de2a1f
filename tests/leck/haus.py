"""The town with its markers, and everybody's walk through it."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import time_machine
from flask import Flask

from tests.leck.erlaubt import Maszstab
from tests.leck.gang import Fund, adressen, gehe_herum, schluesselbund
from tests.leck.marken import Marke, setze_marken
from tests.leck.welt import SITZUNG, Leckwelt, baue
from tests.welt import als
from vorlagen.app import create_app, migrationen
from vorlagen.config import Einstellungen
from vorlagen.druckerei import Druckerei
from vorlagen.einlass import Einlass
from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.services import anmeldesitzungen, anmeldung, schema
from vorlagen.services.oparl import nachziehen

METHODEN = ("GET", "POST", "PATCH", "DELETE")
DATEI, STAND = "leck.sqlite3", "leck.pickle"


@dataclass(slots=True)
class Haus:
    """The application, what hangs in it, and every address in it by method: (route, address)."""

    app: Flask
    welt: Leckwelt
    marken: dict[str, Marke]
    ziele: dict[str, list[tuple[str, str]]]
    _ausweise: dict[str, tuple[dict[str, str], str]] = field(default_factory=dict)

    def rundgang(self, wer: str | None, methode: str = "GET", *, token: str | None = None, wege: str = "") -> Fund:
        """What this person finds behind the routes that fit `wege`; None is somebody without an account."""
        kopf, keks = self.ausweis(wer) if wer is not None else ({}, None)
        if token is not None:
            kopf = {"Authorization": f"Bearer {token}"}
        # OParl looks at nobody, and has many addresses: one with an account and one without try them all.
        mit_oparl = wer in (None, "niemand")
        ziele = [z for z in self.ziele[methode] if re.search(wege, z[0]) and (mit_oparl or not ist_oparl(z[0]))]
        return gehe_herum(self.app, kopf, keks, ziele, methode)

    def ausweis(self, wer: str, *, neu: bool = False) -> tuple[dict[str, str], str]:
        """With what this person comes: header and cookie, the same until `neu`, for a walk also logs out."""
        if neu or wer not in self._ausweise:
            token = anmeldung.token_neu(wer, jetzt=SITZUNG)
            self._ausweise[wer] = {"Authorization": f"Bearer {token}"}, self._keks(wer)
        return self._ausweise[wer]

    def _keks(self, wer: str) -> str:
        with self.app.test_request_context():
            schreiber = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
            person, marke = anmeldung.aus_sitzung(als(wer).id)
            schluessel = anmeldesitzungen.beginne(person.id, marke, geraet="", jetzt=SITZUNG)
            return str(schreiber.dumps({"sitzung": schluessel}))

    def verstoesse(self, wer: str | None, fund: Fund) -> list[str]:
        """Column and address of everything this person saw without being allowed to, and what the log told."""
        maszstab = Maszstab(self.welt, self.marken)
        gesehen = ((self.marken[name], orte) for name, orte in fund.marken.items())
        verraten = [f"{marke.spalte}: {min(orte)}" for marke, orte in gesehen if not maszstab.darf(wer, marke)]
        return verraten + [f"{self.marken[name].spalte}: log" for name in fund.log]


def baue_leer(ort: Path, fuelle: Callable[[], Leckwelt] = baue) -> None:
    """The same from nothing: make the tables first."""
    app = create_app(einstellungen(ort))
    with app.app_context():
        schema.bringe_auf_stand(migrationen())
        db.session.remove()
        db.engine.dispose()
    baue_auf(ort, fuelle)


def baue_auf(ort: Path, fuelle: Callable[[], Leckwelt] = baue) -> None:
    """Fill the empty database in this folder with the marked town, and keep what the walk knows of it beside it."""
    app = create_app(einstellungen(ort))
    with time_machine.travel(SITZUNG), app.app_context():
        welt = fuelle()
        sicht_oeffnen(ALLE)
        marken = setze_marken()
        nachziehen.baue_auf(uhrzeit=lambda: SITZUNG)
        sicht_oeffnen(ALLE)
        stand = welt, marken, schluesselbund()
        db.session.remove()
        db.engine.dispose()
    (ort / STAND).write_bytes(pickle.dumps(stand))


@contextmanager
def oeffne(ort: Path, *, zeit_steht: bool = True) -> Iterator[Haus]:
    """The town in this folder. On SQLite: what leaves does not depend on the database."""
    welt, marken, bund = pickle.loads((ort / STAND).read_bytes())  # noqa: S301 - we wrote it ourselves
    app = create_app(einstellungen(ort))
    with time_machine.travel(SITZUNG, tick=not zeit_steht), app.app_context():  # a page says how long the login lasts
        ziele = {methode: list(adressen(app, methode, bund)) for methode in METHODEN}
        yield Haus(app, welt, marken, ziele)
        db.session.remove()
        db.engine.dispose()


def einstellungen(ort: Path) -> Einstellungen:
    """Those of the town in this folder; under the name by which Flask's client calls it."""
    return Einstellungen(
        einlass=Einlass(betreuung_zweiter_faktor=False),
        instance=ort,
        database_url=f"sqlite:///{ort / DATEI}",
        secret_key="nur-fuer-pruefungen-" * 3,
        base_url="http://localhost",
        grenze_api=0,
        druckerei=Druckerei(ohne=True),  # what a PDF tells, its Word file tells
    )


def ist_oparl(regel: str) -> bool:
    """True for the many addresses of OParl, and for the feeds that are made of it."""
    return regel.startswith(("/oparl", "/oeffentlich"))
