"""The invented town: offices, bodies, people, and all its meetings."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import deque
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import func, select

from tests.musterdaten import texte
from vorlagen.extensions import ALLE, db, neue_id, sicht_oeffnen, verzeichnis
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN, Kalender
from vorlagen.models import Koerperschaft, Person, Vorlageart
from vorlagen.services.einrichtung import Gremienplan, Personenplan, Plan, Rollenplan, richte_ein
from vorlagen.workflow.workflow import Workflow

KUERZEL: Final = "musterstadt"
PASSWORT: Final = "kastanien-am-markt"
"""Known to all, as in the demo."""
HORIZONT: Final = timedelta(days=180)
"""So far ahead meetings are called."""
AEMTER: Final = (
    ("10", "Hauptamt"), ("20", "Kämmerei"), ("30", "Rechtsamt"), ("36", "Umweltamt"), ("40", "Schulamt"),
    ("50", "Sozialamt"), ("61", "Planungsamt"), ("66", "Tiefbauamt"),
)  # fmt: skip
FACHGEBIETE: Final = (
    "Bauen", "Schule", "Soziales", "Umwelt", "Kultur", "Sport", "Verkehr", "Jugend", "Wirtschaft", "Digitales",
    "Gleichstellung", "Ordnung", "Liegenschaften", "Wohnen", "Integration", "Gesundheit",
)  # fmt: skip
ARTEN: Final = (
    ("Beschlussvorlage", "beschlussvorlage", "BV/{jahr}/{nr:04d}"),
    ("Mitteilungsvorlage", "mitteilungsvorlage", "{amt}/{nr:03d}/{jahr}"),
    ("Geschäftliche Mitteilung", "geschaeftliche_mitteilung", "GM/{jahr}/{nr:04d}"),
    ("Wahlvorlage", "wahlvorlage", "WV/{jahr}/{nr:04d}"),
)


@dataclass(slots=True)
class Sitzungstag:
    """A meeting, and the numbers of its agenda that were given so far: public, non-public."""

    id: str
    beginn: datetime
    letzte: dict[bool, int] = field(default_factory=lambda: {True: 1, False: 0})

    @property
    def tag(self) -> date:
        """Its day in Berlin."""
        return self.beginn.astimezone(BERLIN).date()


@dataclass(slots=True, kw_only=True)
class Stadt:
    """Everything that lives refer to, by id. `entwerfende` and `zeichnende` are people by office.

    `freigegeben` are the public papers that were released last: later ones link to them.
    """

    id: str
    heute: date
    kalender: Kalender
    aemter: dict[str, str]
    amtsnamen: dict[str, str]
    gremien: dict[str, str]
    sitzungen: dict[str, list[Sitzungstag]]
    arten: dict[str, tuple[str, Workflow, str]]
    entwerfende: dict[str, tuple[str, str]]
    zeichnende: dict[str, str]
    leitung: str
    gremiendienst: str
    freigegeben: deque[str] = field(default_factory=lambda: deque(maxlen=100))

    def naechste(self, gremium: str, ab: datetime) -> Sitzungstag | None:
        """The body's first meeting from this instant on."""
        tage = self.sitzungen[gremium]
        stelle = bisect_left(tage, ab, key=lambda sitzung: sitzung.beginn)
        return tage[stelle] if stelle < len(tage) else None


def baue(*, heute: date, jahre: int, ausschuesse: int, zufall: random.Random) -> tuple[Stadt, list[dict[str, Any]]]:
    """Set the town up; returns it with the rows of its meetings. Raises `EingabeUngueltig` if any town is there."""
    sicht_oeffnen(ALLE)
    if db.session.scalar(select(func.count()).select_from(Koerperschaft)):
        raise EingabeUngueltig("In dieser Datenbank gibt es schon eine Körperschaft; gebraucht wird eine leere.")
    fach = [
        (f"A{nr:02d}", f"Ausschuss für {FACHGEBIETE[nr % len(FACHGEBIETE)]}{_runde(nr)}") for nr in range(ausschuesse)
    ]
    gremien = (("Rat", "Rat der Stadt"), ("HFA", "Haupt- und Finanzausschuss"), *fach)
    koerperschaft_id, aemter, gremium_ids = richte_ein(_plan(gremien, zufall))
    sicht_oeffnen(ALLE)
    arten = db.session.scalars(select(Vorlageart).where(Vorlageart.koerperschaft_id == koerperschaft_id))
    personen = {person.anmeldename: person for person in db.session.scalars(select(Person))}
    namen = dict(AEMTER)
    stadt = Stadt(
        id=koerperschaft_id,
        heute=heute,
        kalender=Kalender("NW"),
        aemter=aemter,
        amtsnamen={aemter[nummer]: name for nummer, name in namen.items()},
        gremien={gremium_ids[kuerzel]: name for kuerzel, name in gremien},
        sitzungen={},
        arten={a.name: (a.id, verzeichnis.hole(a.ablauf), a.nummernmuster) for a in arten},
        entwerfende={aemter[nr]: (personen[f"amt{nr}"].id, personen[f"amt{nr}"].name) for nr in namen},
        zeichnende={aemter[nr]: personen[f"zeichnet{nr}"].id for nr in namen},
        leitung=personen["olaf"].id,
        gremiendienst=personen["gerda"].id,
    )
    return stadt, _berufe_ein(stadt, jahre)


def _runde(nr: int) -> str:
    return f" ({nr // len(FACHGEBIETE) + 1})" if nr >= len(FACHGEBIETE) else ""


def _plan(gremien: tuple[tuple[str, str], ...], zufall: random.Random) -> Plan:
    def person(login: str, amt: str | None, rolle: str, was: str, passwort: str | None = None) -> Personenplan:
        return Personenplan(login, texte.name(zufall), passwort, None, amt, (Rollenplan(rolle, amt),), was)

    leute = [person(f"amt{nr}", nr, "federfuehrung", f"entwirft für das {name}") for nr, name in AEMTER]
    leute += [person(f"zeichnet{nr}", nr, "mitzeichnung", f"zeichnet für das {name} mit") for nr, name in AEMTER]
    leute += [
        person("frieda", "10", "federfuehrung", "entwirft für das Hauptamt", PASSWORT),
        person("kai", "20", "mitzeichnung", "zeichnet für die Kämmerei mit", PASSWORT),
        person("olaf", None, "freigabe", "gibt frei", PASSWORT),
        person("gerda", None, "gremiendienst", "führt den Gremiendienst", PASSWORT),
        person("adele", None, "verwaltung", "verwaltet das System", PASSWORT),
    ]
    return Plan(
        kuerzel=KUERZEL,
        name="Musterstadt",
        land="NW",
        untertitel="Die Bürgermeisterin",
        aemter=AEMTER,
        aufgaben=(("20", "finanzen"), ("36", "klimaschutz")),
        gremien=tuple(Gremienplan(kuerzel, name, {"tage": 7}, {"tage": 10}) for kuerzel, name in gremien),
        arten=ARTEN,
        personen=tuple(leute),
    )


def _berufe_ein(stadt: Stadt, jahre: int) -> list[dict[str, Any]]:
    """Every body meets each fifth week, on its own weekday and in its own week."""
    zeilen = []
    for platz, gremium_id in enumerate(stadt.gremien):
        tag = stadt.heute - timedelta(days=365 * jahre + 60 - platz % 25)
        tag += timedelta(days=(platz % 4 - tag.weekday()) % 7)
        stadt.sitzungen[gremium_id] = tage = []
        while tag < stadt.heute + HORIZONT:
            beginn = datetime.combine(tag, time(17), BERLIN)
            tage.append(Sitzungstag(neue_id(), beginn))
            status = "durchgefuehrt" if tag < stadt.heute else "geplant"
            zeilen.append({"id": tage[-1].id, "koerperschaft_id": stadt.id, "gremium_id": gremium_id, "beginn": beginn,
                           "ort": "Ratssaal", "status": status, "version": 1})  # fmt: skip
            tag += timedelta(weeks=5)
    return zeilen
