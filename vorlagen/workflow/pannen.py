"""What Python says when a plug-in breaks, in German: a town's programmer reads the sentence, not a traceback."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from vorlagen.fehler import Fachfehler

_WORTLAUTE: Final[tuple[tuple[type[Exception], str, Callable[[re.Match[str]], str]], ...]] = (
    (
        TypeError,
        r"(?:(\w+)\.)?(\w+)\(\) got an unexpected keyword argument '(\w+)'",
        lambda m: f"„{_wer(m)}“ kennt die Angabe „{m[3]}“ nicht; ist sie richtig geschrieben?",
    ),
    (
        TypeError,
        r"(?:(\w+)\.)?(\w+)\(\) missing \d+ required .*arguments?: (.+)",
        lambda m: f"Bei „{_wer(m)}“ fehlt die Angabe {_woerter(m[3])}.",
    ),
    (
        TypeError,
        r"(?:(\w+)\.)?(\w+)\(\) takes (\d+) positional arguments? but .*",
        lambda m: f"„{_wer(m)}“ braucht seine Angaben mit Namen, etwa name=….",
    ),
    (
        ImportError,
        r"cannot import name '(\w+)' from '([\w.]+)'.*",
        lambda m: f"„{m[2]}“ bietet „{m[1]}“ nicht an; ist es richtig geschrieben?",
    ),
    (
        NameError,
        r"name '(\w+)' is not defined.*",
        lambda m: f"Woher „{m[1]}“ kommt, steht nirgends; fehlt ein import, oder ist es falsch geschrieben?",
    ),
)


def auf_deutsch(fehler: BaseException) -> str:
    """One sentence, with a full stop; what is not known here keeps Python's words, with the kind of fault before."""
    if isinstance(fehler, Fachfehler):
        return fehler.satz
    if isinstance(fehler, IndentationError):
        return f"In Zeile {fehler.lineno} stimmt die Einrückung nicht."
    if isinstance(fehler, SyntaxError):
        return f"Zeile {fehler.lineno} ist kein gültiges Python; oft fehlt dort oder davor ein Komma oder eine Klammer."
    if isinstance(fehler, ModuleNotFoundError):
        return f"Das Modul „{fehler.name}“ gibt es hier nicht; ist es richtig geschrieben und installiert?"
    if isinstance(fehler, KeyError):
        return f"Den Eintrag {fehler} hat nicht jede Vorlage; .get({fehler}) fragt danach, ohne zu scheitern."
    if isinstance(fehler, AttributeError) and fehler.name:
        traeger = getattr(fehler.obj, "__name__", type(fehler.obj).__name__)
        return f"„{traeger}“ hat kein „{fehler.name}“; ist es richtig geschrieben?"
    for art, wortlaut, satz in _WORTLAUTE:
        treffer = re.fullmatch(wortlaut, str(fehler)) if isinstance(fehler, art) else None
        if treffer:
            return satz(treffer)
    return f"{type(fehler).__name__}: {fehler}".rstrip(".") + "."


def _wer(treffer: re.Match[str]) -> str:
    """The class that was made, or the function that was called."""
    return treffer[1] if treffer[2] == "__init__" else treffer[2]


def _woerter(aufzaehlung: str) -> str:
    return ", ".join(f"„{wort}“" for wort in re.findall(r"'(\w+)'", aufzaehlung))
