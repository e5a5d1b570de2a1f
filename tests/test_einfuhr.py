"""Another council information system comes over: all of it, again, in part, after a crash, and however odd it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.fremdes_ris import FremdesRis, als_json, bruecke, fremdes_ris, fuelle
from tests.welt import JETZT, Stadt, als
from vorlagen.extensions import db, sicht_oeffnen
from vorlagen.fehler import NichtBerechtigt, ZwischenzeitlichGeaendert
from vorlagen.models import (
    Bezeichnung,
    Einfuhr,
    Erinnerung,
    Fremddatei,
    Fremdschluessel,
    Frist,
    Gremium,
    Mitgliedschaft,
    Postausgang,
    Sitzung,
    Tagesordnungspunkt,
    Verlaufseintrag,
    Vorlage,
)
from vorlagen.netz import Grenzen
from vorlagen.ris import Befund, Befunde, lies_antwort, lies_seite
from vorlagen.services import einfuhr, verlauf
from vorlagen.services.einfuhr import Auftrag, Bericht, Hoeflichkeit, Server, Unterbrochen, Werkzeug
from vorlagen.services.einfuhr import bruecke as zuordnen
from vorlagen.services.sichtbarkeit import Einblick, hole

HIER = (ip_network("127.0.0.0/8"),)
EILIG = Hoeflichkeit(pause=0, warten=0, atem=0)


@pytest.fixture
def ris() -> Iterator[FremdesRis]:
    """A filled foreign system."""
    with fremdes_ris() as eins:
        fuelle(eins)
        yield eins


def fuehre_ein(stadt: Stadt, ris: FremdesRis, *, seit: datetime | None = None, **werkzeug: Any) -> Bericht:
    """One run for this town."""
    sicht_oeffnen(frozenset({stadt.koerperschaft_id}))
    auftrag = Auftrag(stadt_id=stadt.koerperschaft_id, quelle=f"{ris.basis}/public/oparl/system", seit=seit)
    angaben = {"netze": HIER, "hoeflichkeit": EILIG, "uhrzeit": lambda: JETZT, **werkzeug}
    return einfuhr.fuehre_aus(einfuhr.beginne(auftrag, jetzt=JETZT), Werkzeug(**angaben))


def vorlage(nummer: str) -> Vorlage:
    return db.session.scalars(select(Vorlage).where(Vorlage.nummer == nummer)).one()


def anzahl(klasse: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(klasse)) or 0


def test_ein_ganzes_system_kommt_herueber_und_setzt_nichts_in_gang(stadt: Stadt, ris: FremdesRis) -> None:
    bericht = fuehre_ein(stadt, ris)

    assert bericht.zustand == "vollstaendig", bericht.befunde
    assert {typ: zahlen["neu"] for typ, zahlen in bericht.zaehler.items()} == {
        "organisation": 4, "person": 1, "sitz": 2, "sitzung": 2, "punkt": 4, "papier": 3, "station": 3,
    }  # fmt: skip
    alte = vorlage("2024/001")
    assert (alte.status, alte.federfuehrend and alte.federfuehrend.name) == ("beschlossen", "Bauamt")
    (station,) = alte.beratungen
    assert (station.entscheidet, station.ausgang, station.ergebnis) == (True, "angenommen", "ungeändert beschlossen")
    assert station.beschlusstext == "<p>Das Netz wird gebaut.</p>"
    assert station.gremien[0].id == stadt.gremien["HFA"]
    neue = vorlage("2099/001")
    assert (neue.status, neue.beendet, neue.beratungen[0].tops[0].zeichen) == ("in_beratung", None, "Ö 1")
    assert neue.beratungen[0].tops[0].sitzung.status == "eingeladen"
    huelle = vorlage("2024/003")
    assert [(b.oeffentlich, b.gremien, b.art) for b in huelle.beratungen] == [(False, [], "")]
    teile = [(t.oeffentlich, t.zeichen, t.titel) for t in station.tops[0].sitzung.tops]
    assert teile == [(True, "Ö 1", "Eröffnung"), (True, "Ö 2", "Datennetz"), (False, "N 1", "")]
    (sitz,) = db.session.scalars(select(Mitgliedschaft))
    assert (sitz.name, sitz.funktion, sitz.fraktion) == ("Lea Laub", "vorsitz", "Fraktion Linde")
    assert not db.session.scalars(select(Gremium.aktiv).where(Gremium.name == "Umweltausschuss")).one()
    merke = db.session.scalars(select(Fremdschluessel).where(Fremdschluessel.eigene_id == alte.id)).one()
    assert merke.angaben["schluessel"] == {"VOLFDNR": "1001"}
    assert db.session.scalars(select(Verlaufseintrag.was)).all() == ["eingefuehrt"] * 3
    assert [anzahl(klasse) for klasse in (Frist, Erinnerung, Postausgang)] == [0, 0, 0]
    assert hole(alte.id, als("niemand"))[1] is Einblick.OEFFENTLICH
    assert db.session.scalars(select(Fremddatei.adresse)).all() == [f"{ris.basis}/datei.txt"]


def test_ein_zweiter_lauf_aendert_nichts_und_ein_neuer_wortschatz_wirkt(stadt: Stadt, ris: FremdesRis) -> None:
    ris.listen["meeting"][0]["agendaItem"][1]["result"] = "einmütig so gewollt"
    erster = fuehre_ein(stadt, ris)
    assert [zeile.anzahl for zeile in erster.befunde if zeile.satz == Befund.OHNE_AUSGANG.satz] == [1]
    assert (vorlage("2024/001").status, vorlage("2024/001").beratungen[0].ausgang) == ("in_beratung", None)
    versionen = dict(db.session.execute(select(Vorlage.id, Vorlage.version)).all())

    zweiter = fuehre_ein(stadt, ris)

    assert all(set(zahlen) == {"unveraendert"} for zahlen in zweiter.zaehler.values()), zweiter.zaehler
    assert dict(db.session.execute(select(Vorlage.id, Vorlage.version)).all()) == versionen
    db.session.add(Bezeichnung(koerperschaft_id=stadt.koerperschaft_id, bezeichnung="einmütig so gewollt", art=None,
                               ausgang="angenommen"))  # fmt: skip
    db.session.commit()
    fuehre_ein(stadt, ris)
    assert vorlage("2024/001").status == "beschlossen"


def test_was_sich_dort_aendert_aendert_sich_hier(stadt: Stadt, ris: FremdesRis) -> None:
    fuehre_ein(stadt, ris)
    alte_id = vorlage("2024/001").id
    sitzung = ris.listen["meeting"][0]
    sitzung["modified"], sitzung["start"] = "2026-04-02T00:00:00+02:00", "2024-03-05T17:00:00+01:00"
    _, datennetz, geheim = sitzung["agendaItem"]
    sitzung["agendaItem"] = [{**datennetz, "result": "vertagt"}, geheim]
    ris.loesche("paper", ris.id("papers", 2))
    seit = datetime(2026, 4, 1, tzinfo=UTC)

    bericht = fuehre_ein(stadt, ris, seit=seit)

    assert "modified_since=2026-04-01" in next(url for url in ris.gefragt[-4:] if "/paper?" in url)
    assert bericht.zaehler["punkt"] == {"entfernt": 1, "geaendert": 1, "unveraendert": 1}
    assert (bericht.zaehler["sitzung"], bericht.zaehler["papier"]) == ({"geaendert": 1}, {"entfernt": 1})
    alte = db.session.get_one(Vorlage, alte_id)
    assert (alte.status, alte.beratungen[0].ausgang) == ("in_beratung", "vertagt")
    assert [top.zeichen for top in alte.beratungen[0].tops[0].sitzung.tops] == ["Ö 2", "N 1"]
    weg = vorlage("2099/001")
    assert (weg.veroeffentlicht, weg.ruecknahme) == (None, JETZT)


def test_ein_abgebrochener_lauf_geht_auf_seiner_seite_weiter_und_gehoert_nur_einem(
    stadt: Stadt, ris: FremdesRis
) -> None:
    noch = iter([True] * 5 + [False])
    with pytest.raises(Unterbrochen):
        fuehre_ein(stadt, ris, weiter=lambda: next(noch))
    stand = db.session.scalars(select(Einfuhr)).one()
    assert (stand.zustand, stand.liste, anzahl(Vorlage)) == ("laeuft", "paper", 0)
    lauf_id = stand.id
    ris.gefragt.clear()

    bericht = fuehre_ein(stadt, ris)

    assert [url for url in ris.gefragt if "organization" in url or "meeting" in url] == []
    assert (bericht.id, bericht.zustand, bericht.zaehler["papier"]["neu"]) == (lauf_id, "vollstaendig", 3)

    def uebernimm(_liste: str, _anzahl: int) -> None:
        zeile = db.session.scalars(select(Einfuhr).where(Einfuhr.zustand == "laeuft")).one()
        zeile.laeufer = "jemand anderes"
        db.session.commit()

    with pytest.raises(ZwischenzeitlichGeaendert, match="anderer Prozess"):
        fuehre_ein(stadt, ris, melde=uebernimm)


@pytest.mark.probe
def test_eine_hiesige_sitzung_behaelt_ihre_tagesordnung(stadt: Stadt, ris: FremdesRis) -> None:
    hier = Sitzung(koerperschaft_id=stadt.koerperschaft_id, gremium_id=stadt.gremien["HFA"], ort="Aula", version=1,
                   beginn=datetime(2024, 3, 5, 18, tzinfo=UTC), status="durchgefuehrt")  # fmt: skip
    db.session.add(hier)
    db.session.commit()

    fuehre_ein(stadt, ris)

    hier = db.session.scalars(select(Sitzung).where(Sitzung.beginn < JETZT)).one()
    assert (hier.ort, hier.tops, anzahl(Tagesordnungspunkt)) == ("Aula", [], 1)


def test_ein_zerstueckeltes_objekt_verdirbt_die_anderen_nicht(stadt: Stadt, ris: FremdesRis) -> None:
    ris.dazu("paper", "Paper", ris.id("papers", 9), name=17, reference="", date="05.03.2024", consultation="keine",
             mainFile=[], keyword="x", underDirectionOf={"id": 5}, created=None)  # fmt: skip
    ris.dazu("meeting", "Meeting", ris.id("meetings", 9), start="irgendwann", organization=[ris.id("x", 1)])
    ris.dazu(
        "paper", "Paper", ris.id("papers", 10), name="halb \ud800 und \x00", reference="x\udfff", keyword=["\ud800"]
    )
    ris.dazu("paper", "Paper", ris.id("papers", "\ud800"), name="ohne lesbare Kennung")
    ris.listen["paper"] += [{"name": "ohne Kennung"}, "https://nur.eine/adresse", {"id": "x:1", "type": "…/Person"}]  # type: ignore[list-item]

    bericht = fuehre_ein(stadt, ris)

    gesagt = {zeile.satz for zeile in bericht.befunde}
    erwartet = {Befund.OHNE_BEGINN, Befund.OHNE_KENNUNG, Befund.FREMDER_TYP, Befund.DATUM, Befund.DATUM_FALSCH}
    assert {befund.satz for befund in erwartet} <= gesagt
    assert (bericht.zaehler["papier"]["neu"], bericht.zustand) == (5, "vollstaendig")


def test_auch_kaputte_antworten_werden_gelesen_oder_benannt() -> None:
    befunde = Befunde()
    roh = b'\xef\xbb\xbf{"data": [{"id": "a", "name": "Stra\xdfe\x01"}], "links": {"next": " "}}'
    assert lies_seite(lies_antwort(roh, "u", befunde), "u", befunde).objekte[0]["name"] == "Straße\x01"
    assert lies_seite(lies_antwort(b"[]", "u", befunde), "u", befunde).objekte == ()
    with pytest.raises(Exception, match="HTML-Seite"):
        lies_antwort(b"<html>", "u", befunde)
    with pytest.raises(Exception, match="Wartung"):
        lies_seite({"type": "x/Error", "message": "Wartung"}, "u", befunde)
    for boese in (b'{"data": ' + b"[" * 5000, b"1" * 5000, b'"x"', b""):
        with pytest.raises(Exception, match="etwas anderem"):
            lies_seite(lies_antwort(boese, "u", befunde), "u", befunde)
    assert set(befunde.als_json()) == {"bom", "zeichensatz", "steuerzeichen", "nackte_liste"}


def test_der_abruf_ist_geduldig_hoeflich_und_laeuft_nie_im_kreis() -> None:
    geschlafen: list[float] = []
    with fremdes_ris(seitengroesse=1) as ris:
        for nr in range(3):
            ris.dazu("paper", "Paper", ris.id("papers", nr))
        server = Server(Grenzen(erlaubte=HIER), Befunde(), Hoeflichkeit(pause=0, warten=1), schlafe=geschlafen.append)

        def blaetter(seit: datetime | None = None) -> int:
            url = f"{ris.basis}/public/oparl/paper"
            return sum(len(b.objekte) for b in server.blaetter(url, seit=seit, mit_wunsch=True, ab=None))

        muede = iter([(503, b"", {"Retry-After": "7"}), (200, b"<html>", {})])
        ris.eigensinn["paper"] = lambda r, _u, f: next(muede, None) or als_json(r.seite("paper", f))
        assert (blaetter(), geschlafen) == (3, [7.0, 2.0])
        ris.eigensinn["paper"] = lambda r, _u, f: als_json(
            r.seite("paper", f) | {"links": {"next": f"{r.basis}/public/oparl/paper?n={len(r.gefragt)}"}}
        )
        assert blaetter() == 1
        ris.eigensinn["paper"] = lambda r, _u, f: als_json(r.seite("paper", f) | {"links": None})
        assert blaetter() == 3
        ris.eigensinn["paper"] = lambda r, _u, f: (404, b"{}", {}) if "modified_since" in f else (500, b"", {})
        assert (blaetter(JETZT), blaetter()) == (0, 0)
    assert set(server.befunde.als_json()) == {
        "schleife", "zu_wenige", "ohne_weiter", "leere_mit_fehler", "abruf", "doppelt",
    }  # fmt: skip


@pytest.mark.probe
def test_was_dort_ueber_eine_hiesige_vorlage_beschlossen_wird_fliesst_ein(stadt: Stadt, ris: FremdesRis) -> None:
    vorlage_id = bruecke(stadt, ris)
    fuehre_ein(stadt, ris)
    laufende = db.session.get_one(Vorlage, vorlage_id)
    (station,) = laufende.beratungen
    assert (laufende.status, [top.zeichen for top in station.tops], anzahl(Vorlage)) == ("in_beratung", ["Ö 7"], 4)
    ris.listen["meeting"][-1]["agendaItem"][0]["result"] = "zur Kenntnis genommen"

    fuehre_ein(stadt, ris)

    laufende = db.session.get_one(Vorlage, vorlage_id)
    assert (laufende.status, laufende.beratungen[0].ausgang) == ("zur_kenntnis_genommen", "kenntnis_genommen")
    letzte = [e for e in verlauf.lies(vorlage_id) if e.was in ("auf_tagesordnung", "ergebnis")]
    assert [(e.was, "127.0.0.1" in e.daten, e.wer_id) for e in letzte] == [
        ("auf_tagesordnung", True, None), ("ergebnis", True, None),
    ]  # fmt: skip
    stand = laufende.version
    fuehre_ein(stadt, ris)
    assert db.session.get_one(Vorlage, vorlage_id).version == stand


def test_was_nicht_sicher_ist_wird_gefragt_und_nie_geraten(stadt: Stadt, ris: FremdesRis) -> None:
    vorlage_id = bruecke(stadt, ris, result="einmütig so gewollt")
    fuehre_ein(stadt, ris)
    (frage,) = zuordnen.offene(stadt.koerperschaft_id)
    assert (frage.grund, frage.gremium) == (zuordnen.UNKLAR.format("einmütig so gewollt"), "Haupt- und Finanzausschuss")
    station = db.session.get_one(Vorlage, vorlage_id).beratungen[0].id
    with pytest.raises(NichtBerechtigt):
        zuordnen.entscheide(frage.id, station, "kenntnis_genommen", wer=als("frieda"), jetzt=JETZT)
    zuordnen.entscheide(frage.id, station, "kenntnis_genommen", wer=als("gerda"), jetzt=JETZT)
    assert db.session.get_one(Vorlage, vorlage_id).status == "zur_kenntnis_genommen"
    assert zuordnen.offene(stadt.koerperschaft_id) == []


@pytest.mark.probe
def test_ein_anderer_tag_oder_ein_anderes_gremium_ist_keine_gewissheit(stadt: Stadt, ris: FremdesRis) -> None:
    vorlage_id = bruecke(stadt, ris)
    station = db.session.get_one(Vorlage, vorlage_id).beratungen[0]
    station.geplant_am = datetime(2026, 4, 1).date()
    db.session.commit()

    fuehre_ein(stadt, ris)

    (frage,) = zuordnen.offene(stadt.koerperschaft_id)
    assert frage.grund.startswith("Hier ist die Beratung für den Mi 01.04.2026 geplant")
    assert db.session.get_one(Vorlage, vorlage_id).beratungen[0].tops == []
    zuordnen.entscheide(frage.id, None, None, wer=als("gerda"), jetzt=JETZT)
    fuehre_ein(stadt, ris)
    assert (zuordnen.offene(stadt.koerperschaft_id), db.session.get_one(Vorlage, vorlage_id).status) == (
        [],
        "freigegeben",
    )


@pytest.mark.probe
def test_wer_abbricht_behaelt_was_da_ist(stadt: Stadt, ris: FremdesRis) -> None:
    def brich_ab(_liste: str, _anzahl: int) -> None:
        einfuhr.brich_ab(db.session.scalars(select(Einfuhr.id)).one(), wer=als("adele"), jetzt=JETZT)

    with pytest.raises(ZwischenzeitlichGeaendert, match="abgebrochen"):
        fuehre_ein(stadt, ris, melde=brich_ab)
    lauf = db.session.scalars(select(Einfuhr)).one()
    assert (lauf.zustand, anzahl(Fremdschluessel)) == ("abgebrochen", 3)
    assert fuehre_ein(stadt, ris).zustand == "vollstaendig"
