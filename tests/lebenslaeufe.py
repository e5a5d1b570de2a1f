"""What the tests of whole lives share: a town with every kind of paper, and doors that are all tried."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any

import pytest

from tests.abzug import eingerichtet
from tests.welt import JETZT, PASSWORT, Stadt, als, auf_tagesordnung, entwurf, musterstadt
from vorlagen.extensions import db
from vorlagen.fehler import NichtBerechtigt, NichtGefunden
from vorlagen.models import Vorlage
from vorlagen.services import ergebnisse, schritte, sitzungen, tagesordnung, verlauf, vorlagen
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.einrichtung import Personenplan, Rollenplan
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import hole
from vorlagen.workflow.engine import BedingungOffen

SITZUNG = datetime(2026, 3, 24, 16, 0, tzinfo=UTC)
ALLE = ("frieda", "kai", "berta", "olaf", "rita", "gerda", "niemand")
ARTEN = (
    ("Wahlvorlage", "wahlvorlage", "WV/{jahr}/{nr:03d}"),
    ("Berichtsvorlage", "berichtsvorlage", "BE/{jahr}/{nr:03d}"),
    ("Ergänzungsvorlage", "ergaenzungsvorlage", "EV/{jahr}/{nr:03d}"),
    ("Neufassung", "neufassung", "NF/{jahr}/{nr:03d}"),
    ("Dringlichkeitsentscheidung", "dringlichkeitsentscheidung", "DE/{jahr}/{nr:03d}"),
    ("Antrag", "antrag", "A/{jahr}/{nr:03d}"),
    ("Anfrage", "anfrage", "AF/{jahr}/{nr:03d}"),
    ("Prüfauftrag", "pruefauftrag", "PA/{jahr}/{nr:03d}"),
)


def stadt_mit_allem(arten: tuple[tuple[str, str, str], ...] = (), rollen: tuple[tuple[str, str], ...] = ()) -> Stadt:
    """Lindenstadt with every shipped kind, and Rita of the Rat, who gives second signatures.

    `arten` adds kinds, `rollen` people: (login name, role for the whole town).
    """
    plan = musterstadt("linden", "Stadt Lindenstadt")
    personen = tuple(
        Personenplan(name, name.title(), PASSWORT, f"{name}@example.org", None, (Rollenplan(rolle),))
        for name, rolle in (("rita", "gremienmitglied"), *rollen)
    )
    arten = (*plan.arten, *ARTEN, *arten)
    return Stadt(*eingerichtet(replace(plan, arten=arten, personen=(*plan.personen, *personen))))


def rat(stadt: Stadt, art: str = "Entscheidung") -> list[Station]:
    """A Beratungsfolge of the Rat alone."""
    return [Station(gremium_ids=(stadt.gremien["Rat"],), art=art)]


def lies(vorlage_id: str, wer: str = "gerda") -> Vorlage:
    """The paper as this person finds it now."""
    person = als(wer)
    db.session.rollback()
    return hole(vorlage_id, person)[0]


def aendere(vorlage_id: str, werte: dict[str, Any], wer: str) -> None:
    """Change the draft as somebody who has just looked."""
    person = als(wer)
    vorlagen.aendere(vorlage_id, werte, version=lies(vorlage_id, wer).version, wer=person, jetzt=JETZT)


def beraten(
    stadt: Stadt, vorlage_id: str, ausgang: str, *, gremium: str = "Rat", beginn: datetime = SITZUNG, **mehr: Any
) -> None:
    """Put the paper on the body's agenda and enter what came of it."""
    beratung_id = auf_tagesordnung(stadt, vorlage_id, gremium=gremium, beginn=beginn)
    trage_ein(beratung_id, ausgang, **mehr)


def beraten_wieder(stadt: Stadt, vorlage_id: str, ausgang: str, *, gremium: str = "Rat", **mehr: Any) -> None:
    """A month later the body meets again; its stage that is still open gets this result."""
    gerda, beginn = als("gerda"), SITZUNG + timedelta(days=28)
    sitzung_id = sitzungen.lege_an(stadt.gremien[gremium], beginn, wer=gerda, jetzt=JETZT)
    beratung_id = next(
        b.id for b in lies(vorlage_id).beratungen if b.ausgang is None and b.gremien[0].id == stadt.gremien[gremium]
    )
    tagesordnung.nimm_auf(sitzung_id, beratung_id, wer=als("gerda"), jetzt=JETZT)
    trage_ein(beratung_id, ausgang, **mehr)


def trage_ein(beratung_id: str, ausgang: str, **mehr: Any) -> None:
    """Gerda enters the result of a stage."""
    ergebnisse.trage_ein(beratung_id, Ergebnis(ausgang=ausgang, **mehr), version=None, wer=als("gerda"), jetzt=JETZT)


def gruende(vorlage_id: str, schritt: str, wer: str) -> list[str]:
    """The codes of all reasons why this step is closed to this person, as shown and as met when it is tried."""
    person = als(wer)
    db.session.rollback()
    vorlage, einblick = hole(vorlage_id, person)
    (gezeigt,) = [m for m in schritte.moegliche(vorlage, einblick, person, jetzt=JETZT) if m.schritt.name == schritt]
    with pytest.raises(BedingungOffen) as gefangen:
        schritte.gehe(vorlage_id, schritt, version=vorlage.version, wer=person, jetzt=JETZT, bemerkung="Versuch")
    assert gefangen.value.gruende == gezeigt.gruende
    return [grund.code for grund in gezeigt.gruende]


def tueren(vorlage_id: str, status: str, leute: tuple[str, ...] = ALLE, /, **offen: str) -> None:
    """In this status exactly these doors are open (step="name name"); every other one is tried and stays shut.

    Rules know no database: on PostgreSQL only those are asked for whom a door is open, and Niemand.
    """
    vorher = lies(vorlage_id, "adele")
    assert vorher.status == status
    if db.engine.dialect.name == "postgresql":
        for name in {*" ".join(offen.values()).split(), "niemand"}:
            assert _offene(vorlage_id, name) == {schritt for schritt, wer in offen.items() if name in wer.split()}
        return
    version, ereignisse = vorher.version, len(verlauf.lies(vorlage_id))
    namen = dict.fromkeys(schritt.name for schritt in ablauf_von(vorher).schritte)
    for name in leute:
        assert _offene(vorlage_id, name) == {schritt for schritt, wer in offen.items() if name in wer.split()}
    for schritt, wer in zip(namen, cycle(leute), strict=False):
        draussen = next(n for n in (wer, *leute) if n not in offen.get(schritt, "").split())
        with pytest.raises((NichtBerechtigt, BedingungOffen, NichtGefunden)):
            schritte.gehe(vorlage_id, schritt, version=version, wer=als(draussen), jetzt=JETZT, bemerkung="Versuch")
    nachher = lies(vorlage_id, "adele")
    assert (nachher.status, nachher.version, len(verlauf.lies(vorlage_id))) == (status, version, ereignisse)


def _offene(vorlage_id: str, name: str) -> set[str]:
    person = als(name)
    db.session.rollback()
    try:
        vorlage, einblick = hole(vorlage_id, person)
    except NichtGefunden:
        return set()
    return {m.schritt.name for m in schritte.moegliche(vorlage, einblick, person, jetzt=JETZT) if m.moeglich}


def entwurf_von(stadt: Stadt, art: str, *, wer: str = "frieda", gremien: Iterable[Station] = (), **werte: Any) -> str:
    """A complete draft of this kind without co-signers."""
    folge = list(gremien) or rat(stadt)
    return entwurf(stadt, wer=wer, art=art, beratungsfolge=folge, **{"mitzeichnungen": [], **werte})
