"""One part of a template (text, header, footer …) as a compiled template that knows its places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from types import TracebackType
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Template, TemplateSyntaxError, UndefinedError, nodes

from vorlagen.fehler import SchabloneUngueltig
from vorlagen.word.ausgabe import DRUCK, als_absaetze, wert
from vorlagen.word.druck import Druck
from vorlagen.word.ooxml import als_zeichen, lies_xml
from vorlagen.word.sprache import ABSAETZE, WERT, Umgebung, syntaxfehler, verstoesse
from vorlagen.word.stellen import bereite, entschluesselt, pruefe_zeichen

# What a filled part may grow to; a page of text has about 30,000 characters.
MAX_ZEICHEN = 60_000_000

_MARKIERT = re.compile(r"\{\{|\{%|\{#")
_ABSATZ = re.compile(r"<w:p([ >])")
_UMGEBUNG = Umgebung()
_UMGEBUNG.filters[WERT] = wert
_UMGEBUNG.filters[ABSAETZE] = als_absaetze


@dataclass(frozen=True)
class Quelle:
    """A part ready for the template language, one paragraph a line.

    `wo` is its name for people; `befehle` are the first words of its marks (p, tr, tc, for …).
    """

    name: str
    wo: str
    zeilen: str
    befehle: frozenset[str] = frozenset()

    def ort(self, zeile: int) -> str:
        """Part and paragraph, for a sentence."""
        alle = self.zeilen.split("\n")
        text = " ".join(unescape(re.sub("</?[a-zA-Z][^<>]*>", " ", alle[min(zeile, len(alle)) - 1])).split())
        text = text.replace(f'|{ABSAETZE}("")', "")
        return f"{self.wo}, „{text if len(text) <= 80 else text[:79] + '…'}“" if text else self.wo

    def baum(self) -> nodes.Template:
        """The syntax tree. Raises `SchabloneUngueltig` for what is no template at all."""
        try:
            return _UMGEBUNG.parse(self.zeilen)
        except TemplateSyntaxError as fehler:
            raise SchabloneUngueltig(f"{self.ort(fehler.lineno)}: {syntaxfehler(fehler)}") from fehler
        except RecursionError as fehler:
            raise SchabloneUngueltig(f"{self.wo}: Ein Platzhalter ist zu tief verschachtelt.") from fehler


@dataclass(frozen=True)
class Teil:
    """A compiled part; used by many documents at once, so nothing in it ever changes."""

    quelle: Quelle
    vorlage: Template

    def fuelle(self, werte: dict[str, object], druck: Druck) -> str:
        """The filled text. Raises `SchabloneUngueltig` with the place."""
        stuecke: list[str] = []
        laenge = 0
        try:
            for stueck in self.vorlage.root_render_func(self.vorlage.new_context({**werte, DRUCK: druck})):
                laenge += len(stueck)
                if laenge > MAX_ZEICHEN:
                    raise SchabloneUngueltig("Das Dokument würde zu groß.")
                stuecke.append(stueck)
        except SchabloneUngueltig as fehler:
            raise SchabloneUngueltig(f"{self._ort(fehler.__traceback__)}: {fehler.satz}") from fehler
        except UndefinedError as fehler:
            raise SchabloneUngueltig(f"{self._ort(fehler.__traceback__)}: {fehler.message}") from fehler
        except (TypeError, ValueError, RecursionError) as fehler:
            satz = "Dieser Ausdruck passt nicht zu den Daten."
            raise SchabloneUngueltig(f"{self._ort(fehler.__traceback__)}: {satz}") from fehler
        return "".join(stuecke)

    def _ort(self, spur: TracebackType | None) -> str:
        zeile = None
        while spur is not None:
            if spur.tb_frame.f_globals.get("__jinja_template__") is self.vorlage:
                zeile = self.vorlage.get_corresponding_lineno(spur.tb_lineno)
            spur = spur.tb_next
        return self.quelle.wo if zeile is None else self.quelle.ort(zeile)


def quelle(name: str, wo: str, inhalt: bytes) -> Quelle | None:
    """The part, checked and patched by docxtpl; None if there is nothing to fill."""
    wurzel = lies_xml(inhalt, wo, ohne_leerraum=True)
    try:
        befehle = bereite(wurzel)
        roh = als_zeichen(wurzel)
        pruefe_zeichen(roh)
    except SchabloneUngueltig as fehler:
        raise SchabloneUngueltig(f"{wo}: {fehler.satz}") from fehler
    # No file is opened here: a DocxTemplate reads its file only when it is asked to render.
    geflickt: str = DocxTemplate("").patch_xml(roh)
    if not _MARKIERT.search(geflickt):
        return None
    zeilen = _ABSATZ.sub(r"\n<w:p\1", entschluesselt(geflickt))
    return Quelle(name, wo, zeilen, befehle)


def uebersetze_teil(quelle: Quelle) -> Teil:
    """Compiles the part. Raises `SchabloneUngueltig` for anything that the template language does not have."""
    baum = quelle.baum()
    for zeile, satz in verstoesse(baum):
        raise SchabloneUngueltig(f"{quelle.ort(zeile)}: {satz}")
    _ergaenze(baum)
    try:
        code = _UMGEBUNG.compile(baum, quelle.name, quelle.name)
    except (RecursionError, SyntaxError, MemoryError) as fehler:
        raise SchabloneUngueltig(f"{quelle.wo}: Die Bedingungen und Schleifen sind zu tief verschachtelt.") from fehler
    vorlage: Any = Template.from_code(_UMGEBUNG, code, {})
    return Teil(quelle, vorlage)


def _ergaenze(knoten: nodes.Node) -> None:
    """Every placeholder is asked what it holds; the line ends that we put before paragraphs go."""
    for ausgabe in list(knoten.find_all(nodes.Output)):
        ausgabe.nodes = [_geprueft(teil) for teil in ausgabe.nodes]
    for text in knoten.find_all(nodes.TemplateData):
        text.data = re.sub(r"\n<w:p([ >])", r"<w:p\1", text.data)
        for maskiert, zeichen in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
            text.data = text.data.replace(maskiert, zeichen)


def _geprueft(ausdruck: nodes.Expr) -> nodes.Expr:
    if isinstance(ausdruck, nodes.TemplateData):
        return ausdruck
    name = nodes.Const(_name(ausdruck), lineno=ausdruck.lineno)
    return nodes.Filter(ausdruck, WERT, [name], [], None, None, lineno=ausdruck.lineno)


def _name(ausdruck: nodes.Node | None) -> str:
    """The placeholder as it was written, as far as it is a path."""
    match ausdruck:
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(node=davor, attr=feld) if _name(davor):
            return f"{_name(davor)}.{feld}"
        case nodes.Filter(node=davor):
            return _name(davor)
    return ""
