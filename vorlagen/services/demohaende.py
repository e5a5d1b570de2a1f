"""What the cast of the demo does with its hands: each becomes that person and uses the service that people use."""

from __future__ import annotations

from datetime import datetime

from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import anmeldung, mitzeichnungen, schritte, tagesordnung
from vorlagen.services.sichtbarkeit import hole, laufende_mitzeichnungen
from vorlagen.services.wer import Wer, person_mit_namen


def gehe(vorlage_id: str, schritt: str, anmeldename: str, jetzt: datetime) -> None:
    """Take a step as somebody who has just looked."""
    wer = als(anmeldename)
    schritte.gehe(vorlage_id, schritt, version=hole(vorlage_id, wer)[0].version, wer=wer, jetzt=jetzt)


def zeichne(
    vorlage_id: str, anmeldename: str, jetzt: datetime, *, votum: str = "zugestimmt", bemerkung: str | None = None
) -> None:
    """Sign for the person's own office."""
    wer = als(anmeldename)
    vorlage, _ = hole(vorlage_id, wer)
    eigene = next(m for m in laufende_mitzeichnungen(vorlage) if m.amt_id == wer.amt_id)
    mitzeichnungen.zeichne(
        vorlage_id, eigene.id, votum=votum, fassung=vorlage.fassung, wer=wer, jetzt=jetzt, bemerkung=bemerkung
    )


def setze_auf_tagesordnung(vorlage_id: str, sitzung_id: str, jetzt: datetime) -> str:
    """Gerda puts the paper's first stage on an agenda; returns the stage's id."""
    gerda = als("gerda")
    beratung_id = hole(vorlage_id, gerda)[0].beratungen[0].id
    tagesordnung.nimm_auf(sitzung_id, beratung_id, wer=gerda, jetzt=jetzt)
    return beratung_id


def als(anmeldename: str) -> Wer:
    """Become this person for what follows."""
    person = person_mit_namen(anmeldename)
    if person is None:
        raise EingabeUngueltig(f"In der Demo fehlt „{anmeldename}“.")
    return anmeldung.aus_sitzung(person.id)[0]
