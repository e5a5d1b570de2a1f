"""Facts that most procedures ask for. A town uses these or writes its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vorlagen.workflow.begriffe import ZUGESTIMMT, Ausgang, Votum
from vorlagen.workflow.felder import Feld
from vorlagen.workflow.grund import Bedingung, Grund, bedingung
from vorlagen.workflow.sachstand import Sachstand

_MARKEN = re.compile(r"<[^>]*>|&nbsp;|\s")


@bedingung("Der Betreff steht.")
def betreff_steht(stand: Sachstand) -> Iterator[Grund]:
    if not stand.betreff.strip():
        yield _fehlt("betreff", "Der Betreff fehlt.", "einen Betreff eintragen")


@bedingung("Das federführende Amt steht fest.")
def federfuehrung_steht(stand: Sachstand) -> Iterator[Grund]:
    if not stand.federfuehrend:
        yield _fehlt("federfuehrend", "Das federführende Amt fehlt.", "das federführende Amt wählen")


@bedingung("Der Beschlussvorschlag steht.")
def beschlussvorschlag_steht(stand: Sachstand) -> Iterator[Grund]:
    if _leer(stand.beschlussvorschlag):
        yield _fehlt("beschlussvorschlag", "Der Beschlussvorschlag fehlt.", "den Wortlaut eintragen")


@bedingung("Der Sachverhalt ist dargestellt.")
def sachverhalt_steht(stand: Sachstand) -> Iterator[Grund]:
    if _leer(stand.sachverhalt):
        yield _fehlt("sachverhalt", "Der Sachverhalt fehlt.", "den Sachverhalt darstellen")


@bedingung("Die Beratungsfolge nennt mindestens ein Gremium.")
def beratungsfolge_steht(stand: Sachstand) -> Iterator[Grund]:
    if not stand.beratungen:
        yield _fehlt("beratungsfolge", "Die Beratungsfolge ist leer.", "ein Gremium hinzufügen")


@bedingung("Ein Gremium der Beratungsfolge entscheidet.")
def ein_gremium_entscheidet(stand: Sachstand) -> Iterator[Grund]:
    if stand.beratungen and not any(beratung.entscheidet for beratung in stand.beratungen):
        yield _fehlt(
            "beratungsfolge",
            "Kein Gremium der Beratungsfolge entscheidet.",
            "bei einem Gremium als Art „Entscheidung“ wählen",
        )


@bedingung("Wer nichtöffentlich beraten lassen will, begründet es.")
def nichtoeffentlichkeit_begruendet(stand: Sachstand) -> Iterator[Grund]:
    if not stand.oeffentlich and not stand.begruendung_nichtoeffentlich.strip():
        yield _fehlt(
            "begruendung_nichtoeffentlich",
            "Die Vorlage ist nichtöffentlich, die Begründung fehlt.",
            "die Nichtöffentlichkeit begründen oder die Vorlage öffentlich stellen",
        )


@bedingung("Die Auswirkungen sind eingeschätzt.")
def auswirkungen_eingeschaetzt(stand: Sachstand) -> Iterator[Grund]:
    for art, wert in stand.auswirkungen.items():
        if wert is None:
            yield _fehlt(
                f"auswirkung_{art}",
                f"Die Auswirkung „{art}“ ist nicht eingeschätzt.",
                "ja, nein oder noch nicht zu übersehen wählen",
            )


def pflichtfelder_ausgefuellt(felder: tuple[Feld, ...]) -> Bedingung:
    """The Bedingung that none of these fields is empty; `Workflow` asks it by itself on leaving the draft."""

    @bedingung(f"Ausgefüllt ist: {', '.join(feld.titel for feld in felder)}.")
    def pflichtfelder_ausgefuellt(stand: Sachstand) -> Iterator[Grund]:
        for feld in felder:
            wert = stand.felder.get(feld.name)
            if wert is None or (isinstance(wert, str) and _leer(wert)):
                yield _fehlt(feld.name, f"„{feld.titel}“ fehlt.", f"„{feld.titel}“ ausfüllen")

    return pflichtfelder_ausgefuellt


@bedingung("Alle beteiligten Ämter haben die aktuelle Fassung mitgezeichnet.")
def alle_mitgezeichnet(stand: Sachstand) -> Iterator[Grund]:
    for m in stand.mitzeichnungen:
        if not m.pflicht:
            continue
        if m.votum is None:
            bis = f" (Frist {m.frist:%d.%m.%Y})" if m.frist else ""
            yield Grund(
                "mitzeichnung.offen",
                f"Mitzeichnung {m.amt} fehlt{bis}.",
                abhilfe="erinnern oder die Vertretung zeichnen lassen",
                wer=m.amt,
            )
        elif m.votum is Votum.ABGELEHNT:
            yield Grund(
                "mitzeichnung.abgelehnt",
                f"{m.amt} hat die Mitzeichnung abgelehnt.",
                abhilfe="zurückholen, sich abstimmen und erneut zur Mitzeichnung geben",
                wer=m.amt,
            )
        elif m.fassung != stand.fassung:
            yield Grund(
                "mitzeichnung.veraltet",
                f"{m.amt} hat eine ältere Fassung gezeichnet.",
                abhilfe="die aktuelle Fassung zeichnen",
                wer=m.amt,
            )


@bedingung("Ein Gremium hat die Vorlage auf einer Tagesordnung.")
def auf_einer_tagesordnung(stand: Sachstand) -> Iterator[Grund]:
    if not any(beratung.versuche for beratung in stand.beratungen):
        yield Grund(
            "tagesordnung.fehlt",
            "Die Vorlage steht noch auf keiner Tagesordnung.",
            abhilfe="auf die Tagesordnung einer Sitzung setzen",
            wer="der Gremiendienst",
        )


@bedingung("Alle entscheidenden Gremien haben zugestimmt.")
def beschlossen(stand: Sachstand) -> Iterator[Grund]:
    entscheidende = [b for b in stand.beratungen if b.entscheidet]
    if not entscheidende:
        yield Grund(
            "entscheidung.fehlt",
            "Kein Gremium der Beratungsfolge entscheidet.",
            abhilfe="die Beratungsfolge ergänzen",
            wer="die federführende Stelle",
        )
    for beratung in entscheidende:
        if beratung.ausgang not in ZUGESTIMMT:
            yield _noch_nicht(beratung.gremien, beratung.ausgang, "zugestimmt")


@bedingung("Ein entscheidendes Gremium hat abgelehnt.")
def abgelehnt(stand: Sachstand) -> Iterator[Grund]:
    nein = {Ausgang.ABGELEHNT, Ausgang.NICHT_GEWAEHLT}
    if not any(b.entscheidet and b.ausgang in nein for b in stand.beratungen):
        yield Grund(
            "entscheidung.fehlt",
            "Kein entscheidendes Gremium hat abgelehnt.",
            abhilfe="das Ergebnis der Sitzung eintragen",
            wer="der Gremiendienst",
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
        if not beratung.abgeschlossen:
            yield _noch_nicht(beratung.gremien, beratung.ausgang, "Kenntnis genommen")


@bedingung("Kein Gremium ist zu beteiligen.")
def ohne_beratungsfolge(stand: Sachstand) -> Iterator[Grund]:
    if stand.beratungen:
        yield Grund(
            "beratungsfolge.nicht_leer",
            "Die Vorlage hat eine Beratungsfolge.",
            abhilfe="auf die Tagesordnung setzen",
            wer="der Gremiendienst",
        )


def _fehlt(feld: str, text: str, abhilfe: str) -> Grund:
    return Grund(f"{feld}.fehlt", text, abhilfe=abhilfe, wer="die federführende Stelle", feld=feld)


def _noch_nicht(gremien: tuple[str, ...], ausgang: Ausgang | None, was: str) -> Grund:
    bisher = f" (bisher: {ausgang.titel})" if ausgang else ""
    return Grund(
        "beratung.offen",
        f"{' und '.join(gremien)} {'hat' if len(gremien) == 1 else 'haben'} noch nicht {was}{bisher}.",
        abhilfe="das Ergebnis der Sitzung eintragen",
        wer="der Gremiendienst",
    )


def _leer(html: str) -> bool:
    return not _MARKEN.sub("", html)
