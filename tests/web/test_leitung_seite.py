"""The page for who releases papers: tables that are the truth, filters, and the same to take along."""

from __future__ import annotations

from tests.web.besuch import text
from tests.web.conftest import Besucht
from tests.welt import Stadt, entwurf, gehe


def test_die_leitung_sieht_stationen_und_dauern_und_nimmt_sie_mit(besuch: Besucht, stadt: Stadt) -> None:
    for betreff in ("Sachstand Datennetz", "Neue Leitungen"):
        gehe(entwurf(stadt, betreff=betreff), "zur_mitzeichnung_geben", "frieda")
    olaf = besuch("olaf")
    seite = olaf.hole("/leitung")
    assert "In Mitzeichnung 2 0 Tage" in text(seite)
    assert "Neue Leitungen Noch ohne Nummer In Mitzeichnung Amt für Digitalisierung seit 02.03.2026" in text(seite)
    assert "1. Quartal 2026" in text(seite)
    assert "Frieda" not in text(seite)
    assert 'href="/leitung"' in olaf.hole("/")
    leer = text(olaf.hole(f"/leitung?amt={stadt.aemter['30']}&quartale=8"))
    assert "Gerade ist keine Vorlage unterwegs." in leer
    assert "2. Quartal 2024" in leer
    csv = olaf.oeffne("/leitung.csv").text
    assert csv.splitlines()[-1].startswith("Gesamt;Insgesamt;0;")
    assert olaf.oeffne("/leitung.xlsx").status_code == 200
    olaf.hole("/leitung?amt=unfug", 422)
    olaf.hole("/leitung?quartale=99", 422)
    besuch("frieda").hole("/leitung", 403)
    assert 'href="/leitung"' not in besuch("frieda").hole("/")
