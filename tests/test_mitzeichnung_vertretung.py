"""Deputies sign, see and are reminded while it is their turn, and not a day or a paper longer."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.test_mitzeichnung import gib, runde, status, zeichne
from tests.welt import JETZT, Stadt, als, baue_stadt, entwurf, gehe
from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden
from vorlagen.models import Postausgang, Vorlage
from vorlagen.services import anmeldung, arbeitskorb, druckbild, mitzeichnungen, schritte, vertretungen
from vorlagen.services.erinnern import befoerdere
from vorlagen.services.sichtbarkeit import hole, sichtbar
from vorlagen.services.wer import Wer, person_mit_namen

MONTAG, FREITAG = date(2026, 3, 2), date(2026, 3, 6)


def am(anmeldename: str, jetzt: datetime = JETZT) -> Wer:
    """Become this person at an instant, with all that they deputise for then."""
    return anmeldung.aus_sitzung(als(anmeldename).id, jetzt=jetzt)[0]


def vertritt(stadt: Stadt, amt: str = "20", wer: str = "niemand", durch: str = "kai") -> str:
    """Somebody deputises for an office from Monday to Friday."""
    person = als(wer).id
    return vertretungen.lege_an(stadt.aemter[amt], person, von=MONTAG, bis=FREITAG, wer=als(durch), jetzt=JETZT)


def sieht(wer: Wer) -> set[str]:
    return set(db.session.scalars(select(Vorlage.id).where(sichtbar(wer))))


def test_die_vertretung_findet_die_vorlage_im_arbeitskorb_und_zeichnet_i_v(stadt: Stadt) -> None:
    vertritt(stadt)
    vorlage_id = entwurf(stadt)
    assert sieht(am("niemand")) == set()
    gib(vorlage_id)
    niemand = am("niemand")
    kaemmerei = runde(vorlage_id)["20"].id
    (posten,) = arbeitskorb.meine(niemand, heute=JETZT.date()).zeilen
    assert (posten.aufgabe.vorlage_id, posten.aufgabe.amt) == (vorlage_id, "Kämmerei")
    assert posten.zeichnung is not None
    assert (posten.zeichnung.id, posten.zeichnung.in_vertretung) == (kaemmerei, True)
    niemand = am("niemand")
    mitzeichnungen.zeichne(vorlage_id, kaemmerei, votum="zugestimmt", fassung=1, wer=niemand, jetzt=JETZT)
    gezeichnet = runde(vorlage_id)["20"]
    assert (gezeichnet.in_vertretung, gezeichnet.person_id) == (True, niemand.id)
    vorlage, _ = hole(vorlage_id, am("niemand"))
    gedruckt = druckbild.kontext(vorlage, heute=MONTAG)["mitzeichnungen"]
    assert [(m["amt"], m["name"], m["in_vertretung"]) for m in gedruckt] == [("Kämmerei", "Niko Niemand", True)]
    zeichne(vorlage_id, "berta", "30")
    assert (status(vorlage_id), runde(vorlage_id)["30"].in_vertretung) == ("in_freigabe", False)


def test_die_vertretung_sieht_nur_was_jetzt_auf_das_amt_wartet(stadt: Stadt) -> None:
    gezeichnet, offen, fremd = entwurf(stadt), entwurf(stadt), entwurf(stadt, mitzeichnungen=[])
    for vorlage_id in (gezeichnet, offen, fremd):
        gib(vorlage_id)
    zeichne(gezeichnet, "kai", "20")
    vertritt(stadt)
    assert sieht(am("niemand")) == {offen}
    assert sieht(als("niemand")) == set()
    with pytest.raises(NichtGefunden):
        hole(gezeichnet, am("niemand"))


@pytest.mark.parametrize("tag", [-1, 5])
def test_vor_und_nach_den_tagen_gilt_keine_vertretung(stadt: Stadt, tag: int) -> None:
    vertritt(stadt)
    vorlage_id = entwurf(stadt)
    gib(vorlage_id)
    kaemmerei = runde(vorlage_id)["20"].id
    niemand = am("niemand", JETZT + timedelta(days=tag))
    assert (niemand.vertritt, arbeitskorb.zahlen(niemand, heute=JETZT.date()).meine) == (frozenset(), 0)
    with pytest.raises(NichtGefunden):
        mitzeichnungen.zeichne(vorlage_id, kaemmerei, votum="zugestimmt", fassung=1, wer=niemand, jetzt=JETZT)


def test_die_vertretung_zeichnet_nur_fuer_dieses_amt(stadt: Stadt) -> None:
    vertritt(stadt)
    vorlage_id = entwurf(stadt)
    gib(vorlage_id)
    rechtsamt = runde(vorlage_id)["30"].id
    with pytest.raises(NichtBerechtigt):
        mitzeichnungen.zeichne(vorlage_id, rechtsamt, votum="zugestimmt", fassung=1, wer=am("niemand"), jetzt=JETZT)


def test_die_vertretung_nimmt_nur_die_eigene_unterschrift_zurueck(stadt: Stadt) -> None:
    vertritt(stadt, wer="berta")
    vorlage_id = entwurf(stadt)
    gib(vorlage_id)
    zeichne(vorlage_id, "kai", "20")
    kaemmerei = runde(vorlage_id)["20"].id
    with pytest.raises(NichtBerechtigt):
        mitzeichnungen.nimm_zurueck(vorlage_id, kaemmerei, wer=am("berta"), jetzt=JETZT)
    mitzeichnungen.nimm_zurueck(vorlage_id, kaemmerei, wer=als("kai"), jetzt=JETZT)
    mitzeichnungen.zeichne(vorlage_id, kaemmerei, votum="zugestimmt", fassung=1, wer=am("berta"), jetzt=JETZT)
    mitzeichnungen.nimm_zurueck(vorlage_id, kaemmerei, wer=am("berta"), jetzt=JETZT)
    assert runde(vorlage_id)["20"].votum is None


def test_die_vertretung_gibt_zurueck_und_sieht_die_vorlage_noch(stadt: Stadt) -> None:
    vertritt(stadt)
    vorlage_id = entwurf(stadt)
    gib(vorlage_id)
    with pytest.raises(NichtGefunden):
        gehe(vorlage_id, "zur_ueberarbeitung_zurueckgeben", "niemand", bemerkung="Zahlen fehlen.")
    niemand = am("niemand")
    gesehen = hole(vorlage_id, niemand)[0].version
    schritte.gehe(
        vorlage_id,
        "zur_ueberarbeitung_zurueckgeben",
        version=gesehen,
        wer=niemand,
        jetzt=JETZT,
        bemerkung="Zahlen fehlen.",
    )
    assert hole(vorlage_id, am("niemand"))[0].status == "entwurf"


def test_erinnert_werden_amt_und_vertretung_jede_mit_ihrem_grund(stadt: Stadt) -> None:
    vertritt(stadt)
    gib(entwurf(stadt))
    sicht_oeffnen(ALLE)
    befoerdere(jetzt=JETZT)
    warum = {
        brief.an.partition("@")[0]: brief.inhalt["text"].partition("Nachricht, ")[2].strip()
        for brief in db.session.scalars(select(Postausgang))
    }
    zustaendig = "weil diese Aufgabe in Ihrer Zuständigkeit liegt."
    assert warum == {
        "berta": zustaendig,
        "kai": zustaendig,
        "niemand": "weil Sie das zuständige Amt vertreten.",
    }


@pytest.mark.parametrize("durch", ["kai", "adele"])
def test_eine_vertretung_regelt_das_amt_selbst_oder_die_verwaltung(stadt: Stadt, durch: str) -> None:
    vertretung_id = vertritt(stadt, durch=durch)
    assert [v.id for v in vertretungen.liste(als(durch), heute=MONTAG)] == [vertretung_id]
    assert [v.id for v in vertretungen.liste(als("niemand"), heute=MONTAG)] == [vertretung_id]
    assert vertretungen.liste(als("berta"), heute=MONTAG) == []
    for fremd in ("berta", "frieda", "niemand"):
        with pytest.raises(NichtBerechtigt):
            vertritt(stadt, durch=fremd)
        with pytest.raises(NichtBerechtigt):
            vertretungen.beende(vertretung_id, wer=als(fremd), jetzt=JETZT)
    vertretungen.beende(vertretung_id, wer=als(durch), jetzt=JETZT + timedelta(days=1))
    assert am("niemand", JETZT + timedelta(days=1)).vertritt == frozenset()
    assert am("niemand").vertritt == {stadt.aemter["20"]}


def test_eine_kuenftige_vertretung_entfaellt_ganz(stadt: Stadt) -> None:
    vertretung_id = vertritt(stadt)
    vertretungen.beende(vertretung_id, wer=als("kai"), jetzt=JETZT)
    assert vertretungen.liste(als("adele"), heute=MONTAG) == []
    with pytest.raises(NichtGefunden):
        vertretungen.beende(vertretung_id, wer=als("kai"), jetzt=JETZT)


def test_was_keine_vertretung_sein_kann_wird_abgelehnt(stadt: Stadt) -> None:
    baue_stadt("ulm", "Stadt Ulmenau", vorsilbe="u-")
    kai, niemand = als("kai").id, als("niemand").id
    fremde = person_mit_namen("u-niemand")
    assert fremde is not None
    fremde_id, amt = fremde.id, stadt.aemter["20"]
    faelle = (
        (amt, niemand, FREITAG, MONTAG),
        (amt, niemand, date(2026, 2, 1), date(2026, 3, 1)),
        (amt, niemand, MONTAG, MONTAG + timedelta(days=367)),
        (amt, kai, MONTAG, FREITAG),
        (amt, fremde_id, MONTAG, FREITAG),
        (amt, "x", MONTAG, FREITAG),
        ("x", niemand, MONTAG, FREITAG),
    )
    for amt_id, person_id, von, bis in faelle:
        with pytest.raises(EingabeUngueltig):
            vertretungen.lege_an(amt_id, person_id, von=von, bis=bis, wer=als("adele"), jetzt=JETZT)
    assert vertretungen.liste(als("adele"), heute=MONTAG) == []
