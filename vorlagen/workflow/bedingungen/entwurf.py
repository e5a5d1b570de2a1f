"""Facts about the draft: what has to stand in it before anybody else deals with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vorlagen.workflow.felder import Feld
from vorlagen.workflow.grund import Bedingung, Grund, bedingung
from vorlagen.workflow.sachstand import Sachstand

WAHL = "Wahl"
"""The kind of stage at which a body elects instead of deciding (domain handbook § 3.4)."""

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


@bedingung("Ein Gremium der Beratungsfolge wählt.")
def ein_gremium_waehlt(stand: Sachstand) -> Iterator[Grund]:
    if stand.beratungen and not any(b.entscheidet and b.art == WAHL for b in stand.beratungen):
        yield _fehlt(
            "beratungsfolge", "Kein Gremium der Beratungsfolge wählt.", "bei einem Gremium als Art „Wahl“ wählen"
        )


@bedingung("Mindestens ein Gremium hat die Vorlage noch vor sich.")
def eine_beratung_steht_aus(stand: Sachstand) -> Iterator[Grund]:
    if stand.beratungen and all(beratung.abgeschlossen for beratung in stand.beratungen):
        yield _fehlt(
            "beratungsfolge",
            "Alle Gremien der Beratungsfolge haben die Vorlage schon behandelt.",
            "die Beratungsfolge um eine weitere Station ergänzen",
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


def _fehlt(feld: str, text: str, abhilfe: str) -> Grund:
    return Grund(f"{feld}.fehlt", text, abhilfe=abhilfe, wer="die federführende Stelle", feld=feld)


def _leer(html: str) -> bool:
    return not _MARKEN.sub("", html)
