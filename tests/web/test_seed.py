"""The seed paper itself: typed into the form, printed as Word, and not a character lost on the way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.web.besuch import wege
from tests.web.conftest import Besucht
from tests.welt import Stadt
from tests.wordwerk import absaetze, buchstaben
from vorlagen.richtext import aus_text


def _seed(testdaten: Path) -> tuple[str, str]:
    """Title and body of the Mettmann sheet as the page gave them."""
    seed = next((testdaten / "seeds").glob("000_*.txt")).read_text("utf-8")
    return "Sachstand Kooperationsstrategie IT", seed.partition("Sachverhaltsdarstellung:")[2].strip()


@pytest.mark.parametrize("als_html", [False, True], ids=["ohne Skript als Text", "mit Editor als HTML"])
def test_die_vorlage_aus_mettmann_geht_ohne_verlust_durch_formular_und_word(
    besuch: Besucht, stadt: Stadt, testdaten: Path, als_html: bool
) -> None:
    betreff, koerper = _seed(testdaten)
    frieda = besuch("frieda")
    neu = frieda.hole("/vorlagen/neu")
    getippt = {"sachverhalt": aus_text(koerper)} if als_html else {"sachverhalt_text": koerper, "sachverhalt": None}
    antwort = frieda.druecke(
        "/vorlagen/neu",
        neu,
        ohne_skript=not als_html,
        art="Mitteilungsvorlage",
        betreff=betreff,
        datum="2018-05-18",
        aktenzeichen="10-1",
        oeffentlich="ja",
        beschlussvorschlag="<p>Der Ausschuss nimmt den Sachstandsbericht zur Kenntnis.</p>",
        **{f"auswirkung_{art}": "nein" for art in ("finanziell", "personell", "organisatorisch", "kennzahlen")},
        aktion="ansehen",
        **getippt,
    )
    assert antwort.status_code == 302, antwort.text[:2000]
    seite = frieda.hole(antwort.location)
    (pfad,) = set(wege(seite, r"/vorlagen/[0-9a-f]+/dokumente/mitteilungsvorlage\.docx"))
    zeilen = absaetze(frieda.oeffne(pfad).data)
    assert buchstaben("".join(_ohne_marken(koerper))) in buchstaben("".join(zeilen))
    assert zeilen.count(betreff) == 2
    assert zeilen.count("10-1") == 2
    assert zeilen.count("☒\u00a0nein") == 4
    assert "Sichtung und Aufbereitung der Betriebsdaten der Kreis-IT\n(Was hat der Kreis einzubringen?)" in zeilen


def _ohne_marken(koerper: str) -> list[str]:
    """The lines without what Word draws itself: bullets and the letters of the list."""
    return [re.sub(r"^\s*(- )?([A-G]\. )?", "", zeile) for zeile in koerper.splitlines()]
