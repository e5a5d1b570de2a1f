"""What comes out of Word by the clipboard keeps its words and its shape; the samples are written as Word does."""

from __future__ import annotations

import pytest

from vorlagen.richtext import lies_zwischenablage, saeubere, text
from vorlagen.richtext.aus_word import BILDER, GELOESCHTES, KOMMENTARE

KOPF = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>'
    "<meta name=Generator content='Microsoft Word 15'><!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
    "<style><!-- p.MsoNormal {mso-style-unhide:no; margin:0cm;} --></style></head><body lang=DE><!--StartFragment-->"
)


def punkt(worte: str, marke: str = "·", *, ebene: int = 1, liste: int = 0, wo: str = "Middle") -> str:
    """An item as Word writes it: a paragraph whose mark is text that others are to ignore."""
    return (
        f"<p class=MsoListParagraphCxSp{wo} style='margin-left:{36 * ebene}.0pt;text-indent:-18.0pt;"
        f"mso-list:l{liste} level{ebene} lfo1'><![if !supportLists]><span style='font-family:Symbol'>"
        f"<span style='mso-list:Ignore'>{marke}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span>"
        f"</span><![endif]>{worte}<o:p></o:p></p>\n"
    )


def eingefuegt(html: str) -> str:
    """What would be stored of it."""
    return saeubere(lies_zwischenablage(KOPF + html + "<!--EndFragment--></body></html>").html)


@pytest.mark.parametrize(
    ("html", "gespeichert"),
    [
        ("<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Fett</b> und „so“ – fertig.<o:p></o:p></p>",
         "<p><strong>Fett</strong> und „so“ – fertig.</p>"),
        ("<h1 style='mso-outline-level:1'>Anlass</h1><p class=MsoNormal>Text</p>", "<h2>Anlass</h2><p>Text</p>"),
        (punkt("eins", wo="First") + punkt("<b>zwei</b>") + punkt("tief", "o", ebene=2) + punkt("drei", wo="Last"),
         "<ul><li>eins</li><li><strong>zwei</strong><ul><li>tief</li></ul></li><li>drei</li></ul>"),
        (punkt("a", "1.") + punkt("b", "2.") + "<p class=MsoNormal>dazwischen</p>" + punkt("c", "3."),
         '<ol><li>a</li><li>b</li></ol><p>dazwischen</p><ol start="3"><li>c</li></ol>'),
        (punkt("x", "a)") + punkt("tief", "i)", ebene=2) + punkt("y", "b)"),
         '<ol type="a"><li>x<ol type="i"><li>tief</li></ol></li><li>y</li></ol>'),
        ("<h2 style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.2<span>&nbsp;&nbsp;"
         "</span></span><![endif]>Kosten</h2>" + punkt("a", "1.1.") + punkt("b", "1.2", ebene=2),
         '<h2>1.2 Kosten</h2><ol><li>a<ol start="2"><li>b</li></ol></li></ol>'),
        (punkt("nur tief", ebene=3) + punkt("oben", "1.", liste=2),
         "<ul><li>nur tief</li></ul><ol><li>oben</li></ol>"),
        ("<table class=MsoTableGrid><tr><td style='mso-border-alt:solid'><p class=MsoNormal>Jahr<o:p></o:p></p>"
         "</td><td>" + punkt("3 Mio.") + "</td></tr></table><p class=MsoNormal>Ende.</p>",
         "<table><tbody><tr><td>Jahr</td><td><ul><li>3 Mio.</li></ul></td></tr></tbody></table><p>Ende.</p>"),
        ("<p class=MsoNormal>Text<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1' title=''><span "
         "class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]>[1]"
         "<![endif]></span></span></a>.</p><div style='mso-element:footnote-list'><![if !supportFootnotes]><br>"
         "<![endif]><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>[1] Siehe § 3.</p></div></div>",
         "<p>Text[1].</p><p>[1] Siehe § 3.</p>"),
        ("<p class=MsoNormal>Der <ins cite='mailto:x' datetime='2026'>neue</ins> Stand</p>", "<p>Der neue Stand</p>"),
        ("<p>offen <b>und nie zu", "<p>offen <strong>und nie zu</strong></p>"),
        ("<ul><li>Writer<ul><li>tief</li></ul></li></ul><p>Absatz</p>",
         "<ul><li>Writer<ul><li>tief</li></ul></li></ul><p>Absatz</p>"),
    ],
)  # fmt: skip
def test_aus_word_kommt_jedes_wort_in_seiner_gestalt(html: str, gespeichert: str) -> None:
    assert eingefuegt(html) == gespeichert


def test_was_nicht_mitkommt_wird_gesagt() -> None:
    html = (
        "<p>Der <del cite='mailto:x'>alte</del> Stand<a class=msocomanchor href='#c'>[x1]</a>"
        "<img src='file:///C:/bild.png'></p><div style='mso-element:comment-list'><p>Bitte prüfen!</p></div>"
    )
    eingelesen = lies_zwischenablage(KOPF + html)
    assert text(eingelesen.html) == "Der Stand"
    assert eingelesen.hinweise == (GELOESCHTES, KOMMENTARE, BILDER)
    assert lies_zwischenablage("<p>Nur Text</p>").hinweise == ()
