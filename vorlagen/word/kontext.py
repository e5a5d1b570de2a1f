"""What a template of each kind may say: names, sorts, help. The lead of every check and of the handbook's table.

A contract may grow; a name that once stood here stays, because templates of municipalities say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from vorlagen.fehler import NichtGefunden


class Sorte(StrEnum):
    """What a name stands for; the values are words for people."""

    TEXT = "Text"
    ZAHL = "Zahl"
    DATUM = "Datum"
    JA_NEIN = "ja oder nein"
    RICHTEXT = "formatierter Text"
    LISTE = "Liste"
    GRUPPE = "Gruppe"


@dataclass(frozen=True)
class Name:
    """One name. `leer`: there may be no value (None). `felder`: of a group, or of each entry of a list."""

    name: str
    sorte: Sorte
    hilfe: str
    leer: bool = False
    felder: tuple[Name, ...] = ()

    def feld(self, name: str) -> Name | None:
        """The field of this name, if there is one."""
        return next((feld for feld in self.felder if feld.name == name), None)


@dataclass(frozen=True)
class Vertrag:
    """All names that the templates of one kind of document may say."""

    art: str
    titel: str
    namen: tuple[Name, ...]


def vertrag(art: str) -> Vertrag:
    """The contract of a kind. Raises `NichtGefunden` for a kind that has none."""
    if art not in VERTRAEGE:
        raise NichtGefunden(f"Für „{art}“ gibt es keine Word-Dokumente; es gibt: {', '.join(VERTRAEGE)}.")
    return VERTRAEGE[art]


def abweichungen(art: str, kontext: Mapping[str, object]) -> tuple[str, ...]:
    """Paths at which a context says less or more than the contract of its kind promises; for tests."""
    namen = vertrag(art).namen
    return tuple(_abweichungen(namen, kontext, ""))


def _abweichungen(namen: tuple[Name, ...], werte: Mapping[str, object], pfad: str) -> Iterator[str]:
    for fehlt in sorted({name.name for name in namen} - set(werte)):
        yield f"{pfad}{fehlt} fehlt"
    for zuviel in sorted(set(werte) - {name.name for name in namen}):
        yield f"{pfad}{zuviel} ist nicht vereinbart"
    for name in namen:
        wert = werte.get(name.name)
        if wert is None:
            if name.name in werte and not name.leer:
                yield f"{pfad}{name.name} hat keinen Wert"
        elif isinstance(wert, Mapping):
            yield from _abweichungen(name.felder, wert, f"{pfad}{name.name}.")
        elif isinstance(wert, list | tuple):
            for nr, eintrag in enumerate(wert):
                if isinstance(eintrag, Mapping):
                    yield from _abweichungen(name.felder, eintrag, f"{pfad}{name.name}[{nr}].")


def _text(name: str, hilfe: str, *, leer: bool = False) -> Name:
    return Name(name, Sorte.TEXT, hilfe, leer)


def _datum(name: str, hilfe: str, *, leer: bool = False) -> Name:
    return Name(name, Sorte.DATUM, hilfe, leer)


def _ja_nein(name: str, hilfe: str) -> Name:
    return Name(name, Sorte.JA_NEIN, hilfe)


def _richtext(name: str, hilfe: str) -> Name:
    return Name(name, Sorte.RICHTEXT, hilfe, leer=True)


def _liste(name: str, hilfe: str, *felder: Name) -> Name:
    return Name(name, Sorte.LISTE, hilfe, felder=felder)


def _gruppe(name: str, hilfe: str, *felder: Name, leer: bool = False) -> Name:
    return Name(name, Sorte.GRUPPE, hilfe, leer, felder)


_VORLAGE = (
    _gruppe(
        "koerperschaft",
        "Die Kommune, deren Vorlage es ist.",
        _text("name", "Name, z. B. „Stadt Lindenstadt“."),
        _text("untertitel", "Zeile darunter, z. B. „Die Bürgermeisterin“.", leer=True),
    ),
    _text("nummer", "Nummer der Vorlage; leer, solange sie nicht vergeben ist.", leer=True),
    _text("art", "Art der Vorlage, wie sie oben auf dem Blatt steht."),
    _gruppe(
        "entscheidungsarten",
        "Die drei Kreuze auf dem Deckblatt.",
        _ja_nein("beschluss", "Ein Gremium soll beschließen."),
        _ja_nein("wahl", "Ein Gremium soll wählen."),
        _ja_nein("kenntnisnahme", "Ein Gremium soll zur Kenntnis nehmen."),
    ),
    _ja_nein("oeffentlich", "Ob die Vorlage öffentlich ist."),
    _text("begruendung_nichtoeffentlich", "Warum sie es nicht ist.", leer=True),
    _text("fachbereich", "Das federführende Amt."),
    _text("bearbeiter", "Wer die Vorlage bearbeitet.", leer=True),
    _datum("datum", "Das Datum der Vorlage.", leer=True),
    _text("aktenzeichen", "Das Aktenzeichen.", leer=True),
    _text("betreff", "Worum es geht."),
    _liste(
        "beratungsfolge",
        "Die Stationen in ihrer Reihenfolge.",
        _text("gremium", "Name des Gremiums; bei gemeinsamer Sitzung mehrere."),
        _datum("datum", "Tag der Sitzung; leer, solange er nicht feststeht.", leer=True),
        _text("art", "Art der Entscheidung, z. B. „Vorberatung“."),
        _ja_nein("oeffentlich", "Ob dort öffentlich beraten wird."),
    ),
    _liste(
        "auswirkungen",
        "Die Zeilen „Finanzielle Auswirkung“ und so weiter.",
        _text("titel", "Was betroffen ist."),
        _ja_nein("ja", "Kreuz bei „ja“ (beim Klima auch positiv oder negativ)."),
        _ja_nein("nein", "Kreuz bei „nein“."),
        _ja_nein("offen", "Kreuz bei „noch nicht zu übersehen“."),
        _text("wert_text", "Genauer als das Kreuz, z. B. „ja, positiv“.", leer=True),
        _text("text", "Erläuterung.", leer=True),
    ),
    _richtext("beschlussvorschlag", "Was beschlossen oder zur Kenntnis genommen werden soll."),
    _liste(
        "beschlusspunkte",
        "Einzelne Punkte, die nicht schon im Beschlussvorschlag stehen.",
        _text("nr", "Nummer des Punktes."),
        _text("text", "Wortlaut des Punktes."),
    ),
    _richtext("sachverhalt", "Die Sachverhaltsdarstellung."),
    _liste(
        "felder",
        "Weitere Angaben des Ablaufs.",
        _text("titel", "Bezeichnung."),
        _text("wert", "Angabe in einer Zeile; leer bei formatiertem Text.", leer=True),
        _richtext("text", "Formatierter Text; sonst leer."),
    ),
    _liste(
        "anlagen",
        "Die Anlagen.",
        _text("nr", "Nummer der Anlage."),
        _text("name", "Bezeichnung der Anlage."),
        _ja_nein("oeffentlich", "Ob die Anlage öffentlich ist."),
    ),
    _liste(
        "mitzeichnungen",
        "Wer mitgezeichnet hat.",
        _text("amt", "Das Amt."),
        _text("votum", "Zugestimmt, zugestimmt mit Hinweis, abgelehnt oder zur Kenntnis; leer: noch offen.", leer=True),
        _datum("datum", "Wann.", leer=True),
        _text("name", "Wer.", leer=True),
        _ja_nein("in_vertretung", "Ob in Vertretung gezeichnet wurde."),
    ),
    _liste(
        "vorige_unterschriften",
        "Wer vor der letzten Unterschrift unterzeichnet hat, wo der Ablauf mehrere verlangt.",
        _text("name", "Name."),
        _text("amt", "Amt oder Funktion.", leer=True),
        _datum("datum", "Tag der Unterschrift.", leer=True),
    ),
    _gruppe(
        "unterschrift",
        "Wer freigegeben hat; leer, solange niemand freigegeben hat.",
        _text("name", "Name."),
        _text("amt", "Amt oder Funktion.", leer=True),
        _datum("datum", "Tag der Freigabe.", leer=True),
        leer=True,
    ),
    _ja_nein("entwurf", "Ob das Blatt noch ein Entwurf ist."),
    _datum("stand", "Der Tag, von dem die Angaben sind; auch das Datum in den Dateieigenschaften."),
)

VERTRAEGE: Mapping[str, Vertrag] = MappingProxyType(
    {
        art: Vertrag(art, titel, _VORLAGE)
        for art, titel in (
            ("beschlussvorlage", "Beschlussvorlage"),
            ("mitteilungsvorlage", "Mitteilungsvorlage"),
            ("geschaeftliche_mitteilung", "Geschäftliche Mitteilung"),
        )
    }
)
