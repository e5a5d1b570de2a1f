"""A foreign system that means us harm, and people here who want something else than it does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.fremdes_ris import FremdesRis, als_json, fremdes_ris, fuelle
from tests.test_einfuhr import EILIG, HIER, fuehre_ein, vorlage
from tests.welt import JETZT, Stadt, als
from vorlagen.extensions import db, sicht_oeffnen, transaction
from vorlagen.fehler import ZwischenzeitlichGeaendert
from vorlagen.models import Einfuhr, Vorlage
from vorlagen.netz import Grenzen
from vorlagen.ris import Befund, Befunde
from vorlagen.services import einfuhr, ruecknahme
from vorlagen.services.einfuhr import Auftrag, Server, Werkzeug, dateien
from vorlagen.services.einfuhr.laeufer import Laeufer


@pytest.fixture
def ris() -> Iterator[FremdesRis]:
    """A filled foreign system."""
    with fremdes_ris() as eins:
        fuelle(eins)
        yield eins


def saetze(bericht: einfuhr.Bericht) -> set[str]:
    return {zeile.satz for zeile in bericht.befunde}


def test_was_hier_zurueckgenommen_ist_bleibt_es_was_dort_auch_geschieht(stadt: Stadt, ris: FremdesRis) -> None:
    fuehre_ein(stadt, ris)
    ruecknahme.nimm_vorlage_zurueck(vorlage("2024/001").id, "Ein Name steht darin.", wer=als("gerda"), jetzt=JETZT)
    ris.listen["paper"][0]["name"] = "Netzausbau"
    (station,) = vorlage("2024/001").beratungen
    with transaction():
        eroeffnung, datennetz, _ = station.tops[0].sitzung.tops
        eroeffnung.oeffentlich, eroeffnung.nummer, datennetz.protokoll = False, 9, "<p>Ohne Namen.</p>"
    ris.listen["meeting"][0]["name"] = "Vierte Sitzung"

    bericht = fuehre_ein(stadt, ris)

    papier = vorlage("2024/001")
    assert (papier.betreff, papier.veroeffentlicht, papier.ruecknahme) == ("Netzausbau", None, JETZT)
    tops = {top.titel: top for top in papier.beratungen[0].tops[0].sitzung.tops}
    assert (tops["Eröffnung"].oeffentlich, tops["Datennetz"].protokoll) == (False, "<p>Ohne Namen.</p>")
    assert Befund.HIER_BEARBEITET.satz in saetze(bericht)
    ris.listen["meeting"][0]["agendaItem"][1]["resolutionText"] = "Nun anders."
    fuehre_ein(stadt, ris)
    assert vorlage("2024/001").beratungen[0].tops[0].protokoll == "<p>Nun anders.</p>"


@pytest.mark.probe
def test_ein_boeses_objekt_faellt_fuer_sich_allein(
    stadt: Stadt, ris: FremdesRis, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitzung, tief = ris.listen["meeting"][0], dict[str, Any]()
    sitzung["agendaItem"][0]["id"] = sitzung["id"]
    for _ in range(800):
        tief = {"x": tief}
    ris.dazu("paper", "Paper", ris.id("papers", 50), reference="50", name="tief", mehr=tief)
    ris.dazu("paper", "Paper", ris.id("papers", 51), reference="51", name="unvorhergesehen")
    ris.listen["paper"][0]["web"] = "http://["
    nimm = dateien.setze

    def stolpere(arbeit: Any, *was: Any, **wo: Any) -> None:
        if "vorlage_id" in wo and db.session.get_one(Vorlage, wo["vorlage_id"]).nummer == "51":
            raise StopIteration
        nimm(arbeit, *was, **wo)

    monkeypatch.setattr(dateien, "setze", stolpere)

    for was in ("neu", "unveraendert"):
        bericht = fuehre_ein(stadt, ris)
        assert (bericht.zaehler["papier"], bericht.zaehler["sitzung"]) == ({was: 3}, {was: 1})
        (verworfen,) = (zeile for zeile in bericht.befunde if zeile.satz == Befund.VERWORFEN.satz)
        assert (bericht.zustand, verworfen.anzahl) == ("unvollstaendig", 3)
    assert set(db.session.scalars(select(Vorlage.nummer))) == {"2024/001", "2099/001", "2024/003"}


@pytest.mark.probe
def test_ein_punkt_der_in_eine_andere_sitzung_geht_geht_nicht_verloren(stadt: Stadt, ris: FremdesRis) -> None:
    fuehre_ein(stadt, ris)
    alte, neue = ris.listen["meeting"]
    neue["agendaItem"].append({**alte["agendaItem"].pop(0), "order": 1})
    ris.listen["meeting"] = [neue, alte]

    fuehre_ein(stadt, ris)

    spielplatz = vorlage("2099/001").beratungen[0].tops[0].sitzung
    assert [top.titel for top in spielplatz.tops] == ["Spielplatz", "Eröffnung"]


@pytest.mark.probe
def test_kein_verweis_fuehrt_ins_verderben(stadt: Stadt, ris: FremdesRis) -> None:
    ris.eigensinn["meeting"] = lambda r, _u, f: als_json(r.seite("meeting", f) | {"links": {"next": "http://["}})
    ris.eigensinn["paper"] = lambda _r, _u, _f: (302, b"", {"Location": "//["})
    assert Befund.ABRUF.satz in saetze(fuehre_ein(stadt, ris))
    ris.eigensinn["bodies"] = lambda r, _u, _f: als_json(
        {"data": [], "links": {"next": f"bodies?{len(r.gefragt)}"}, "pagination": {}}
    )
    assert fuehre_ein(stadt, ris).zustand == "unvollstaendig"
    assert len(ris.gefragt) < 150
    server = Server(Grenzen(erlaubte=HIER), Befunde(), EILIG)
    del ris.eigensinn["bodies"]
    (koerper,) = einfuhr.finde_koerper(server, f"{ris.basis}/public/oparl/system")
    assert set(koerper.listen) == {"organization", "person", "meeting", "paper"}


@pytest.mark.probe
def test_wer_lange_wartet_lebt_und_wer_verdraengt_ist_hoert_auf(stadt: Stadt, ris: FremdesRis) -> None:
    sicht_oeffnen(frozenset({stadt.koerperschaft_id}))
    quelle = f"{ris.basis}/public/oparl/system"
    lauf_id = einfuhr.beginne(Auftrag(stadt_id=stadt.koerperschaft_id, quelle=quelle), jetzt=JETZT)
    uhr = [JETZT]
    lauf = Laeufer.ergreife(lauf_id, Werkzeug(netze=HIER, hoeflichkeit=EILIG, uhrzeit=lambda: uhr[0]))
    for minuten in (0.5, 2, 4):
        uhr[0] = JETZT + timedelta(minutes=minuten)
        lauf.server.hole(quelle)
    assert db.session.get_one(Einfuhr, lauf_id).geschlagen == uhr[0]
    with transaction():
        db.session.get_one(Einfuhr, lauf_id).laeufer = "jemand anderes"
    uhr[0] += timedelta(minutes=2)
    with pytest.raises(ZwischenzeitlichGeaendert, match="anderer Prozess"):
        lauf.server.hole(quelle)
