"""Where a template's marks stand in the XML: made ready for docxtpl's `patch_xml`, or refused with the place.

`patch_xml` replaces a whole paragraph, row or cell by the mark `{%p …%}`, `{%tr …%}`, `{%tc …%}` in it, and joins
marks over anything between their braces. Whatever else stands there vanishes without a word, so it is refused here.
"""

from __future__ import annotations

import re

from vorlagen.fehler import SchabloneUngueltig
from vorlagen.word.ooxml import Element, w

MAX_MARKEN = 3_000
# Bounded, so that no text makes the search quadratic.
_MARKE = re.compile(r"\{\{.{0,1000}?\}\}|\{%.{0,1000}?%\}|\{#.{0,1000}?#\}", re.DOTALL)
_OFFEN = re.compile(r"\{[{%#]")
_IM_MERKMAL = re.compile(r'="([^"]*\{[{%#][^"]*)"')
_WOANDERS = re.compile(r"<(?!w:t[ >])[^>]*>([^<]*\{[{%#][^<]*)")
_BESONDERE = re.compile(r"\{[{%#]-?(?P<wen>p|tr|tc|r)\s")
_ERSTES_WORT = re.compile(r"\{[{%#]-?\s*(\w+)")
_BLOCK = re.compile(r"\{\{p\s+(?P<ausdruck>.*?)\s*\}\}", re.DOTALL)
_WEN = {"p": "im selben Absatz", "tr": "in derselben Tabellenzeile", "tc": "in derselben Tabellenzelle"}
_BILDER = tuple(w(name) for name in ("drawing", "pict", "object"))
# Entities and typographic quotes that Word puts into marks; `patch_xml` turns back only a part of them.
_ZURUECK = (("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"), ("„", '"'), ("‚", "'"))


def bereite(wurzel: Element) -> frozenset[str]:
    """Checks every mark of a part and gives `{{p …}}` its paragraph's style. Raises `SchabloneUngueltig`.

    The answer are the first words of all marks: p, tr, tc, if, for, betreff …
    """
    _ohne_sprungmarken(wurzel)
    for bindung in list(wurzel.iter(w("dataBinding"))):
        # A bound control would show the old data again as soon as Word opens the document.
        bindung.getparent().remove(bindung)
    for befehl in wurzel.iter(w("instrText")):
        if _OFFEN.search(befehl.text or ""):
            raise SchabloneUngueltig("In einem Feld (Feldfunktion) dürfen keine Platzhalter stehen.")
    befehle = [wort for absatz in list(wurzel.iter(w("p"))) for wort in _absatz(absatz)]
    if len(befehle) > MAX_MARKEN:
        raise SchabloneUngueltig(f"Mehr als {MAX_MARKEN} Platzhalter sind für eine Schablone zu viel.")
    return frozenset(befehle)


def pruefe_zeichen(quelle: str) -> None:
    """Marks outside of visible text: whole in attributes (such as a picture's description), nowhere else."""
    if fund := _WOANDERS.search(quelle):
        raise SchabloneUngueltig(f"„{_ort(fund[1])}“ steht an einer Stelle, an der Word keinen Text zeigt.")
    for fund in _IM_MERKMAL.finditer(quelle):
        _pruefe_klammern(fund[1])


def entschluesselt(quelle: str) -> str:
    """After `patch_xml`: what stands within braces as code, not as XML."""
    return _MARKE.sub(_als_code, quelle)


def _als_code(fund: re.Match[str]) -> str:
    marke = fund.group()
    for alt, neu in _ZURUECK:
        marke = marke.replace(alt, neu)
    return marke


def _absatz(absatz: Element) -> list[str]:
    texte = [t for t in absatz.iter(w("t")) if next(t.iterancestors(w("p"))) is absatz]
    text = "".join(t.text or "" for t in texte)
    _pruefe_klammern(text)
    for marke in _MARKE.findall(text):
        if besondere := _BESONDERE.match(marke):
            _besondere(absatz, text, marke, besondere["wen"])
    if block := _BLOCK.fullmatch(text.strip()):
        stil = absatz.find(f"{w('pPr')}/{w('pStyle')}")
        name = "" if stil is None else str(stil.get(w("val")))
        texte[0].text = f'{{{{p ({block["ausdruck"]})|_absaetze("{name}") }}}}'
        for t in texte[1:]:
            t.text = ""
    return _ERSTES_WORT.findall(text)


def _pruefe_klammern(text: str) -> None:
    if len(_OFFEN.findall(text)) > MAX_MARKEN:
        raise SchabloneUngueltig(f"Mehr als {MAX_MARKEN} Platzhalter sind für eine Schablone zu viel.")
    if _OFFEN.search(_MARKE.sub("", text)):
        raise SchabloneUngueltig(
            f"Bei „{_ort(text)}“ ist eine Klammer offen: Es fehlt „}}}}“ oder „%}}“, oder der Platzhalter ist zu lang."
        )


def _besondere(absatz: Element, text: str, marke: str, wen: str) -> None:
    ort = _ort(text)
    if wen == "r":
        if marke.startswith("{{"):
            raise SchabloneUngueltig(f"„{marke}“: Schreiben Sie {{{{ … }}}}, für formatierten Text {{{{p … }}}}.")
        return
    if re.search(r"[%}]", marke[2:-2]):
        raise SchabloneUngueltig(f"Im Absatz „{ort}“: In „{{%{wen} …%}}“ darf kein % und keine }} stehen.")
    behaelter = absatz if wen == "p" else next(absatz.iterancestors(w(wen)), None)
    if behaelter is None:
        raise SchabloneUngueltig(f"„{marke}“ steht nicht in einer Tabelle.")
    alles = "".join(t.text or "" for t in behaelter.iter(w("t"))).strip()
    if alles != marke or next(behaelter.iter(*_BILDER, w("sectPr")), None) is not None:
        raise SchabloneUngueltig(f"Neben „{marke}“ steht {_WEN[wen]} noch anderes; es ginge verloren („{ort}“).")


def _ort(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:79] + "…"


def _ohne_sprungmarken(wurzel: Element) -> None:
    """Word's own mark of the last place one worked at; a loop would repeat it."""
    for anfang in list(wurzel.iter(w("bookmarkStart"))):
        if anfang.get(w("name")) == "_GoBack":
            nummer = anfang.get(w("id"))
            for ende in [e for e in wurzel.iter(w("bookmarkEnd")) if e.get(w("id")) == nummer]:
                ende.getparent().remove(ende)
            anfang.getparent().remove(anfang)
