"""What a stroke of the clock costs the more is planned, and how soon a morning's reminders are in the outbox."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from argon2 import PasswordHasher
from sqlalchemy import func, select, text

from tests.postgres import datenbank
from tests.welt import baue_stadt, entwurf
from vorlagen.app import create_app, migrationen
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.models import Postausgang
from vorlagen.services import erinnern, passworthash, schema, vergabe

MORGEN: Final = datetime(2030, 3, 4, 7, 0, tzinfo=UTC)
VORLAGEN: Final = 100
RUNDEN: Final = 40
EINE_STUNDE: Final = timedelta(hours=1)

_FRISTEN: Final = """
    INSERT INTO frist (id, koerperschaft_id, vorlage_id, name, rolle, beginn, faellig_am, faellig_um,
                       gruende, zustand, version, regel, feiertage)
    WITH RECURSIVE zahl(n) AS (SELECT {von} UNION ALL SELECT n + 1 FROM zahl WHERE n + 1 < {bis}),
         papier(nr, id) AS (SELECT row_number() OVER (ORDER BY id) - 1, id FROM vorlage)
    SELECT {id}, :stadt, papier.id, 'Freigabe', 'freigabe', {tag}, {tag}, {ende}, {leer}, 'offen', 1, {leer}, ''
      FROM zahl JOIN papier ON papier.nr = n % {vorlagen}"""
_ERINNERUNGEN: Final = """
    INSERT INTO erinnerung (id, koerperschaft_id, frist_id, stufe, schluessel, faellig_um, zustand)
    WITH RECURSIVE zahl(n) AS (SELECT {von} UNION ALL SELECT n + 1 FROM zahl WHERE n + 1 < {bis})
    SELECT {id}, :stadt, {id}, 'heute', {id} || '/1/heute', {wann}, 'geplant' FROM zahl"""
_SQLITE: Final = {
    "id": "printf('%032x', n)",
    "wann": "strftime('%Y-%m-%d %H:%M:%S.000000', '{ab:%Y-%m-%d %H:%M:%S}', (n * {abstand}) || ' seconds')",
    "tag": "'2040-01-01'",
    "ende": "'2040-01-02 00:00:00.000000'",
    "leer": "'[]'",
}
_POSTGRESQL: Final = {
    "id": "lpad(to_hex(n), 32, '0')",
    "wann": "TIMESTAMPTZ '{ab:%Y-%m-%d %H:%M:%S}+00' + n * {abstand} * interval '1 second'",
    "tag": "DATE '2040-01-01'",
    "ende": "TIMESTAMPTZ '2040-01-02 00:00:00+00'",
    "leer": "CAST('[]' AS json)",
}


@dataclass(frozen=True, slots=True)
class Messung:
    """`takt`: planned reminders → median seconds of a stroke without work. `morgens`: seconds until so many mails
    (`mails`) of one morning are in the outbox, and how much of them this process itself worked."""

    takt: Mapping[int, float]
    morgens: float
    eigene: float
    mails: int

    @property
    def verhaeltnis(self) -> float:
        """How many times dearer a stroke is with the most planned than with the fewest."""
        return self.takt[max(self.takt)] / self.takt[min(self.takt)]


def miss(
    geplant: Sequence[int], faellig: int, *, postgresql: bool, melde: Callable[[str], None] = lambda _: None
) -> Messung:
    """Fill a town with so many reminders, one amount after the other, then let `faellig` come due at once."""
    passworthash._pruefer = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with TemporaryDirectory() as ort, datenbank(Path(ort), "menge", postgresql=postgresql) as adresse:
        app = create_app(Einstellungen(instance=Path(ort), database_url=adresse, secret_key="nur-fuer-pruefungen-" * 3))
        with app.app_context():
            schema.bringe_auf_stand(migrationen())
            try:
                stadt = baue_stadt()
                for _ in range(VORLAGEN):
                    entwurf(stadt)
                takt: dict[int, float] = {}
                for menge in sorted(geplant):
                    melde(f"{menge} Erinnerungen planen")
                    _plane(stadt.koerperschaft_id, max(takt, default=0), menge, ab=MORGEN + EINE_STUNDE, abstand=30)
                    takt[menge] = _takt()
                melde(f"{faellig} werden fällig")
                planbar = max(geplant)
                _plane(stadt.koerperschaft_id, planbar, planbar + faellig, ab=MORGEN - EINE_STUNDE, abstand=0)
                beginn, eigener_beginn = time.perf_counter(), time.process_time()
                while erinnern.befoerdere(jetzt=MORGEN) == erinnern.AUF_EINMAL:
                    pass
                dauer, eigene = time.perf_counter() - beginn, time.process_time() - eigener_beginn
                mails = db.session.scalar(select(func.count()).select_from(Postausgang)) or 0
                return Messung(takt, dauer, eigene, mails)
            finally:
                db.session.remove()
                db.engine.dispose()


def _plane(stadt: str, von: int, bis: int, *, ab: datetime, abstand: int) -> None:
    """Deadlines of Olaf's number `von` up to `bis`, with one reminder each, so many seconds apart from `ab` on."""
    worte = dict(_SQLITE if db.engine.dialect.name == "sqlite" else _POSTGRESQL)
    worte |= {"wann": worte["wann"].format(ab=ab, abstand=abstand)}
    sicht_oeffnen(ALLE)
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET LOCAL statement_timeout = 0"))
    for befehl in (_FRISTEN, _ERINNERUNGEN):
        sql = befehl.format(von=von, bis=bis, vorlagen=VORLAGEN, **worte).replace(":%", r"\:%").replace(":0", r"\:0")
        db.session.execute(text(sql), {"stadt": stadt})
    db.session.execute(text("ANALYZE"))
    db.session.commit()


def _takt() -> float:
    """Median of what a stroke costs that finds nothing to do: promote, take, take back."""
    vorher = MORGEN - 2 * EINE_STUNDE
    dauern = []
    for _ in range(RUNDEN):
        beginn = time.process_time() if db.engine.dialect.name == "sqlite" else time.perf_counter()
        erinnern.streiche_ueberholte(jetzt=vorher)
        erinnern.befoerdere(jetzt=vorher)
        vergabe.nimm(dauer=EINE_STUNDE, jetzt=vorher)
        vergabe.hole_zurueck(dauer=EINE_STUNDE, jetzt=vorher)
        ende = time.process_time() if db.engine.dialect.name == "sqlite" else time.perf_counter()
        dauern.append(ende - beginn)
    return median(dauern)
