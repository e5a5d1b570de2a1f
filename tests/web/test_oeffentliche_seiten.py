"""The pages for everybody: what is public is found there, what is not is not, and both look the same to everybody."""

from __future__ import annotations

import re
from contextvars import Context
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from tests.abfragen import mitgelesen
from tests.lebenslaeufe import SITZUNG, lies, trage_ein
from tests.oparl.conftest import BASIS, gib_heraus
from tests.test_listen import fragen_von, plan_von
from tests.web.besuch import text
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, baue_stadt, entwurf, freigegeben
from vorlagen.extensions import transaction
from vorlagen.models import Auftrag, Vorlage
from vorlagen.services import anmeldung, ruecknahme, sitzungen, sitzungslauf, tagesordnung
from vorlagen.services.buergerinfo import papiere
from vorlagen.services.buergerinfo.papiere import Frage
from vorlagen.services.oparl.angaben import Seiten
from vorlagen.services.suche import nachziehen
from vorlagen.web import drossel

GEHEIM: dict[str, Any] = {
    "betreff": "Grundstück am Markt",
    "oeffentlich": False,
    "begruendung_nichtoeffentlich": "Verkauf",
}


@pytest.fixture
def offen(app: Flask, stadt: Stadt) -> Stadt:
    """Lindenstadt with public pages."""
    gib_heraus()
    return stadt


def hole(app: Flask, pfad: str, status: int = 200, **kopf: str) -> Any:
    """What somebody without an account gets."""
    antwort = Context().run(app.test_client().get, pfad, base_url=BASIS, headers=kopf)
    assert antwort.status_code == status, (pfad, antwort.status_code, antwort.text[:500])
    assert "Set-Cookie" not in antwort.headers
    return antwort


@pytest.mark.probe
def test_wer_nicht_angemeldet_ist_findet_was_oeffentlich_ist(app: Flask, offen: Stadt) -> None:
    vorlage_id, geheim = freigegeben(offen), freigegeben(offen, **GEHEIM)
    beratung_id = auf_tagesordnung(offen, vorlage_id, beginn=SITZUNG)
    sitzung_id = lies(vorlage_id).beratungen[0].tops[0].sitzung_id
    seite = f"/oeffentlich/sitzungen/{sitzung_id}"
    assert "Tagesordnung steht noch nicht fest" in text(hole(app, seite).text)
    trage_ein(beratung_id, "kenntnis_genommen")
    _beauftrage(offen, vorlage_id, oeffentlich=True, status="in_arbeit")
    _beauftrage(offen, vorlage_id, oeffentlich=False, status="verzoegert")
    papier = text(hole(app, f"/oeffentlich/vorlagen/{vorlage_id}").text)
    assert "Was daraus wird Auftrag: in Arbeit, bis 30.06.2026" in papier
    assert ("verzögert" in papier, "Nur intern" in papier) == (False, False)
    assert "Das Netz wächst." in papier
    assert "Di 24.03.2026 , TOP Ö 1" in papier
    assert "zur Kenntnis genommen" in papier
    treffen = hole(app, seite).text
    assert f'href="/oeffentlich/vorlagen/{vorlage_id}"' in treffen
    assert "Rathaus" in text(treffen)
    nachziehen.ziehe_nach(offen.koerperschaft_id, sekunden=60)
    hfa, rat = offen.gremien["HFA"], offen.gremien["Rat"]
    gremium = text(hole(app, f"/oeffentlich/gremien/{hfa}").text)
    assert "Sachstand Datennetz" in gremium
    assert "Di 24.03.2026" in gremium
    for pfad, steht in (
        ("/oeffentlich/", True), ("/oeffentlich/vorlagen", True),
        (f"/oeffentlich/vorlagen?gremium={hfa}&jahr=2026", True),
        (f"/oeffentlich/vorlagen?gremium={rat}", False), ("/oeffentlich/vorlagen?jahr=2025", False),
        ("/oeffentlich/vorlagen?stand=abgeschlossen", True), ("/oeffentlich/vorlagen?stand=laeuft", False),
        ("/oeffentlich/vorlagen?jahr=Unfug&stand=Unfug", True), ("/oeffentlich/suche?q=wächst", True),
        ("/oeffentlich/suche?q=100%25", False), ("/oeffentlich/suche?q=", False),
    ):  # fmt: skip
        gefunden = text(hole(app, pfad).text)
        assert ("Sachstand Datennetz" in gefunden, "Grundstück" in gefunden) == (steht, False), pfad
    for pfad in ("", "?jahr=2026", "/monat?monat=2026-03"):
        assert f'href="{seite}"' in hole(app, f"/oeffentlich/sitzungen{pfad}").text, pfad
    for pfad in (geheim, f"{geheim}/anlagen/x", "0" * 32):
        assert hole(app, f"/oeffentlich/vorlagen/{pfad}", 404).text.count("gibt es nicht") == 1
    ruecknahme.nimm_vorlage_zurueck(vorlage_id, "Namen", wer=als("gerda"), jetzt=JETZT)
    weg = text(hole(app, f"/oeffentlich/vorlagen/{vorlage_id}", 410).text)
    assert "Am Mo 02.03.2026 wurde die Veröffentlichung zurückgenommen" in weg
    assert "Datennetz" not in weg
    assert "Datennetz" not in hole(app, "/oeffentlich/").text + hole(app, seite).text


def test_fuer_alle_dieselben_bytes_ohne_skript_und_mit_etag(app: Flask, offen: Stadt, besuch: Besucht) -> None:
    freigegeben(offen)
    gerda = besuch("gerda")
    for pfad in ("/oeffentlich/", "/oeffentlich/vorlagen", "/oeffentlich/impressum", "/oeffentlich/sitzungen.ics"):
        antwort = hole(app, pfad)
        assert Context().run(gerda.klient.get, pfad, base_url=BASIS).data == antwort.data
        assert antwort.headers["Cache-Control"] == "public, max-age=60"
        hole(app, pfad, 304, If_None_Match=antwort.headers["ETag"])
        if "html" in antwort.mimetype:
            assert "<script" not in antwort.text
            assert "script-src" not in antwort.headers["Content-Security-Policy"]
            assert (
                re.search('<link rel="canonical" href="http://127.0.0.1:8000/oeffentlich/', antwort.text)
                or "impr" in pfad
            )


def test_wer_viel_drucken_laesst_muss_warten(app: Flask, offen: Stadt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drossel, "DRUCKE_HOECHSTENS", 1)
    monkeypatch.setitem(app.config, "EINSTELLUNGEN", replace(app.config["EINSTELLUNGEN"], grenze_api=100))
    druck = f"/oeffentlich/vorlagen/{freigegeben(offen)}/dokumente/mitteilungsvorlage.docx"
    antwort = hole(app, druck)
    assert (antwort.data[:2], antwort.headers["Cache-Control"]) == (b"PK", "no-store")
    assert "Retry-After" in hole(app, druck, 429).headers
    hole(app, "/oeffentlich/")


def test_eine_kommune_entscheidet_ob_es_die_seiten_gibt(app: Flask, stadt: Stadt) -> None:
    assert "keine öffentlichen Seiten" in hole(app, "/oeffentlich/", 404).text
    gib_heraus(lizenz="", seiten=Seiten.AN)
    assert "noindex" not in hole(app, "/oeffentlich/").text
    gib_heraus(seiten=Seiten.OHNE_SUCHMASCHINEN)
    antwort = hole(app, "/oeffentlich/")
    assert "noindex" in antwort.text
    assert antwort.headers["X-Robots-Tag"] == "noindex"
    gib_heraus(seiten=Seiten.AUS)
    hole(app, "/oeffentlich/", 404)


def test_mehrere_kommunen_unter_einem_namen_stehen_unter_ihrem_kuerzel(app: Flask, offen: Stadt) -> None:
    kurz = hole(app, "/oeffentlich/linden/vorlagen?jahr=2026", 301)
    assert kurz.headers["Location"] == f"{BASIS}/oeffentlich/vorlagen?jahr=2026"
    nachbar = baue_stadt("nachbar", "Stadt Nachbarstadt", vorsilbe="n-")
    gib_heraus("n-adele")
    wahl = hole(app, "/oeffentlich/")
    assert ('href="/oeffentlich/linden/"' in wahl.text, "noindex" in wahl.text) == (True, True)
    hole(app, "/oeffentlich/vorlagen", 404)
    assert 'href="/oeffentlich/linden/vorlagen"' in hole(app, "/oeffentlich/linden/").text
    dort = freigegeben(nachbar, vorsilbe="n-")
    hole(app, f"/oeffentlich/nachbar/vorlagen/{dort}")
    hole(app, f"/oeffentlich/linden/vorlagen/{dort}", 404)
    hole(app, f"/oeffentlich/linden/gremien/{nachbar.gremien['HFA']}", 404)


def test_der_kalender_sagt_was_alle_wissen_und_zaehlt_nur_was_alle_erfahren(app: Flask, offen: Stadt) -> None:
    hfa, gerda = offen.gremien["HFA"], als("gerda")
    sitzung_id = sitzungen.lege_an(hfa, SITZUNG, ort="Rathaus, Saal 1", wer=gerda, jetzt=JETZT)

    def folge() -> int:
        kalender = hole(app, f"/oeffentlich/gremien/{hfa}/sitzungen.ics").text
        return int(re.findall(r"SEQUENCE:(\d+)\r\n", kalender)[0])

    kalender = hole(app, "/oeffentlich/sitzungen.ics").text
    assert "DTSTART;TZID=Europe/Berlin:20260324T170000\r\n" in kalender
    assert "LOCATION:Rathaus\\, Saal 1\r\n" in kalender
    angelegt = folge()
    with time_machine.travel(JETZT + timedelta(hours=1)):
        tagesordnung.nimm_punkt_auf(sitzung_id, "Personalfrage", oeffentlich=False, wer=als("gerda"), jetzt=JETZT)
    assert folge() == angelegt
    with time_machine.travel(JETZT + timedelta(hours=2)):
        sitzungslauf.sage_ab(sitzung_id, grund="Sturm", version=None, wer=als("gerda"), jetzt=JETZT)
    assert folge() > angelegt
    abgesagt = hole(app, "/oeffentlich/sitzungen.ics").text
    assert "STATUS:CANCELLED" in abgesagt
    assert "Sturm" not in abgesagt
    assert "Sturm" not in hole(app, f"/oeffentlich/sitzungen/{sitzung_id}").text
    assert "SUMMARY" not in hole(app, f"/oeffentlich/gremien/{offen.gremien['Rat']}/sitzungen.ics").text


@pytest.mark.probe
def test_jede_seite_fragt_gleich_viel_wie_viele_es_auch_sind(app: Flask, offen: Stadt) -> None:
    pfade = (
        "/oeffentlich/",
        "/oeffentlich/vorlagen",
        "/oeffentlich/sitzungen",
        f"/oeffentlich/gremien/{offen.gremien['HFA']}",
    )
    anzahl: list[list[int]] = []
    for runde in range(2):
        for nr in range(3):
            vorlage_id = freigegeben(offen)
            trage_ein(
                auf_tagesordnung(offen, vorlage_id, beginn=JETZT + timedelta(days=30 * runde + nr + 12)), "vertagt"
            )
        anzahl.append([_fragen(app, pfad) for pfad in pfade])
    assert anzahl[0] == anzahl[1]
    with transaction() as sitzung:
        sitzung.execute(update(Vorlage).values(aussen_geaendert=JETZT))
    als("niemand")
    weiter = papiere.liste(Frage(), anzahl=1).weiter
    (frage,) = fragen_von(lambda: papiere.liste(Frage(gremium=offen.gremien["HFA"]), nach=weiter, anzahl=1))
    wie = plan_von(*frage)
    assert ("ix_vorlage_liste_aussen" in wie, "TEMP B-TREE" in wie) == (True, False), wie


@pytest.mark.probe
def test_drinnen_zeigt_ein_knopf_was_draussen_zu_sehen_ist(app: Flask, stadt: Stadt, besuch: Besucht) -> None:
    frieda, draft = besuch("frieda"), entwurf(stadt, bearbeiter="Frau Federhalter", aktenzeichen="10-4711")
    assert f"/vorlagen/{draft}/oeffentlich" in frieda.hole(f"/vorlagen/{draft}")
    vorschau = text(frieda.hole(f"/vorlagen/{draft}/oeffentlich"))
    assert "Der Ausschuss nimmt Kenntnis." in vorschau
    assert "10-4711" not in vorschau
    assert "Mitzeichnung" not in vorschau
    assert besuch("niemand").oeffne(f"/vorlagen/{draft}/oeffentlich").status_code == 404
    geheim = entwurf(stadt, oeffentlich=False)
    assert "sieht davon nichts" in text(frieda.hole(f"/vorlagen/{geheim}/oeffentlich"))
    heraus = freigegeben(stadt)
    assert "nicht eingeschaltet" in text(frieda.hole(f"/vorlagen/{heraus}/oeffentlich"))
    gib_heraus()
    ziel = frieda.oeffne(f"/vorlagen/{heraus}/oeffentlich").headers["Location"]
    assert ziel == f"{BASIS}/oeffentlich/linden/vorlagen/{heraus}"
    assert f'href="{ziel}" type="text/html"' in hole(app, "/oeffentlich/vorlagen.atom").text
    assert hole(app, f"/oparl/v1.1/paper/{heraus}").get_json()["web"] == ziel
    marke: dict[str, Any] = {"Authorization": f"Bearer {anmeldung.token_neu('frieda', jetzt=JETZT)}"}
    for kennung, wohin in ((heraus, ziel), (draft, f"{BASIS}/vorlagen/{draft}")):
        assert hole(app, f"/api/v1/vorlagen/{kennung}", **marke).get_json()["links"]["web"] == wohin


def _beauftrage(stadt: Stadt, vorlage_id: str, **angaben: Any) -> None:
    wie = {"erstellt": JETZT, "geaendert": JETZT, "faellig_am": date(2026, 6, 30), "text": "Nur intern", **angaben}
    with transaction() as session:
        session.add(Auftrag(koerperschaft_id=stadt.koerperschaft_id, vorlage_id=vorlage_id, **wie))


def _fragen(app: Flask, pfad: str) -> int:
    with mitgelesen() as gefragt:
        hole(app, pfad)
    return len(gefragt)
