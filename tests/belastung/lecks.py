"""Plants bugs into what decides who sees what, one at a time, and looks whether the walk finds them.

The town is opened once. For each bug a child process is forked, in which the functions of the file get the code that
they would have with the other text; it takes its walk and says what it found.
"""

from __future__ import annotations

import importlib
import inspect
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from tests.leck.haus import Haus, baue_leer, oeffne
from tests.leck.mutanten import Mutant
from tests.leck.seitenkanal import unterschiede, verraeterische_filter, verraeterische_zeiten
from vorlagen.extensions import db

WURZEL = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Urteil:
    """What became of a bug: `funde` is where it showed, empty if nobody noticed."""

    mutant: Mutant
    funde: list[str]
    sekunden: float


def suche(mutanten: Sequence[Mutant], *, melde: Callable[[Urteil], None] = lambda _: None) -> list[Urteil]:
    """Try each bug. Raises `RuntimeError` if there is a leak without any, or if a bug fits nowhere any more."""
    with tempfile.TemporaryDirectory() as ort:
        baue_leer(Path(ort))
        with oeffne(Path(ort)) as haus:
            for wer, wege in dict.fromkeys((mutant.wer, mutant.wege) for mutant in mutanten):
                if wer is not None:
                    haus.ausweis(wer if wer not in ("gleich", "filter", "zeit") else "niemand")
                ohne = _gegabelt(haus, Mutant("", "", "", wer, wege))
                if ohne != []:
                    raise RuntimeError(f"without any bug {wer} finds {ohne} ({wege})")
            urteile = []
            for mutant in mutanten:
                beginn = time.perf_counter()
                urteile.append(Urteil(mutant, _gegabelt(haus, mutant) or [], time.perf_counter() - beginn))
                melde(urteile[-1])
            return urteile


def sieh_nach(haus: Haus, wer: str | None, wege: str) -> list[str]:
    """What this person sees behind these routes without being allowed to; see `Mutant`."""
    if wer == "gleich":
        return unterschiede(haus, "niemand", haus.welt.papiere["nichtoeffentlich"])
    if wer == "filter":
        return verraeterische_filter(haus, "niemand")
    if wer == "zeit":
        return verraeterische_zeiten(haus, "niemand")
    funde = haus.verstoesse(wer, haus.rundgang(wer, wege=wege))
    # Whoever looks after one body does not look after the others; what is theirs, the measure does not know.
    return [fund for fund in funde if haus.welt.papiere["nur im Rat"] in fund] if wer == "hanna" else funde


def _gegabelt(haus: Haus, mutant: Mutant) -> list[str] | None:
    """What the child finds; None if it broke, which shows nothing either."""
    db.session.remove()
    db.engine.dispose()
    gabel = multiprocessing.get_context("fork")
    hier, dort = gabel.Pipe(duplex=False)
    kind = gabel.Process(target=_im_kind, args=(haus, mutant, dort))
    kind.start()
    dort.close()
    try:
        return list(hier.recv())
    except EOFError:
        return None
    finally:
        kind.join()


def _im_kind(haus: Haus, mutant: Mutant, dort: Connection) -> None:
    if mutant.datei:
        _pflanze(mutant)
    dort.send(sieh_nach(haus, mutant.wer, mutant.wege)[:5])


def _pflanze(mutant: Mutant) -> None:
    heil = (WURZEL / mutant.datei).read_text(encoding="utf-8")
    if heil.count(mutant.alt) != 1:
        raise RuntimeError(f"{mutant.datei}: „{mutant.alt}“ stands there {heil.count(mutant.alt)} times")
    ganz = compile(heil.replace(mutant.alt, mutant.neu), mutant.datei, "exec", dont_inherit=True)
    neue = {code.co_qualname: code for code in _codes(ganz)}
    modul = importlib.import_module(mutant.datei.removesuffix(".py").replace("/", "."))
    for funktion in _funktionen(modul):
        funktion.__code__ = neue[funktion.__qualname__]


def _codes(code: CodeType) -> Iterator[CodeType]:
    for teil in code.co_consts:
        if isinstance(teil, CodeType):
            yield teil
            yield from _codes(teil)


def _funktionen(modul: ModuleType) -> Iterator[FunctionType]:
    """The functions of this very file, methods and properties included."""
    eigene = [wert for wert in vars(modul).values() if getattr(wert, "__module__", "") == modul.__name__]
    klassen = [wert for wert in eigene if isinstance(wert, type)]
    for wert in (*eigene, *(glied for klasse in klassen for glied in vars(klasse).values())):
        roh = inspect.unwrap(wert.fget if isinstance(wert, property) and wert.fget else wert)
        if isinstance(roh, FunctionType) and roh.__code__.co_filename == modul.__file__:
            yield roh
