"""What the fields of a Vorlage are: one framework-free list, from which form, JSON schema, import and Word are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Feldart(StrEnum):
    """What kind of value a field holds, and so which control, JSON type and print it gets."""

    ZEILE = "zeile"
    TEXT = "text"
    RICHTEXT = "richtext"
    ZAHL = "zahl"
    DATUM = "datum"
    JA_NEIN = "ja_nein"
    AUSWAHL = "auswahl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feld:
    """One field. Non-public unless it says so: an unset field never leaves the house.

    `laenge` is the longest text in characters; `auswahl` the allowed values of an `AUSWAHL`.
    """

    name: str
    titel: str
    art: Feldart = Feldart.ZEILE
    hilfe: str = ""
    pflicht: bool = False
    oeffentlich: bool = False
    laenge: int | None = None
    auswahl: tuple[str, ...] = ()

    def in_worten(self, wert: object) -> str:
        """A value as people read it: a stored ISO date as 18.05.2018, numbers with a comma, ja or nein."""
        match self.art:
            case Feldart.JA_NEIN:
                return "ja" if wert else "nein"
            case Feldart.DATUM:
                return f"{date.fromisoformat(str(wert)):%d.%m.%Y}"
            case Feldart.ZAHL:
                return str(wert).replace(".", ",")
            case _:
                return str(wert)


STAMMFELDER: tuple[Feld, ...] = (
    Feld(
        name="betreff",
        titel="Betreff",
        hilfe="So, wie er auf der Tagesordnung stehen soll.",
        pflicht=True,
        oeffentlich=True,
        laenge=1000,
    ),
    Feld(name="aktenzeichen", titel="Aktenzeichen", laenge=100),
    Feld(name="bearbeiter", titel="Bearbeitung", hilfe="Wer Fragen dazu beantwortet.", laenge=200),
    Feld(name="datum", titel="Datum", art=Feldart.DATUM, oeffentlich=True),
    Feld(name="oeffentlich", titel="Öffentlich", art=Feldart.JA_NEIN, pflicht=True, oeffentlich=True),
    Feld(
        name="begruendung_nichtoeffentlich",
        titel="Begründung der Nichtöffentlichkeit",
        art=Feldart.TEXT,
        hilfe="Warum berechtigte Interessen Einzelner oder das öffentliche Wohl es verlangen.",
        laenge=2000,
    ),
    Feld(
        name="beschlussvorschlag",
        titel="Beschlussvorschlag",
        art=Feldart.RICHTEXT,
        hilfe="Wortlaut, über den abgestimmt wird; für sich allein verständlich.",
        oeffentlich=True,
    ),
    Feld(
        name="sachverhalt",
        titel="Sachverhalt",
        art=Feldart.RICHTEXT,
        pflicht=True,
        oeffentlich=True,
        hilfe="Worum es geht und was für die Entscheidung zu wissen ist.",
    ),
)
"""The fields that every Vorlage has; a procedure adds its own through `Workflow.felder`."""

AUSWIRKUNGEN: tuple[tuple[str, str], ...] = (
    ("finanziell", "Finanzielle Auswirkung"),
    ("personell", "Personelle Auswirkung"),
    ("organisatorisch", "Organisatorische Auswirkung"),
    ("kennzahlen", "Auswirkung auf Kennzahlen"),
    ("klima", "Auswirkung auf das Klima"),
)
"""The rows of the effects matrix: name and what is printed."""
