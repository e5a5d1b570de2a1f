"""The template language: names, fields, conditions, one loop over a list, our filters. Nothing that computes or calls.

Checked on the syntax tree, before anything runs; the strict sandbox of Jinja2 stands behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from vorlagen.word.filter import FILTER

ABSAETZE, WERT = "_absaetze", "_wert"
SCHLEIFE = ("index", "index0", "first", "last", "length", "revindex", "revindex0")
_TESTS = frozenset({"none", "odd", "even"})
_EINGEBAUT = frozenset({"length", "upper", "lower", "trim"})
_ERLAUBT = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Filter,
    nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.If, nodes.For, nodes.CondExpr,
    nodes.Concat,
)  # fmt: skip
_NICHT_ERLAUBT: tuple[tuple[type[nodes.Node], str], ...] = (
    (nodes.Call, "Aufrufe mit Klammern sind"),
    (nodes.Getitem, "Eckige Klammern sind"),
    (nodes.Include, "{% include %} ist"),
    (nodes.ImportedName, "{% import %} ist"),
    (nodes.Import, "{% import %} ist"),
    (nodes.FromImport, "{% import %} ist"),
    (nodes.Extends, "{% extends %} ist"),
    (nodes.Macro, "{% macro %} ist"),
    (nodes.Assign, "{% set %} ist"),
    (nodes.AssignBlock, "{% set %} ist"),
    (nodes.BinExpr, "Rechnen ist"),
    (nodes.UnaryExpr, "Rechnen ist"),
    (nodes.Stmt, "Diese Anweisung ist"),
    (nodes.Node, "Diese Schreibweise ist"),
)


class Unbekannt(StrictUndefined):
    """A name that the context does not have; whatever is asked of it, the answer is a sentence."""

    @property
    def _undefined_message(self) -> str:
        name = f"„{self._undefined_name}“"
        if self._undefined_obj is missing:
            return f"Der Platzhalter {name} ist für dieses Dokument nicht bekannt."
        if isinstance(self._undefined_obj, dict):
            return f"Das Feld {name} gibt es an dieser Stelle nicht; es gibt: {', '.join(self._undefined_obj)}."
        return f"Das Feld {name} gibt es an dieser Stelle nicht."


class Umgebung(ImmutableSandboxedEnvironment):
    """Fields are looked up in plain groups only; no attribute of any Python object is ever reached."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=Unbekannt, keep_trailing_newline=True, cache_size=0)
        self.globals = {}
        self.filters = {**FILTER, **{name: self.filters[name] for name in _EINGEBAUT}}
        self.tests = {name: self.tests[name] for name in _TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in SCHLEIFE:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


def verstoesse(baum: nodes.Template) -> Iterator[tuple[int, str]]:
    """Line and sentence for everything that the language does not have."""
    for knoten in _alle(baum):
        if satz := _verstoss(knoten):
            yield knoten.lineno, satz
    yield from _schleifen(baum, None)


def syntaxfehler(fehler: TemplateSyntaxError) -> str:
    """What Jinja says in English, as a German sentence about the mark."""
    grund = fehler.message or ""
    if "Unexpected end" in grund or "looking for" in grund or "unknown tag 'e" in grund:
        return "Ein „{% if %}“ oder „{% for %}“ ist nicht oder falsch beendet."
    return f"Der Platzhalter ist nicht zu verstehen ({grund})."


def _alle(knoten: nodes.Node) -> Iterator[nodes.Node]:
    yield knoten
    for kind in knoten.iter_child_nodes():
        yield from _alle(kind)


def _verstoss(knoten: nodes.Node) -> str | None:
    if not isinstance(knoten, _ERLAUBT) and not _verbundene_breite(knoten):
        was = next(satz for art, satz in _NICHT_ERLAUBT if isinstance(knoten, art))
        return f"{was} in Schablonen nicht erlaubt."
    match knoten:
        case nodes.Name(name=name) | nodes.Getattr(attr=name) if name.startswith("_") or "__" in name:
            return f"„{name}“ ist kein Name eines Feldes."
        case nodes.Filter(name=name) if name not in (*FILTER, *_EINGEBAUT, ABSAETZE):
            return f"Den Filter „{name}“ gibt es nicht; es gibt: {', '.join((*FILTER, *sorted(_EINGEBAUT)))}."
        case nodes.Test(name=name) if name not in _TESTS:
            return f"Die Prüfung „is {name}“ gibt es nicht; es gibt: {', '.join(sorted(_TESTS))}."
    return None


def _verbundene_breite(knoten: nodes.Node) -> bool:
    """The one product there is: `patch_xml` writes `2 * loop.length` for cells joined by `{% hm %}`."""
    match knoten:
        case nodes.Mul(left=nodes.Const(value=int()), right=nodes.Getattr(node=nodes.Name(name="loop"))):
            return True
    return False


def _schleifen(knoten: nodes.Node, eintrag: str | None) -> Iterator[tuple[int, str]]:
    """An inner loop runs over a field of the outer entry, so that the work never outgrows the data."""
    for kind in knoten.iter_child_nodes():
        innen = eintrag
        if isinstance(kind, nodes.For):
            innen = kind.target.name if isinstance(kind.target, nodes.Name) else None
            if kind.recursive or innen in (None, "loop"):
                yield kind.lineno, "Eine Schleife hat einen Namen je Eintrag: {% for eintrag in liste %}."
            wurzel = _wurzel(kind.iter)
            if wurzel is None:
                yield kind.lineno, "Eine Schleife läuft über eine Liste: {% for eintrag in liste %}."
            elif eintrag is not None and wurzel != eintrag:
                yield kind.lineno, (f"Eine Schleife in einer Schleife darf nur über ein Feld von „{eintrag}“ laufen.")
        yield from _schleifen(kind, innen)


def _wurzel(ausdruck: nodes.Node) -> str | None:
    while isinstance(ausdruck, nodes.Getattr):
        ausdruck = ausdruck.node
    return ausdruck.name if isinstance(ausdruck, nodes.Name) else None
