"""What a template of each kind may say: names, sorts, help. The lead of every check and of the handbook's table.

A contract may grow; a name that once stood here stays, because templates of municipalities say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from vorlagen.fehler import NichtGefunden
from vorlagen.word.sitzungsblaetter import AENDERUNG, AUSZUG, NIEDERSCHRIFT, TAGESORDNUNG
from vorlagen.word.sorten import Name, datum, gruppe, ja_nein, liste, richtext, text


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


_VORLAGE = (
    gruppe(
        "koerperschaft",
        "Die Kommune, deren Vorlage es ist.",
        text("name", "Name, z. B. „Stadt Lindenstadt“."),
        text("untertitel", "Zeile darunter, z. B. „Die Bürgermeisterin“.", leer=True),
    ),
    text("nummer", "Nummer der Vorlage; leer, solange sie nicht vergeben ist.", leer=True),
    text("art", "Art der Vorlage, wie sie oben auf dem Blatt steht."),
    gruppe(
        "entscheidungsarten",
        "Die drei Kreuze auf dem Deckblatt.",
        ja_nein("beschluss", "Ein Gremium soll beschließen."),
        ja_nein("wahl", "Ein Gremium soll wählen."),
        ja_nein("kenntnisnahme", "Ein Gremium soll zur Kenntnis nehmen."),
    ),
    ja_nein("oeffentlich", "Ob die Vorlage öffentlich ist."),
    text("begruendung_nichtoeffentlich", "Warum sie es nicht ist.", leer=True),
    text("fachbereich", "Das federführende Amt."),
    text("bearbeiter", "Wer die Vorlage bearbeitet.", leer=True),
    datum("datum", "Das Datum der Vorlage.", leer=True),
    text("aktenzeichen", "Das Aktenzeichen.", leer=True),
    text("betreff", "Worum es geht."),
    liste(
        "beratungsfolge",
        "Die Stationen in ihrer Reihenfolge.",
        text("gremium", "Name des Gremiums; bei gemeinsamer Sitzung mehrere."),
        datum("datum", "Tag der Sitzung; leer, solange er nicht feststeht.", leer=True),
        text("art", "Art der Entscheidung, z. B. „Vorberatung“."),
        ja_nein("oeffentlich", "Ob dort öffentlich beraten wird."),
    ),
    liste(
        "auswirkungen",
        "Die Zeilen „Finanzielle Auswirkung“ und so weiter.",
        text("titel", "Was betroffen ist."),
        ja_nein("ja", "Kreuz bei „ja“ (beim Klima auch positiv oder negativ)."),
        ja_nein("nein", "Kreuz bei „nein“."),
        ja_nein("offen", "Kreuz bei „noch nicht zu übersehen“."),
        text("wert_text", "Genauer als das Kreuz, z. B. „ja, positiv“.", leer=True),
        text("text", "Erläuterung.", leer=True),
    ),
    richtext("beschlussvorschlag", "Was beschlossen oder zur Kenntnis genommen werden soll."),
    liste(
        "beschlusspunkte",
        "Einzelne Punkte, die nicht schon im Beschlussvorschlag stehen.",
        text("nr", "Nummer des Punktes."),
        text("text", "Wortlaut des Punktes."),
    ),
    richtext("sachverhalt", "Die Sachverhaltsdarstellung."),
    liste(
        "felder",
        "Weitere Angaben des Ablaufs.",
        text("titel", "Bezeichnung."),
        text("wert", "Angabe in einer Zeile; leer bei formatiertem Text.", leer=True),
        richtext("text", "Formatierter Text; sonst leer."),
    ),
    liste(
        "anlagen",
        "Die Anlagen.",
        text("nr", "Nummer der Anlage."),
        text("name", "Bezeichnung der Anlage."),
        ja_nein("oeffentlich", "Ob die Anlage öffentlich ist."),
    ),
    liste(
        "mitzeichnungen",
        "Wer mitgezeichnet hat.",
        text("amt", "Das Amt."),
        text("votum", "Zugestimmt, zugestimmt mit Hinweis, abgelehnt oder zur Kenntnis; leer: noch offen.", leer=True),
        datum("datum", "Wann.", leer=True),
        text("name", "Wer.", leer=True),
        ja_nein("in_vertretung", "Ob in Vertretung gezeichnet wurde."),
    ),
    liste(
        "vorige_unterschriften",
        "Wer vor der letzten Unterschrift unterzeichnet hat, wo der Ablauf mehrere verlangt.",
        text("name", "Name."),
        text("amt", "Amt oder Funktion.", leer=True),
        datum("datum", "Tag der Unterschrift.", leer=True),
    ),
    gruppe(
        "unterschrift",
        "Wer freigegeben hat; leer, solange niemand freigegeben hat.",
        text("name", "Name."),
        text("amt", "Amt oder Funktion.", leer=True),
        datum("datum", "Tag der Freigabe.", leer=True),
        leer=True,
    ),
    ja_nein("entwurf", "Ob das Blatt noch ein Entwurf ist."),
    datum("stand", "Der Tag, von dem die Angaben sind; auch das Datum in den Dateieigenschaften."),
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
    | {
        "niederschrift": Vertrag("niederschrift", "Niederschrift", NIEDERSCHRIFT),
        "tagesordnung": Vertrag("tagesordnung", "Tagesordnung der Sitzungsmappe", TAGESORDNUNG),
        "auszug": Vertrag("auszug", "Auszug aus der Niederschrift", AUSZUG),
        "aenderung": Vertrag("aenderung", "Geänderter Beschluss", AENDERUNG),
    }
)
