"""The Gremiendienst's pages beyond the plain agenda, without a script; and that nobody else gets through."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import select

from tests.web.besuch import Besuch, formular, text, wege
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, freigegeben
from vorlagen.extensions import db
from vorlagen.models import Anwesenheit, Sitzung, Tagesordnungspunkt
from vorlagen.services import anwesenheiten, sitzungen, tagesordnung
from vorlagen.services.anwesenheiten import Eintrag, Sitz

SITZUNG = datetime(2026, 3, 24, 16, 0, tzinfo=UTC)
GRUND = "Der Förderantrag läuft ab."


def test_eine_reihe_zeigt_erst_ihre_tage_und_legt_dann_an(besuch: Besucht, stadt: Stadt) -> None:
    gerda, pfad = besuch("gerda"), "/sitzungen/reihe"
    getippt: dict[str, Any] = {
        "gremium": stadt.gremien["HFA"],
        "wochentag": "4",
        "von": "2026-04-01",
        "bis": "2026-06-30",
    }
    vorschau = gerda.druecke(pfad, gerda.hole(pfad), **getippt).text
    assert "Fr 03.04.2026 entfällt. Feiertag: Karfreitag." in text(vorschau)
    assert formular(vorschau).getlist("tag") == ["2026-06-05"]
    assert gerda.druecke(pfad, vorschau, bis="2026-03-01", anlegen="1").status_code == 422
    assert gerda.druecke(pfad, vorschau, anlegen="1").status_code == 302
    als("gerda")
    assert db.session.query(Sitzung).count() == 1
    besuch("frieda").hole(pfad, 403)


def test_feststellen_nachtragen_oeffnen_und_die_fassung_ansehen(besuch: Besucht, stadt: Stadt) -> None:
    freigegeben(stadt)
    gerda, pfad = besuch("gerda"), _sitzung(stadt)
    _punkt(pfad, "Eröffnung")
    _punkt(pfad, "Grundstück Lindenhain", oeffentlich=False)
    alt = gerda.hole(pfad)
    gerda.druecke(f"{pfad}/feststellung", alt)
    assert gerda.druecke(f"{pfad}/feststellung", alt).status_code == 409
    seite = gerda.hole(pfad)
    assert "Als Nachtrag: geht noch fristgerecht" in text(seite)
    gegenstand = re.findall(r'<option value="([0-9a-f]{32})"', seite)[0]
    ohne = gerda.druecke(f"{pfad}/nachtrag", seite, gegenstand=gegenstand, begruendung="")
    assert (ohne.status_code, 'href="#begruendung"' in ohne.text) == (422, True)
    assert formular(ohne.text, f"{pfad}/nachtrag")["gegenstand"] == gegenstand
    assert gerda.druecke(f"{pfad}/nachtrag", ohne.text, begruendung=GRUND).status_code == 302
    danach = text(gerda.hole(pfad))
    assert "1. Nachtrag" in danach
    assert "Ö 2 „Sachstand Datennetz“ kam hinzu." in danach
    gerda.druecke(f"{pfad}/oeffnung", gerda.hole(pfad), grund="Reihenfolge")
    fassung = f"{pfad}/tagesordnungen/1"
    assert "N 1 Grundstück Lindenhain" in text(gerda.hole(fassung))
    fuer_alle = text(besuch("niemand").hole(fassung))
    assert ("Ö 1 Eröffnung" in fuer_alle, "Lindenhain" in fuer_alle, "kam hinzu" in fuer_alle) == (True, False, False)


def test_ein_punkt_wird_umgeordnet_und_heruntergenommen(besuch: Besucht, stadt: Stadt) -> None:
    gerda, pfad = besuch("gerda"), _sitzung(stadt)
    for titel in ("Eröffnung", "Anträge"):
        _punkt(pfad, titel)
    anfang, antraege = wege(gerda.hole(pfad), f"{pfad}/punkte/[0-9a-f]+")
    gerda.druecke(antraege, gerda.hole(antraege), titel="Anträge der Fraktionen", en_bloc="A", aufgerufen="17:20")
    assert "Anträge der Fraktionen Liste A" in text(gerda.hole(pfad))
    falsch = gerda.druecke(antraege, gerda.hole(antraege), titel="Neu", aufgerufen="gleich")
    assert (falsch.status_code, formular(falsch.text)["titel"]) == (422, "Neu")
    gerda.druecke(f"{antraege}/stelle", gerda.hole(antraege), stelle="1")
    assert "Ö 1 Anträge der Fraktionen" in text(gerda.hole(pfad))
    assert gerda.druecke(f"{anfang}/stelle", gerda.hole(anfang), stelle="9.9").status_code == 422
    gerda.druecke(f"{anfang}/absetzung", gerda.hole(anfang))
    assert "Eröffnung" not in gerda.hole(pfad)
    besuch("kai").hole(antraege, 403)


def test_verlegen_und_absagen_fragen_nach_dem_grund(besuch: Besucht, stadt: Stadt) -> None:
    auf_tagesordnung(stadt, freigegeben(stadt), beginn=SITZUNG)
    gerda = besuch("gerda")
    pfad = wege(gerda.hole("/sitzungen"), "/sitzungen/[0-9a-f]{32}")[0]
    ohne = gerda.druecke(f"{pfad}/verlegen", gerda.hole(f"{pfad}/verlegen"), datum="2026-03-05", uhrzeit="18:00")
    assert (ohne.status_code, formular(ohne.text)["datum"]) == (422, "2026-03-05")
    gerda.druecke(f"{pfad}/verlegen", ohne.text, grund="Saal gesperrt")
    seite = text(gerda.hole(pfad))
    assert "Ladung, Haupt- und Finanzausschuss: bisher Mo 16.03.2026, jetzt Mi 25.02.2026" in seite
    assert "Verlegt, ursprünglich Di 24.03.2026, 17:00 Uhr." in seite
    assert "Die Ladungsfrist ist nicht mehr zu wahren" in seite
    assert "Saal gesperrt" not in besuch("niemand").hole(pfad)
    gerda.druecke(f"{pfad}/absagen", gerda.hole(f"{pfad}/absagen"), grund="Sturm")
    assert "Abgesagt: Sturm" in text(besuch("niemand").hole(pfad))
    assert "Abgesagt" in text(besuch("niemand").hole("/sitzungen"))
    for weg in ("verlegen", "absagen", "anwesenheit", "niederschrift"):
        besuch("frieda").hole(f"{pfad}/{weg}", 403)


def test_anwesenheit_und_besetzung_nehmen_auf_was_getippt_wird(besuch: Besucht, stadt: Stadt) -> None:
    gerda, pfad, hfa = besuch("gerda"), _sitzung(stadt), f"/gremien/{stadt.gremien['HFA']}"
    falsch = gerda.druecke(hfa, gerda.hole(hfa), sitze="Anna Achtsam; König", mitglieder="3")
    assert (falsch.status_code, "Zeile 1:" in text(falsch.text), formular(falsch.text)["mitglieder"]) == (
        422, True, "3",
    )  # fmt: skip
    sitze = "Anna Achtsam; vorsitz; Grüne\r\nBernd Bedacht\r\nCarla Clever; beratend"
    assert gerda.druecke(hfa, falsch.text, sitze=sitze).status_code == 302
    weg = f"{pfad}/anwesenheit"
    leer = gerda.hole(weg)
    krumm = gerda.druecke(weg, leer, zeiten__0="von früh bis spät", name__3="Gustav Gast")
    assert (krumm.status_code, 'href="#zeiten-0"' in krumm.text) == (422, True)
    assert gerda.druecke(weg, krumm.text, zeiten__0="17:00-18:30, 23:05-00:20", stand__1="fehlt").status_code == 302
    zeilen = db.session.scalars(select(Anwesenheit).order_by(Anwesenheit.reihe)).all()
    assert [(z.name, z.stand, z.stimmberechtigt, len(z.zeiten)) for z in zeilen] == [
        ("Anna Achtsam", "anwesend", True, 2), ("Bernd Bedacht", "fehlt", True, 0),
        ("Carla Clever", "anwesend", False, 0), ("Gustav Gast", "anwesend", False, 0),
    ]  # fmt: skip
    assert formular(gerda.hole(weg))["zeiten-0"] == "17:00-18:30, 23:05-00:20"
    assert "1 von 3 stimmberechtigten Mitgliedern sind anwesend, nötig sind 2" in text(gerda.hole(pfad))
    besuch("niemand").hole(hfa, 403)


def test_was_die_seite_nicht_zeigt_bleibt_wie_es_war(besuch: Besucht, stadt: Stadt) -> None:
    gerda, pfad, hfa = besuch("gerda"), _sitzung(stadt), stadt.gremien["HFA"]
    sitzung_id = pfad.rpartition("/")[2]
    _punkt(pfad, "Haushalt")
    ohne_stimme = Sitz("Anna Achtsam", stimmberechtigt=False)
    anwesenheiten.setze_mitglieder(hfa, [ohne_stimme, Sitz("Bernd Bedacht")], wer=als("gerda"))
    seite = f"/gremien/{hfa}"
    assert gerda.druecke(seite, gerda.hole(seite)).status_code == 302
    als("gerda")
    assert [sitz.stimmberechtigt for sitz in anwesenheiten.mitglieder(hfa)] == [False, True]
    anwesenheiten.setze(sitzung_id, [Eintrag("Bernd Bedacht")], version=None, wer=als("gerda"))
    (punkt,) = wege(gerda.hole(pfad), f"{pfad}/punkte/[0-9a-f]+")
    als("gerda")
    (bernd,) = anwesenheiten.liste(sitzung_id)
    gerda.druecke(punkt, gerda.hole(punkt), befangen=bernd.id)
    anwesenheiten.setze(sitzung_id, [Eintrag("Bernd Bedacht", stand="entschuldigt")], version=None, wer=als("gerda"))
    assert gerda.druecke(punkt, gerda.hole(punkt), protokoll="<p>Beraten.</p>").status_code == 302
    als("gerda")
    assert [zeile.anwesenheit.name for zeile in anwesenheiten.befangene(punkt.rpartition("/")[2])] == ["Bernd Bedacht"]


def test_die_niederschrift_liest_die_oeffentlichkeit_erst_nach_der_freigabe(
    besuch: Besucht, stadt: Stadt, app: Flask
) -> None:
    auf_tagesordnung(stadt, freigegeben(stadt), beginn=SITZUNG)
    with time_machine.travel(SITZUNG + timedelta(days=1)):
        gerda, niemand = Besuch(app, "gerda"), Besuch(app, "niemand")
        pfad = wege(gerda.hole("/sitzungen"), "/sitzungen/[0-9a-f]{32}")[0]
        assert "noch ohne Ergebnis Die Anwesenheit ist nicht eingetragen" in text(gerda.hole(f"{pfad}/niederschrift"))
        assert niemand.oeffne(f"{pfad}/niederschrift.docx").status_code == 404
        assert gerda.oeffne(f"{pfad}/niederschrift.docx").data[:2] == b"PK"
        gerda.druecke(
            f"{pfad}/niederschrift", gerda.hole(f"{pfad}/niederschrift"), ende="00:10", vorsitz="Anna Achtsam"
        )
        als("gerda")
        assert db.session.scalar(select(Sitzung.ende)) == SITZUNG.replace(hour=23, minute=10)
        gerda.druecke(f"{pfad}/niederschrift/freigabe", gerda.hole(f"{pfad}/niederschrift"))
        assert "Niederschrift, öffentlicher Teil" in text(niemand.hole(pfad))
        assert niemand.oeffne(f"{pfad}/niederschrift.docx").data[:2] == b"PK"


def test_eine_liste_wird_auf_einmal_abgestimmt(besuch: Besucht, stadt: Stadt) -> None:
    gerda, pfad = besuch("gerda"), _sitzung(stadt)
    for titel in ("Satzung A", "Satzung B"):
        _punkt(pfad, titel)
    for punkt in wege(gerda.hole(pfad), f"{pfad}/punkte/[0-9a-f]+"):
        gerda.druecke(punkt, gerda.hole(punkt), en_bloc="A/B")
    (weg,) = wege(gerda.hole(pfad), rf"{pfad}/en-bloc\?liste=[^\"]+")
    falsch = gerda.druecke(weg, gerda.hole(weg), ja="viele")
    assert (falsch.status_code, formular(falsch.text)["ja"]) == (422, "viele")
    assert gerda.druecke(weg, falsch.text, ja="", ausgang="angenommen", ergebnis="einstimmig").status_code == 302
    assert db.session.scalars(select(Tagesordnungspunkt.ausgang)).all() == ["angenommen", "angenommen"]
    besuch("frieda").hole(weg, 403)
    zu_spaet = gerda.druecke(weg, falsch.text, ja="17", ausgang="abgelehnt")
    assert (zu_spaet.status_code, formular(zu_spaet.text)["ja"]) == (409, "17")


def _sitzung(stadt: Stadt) -> str:
    return "/sitzungen/" + sitzungen.lege_an(stadt.gremien["HFA"], SITZUNG, wer=als("gerda"), jetzt=JETZT)


def _punkt(pfad: str, titel: str, *, oeffentlich: bool = True) -> None:
    sitzung_id = pfad.rpartition("/")[2]
    tagesordnung.nimm_punkt_auf(sitzung_id, titel, oeffentlich=oeffentlich, wer=als("gerda"), jetzt=JETZT)
