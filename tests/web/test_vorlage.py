"""The paper's page: what is to do, every reason why something is closed, and nothing typed lost."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

from werkzeug.test import TestResponse

import workflows
from tests.web.besuch import Besuch, formular, text
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, entwurf, freigegeben, gehe, version, zeichne_fuer_alle
from vorlagen import siegel
from vorlagen.extensions import db
from vorlagen.models import Vorlage
from vorlagen.services import sitzungen, vorlagen
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.mitzeichnungen import Beteiligung
from vorlagen.services.sichtbarkeit import hole, laufende_mitzeichnungen
from vorlagen.web.ansichten.geschehen import GESCHEHEN


def test_wer_mitzeichnen_soll_braucht_einen_knopfdruck(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = _in_mitzeichnung(stadt)
    kai, pfad = besuch("kai"), f"/vorlagen/{vorlage_id}"
    seite = kai.hole(pfad)
    assert "Mitzeichnung für 20 Kämmerei bis 05.03.2026" in text(seite)
    antwort = kai.druecke(f"{pfad}/mitzeichnung", seite, votum="zugestimmt", bemerkung="Passt.")
    assert (antwort.status_code, antwort.headers["Location"]) == (302, pfad)
    danach = kai.hole(pfad)
    assert "Mitzeichnung für 20 Kämmerei" not in text(danach)
    assert "Zugestimmt, Kai Kassenwart" in text(danach)
    assert "Passt." in text(danach)


def test_ablehnen_ohne_worte_geht_nicht_und_eine_bemerkung_bleibt_stehen(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = _in_mitzeichnung(stadt)
    kai, pfad = besuch("kai"), f"/vorlagen/{vorlage_id}"
    antwort = kai.druecke(f"{pfad}/mitzeichnung", kai.hole(pfad), votum="abgelehnt")
    assert antwort.status_code == 422
    assert "<title>Fehler:" in antwort.text
    assert 'href="#bemerkung"' in antwort.text
    stand = formular(antwort.text, f"{pfad}/mitzeichnung")
    antwort = kai.sende(f"{pfad}/mitzeichnung", {**stand, "votum": "erfunden", "bemerkung": "Zu teuer."})
    assert antwort.status_code == 422
    assert formular(antwort.text, f"{pfad}/mitzeichnung")["bemerkung"] == "Zu teuer."
    assert kai.druecke(f"{pfad}/mitzeichnung", antwort.text, votum="abgelehnt").status_code == 302
    assert [m.votum for m in _vorlage(vorlage_id).mitzeichnungen] == ["abgelehnt", None]


def test_fuer_ein_fremdes_amt_zeichnet_niemand(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = _in_mitzeichnung(stadt)
    kai, pfad = besuch("kai"), f"/vorlagen/{vorlage_id}"
    fremde = next(m.id for m in _vorlage(vorlage_id).mitzeichnungen if m.amt.nummer == "30")
    assert kai.druecke(f"{pfad}/mitzeichnung", kai.hole(pfad), mitzeichnung=fremde, votum="kenntnis").status_code == 403
    assert [m.votum for m in _vorlage(vorlage_id).mitzeichnungen] == [None, None]


def test_wer_eine_aeltere_fassung_gelesen_hat_liest_erst_die_neue(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = _in_mitzeichnung(stadt)
    kai, pfad = besuch("kai"), f"/vorlagen/{vorlage_id}"
    kai.druecke(f"{pfad}/mitzeichnung", kai.hole(pfad), votum="zugestimmt")
    berta = besuch("berta")
    gelesen = berta.hole(pfad)
    gehe(vorlage_id, "zurueckholen", "frieda")
    vorlagen.aendere(
        vorlage_id, {"sachverhalt": "<p>Das Netz wächst schnell.</p>"},
        version=version(vorlage_id, als("frieda")), wer=als("frieda"), jetzt=JETZT,
    )  # fmt: skip
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    alte = {**formular(gelesen, f"{pfad}/mitzeichnung"), "bemerkung": "Gern."}
    offene = next(m.id for m in laufende_mitzeichnungen(_vorlage(vorlage_id)) if m.amt.nummer == "30")
    antwort = berta.sende(f"{pfad}/mitzeichnung", {**alte, "mitzeichnung": offene, "votum": "zugestimmt"})
    assert antwort.status_code == 409
    assert "Inzwischen gilt Fassung 2; gelesen wurde Fassung 1" in text(antwort.text)
    stand = formular(antwort.text, f"{pfad}/mitzeichnung")
    assert (stand["bemerkung"], stand["fassung"]) == ("Gern.", "2")
    seite = kai.hole(pfad)
    assert "Ihr Amt hat Fassung 1 gezeichnet, jetzt gilt Fassung 2. Geändert: Sachverhalt." in text(seite)
    assert "Seit Ihrer Zeichnung geändert" not in text(berta.hole(pfad))
    assert "Was sich seit Fassung 1 geändert hat" in text(antwort.text)
    vergleich = kai.hole(f"{pfad}/fassungen/vergleich?von=1&bis=2")
    assert "<del>wächst.</del><ins>wächst schnell.</ins>" in vergleich
    daneben = text(kai.hole(f"{pfad}/fassungen/vergleich?von=1&bis=2&ansicht=nebeneinander"))
    assert "Fassung 1 Fassung 2 Das Netz wächst. Das Netz wächst schnell." in daneben
    assert "Beide Fassungen haben denselben Text" in kai.hole(f"{pfad}/fassungen/vergleich?von=2&bis=2")
    for frage in ("bis=9", "von=unfug", f"bis={10**30}"):
        kai.hole(f"{pfad}/fassungen/vergleich?{frage}", 404)


def test_zurueckgeben_ohne_grund_geht_nicht(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = _in_mitzeichnung(stadt)
    kai = besuch("kai")
    antwort = _schritt(kai, vorlage_id, "zur_ueberarbeitung_zurueckgeben")
    assert (antwort.status_code, "Bitte begründen Sie den Schritt." in antwort.text) == (422, True)
    assert _schritt(kai, vorlage_id, "zur_ueberarbeitung_zurueckgeben", "Die Zahlen fehlen.").status_code == 302
    seite = text(besuch("frieda").hole(f"/vorlagen/{vorlage_id}"))
    assert "Zur Überarbeitung zurückgegeben Die Zahlen fehlen." in seite
    assert "Überarbeiten" in text(besuch("frieda").hole("/"))


def test_jeder_verschlossene_schritt_nennt_alle_gruende_und_wer_helfen_kann(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = vorlagen.lege_an({"art": "Beschlussvorlage"}, wer=als("frieda"), jetzt=JETZT)
    worte = text(besuch("frieda").hole(f"/vorlagen/{vorlage_id}"))
    for grund in ("Der Betreff fehlt.", "Der Sachverhalt fehlt.", "Die Beratungsfolge ist leer."):
        assert grund in worte
    assert "Abhilfe: den Sachverhalt darstellen (die federführende Stelle)." in worte
    offen = _in_mitzeichnung(stadt)
    worte = text(besuch("frieda").hole(f"/vorlagen/{offen}"))
    assert "Mitzeichnung Kämmerei fehlt (Frist 05.03.2026)." in worte
    assert "Mitzeichnung Rechtsamt fehlt (Frist 05.03.2026)." in worte
    worte = text(besuch("olaf").hole(f"/vorlagen/{offen}"))
    assert "„Zurückholen“ kann hier nur die federführende Stelle." in worte


def test_die_beratungsfolge_nennt_termin_und_abgabefrist(besuch: Besucht, stadt: Stadt) -> None:
    sitzung = sitzungen.lege_an(
        stadt.gremien["HFA"], datetime(2026, 3, 31, 15, tzinfo=UTC), wer=als("gerda"), jetzt=JETZT
    )
    stationen = [
        Station((stadt.gremien["HFA"],), "Vorberatung", sitzung_id=sitzung),
        Station((stadt.gremien["Rat"],), "Kenntnisnahme"),
    ]
    seite = text(besuch("frieda").hole(f"/vorlagen/{entwurf(stadt, beratungsfolge=stationen)}"))
    assert "Vorberatung geplant am Di 31.03.2026 Abgabe bis 17.03.2026 (noch 15 Tage)" in seite
    assert "Rat der Stadt (steht noch aus) Kenntnisnahme Termin noch offen" in seite


def test_was_nebeneinander_laeuft_ist_gezeichnet_und_gesagt(besuch: Besucht, stadt: Stadt) -> None:
    hfa, rat = stadt.gremien["HFA"], stadt.gremien["Rat"]
    folge = [
        Station((hfa,), "Anhörung", schluessel="a"),
        Station((rat,), "Kenntnisnahme", wartet_auf=(), schluessel="b"),
        Station((hfa,), "Kenntnisnahme", wartet_auf=("a", "b")),
    ]
    seite = besuch("frieda").hole(f"/vorlagen/{entwurf(stadt, beratungsfolge=folge)}")
    assert seite.count("<rect") == 3
    assert "wartet auf keine andere Station" in text(seite)
    assert "wartet auf Station 2 und 3" in text(seite)
    zugleich = [Station((hfa,), "Anhörung", reihe=1), Station((rat,), "Anhörung", reihe=1), folge[0]]
    draussen = besuch("frieda").hole(f"/vorlagen/{entwurf(stadt, beratungsfolge=zugleich)}/oeffentlich")
    assert (draussen.count("<rect"), "wartet auf Station 1 und 2" in text(draussen)) == (3, True)
    hintereinander = besuch("frieda").hole(f"/vorlagen/{entwurf(stadt)}")
    assert ("<rect" in hintereinander, "wartet auf" in text(hintereinander)) == (False, False)


def test_freigeben_vergibt_die_nummer(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = _in_mitzeichnung(stadt)
    zeichne_fuer_alle(vorlage_id)
    olaf = besuch("olaf")
    assert "Die Vorlage bekommt ihre Nummer." in text(olaf.hole(f"/vorlagen/{vorlage_id}"))
    assert _schritt(besuch("frieda"), vorlage_id, "freigeben", als_haette="olaf", besuch=besuch).status_code == 403
    assert _schritt(olaf, vorlage_id, "freigeben").status_code == 302
    assert "10/001/2026" in text(olaf.hole(f"/vorlagen/{vorlage_id}"))
    geladen = olaf.oeffne(f"/vorlagen/{vorlage_id}/dokumente/mitteilungsvorlage.docx")
    assert (geladen.status_code, geladen.data[:2]) == (200, b"PK")
    assert "10-001-2026.docx" in geladen.headers["Content-Disposition"]
    assert (geladen.headers["Cache-Control"], geladen.headers["Content-Security-Policy"]) == (
        "no-store",
        "sandbox; default-src 'none'",
    )
    assert geladen.headers["ETag"] == f'"{hashlib.sha256(geladen.data).hexdigest()}"'


def test_was_den_weg_beendet_wird_erst_gefragt(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    frieda = besuch("frieda")
    antwort = _schritt(frieda, vorlage_id, "zurueckziehen", "Hat sich erledigt.")
    assert (antwort.status_code, "Damit endet ihr Weg" in text(antwort.text)) == (200, True)
    assert _vorlage(vorlage_id).status == "freigegeben"
    assert formular(antwort.text)["bemerkung"] == "Hat sich erledigt."
    antwort = frieda.druecke(f"/vorlagen/{vorlage_id}/schritte", antwort.text, bestaetigt="1")
    assert (antwort.status_code, _vorlage(vorlage_id).status) == (302, "zurueckgezogen")


def test_wer_einen_alten_stand_vor_sich_hat_behaelt_seine_bemerkung(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = _in_mitzeichnung(stadt)
    frieda, pfad = besuch("frieda"), f"/vorlagen/{vorlage_id}"
    alte = formular(frieda.hole(pfad), f"{pfad}/schritte")
    zeichne_fuer_alle(vorlage_id)
    antwort = frieda.sende(f"{pfad}/schritte", {**alte, "schritt": "zurueckholen", "bemerkung": "Moment noch."})
    assert (antwort.status_code, "in der Zwischenzeit geändert" in text(antwort.text)) == (409, True)
    assert formular(antwort.text, f"{pfad}/schritte")["bemerkung"] == "Moment noch."
    assert frieda.druecke(f"{pfad}/schritte", antwort.text, schritt="zurueckholen").status_code == 302


def test_ein_unbekannter_schritt_wird_mit_grund_abgelehnt(besuch: Besucht, stadt: Stadt) -> None:
    antwort = _schritt(besuch("frieda"), entwurf(stadt), "ueberspringen")
    assert (antwort.status_code, "Den Schritt „ueberspringen“ kennt der Ablauf" in text(antwort.text)) == (409, True)


def test_der_verlauf_ist_geprueft_und_laesst_sich_mitnehmen(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    kai = besuch("kai")
    seite = text(kai.hole(f"/vorlagen/{vorlage_id}/verlauf"))
    assert "Kette geprüft" in seite
    assert "Kämmerei hat Fassung 1 mitgezeichnet: zugestimmt" in seite
    assert "Freigegeben, Nummer 10/001/2026" in seite
    nur = text(kai.hole(f"/vorlagen/{vorlage_id}/verlauf?thema=mitzeichnung"))
    assert ("Kämmerei hat Fassung 1 mitgezeichnet" in nur, "Freigegeben, Nummer" in nur) == (True, False)
    datei = json.loads(kai.oeffne(f"/vorlagen/{vorlage_id}/verlauf.json").data)
    assert siegel.pruefe(vorlage_id, datei["verlauf"]) is None


def test_eine_gebrochene_kette_wird_gemeldet(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    with db.engine.begin() as verbindung:
        verbindung.exec_driver_sql("UPDATE verlauf SET daten = '{}' WHERE nr = 3")
    seite = besuch("kai").oeffne(f"/vorlagen/{vorlage_id}/verlauf")
    assert "Eintrag 3 wurde verändert." in text(seite.text)
    with db.engine.begin() as verbindung:
        verbindung.exec_driver_sql("UPDATE verlauf SET daten = '{' WHERE was = 'schritt'")
    assert "Weitergegeben am 02.03.2026" in text(besuch("frieda").hole("/"))


def test_wer_fuer_mehrere_aemter_zeichnet_waehlt_eines(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt, mitzeichnungen=[Beteiligung(stadt.aemter["20"]), Beteiligung(stadt.aemter["30"])])
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    with db.engine.begin() as verbindung:
        verbindung.exec_driver_sql("UPDATE rolle SET amt_id = NULL WHERE rolle = 'mitzeichnung'")
    kai, pfad = besuch("kai"), f"/vorlagen/{vorlage_id}"
    seite = kai.hole(pfad)
    assert '<select class="kern-form-input__select' in seite
    assert kai.druecke(f"{pfad}/mitzeichnung", seite, votum="zugestimmt").status_code == 302
    assert len([m for m in _vorlage(vorlage_id).mitzeichnungen if m.votum]) == 1


def _in_mitzeichnung(stadt: Stadt) -> str:
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    return vorlage_id


def _schritt(
    wer: Besuch,
    vorlage_id: str,
    schritt: str,
    bemerkung: str = "",
    *,
    als_haette: str = "",
    besuch: Besucht | None = None,
) -> TestResponse:
    """Press a step's button; `als_haette` sends the form as somebody else's page shows it."""
    pfad = f"/vorlagen/{vorlage_id}"
    seite = besuch(als_haette).hole(pfad) if besuch else wer.hole(pfad)
    felder = formular(seite)
    if besuch:
        felder["csrf_token"] = formular(wer.hole("/anmelden"))["csrf_token"]
    return wer.sende(f"{pfad}/schritte", {**felder, "schritt": schritt, "bemerkung": bemerkung})


def _vorlage(vorlage_id: str) -> Vorlage:
    db.session.rollback()
    return hole(vorlage_id, als("adele"))[0]


def test_jeder_mitgelieferte_schritt_heisst_im_verlauf_wie_er_geschehen_ist() -> None:
    unsere = {schritt.name for ablauf in workflows.ABLAEUFE for schritt in ablauf.schritte}
    assert set(GESCHEHEN) == unsere
