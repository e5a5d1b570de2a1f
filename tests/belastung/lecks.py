"""Plants bugs into what decides who sees what, one at a time, and looks whether the walk finds them.

The town is opened once. For each bug a child process is forked, in which the functions of the file get the code that
they would have with the other text; it takes its walk and says what it found.
"""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from tests.belastung.pflanzen import pflanze
from tests.leck.haus import Haus, baue_leer, oeffne
from tests.leck.mutanten import Mutant
from tests.leck.seitenkanal import unterschiede, verraeterische_filter, verraeterische_zeiten
from vorlagen.extensions import db


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
        pflanze(mutant.datei, mutant.alt, mutant.neu)
    dort.send(sieh_nach(haus, mutant.wer, mutant.wege)[:5])
