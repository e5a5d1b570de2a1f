"""After filling: what Word would call unreadable is mended where the meaning is plain, and refused where it is not."""

from __future__ import annotations

from collections import Counter

from vorlagen.fehler import SchabloneUngueltig
from vorlagen.word.ooxml import WP, XML, Element, W, w

_ABSATZHALTER = tuple(w(n) for n in ("tc", "hdr", "ftr", "footnote", "endnote", "txbxContent"))
_TEXTHALTER = frozenset(w(n) for n in ("t", "delText", "instrText", "delInstrText"))
# Where these may stand; containers that may hold anything (sdtContent, customXml …) are not asked.
_NICHT_IN = {
    w("p"): frozenset(w(n) for n in ("p", "r", "t", "tbl", "tr", "hyperlink")),
    w("tbl"): frozenset(w(n) for n in ("p", "r", "t", "tbl", "tr", "hyperlink")),
    w("r"): frozenset(w(n) for n in ("body", "tc", "tr", "tbl", "r", "t", "hdr", "ftr", "footnote", "endnote")),
    w("tr"): frozenset(w(n) for n in ("body", "tc", "tr", "p", "r", "t", "hdr", "ftr")),
    w("tc"): frozenset(w(n) for n in ("body", "tc", "tbl", "p", "r", "t", "hdr", "ftr")),
}
_ERSTE_BILDNUMMER = 1001


def ordne(wurzel: Element, wo: str) -> None:
    """Mends and checks one filled part in place. Raises `SchabloneUngueltig` with the name of the part."""
    _zeilenumbrueche(wurzel)
    _tabellen(wurzel)
    for halter in wurzel.iter(*_ABSATZHALTER):
        kinder = [k for k in halter if k.tag in (w("p"), w("tbl"), w("sdt"))]
        if not kinder or kinder[-1].tag == w("tbl"):
            halter.append(halter.makeelement(w("p")))
    # A picture in a loop has the same id in every round.
    for nummer, bild in enumerate(wurzel.iter(f"{{{WP}}}docPr"), _ERSTE_BILDNUMMER):
        bild.set("id", str(nummer))
    _pruefe_stellung(wurzel, wo)
    _pruefe_paare(wurzel, wo)


def _zeilenumbrueche(wurzel: Element) -> None:
    """A line end in a value is a line break, a tab a tab; docxtpl does the same, on the text of the XML."""
    for text in list(wurzel.iter(w("t"))):
        if text.text and ("\n" in text.text or "\t" in text.text):
            _teile(text)


def _teile(text: Element) -> None:
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


def _tabellen(wurzel: Element) -> None:
    """A loop over nothing leaves a row without cells or a table without rows; both go, grids follow the cells."""
    for zeile in list(wurzel.iter(w("tr"))):
        if next(zeile.iter(w("tc")), None) is None:
            zeile.getparent().remove(zeile)
    for tabelle in list(wurzel.iter(w("tbl"))):
        if next(tabelle.iter(w("tr")), None) is None:
            tabelle.getparent().remove(tabelle)
        else:
            _gitter(tabelle)


def _gitter(tabelle: Element) -> None:
    gitter = tabelle.find(w("tblGrid"))
    if gitter is None:
        return
    breiten = [int(s.get(w("w")) or 0) for s in gitter.findall(w("gridCol"))]
    spalten = max(_breite(zeile) for zeile in tabelle.iter(w("tr")) if _tabelle_von(zeile) is tabelle)
    if spalten == len(breiten) or not sum(breiten):
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
            spalten += int(rand.get(w("val")))
    for zelle in zeile.iter(w("tc")):
        if next(zelle.iterancestors(w("tr"))) is zeile:
            verbunden = zelle.find(f"{w('tcPr')}/{w('gridSpan')}")
            spalten += 1 if verbunden is None else int(verbunden.get(w("val")))
    return spalten


def _tabelle_von(zeile: Element) -> Element:
    return next(zeile.iterancestors(w("tbl")))


def _pruefe_stellung(wurzel: Element, wo: str) -> None:
    for element in wurzel.iter(f"{{{W}}}*"):
        eltern = element.getparent()
        if element.tag in _NICHT_IN and eltern is not None and eltern.tag in _NICHT_IN[element.tag]:
            raise SchabloneUngueltig(
                f"{wo}: Die gefüllte Schablone wäre in Word nicht lesbar (<{_kurz(element)}> in <{_kurz(eltern)}>). "
                "Formatierter Text steht als {{p name }} allein in seinem Absatz."
            )
        text = (element.text or "") if element.tag not in _TEXTHALTER else ""
        for stueck in (text, element.tail or ""):
            if stueck.strip():
                raise SchabloneUngueltig(
                    f"{wo}: Der Text „{stueck.strip()[:60]}“ stünde außerhalb eines Absatzes. "
                    "Ein {% for %} oder {% if %} um ganze Absätze heißt {%p … %}, um Tabellenzeilen {%tr … %}."
                )


def _pruefe_paare(wurzel: Element, wo: str) -> None:
    felder = Counter(str(f.get(w("fldCharType"))) for f in wurzel.iter(w("fldChar")))
    if felder["begin"] != felder["end"]:
        raise SchabloneUngueltig(f"{wo}: Ein {{% if %}} oder {{% for %}} zerschneidet ein Feld (z. B. die Seitenzahl).")
    anfaenge = Counter(str(m.get(w("id"))) for m in wurzel.iter(w("bookmarkStart")))
    enden = Counter(str(m.get(w("id"))) for m in wurzel.iter(w("bookmarkEnd")))
    if anfaenge != enden or any(anzahl > 1 for anzahl in anfaenge.values()):
        raise SchabloneUngueltig(
            f"{wo}: Eine Textmarke steht in einer Schleife oder wird zerschnitten. Bitte löschen Sie die Textmarke."
        )


def _kurz(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
