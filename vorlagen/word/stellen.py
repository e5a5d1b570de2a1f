"""Where a template's marks stand in the XML: made ready for docxtpl's `patch_xml`, or refused with the place.

`patch_xml` replaces a whole paragraph, row or cell by the mark `{%p …%}`, `{%tr …%}`, `{%tc …%}` in it, and joins
marks over anything between their braces. Whatever else stands there vanishes without a word, so it is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vorlagen.fehler import SchabloneUngueltig
from vorlagen.word.ooxml import Element, w

MAX_MARKE = 1_000
_MARKE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_OFFEN = re.compile(r"\{[{%#]")
_BESONDERE = re.compile(r"\{[{%#]-?(?P<wen>p|tr|tc|r)\s")
_BLOCK = re.compile(r"\{\{p\s+(?P<ausdruck>.*?)\s*\}\}", re.DOTALL)
_WEN = {"p": "im selben Absatz", "tr": "in derselben Tabellenzeile", "tc": "in derselben Tabellenzelle"}
_BILDER = tuple(w(name) for name in ("drawing", "pict", "object"))
# Entities and typographic quotes that Word puts into marks; `patch_xml` turns back only a part of them.
_ZURUECK = (("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"), ("„", '"'), ("‚", "'"))


def bereite(wurzel: Element) -> None:
    """Checks every mark of a part and gives `{{p …}}` its paragraph's style. Raises `SchabloneUngueltig`."""
    _ohne_sprungmarken(wurzel)
    for bindung in list(wurzel.iter(w("dataBinding"))):
        # A bound control would show the old data again as soon as Word opens the document.
        bindung.getparent().remove(bindung)
    for befehl in wurzel.iter(w("instrText")):
        if _OFFEN.search(befehl.text or ""):
            raise SchabloneUngueltig("In einem Feld (Feldfunktion) dürfen keine Platzhalter stehen.")
    for absatz in list(wurzel.iter(w("p"))):
        _absatz(absatz)


def entschluesselt(quelle: str) -> str:
    """After `patch_xml`: what stands within braces as code, not as XML."""
    return _MARKE.sub(_als_code, quelle)


def marken(text: str) -> Iterator[str]:
    """The marks of a text, in order."""
    return (fund.group() for fund in _MARKE.finditer(text))


def _als_code(fund: re.Match[str]) -> str:
    marke = fund.group()
    for alt, neu in _ZURUECK:
        marke = marke.replace(alt, neu)
    return marke


def _absatz(absatz: Element) -> None:
    texte = [t for t in absatz.iter(w("t")) if next(t.iterancestors(w("p"))) is absatz]
    text = "".join(t.text or "" for t in texte)
    if _OFFEN.search(_MARKE.sub("", text)):
        raise SchabloneUngueltig(f"Im Absatz „{_ort(text)}“ ist eine Klammer offen: Es fehlt „}}}}“ oder „%}}“.")
    for marke in marken(text):
        if len(marke) > MAX_MARKE:
            raise SchabloneUngueltig(f"Im Absatz „{_ort(text)}“ steht ein zu langer Platzhalter.")
        if besondere := _BESONDERE.match(marke):
            _besondere(absatz, text, marke, besondere["wen"])
    if block := _BLOCK.fullmatch(text.strip()):
        stil = absatz.find(f"{w('pPr')}/{w('pStyle')}")
        name = "" if stil is None else str(stil.get(w("val")))
        texte[0].text = f'{{{{p ({block["ausdruck"]})|_absaetze("{name}") }}}}'
        for t in texte[1:]:
            t.text = ""


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
