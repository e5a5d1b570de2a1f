"""A town's rows survive a migration that copies tables."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import select, text

from tests.welt import JETZT, Stadt, als, auf_tagesordnung, freigegeben
from vorlagen.app import migrationen
from vorlagen.config import Einstellungen
from vorlagen.extensions import db
from vorlagen.models import Abstimmung, Tagesordnungspunkt
from vorlagen.services import ergebnisse, schema
from vorlagen.services.abstimmungen import Ergebnis


@pytest.fixture
def einstellungen(auf_sqlite: Einstellungen) -> Einstellungen:
    """PostgreSQL alters a table in its place; only SQLite copies it."""
    return auf_sqlite


@pytest.mark.probe
def test_abstimmungen_ueberleben_den_umbau_der_tagesordnungen(app: Flask, stadt: Stadt) -> None:
    beratung_id = auf_tagesordnung(stadt, freigegeben(stadt), beginn=datetime(2026, 3, 24, 16, tzinfo=UTC))
    ergebnis = Ergebnis(ergebnis="vertagt", ausgang="vertagt")
    ergebnisse.trage_ein(beratung_id, ergebnis, version=None, wer=als("gerda"), jetzt=JETZT)
    db.session.remove()
    with db.engine.connect() as verbindung, schema._umbau(verbindung):
        konfiguration = schema._konfiguration(migrationen())
        konfiguration.attributes["connection"] = verbindung
        command.downgrade(konfiguration, "0004")
        verbindung.commit()
    schema.bringe_auf_stand(migrationen())
    als("gerda")
    top = db.session.scalars(select(Tagesordnungspunkt)).one()
    assert (top.zeichen, top.aufnahme, db.session.scalars(select(Abstimmung.top_id)).all()) == (
        "Ö 1", "regulaer", [top.id],
    )  # fmt: skip
    assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
    assert db.session.execute(text("PRAGMA foreign_keys")).scalar() == 1
