"""The change feed: numbered in the order of commits, nothing forgotten, nothing told to whom it is not for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.welt import JETZT, Stadt, als, baue_stadt, entwurf, freigegeben, gehe, zeichne_fuer_alle
from vorlagen import services
from vorlagen.extensions import ALLE, Base, db, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig, StelleUnbekannt
from vorlagen.models import Aenderung, Aenderungsstand, Amt, Rollenvergabe, Vorlage
from vorlagen.models.aenderungsbezug import BEZUEGE, NICHT_GEMELDET
from vorlagen.services import aenderungen, ruecknahme
from vorlagen.services.sichtbarkeit import hole

GEHEIMNIS = b"nur-fuer-pruefungen"

MASSENBEFEHLE = {
    ("beratungsfolge", "beratung_gremium"): "the stage is touched by hand",
    ("kanten", "beratung_wartet_auf"): "the stages are touched by hand",
    ("uebernahme", "beratung_gremium"): "the stage is new",
    ("stationen", "beratung_gremium"): "the stage is new, or touched by hand",
    ("folgen", "Unterschrift"): "a new signature of the same paper takes its place",
    ("verknuepfungen", "Verknuepfung"): "the paper is touched by hand",
    ("verweise", "Verknuepfung"): "the paper is touched by hand",
    ("anwesende", "Anwesenheit"): "the new rows of the same meeting take their place",
    ("personenloeschung", "klasse"): "the person's own row changes, too",
    ("loeschfristen", "regel.tabelle"): "what is deleted by age is not fed",
    ("zweiter_faktor", "tabelle"): "keys",
    ("einlesen", "tabelle"): "the archive brings the feed along",
    ("loeschen", "tabelle"): "the feed goes with the town",
}
"""Where a service changes rows past the mapper, and why the feed knows all the same."""


def gemeldet(ab: int = 0) -> list[tuple[str | None, ...]]:
    """Type, what it was inside and what outside, of all rows after that number."""
    sicht_oeffnen(ALLE)
    db.session.rollback()
    frage = select(Aenderung.typ, Aenderung.vorgang, Aenderung.aussen).where(Aenderung.nr > ab)
    return [tuple(zeile) for zeile in db.session.execute(frage.order_by(Aenderung.nr))]


def stand() -> int:
    sicht_oeffnen(ALLE)
    return db.session.scalars(select(Aenderungsstand.nr)).one()


def test_jede_tabelle_wird_gemeldet_oder_hat_einen_grund() -> None:
    assert {*BEZUEGE} | {*NICHT_GEMELDET} == {*Base.metadata.tables}
    assert {*BEZUEGE} & {*NICHT_GEMELDET} == set()
    for tabelle, bezug in BEZUEGE.items():
        assert {*bezug.spalten} <= {*Base.metadata.tables[tabelle].columns.keys()}, tabelle


def test_jeder_vorgang_meldet_was_er_war_und_was_davon_alle_wissen_duerfen(stadt: Stadt) -> None:
    nr = stand()
    vorlage_id = entwurf(stadt)
    assert gemeldet(nr) == [("vorlage", "angelegt", None), ("beratung", "angelegt", None)]
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    zeichne_fuer_alle(vorlage_id)
    nr = stand()
    gehe(vorlage_id, "freigeben", "olaf")
    assert gemeldet(nr) == [("vorlage", "geaendert", "angelegt"), ("beratung", "geaendert", "angelegt")]
    nr = stand()
    ruecknahme.nimm_vorlage_zurueck(vorlage_id, "Falsche Anlage", wer=als("gerda"), jetzt=JETZT)
    assert gemeldet(nr) == [("vorlage", "geaendert", "geloescht"), ("beratung", "geaendert", "geloescht")]


def test_was_zurueckgerollt_wird_hat_keine_nummer_und_laesst_keine_luecke(stadt: Stadt) -> None:
    nr, adele = stand(), als("adele")

    def lege_an(name: str) -> None:
        with transaction() as sitzung:
            sitzung.add(Amt(koerperschaft_id=adele.koerperschaft_id, nummer="98", name=name))
            sitzung.flush()
            if name == "Amt, das nie war":
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        lege_an("Amt, das nie war")
    with transaction(umfassend=True):
        with pytest.raises(ZeroDivisionError):
            lege_an("Amt, das nie war")
        lege_an("Amt, das bleibt")
    assert gemeldet(nr) == [("amt", "angelegt", "angelegt")]
    assert stand() == nr + 1


def test_jeder_massenbefehl_auf_eine_gemeldete_tabelle_hat_einen_grund() -> None:
    gemeldete = {m.class_.__name__ for m in Base.registry.mappers if m.class_.__tablename__ in BEZUEGE}
    gefunden = {
        (ort.stem, was)
        for ort in sorted(Path(services.__path__[0]).rglob("*.py"))
        for was in _massenbefehle(ort.read_text(encoding="utf-8"))
        if was in gemeldete or not was[0].isupper()
    }
    assert gefunden - {*MASSENBEFEHLE} == set()


def _massenbefehle(text: str) -> Iterator[str]:
    """On what the file calls insert(), update(), delete() or our einfuegen()."""
    if not re.search(r"\b(insert|update|delete|einfuegen)\(", text):
        return
    for knoten in ast.walk(ast.parse(text)):
        if isinstance(knoten, ast.Call) and isinstance(knoten.func, ast.Name) and knoten.args:
            if knoten.func.id in ("insert", "update", "delete"):
                yield ast.unparse(knoten.args[0])
            elif knoten.func.id == "einfuegen":
                yield ast.unparse(knoten.args[-1])


def erfahren(anmeldename: str, seit: str | None = None) -> list[tuple[str, str]]:
    """What this person is told, page by page of two, as (art, id)."""
    wer, gelesen = als(anmeldename), []
    while True:
        abschnitt = aenderungen.lies(wer, seit=seit, anzahl=2, geheimnis=GEHEIMNIS)
        gelesen += [(meldung.art, meldung.objekt_id) for meldung in abschnitt.meldungen]
        assert abschnitt.weiter != seit
        if not abschnitt.meldungen:
            return gelesen
        seit = abschnitt.weiter


def test_wer_nur_oeffentliches_sieht_erfaehrt_nur_was_alle_wissen_duerfen(stadt: Stadt) -> None:
    seit = aenderungen.lies(als("niemand"), seit=aenderungen.JETZT, anzahl=9, geheimnis=GEHEIMNIS).weiter
    geheim = freigegeben(stadt, oeffentlich=False, begruendung_nichtoeffentlich="Personalsache")
    vorlage_id = freigegeben(stadt)
    beratung_id = hole(vorlage_id, als("gerda"))[0].beratungen[0].id
    ruecknahme.nimm_vorlage_zurueck(vorlage_id, "Falsche Anlage", wer=als("gerda"), jetzt=JETZT)
    gemeint = [("vorlage", vorlage_id), ("beratung", beratung_id)]
    assert erfahren("niemand", seit) == [
        *((f"{typ}.angelegt", kennung) for typ, kennung in gemeint),
        *((f"{typ}.geloescht", kennung) for typ, kennung in gemeint),
    ]
    alle = erfahren("gerda", seit)
    assert alle.count(("vorlage.geaendert", geheim)) == alle.count(("vorlage.geaendert", vorlage_id)) - 1 == 4
    assert len(set(alle)) == 7  # nobody could ever read the stage of the other one: it has not changed


def test_wer_eine_vorlage_aus_den_augen_verliert_erfaehrt_dass_sie_weg_ist(stadt: Stadt) -> None:
    niemand = als("niemand")
    with transaction() as sitzung:
        rolle = {"koerperschaft_id": stadt.koerperschaft_id, "person_id": niemand.id, "rolle": "federfuehrung"}
        sitzung.add(Rollenvergabe(**rolle, amt_id=stadt.aemter["30"]))
    seit = aenderungen.lies(niemand, seit=aenderungen.JETZT, anzahl=9, geheimnis=GEHEIMNIS).weiter
    vorlage_id = entwurf(stadt)
    assert erfahren("niemand", seit) == []
    for amt, gesagt in (("30", "geaendert"), ("20", "geloescht")):
        als("adele")
        with transaction() as sitzung:
            sitzung.get_one(Vorlage, vorlage_id).federfuehrend_id = stadt.aemter[amt]
        assert erfahren("niemand", seit)[-1] == (f"vorlage.{gesagt}", vorlage_id)
        seit = aenderungen.lies(als("niemand"), seit=aenderungen.JETZT, anzahl=9, geheimnis=GEHEIMNIS).weiter


def test_eine_stelle_gilt_nur_in_der_eigenen_stadt_und_nur_solange_es_sie_gibt(stadt: Stadt) -> None:
    baue_stadt("buchen", "Stadt Buchenau", vorsilbe="b.")
    stelle = aenderungen.lies(als("gerda"), seit=None, anzahl=3, geheimnis=GEHEIMNIS).weiter
    with pytest.raises(StelleUnbekannt):
        aenderungen.lies(als("b.gerda"), seit=stelle, anzahl=3, geheimnis=GEHEIMNIS)
    with pytest.raises(EingabeUngueltig):
        aenderungen.lies(als("gerda"), seit=stelle[:-4] + "AAAA", anzahl=3, geheimnis=GEHEIMNIS)
    with transaction() as sitzung:
        sitzung.execute(update(Aenderung).values(zeit=JETZT))
    with pytest.raises(StelleUnbekannt):
        aenderungen.lies(als("gerda"), seit=stelle, anzahl=3, geheimnis=GEHEIMNIS)
