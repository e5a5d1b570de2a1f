"""The main job on the services: from an empty draft to the recorded Kenntnisnahme, and every "may not" on the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.welt import JETZT, Stadt, als, auf_tagesordnung, entwurf, freigegeben, gehe, version, zeichne_fuer_alle
from tests.wordwerk import absaetze
from vorlagen.extensions import db
from vorlagen.fehler import (
    EingabeUngueltig,
    NichtBerechtigt,
    NichtGefunden,
    ZwischenzeitlichGeaendert,
)
from vorlagen.models import Erinnerung, Frist
from vorlagen.services import dokumente, ergebnisse, fassungen, mitzeichnungen, schritte, verlauf, vorlagen
from vorlagen.services.abstimmungen import Ergebnis, Punktergebnis, Stimmen
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.sichtbarkeit import hole, laufende_mitzeichnungen
from vorlagen.workflow.engine import BedingungOffen

SITZUNG = datetime(2026, 3, 24, 16, 0, tzinfo=UTC)


def test_eine_mitteilung_kommt_vom_entwurf_bis_zur_kenntnisnahme(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    zeichne_fuer_alle(vorlage_id)
    vorlage, _ = hole(vorlage_id, als("olaf"))
    assert (vorlage.status, vorlage.nummer) == ("in_freigabe", None)
    gehe(vorlage_id, "freigeben", "olaf")
    beratung_id = auf_tagesordnung(stadt, vorlage_id, beginn=SITZUNG)
    ergebnis = Ergebnis(ergebnis="zur Kenntnis genommen", ausgang="kenntnis_genommen")
    hinweise = ergebnisse.trage_ein(beratung_id, ergebnis, version=None, wer=als("gerda"), jetzt=JETZT)
    vorlage, _ = hole(vorlage_id, als("gerda"))
    assert (vorlage.status, vorlage.nummer, hinweise) == ("zur_kenntnis_genommen", "10/001/2026", ())
    assert [eintrag.was for eintrag in verlauf.lies(vorlage_id)] == [
        "angelegt", "schritt", "mitgezeichnet", "mitgezeichnet", "schritt", "schritt",
        "auf_tagesordnung", "schritt", "ergebnis", "schritt",
    ]  # fmt: skip
    assert verlauf.pruefe_alle()[1] == []
    assert db.session.scalars(select(Frist.name).where(Frist.zustand == "offen")).all() == ["Ladung"]


def test_wer_noch_warten_muss_erfaehrt_worauf(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    frieda = als("frieda")
    vorlage, einblick = hole(vorlage_id, frieda)
    freigabe = next(
        m for m in schritte.moegliche(vorlage, einblick, frieda, jetzt=JETZT) if m.schritt.name == "zur_freigabe_geben"
    )
    assert [(g.code, g.wer) for g in freigabe.gruende if g.code.startswith("mitzeichnung")] == [
        ("mitzeichnung.offen", "Kämmerei"),
        ("mitzeichnung.offen", "Rechtsamt"),
    ]
    assert "05.03.2026" in freigabe.gruende[1].text


def test_alles_was_fehlt_wird_auf_einmal_genannt(stadt: Stadt) -> None:
    vorlage_id = vorlagen.lege_an({"art": "Beschlussvorlage"}, wer=als("frieda"), jetzt=JETZT)
    with pytest.raises(BedingungOffen) as gefangen:
        gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    assert {grund.feld for grund in gefangen.value.gruende} == {
        "betreff", "beschlussvorschlag", "sachverhalt", "begruendung_nichtoeffentlich", "beratungsfolge",
        "auswirkung_finanziell", "auswirkung_personell", "auswirkung_organisatorisch", "auswirkung_kennzahlen",
        "auswirkung_klima",
    }  # fmt: skip


@pytest.mark.parametrize("wer", ["kai", "gerda", "olaf"])
def test_nur_die_federfuehrende_stelle_gibt_zur_mitzeichnung(stadt: Stadt, wer: str) -> None:
    vorlage_id = entwurf(stadt)
    with pytest.raises(NichtGefunden):
        hole(vorlage_id, als(wer))
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    gehe(vorlage_id, "zurueckholen", "frieda")
    with pytest.raises(NichtBerechtigt):
        gehe(vorlage_id, "zur_mitzeichnung_geben", wer)


def test_niemand_sieht_eine_vorlage_erst_wenn_sie_oeffentlich_und_freigegeben_ist(stadt: Stadt) -> None:
    geheim = freigegeben(stadt, oeffentlich=False, begruendung_nichtoeffentlich="Personalsache")
    offen = freigegeben(stadt)
    with pytest.raises(NichtGefunden):
        hole(geheim, als("niemand"))
    assert hole(offen, als("niemand"))[1] == "oeffentlich"


def test_wer_eine_alte_version_sah_ueberschreibt_nichts(stadt: Stadt) -> None:
    vorlage_id, frieda = entwurf(stadt), als("frieda")
    gesehen = version(vorlage_id, frieda)
    vorlagen.aendere(vorlage_id, {"betreff": "Neu"}, version=gesehen, wer=frieda, jetzt=JETZT)
    with pytest.raises(ZwischenzeitlichGeaendert):
        vorlagen.aendere(vorlage_id, {"betreff": "Alt"}, version=gesehen, wer=frieda, jetzt=JETZT)
    with pytest.raises(ZwischenzeitlichGeaendert):
        schritte.gehe(vorlage_id, "zur_mitzeichnung_geben", version=gesehen, wer=frieda, jetzt=JETZT)
    assert hole(vorlage_id, frieda)[0].betreff == "Neu"


def test_eine_unterschrift_gilt_nur_fuer_die_gelesene_fassung(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    gehe(vorlage_id, "zurueckholen", "frieda")
    frieda, kai = als("frieda"), als("kai")
    werte = {"sachverhalt": "<p>Anders.</p>"}
    vorlagen.aendere(vorlage_id, werte, version=version(vorlage_id, frieda), wer=frieda, jetzt=JETZT)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    vorlage, _ = hole(vorlage_id, kai)
    meine = next(m for m in laufende_mitzeichnungen(vorlage) if m.amt.nummer == "20")
    assert (vorlage.fassung, meine.runde) == (2, 2)
    meine_id = meine.id
    with pytest.raises(ZwischenzeitlichGeaendert):
        mitzeichnungen.zeichne(vorlage_id, meine_id, votum="zugestimmt", fassung=1, wer=kai, jetzt=JETZT)
    mitzeichnungen.zeichne(vorlage_id, meine_id, votum="zugestimmt", fassung=2, wer=kai, jetzt=JETZT)
    andere = next(m.id for m in laufende_mitzeichnungen(hole(vorlage_id, kai)[0]) if m.amt.nummer == "30")
    with pytest.raises(NichtBerechtigt):
        mitzeichnungen.zeichne(vorlage_id, andere, votum="zugestimmt", fassung=2, wer=kai, jetzt=JETZT)
    unterschiede = fassungen.vergleiche(hole(vorlage_id, kai)[0], 2, 1)
    assert [u.feld for u in unterschiede] == ["sachverhalt"]
    assert ("+", "Anders.") in unterschiede[0].teile


def test_zurueckgeben_verlangt_eine_begruendung_und_setzt_eine_frist(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    with pytest.raises(EingabeUngueltig):
        gehe(vorlage_id, "zur_ueberarbeitung_zurueckgeben", "kai", bemerkung="  ")
    gehe(vorlage_id, "zur_ueberarbeitung_zurueckgeben", "kai", bemerkung="Zahlen fehlen.")
    fristen = db.session.execute(select(Frist.name, Frist.zustand, Frist.faellig_am).order_by(Frist.name)).all()
    assert [(f.name, f.zustand, f"{f.faellig_am:%d.%m.%Y}") for f in fristen] == [
        ("Mitzeichnung", "erledigt", "05.03.2026"),
        ("Mitzeichnung", "erledigt", "05.03.2026"),
        ("Überarbeitung", "offen", "09.03.2026"),
    ]
    assert db.session.scalars(
        select(Erinnerung.zustand).join(Frist).where(Frist.name == "Mitzeichnung").distinct()
    ).all() == ["entfallen"]


def test_vertagt_bleibt_in_beratung_und_bekommt_einen_zweiten_versuch(stadt: Stadt) -> None:
    vorlage_id, gerda = freigegeben(stadt), als("gerda")
    beratung_id = auf_tagesordnung(stadt, vorlage_id, beginn=SITZUNG)
    vertagt = Ergebnis(ergebnis="einstimmig beschlossen", ausgang="vertagt", stimmen=Stimmen(29, 0, 0))
    hinweise = ergebnisse.trage_ein(beratung_id, vertagt, version=None, wer=gerda, jetzt=JETZT)
    assert len(hinweise) == 1
    assert hole(vorlage_id, gerda)[0].status == "in_beratung"
    auf_tagesordnung(stadt, vorlage_id, beginn=SITZUNG + timedelta(days=28))
    fertig = Ergebnis(ergebnis="zur Kenntnis genommen", ausgang="kenntnis_genommen")
    ergebnisse.trage_ein(beratung_id, fertig, version=None, wer=gerda, jetzt=JETZT)
    vorlage, _ = hole(vorlage_id, gerda)
    assert vorlage.status == "zur_kenntnis_genommen"
    assert [top.ausgang for top in vorlage.beratungen[0].tops] == ["vertagt", "kenntnis_genommen"]


def test_ein_beschluss_wird_punkt_fuer_punkt_gefasst_und_bleibt_gemischt(stadt: Stadt) -> None:
    folge = [Station(gremium_ids=(stadt.gremien["Rat"],), art="Entscheidung")]
    text = "<p>Der Rat beschließt:</p><ol><li>den Bau,</li><li>den Kauf.</li></ol>"
    vorlage_id = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=folge, beschlussvorschlag=text)
    beratung_id = auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=SITZUNG)
    punkte = (
        Punktergebnis("1", "angenommen", stimmen=Stimmen(30, 0, 4)),
        Punktergebnis("2", "vertagt", stimmen=Stimmen(34, 0, 0)),
    )
    ergebnisse.trage_ein(beratung_id, Ergebnis(punkte=punkte), version=None, wer=als("gerda"), jetzt=JETZT)
    vorlage, _ = hole(vorlage_id, als("gerda"))
    assert (vorlage.nummer, vorlage.status) == ("BV/2026/0001", "in_beratung")
    assert vorlage.beratungen[0].ausgang == "gemischt"
    punkte_text = {punkt.id: punkt.text for punkt in vorlage.beschlusspunkte}
    gezaehlt = [(punkte_text[a.punkt_id], a.ja) for a in vorlage.beratungen[0].abstimmungen if a.punkt_id]
    assert gezaehlt == [("den Bau,", 30), ("den Kauf.", 34)]


def test_ein_falsches_ergebnis_wird_berichtigt_und_bleibt_sichtbar(stadt: Stadt) -> None:
    folge = [Station(gremium_ids=(stadt.gremien["Rat"],), art="Entscheidung")]
    vorlage_id, gerda = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=folge), als("gerda")
    beratung_id = auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=SITZUNG)
    ergebnisse.trage_ein(beratung_id, Ergebnis(ausgang="angenommen"), version=None, wer=gerda, jetzt=JETZT)
    assert hole(vorlage_id, gerda)[0].status == "beschlossen"
    with pytest.raises(BedingungOffen):
        ergebnisse.trage_ein(beratung_id, Ergebnis(ausgang="abgelehnt"), version=None, wer=gerda, jetzt=JETZT)
    gehe(vorlage_id, "ergebnis_berichtigen", "gerda", bemerkung="Vertippt.")
    ergebnisse.trage_ein(beratung_id, Ergebnis(ausgang="abgelehnt"), version=None, wer=gerda, jetzt=JETZT)
    vorlage, _ = hole(vorlage_id, gerda)
    assert vorlage.status == "abgelehnt"
    assert [(a.ausgang, a.gilt) for a in vorlage.beratungen[0].abstimmungen] == [
        ("angenommen", False),
        ("abgelehnt", True),
    ]


def test_eine_geaenderte_fassung_reist_weiter(stadt: Stadt) -> None:
    folge = [
        Station(gremium_ids=(stadt.gremien["HFA"],), art="Vorberatung"),
        Station(gremium_ids=(stadt.gremien["Rat"],), art="Entscheidung"),
    ]
    vorlage_id, gerda = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=folge), als("gerda")
    beratung_id = auf_tagesordnung(stadt, vorlage_id, beginn=SITZUNG)
    geaendert = Ergebnis(ausgang="empfohlen_geaendert", beschlusstext="<p>Der Rat beschließt es mit Auflagen.</p>")
    ergebnisse.trage_ein(beratung_id, geaendert, version=None, wer=gerda, jetzt=JETZT)
    vorlage, _ = hole(vorlage_id, gerda)
    assert (vorlage.fassung, vorlage.beschlussvorschlag) == (2, "<p>Der Rat beschließt es mit Auflagen.</p>")
    assert vorlage.beratungen[1].wartet_auf == [vorlage.beratungen[0]]


def test_eine_verweisung_fuegt_stationen_ein_und_der_rat_entscheidet_danach(stadt: Stadt) -> None:
    folge = [Station(gremium_ids=(stadt.gremien["Rat"],), art="Entscheidung")]
    vorlage_id, gerda = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=folge), als("gerda")
    beratung_id = auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=SITZUNG)
    verwiesen = Ergebnis(ausgang="verwiesen", verwiesen_an=("Haupt- und Finanzausschuss",))
    ergebnisse.trage_ein(beratung_id, verwiesen, version=None, wer=gerda, jetzt=JETZT)
    vorlage, _ = hole(vorlage_id, gerda)
    assert [(b.gremien[0].kuerzel, b.art, b.entscheidet, b.ausgang) for b in vorlage.beratungen] == [
        ("Rat", "Entscheidung", False, "verwiesen"),
        ("HFA", "Vorberatung", False, None),
        ("Rat", "Entscheidung", True, None),
    ]
    assert vorlage.status == "in_beratung"


def test_das_dokument_nennt_wer_freigegeben_hat_und_verraet_der_oeffentlichkeit_nichts(stadt: Stadt) -> None:
    intern: dict[str, Any] = {
        "bearbeiter": "Bea Intern",
        "aktenzeichen": "AZ-intern",
        "begruendung_nichtoeffentlich": "Grund-intern",
    }
    vorlage_id = freigegeben(stadt, **intern)
    voll = dokumente.drucke(vorlage_id, "mitteilungsvorlage", wer=als("gerda"), jetzt=JETZT)
    assert dokumente.arbeite_ab(jetzt=JETZT) == 1
    fertig = dokumente.drucke(vorlage_id, "mitteilungsvorlage", wer=als("gerda"), jetzt=JETZT)
    assert (fertig.name, fertig.inhalt) == ("10-001-2026.docx", voll.inhalt)
    zeilen = "\n".join(absaetze(fertig.inhalt))
    assert "gez. Olaf Obenan, 02.03.2026" in zeilen
    assert zeilen.count("AZ-intern") == 2
    fuer_alle = dokumente.drucke(vorlage_id, "mitteilungsvorlage", wer=als("niemand"), jetzt=JETZT).inhalt
    for geheim in ("intern", "Obenan", "Kassenwart", "Kämmerei"):
        assert geheim not in "\n".join(absaetze(fuer_alle))
