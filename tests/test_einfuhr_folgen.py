"""What an import brings beside papers and meetings: links, who was there, who else met, and what becomes of it all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.fremdes_ris import FremdesRis, bruecke, fremdes_ris, fuelle
from tests.oparl.conftest import Frager, frage, gib_heraus
from tests.test_einfuhr import anzahl, fuehre_ein, vorlage
from tests.welt import JETZT, Stadt, als
from vorlagen.extensions import db
from vorlagen.models import (
    Beratung,
    Fremdschluessel,
    Mitgliedschaft,
    Sitzung,
    Tagesordnungspunkt,
    Verknuepfung,
    Vorlage,
)
from vorlagen.ris import Befund
from vorlagen.services import anwesenheiten, gemeinsam, tops, verlauf
from vorlagen.services.anwesenheiten import Eintrag
from vorlagen.services.tops import Angaben

__all__ = ["frage"]  # a fixture


@pytest.fixture
def ris() -> Iterator[FremdesRis]:
    """A filled foreign system."""
    with fremdes_ris() as eins:
        fuelle(eins)
        yield eins


@pytest.mark.probe
def test_eine_verlegte_sitzung_nimmt_die_hiesige_vorlage_mit_eine_abgesagte_gibt_sie_frei(
    stadt: Stadt, ris: FremdesRis
) -> None:
    vorlage_id = bruecke(stadt, ris)
    fuehre_ein(stadt, ris)
    (station,) = db.session.get_one(Vorlage, vorlage_id).beratungen
    assert station.geplant_am == date(2026, 3, 20)
    ris.listen["meeting"][-1]["start"] = "2026-03-27T18:00:00+01:00"

    fuehre_ein(stadt, ris)

    (station,) = db.session.get_one(Vorlage, vorlage_id).beratungen
    assert (station.geplant_am, station.tops[0].sitzung.fruehere_termine) == (
        date(2026, 3, 27), [datetime(2026, 3, 20, 17, tzinfo=UTC).isoformat()],
    )  # fmt: skip
    ris.listen["meeting"][-1]["cancelled"] = True
    fuehre_ein(stadt, ris)
    (station,) = db.session.get_one(Vorlage, vorlage_id).beratungen
    assert (station.geplant_am, station.ausgang) == (None, "nicht_behandelt")
    stand = [(e.was, e.wer_id) for e in verlauf.lies(vorlage_id)][-2:]
    assert stand == [("sitzung_verlegt", None), ("sitzung_abgesagt", None)]
    version = db.session.get_one(Vorlage, vorlage_id).version
    fuehre_ein(stadt, ris)
    assert db.session.get_one(Vorlage, vorlage_id).version == version


@pytest.mark.probe
def test_verknuepfungen_kommen_von_beiden_enden_und_gehen_wenn_es_keines_mehr_sagt(
    stadt: Stadt, ris: FremdesRis
) -> None:
    def verweise() -> set[tuple[str, str, str]]:
        nummern = {v.id: v.nummer for v in db.session.scalars(select(Vorlage))}
        alle = db.session.scalars(select(Verknuepfung))
        return {(str(nummern[v.vorlage_id]), v.art, str(nummern[v.ziel_id or ""])) for v in alle}

    erste, zweite, dritte = ris.listen["paper"]
    erste |= {"subordinatedPaper": [zweite["id"]], "relatedPaper": [dritte["id"], erste["id"], ris.id("papers", 99)]}
    zweite["superordinatedPaper"], dritte["relatedPaper"] = [erste["id"]], [erste["id"]]
    fuehre_ein(stadt, ris)
    erwartet = {("2099/001", "ergaenzt", "2024/001"), ("2024/003", "bezieht_sich_auf", "2024/001")}
    assert verweise() == erwartet
    del zweite["superordinatedPaper"], dritte["relatedPaper"]
    fuehre_ein(stadt, ris)
    assert verweise() == erwartet
    del erste["subordinatedPaper"]
    fuehre_ein(stadt, ris)
    assert verweise() == {("2024/003", "bezieht_sich_auf", "2024/001")}


@pytest.mark.probe
def test_was_dort_nicht_mehr_in_der_liste_steht_wird_gemeldet_und_bleibt(stadt: Stadt, ris: FremdesRis) -> None:
    fuehre_ein(stadt, ris)
    ris.listen["paper"].pop(1)

    bericht = fuehre_ein(stadt, ris)

    (zeile,) = bericht.befunde
    assert (zeile.satz, zeile.anzahl, bericht.zustand) == (Befund.FEHLT_DORT.satz, 1, "vollstaendig")
    assert zeile.beispiele == (f"2099/001: {ris.id('papers', 2)}",)
    assert vorlage("2099/001").veroeffentlicht is not None
    assert fuehre_ein(stadt, ris, seit=datetime(2026, 1, 1, tzinfo=UTC)).befunde == ()


def test_wer_kam_und_wer_mit_tagte_und_der_wortlaut_kommen_mit(stadt: Stadt, ris: FremdesRis, frage: Frager) -> None:
    gib_heraus()
    eins, zwei = (ris.id("organizations", f"typ=gr&id={nr}") for nr in (1, 2))
    sitzung = ris.listen["meeting"][0]
    sitzung |= {"organization": [eins, zwei, ris.id("organizations", "typ=fr&id=9")]}
    sitzung["participant"] = [ris.id("persons", 1), ris.id("persons", 8)]
    sitze = [{"id": ris.id("memberships", 9), "organization": ris.id("organizations", "typ=fr&id=9")}]
    ris.dazu("person", "Person", ris.id("persons", 8), name="Ohne Sitz", membership=sitze)
    ris.listen["paper"][0]["keyword"] = ["Glasfaser"]
    fuehre_ein(stadt, ris)

    assert frage(f"/oparl/v1.1/paper/{vorlage('2024/001').id}")["keyword"] == ["Glasfaser"]
    hier = vorlage("2024/001").beratungen[0].tops[0].sitzung
    hier_id = hier.id
    liste = [(zeile.name, zeile.funktion, zeile.mitglied) for zeile in anwesenheiten.liste(hier_id)]
    assert liste == [("Lea Laub", "vorsitz", True)]
    assert [gremium.name for gremium in gemeinsam.gremien(hier)] == ["Haupt- und Finanzausschuss", "Umweltausschuss"]
    weg = f"/oparl/v1.1/meeting/{hier_id}"
    heraus = frage(weg)
    assert (len(heraus["organization"]), len(heraus["participant"])) == (2, 1)
    assert heraus["agendaItem"][1]["resolutionText"] == "Das Netz wird gebaut."
    anwesenheiten.setze(hier_id, [Eintrag("Gast Gustav", "gast")], version=None, wer=als("gerda"))
    tops.aendere(heraus["agendaItem"][1]["id"].rpartition("/")[2], angaben=Angaben(protokoll="<p>Anders.</p>"),
                 wer=als("gerda"), jetzt=JETZT)  # fmt: skip
    sitzung["participant"] = [ris.id("persons", 8)]
    bericht = fuehre_ein(stadt, ris)
    assert Befund.HIER_BEARBEITET.satz in {zeile.satz for zeile in bericht.befunde}
    assert [zeile.name for zeile in anwesenheiten.liste(hier_id)] == ["Gast Gustav"]
    heraus = frage(weg)
    assert ("participant" in heraus, "resolutionText" in heraus["agendaItem"][1]) == (False, False)


@pytest.mark.probe
def test_dieselben_dinge_unter_anderen_adressen_kommen_nicht_doppelt(stadt: Stadt, ris: FremdesRis) -> None:
    def stelle_um(alt: str, neu: str) -> None:
        ris.listen = json.loads(json.dumps(ris.listen).replace(alt, neu))

    def zahlen() -> list[int]:
        return [anzahl(k) for k in (Vorlage, Beratung, Sitzung, Tagesordnungspunkt, Mitgliedschaft, Fremdschluessel)]

    sitzung, papier = ris.listen["meeting"][0], ris.listen["paper"][0]
    for nr, punkt in enumerate(sitzung["agendaItem"]):
        punkt["web"] = f"https://ris.example/to020?TOLFDNR={nr + 10}"
    sitzung["web"], papier["web"] = "https://ris.example/to010?SILFDNR=77", "https://ris.example/vo020?VOLFDNR=1001"
    ris.listen["person"][0]["web"] = "https://ris.example/kp020?KPLFDNR=5"
    ris.listen = {**ris.listen, "meeting": [sitzung], "paper": [papier]}
    stelle_um("/public/oparl/", "/oparl/v1.0/")
    fuehre_ein(stadt, ris)
    vorher, status, id_ = zahlen(), vorlage("2024/001").status, vorlage("2024/001").id

    stelle_um("/oparl/v1.0/", "/oparl/v1.1/")
    bericht = fuehre_ein(stadt, ris)
    assert all(set(zaehler) == {"unveraendert"} for zaehler in bericht.zaehler.values()), bericht.zaehler
    assert zahlen() == vorher

    worte = {"papers": "paper", "meetings": "meeting", "agendaItems": "item", "consultations": "station"}
    for alt, neu in {**worte, "persons": "person", "memberships": "membership"}.items():
        stelle_um(f"/oparl/v1.1/{alt}", f"/neu/{neu}")
    bericht = fuehre_ein(stadt, ris)
    assert (zahlen(), bericht.befunde) == (vorher, ())
    assert (vorlage("2024/001").id, vorlage("2024/001").status) == (id_, status)
    assert set(fuehre_ein(stadt, ris).zaehler["station"]) == {"unveraendert"}
