"""Who gets through which door, and that nobody sees past their own town or role."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests.dateien import PDF
from tests.regeln import beispieladresse
from tests.web.besuch import formular, text, wege
from tests.web.conftest import Besucht
from tests.welt import Stadt, als, auf_tagesordnung, baue_stadt, entwurf, freigegeben, gehe, zeichne_fuer_alle
from vorlagen.extensions import db, transaction
from vorlagen.models import Rollenvergabe, Tagesordnungspunkt
from vorlagen.services import anlagen, ruecknahme, sitzungen
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.sichtbarkeit import hole

ALLE = ("frieda", "kai", "berta", "olaf", "gerda", "adele", "niemand")
SITZUNG = datetime(2026, 3, 24, 16, 0, tzinfo=UTC)
SITZUNGSWEG = "/sitzungen/[0-9a-f]{32}"
OFFEN = {"/anmelden", "/barriere-melden", "/barrierefreiheit", "/datenschutz", "/hilfe", "/impressum",
         "/passwort-vergessen", "/schnittstelle"}  # fmt: skip


@pytest.mark.parametrize("wer", ALLE)
def test_die_uebersichten_stehen_allen_offen_die_angemeldet_sind(besuch: Besucht, wer: str) -> None:
    for pfad in ("/", "/vorlagen", "/sitzungen", "/fristen", "/gremien", "/ablaeufe", *sorted(OFFEN)):
        assert "<h1" in besuch(wer).hole(pfad), pfad


def test_ohne_anmeldung_fuehrt_jede_seite_zur_anmeldung(app: Flask, besuch: Besucht, stadt: Stadt) -> None:
    seiten = [regel for regel in app.url_map.iter_rules() if "GET" in (regel.methods or ()) and _seite(regel.rule)]
    verstoesse = []
    for regel in seiten:
        pfad = beispieladresse(regel)
        antwort = besuch(None).oeffne(pfad)
        if not (antwort.status_code == 302 and "/anmelden?weiter=" in antwort.headers["Location"]):
            verstoesse.append((pfad, antwort.status_code))
    assert len(seiten) > 15
    assert verstoesse == []


def test_was_das_gesetz_verlangt_liest_man_ohne_anmeldung(besuch: Besucht) -> None:
    for pfad in sorted(OFFEN):
        assert "<h1" in besuch(None).hole(pfad), pfad


def test_einen_entwurf_sieht_nur_wer_ihn_schreibt_und_die_verwaltung(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    for pfad in ("", "/verlauf", "/verlauf.json", "/fassungen/vergleich"):
        antworten = {wer: besuch(wer).oeffne(f"/vorlagen/{vorlage_id}{pfad}").status_code for wer in ALLE}
        assert [wer for wer, status in antworten.items() if status == 200] == ["frieda", "adele"], pfad
        assert set(antworten.values()) == {200, 404}, pfad


def test_in_der_mitzeichnung_sehen_sie_die_beteiligten(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    sehen = [wer for wer in ALLE if besuch(wer).oeffne(f"/vorlagen/{vorlage_id}").status_code == 200]
    assert sehen == ["frieda", "kai", "berta", "olaf", "gerda", "adele"]


def test_bearbeiten_kann_nur_die_federfuehrende_stelle(besuch: Besucht, stadt: Stadt) -> None:
    pfad = f"/vorlagen/{entwurf(stadt)}/bearbeiten"
    antworten = {wer: besuch(wer).oeffne(pfad).status_code for wer in ("frieda", "adele", "kai", "niemand")}
    assert antworten == {"frieda": 200, "adele": 403, "kai": 404, "niemand": 404}


def test_neue_vorlagen_beginnt_nur_wer_fuer_ein_amt_entwirft(besuch: Besucht) -> None:
    assert "Neue Vorlage" in besuch("frieda").hole("/")
    for wer in [name for name in ALLE if name != "frieda"]:
        assert "Diese Rolle haben Sie nicht" in besuch(wer).hole("/vorlagen/neu", 403), wer
        assert "Neue Vorlage" not in besuch(wer).hole("/"), wer


def test_in_die_verwaltung_kommt_nur_die_verwaltung(besuch: Besucht) -> None:
    assert "Niko Niemand" in besuch("adele").hole("/verwaltung/personen")
    for wer in [name for name in ALLE if name != "adele"]:
        besuch(wer).hole("/verwaltung", 403)


def test_sitzungen_fuehrt_nur_der_gremiendienst(besuch: Besucht, stadt: Stadt) -> None:
    sitzung_id = sitzungen.lege_an(stadt.gremien["HFA"], SITZUNG, wer=als("gerda"), jetzt=SITZUNG)
    for wer in [name for name in ALLE if name != "gerda"]:
        besuch(wer).hole("/sitzungen/neu", 403)
        assert "Einladung ist versandt" not in besuch(wer).hole(f"/sitzungen/{sitzung_id}"), wer
        marke = {"csrf_token": formular(besuch(wer).hole("/anmelden"))["csrf_token"]}
        for pfad, felder in (("einladung", {}), ("punkte", {"titel": "Unfug"}), ("tagesordnung", {"beratung": "x"})):
            antwort = besuch(wer).sende(f"/sitzungen/{sitzung_id}/{pfad}", {**marke, **felder})
            assert antwort.status_code == 403, (wer, pfad)


def test_wer_nur_ein_gremium_betreut_traegt_kein_fremdes_ergebnis_ein(besuch: Besucht, stadt: Stadt) -> None:
    hfa, rat = stadt.gremien["HFA"], stadt.gremien["Rat"]
    beide = [Station((hfa,), "Vorberatung"), Station((rat,), "Kenntnisnahme")]
    vorlage_id = freigegeben(stadt, beratungsfolge=beide)
    auf_tagesordnung(stadt, vorlage_id, beginn=SITZUNG)
    auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=SITZUNG)
    with transaction() as session:
        gerda = session.scalars(select(Rollenvergabe).where(Rollenvergabe.rolle == "gremiendienst")).one()
        gerda.gremium_id = rat
    antworten = {}
    for sitzung in wege(besuch("gerda").hole("/sitzungen"), SITZUNGSWEG):
        seite = besuch("gerda").hole(sitzung)
        gremium = "Rat" if "<h1>Rat" in seite else "HFA"
        antworten[gremium] = len(wege(seite, f"{sitzung}/tops/[0-9a-f]+"))
        top_id = _top(sitzung)
        assert besuch("gerda").oeffne(f"{sitzung}/tops/{top_id}").status_code == (200 if gremium == "Rat" else 403)
    assert antworten == {"Rat": 1, "HFA": 0}


def test_die_oeffentlichkeit_sieht_nur_oeffentliches(besuch: Besucht, stadt: Stadt) -> None:
    stationen = [
        Station((stadt.gremien["HFA"],), "Vorberatung", oeffentlich=False),
        Station((stadt.gremien["Rat"],), "Kenntnisnahme"),
    ]
    vorlage_id = entwurf(stadt, aktenzeichen="GEHEIM-10-1", bearbeiter="Frieda Federhalter", beratungsfolge=stationen)
    frieda = als("frieda")
    for name, oeffentlich in (("plan.pdf", True), ("gutachten.pdf", False)):
        anlagen.fuege_hinzu(vorlage_id, name, PDF, oeffentlich=oeffentlich, wer=frieda, jetzt=SITZUNG)
    _gib_frei(vorlage_id, bemerkung="Bitte den Ton glätten.")
    pfad = f"/vorlagen/{vorlage_id}"
    innen, aussen = text(besuch("kai").hole(pfad)), text(besuch("niemand").hole(pfad))
    geheimes = ("GEHEIM-10-1", "Frieda Federhalter", "Haupt- und Finanzausschuss", "gutachten.pdf", "Kai Kassenwart",
                "Mitzeichnung", "Bitte den Ton glätten.", "Verlauf", "Schritte anderer Stellen")  # fmt: skip
    for wort in geheimes:
        assert wort in innen, wort
        assert wort not in aussen, wort
    for wort in ("Sachstand Datennetz", "Das Netz wächst.", "Rat der Stadt", "plan.pdf", "10/001/2026"):
        assert wort in aussen, wort
    for weg in ("/verlauf", "/verlauf.json", "/fassungen/vergleich", "/bearbeiten"):
        assert besuch("niemand").oeffne(pfad + weg).status_code in (403, 404), weg


def test_eine_nichtoeffentliche_anlage_bleibt_im_haus(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    frieda = als("frieda")
    ids = [
        anlagen.fuege_hinzu(vorlage_id, "a.pdf", PDF, oeffentlich=offen, wer=frieda, jetzt=SITZUNG)
        for offen in (True, False)
    ]
    _gib_frei(vorlage_id)
    wege = [f"/vorlagen/{vorlage_id}/anlagen/{anlage_id}" for anlage_id in ids]
    assert [besuch("kai").oeffne(weg).status_code for weg in wege] == [200, 200]
    assert [besuch("niemand").oeffne(weg).status_code for weg in wege] == [200, 404]
    ruecknahme.nimm_anlage_zurueck(vorlage_id, ids[0], "Unterschrift", wer=als("gerda"), jetzt=SITZUNG)
    assert [besuch("niemand").oeffne(weg).status_code for weg in wege] == [410, 404]
    grabstein = "Eine Anlage war veröffentlicht; am 24.03.2026 wurde das zurückgenommen."
    aussen, innen = (text(besuch(wer).hole(f"/vorlagen/{vorlage_id}")) for wer in ("niemand", "kai"))
    assert (aussen.count(grabstein), "a.pdf" in aussen, innen.count(grabstein), "a.pdf" in innen) == (1, False, 0, True)


def test_eine_nichtoeffentliche_vorlage_gibt_es_fuer_fremde_nicht(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt, oeffentlich=False, begruendung_nichtoeffentlich="Personalsache")
    auf_tagesordnung(stadt, vorlage_id, beginn=SITZUNG)
    sitzung = wege(besuch("gerda").hole("/sitzungen"), SITZUNGSWEG)[0]
    assert "N 1" in text(besuch("gerda").hole(sitzung))
    for pfad in (f"/vorlagen/{vorlage_id}", f"/vorlagen/{vorlage_id}/dokumente/mitteilungsvorlage.docx"):
        assert besuch("niemand").oeffne(pfad).status_code == 404
    for pfad in (sitzung, "/vorlagen", "/fristen", "/"):
        seite = text(besuch("niemand").hole(pfad))
        assert "Sachstand Datennetz" not in seite, pfad
        assert "N 1" not in seite, pfad


def test_die_zweite_stadt_sieht_von_der_ersten_nichts(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    auf_tagesordnung(stadt, vorlage_id, beginn=SITZUNG)
    sitzung = wege(besuch("gerda").hole("/sitzungen"), SITZUNGSWEG)[0]
    baue_stadt("nachbar", "Stadt Nachbarstadt", vorsilbe="n-")
    for wer in ("n-frieda", "n-gerda", "n-adele", "n-olaf"):
        fremde = besuch(wer)
        for pfad in (f"/vorlagen/{vorlage_id}", f"/vorlagen/{vorlage_id}/verlauf", sitzung):
            fremde.hole(pfad, 404)
        for pfad in ("/", "/vorlagen", "/sitzungen", "/fristen", "/gremien"):
            seite = text(fremde.hole(pfad))
            assert "Sachstand Datennetz" not in seite, pfad
            assert "24.03.2026" not in seite, pfad
    verwaltung = text(besuch("n-adele").hole("/verwaltung/personen"))
    assert ("n-kai" in verwaltung, " kai " in verwaltung) == (True, False)


def test_ohne_formularmarke_wird_nichts_getan(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    frieda = besuch("frieda")
    felder = formular(frieda.hole(f"/vorlagen/{vorlage_id}"), f"/vorlagen/{vorlage_id}/schritte")
    felder["schritt"] = "zur_mitzeichnung_geben"
    del felder["csrf_token"]
    antwort = frieda.sende(f"/vorlagen/{vorlage_id}/schritte", felder)
    assert (antwort.status_code, "Diese Seite war nicht mehr gültig" in antwort.text) == (400, True)
    assert hole(vorlage_id, als("frieda"))[0].status == "entwurf"


def _seite(regel: str) -> bool:
    andere = (
        "/anmelden/verzeichnis",
        "/anmelden/rest",
        "/hilfe/",
        "/.well-known",
        "/api",
        "/robots.txt",
        "/static",
        "/healthz",
        "/logo",
        "/readyz",
        "/metrics",
        "/oparl",
        "/oeffentlich",
        "/kalender",
        "/passwort/",
    )
    return regel not in OFFEN and not regel.startswith(andere)


def _gib_frei(vorlage_id: str, bemerkung: str | None = None) -> None:
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda", bemerkung=bemerkung)
    zeichne_fuer_alle(vorlage_id)
    gehe(vorlage_id, "freigeben", "olaf")


def _top(sitzung: str) -> str:
    frage = select(Tagesordnungspunkt.id).where(Tagesordnungspunkt.sitzung_id == sitzung.rpartition("/")[2])
    return db.session.scalars(frage).one()
