"""Each trap that Word templates have fallen into, once as a test."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.wordwerk import W, absaetze, p, schablone, tabelle, teil, xml
from vorlagen.fehler import SchabloneUngueltig
from vorlagen.word import Richtext, fuelle
from vorlagen.word.kontext import vertrag
from vorlagen.word.muster import muster


def _gefuellt(rumpf: str, **kontext: object) -> list[str]:
    return absaetze(fuelle(schablone(rumpf), kontext).inhalt)


def _satz(rumpf: str, **kontext: object) -> str:
    with pytest.raises(SchabloneUngueltig) as fehler:
        fuelle(schablone(rumpf), kontext)
    return fehler.value.satz


@pytest.mark.parametrize(
    "text",
    ["Bau & Umwelt", "<b>fett</b>", "</w:t></w:r></w:p><w:p><w:r><w:t>eingeschmuggelt", "{{ x }} {% if %}", "]]>"],
)
def test_1_markup_in_werten_ist_nur_text(text: str) -> None:
    docx = fuelle(schablone(p("A {{ x }} Z"), kopf=p("{{ x }}")), {"x": text}).inhalt
    assert absaetze(docx) == [f"A {text} Z"]
    assert [t.text for t in xml(docx, "word/header1.xml").iter(f"{{{W}}}t")] == [text]


def test_2_steuerzeichen_nehmen_nichts_mit() -> None:
    assert _gefuellt(p("{{ x }}|Ende"), x="a\x0bb\x00c\x07d\ud800e\ufffef") == ["a\nbcd\ufffde\ufffdf|Ende"]
    assert _gefuellt(p("{{p x }}"), x=Richtext("<p>a\x0bb&#1;c&#11;d</p>")) == ["a\nbc d"]
    assert "zu lang" in _satz(p("{{ x }}"), x="x" * 1_000_001)


def test_3_vergleiche_mit_sonderzeichen_gelten() -> None:
    assert _gefuellt(p("{% if x == 'A & B' %}gleich{% endif %}"), x="A & B") == ["gleich"]
    assert _gefuellt(p('{% if x == "<" %}gleich{% endif %}'), x="<") == ["gleich"]


def test_4_zeilenenden_sind_umbrueche_und_nur_einmal() -> None:
    assert _gefuellt(p("{{ x }}"), x="a\r\nb\nc\rd\te") == ["a\nb\nc\nd\te"]
    assert _gefuellt(p("{{ x }}"), x="a\ab") == ["ab"]
    assert _gefuellt(p("{{p x }}"), x="a\nb") == ["a", "b"]


def test_5_typographische_zeichen_in_platzhaltern() -> None:
    assert _gefuellt(p("{{ x|oder(„–“) }}"), x=None) == ["–"]
    assert _gefuellt(p("{{ x|oder(‚leer‘) }}"), x="") == ["leer"]
    geteilt = "<w:p><w:r><w:t>{{ bet</w:t></w:r><w:r><w:noBreakHyphen/><w:t>reff }}</w:t></w:r></w:p>"
    assert _gefuellt(geteilt, betreff="da") == ["da"]
    assert "nicht zu verstehen" in _satz(p("{{ a – b }}"), a=1, b=2)


@pytest.mark.parametrize(
    ("rumpf", "grund"),
    [
        (p("{%p if x == '50 %' %}") + p("a") + p("{%p endif %}"), "kein %"),
        (p("{%p if x %}{%p endif %}"), "noch anderes"),
        (p("{%p if x %} Text, der verschwände") + p("{%p endif %}"), "noch anderes"),
        (tabelle(("{%tr for z in x %}", "verschwände"), ("a", "b"), ("{%tr endfor %}", "")), "noch anderes"),
        (p("Anfang {{ x") + p("Ende }}"), "eine Klammer offen"),
        (p("{%tr for z in x %}"), "nicht in einer Tabelle"),
        (p("{{r x }}"), "{{ … }}"),
        (p("{% if x %}offen"), "nicht oder falsch beendet"),
        ('<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>{{ x }}</w:delText></w:r></w:del></w:p>', "nachverfolgte"),
        (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "{{ x }}"</w:instrText>'
            '<w:fldChar w:fldCharType="end"/></w:r></w:p>',
            "In einem Feld",
        ),
    ],
)
def test_5_was_still_verloren_ginge_wird_abgelehnt(rumpf: str, grund: str) -> None:
    assert grund in _satz(rumpf, x="x")


@pytest.mark.parametrize(
    ("platzhalter", "satz"),
    [
        ("{{ nichtoefentlich }}", "Der Platzhalter „nichtoefentlich“ ist für dieses Dokument nicht bekannt."),
        ("{% if nichtoefentlich %}x{% endif %}", "„nichtoefentlich“ ist für dieses Dokument nicht bekannt."),
        ("{{ g.nam }}", "Das Feld „nam“ gibt es an dieser Stelle nicht; es gibt: name."),
        ("{{ leer }}", 'Der Platzhalter „leer“ hat keinen Wert; schreiben Sie {{ leer|oder("–") }}.'),
        ("{{ tag }}", "Der Platzhalter „tag“ ist ein Datum; schreiben Sie {{ tag|datum }} oder {{ tag|uhrzeit }}."),
        ("{{ ja }}", "Der Platzhalter „ja“ ist ja oder nein; schreiben Sie {{ ja|kreuz }} oder {% if ja %}."),
        ("{{ betrag }}", "ist eine Zahl mit Nachkommastellen; schreiben Sie {{ betrag|geld }}."),
        ("{{ g }}", "ist eine Gruppe"),
        ("{{ liste }}", "ist eine Liste"),
        ("{{ reich }}", "schreiben Sie {{p reich }} allein in einen Absatz."),
        ("{{ ja|datum }}", "Der Filter „datum“ braucht ein Datum."),
        ("{% if leer < 3 %}x{% endif %}", "passt nicht zu den Daten"),
    ],
)
def test_6_unbekanntes_und_rohes_wird_nie_gedruckt(platzhalter: str, satz: str) -> None:
    werte: dict[str, object] = {
        "g": {"name": "x"},
        "leer": None,
        "tag": date(2026, 1, 1),
        "ja": True,
        "betrag": 1.5,
        "liste": [],
    }
    gesagt = _satz(p("Stelle: " + platzhalter), **werte, reich=Richtext("<p>x</p>"))
    assert satz in gesagt
    assert gesagt.startswith(f"Text, „Stelle: {platzhalter}“: ")


def test_6_zeitpunkte_stehen_in_deutscher_zeit() -> None:
    assert _gefuellt(p("{{ z|datum }} {{ z|uhrzeit }}"), z=datetime(2026, 6, 16, 22, 30, tzinfo=UTC)) == [
        "17.06.2026 00:30\u00a0Uhr"
    ]
    assert "ungeeignet" in _satz(p("{{ z|datum }}"), z=datetime(2026, 6, 16, 22, 30))


@pytest.mark.parametrize(
    "angriff",
    [
        "{{ ''.__class__ }}",
        "{{ ''['__class__'] }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ x.__class__.__mro__ }}",
        "{{ self.__init__ }}",
        "{{ x.upper() }}",
        "{{ lipsum() }}",
        "{{ 'A' * 300000000 }}",
        "{{ 10 ** 100000000 }}",
        "{{ x|center(300000000) }}",
        "{{ '%300000000s'|format(x) }}",
        "{{ x|safe }}",
        "{{ x|attr('__class__') }}",
        "{{ x|map('upper')|list }}",
        "{{ [1, 2] }}",
        "{{ _druck }}",
        "{% set y = x %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% macro m() %}{% endmacro %}",
        "{% for a in range(100000) %}x{% endfor %}",
        "{% for a in liste %}{% for b in liste %}{% for c in liste %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in liste recursive %}{{ loop(liste) }}{% endfor %}",
        "{% if x is defined %}x{% endif %}",
        "{{ " + "(" * 400 + "x" + ")" * 400 + " }}",
        "{% if x %}" * 2_000 + "{% endif %}" * 2_000,
    ],
)
def test_7_code_wird_mit_einem_satz_abgelehnt(angriff: str) -> None:
    satz = _satz(p(angriff), x="x", liste=[{}] * 100)
    assert satz.startswith("Text")
    assert satz.endswith(".")


def test_7_schleifen_ueber_felder_der_eintraege_bleiben_erlaubt() -> None:
    rumpf = p("{% for a in liste %}{% for b in a.innen %}{{ loop.index }}{{ b }} {% endfor %}{% endfor %}")
    assert _gefuellt(rumpf, liste=[{"innen": ["x", "y"]}, {"innen": ["z"]}]) == ["1x 2y 1z "]


def test_12_leere_schleifen_hinterlassen_keine_truemmer() -> None:
    leer = tabelle(("{%tr for z in liste %}",), ("{{ z }}",), ("{%tr endfor %}",))
    assert "<w:tbl>" not in teil(fuelle(schablone(leer + p("Ende")), {"liste": []}).inhalt)
    zelle = (
        f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='9'/></w:tblGrid><w:tr><w:tc>{p('{{p x }}')}</w:tc></w:tr></w:tbl>"
    )
    docx = fuelle(schablone(zelle), {"x": ""}).inhalt
    assert [kind.tag for kind in next(xml(docx).iter(f"{{{W}}}tc"))] == [f"{{{W}}}p"]
    spalten = tabelle(("{%tc for z in liste %}", "{{ z }}", "{%tc endfor %}"))
    breiten = list(xml(fuelle(schablone(spalten), {"liste": list("abcd")}).inhalt).iter(f"{{{W}}}gridCol"))
    assert [b.get(f"{{{W}}}w") for b in breiten] == ["1500"] * 4


def test_12_eine_tabelle_am_ende_einer_zelle_bekommt_einen_absatz() -> None:
    zelle = tabelle(("{{p x }}",))
    docx = fuelle(schablone(zelle), {"x": Richtext("<table><tr><td>innen</td></tr></table>")}).inhalt
    for tc in xml(docx).iter(f"{{{W}}}tc"):
        assert tc[-1].tag == f"{{{W}}}p"


def test_12_bilder_in_schleifen_haben_eigene_nummern() -> None:
    bild = '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="{{ z }}"/></wp:inline></w:drawing></w:r></w:p>'
    rumpf = p("{%p for z in liste %}") + bild + p("{%p endfor %}")
    docx = fuelle(schablone(rumpf), {"liste": ["a", "b & c"]}).inhalt
    bilder = [e for e in xml(docx).iter() if str(e.tag).endswith("}docPr")]
    assert [(b.get("id"), b.get("name")) for b in bilder] == [("1001", "a"), ("1002", "b & c")]


@pytest.mark.parametrize(
    ("rumpf", "grund"),
    [
        (p("{%p for z in liste %}") + '<w:p><w:bookmarkStart w:id="1" w:name="m"/><w:bookmarkEnd w:id="1"/></w:p>'
         + p("{%p endfor %}"), "Textmarke"),
        ('<w:p><w:bookmarkStart w:id="1" w:name="m"/></w:p>' + p("{%p if not liste %}")
         + '<w:p><w:bookmarkEnd w:id="1"/></w:p>' + p("{%p endif %}"), "Textmarke"),
        ('<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:t>{% if not liste %}</w:t></w:r><w:r>'
         '<w:fldChar w:fldCharType="end"/><w:t>{% endif %}</w:t></w:r></w:p>', "zerschneidet ein Feld"),
        ("<w:p><w:r>{{ text }}</w:r></w:p>", "an der Word keinen Text zeigt"),
        (tabelle(("{{tr text }}",)), "außerhalb eines Absatzes"),
        ("<w:p><w:r><w:t>{{ reich|_absaetze('') }}</w:t></w:r></w:p>", "nicht lesbar"),
        ("<w:p>" + "<w:sdt><w:sdtContent>" * 130 + "</w:sdtContent></w:sdt>" * 130 + "</w:p>", "nicht wohlgeformt"),
        (tabelle(("{% if not liste %}",)) + p("{% endif %}"), "nicht wohlgeformt"),
    ],
)  # fmt: skip
def test_12_was_word_nicht_oeffnen_koennte_entsteht_nie(rumpf: str, grund: str) -> None:
    assert grund in _satz(rumpf, liste=["a", "b"], text="verloren", reich=Richtext("<p>x</p>"))


def test_12_words_eigene_sprungmarke_stoert_nicht() -> None:
    marke = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    rumpf = p("{%p for z in liste %}") + f"<w:p>{marke}<w:r><w:t>{{{{ z }}}}</w:t></w:r></w:p>" + p("{%p endfor %}")
    assert _gefuellt(rumpf, liste=["a", "b"]) == ["a", "b"]


def test_die_muster_sind_tueckisch_genug() -> None:
    tueckisch = muster(vertrag("beschlussvorlage"))["das Tückische"]
    betreff = str(tueckisch["betreff"])
    assert all(zeichen in betreff for zeichen in ("&", "<", "{{", "]]>", "\x0b", "\n", "\t", "„", "\u202b"))
    assert len(betreff) > 255
