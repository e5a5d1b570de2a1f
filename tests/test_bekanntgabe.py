"""What is decided behind closed doors stays there: no correction, no other body and no step of a person opens it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from flask.testing import FlaskClient

from tests.api.programm import Programm
from tests.lebenslaeufe import SITZUNG, lies, trage_ein
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, freigegeben, gehe
from vorlagen.extensions import db
from vorlagen.fehler import NichtBerechtigt
from vorlagen.models import Person, Rollenvergabe
from vorlagen.services import (
    auftraege,
    beiwerk,
    niederschriften,
    oeffentlich,
    pflichten,
    reihenfolge,
    sitzungen,
    sitzungslauf,
    tagesordnung,
)
from vorlagen.services.abstimmungen import Stimmen
from vorlagen.services.beratungsfolge import Station
from vorlagen.web.ansichten.beratungsfolge import oeffentliche_stationen
from vorlagen.workflow.engine import BedingungOffen

VORSCHLAG = "<p>Der Rat kauft das Haus.</p>"
GEHEIM = "<p>Der Rat kauft das Haus für GEHEIM.</p>"
DANACH = SITZUNG + timedelta(days=7)


def papier(stadt: Stadt, *stationen: tuple[str, str, bool]) -> str:
    """A released public paper with these stages: (body, kind, public)."""
    folge = [Station((stadt.gremien[gremium],), art, oeffentlich=offen) for gremium, art, offen in stationen]
    return freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=folge, beschlussvorschlag=VORSCHLAG)


def hfa_dann_geheimer_rat(stadt: Stadt) -> str:
    return papier(stadt, ("HFA", "Vorberatung", True), ("Rat", "Entscheidung", False))


@pytest.fixture
def gesehen(klient: FlaskClient) -> Callable[[str], Any]:
    """What Niemand reads of a paper."""
    niemand = Programm(klient, "niemand")

    def lese(vorlage_id: str) -> Any:
        db.session.rollback()
        return niemand.lies(f"vorlagen/{vorlage_id}")

    return lese


def oeffentliche_niederschrift(sitzung_id: str) -> str:
    for tut in ("schliesse", "gib_frei"):
        gerda = als("gerda")
        db.session.rollback()
        gesehene, spaeter = sitzungen.hole(sitzung_id).version, SITZUNG + timedelta(days=1)
        if tut == "schliesse":
            sitzungslauf.schliesse(
                sitzung_id, ende=None, vorsitz="", schriftfuehrung="", version=gesehene, wer=gerda, jetzt=spaeter
            )
        else:
            niederschriften.gib_frei(sitzung_id, version=gesehene, wer=gerda, jetzt=spaeter)
    niemand = als("niemand")
    db.session.rollback()
    druck = niederschriften.drucke(sitzung_id, nur_oeffentlich=True, wer=niemand, jetzt=spaeter)
    return "\n".join(absatz.text for absatz in Document(BytesIO(druck.inhalt)).paragraphs)


def test_ein_altes_oeffentliches_ergebnis_zu_ergaenzen_oeffnet_keinen_spaeteren_wortlaut(
    stadt: Stadt, gesehen: Callable[[str], Any]
) -> None:
    vorlage_id = hfa_dann_geheimer_rat(stadt)
    hfa = auf_tagesordnung(stadt, vorlage_id, gremium="HFA", beginn=SITZUNG)
    sitzung_id = lies(vorlage_id).beratungen[0].tops[-1].sitzung_id
    tagesordnung.nimm_punkt_auf(sitzung_id, "Eröffnung", oeffentlich=True, wer=als("gerda"), jetzt=JETZT)
    trage_ein(hfa, "empfohlen")
    gerda, hfa_top = als("gerda"), lies(vorlage_id).beratungen[0].tops[-1]
    reihenfolge.verschiebe(hfa_top.id, "2", version=sitzungen.hole(sitzung_id).version, wer=gerda, jetzt=JETZT)
    rat = auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=DANACH)
    trage_ein(rat, "angenommen_geaendert", beschlusstext=GEHEIM)
    trage_ein(hfa, "empfohlen", stimmen=Stimmen(ja=9, nein=2))
    vorlage = lies(vorlage_id)
    assert (vorlage.beschlussvorschlag, vorlage.status) == (GEHEIM, "beschlossen")
    assert [(b.fassung_vorher, b.fassung_nachher) for b in vorlage.beratungen] == [(1, 1), (1, 2)]
    assert (gesehen(vorlage_id)["beschlussvorschlag"], gesehen(vorlage_id)["status"]) == (VORSCHLAG, "in_beratung")
    blatt = oeffentliche_niederschrift(sitzung_id)
    assert ("kauft das Haus." in blatt, "GEHEIM" in blatt) == (True, False)
    (pflicht,) = pflichten.offene(als("gerda"))
    pflichten.erledige(pflicht.id, wer=als("gerda"), jetzt=JETZT)
    assert (gesehen(vorlage_id)["beschlussvorschlag"], gesehen(vorlage_id)["status"]) == (GEHEIM, "beschlossen")


def test_was_spaet_nachgetragen_wird_aendert_den_beschluss_nicht_mehr(stadt: Stadt) -> None:
    vorlage_id = papier(stadt, ("HFA", "Vorberatung", True), ("Rat", "Entscheidung", True))
    hfa = auf_tagesordnung(stadt, vorlage_id, gremium="HFA", beginn=SITZUNG)
    rat = auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=DANACH)
    trage_ein(rat, "angenommen")
    trage_ein(hfa, "empfohlen_geaendert", beschlusstext="<p>Der Rat mietet das Haus.</p>")
    vorlage = lies(vorlage_id)
    assert (vorlage.fassung, vorlage.beschlussvorschlag) == (1, VORSCHLAG)
    assert vorlage.beratungen[0].beschlusstext == "<p>Der Rat mietet das Haus.</p>"
    assert "mietet das Haus" in oeffentliche_niederschrift(vorlage.beratungen[0].tops[-1].sitzung_id)


@pytest.mark.parametrize(("ausgang", "wortlaut"), [("verwiesen", VORSCHLAG), ("angenommen", GEHEIM)])
def test_einen_geheimen_wortlaut_oeffnet_nur_wer_ihm_oeffentlich_zustimmt(
    stadt: Stadt, gesehen: Callable[[str], Any], ausgang: str, wortlaut: str
) -> None:
    vorlage_id = papier(stadt, ("HFA", "Vorberatung", False), ("Rat", "Entscheidung", True))
    trage_ein(auf_tagesordnung(stadt, vorlage_id, gremium="HFA", beginn=SITZUNG), "empfohlen_geaendert",
              beschlusstext=GEHEIM)  # fmt: skip
    assert gesehen(vorlage_id)["beschlussvorschlag"] == VORSCHLAG
    trage_ein(auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=DANACH), ausgang)
    assert gesehen(vorlage_id)["beschlussvorschlag"] == wortlaut


def test_weder_ein_widerspruch_noch_eine_aufhebung_verraet_den_geheimen_beschluss(
    stadt: Stadt, gesehen: Callable[[str], Any]
) -> None:
    vorlage_id = hfa_dann_geheimer_rat(stadt)
    trage_ein(auf_tagesordnung(stadt, vorlage_id, gremium="HFA", beginn=SITZUNG), "empfohlen")
    trage_ein(auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=DANACH), "angenommen")
    for schritt, wer, status in (("widersprechen", "olaf", "ausgesetzt"), ("beschluss_aufheben", "gerda", "erledigt")):
        gehe(vorlage_id, schritt, wer, bemerkung="Grund")
        assert (lies(vorlage_id).status, gesehen(vorlage_id)["status"]) == (status, "in_beratung")
    (pflicht,) = pflichten.offene(als("gerda"))
    pflichten.erledige(pflicht.id, wer=als("gerda"), jetzt=JETZT)
    assert gesehen(vorlage_id)["status"] == "erledigt"


@pytest.mark.parametrize("ausgang", ["angenommen", "verwiesen"])
def test_die_seite_fuer_alle_ist_vor_und_nach_dem_geheimen_beschluss_dieselbe(
    stadt: Stadt, gesehen: Callable[[str], Any], ausgang: str
) -> None:
    vorlage_id = papier(stadt, ("Rat", "Entscheidung", False), ("HFA", "Kenntnisnahme", True))
    rat = auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=SITZUNG)

    def folge() -> object:
        vorlage = lies(vorlage_id, "niemand")
        offen = oeffentlich.zeige(vorlage, beiwerk.lade([vorlage], als("niemand")))
        return oeffentliche_stationen(offen, oeffentlich.beratungen([vorlage])[vorlage.id])

    vorher = (gesehen(vorlage_id), folge())
    trage_ein(rat, ausgang, **({"verwiesen_an": ("Haupt- und Finanzausschuss",)} if ausgang == "verwiesen" else {}))
    assert lies(vorlage_id).beratungen[0].ausgang == ausgang
    assert (gesehen(vorlage_id), folge()) == vorher
    assert [station["reihe"] for station in vorher[0]["beratungsfolge"]] == [1]


def test_wer_nur_ein_anderes_gremium_betreut_handelt_nicht_fuer_dieses(stadt: Stadt) -> None:
    adele, niemand = als("adele"), als("niemand")
    hfa_dienst = Rollenvergabe(
        koerperschaft_id=adele.koerperschaft_id,
        person_id=db.session.get_one(Person, niemand.id).id,
        rolle="gremiendienst",
        gremium_id=stadt.gremien["HFA"],
    )
    db.session.add(hfa_dienst)
    db.session.commit()
    vorlage_id = hfa_dann_geheimer_rat(stadt)
    trage_ein(auf_tagesordnung(stadt, vorlage_id, gremium="HFA", beginn=SITZUNG), "empfohlen")
    trage_ein(auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=DANACH), "angenommen")
    wer = als("niemand")
    (pflicht,) = pflichten.offene(wer)
    auftrag = auftraege.liste(wer)[0][0]
    assert (pflicht.vermerkbar, pflichten.offene(als("gerda"))[0].vermerkbar) == (False, True)
    with pytest.raises(NichtBerechtigt):
        pflichten.erledige(pflicht.id, wer=als("niemand"), jetzt=JETZT)
    with pytest.raises(NichtBerechtigt):
        auftraege.aendere(auftrag.id, {"oeffentlich": True}, version=1, wer=als("niemand"), jetzt=JETZT)
    with pytest.raises((NichtBerechtigt, BedingungOffen)):
        gehe(vorlage_id, "ergebnis_berichtigen", "niemand", bemerkung="Versuch")
    gehe(vorlage_id, "ergebnis_berichtigen", "gerda", bemerkung="Vertippt")
    assert lies(vorlage_id).status == "in_beratung"
