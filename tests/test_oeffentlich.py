"""What the public may read follows the release: a return to the drafting desk takes it back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.welt import JETZT, Stadt, als, baue_stadt, freigegeben, gehe, zeichne_fuer_alle
from vorlagen.extensions import db, verzeichnis
from vorlagen.fehler import NichtGefunden
from vorlagen.services import vorlagen
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.workflow import Rolle, Schritt, umgebaut


@pytest.fixture
def stadt(app: Flask) -> Iterator[Stadt]:
    """Here released papers may go back to the drafting desk."""
    alt = verzeichnis.hole("mitteilungsvorlage")
    zurueck = Schritt(name="ueberarbeiten", von="freigegeben", nach="entwurf", durch=Rolle.FEDERFUEHRUNG)
    verzeichnis.ablaeufe["mitteilungsvorlage", alt.version] = umgebaut(alt, schritte=(zurueck,))
    yield baue_stadt()
    verzeichnis.lade()


def einblick(vorlage_id: str) -> Einblick | None:
    """How much Niemand, who has no role, sees."""
    wer = als("niemand")
    db.session.rollback()
    try:
        return hole(vorlage_id, wer)[1]
    except NichtGefunden:
        return None


def test_was_ueberarbeitet_wird_ist_bis_zur_neuen_freigabe_nicht_oeffentlich(stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    assert einblick(vorlage_id) is Einblick.OEFFENTLICH
    gehe(vorlage_id, "ueberarbeiten", "frieda")
    assert einblick(vorlage_id) is None
    frieda = als("frieda")
    vorlage, _ = hole(vorlage_id, frieda)
    vorlagen.aendere(vorlage_id, {"betreff": "Neu"}, version=vorlage.version, wer=frieda, jetzt=JETZT)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    zeichne_fuer_alle(vorlage_id)
    assert einblick(vorlage_id) is None
    gehe(vorlage_id, "freigeben", "olaf")
    assert einblick(vorlage_id) is Einblick.OEFFENTLICH
