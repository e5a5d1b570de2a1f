"""Changed wording in Word: accepted it is the new text, rejected the old one, under the body's name and day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_word_zurueck import REICH
from tests.wordwerk import p, schablone, xml
from vorlagen.richtext import saeubere
from vorlagen.word import fuelle
from vorlagen.word.ooxml import w
from vorlagen.word.werte import Geaendert
from vorlagen.word.zurueck import lies

TAG = date(2026, 6, 16)


def _datei(alt: str, neu: str) -> bytes:
    return fuelle(_RAHMEN, {"x": Geaendert(alt, neu, "Rat & Stadt", TAG)}).inhalt


_STILE = "".join(
    f'<w:style w:type="{art}" w:styleId="{id_}"><w:name w:val="{name}"/></w:style>'
    for art, id_, name in (
        ("paragraph", "U2", "heading 2"), ("paragraph", "U3", "heading 3"), ("paragraph", "L", "List Paragraph"),
        ("paragraph", "K", "Table Heading"), ("paragraph", "T", "Table Contents"), ("character", "H", "Hyperlink"),
    )
)  # fmt: skip
_RAHMEN = schablone(
    '<w:sdt><w:sdtPr><w:tag w:val="vorlagen:x"/><w:id w:val="1"/></w:sdtPr><w:sdtContent>'
    f"{p('{{p x }}')}</w:sdtContent></w:sdt>{p('Schluss')}",
    stile=_STILE,
)


def _gelesen(datei: bytes) -> tuple[str, str]:
    """The text with all changes rejected, and with all accepted."""
    alt, neu = (lies(datei, annehmen=annehmen).felder["x"][0].html for annehmen in (False, True))
    return alt, neu


@pytest.mark.parametrize(
    ("alt", "neu"),
    [
        ("<p>Der Rat nimmt Kenntnis.</p>", "<p>Der Rat nimmt zustimmend Kenntnis.</p>"),
        ("<p>eins</p><p>zwei</p>", "<p>eins</p>"),
        ("", "<p>neu</p>"),
        ("<ol><li>a b c</li><li>weg damit</li><li>d</li></ol>", "<ol><li>a x c</li><li>d</li><li>e</li></ol><p>f</p>"),
        (
            "<p>H<sub>2</sub>O <strong>fett</strong></p>",
            '<p>H2O <strong>fett</strong> <a href="https://x.de">y</a></p>',
        ),
        (REICH, REICH.replace("zwei", "zwei und mehr").replace("1.000", "2.000").replace("<li>eb", "<li>ec")),
        (REICH, "<p>ganz anders</p>"),
    ],
)
def test_angenommen_ist_es_der_neue_text_und_abgelehnt_der_alte(alt: str, neu: str) -> None:
    datei = _datei(alt, neu)
    assert _gelesen(datei) == (saeubere(alt), saeubere(neu))
    spuren = list(xml(datei).iter(w("ins"), w("del")))
    assert {(e.get(w("author")), e.get(w("date"))) for e in spuren} == {("Rat & Stadt", "2026-06-16T00:00:00Z")}
    assert len({e.get(w("id")) for e in spuren}) == len(spuren)
    assert datei == _datei(alt, neu)


_WORT = st.sampled_from(["Rat", "Stadt", "beschließt", "Mittel", "<strong>fett</strong>", "und", "1.000"])
_SATZ = st.lists(_WORT, min_size=1, max_size=5).map(" ".join)
_LISTE = st.tuples(st.sampled_from(["ul", "ol"]), st.lists(_SATZ, min_size=1, max_size=3)).map(
    lambda x: f"<{x[0]}>{''.join(f'<li>{s}</li>' for s in x[1])}</{x[0]}>"
)
_ABSATZ = _SATZ.map(lambda s: f"<p>{s}</p>")
_TEXT = st.lists(st.one_of(_ABSATZ, st.builds(str.__add__, _LISTE, _ABSATZ)), max_size=4).map("".join)


@pytest.mark.probe
@settings(max_examples=150, deadline=None)
@given(alt=_TEXT, neu=_TEXT)
def test_irgendwelche_zwei_texte(alt: str, neu: str) -> None:
    assert _gelesen(_datei(alt, neu)) == (saeubere(alt), saeubere(neu))
