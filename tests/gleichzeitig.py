"""Work for real processes that start at the same instant; each has its own app and its own connections."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.synchronize import Barrier
from typing import Any

from tests.welt import als
from vorlagen.app import create_app
from vorlagen.config import Einstellungen
from vorlagen.extensions import db
from vorlagen.fehler import Fachfehler


def lasse_laufen(
    einstellungen: Einstellungen, auftraege: Sequence[tuple[Callable[..., Any], tuple[Any, ...]]]
) -> list[list[str]]:
    """Run each (function, arguments) in a process of its own, all at once; returns what each reported.

    The function gets a `Wer` by login name as its first argument and may be a generator of reports; a refusal is
    reported as its class's name.
    """
    kontext = multiprocessing.get_context("forkserver")
    kontext.set_forkserver_preload(["tests.gleichzeitig"])
    schranke, antworten = kontext.Barrier(len(auftraege)), kontext.Queue()
    prozesse = [
        kontext.Process(target=_arbeite, args=(einstellungen, schranke, antworten, nr, *auftrag))
        for nr, auftrag in enumerate(auftraege)
    ]
    for prozess in prozesse:
        prozess.start()
    gemeldet = dict(antworten.get(timeout=120) for _ in prozesse)
    for prozess in prozesse:
        prozess.join(timeout=60)
    assert [prozess.exitcode for prozess in prozesse] == [0] * len(prozesse)
    return [gemeldet[nr] for nr in range(len(prozesse))]


def _arbeite(
    einstellungen: Einstellungen, schranke: Barrier, antworten: Any, nr: int, tu: Callable[..., Any],
    worte: tuple[Any, ...],
) -> None:  # fmt: skip
    meldungen: list[str] = []
    with create_app(einstellungen).app_context():
        wer = als(worte[0])
        db.session.rollback()
        schranke.wait(timeout=60)
        for griff in tu(wer, *worte[1:]):
            try:
                griff()
                meldungen.append("ok")
            except Fachfehler as fehler:
                meldungen.append(type(fehler).__name__)
        db.session.remove()
    antworten.put((nr, meldungen))
