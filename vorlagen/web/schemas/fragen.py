"""What may stand behind the question mark of an address: there everything is text."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any, Final

from marshmallow import fields

from vorlagen.kalender import augenblick, tagesende
from vorlagen.services.arbeitskorb import Teil
from vorlagen.web.schemas.blatt import TAG, Augenblick, Auswahl, Formblatt, Tag, Text, Zahl, saetze

SEITE: Final = 50
GROESSTE_SEITE: Final = 200
OHNE_SEITEN: Final = ("nach", "anzahl")
"""What is not asked of a table: it is the whole list."""
_VERLORENES_PLUS: Final = re.compile(r" (\d\d:\d\d)$", re.ASCII)


class Ziffern(Zahl):
    """A whole number, written in digits."""

    def _validated(self, value: Any) -> int:
        if not isinstance(value, str) or not re.fullmatch(r"-?\d{1,12}", value, re.ASCII):
            raise self.make_error("invalid")
        return int(value)


class Wort(fields.Boolean):
    """ja or nein, true or false."""

    default_error_messages = saetze(invalid="Möglich sind true und false.")

    def __init__(self, **rest: Any) -> None:
        super().__init__(truthy={"true", "ja", "1"}, falsy={"false", "nein", "0"}, **rest)


class Grenze(Augenblick):
    """An instant or a day; a day begins at midnight in Berlin, or as `ende` it ends there."""

    def __init__(self, *, ende: bool = False, **rest: Any) -> None:
        super().__init__(**rest)
        self.ende = ende

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        if TAG.fullmatch(value):
            tag = Tag().deserialize(value)
            return tagesende(tag) if self.ende else augenblick(tag, time(0), frueher=True)
        # An unescaped + in an address arrives as a space.
        return super()._deserialize(_VERLORENES_PLUS.sub(r"+\1", value), attr, data, **kwargs)


class KeineFrage(Formblatt):
    """Nothing: here an address has no filters."""


class Seitenfrage(Formblatt):
    """Which page of a list."""

    nach = Text(400, noetig=True, metadata={"description": "Marke aus links.next; von außen nicht zu deuten"})
    anzahl = Ziffern(1, GROESSTE_SEITE, load_default=SEITE, metadata={"description": "Einträge je Seite"})


class Vorlagenfrage(Seitenfrage):
    """What a list of Vorlagen is narrowed to."""

    status = Text(60, noetig=True)
    art = Text(120, noetig=True, metadata={"description": "Name der Vorlageart"})
    gremium = Text(300, noetig=True, metadata={"description": "Kennung oder Name"})
    amt = Text(
        300, noetig=True, metadata={"description": "Kennung oder Name: federführend oder um Mitzeichnung gebeten"}
    )
    nummer = Text(120, noetig=True)
    oeffentlich = Wort()
    seit = Grenze(metadata={"description": "geändert seit (Zeitpunkt oder Tag, einschließlich)"})
    bis = Grenze(ende=True, metadata={"description": "geändert vor diesem Zeitpunkt oder bis zu diesem Tag"})
    q = Text(300, noetig=True, metadata={"description": "Worte aus Nummer und Betreff"})
    fall = Text(200, noetig=True, metadata={"description": "Kennung eines eingelesenen Falls"})
    wartet_auf_mich = Wort()


class Vorlagentabellenfrage(Vorlagenfrage):
    """The same of a table, which has no pages."""

    class Meta(Vorlagenfrage.Meta):
        exclude = OHNE_SEITEN


class Sitzungsfrage(Seitenfrage):
    """Which meetings."""

    gremium = Text(300, noetig=True, metadata={"description": "Kennung oder Name"})
    ab = Grenze(metadata={"description": "Beginn ab (Zeitpunkt oder Tag, einschließlich)"})
    bis = Grenze(ende=True, metadata={"description": "Beginn vor diesem Zeitpunkt oder bis zu diesem Tag"})


class Sitzungstabellenfrage(Sitzungsfrage):
    """The same of a table, which has no pages."""

    class Meta(Sitzungsfrage.Meta):
        exclude = OHNE_SEITEN


class Fristenfrage(Seitenfrage):
    """Which open deadlines."""

    meine = Wort(metadata={"description": "nur Fristen, in denen ich handeln muss"})
    vorlage = Text(32, noetig=True, metadata={"description": "nur Fristen dieser Vorlage"})


class Fristentabellenfrage(Fristenfrage):
    """The same of a table, which has no pages."""

    class Meta(Fristenfrage.Meta):
        exclude = OHNE_SEITEN


class Korbfrage(Seitenfrage):
    """Which part of the desk."""

    teil = Auswahl(list(Teil), load_default=Teil.MEINE.value, metadata={"description": "ohne Angabe „meine“"})
    aufgabe = Text(120, noetig=True, metadata={"description": "Name der Frist, nur bei „meine“"})


class Vergleichsfrage(Formblatt):
    """Against which Fassung."""

    gegen = Ziffern(1, 100_000, metadata={"description": "die ältere Fassung; ohne Angabe die vorige"})
