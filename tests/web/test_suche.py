"""The search, the shortcuts and the help as pages."""

from __future__ import annotations

import re

from flask import Flask

from tests.web.besuch import text
from tests.web.conftest import Besucht
from tests.welt import Stadt, entwurf, freigegeben
from vorlagen.web import hilfe


def test_die_suche_zeigt_wo_es_steht_und_blaettert(besuch: Besucht, stadt: Stadt) -> None:
    for nr in range(21):
        entwurf(stadt, betreff=f"Schulhof {nr:02}", sachverhalt="<p>Die <em>Rutsche</em> & <b>Schaukel</b> fehlen.</p>")
    freigegeben(stadt, betreff="Grundschulsanierung")
    frieda = besuch("frieda")
    seite = frieda.hole("/suche?q=schul")
    assert "Grund<mark>schul</mark>sanierung" in seite
    assert ("hof 20" in text(seite), "hof 01" in text(seite)) == (True, False)
    weiter = re.findall(r'href="(/suche\?[^"]*nach=[^"]+)"', seite)[0].replace("&amp;", "&")
    assert text(frieda.hole(weiter)).count("hof 0") == 2
    assert "Die <mark>Rutsche</mark> &amp; Schaukel fehlen." in frieda.hole("/suche?q=rutsche")
    assert "Dazu gibt es nichts, das Sie lesen dürfen." in besuch("niemand").hole("/suche?q=rutsche")
    assert "Gefunden, das" not in frieda.hole("/suche?q=%22%22&art=unfug&nach=unfug")


def test_tastenkuerzel_lassen_sich_ausschalten(besuch: Besucht) -> None:
    kai, berta = besuch("kai"), besuch("berta")
    assert "tasten.js" in kai.hole("/")
    kai.druecke("/konto/kurztasten", kai.hole("/konto"))
    assert ("tasten.js" in kai.hole("/"), "tasten.js" in berta.hole("/")) == (False, True)
    kai.druecke("/konto/kurztasten", kai.hole("/konto"))
    assert "tasten.js" in kai.hole("/")


def test_jede_seite_fuehrt_zu_ihrem_kapitel(app: Flask, besuch: Besucht) -> None:
    assert set(hilfe.SEITEN) - set(app.blueprints) == set()
    assert set(hilfe.SEITEN.values()) - set(hilfe.kapitel()) == set()
    wer_will = besuch(None)
    assert 'href="/hilfe/suchen"' in besuch("kai").hole("/suche")
    for schluessel, kapitel in hilfe.kapitel().items():
        for ziel, sprung in re.findall(r'href="([^"#:]*)#?([^"]*)"', kapitel.text):
            assert ziel in hilfe.kapitel(), (schluessel, ziel)
            assert not sprung or f'id="{sprung}"' in hilfe.kapitel()[ziel].text, (schluessel, ziel, sprung)
    assert "<h1>Tastenkürzel</h1>" in wer_will.hole("/hilfe/tastenkuerzel")
    assert "Kleines Wörterbuch" in wer_will.hole("/hilfe")
    wer_will.hole("/hilfe/unfug", 404)
