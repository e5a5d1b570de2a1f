"""Random lives of the outbox, as long as wanted, and bugs planted into the engine, each of which must be noticed."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from argon2 import PasswordHasher
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.belastung.leben import leere
from tests.belastung.pflanzen import pflanze
from tests.postgres import datenbank
from tests.zustellungsleben import Zustellungsleben
from vorlagen.app import create_app, migrationen
from vorlagen.config import Einstellungen
from vorlagen.extensions import db
from vorlagen.services import passworthash, schema

_VERGABE, _ZUSTELLUNG = "vorlagen/services/vergabe.py", "vorlagen/services/zustellung.py"
_ERINNERN, _POST = "vorlagen/services/erinnern.py", "vorlagen/services/post.py"


@dataclass(frozen=True, slots=True)
class Fehler:
    """A bug: `alt` stands exactly once in `datei`, `neu` in its place."""

    name: str
    datei: str
    alt: str
    neu: str


FEHLER: Final = (
    Fehler(
        "ohne Vermerk vor dem Punkt", _VERGABE, "return _traf(sitzung, punkt", "return True or _traf(sitzung, punkt"
    ),
    Fehler("wer die Vergabe verschlief, sendet", _VERGABE, ".where(Postausgang.vergeben_bis > uhr)", ""),
    Fehler("ohne Marke", _VERGABE, "Postausgang.marke == griff.marke, ", ""),
    Fehler(
        "auch Vergebenes wird genommen",
        _VERGABE,
        "zustand == Zustand.BEREIT, P",
        "zustand.in_(['bereit', 'vergeben']), P",
    ),
    Fehler(
        "vor der Zeit zurückgeholt", _VERGABE, "or_(Postausgang.vergeben_bis <= uhr, zu_weit)", "Postausgang.marke > 0"
    ),
    Fehler("nie zurückgeholt", _VERGABE, "        if verlassene:", "        if False:"),
    Fehler("nach verstellter Uhr nie zurückgeholt", _VERGABE, "<= uhr, zu_weit)", "<= uhr)"),
    Fehler("Zweifel beim Zurückholen vergessen", _VERGABE, "or_(Postausgang.zweifel, am_punkt)", "Postausgang.zweifel"),
    Fehler(
        "Zweifel ohne Antwort vergessen",
        _ZUSTELLUNG,
        '{"zweifel": True} if ',
        "{} if True or ",
    ),
    Fehler(
        "im Zweifel aufgegeben",
        _ZUSTELLUNG,
        "_noch_einmal(griff, ungewiss.satz, Ausgegangen.UNGEWISS, jetzt)",
        "_gib_auf(griff, ungewiss.satz)",
    ),
    Fehler(
        "im Zweifel gesendet genannt", _ZUSTELLUNG, "griff, zustand=Zustand.BEREIT,", "griff, zustand=Zustand.GESENDET,"
    ),
    Fehler("befördert und nicht hingelegt", _ERINNERN, "        lege_alle_in_ausgang(briefe, jetzt=jetzt)\n", ""),
    Fehler("hingelegt und nicht vermerkt", _ERINNERN, 'return "versandt", f"', 'return "geplant", f"'),
    Fehler(
        "Gestrichenes geht hinaus",
        _POST,
        "values(zustand=Zustand.ENTFALLEN, vergeben_bis=None, fehler=grund)",
        "values(fehler=grund)",
    ),
)


@dataclass(frozen=True, slots=True)
class Urteil:
    """What became of a bug: the sentence that did not hold; None if nobody noticed."""

    fehler: Fehler
    klage: str | None


def lebe(leben: int, schritte: int, *, immer_gleich: bool = False) -> None:
    """So many lives of so many steps in the database of the open application. Raises `AssertionError`."""

    class ImLeeren(Zustellungsleben):
        def __init__(self) -> None:
            leere()
            super().__init__()

    run_state_machine_as_test(
        ImLeeren,
        settings=settings(
            max_examples=leben,
            stateful_step_count=schritte,
            deadline=None,
            derandomize=immer_gleich,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate,),
        ),
    )


def laufe(leben: int, schritte: int, *, postgresql: bool, fehler: Fehler | None = None) -> None:
    """The same in an installation of its own, with a bug planted if there is one."""
    passworthash._pruefer = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with TemporaryDirectory() as ort, datenbank(Path(ort), "versand", postgresql=postgresql) as adresse:
        app = create_app(Einstellungen(instance=Path(ort), database_url=adresse, secret_key="nur-fuer-pruefungen-" * 3))
        with app.app_context():
            schema.bringe_auf_stand(migrationen())
            if fehler:
                pflanze(fehler.datei, fehler.alt, fehler.neu)
            try:
                lebe(leben, schritte)
            finally:
                db.session.remove()
                db.engine.dispose()


def suche(
    fehler: Sequence[Fehler], leben: int, schritte: int, *, melde: Callable[[Urteil], None] = lambda _: None
) -> list[Urteil]:
    """Plant each in a process of its own on SQLite. Raises `RuntimeError` if one fits nowhere any more."""
    urteile = []
    for einer in fehler:
        gabel = multiprocessing.get_context("fork")
        hier, dort = gabel.Pipe(duplex=False)
        kind = gabel.Process(target=_im_kind, args=(einer, leben, schritte, dort))
        kind.start()
        dort.close()
        urteile.append(Urteil(einer, hier.recv()))
        kind.join()
        melde(urteile[-1])
    return urteile


def _im_kind(fehler: Fehler, leben: int, schritte: int, dort: Connection) -> None:
    try:
        laufe(leben, schritte, postgresql=False, fehler=fehler)
    except AssertionError as klage:
        dort.send(str(klage).splitlines()[0])
    else:
        dort.send(None)
