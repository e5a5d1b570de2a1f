"""What the public may read follows the release: a return to the drafting desk takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from tests.lebenslaeufe import SITZUNG, lies
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, baue_stadt, freigegeben, gehe, zeichne_fuer_alle
from vorlagen.extensions import db, verzeichnis
from vorlagen.fehler import NichtGefunden
from vorlagen.models import Vorlage
from vorlagen.services import sitzungen, tagesordnung, vorlagen
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.workflow import Rolle, Schritt, umgebaut
from vorlagen.workflow.engine import BedingungOffen


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


def test_ein_oeffentlicher_punkt_verschwindet_mit_der_freigabe_seiner_vorlage(stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    auf_tagesordnung(stadt, vorlage_id, beginn=SITZUNG)
    sitzung_id = lies(vorlage_id).beratungen[0].tops[0].sitzung_id

    def titel(wer: str) -> list[str]:
        person = als(wer)
        db.session.rollback()
        return [top.titel for top, _ in tagesordnung.punkte(sitzungen.hole(sitzung_id), person)]

    assert titel("niemand") == titel("gerda") == ["Sachstand Datennetz"]
    als("gerda")
    db.session.get_one(Vorlage, vorlage_id).freigegeben = None  # as a procedure's step back to the desk does
    db.session.commit()
    assert (titel("niemand"), titel("gerda")) == ([], ["Sachstand Datennetz"])


def test_auf_eine_vergangene_sitzung_kommt_eine_vorlage_nur_mit_begruendung(stadt: Stadt) -> None:
    with pytest.raises(BedingungOffen) as offen:
        auf_tagesordnung(stadt, freigegeben(stadt), beginn=JETZT - timedelta(days=6))
    assert [grund.code for grund in offen.value.gruende] == ["tagesordnung.steht"]
