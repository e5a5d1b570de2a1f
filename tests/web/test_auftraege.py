"""Beschlusskontrolle on the page, as a table, as a paper, and for programs."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from tests.test_auftraege import beschlossen, zeilen
from tests.web.besuch import text
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als
from vorlagen.extensions import db
from vorlagen.services import beschlusskontrolle, pflichten
from vorlagen.services.sichtbarkeit import hole


@pytest.mark.probe
def test_die_liste_zeigt_was_zu_tun_ist_und_laesst_berichten(besuch: Besucht, stadt: Stadt) -> None:
    beschlossen(stadt)
    auftrag = zeilen()[0][0]
    frieda, weg = besuch("frieda"), f"/auftraege/{auftrag.id}"
    assert "den Bau," in text(frieda.hole("/auftraege"))
    assert "Kein Auftrag, auf den das zutrifft." in text(frieda.hole("/auftraege?q=gibtesnicht"))
    offen = frieda.hole(weg)
    ohne = frieda.druecke(weg, offen, status="erledigt", bericht="Gebaut.")
    assert (ohne.status_code, "woran man es sieht" in text(ohne.text)) == (422, True)
    frieda.druecke(weg, offen, status="erledigt", bericht="Gebaut.", nachweis="Abnahme am 1. Juni")
    assert "Abnahme am 1. Juni" in frieda.hole(weg)
    veraltet = frieda.druecke(weg, offen, status="erledigt", nachweis="noch eine")
    assert (veraltet.status_code, "in der Zwischenzeit geändert" in text(veraltet.text)) == (409, True)
    assert [a.status for a, _ in zeilen(offen=False)] == ["erledigt"]


def test_die_tabelle_ist_zweimal_dieselbe_und_rechnet_nichts_aus(besuch: Besucht, stadt: Stadt) -> None:
    beschlossen(stadt, beschlussvorschlag="<p>=HYPERLINK(1)</p>")
    person = als("gerda")
    alle = beschlusskontrolle.zeilen(person, date(2026, 1, 1), date(2026, 6, 30), oeffentlich=True)
    inhalt = beschlusskontrolle.als_xlsx(alle)
    assert inhalt == beschlusskontrolle.als_xlsx(alle)
    with zipfile.ZipFile(io.BytesIO(inhalt)) as mappe:
        blatt = mappe.read("xl/worksheets/sheet1.xml").decode()
        assert ("<t>=HYPERLINK(1)" in blatt, "<f>" in blatt) == (True, False)


@pytest.mark.probe
def test_die_halbjahresliste_wird_eine_vorlage_und_verraet_nichts(stadt: Stadt) -> None:
    beschlossen(stadt)
    beschlossen(
        stadt, oeffentlich=False, begruendung_nichtoeffentlich="Grund", beschlussvorschlag="<p>Geheimer Kauf.</p>"
    )
    texte = {}
    for oeffentlich in (True, False):
        vorlage_id = beschlusskontrolle.als_vorlage(
            als("frieda"),
            "Mitteilungsvorlage",
            date(2026, 1, 1),
            date(2026, 6, 30),
            oeffentlich=oeffentlich,
            jetzt=JETZT,
        )
        db.session.rollback()
        vorlage, _ = hole(vorlage_id, als("frieda"))
        texte[vorlage.oeffentlich] = vorlage.sachverhalt
    assert ("den Bau," in texte[True], "Geheimer Kauf." in texte[True]) == (True, False)
    assert ("den Bau," in texte[False], "Geheimer Kauf." in texte[False]) == (False, True)


def test_das_halbjahr_ist_das_letzte_ganze() -> None:
    assert beschlusskontrolle.halbjahr(date(2026, 7, 1)) == (date(2026, 1, 1), date(2026, 6, 30))
    assert beschlusskontrolle.halbjahr(date(2026, 6, 30)) == (date(2025, 7, 1), date(2025, 12, 31))


def test_die_bekanntgabe_wird_auf_der_seite_vermerkt(besuch: Besucht, stadt: Stadt) -> None:
    beschlossen(stadt, oeffentlich=False, begruendung_nichtoeffentlich="Grundstück")
    (pflicht,) = pflichten.offene(als("gerda"))
    gerda = besuch("gerda")
    seite = gerda.hole("/auftraege")
    assert "Bekanntgabe vermerken" in seite
    assert gerda.druecke(f"/pflichten/{pflicht.id}", seite).status_code == 302
    assert "Bekanntgabe vermerken" not in gerda.hole("/auftraege")


@pytest.mark.probe
def test_viele_auftraege_gehen_nach_einer_rueckfrage_auf_wiedervorlage(besuch: Besucht, stadt: Stadt) -> None:
    beschlossen(stadt)
    beschlossen(stadt, betreff="Zweiter")
    ids = [auftrag.id for auftrag, _ in zeilen()]
    gerda, weg = besuch("gerda"), "/auftraege/sammlung"
    frage = "?was={}&" + "&".join(f"auftrag={eine}" for eine in ids)
    seite = gerda.hole(weg + frage.format("wiedervorlage"))
    assert "auf Wiedervorlage legen" in text(seite)
    assert gerda.druecke(weg, seite, am="").status_code == 422
    assert gerda.druecke(weg, seite, am="2026-03-10").status_code == 302
    assert {auftrag.wiedervorlage for auftrag, _ in zeilen()} == {date(2026, 3, 10)}
    assert f"Bald fällig ({len(ids)})" in text(gerda.hole("/auftraege?ampel=gelb"))
    assert "Kein Auftrag, auf den das zutrifft." in text(gerda.hole("/auftraege?ampel=rot"))
    assert gerda.druecke(weg, seite, am="2026-03-11").status_code == 409
    fertig = gerda.hole(weg + frage.format("erledigt"))
    assert gerda.druecke(weg, fertig, nachweis=" ").status_code == 422
    assert gerda.druecke(weg, fertig, nachweis="Abnahme").status_code == 302
    noch_einmal = text(gerda.hole(weg + frage.format("erledigt")))
    assert "Das geht nicht" in noch_einmal
    assert "Der Auftrag ist schon abgeschlossen." in noch_einmal
    gerda.hole(weg + "?was=loeschen", 404)
    assert "Sie haben keinen Auftrag ausgewählt." in besuch("niemand").hole(weg + frage.format("erledigt"))
