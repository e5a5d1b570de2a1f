"""Rich text: what comes in is freed of danger, never of words."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vorlagen.fehler import EingabeUngueltig
from vorlagen.richtext import Absatz, Absatzart, Lauf, Liste, aus_text, lies, reinige, saeubere, text
from vorlagen.richtext.lesen import MAX_TIEFE, MAX_ZEICHEN

_ERLAUBT = set(re.findall(r"\w+", "p h2 h3 ul ol li table thead tbody tr th td strong em u a br sub sup"))
_MARKEN = re.findall(r"\w+", "p div ul li table tr td th h1 h3 h6 pre caption b strong i em sup sub u span")
_OFFEN = st.sampled_from([*_MARKEN, "br", "ol type=A start=3", "a href='https://beispiel.de/?a=1&b=2'"])
_STUECKE = st.one_of(
    _OFFEN.map("<{}>".format),
    st.sampled_from([*_MARKEN, "ol", "a"]).map("</{}>".format),
    st.sampled_from(["Bau &amp; Umwelt", " ", "\n", "a < b", "„Zitat“", "<script>y</script>", "&#11;", "ä"]),
)
_HTML = st.lists(_STUECKE, max_size=25).map("".join)


def _buchstaben(zeichen: str) -> str:
    return re.sub(r"\s", "", zeichen)


@settings(deadline=None)
@given(_HTML)
def test_zweimal_saeubern_aendert_nichts(html: str) -> None:
    einmal = saeubere(html)
    assert saeubere(einmal) == einmal


@settings(deadline=None)
@given(_HTML)
def test_saeubern_verliert_kein_sichtbares_zeichen(html: str) -> None:
    ohne_skript = html.replace("<script>y</script>", "")
    sichtbar = unescape(re.sub("<[^>]*>", "", ohne_skript.replace("a < b", "a &lt; b")))
    rein = saeubere(html.replace("a < b", "a &lt; b"))
    assert sorted(_buchstaben(unescape(re.sub("<[^>]*>", "", rein)))) == sorted(_buchstaben(sichtbar))


@settings(deadline=None)
@given(_HTML)
def test_nur_die_vereinbarten_marken_bleiben(html: str) -> None:
    assert set(re.findall(r"</?([a-z0-9]+)", saeubere(html))) <= _ERLAUBT


@pytest.mark.parametrize(
    ("roh", "rein"),
    [
        ("<p onclick='x()' style='color:red'>Text</p>", "<p>Text</p>"),
        ("<script>boese()</script><p>Text</p>", "<p>Text</p>"),
        ("<a href='javascript:x()'>Weg</a>", "<p>Weg</p>"),
        ("<a href='/intern'>Weg</a>", "<p>Weg</p>"),
        (
            "<a href='https://beispiel.de/?a=1&b=2'>Weg</a>",
            '<p><a href="https://beispiel.de/?a=1&amp;b=2">Weg</a></p>',
        ),
        (
            "<a href='mailto:rat@beispiel.de' target=_blank>Weg</a>",
            '<p><a href="mailto:rat@beispiel.de">Weg</a></p>',
        ),
        ("<ol type=A start=3><li>C</ol>", '<ol type="A" start="3"><li>C</li></ol>'),
        ("<ol type=Q start=-1><li>eins</ol>", "<ol><li>eins</li></ol>"),
        ("<img src=http://fremd.de/x.png>Bild", "<p>Bild</p>"),
    ],
)
def test_gefaehrliches_geht_der_text_bleibt(roh: str, rein: str) -> None:
    assert saeubere(roh) == rein


def test_was_der_editor_schreibt_wird_zu_absaetzen() -> None:
    trix = "<h1>Lage</h1><div>Erster<br>Umbruch<br><br>Zweiter &amp; <b>fett</b></div><pre>a\nb</pre>"
    assert saeubere(trix) == (
        "<h2>Lage</h2><p>Erster<br>Umbruch</p><p>Zweiter &amp; <strong>fett</strong></p><p>a<br>b</p>"
    )


def test_listenpunkte_behalten_zweite_zeile_und_innere_listen() -> None:
    html = "<ul><li>a<br>zweite<ul><li>innen</li></ul></li><li><p>b</p><p>c</p></li></ul>"
    assert saeubere(html) == html
    (liste,) = lies(html)
    assert isinstance(liste, Liste)
    assert liste.punkte[0][0] == Absatz((Lauf("a\nzweite"),))


def test_tabellen_kennen_ihre_kopfzeile() -> None:
    html = "<table><tr><th>Jahr</th><th>Betrag</th></tr><tr><td>2026</td><td>5 €</td></tr></table>"
    assert saeubere(html) == (
        "<table><thead><tr><th>Jahr</th><th>Betrag</th></tr></thead>"
        "<tbody><tr><td>2026</td><td>5 €</td></tr></tbody></table>"
    )
    assert text(html) == "Jahr\tBetrag\n2026\t5 €"


def test_klartext_zaehlt_wie_das_dokument() -> None:
    html = '<p>Erstens:</p><ol type="A" start="26"><li>z<br>mehr</li><li>danach</li></ol>'
    assert text(html + '<ol type="i" start="4"><li>x</ol>') == "Erstens:\n\nZ. z\n   mehr\nAA. danach\n\niv. x"


def test_zu_langes_und_zu_tiefes_wird_mit_einem_satz_abgelehnt() -> None:
    with pytest.raises(EingabeUngueltig, match="zu lang"):
        saeubere("x" * (MAX_ZEICHEN + 1))
    with pytest.raises(EingabeUngueltig, match="zu tief"):
        saeubere("<ul><li>" * MAX_TIEFE)


def test_zeichen_aus_word_behalten_ihre_bedeutung() -> None:
    assert (
        reinige("Zeile\x0bneu\r\nTrenn\x1fung fest\x1ebunden\x00\x07") == "Zeile\nneu\nTrenn\u00adung fest\u2011bunden"
    )
    assert reinige("halb\ud800 kein\ufffe") == "halb\ufffd kein\ufffd"
    assert reinige("u\u0308") == "ü"
    assert saeubere("<p>oben\x0bunten</p>") == "<p>oben<br>unten</p>"


def test_gezaehlte_zeilen_werden_liste_nur_wenn_weitergezaehlt_wird() -> None:
    assert aus_text("1. Der Rat beschließt.\n2. Die Verwaltung\n   - prüft\n   - berichtet\n3. Ende") == (
        "<ol><li>Der Rat beschließt.</li><li>Die Verwaltung<ul><li>prüft</li><li>berichtet</li></ul></li>"
        "<li>Ende</li></ol>"
    )
    assert aus_text("A. Muster kam.\n\n18. Mai 2018 war es.") == "<p>A. Muster kam.</p><p>18. Mai 2018 war es.</p>"


def test_ueberschriften_brauchen_text_darunter() -> None:
    assert aus_text("2. Ziele\n\n2.1 Kosten\n\nFünf Euro\nim Jahr") == (
        "<h2>2. Ziele</h2><h3>2.1 Kosten</h3><p>Fünf Euro<br>im Jahr</p>"
    )
    assert aus_text("1. Allein") == "<p>1. Allein</p>"


def test_eine_offene_klammer_schluckt_nur_den_absatz_der_sie_schliesst() -> None:
    assert aus_text("- A. Eins\n(Was\n\nnun?)\n- B. Zwei") == (
        '<ol type="A"><li>Eins<br>(Was nun?)</li><li>Zwei</li></ol>'
    )
    assert aus_text("- Eins (offen\n\nText ohne Klammer") == "<ul><li>Eins (offen</li></ul><p>Text ohne Klammer</p>"


@settings(deadline=None)
@given(st.text(alphabet="aB1.-( )\n•ä&<", max_size=80))
def test_klartext_und_zurueck_verliert_kein_wort(roh: str) -> None:
    def worte(zeichen: str) -> list[str]:
        return re.findall(r"[Bä&<(]|a+", zeichen)

    assert sorted(worte(text(aus_text(roh)))) == sorted(worte(roh))


def test_die_mettmanner_vorlage_wird_zu_ueberschriften_und_listen(testdaten: Path) -> None:
    seed = next((testdaten / "seeds").glob("000_*.txt")).read_text("utf-8")
    sachverhalt = seed.partition("Sachverhaltsdarstellung:")[2]
    bloecke = lies(aus_text(sachverhalt))
    ueberschriften = [b for b in bloecke if isinstance(b, Absatz) and b.art is Absatzart.UEBERSCHRIFT_2]
    assert [b.laeufe[0].text for b in ueberschriften] == [
        "1. Ausgangslage",
        "2. Ist-Situation",
        "3. Ausblick",
    ]
    buchstaben, striche = (b for b in bloecke if isinstance(b, Liste))
    assert (buchstaben.zaehlung, len(buchstaben.punkte)) == ("A", 7)
    assert [len(punkt) for punkt in striche.punkte] == [1, 2, 1, 1]
    ohne_zeichen = re.sub(r"^ *(- )?([A-G]\. )?", "", sachverhalt, flags=re.MULTILINE)
    zurueck = re.sub(r"^ *(- )?([A-G]\. )?", "", text(aus_text(sachverhalt)), flags=re.MULTILINE)
    assert _buchstaben(zurueck) == _buchstaben(ohne_zeichen)


def test_tausend_einzuege_uebereinander_bleiben_lesbar() -> None:
    html = aus_text("\n".join(f"{' ' * nr}- Punkt {nr}" for nr in range(1000)))
    assert saeubere(html) == html
    assert re.findall(r"Punkt (\d+)", html) == [str(nr) for nr in range(1000)]
