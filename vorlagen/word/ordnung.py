"""After filling: what Word would call unreadable is mended where the meaning is plain, and refused where it is not."""

from __future__ import annotations

import re

from vorlagen.fehler import SchabloneUngueltig
from vorlagen.word.ooxml import WP, XML, Element, w, zahl

# Word knows no more.
MAX_SPALTEN = 63
_ERSTE_BILDNUMMER = 1001
_SPALTEN, _ABSAETZE = frozenset({"tc", "hm", "colspan"}), frozenset({"p"})
_HALTER = tuple(map(w, ("tc", "hdr", "ftr", "footnote", "endnote", "txbxContent")))
_BLOECKE = frozenset(map(w, ("p", "tbl", "sdt")))
_IM_TEXT = frozenset(map(w, ("p", "r", "t", "tbl", "tr", "hyperlink")))
_IM_BLOCK = frozenset(map(w, ("body", "tc", "hdr", "ftr", "footnote", "endnote", "r", "t")))
# Where these never stand. Containers that may hold anything (sdtContent, customXml …) are not asked.
_NICHT_IN = {
    w("p"): _IM_TEXT,
    w("tbl"): _IM_TEXT,
    w("r"): _IM_BLOCK | {w("tr"), w("tbl")},
    w("tr"): _IM_BLOCK | {w("tr"), w("p")},
    w("tc"): _IM_BLOCK | {w("tbl"), w("p")},
}
# Visible text behind any tag but these; in other namespaces (drawings, formulas) text may stand elsewhere.
_TEXT_WOANDERS = re.compile(r"<(?:/w:|w:(?!(?:t|delText|instrText|delInstrText)[ >]))[^>]*>\s*(?P<text>[^<\s][^<]*)")


def pruefe_text(gefuellt: str, wo: str) -> None:
    """Refuses a filled part, before it is parsed, if a text stands where Word shows none."""
    if fund := _TEXT_WOANDERS.search(gefuellt):
        raise SchabloneUngueltig(
            f"{wo}: Der Text „{fund['text'].strip()[:60]}“ stünde außerhalb eines Absatzes. "
            "Ein {% for %} oder {% if %} um ganze Absätze heißt {%p … %}, um Tabellenzeilen {%tr … %}."
        )


def ordne(wurzel: Element, wo: str, *, befehle: frozenset[str], umbrueche: bool) -> None:
    """Mends and checks one filled part in place. Raises `SchabloneUngueltig` with the name of the part.

    `befehle` (the first words of the template's marks) and `umbrueche` (line ends or tabs are in the part at all)
    spare the search for what cannot be there.
    """
    if umbrueche:
        for text in list(wurzel.iter(w("t"))):
            if text.text and ("\n" in text.text or "\t" in text.text):
                _teile(text)
    _tabellen(wurzel, spalten_wechseln=bool(befehle & _SPALTEN))
    for halter in wurzel.iter(*_HALTER) if befehle & _ABSAETZE else ():
        letztes = halter[-1].tag if len(halter) else None
        if letztes not in _BLOECKE or letztes == w("tbl"):
            halter.append(halter.makeelement(w("p")))
    # A picture in a loop has the same id in every round.
    for nummer, bild in enumerate(wurzel.iter(f"{{{WP}}}docPr"), _ERSTE_BILDNUMMER):
        bild.set("id", str(nummer))
    _pruefe_stellung(wurzel, wo)
    _pruefe_paare(wurzel, wo)


def _teile(text: Element) -> None:
    """A line end in a value is a line break, a tab a tab; docxtpl does the same, on the text of the XML."""
    lauf, stelle = text.getparent(), text.getparent().index(text)
    stuecke: list[Element] = []
    for nr, zeile in enumerate(text.text.split("\n")):
        if nr:
            stuecke.append(text.makeelement(w("br")))
        for spalte, wort in enumerate(zeile.split("\t")):
            if spalte:
                stuecke.append(text.makeelement(w("tab")))
            neu = text.makeelement(w("t"), {f"{{{XML}}}space": "preserve"})
            neu.text = wort
            stuecke.append(neu)
    for nr, stueck in enumerate(stuecke):
        lauf.insert(stelle + nr, stueck)
    lauf.remove(text)


def _tabellen(wurzel: Element, *, spalten_wechseln: bool) -> None:
    """A loop over nothing leaves a row without cells or a table without rows; both go, grids follow the cells."""
    if spalten_wechseln:
        for zeile in list(wurzel.iter(w("tr"))):
            if next(zeile.iter(w("tc")), None) is None:
                zeile.getparent().remove(zeile)
    for tabelle in list(wurzel.iter(w("tbl"))):
        if next(tabelle.iter(w("tr")), None) is None:
            tabelle.getparent().remove(tabelle)
        elif spalten_wechseln:
            _gitter(tabelle)


def _gitter(tabelle: Element) -> None:
    gitter = tabelle.find(w("tblGrid"))
    if gitter is None:
        return
    breiten = [zahl(spalte, "w") for spalte in gitter.findall(w("gridCol"))]
    spalten = max(map(_breite, tabelle.iterchildren(w("tr"))), default=len(breiten))
    if spalten == len(breiten) or spalten > MAX_SPALTEN or not sum(breiten):
        return
    neu = (breiten + [sum(breiten) // len(breiten)] * spalten)[:spalten]
    for alt in gitter.findall(w("gridCol")):
        gitter.remove(alt)
    for nr, breite in enumerate(neu):
        gitter.insert(nr, gitter.makeelement(w("gridCol"), {w("w"): str(breite * sum(breiten) // sum(neu))}))


def _breite(zeile: Element) -> int:
    spalten = 0
    for rand in zeile.iterfind(f"{w('trPr')}/*"):
        if rand.tag in (w("gridBefore"), w("gridAfter")):
            spalten += zahl(rand, "val")
    for zelle in zeile.iterchildren(w("tc")):
        verbunden = zelle.find(f"{w('tcPr')}/{w('gridSpan')}")
        spalten += 1 if verbunden is None else zahl(verbunden, "val")
    return spalten


def _pruefe_stellung(wurzel: Element, wo: str) -> None:
    for element in wurzel.iter(*_NICHT_IN):
        eltern = element.getparent().tag
        if eltern in _NICHT_IN[element.tag]:
            was = f"<{_kurz(element.tag)}> in <{_kurz(eltern)}>"
            raise SchabloneUngueltig(
                f"{wo}: Die gefüllte Schablone wäre in Word nicht lesbar ({was}). "
                "Formatierter Text steht als {{p name }} allein in seinem Absatz."
            )


def _pruefe_paare(wurzel: Element, wo: str) -> None:
    felder = [str(f.get(w("fldCharType"))) for f in wurzel.iter(w("fldChar"))]
    if felder.count("begin") != felder.count("end"):
        raise SchabloneUngueltig(f"{wo}: Ein {{% if %}} oder {{% for %}} zerschneidet ein Feld (z. B. die Seitenzahl).")
    anfaenge = [str(m.get(w("id"))) for m in wurzel.iter(w("bookmarkStart"))]
    enden = [str(m.get(w("id"))) for m in wurzel.iter(w("bookmarkEnd"))]
    if sorted(anfaenge) != sorted(enden) or len(set(anfaenge)) != len(anfaenge):
        raise SchabloneUngueltig(
            f"{wo}: Eine Textmarke steht in einer Schleife oder wird zerschnitten. Bitte löschen Sie die Textmarke."
        )


def _kurz(tag: str) -> str:
    return str(tag).rpartition("}")[2]
