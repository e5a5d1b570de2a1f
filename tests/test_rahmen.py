"""The page frame and every macro without a browser: structure, references, escaping."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from flask import Flask, render_template_string

from tests.rahmenprobe import PAKET, SEITEN, probe_app

AUFRUFE = [
    "{{ m.eingabe('a', x, x, [x], x) }}",
    "{{ m.als_tabelle([(x, x)]) }}",
    "{{ m.textbereich('a', x, x, [x], x) }}",
    "{{ m.richtext('a', x, x, [x], x) }}",
    "{{ m.auswahl('a', x, [(x, x)], x, [x], x, leer=x) }}",
    "{{ m.optionen('a', x, [(x, x)], x, [x], x) }}",
    "{{ m.mehrfachauswahl('a', x, [(x, x)], [x], [x], x) }}",
    "{{ m.haken('a', x, True, [x], x, x) }}",
    "{{ m.fehlerliste({'a': [x]}, {'a': x}) }}",
    "{{ m.hinweis(x) }}",
    "{{ m.marke(x) }}",
    "{% call m.karte(x) %}{{ x }}{% endcall %}",
    "{{ m.zeitleiste([{'titel': x, 'zustand': 'offen', 'zeilen': [x], 'leise': x}]) }}",
    "{% call m.tabelle(x, [x]) %}{% call m.zeile() %}{{ m.zelle(x, x) }}{% endcall %}{% endcall %}",
    "{{ m.angaben([(x, x)]) }}",
    "{{ m.knopf(x, name='a', wert=x, gruende=[x]) }}",
    "{{ m.knopflink(x, x) }}",
    "{{ m.datei(x, x, x) }}",
    "{{ m.brotkrumen([(x, x)], x) }}",
    "{{ m.seitenwechsel(x, x) }}",
]
BEZUEGE = ("for", "aria-describedby", "aria-labelledby", "aria-controls")


class Seite(HTMLParser):
    """The start tags of a page with their attributes, in order."""

    def __init__(self, quelltext: str) -> None:
        super().__init__()
        self.marken: list[tuple[str, dict[str, str]]] = []
        self.feed(quelltext)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.marken.append((tag, {name: wert or "" for name, wert in attrs}))

    def werte(self, attribut: str) -> list[str]:
        return [merkmale[attribut] for _, merkmale in self.marken if attribut in merkmale]


@pytest.fixture(scope="module")
def app() -> Flask:
    return probe_app()


@pytest.fixture(params=SEITEN)
def seite(request: pytest.FixtureRequest, app: Flask) -> Seite:
    antwort = app.test_client().get(f"/{request.param}")
    assert antwort.status_code == 200
    return Seite(antwort.text)


def baue(app: Flask, aufruf: str, **werte: object) -> str:
    with app.test_request_context():
        return render_template_string("{% import 'makros.html' as m %}" + aufruf, **werte)


def test_kennungen_sind_einmalig_und_alle_bezuege_haben_ein_ziel(seite: Seite) -> None:
    kennungen = Counter(seite.werte("id"))
    assert [kennung for kennung, anzahl in kennungen.items() if anzahl > 1] == []
    ziele = {ziel for bezug in BEZUEGE for wert in seite.werte(bezug) for ziel in wert.split()}
    spruenge = {wert.removeprefix("#") for wert in seite.werte("href") if wert.startswith("#")}
    assert (ziele | spruenge) - kennungen.keys() == set()


def test_jedes_feld_hat_eine_beschriftung(seite: Seite) -> None:
    felder = [
        merkmale["id"]
        for marke, merkmale in seite.marken
        if marke in ("input", "select", "textarea") and merkmale.get("type") != "hidden"
    ]
    assert set(felder) <= set(seite.werte("for"))


def test_jedes_sendende_formular_traegt_die_csrf_marke(seite: Seite) -> None:
    formulare = [merkmale for marke, merkmale in seite.marken if marke == "form" and merkmale.get("method") == "post"]
    assert len(formulare) == seite.werte("name").count("csrf_token")


def test_die_seite_hat_keine_eingebetteten_stile_und_handler(seite: Seite) -> None:
    attribute = {name for _, merkmale in seite.marken for name in merkmale}
    assert {name for name in attribute if name == "style" or name.startswith("on")} == set()


def test_genau_der_aktuelle_bereich_ist_hervorgehoben(app: Flask) -> None:
    marken = Seite(app.test_client().get("/vorlage").text).marken
    aktuell = [
        merkmale["href"] for marke, merkmale in marken if marke == "a" and merkmale.get("aria-current") == "page"
    ]
    assert aktuell == ["/vorlagen"]


def test_unter_einem_pfad_zeigt_die_navigation_dorthin(app: Flask) -> None:
    antwort = app.test_client().get("/vorlage", base_url="http://localhost/ris")
    assert 'href="/ris/vorlagen/neu"' in antwort.text
    assert 'action="/ris/abmelden"' in antwort.text


def test_vor_der_anmeldung_gibt_es_weder_navigation_noch_abmelden(app: Flask) -> None:
    text = app.test_client().get("/anmelden").text
    assert "Hauptnavigation" not in text
    assert "Abmelden" not in text
    assert "Stadt Musterstadt" in text


@pytest.mark.parametrize("aufruf", AUFRUFE)
def test_kein_baustein_laesst_fremde_zeichen_durch(app: Flask, aufruf: str) -> None:
    boese = "\"><script>x</script>'"
    html = baue(app, aufruf, x=boese)
    assert "<script" not in html
    assert "script&gt;x" in html


def test_der_test_darueber_kennt_jeden_baustein() -> None:
    makros = re.findall(r"{% macro ([a-z]\w*)", (PAKET / "web/templates/makros.html").read_text(encoding="utf-8"))
    assert [makro for makro in makros if f"m.{makro}(" not in "".join(AUFRUFE)] == ["csrf"]


def test_jeder_baustein_ist_in_einer_zeile_erklaert() -> None:
    quelltext = (PAKET / "web/templates/makros.html").read_text(encoding="utf-8")
    makros = re.findall(r"{% macro ([a-z]\w*)", quelltext)
    assert re.findall(r"^{# (\w+): .+ #}$", quelltext, re.MULTILINE) == makros


def test_ein_knopf_mit_gruenden_sendet_nichts_und_nennt_sie_alle(app: Flask) -> None:
    html = baue(app, "{{ m.knopf('Freigeben', name='schritt', wert='freigeben', gruende=['Erstens.', 'Zweitens.']) }}")
    [knopf] = [merkmale for marke, merkmale in Seite(html).marken if marke == "button"]
    assert (knopf["type"], knopf["aria-disabled"]) == ("button", "true")
    assert knopf["aria-describedby"] in html.split("<ul", 1)[1]
    assert "Erstens." in html
    assert "Zweitens." in html


def test_die_auswahl_erkennt_den_wert_auch_wenn_er_eine_zahl_ist(app: Flask) -> None:
    html = baue(app, "{{ m.auswahl('jahr', 'Jahr', [(2026, '2026'), (2027, '2027')], '2027') }}")
    assert [merkmale["value"] for _, merkmale in Seite(html).marken if "selected" in merkmale] == ["2027"]


def test_passwoerter_kommen_nie_zurueck(app: Flask) -> None:
    assert "geheim" not in baue(app, "{{ m.eingabe('passwort', 'Passwort', 'geheim', art='password') }}")


@pytest.mark.parametrize(
    "fehler", [{"betreff": ["Fehlt."], "_schema": ["Veraltet."]}, [("betreff", "Fehlt."), ("", "Veraltet.")]]
)
def test_die_fehlerliste_verweist_nur_auf_felder(app: Flask, fehler: object) -> None:
    html = baue(app, "{{ m.fehlerliste(fehler, {'betreff': 'Betreff'}) }}", fehler=fehler)
    assert Seite(html).werte("href") == ["#betreff"]
    assert ">Betreff: Fehlt.</a>" in html
    assert "Veraltet." in html
    assert "Bitte prüfen Sie 2 Angaben" in html


def test_ohne_fehler_keine_fehlerliste(app: Flask) -> None:
    assert baue(app, "{{ m.fehlerliste({}) }}").strip() == ""
