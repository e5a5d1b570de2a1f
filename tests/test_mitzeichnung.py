"""Rounds of co-signing: by rules and in groups, what still holds after a change, and what can be undone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.welt import JETZT, Stadt, als, entwurf, gehe, version
from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden
from vorlagen.models import Amt, Frist, Mitzeichnung, Vorlage
from vorlagen.services import mitzeichnungen, schritte, verlauf, vorlagen, zustaendigkeit
from vorlagen.services.mitzeichnungen import Beteiligung
from vorlagen.services.sichtbarkeit import hole, laufende_mitzeichnungen
from vorlagen.workflow.engine import BedingungOffen
from vorlagen.workflow.felder import AUSWIRKUNGEN

GELD = "Die Vorlage hat finanzielle Auswirkungen, oder sie sind noch nicht zu übersehen."


def mit_wirkung(**werte: str) -> list[dict[str, Any]]:
    """The effects, all "nein" but these."""
    return [{"art": art, "wert": werte.get(art, "nein")} for art, _ in AUSWIRKUNGEN]


def runde(vorlage_id: str) -> dict[str, Mitzeichnung]:
    """The current round by the offices' numbers, as the administration sees it."""
    db.session.rollback()
    vorlage, _ = hole(vorlage_id, als("adele"))
    return {m.amt.nummer: m for m in laufende_mitzeichnungen(vorlage)}


def status(vorlage_id: str) -> str:
    db.session.rollback()
    return hole(vorlage_id, als("adele"))[0].status


def zeichne(vorlage_id: str, wer: str, amt: str, votum: str = "zugestimmt", **rest: Any) -> None:
    """Sign as somebody who has just read it."""
    mitzeichnung_id = runde(vorlage_id)[amt].id
    person = als(wer)
    fassung = hole(vorlage_id, person)[0].fassung
    mitzeichnungen.zeichne(
        vorlage_id, mitzeichnung_id, votum=votum, fassung=fassung, wer=person, **{"jetzt": JETZT, **rest}
    )


def aendere(vorlage_id: str, **werte: Any) -> None:
    frieda = als("frieda")
    vorlagen.aendere(vorlage_id, werte, version=version(vorlage_id, frieda), wer=frieda, jetzt=JETZT)


def gib(vorlage_id: str) -> None:
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")


def nochmal(vorlage_id: str, **werte: Any) -> None:
    """Fetch it back, change it, give it out again."""
    gehe(vorlage_id, "zurueckholen", "frieda")
    if werte:
        aendere(vorlage_id, **werte)
    gib(vorlage_id)


def fristen() -> dict[str, date]:
    """Office → day of its open deadline."""
    sicht_oeffnen(ALLE)
    frage = select(Amt.nummer, Frist.faellig_am).join(Frist, Frist.amt_id == Amt.id).where(Frist.zustand == "offen")
    return {zeile.nummer: zeile.faellig_am for zeile in db.session.execute(frage)}


def test_bei_geld_zeichnet_die_kaemmerei_auch_wenn_niemand_sie_gewaehlt_hat(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt, mitzeichnungen=[], auswirkungen=mit_wirkung(finanziell="ja"))
    gib(vorlage_id)
    kaemmerei = runde(vorlage_id)["20"]
    assert (kaemmerei.anlass, kaemmerei.pflicht, kaemmerei.gewaehlt) == (GELD, True, False)
    assert (status(vorlage_id), kaemmerei.frist) == ("in_mitzeichnung", date(2026, 3, 5))
    eintrag = verlauf.lies(vorlage_id)[-1]
    assert f'"vorgeschrieben":{{"Kämmerei":"{GELD}"}}' in eintrag.daten
    zeichne(vorlage_id, "kai", "20")
    assert status(vorlage_id) == "in_freigabe"


def test_wer_schon_gewaehlt_ist_wird_zur_pflicht_und_behaelt_seine_gruppe(stadt: Stadt) -> None:
    gewaehlt = [Beteiligung(stadt.aemter["20"], gruppe=2, pflicht=False, werktage=7), Beteiligung(stadt.aemter["30"])]
    vorlage_id = entwurf(stadt, mitzeichnungen=gewaehlt, auswirkungen=mit_wirkung(finanziell="offen"))
    gib(vorlage_id)
    kaemmerei = runde(vorlage_id)["20"]
    assert (kaemmerei.anlass, kaemmerei.pflicht, kaemmerei.gewaehlt) == (GELD, True, True)
    assert (kaemmerei.gruppe, kaemmerei.werktage) == (2, 7)


def test_ein_amt_das_keine_regel_mehr_braucht_faellt_aus_der_naechsten_runde(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt, mitzeichnungen=[], auswirkungen=mit_wirkung(finanziell="ja"))
    gib(vorlage_id)
    nochmal(vorlage_id, auswirkungen=mit_wirkung())
    assert (runde(vorlage_id), status(vorlage_id)) == ({}, "in_freigabe")


def test_wen_die_federfuehrung_herausnimmt_fragt_die_naechste_runde_nicht(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gib(vorlage_id)
    nochmal(vorlage_id, mitzeichnungen=[])
    assert (runde(vorlage_id), status(vorlage_id)) == ({}, "in_freigabe")


def test_fehlt_ein_zustaendiges_amt_sagt_der_schritt_wer_helfen_kann(stadt: Stadt) -> None:
    zustaendigkeit.setze("20", [])
    vorlage_id = entwurf(stadt, auswirkungen=mit_wirkung(finanziell="ja"))
    with pytest.raises(BedingungOffen) as gefangen:
        gib(vorlage_id)
    assert [(g.code, g.abhilfe, g.wer) for g in gefangen.value.gruende] == [
        ("mitzeichnung.ohne_amt", "einem Amt die Aufgabe „finanzen“ geben", "die Verwaltung des Systems")
    ]
    zustaendigkeit.setze("30", ["finanzen"])
    gib(vorlage_id)
    assert {nr: m.anlass for nr, m in runde(vorlage_id).items()} == {"20": None, "30": GELD}


def test_das_federfuehrende_amt_zeichnet_die_eigene_vorlage_nicht_mit(stadt: Stadt) -> None:
    zustaendigkeit.setze("20", [])
    zustaendigkeit.setze("10", ["finanzen"])
    vorlage_id = entwurf(stadt, mitzeichnungen=[], auswirkungen=mit_wirkung(finanziell="ja"))
    gib(vorlage_id)
    assert (runde(vorlage_id), status(vorlage_id)) == ({}, "in_freigabe")


def test_die_zweite_gruppe_wird_erst_gefragt_wenn_die_erste_gezeichnet_hat(stadt: Stadt) -> None:
    vorlage_id = entwurf(
        stadt, mitzeichnungen=[Beteiligung(stadt.aemter["20"]), Beteiligung(stadt.aemter["30"], gruppe=2, werktage=10)]
    )
    gib(vorlage_id)
    assert (fristen(), runde(vorlage_id)["30"].erbeten) == ({"20": date(2026, 3, 5)}, None)
    with pytest.raises(BedingungOffen) as gefangen:
        zeichne(vorlage_id, "berta", "30")
    assert gefangen.value.gruende[0].text == "„Rechtsamt“ ist noch nicht an der Reihe; vorher zeichnen: Kämmerei."
    with pytest.raises(NichtBerechtigt):
        gehe(vorlage_id, "zur_ueberarbeitung_zurueckgeben", "berta", bemerkung="Zu früh.")
    vorlage, einblick = hole(vorlage_id, als("frieda"))
    weiter = next(m for m in schritte.moegliche(vorlage, einblick, als("frieda"), jetzt=JETZT) if m.schritt.von_selbst)
    assert [g.code for g in weiter.gruende if g.code.startswith("mitz")] == [
        "mitzeichnung.offen",
        "mitzeichnung.spaeter",
    ]
    zeichne(vorlage_id, "kai", "20", jetzt=JETZT + timedelta(days=1))
    assert fristen() == {"30": date(2026, 3, 17)}
    assert verlauf.lies(vorlage_id)[-1].was == "um_mitzeichnung_gebeten"
    zeichne(vorlage_id, "berta", "30")
    assert (status(vorlage_id), verlauf.pruefe_alle()[1]) == ("in_freigabe", [])


def test_lehnt_die_erste_gruppe_ab_wird_die_zweite_nicht_gefragt(stadt: Stadt) -> None:
    vorlage_id = entwurf(
        stadt, mitzeichnungen=[Beteiligung(stadt.aemter["20"]), Beteiligung(stadt.aemter["30"], gruppe=2)]
    )
    gib(vorlage_id)
    zeichne(vorlage_id, "kai", "20", "abgelehnt", bemerkung="Kein Geld.")
    assert (runde(vorlage_id)["30"].erbeten, status(vorlage_id)) == (None, "in_mitzeichnung")


def test_eine_unterschrift_gilt_weiter_wenn_sich_nichts_geaendert_hat_was_sie_betrifft(stadt: Stadt) -> None:
    vorlage_id = entwurf(
        stadt, mitzeichnungen=[Beteiligung(stadt.aemter["30"])], auswirkungen=mit_wirkung(finanziell="ja")
    )
    gib(vorlage_id)
    zeichne(vorlage_id, "kai", "20", "zugestimmt_mit_hinweis", bemerkung="Erst 2027.")
    nochmal(vorlage_id, sachverhalt="<p>Das Netz wächst schneller.</p>")
    kaemmerei, rechtsamt = runde(vorlage_id)["20"], runde(vorlage_id)["30"]
    assert (kaemmerei.votum, kaemmerei.fassung, kaemmerei.gilt_fuer) == ("zugestimmt_mit_hinweis", 1, 2)
    assert (kaemmerei.bemerkung, kaemmerei.person and kaemmerei.person.name) == ("Erst 2027.", "Kai Kassenwart")
    assert (rechtsamt.votum, list(fristen())) == (None, ["30"])
    zeichne(vorlage_id, "berta", "30")
    assert status(vorlage_id) == "in_freigabe"
    gehe(vorlage_id, "freigeben", "olaf")
    assert status(vorlage_id) == "freigegeben"


@pytest.mark.parametrize(
    "aenderung",
    [
        {"beschlussvorschlag": "<p>Der Ausschuss nimmt Kenntnis und dankt.</p>"},
        {"auswirkungen": [{"art": "finanziell", "wert": "ja", "text": "200.000 €"}]},
    ],
)
def test_was_die_unterschrift_betrifft_oeffnet_sie_wieder(stadt: Stadt, aenderung: dict[str, Any]) -> None:
    vorlage_id = entwurf(stadt, mitzeichnungen=[], auswirkungen=mit_wirkung(finanziell="ja", klima="ja_positiv"))
    gib(vorlage_id)
    zeichne(vorlage_id, "kai", "20")
    nochmal(vorlage_id, **aenderung)
    assert (runde(vorlage_id)["20"].votum, runde(vorlage_id)["20"].runde) == (None, 2)


def test_eine_andere_wirkung_laesst_die_kaemmerei_unberuehrt(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt, mitzeichnungen=[], auswirkungen=mit_wirkung(finanziell="ja"))
    gib(vorlage_id)
    zeichne(vorlage_id, "kai", "20")
    gehe(vorlage_id, "zurueckholen", "frieda")
    aendere(vorlage_id, auswirkungen=[{"art": "klima", "wert": "ja_negativ", "text": None}])
    gib(vorlage_id)
    zeilen = runde(vorlage_id)
    assert (zeilen["20"].votum, zeilen["30"].votum) == ("zugestimmt", None)
    assert zeilen["30"].anlass == "Die Vorlage wirkt sich auf das Klima aus, oder das ist noch nicht zu übersehen."


def test_ohne_aenderung_gilt_jede_zustimmung_weiter_eine_ablehnung_nie(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gib(vorlage_id)
    zeichne(vorlage_id, "kai", "20", "kenntnis")
    zeichne(vorlage_id, "berta", "30", "abgelehnt", bemerkung="So nicht.")
    nochmal(vorlage_id)
    zeilen = runde(vorlage_id)
    assert {nr: (m.votum, m.gilt_fuer) for nr, m in zeilen.items()} == {"20": ("kenntnis", None), "30": (None, None)}


def test_wer_zurueckgibt_stimmt_nicht_mehr_zu(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gib(vorlage_id)
    zeichne(vorlage_id, "kai", "20")
    gehe(vorlage_id, "zur_ueberarbeitung_zurueckgeben", "kai", bemerkung="Doch nicht.")
    assert [e.was for e in verlauf.lies(vorlage_id)][-2:] == ["mitzeichnung_zurueckgenommen", "schritt"]
    gib(vorlage_id)
    assert {nr: m.votum for nr, m in runde(vorlage_id).items()} == {"20": None, "30": None}


def test_eine_unterschrift_laesst_sich_zuruecknehmen_solange_mitgezeichnet_wird(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gib(vorlage_id)
    zeichne(vorlage_id, "kai", "20")
    meine = runde(vorlage_id)["20"].id
    with pytest.raises(NichtBerechtigt):
        mitzeichnungen.nimm_zurueck(vorlage_id, meine, wer=als("berta"), jetzt=JETZT)
    with pytest.raises(NichtGefunden):
        mitzeichnungen.nimm_zurueck(vorlage_id, meine, wer=als("niemand"), jetzt=JETZT)
    spaeter = JETZT + timedelta(days=1)
    mitzeichnungen.nimm_zurueck(vorlage_id, meine, wer=als("kai"), jetzt=spaeter, bemerkung="Rechenfehler.")
    kaemmerei = runde(vorlage_id)["20"]
    assert (kaemmerei.votum, kaemmerei.sha256, kaemmerei.person_id, kaemmerei.gezeichnet) == (None, None, None, None)
    assert fristen() == {"20": date(2026, 3, 6), "30": date(2026, 3, 5)}
    letzter = verlauf.lies(vorlage_id)[-1]
    assert (letzter.was, '"votum":"zugestimmt"' in letzter.daten, "Rechenfehler." in letzter.daten) == (
        "mitzeichnung_zurueckgenommen", True, True,
    )  # fmt: skip
    with pytest.raises(EingabeUngueltig):
        mitzeichnungen.nimm_zurueck(vorlage_id, meine, wer=als("kai"), jetzt=JETZT)
    zeichne(vorlage_id, "kai", "20")
    zeichne(vorlage_id, "berta", "30")
    with pytest.raises(BedingungOffen) as gefangen:
        mitzeichnungen.nimm_zurueck(vorlage_id, meine, wer=als("kai"), jetzt=JETZT)
    assert "inzwischen „In Freigabe“" in gefangen.value.gruende[0].text
    assert verlauf.pruefe_alle()[1] == []


def test_eine_zurueckgenommene_unterschrift_lebt_in_keiner_spaeteren_runde_auf(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gib(vorlage_id)
    zeichne(vorlage_id, "kai", "20")
    nochmal(vorlage_id)
    weitere = runde(vorlage_id)["20"]
    assert (weitere.votum, weitere.runde) == ("zugestimmt", 2)
    mitzeichnungen.nimm_zurueck(vorlage_id, weitere.id, wer=als("kai"), jetzt=JETZT)
    nochmal(vorlage_id)
    assert (runde(vorlage_id)["20"].votum, runde(vorlage_id)["20"].runde) == (None, 3)


def test_im_entwurf_zeichnet_niemand(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gib(vorlage_id)
    gehe(vorlage_id, "zurueckholen", "frieda")
    with pytest.raises(EingabeUngueltig):
        zeichne(vorlage_id, "kai", "20")
    sicht_oeffnen(ALLE)
    assert db.session.get_one(Vorlage, vorlage_id).status == "entwurf"
