"""Full-text search: parts of words, only what may be read, never what was there before."""

from __future__ import annotations

import pytest

from tests.welt import Stadt, als, entwurf, freigegeben
from vorlagen.services.suche.auszug import mit_marken, sagt_alles
from vorlagen.services.suche.finden import Ergebnis, suche, suche_oeffentlich
from vorlagen.services.suche.worte import worte, zerlege


def _titel(ergebnis: Ergebnis) -> list[str]:
    return ["".join(stueck.text for stueck in treffer.titel) for treffer in ergebnis.zeilen]


def _sieht(name: str, frage: str) -> list[str]:
    return _titel(suche(als(name), frage))


@pytest.mark.parametrize(
    ("frage", "text", "gefunden"),
    [
        ("schule", "Grundschulesanierung am Markt", "schule"),
        ("Müller", "Frau MUELLER", "MUELLER"),
        ("strasse", "Kastanienstraße 4", "straße"),
        ("cafe", "Das Café am See", "Café"),
        ("bv/2026/12", "Vorlage BV/2026/0012", "BV/2026/0012"),
        ("12", "Nr. 0012 und 112 und 1200", "0012"),
        ('"am markt"', "Markt am See, am  Markt", "am  Markt"),
        ("„am Markt“", "Haus am Markt", "am Markt"),
        ("KI", "KI und Kirche", "KI"),
        ("100 %", "zu 100 % gefördert", "100"),
    ],
)
def test_was_gemeint_ist_wird_erkannt(frage: str, text: str, gefunden: str) -> None:
    begriffe = zerlege(frage)
    assert [stueck.text for stueck in mit_marken(text, begriffe) if stueck.gesucht] == [gefunden]
    assert "".join(stueck.text for stueck in mit_marken(text, begriffe)) == text
    assert sagt_alles([["sachverhalt", text]], begriffe)
    gesagt = worte(text)
    assert all(any(wort in gesagtes for gesagtes in gesagt) for begriff in begriffe for wort in begriff.worte)


def test_eine_vorlage_wird_an_allem_gefunden_was_sie_sagt(stadt: Stadt) -> None:
    entwurf(stadt, betreff="Grundschulsanierung", sachverhalt="<p>Das Dach ist <strong>undicht</strong>.</p>")
    entwurf(stadt, betreff="Radweg", sachverhalt="<p>Er führt an der Schule vorbei.</p>")
    assert _sieht("frieda", "schul") == ["Radweg", "Grundschulsanierung"]
    assert _sieht("frieda", "SCHUL undicht") == ["Grundschulsanierung"]
    assert _sieht("frieda", '"ist undicht"') == ["Grundschulsanierung"]
    assert _sieht("frieda", '"undicht ist"') == []
    (treffer,) = suche(als("frieda"), "dach").zeilen
    assert treffer.auszug is not None
    assert treffer.auszug.wo == "Sachverhalt"
    assert [(s.text, s.gesucht) for s in treffer.auszug.stuecke] == [
        ("Das ", False), ("Dach", True), (" ist undicht.", False)
    ]  # fmt: skip
    seite = suche(als("frieda"), "schul", anzahl=1)
    assert _titel(seite) == ["Radweg"]
    assert _titel(suche(als("frieda"), "schul", anzahl=1, nach=seite.weiter)) == ["Grundschulsanierung"]


def test_nur_was_gelesen_werden_darf_wird_gefunden(stadt: Stadt) -> None:
    entwurf(stadt, betreff="Entwurf zum Marktplatz")
    freigegeben(stadt, betreff="Marktplatz für alle")
    freigegeben(stadt, betreff="Marktplatz geheim", oeffentlich=False, begruendung_nichtoeffentlich="Vertrag")
    assert _sieht("niemand", "marktplatz") == ["Marktplatz für alle"]
    assert _titel(suche_oeffentlich(stadt.koerperschaft_id, "marktplatz")) == ["Marktplatz für alle"]
    assert _sieht("gerda", "marktplatz") == ["Marktplatz geheim", "Marktplatz für alle"]
    assert _sieht("adele", "marktplatz") == ["Marktplatz geheim", "Marktplatz für alle", "Entwurf zum Marktplatz"]
