"""Kinds of papers on their pages: tried before they count, never overwritten, written down."""

from __future__ import annotations

from typing import Any

from tests.web.besuch import formular, text
from tests.web.conftest import Besucht
from tests.welt import Stadt, baue_stadt

LISTE = "/verwaltung/vorlagearten"


def test_eine_art_wird_geprobt_angelegt_geaendert_und_abgeloest(besuch: Besucht, stadt: Stadt) -> None:
    adele = besuch("adele")
    felder: dict[str, Any] = {"name": "Bericht", "ablauf": "berichtsvorlage", "nummernmuster": "BE-{nr:02d}"}
    probe = adele.druecke(LISTE, adele.hole(LISTE), **felder, probe="1")
    assert "BE-01 BE-02 BE-03 Diesen Zähler gibt es noch nicht; er beginnt bei 1. Ohne {jahr}" in text(probe.text)
    falsch = adele.druecke(LISTE, probe.text, nummernmuster="BE{nr}{nr}", gueltig_von="31.02.2027")
    assert falsch.status_code == 422
    assert [wort in falsch.text for wort in ("Bericht", "31.02.2027", "BE{nr}{nr}")] == [True] * 3
    eine = adele.druecke(LISTE, probe.text, **felder).headers["Location"]
    zuvor = adele.hole(eine)
    assert adele.druecke(eine, zuvor, gueltig_bis="2020-12-31").status_code == 302
    assert "Geschlossen" in text(adele.hole(eine))
    assert adele.druecke(eine, zuvor, name="Drittes").status_code == 409
    nachfolge = f"{eine}/nachfolge"
    neu = {**formular(adele.hole(eine), nachfolge), "ab": "2027-01-01"}
    assert adele.sende(nachfolge, {**neu, "neuer_name": "Mitteilungsvorlage"}).status_code == 422
    assert adele.sende(nachfolge, {**neu, "neuer_name": "Sachstandsbericht"}).status_code == 302
    assert "Bericht Berichtsvorlage BE-{nr:02d} Geschlossen von Anfang an bis 31.12.2020" in text(adele.hole(LISTE))
    assert "Vorlageart: angelegt" in text(adele.hole("/verwaltung/protokoll"))
    besuch("gerda").hole(eine, 403)
    baue_stadt("nachbar", "Stadt Nachbarstadt", vorsilbe="n-")
    besuch("n-adele").hole(eine, 404)
