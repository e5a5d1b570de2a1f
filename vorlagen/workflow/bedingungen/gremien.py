"""Facts about what the bodies did."""

from __future__ import annotations

from collections.abc import Iterator

from vorlagen.workflow.begriffe import Ausgang
from vorlagen.workflow.grund import Grund, bedingung
from vorlagen.workflow.sachstand import Beratung, Sachstand

GREMIENDIENST = "der Gremiendienst"


@bedingung("Ein Gremium hat die Vorlage auf seiner Tagesordnung und noch nicht behandelt.")
def auf_einer_tagesordnung(stand: Sachstand) -> Iterator[Grund]:
    if not any(beratung.versuche and not beratung.abgeschlossen for beratung in stand.beratungen):
        yield Grund(
            "tagesordnung.fehlt",
            "Die Vorlage steht noch auf keiner Tagesordnung.",
            abhilfe="auf die Tagesordnung einer Sitzung setzen",
            wer=GREMIENDIENST,
        )


@bedingung("Alle entscheidenden Gremien haben zugestimmt.")
def beschlossen(stand: Sachstand) -> Iterator[Grund]:
    yield from _entscheidung_fehlt(stand)
    for beratung in stand.beratungen:
        if beratung.entscheidet and not beratung.zugestimmt:
            yield _noch_nicht(beratung.gremien, beratung.ausgang, "zugestimmt")


@bedingung("Ein entscheidendes Gremium hat abgelehnt.")
def abgelehnt(stand: Sachstand) -> Iterator[Grund]:
    if not any(b.entscheidet and b.abgelehnt for b in stand.beratungen):
        yield Grund(
            "entscheidung.fehlt",
            "Kein entscheidendes Gremium hat abgelehnt.",
            abhilfe="das Ergebnis der Sitzung eintragen",
            wer=GREMIENDIENST,
        )


@bedingung("Alle Gremien der Beratungsfolge haben Kenntnis genommen.")
def zur_kenntnis_genommen(stand: Sachstand) -> Iterator[Grund]:
    if not stand.beratungen:
        yield Grund(
            "beratungsfolge.leer",
            "Die Beratungsfolge ist leer.",
            abhilfe="ein Gremium hinzufügen",
            wer="die federführende Stelle",
            feld="beratungsfolge",
        )
    for beratung in stand.beratungen:
        behandelt = beratung.abgeschlossen and beratung.ausgang is not Ausgang.ZURUECKGEZOGEN
        if not (behandelt or beratung.intern):
            yield _noch_nicht(beratung.gremien, beratung.ausgang, "Kenntnis genommen")


@bedingung("Kein Gremium ist zu beteiligen.")
def ohne_beratungsfolge(stand: Sachstand) -> Iterator[Grund]:
    if stand.beratungen:
        yield Grund(
            "beratungsfolge.nicht_leer",
            "Die Vorlage hat eine Beratungsfolge.",
            abhilfe="auf die Tagesordnung setzen",
            wer=GREMIENDIENST,
        )


@bedingung("Alle wählenden Gremien haben gewählt.")
def gewaehlt(stand: Sachstand) -> Iterator[Grund]:
    yield from _entscheidung_fehlt(stand)
    for beratung in stand.beratungen:
        if beratung.entscheidet and not _hat_gewaehlt(beratung):
            yield _noch_nicht(beratung.gremien, beratung.ausgang, "gewählt")


@bedingung("Eine Wahl ist gescheitert.")
def nicht_gewaehlt(stand: Sachstand) -> Iterator[Grund]:
    if not any(b.entscheidet and b.abgelehnt for b in stand.beratungen):
        yield Grund(
            "wahl.nicht_gescheitert",
            "Keine Wahl ist gescheitert.",
            abhilfe="das Ergebnis der Sitzung eintragen",
            wer=GREMIENDIENST,
        )


def _hat_gewaehlt(beratung: Beratung) -> bool:
    """Somebody is elected: as a whole, or to one of several offices."""
    return beratung.ausgang is Ausgang.GEWAEHLT or (beratung.zugestimmt and Ausgang.GEWAEHLT in beratung.einzeln)


def _entscheidung_fehlt(stand: Sachstand) -> Iterator[Grund]:
    if not any(beratung.entscheidet for beratung in stand.beratungen):
        yield Grund(
            "entscheidung.fehlt",
            "Kein Gremium der Beratungsfolge entscheidet.",
            abhilfe="die Beratungsfolge ergänzen",
            wer="die federführende Stelle",
        )


def _noch_nicht(gremien: tuple[str, ...], ausgang: Ausgang | None, was: str) -> Grund:
    bisher = f" (bisher: {ausgang.titel})" if ausgang else ""
    return Grund(
        "beratung.offen",
        f"{' und '.join(gremien)} {'hat' if len(gremien) == 1 else 'haben'} noch nicht {was}{bisher}.",
        abhilfe="das Ergebnis der Sitzung eintragen",
        wer=GREMIENDIENST,
    )
