"""The published shape of a case file, and what a file that has another shape is told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

_ORT = Path(__file__).with_name("fall.schema.json")
_ZEIGT = 80
"""Characters of a wrong value that a sentence quotes."""


@cache
def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of a case file, as shipped."""
    return _ORT.read_text(encoding="utf-8")


@cache
def schema() -> dict[str, Any]:
    """The same, parsed."""
    inhalt: dict[str, Any] = json.loads(schema_text())
    return inhalt


def einwaende(fall: Mapping[str, Any]) -> Iterator[str]:
    """One German sentence for each place of the case that does not fit: where, what stands there, what is needed."""
    gesagt = set()
    for fehler in sorted(_pruefer().iter_errors(fall), key=lambda fehler: list(map(str, fehler.absolute_path))):
        satz = _satz(fehler)
        if satz not in gesagt:  # a value may break two rules of one place
            gesagt.add(satz)
            yield satz


def unbekannte(fall: Mapping[str, Any]) -> Iterator[str]:
    """The paths of all keys that the schema does not name, at every level that it describes."""
    yield from _unbekannte(schema(), fall, "")


@cache
def _pruefer() -> Draft202012Validator:
    return Draft202012Validator(schema(), format_checker=FormatChecker(["date"]))


def _satz(fehler: ValidationError) -> str:
    ort = _pfad(fehler.absolute_path)
    if fehler.validator == "required":
        fehlend = next(name for name in fehler.validator_value if name not in fehler.instance)
        gebraucht = _aufgeloest(fehler.schema["properties"][fehlend])["title"]
        return f"„{ort + '.' if ort else ''}{fehlend}“ fehlt; gebraucht wird {gebraucht}."
    wert = json.dumps(fehler.instance, ensure_ascii=False)
    gekuerzt = wert if len(wert) <= _ZEIGT else f"{wert[:_ZEIGT]}…"
    return f"„{ort}“ ist {gekuerzt}; gebraucht wird {fehler.schema['title']}."


def _pfad(teile: Iterable[str | int]) -> str:
    text = "".join(f"[{teil}]" if isinstance(teil, int) else f".{teil}" for teil in teile)
    return text.removeprefix(".")


def _unbekannte(teil: Mapping[str, Any], wert: object, pfad: str) -> Iterator[str]:
    teil = _aufgeloest(teil)
    if isinstance(wert, list) and "items" in teil:
        for nr, einzeln in enumerate(wert):
            yield from _unbekannte(teil["items"], einzeln, f"{pfad}[{nr}]")
    elif isinstance(wert, Mapping) and "properties" in teil:
        vorn = f"{pfad}." if pfad else ""
        yield from (f"{vorn}{name}" for name in wert if name not in teil["properties"])
        for name, unter in teil["properties"].items():
            if name in wert:
                yield from _unbekannte(unter, wert[name], f"{vorn}{name}")


def _aufgeloest(teil: Mapping[str, Any]) -> Mapping[str, Any]:
    """A reference points into the schema's own `$defs`; what stands beside it is for readers."""
    ziel = teil.get("$ref")
    if ziel is None:
        return teil
    gemeint: Mapping[str, Any] = schema()["$defs"][str(ziel).rpartition("/")[2]]
    return gemeint
