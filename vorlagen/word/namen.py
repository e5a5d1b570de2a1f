"""The names in a template against the contract of its kind: known before any paper is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from jinja2 import nodes

from vorlagen.word.kontext import Vertrag
from vorlagen.word.sorten import Name, Sorte
from vorlagen.word.sprache import ABSAETZE, SCHLEIFE

_BRAUCHT = {
    "datum": Sorte.DATUM,
    "geld": Sorte.ZAHL,
    "kreuz": Sorte.JA_NEIN,
    "kurz": Sorte.TEXT,
    "uhrzeit": Sorte.DATUM,
}
_DRUCKBAR = frozenset({Sorte.TEXT, Sorte.ZAHL})
_ALS_ABSATZ = frozenset({Sorte.TEXT, Sorte.RICHTEXT})
_LOOP = Name("loop", Sorte.GRUPPE, "Die laufende Runde.", felder=tuple(Name(n, Sorte.ZAHL, "") for n in SCHLEIFE))

Fund = tuple[int, str]


def namensfehler(baum: nodes.Template, vertrag: Vertrag) -> Iterator[Fund]:
    """Line and sentence for each name that the contract does not have or that is used as another sort.

    Whether a value may be missing where it is printed is not asked here: the samples of `muster` find that out.
    """
    return _lies(baum, {name.name: name for name in vertrag.namen})


def _lies(knoten: nodes.Node, namen: Mapping[str, Name | None]) -> Iterator[Fund]:
    match knoten:
        case nodes.For(target=nodes.Name(name=eintrag), iter=liste):
            yield from _lies(liste, namen)
            gemeint = _gemeint(liste, namen)
            if gemeint is not None and gemeint.sorte is not Sorte.LISTE:
                yield knoten.lineno, f"„{_pfad(liste)}“ ist keine Liste, sondern: {gemeint.sorte}."
            felder = gemeint.felder if gemeint is not None else ()
            runde = Name(eintrag, Sorte.GRUPPE, "", felder=felder) if felder else None
            for kind in (*knoten.body, *knoten.else_, *([knoten.test] if knoten.test else [])):
                yield from _lies(kind, {**namen, eintrag: runde, "loop": _LOOP})
        case nodes.Output():
            for teil in knoten.nodes:
                yield from _ausgabe(teil, namen)
                yield from _lies(teil, namen)
        case nodes.Filter(name=filtername) if filtername in _BRAUCHT:
            gemeint = _gemeint(knoten.node, namen)
            if gemeint is not None and gemeint.sorte is not _BRAUCHT[filtername]:
                yield knoten.lineno, f"„{_pfad(knoten.node)}“ ist {gemeint.sorte}; „{filtername}“ passt nicht dazu."
            yield from _kinder(knoten, namen)
        case nodes.Name():
            if knoten.name not in namen:
                yield knoten.lineno, f"Den Namen „{knoten.name}“ gibt es hier nicht.{_vorschlag(knoten.name, namen)}"
        case nodes.Getattr():
            davor = _gemeint(knoten.node, namen)
            if davor is not None and davor.feld(knoten.attr) is None:
                felder_namen = [feld.name for feld in davor.felder]
                yield (
                    knoten.lineno,
                    (f"„{_pfad(knoten.node)}“ hat kein Feld „{knoten.attr}“.{_vorschlag(knoten.attr, felder_namen)}"),
                )
            yield from _kinder(knoten, namen)
        case _:
            yield from _kinder(knoten, namen)


def _kinder(knoten: nodes.Node, namen: Mapping[str, Name | None]) -> Iterator[Fund]:
    for kind in knoten.iter_child_nodes():
        yield from _lies(kind, namen)


def _ausgabe(teil: nodes.Expr, namen: Mapping[str, Name | None]) -> Iterator[Fund]:
    als_absatz = isinstance(teil, nodes.Filter) and teil.name == ABSAETZE
    inhalt = teil.node if isinstance(teil, nodes.Filter) and als_absatz else teil
    gemeint = _gemeint(inhalt, namen)
    if gemeint is None or gemeint.sorte in (_ALS_ABSATZ if als_absatz else _DRUCKBAR):
        return
    name = _pfad(inhalt)
    hilfe = {
        Sorte.DATUM: f"schreiben Sie {{{{ {name}|datum }}}}",
        Sorte.JA_NEIN: f"schreiben Sie {{{{ {name}|kreuz }}}} oder {{% if {name} %}}",
        Sorte.RICHTEXT: f"schreiben Sie {{{{p {name} }}}} allein in einen Absatz",
        Sorte.LISTE: f"schreiben Sie {{% for eintrag in {name} %}}",
        Sorte.GRUPPE: "nennen Sie ein Feld daraus",
    }.get(gemeint.sorte, f"schreiben Sie {{{{ {name} }}}}")
    yield teil.lineno, f"„{name}“ ist {gemeint.sorte}; {hilfe}."


def _gemeint(ausdruck: nodes.Node | None, namen: Mapping[str, Name | None]) -> Name | None:
    """What a path stands for; None if it is no path or unknown (which is said elsewhere)."""
    match ausdruck:
        case nodes.Name(name=name):
            return namen.get(name)
        case nodes.Getattr(node=davor, attr=feld):
            gruppe = _gemeint(davor, namen)
            return None if gruppe is None else gruppe.feld(feld)
    return None


def _pfad(ausdruck: nodes.Node | None) -> str:
    match ausdruck:
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(node=davor, attr=feld):
            return f"{_pfad(davor)}.{feld}"
    return ""


def _vorschlag(name: str, bekannte: Mapping[str, object] | list[str]) -> str:
    nah = get_close_matches(name, bekannte, n=1, cutoff=0.6)
    return f" Meinten Sie „{nah[0]}“?" if nah else ""
