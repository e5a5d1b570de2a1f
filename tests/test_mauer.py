"""The second wall: PostgreSQL itself keeps towns apart, whatever a statement forgets. Tests come as a plain role."""

from __future__ import annotations

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Column, ForeignKey, MetaData, String, Table, text
from sqlalchemy.exc import DBAPIError

from tests.postgres import treiberlos
from tests.welt import Stadt, als, baue_stadt, freigegeben
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, Base, db, sicht_oeffnen
from vorlagen.models import mauer
from vorlagen.services import schema

pytestmark = pytest.mark.probe
STAEDTE = ("linden", "buchen")


@pytest.fixture
def einstellungen(auf_postgresql: Einstellungen) -> Einstellungen:
    """Settings of an empty installation on PostgreSQL."""
    return auf_postgresql


@pytest.fixture
def nachbarstadt(stadt: Stadt) -> Stadt:
    """A second town with the same offices, bodies and numbers."""
    nachbar = baue_stadt("buchen", "Stadt Buchenau", vorsilbe="b.")
    freigegeben(stadt)
    freigegeben(nachbar, vorsilbe="b.")
    return nachbar


def anzahlen() -> dict[str, int]:
    """What raw SQL without any condition counts in each table."""
    tabellen = [t.name for t in Base.metadata.sorted_tables if t.name not in mauer.OHNE_STADT]
    return {name: db.session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in tabellen}  # noqa: S608


def test_wer_die_stadt_vergisst_findet_nur_die_eigene(app: Flask, stadt: Stadt, nachbarstadt: Stadt) -> None:
    sicht_oeffnen(ALLE)
    alle = anzahlen()
    bewohnt = {name for name, anzahl in alle.items() if anzahl}
    assert {"vorlage", "verlauf", "beratung_gremium", "nummernkreis", "koerperschaft", "person"} <= bewohnt
    je_stadt = []
    for leute in ("gerda", "b.gerda"):
        als(leute)
        je_stadt.append(anzahlen())
    assert {n: je_stadt[0][n] + je_stadt[1][n] for n in alle} == alle
    assert {n for n in bewohnt if je_stadt[0][n] == 0 or je_stadt[1][n] == 0} == set()
    sicht_oeffnen(frozenset())
    gefunden = {name for name, anzahl in anzahlen().items() if anzahl}
    assert {name for name in gefunden if not mauer.ist_schluesselbund(Base.metadata.tables[name])} == set()


@pytest.mark.parametrize(
    "befehl",
    [
        "UPDATE amt SET koerperschaft_id = :fremd WHERE koerperschaft_id = :eigen",
        "INSERT INTO nummernkreis (koerperschaft_id, kreis, stand) VALUES (:fremd, 'BV/2026/', 7)",
        "INSERT INTO beratung_gremium SELECT :fremde_beratung, id, 2 FROM gremium WHERE kuerzel = 'Rat'",
        "INSERT INTO koerperschaft SELECT 'neu', 'neu', 'Neu', '', 'NW', false, false, '[]', '{}', '', '', '', '', "
        "NULL, NULL, 1",
    ],
)
def test_in_eine_fremde_stadt_laesst_sich_nichts_schreiben(stadt: Stadt, nachbarstadt: Stadt, befehl: str) -> None:
    sicht_oeffnen(frozenset({nachbarstadt.koerperschaft_id}))
    beratung = db.session.execute(text("SELECT id FROM beratung")).scalar_one()
    als("gerda")
    werte = {"fremd": nachbarstadt.koerperschaft_id, "eigen": stadt.koerperschaft_id, "fremde_beratung": beratung}
    with pytest.raises(DBAPIError, match="row-level security"):
        db.session.execute(text(befehl), {name: wert for name, wert in werte.items() if f":{name}" in befehl})
    db.session.rollback()
    assert db.session.execute(text("UPDATE amt SET name = name || '!'")).rowcount == 3  # type: ignore[attr-defined]
    db.session.rollback()


def test_die_sicht_gilt_nur_bis_zum_ende_der_transaktion(stadt: Stadt, nachbarstadt: Stadt) -> None:
    frage = text("SELECT count(*) FROM koerperschaft")
    db.session.remove()
    db.engine.dispose()  # so that one connection serves all that follows
    als("gerda")
    assert db.session.execute(frage).scalar_one() == 1
    with db.session.begin_nested() as ecke:
        sicht_oeffnen(ALLE)
        assert db.session.execute(frage).scalar_one() == 2
        ecke.rollback()
    assert db.session.execute(frage).scalar_one() == 2
    verbindung = db.session.connection().connection.dbapi_connection
    db.session.remove()
    with db.engine.connect() as andere:
        assert andere.connection.dbapi_connection is verbindung
        assert andere.scalar(frage) == 0
        assert andere.scalar(text("SELECT current_setting('vorlagen.sicht', true)")) == ""


def test_jede_tabelle_steht_hinter_der_mauer_und_was_fehlt_wird_gesagt(
    app: Flask, einstellungen: Einstellungen
) -> None:
    assert {t.name for t in Base.metadata.sorted_tables if mauer.bedingung(t) is None} == mauer.OHNE_STADT
    assert schema.maengel() == []
    with db.engine.begin() as verbindung:
        verbindung.exec_driver_sql("ALTER TABLE anlage NO FORCE ROW LEVEL SECURITY")
        verbindung.exec_driver_sql("DROP POLICY mandantengrenze ON fassung")
    (satz,) = schema.maengel()
    assert satz == "Ungetrennt sind: anlage, fassung. Bitte `vorlagen db upgrade` ausführen."
    with db.engine.begin() as verbindung:
        mauer.errichte(verbindung)
    assert schema.maengel() == []
    herrenlos = Table("x", MetaData(), Column("id", String(32), primary_key=True), Column("a", ForeignKey("person.id")))
    assert mauer.bedingung(herrenlos) is None
    with psycopg.connect(treiberlos(einstellungen.database_url)) as verwalter:
        offene = "SELECT viewname FROM pg_views WHERE schemaname = 'public' UNION ALL SELECT proname FROM pg_proc "
        eigene = "WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        assert verwalter.execute(offene + eigene).fetchall() == []
