"""Is a rule pure? It is watched while it runs, and its code is searched for clocks, chance and the outside world."""

from __future__ import annotations

import builtins
import io
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FunctionType, ModuleType

AUSSENWELT = frozenset(
    {
        "asyncio", "ctypes", "http", "httpx", "os", "pathlib", "random", "requests", "secrets", "shutil", "socket",
        "sqlite3", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid",
    }
)  # fmt: skip
"""Modules that a rule has no business with: whoever uses them gives another answer tomorrow."""

UHREN = frozenset({"now", "today", "utcnow", "fromtimestamp"})
"""Attributes of `datetime` and `date` that ask the clock; `stand.heute` is the only today that a rule knows."""

_VERBOTEN: tuple[tuple[object, str], ...] = (
    (builtins, "open"),
    (builtins, "input"),
    (builtins, "print"),
    (io, "open"),
    (os, "open"),
    (os, "getenv"),
    (socket, "socket"),
    (subprocess, "Popen"),
    (time, "time"),
    (time, "time_ns"),
    (time, "monotonic"),
    (time, "sleep"),
)


class Unrein(Exception):
    """A rule reached for something outside of its Sachstand. Only the conformance kit sees this."""


@contextmanager
def ohne_aussenwelt() -> Iterator[None]:
    """While this is open, files, network, processes and clocks raise `Unrein`. For one thread, in tests only."""
    vorher = [(ort, name, getattr(ort, name)) for ort, name in _VERBOTEN]
    for ort, name, _ in vorher:
        setattr(ort, name, _verweigerung(name))
    try:
        yield
    finally:
        for ort, name, urspruenglich in vorher:
            setattr(ort, name, urspruenglich)


def griffe_nach_aussen(regel: Callable[..., object]) -> tuple[str, ...]:
    """Names in the code of a rule, and of what it calls in its own package, that reach outside."""
    return tuple(sorted(_griffe(regel, set())))


def _griffe(regel: object, besucht: set[int]) -> set[str]:
    if not isinstance(regel, FunctionType) or id(regel) in besucht:
        return set()
    besucht.add(id(regel))
    paket = regel.__module__.partition(".")[0]
    namen = _namen(regel.__code__)
    gefunden = namen & UHREN
    eingeschlossen = [zelle.cell_contents for zelle in regel.__closure__ or () if _gefuellt(zelle)]
    for wert in (*(regel.__globals__[name] for name in namen if name in regel.__globals__), *eingeschlossen):
        heimat = wert.__name__ if isinstance(wert, ModuleType) else str(getattr(wert, "__module__", ""))
        if heimat.partition(".")[0] in AUSSENWELT:
            gefunden.add(heimat)
        elif heimat.partition(".")[0] == paket:
            gefunden |= _griffe(wert, besucht)
    return gefunden


def _namen(code: CodeType) -> set[str]:
    """Every global and attribute that the code names, nested functions included."""
    namen = set(code.co_names)
    for konstante in code.co_consts:
        if isinstance(konstante, CodeType):
            namen |= _namen(konstante)
    return namen


def _gefuellt(zelle: object) -> bool:
    try:
        return hasattr(zelle, "cell_contents")
    except ValueError:
        return False


def _verweigerung(name: str) -> Callable[..., object]:
    def verweigert(*_: object, **__: object) -> object:
        raise Unrein(name)

    return verweigert
