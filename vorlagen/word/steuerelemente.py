"""Content controls around the fields of a paper, by which they are found again when the file comes back from Word.

Word keeps the tag of a control (ECMA-376 part 1, § 17.5.2); LibreOffice drops it and keeps a bookmark, so each control
stands between the two ends of one as well.
"""

from __future__ import annotations

import re
from copy import deepcopy
from html import escape

from vorlagen.word.ooxml import XML, Element, W, lies_xml, w
from vorlagen.word.werte import Benannt, Steuerfeld

TAG = "vorlagen:"
MARKE = "_vorlagen_"
LEER = "Hier steht noch nichts."
"""What stands in an empty field."""

# Noncharacters: `reinige` lets none of them pass, so no text of a person can hold them.
_AUF, _TEIL, _ZU = "\ufdd0", "\ufdd1", "\ufdd2"
_VERMERK = re.compile(f"{_AUF}([^{_TEIL}]*){_TEIL}([^{_TEIL}]*){_TEIL}([^{_ZU}]*){_ZU}")
_IM_MERKMAL = re.compile(f'"[^"<>]*{_AUF}[^"<>]*"')
_ERSTE = 90_001


def vermerkt(text: Benannt) -> str:
    """The text with its field, as it passes through the template language; `setze` reads it."""
    return f"{_AUF}{text.feld.name}{_TEIL}{text.feld.titel}{_TEIL}{text}{_ZU}"


def nur_im_text(gefuellt: str, *, ueberhaupt: bool) -> str:
    """The filled part with notes of fields in visible text only, and only if this is the part with the text."""
    if _AUF not in gefuellt:
        return gefuellt
    if not ueberhaupt:
        return _ohne_vermerk(gefuellt)
    return _IM_MERKMAL.sub(lambda fund: _ohne_vermerk(fund.group()), gefuellt)


def um(inhalt: str, feld: Steuerfeld, *, leer: bool) -> str:
    """The XML of whole paragraphs inside the control of this field."""
    return f"<w:sdt>{_eigenschaften(feld, leer=leer)}<w:sdtContent>{inhalt}</w:sdtContent></w:sdt>"


def setze(wurzel: Element) -> None:
    """Turn notes into controls, and number all controls with their bookmarks in the order of the text."""
    for text in [t for t in wurzel.iter(w("t")) if t.text and _AUF in t.text]:
        _zerlege(text)
    eigene = [sdt for sdt in wurzel.iter(w("sdt")) if feld_von(sdt)]
    for nr, sdt in enumerate(eigene):
        sdt.find(f"{w('sdtPr')}/{w('id')}").set(w("val"), str(_ERSTE + nr))
        kennung = {w("id"): str(_ERSTE + nr)}
        sdt.addprevious(sdt.makeelement(w("bookmarkStart"), {**kennung, w("name"): f"{MARKE}{nr}"}))
        sdt.addnext(sdt.makeelement(w("bookmarkEnd"), kennung))


def feld_von(sdt: Element) -> str:
    """The name of the field that a control is for; empty for a control that is not ours."""
    tag = sdt.find(f"{w('sdtPr')}/{w('tag')}")
    wert = "" if tag is None else str(tag.get(w("val")))
    return wert.removeprefix(TAG) if wert.startswith(TAG) else ""


def _ohne_vermerk(text: str) -> str:
    return _VERMERK.sub(lambda fund: fund[3], text)


def _eigenschaften(feld: Steuerfeld, *, leer: bool) -> str:
    """Locked: the control cannot be deleted by mistake, what is in it can be changed.

    None is one of plain text: LibreOffice puts the line breaks of such a control before it.
    """
    return (
        f'<w:sdtPr><w:alias w:val="{escape(feld.titel)}"/><w:tag w:val="{escape(TAG + feld.name)}"/>'
        '<w:id w:val="0"/><w:lock w:val="sdtLocked"/>' + ("<w:showingPlcHdr/>" if leer else "") + "</w:sdtPr>"
    )


def _zerlege(text: Element) -> None:
    """Part the run around each note; before and after it the run goes on as it was."""
    lauf = text.getparent()
    stuecke = _VERMERK.split(text.text)
    davor, danach = list(lauf)[: lauf.index(text)], list(lauf)[lauf.index(text) + 1 :]
    form = [kind for kind in davor if kind.tag == w("rPr")]
    neue = [_lauf(lauf, form, [kind for kind in davor if kind.tag != w("rPr")], stuecke[0])]
    for nr in range(1, len(stuecke), 4):
        name, titel, wert, rest = stuecke[nr : nr + 4]
        neue.append(_inline(Steuerfeld(name, titel), _lauf(lauf, form, [], wert or LEER), leer=not wert))
        neue.append(_lauf(lauf, form, danach if nr + 4 >= len(stuecke) else [], rest, hinten=True))
    for neuer in neue:
        if neuer.tag != w("r") or any(kind.tag != w("rPr") for kind in neuer):
            lauf.addprevious(neuer)
    lauf.getparent().remove(lauf)


def _lauf(muster: Element, form: list[Element], weitere: list[Element], text: str, *, hinten: bool = False) -> Element:
    neu = muster.makeelement(w("r"))
    neu.extend(deepcopy(form))
    inhalt = list(weitere)
    if text:
        element = muster.makeelement(w("t"), {f"{{{XML}}}space": "preserve"})
        element.text = text
        inhalt = [element, *inhalt] if hinten else [*inhalt, element]
    neu.extend(inhalt)
    return neu


def _inline(feld: Steuerfeld, lauf: Element, *, leer: bool) -> Element:
    xml = f'<w:sdt xmlns:w="{W}">{_eigenschaften(feld, leer=leer)}<w:sdtContent/></w:sdt>'
    sdt = lies_xml(xml.encode(), feld.titel)
    sdt.find(w("sdtContent")).append(lauf)
    return sdt
