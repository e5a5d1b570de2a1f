"""marshmallow in German and strict: text is text, `true` is not 1, and what a form does not know is refused.

Plain text comes out freed of characters that no database and no Word file can hold. Dates and instants lie in a
range in which calendars can be reckoned with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from marshmallow import RAISE, Schema, fields, validate

from vorlagen.richtext import reinige

JAHRE: Final = range(1900, 2200)
TAG: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


NUR_JETZT: Final = "x-nur-jetzt"
"""Metadata of a field that is told once and kept nowhere."""


def nur_jetzt(schema: type[Schema] | None) -> Sequence[str]:
    """The fields of an answer that are told only once."""
    felder = schema._declared_fields if schema else {}
    return [name for name, feld in felder.items() if feld.metadata.get(NUR_JETZT)]


def saetze(**weitere: str) -> dict[str, Any]:
    """The messages that every field has, and those of one kind of field."""
    return {"required": "Diese Angabe fehlt.", "null": "Hier darf nicht null stehen.", **weitere}


_JAHR: Final = f"Das Jahr muss zwischen {JAHRE[0]} und {JAHRE[-1]} liegen."
_OBJEKT: Final = "Hier gehört ein JSON-Objekt hin."


class Formblatt(Schema):
    """A JSON object whose fields are all known."""

    error_messages = saetze(type=_OBJEKT, unknown="Dieses Feld gibt es hier nicht, oder es lässt sich so nicht setzen.")

    class Meta:
        unknown = RAISE


class Text(fields.String):
    """Text of at most `hoechstens` characters; `noetig`: not an empty one."""

    default_error_messages = saetze(
        invalid="Hier gehört Text hin.",
        zeilen="Bitte ohne Zeilenumbruch.",
        leer="Diese Angabe darf nicht leer sein.",
    )

    def __init__(self, hoechstens: int, *, mehrzeilig: bool = False, noetig: bool = False, **rest: Any) -> None:
        laenge = validate.Length(max=hoechstens, error="Höchstens {max} Zeichen.")
        nicht_leer = {"minLength": 1, "pattern": r"\S"} if noetig else {}
        super().__init__(
            validate=[laenge, *rest.pop("validate", ())], metadata=nicht_leer | rest.pop("metadata", {}), **rest
        )
        self.mehrzeilig, self.noetig = mehrzeilig, noetig

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = reinige(str(super()._deserialize(value, attr, data, **kwargs)))
        if "\n" in text and not self.mehrzeilig:
            raise self.make_error("zeilen")
        if self.noetig and not text.strip():
            raise self.make_error("leer")
        return text


class Auswahl(Text):
    """One of a closed set of words."""

    def __init__(self, werte: Sequence[str], **rest: Any) -> None:
        super().__init__(100, validate=(validate.OneOf(list(werte), error="Möglich sind: {choices}."),), **rest)


class Zahl(fields.Integer):
    """A whole number from `von` to `bis`; neither "7" nor 7.0 nor true is one."""

    default_error_messages = saetze(invalid="Hier gehört eine ganze Zahl hin.", too_large="Diese Zahl ist zu groß.")

    def __init__(self, von: int = 0, bis: int = 2_000_000_000, **rest: Any) -> None:
        grenzen = validate.Range(min=von, max=bis, error="Möglich ist eine ganze Zahl von {min} bis {max}.")
        super().__init__(strict=True, validate=grenzen, **rest)


class JaNein(fields.Boolean):
    """`true` or `false`."""

    default_error_messages = saetze(invalid="Hier gehört true oder false hin.")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid")
        return value


class Tag(fields.Date):
    """A date as 2026-03-02."""

    default_error_messages = saetze(invalid="Hier gehört ein Datum wie 2026-03-02 hin.", jahr=_JAHR)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        if not isinstance(value, str) or not TAG.fullmatch(value):
            raise self.make_error("invalid")
        tag = super()._deserialize(value, attr, data, **kwargs)
        if tag.year not in JAHRE:
            raise self.make_error("jahr")
        return tag


class Augenblick(fields.AwareDateTime):
    """An instant as 2026-03-02T18:00:00+01:00; without an offset nobody knows when that is."""

    default_error_messages = saetze(
        invalid="Hier gehört ein Zeitpunkt mit Zeitzone hin, etwa 2026-03-02T18:00:00+01:00.",
        invalid_awareness="Dem Zeitpunkt fehlt die Zeitzone, etwa +01:00.",
        jahr=_JAHR,
    )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        zeit = super()._deserialize(value, attr, data, **kwargs)
        if zeit.year not in JAHRE:
            raise self.make_error("jahr")
        return zeit


class Liste(fields.List[Any]):
    """A list of at most `hoechstens` things."""

    default_error_messages = saetze(invalid="Hier gehört eine Liste hin.")

    def __init__(self, was: fields.Field[Any], *, hoechstens: int = 200, **rest: Any) -> None:
        super().__init__(was, validate=validate.Length(max=hoechstens, error="Höchstens {max} Einträge."), **rest)


class Teil(fields.Nested):
    """An object within an object."""

    default_error_messages = saetze(type=_OBJEKT)


class Freies(fields.Dict):
    """An object whose keys are not known here; whoever takes it checks it."""

    default_error_messages = saetze(invalid=_OBJEKT)


def flach(meldungen: Mapping[Any, Any], davor: str = "") -> Iterator[tuple[str, list[str]]]:
    """marshmallow's nested messages as ("beratungsfolge.0.art", sentences); "anfrage" is what concerns the whole."""
    for name, wert in meldungen.items():
        ort = davor if name == "_schema" else f"{davor}.{name}".lstrip(".")
        if isinstance(wert, Mapping):
            yield from flach(wert, ort)
        else:
            yield ort or "anfrage", [str(satz) for satz in wert]
