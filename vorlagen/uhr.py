"""The clock: it strikes, and what is due happens. APScheduler only ticks here; what is due is written in the database.

Any number of processes may run it at once: each work takes its rows in such a way that nobody else does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event
from types import MappingProxyType
from typing import Final

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, sicht_oeffnen
from vorlagen.services import (
    aufraeumen,
    dokumente,
    einfuhr,
    erinnern,
    faelle,
    koerperschaften,
    nachrechnen,
    passwoerter,
    schweigen,
    tageskopf,
    uhrschlag,
    veroeffentlichung,
    zustellung,
)
from vorlagen.services.anmeldesitzungen import Sitzungsdauer
from vorlagen.services.oparl import nachziehen
from vorlagen.services.suche import nachziehen as suche
from vorlagen.services.uhrschlag import Bilanz
from vorlagen.services.webhooks import zustellung as botschaften
from vorlagen.services.webhooks.zustellung import Botendienst
from vorlagen.services.zustellung import Versand
from vorlagen.siegel import Kopfbuch, lade


@dataclass(frozen=True, slots=True)
class _Schlag:
    """What a work is given: the way out (None: mails stay in the outbox), the settings, the time, whether to go on."""

    versand: Versand | None
    einstellungen: Einstellungen
    uhrzeit: Callable[[], datetime]
    stop: Event

    def weiter(self) -> bool:
        return not self.stop.is_set()


def schlage(app: Flask, jetzt: datetime | None = None) -> Bilanz:
    """Strike once: do everything that is due at `jetzt` (None: now) and say what was done."""
    zeit = jetzt or datetime.now(UTC)
    einstellungen: Einstellungen = app.config["EINSTELLUNGEN"]
    schlag = _Schlag(Versand.aus(einstellungen), einstellungen, lambda: zeit, Event())
    getan: Counter[str] = Counter()
    for name in _WERKE:
        getan += _arbeite(app, name, schlag)
    return Bilanz(**getan)


def laufe(app: Flask, *, stop: Event) -> None:
    """Strike until `stop` is set. Whatever is under way then is brought to an end first.

    To be called after a fork, never at import. A work that fails is logged and tried again at the next stroke.
    """
    einstellungen: Einstellungen = app.config["EINSTELLUNGEN"]
    schlag = _Schlag(Versand.aus(einstellungen), einstellungen, partial(datetime.now, UTC), stop)
    werk = BackgroundScheduler(timezone="UTC")
    for name, (takt, _) in _WERKE.items():
        werk.add_job(
            _arbeite,
            "interval",
            (app, name, schlag),
            seconds=takt.total_seconds(),
            id=name,
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    werk.start()
    try:
        while not stop.wait(1.0):  # without an end, a signal that comes just before it would not be heard
            pass
    finally:
        stop.set()
        werk.shutdown(wait=True)


def _arbeite(app: Flask, name: str, schlag: _Schlag) -> Counter[str]:
    with app.app_context():
        sicht_oeffnen(ALLE)
        getan = _WERKE[name][1](schlag)
        uhrschlag.schlage_an(name, jetzt=schlag.uhrzeit())
        return getan


def _veroeffentliche(schlag: _Schlag) -> Counter[str]:
    return Counter(veroeffentlicht=veroeffentlichung.veroeffentliche_faellige(jetzt=schlag.uhrzeit()))


def _rechne_nach(schlag: _Schlag) -> Counter[str]:
    return Counter(nachgerechnet=len(nachrechnen.stelle_nach(jetzt=schlag.uhrzeit())))


def _werte_schweigen(schlag: _Schlag) -> Counter[str]:
    return Counter(stillschweigend=schweigen.stelle_fest(jetzt=schlag.uhrzeit()))


def _erinnere(schlag: _Schlag) -> Counter[str]:
    sicht_oeffnen(koerperschaften.sicht_der_offenen())
    getan = Counter(gestrichen=erinnern.streiche_ueberholte(jetzt=schlag.uhrzeit()))
    while not schlag.stop.is_set():
        genommen = erinnern.befoerdere(jetzt=schlag.uhrzeit())
        getan["erinnert"] += genommen
        if genommen < erinnern.AUF_EINMAL:
            break
    return getan


def _hole_zurueck(schlag: _Schlag) -> Counter[str]:
    if schlag.versand is None:
        return Counter()
    return Counter(zurueckgeholt=zustellung.hole_zurueck(schlag.versand, jetzt=schlag.uhrzeit()))


def _verschicke(schlag: _Schlag) -> Counter[str]:
    getan: Counter[str] = Counter()
    sicht_oeffnen(koerperschaften.sicht_der_offenen())
    while schlag.versand and not schlag.stop.is_set():
        ausgegangen = zustellung.verschicke_naechste(schlag.versand, jetzt=schlag.uhrzeit())
        if ausgegangen is None:
            break
        getan[ausgegangen] += 1
    return getan


def _melde(schlag: _Schlag) -> Counter[str]:
    sicht_oeffnen(koerperschaften.sicht_der_offenen())
    dienst = Botendienst.aus(schlag.einstellungen)
    return Counter(gemeldet=botschaften.arbeite_ab(dienst, uhrzeit=schlag.uhrzeit, stop=schlag.stop))


def _drucke(schlag: _Schlag) -> Counter[str]:
    getan: Counter[str] = Counter()
    while not schlag.stop.is_set() and (fertig := dokumente.arbeite_ab(jetzt=schlag.uhrzeit())):
        getan["dokumente"] += fertig
    return getan


def _folge_fuer_oparl(schlag: _Schlag) -> Counter[str]:
    # A stroke that pretends to be another time must not date what programs are told.
    return Counter(oparl=nachziehen.baue_auf(uhrzeit=partial(datetime.now, UTC), weiter=schlag.weiter))


def _folge_fuer_die_suche(schlag: _Schlag) -> Counter[str]:
    return Counter(gesucht=suche.folge(weiter=schlag.weiter))


def _fuehre_ein(schlag: _Schlag) -> Counter[str]:
    werkzeug = einfuhr.Werkzeug(netze=schlag.einstellungen.erlaubte_netze, uhrzeit=schlag.uhrzeit, weiter=schlag.weiter)
    dateien = faelle.arbeite_stapel_ab(uhrzeit=schlag.uhrzeit, weiter=schlag.weiter)
    return Counter(eingefuehrt=einfuhr.arbeite_ab(werkzeug), aufgenommen=dateien)


def _schliesse_tage_ab(schlag: _Schlag) -> Counter[str]:
    instance = schlag.einstellungen.instance
    bund = lade(instance, schlag.einstellungen.verlauf_schluessel)  # a new key counts at once
    # A stroke may pretend to be later than it is; a day is closed only when it is really over.
    jetzt = min(schlag.uhrzeit(), datetime.now(UTC))
    return Counter(tageskoepfe=tageskopf.schliesse_ab(bund, Kopfbuch(instance), jetzt=jetzt))


def _schicke_passwortlinks(schlag: _Schlag) -> Counter[str]:
    geheimnis = schlag.einstellungen.secret_key.encode()
    return Counter(passwortlinks=passwoerter.erfuelle_wuensche(geheimnis=geheimnis, jetzt=schlag.uhrzeit()))


def _raeume_auf(schlag: _Schlag) -> Counter[str]:
    dauer = Sitzungsdauer.aus(schlag.einstellungen)
    return Counter(aufgeraeumt=aufraeumen.raeume_auf(dauer=dauer, jetzt=schlag.uhrzeit()))


_WERKE: Final[Mapping[str, tuple[timedelta, Callable[[_Schlag], Counter[str]]]]] = MappingProxyType(
    {
        "veroeffentlichung": (uhrschlag.TAKT, _veroeffentliche),
        # Before reminders: nobody is reminded of what their silence has just answered.
        "fristen": (timedelta(minutes=10), _rechne_nach),
        "schweigen": (timedelta(seconds=60), _werte_schweigen),
        uhrschlag.ERINNERN: (uhrschlag.TAKT, _erinnere),
        "zurueckholen": (timedelta(seconds=30), _hole_zurueck),
        "passwortlinks": (timedelta(seconds=5), _schicke_passwortlinks),
        "post": (timedelta(seconds=5), _verschicke),
        "webhooks": (timedelta(seconds=5), _melde),
        "dokumente": (timedelta(seconds=15), _drucke),
        "oparl": (uhrschlag.TAKT, _folge_fuer_oparl),
        "suche": (uhrschlag.TAKT, _folge_fuer_die_suche),
        "einfuhr": (uhrschlag.TAKT, _fuehre_ein),
        "aufraeumen": (timedelta(hours=1), _raeume_auf),
        "tageskoepfe": (timedelta(minutes=5), _schliesse_tage_ab),
    }
)
"""Each work and how often it is done, in the order of a single stroke."""
