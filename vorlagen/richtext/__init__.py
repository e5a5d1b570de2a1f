"""Rich text: what a person wrote, freed of everything that is not text, emphasis, list, table or link."""

from vorlagen.richtext.aus_word import Eingelesenes, lies_zwischenablage
from vorlagen.richtext.bloecke import (
    Absatz,
    Absatzart,
    Block,
    Lage,
    Lauf,
    Liste,
    Tabelle,
    Zeile,
    Zelle,
)
from vorlagen.richtext.einlesen import aus_text
from vorlagen.richtext.lesen import lies
from vorlagen.richtext.schreiben import saeubere, text
from vorlagen.richtext.zeichen import reinige

__all__ = [
    "Absatz",
    "Absatzart",
    "Block",
    "Eingelesenes",
    "Lage",
    "Lauf",
    "Liste",
    "Tabelle",
    "Zeile",
    "Zelle",
    "aus_text",
    "lies",
    "lies_zwischenablage",
    "reinige",
    "saeubere",
    "text",
]
