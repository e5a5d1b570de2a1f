"""Two towns in one installation: below the services already, neither knows of the other."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, exists, func, select, union_all, update
from sqlalchemy.orm import aliased, joinedload

from tests.welt import JETZT, Stadt, als, baue_stadt, entwurf, freigegeben
from vorlagen.extensions import Base, Mandant, db, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.models import Amt, Beratung, Person, Vorlage
from vorlagen.services import listen, vorlagen
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.listen import Filter
from vorlagen.services.mitzeichnungen import Beteiligung
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.wer import ueber_alle_staedte


@pytest.fixture
def nachbarstadt(stadt: Stadt) -> Stadt:
    return baue_stadt("buchen", "Stadt Buchenau", vorsilbe="b.")


def test_wer_niemandem_gehoert_findet_nichts(stadt: Stadt) -> None:
    freigegeben(stadt)
    sicht_oeffnen(frozenset())
    for klasse in Base.registry.mappers:
        if issubclass(klasse.class_, Mandant):
            assert db.session.scalars(select(klasse.class_)).all() == [], klasse.class_.__name__


def test_eine_vergessene_bedingung_findet_nur_die_eigene_stadt(stadt: Stadt, nachbarstadt: Stadt) -> None:
    freigegeben(stadt)
    als("b.gerda")
    assert db.session.scalars(select(Vorlage)).all() == []
    assert db.session.scalar(select(func.count()).select_from(Vorlage)) == 0
    assert db.session.scalars(select(Beratung.id)).all() == []
    assert {amt.koerperschaft_id for amt in db.session.scalars(select(Amt))} == {nachbarstadt.koerperschaft_id}
    verbunden = select(Person.id).join(Amt, Amt.id == Person.amt_id)
    als("gerda")
    assert len(db.session.scalars(verbunden).all()) == 4


def test_auch_aendern_und_loeschen_treffen_nur_die_eigene_stadt(stadt: Stadt, nachbarstadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    als("b.adele")
    with transaction() as sitzung:
        sitzung.execute(update(Vorlage).values(betreff="übernommen"))
        sitzung.execute(delete(Beratung))
    vorlage, _ = hole(vorlage_id, als("gerda"))
    assert (vorlage.betreff, len(vorlage.beratungen)) == ("Sachstand Datennetz", 1)


def test_eine_fremde_zeile_laesst_sich_nicht_schreiben(stadt: Stadt, nachbarstadt: Stadt) -> None:
    als("b.adele")
    with pytest.raises(PermissionError), transaction() as sitzung:
        sitzung.add(Amt(koerperschaft_id=stadt.koerperschaft_id, nummer="99", name="Trojanisches Amt"))


def test_auch_auf_umwegen_findet_niemand_die_andere_stadt(stadt: Stadt, nachbarstadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    als("b.gerda")
    assert db.session.get(Vorlage, vorlage_id) is None
    mit_stufen = select(Amt).options(joinedload("*"))
    assert {amt.koerperschaft_id for amt in db.session.scalars(mit_stufen)} == {nachbarstadt.koerperschaft_id}
    andere = aliased(Vorlage)
    assert db.session.scalars(select(andere.id).where(exists().where(andere.id == Vorlage.id))).all() == []
    assert db.session.scalars(union_all(select(Vorlage.id), select(Beratung.id))).all() == []
    assert db.session.query(Vorlage).count() == 0
    tabelle = Base.metadata.tables["vorlage"]
    for nackt in (select(tabelle.c.id), update(tabelle).values(betreff="x"), delete(tabelle), tabelle.insert()):
        with pytest.raises(PermissionError, match="vorlage is asked past its class"):
            db.session.execute(nackt)
    db.session.rollback()


def test_wer_ueber_alle_staedte_fragt_sieht_danach_wieder_nur_die_eigene(stadt: Stadt, nachbarstadt: Stadt) -> None:
    als("gerda")
    with ueber_alle_staedte():
        assert len(db.session.scalars(select(Amt)).all()) == 6
    assert len(db.session.scalars(select(Amt)).all()) == 3
    with pytest.raises(ZeroDivisionError), ueber_alle_staedte():
        raise ZeroDivisionError
    assert len(db.session.scalars(select(Amt)).all()) == 3


@pytest.mark.parametrize("wer", ["b.frieda", "b.kai", "b.olaf", "b.gerda", "b.adele", "b.niemand"])
def test_die_nachbarstadt_sieht_keine_vorlage(stadt: Stadt, nachbarstadt: Stadt, wer: str) -> None:
    vorlage_id = freigegeben(stadt)
    person = als(wer)
    with pytest.raises(NichtGefunden):
        hole(vorlage_id, person)
    assert listen.liste(person, Filter()).zeilen == []


def test_fremde_aemter_und_gremien_sind_unbekannt(stadt: Stadt, nachbarstadt: Stadt) -> None:
    fremde_folge = [Station(gremium_ids=(nachbarstadt.gremien["Rat"],), art="Entscheidung")]
    with pytest.raises(EingabeUngueltig):
        entwurf(stadt, beratungsfolge=fremde_folge)
    with pytest.raises(EingabeUngueltig):
        vorlagen.lege_an(
            {"art": "Beschlussvorlage", "federfuehrend": nachbarstadt.aemter["10"]}, wer=als("frieda"), jetzt=JETZT
        )


def test_ein_fremdes_amt_kann_nicht_mitzeichnen(stadt: Stadt, nachbarstadt: Stadt) -> None:
    with pytest.raises(EingabeUngueltig):
        entwurf(stadt, mitzeichnungen=[Beteiligung(nachbarstadt.aemter["20"])])


def test_jede_stadt_zaehlt_ihre_nummern_selbst(stadt: Stadt, nachbarstadt: Stadt) -> None:
    eigene, fremde = freigegeben(stadt), freigegeben(nachbarstadt, vorsilbe="b.")
    assert hole(eigene, als("gerda"))[0].nummer == "10/001/2026"
    assert hole(fremde, als("b.gerda"))[0].nummer == "10/001/2026"
