"""The one door for change: ask the rules, write everything down, let run what runs by itself, commit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from vorlagen.extensions import transaction
from vorlagen.fehler import EingabeUngueltig, ZwischenzeitlichGeaendert
from vorlagen.kalender import BERLIN
from vorlagen.models import Vorlage
from vorlagen.services import bekanntgabe, fassungen, folgen, fristen, nachgang, runden, verlauf
from vorlagen.services.sachstand import ablauf_von, fotografiere
from vorlagen.services.sichtbarkeit import Einblick, hole, rollen_fuer
from vorlagen.services.sitzungen import ist_gremiendienst
from vorlagen.services.wer import Wer
from vorlagen.workflow import engine
from vorlagen.workflow.begriffe import Rolle
from vorlagen.workflow.engine import Moeglichkeit, Vollzug


def moegliche(vorlage: Vorlage, einblick: Einblick, wer: Wer, *, jetzt: datetime) -> tuple[Moeglichkeit, ...]:
    """Every step from here with all reasons why it is closed to this person; nothing for those who only read."""
    if einblick is not Einblick.VOLL:
        return ()
    stand = fotografiere(vorlage, jetzt.astimezone(BERLIN).date(), wer=wer.id)
    return engine.moegliche_schritte(ablauf_von(vorlage), stand, handelt_als(wer, vorlage))


def moegliche_aller(
    vorlage: Vorlage, personen: Sequence[Wer], *, jetzt: datetime
) -> Mapping[str, tuple[Moeglichkeit, ...]]:
    """Person → the same for each of them, who see all of the paper, from one photograph."""
    ablauf, stand = ablauf_von(vorlage), fotografiere(vorlage, jetzt.astimezone(BERLIN).date())
    return {
        wer.id: engine.moegliche_schritte(ablauf, replace(stand, wer=wer.id), handelt_als(wer, vorlage))
        for wer in personen
    }


def gehe(
    vorlage_id: str, schritt: str, *, version: int, wer: Wer, jetzt: datetime, bemerkung: str | None = None
) -> None:
    """Take a step. `version` is the one that the person saw.

    Raises `NichtGefunden`, `ZwischenzeitlichGeaendert`, `NichtBerechtigt`, `BedingungOffen` with every reason, or
    `EingabeUngueltig` when the step wants a reason and got none.
    """
    with transaction():
        vorlage, _ = hole(vorlage_id, wer, zum_schreiben=True)
        pruefe_version(vorlage, version)
        rollen = handelt_als(wer, vorlage)
        stand = fotografiere(vorlage, jetzt.astimezone(BERLIN).date(), wer=wer.id)
        vollzug = engine.entscheide(ablauf_von(vorlage), stand, schritt, rollen)
        if vollzug.schritt.begruenden and not (bemerkung or "").strip():
            raise EingabeUngueltig(
                f"„{vollzug.schritt.aufschrift}“ braucht eine Begründung.",
                {"bemerkung": ["Bitte begründen Sie den Schritt."]},
            )
        if vollzug.nach == ablauf_von(vorlage).beginnt_mit and Rolle.MITZEICHNUNG in vollzug.schritt.rollen:
            runden.loese_eigene(vorlage, wer=wer, jetzt=jetzt)
        _vollziehe(vorlage, vollzug, rollen & set(vollzug.schritt.rollen), wer.id, jetzt, bemerkung)
        schliesse_ab(vorlage, wer=wer, jetzt=jetzt)


def schliesse_ab(vorlage: Vorlage, *, wer: Wer | None, jetzt: datetime, geheim: bool = False) -> None:
    """The end of every change to a paper: let run what now runs by itself, and count the version up once.

    `wer` is None where the clock has changed it. `geheim`: the change happened behind closed doors.
    """
    heute = jetzt.astimezone(BERLIN).date()
    rollen = handelt_als(wer, vorlage) if wer else frozenset[str]()
    while vollzug := engine.selbsttaetig(ablauf_von(vorlage), fotografiere(vorlage, heute)):
        _vollziehe(vorlage, vollzug, rollen, None, jetzt, None, geheim=geheim)
    vorlage.version += 1
    vorlage.geaendert = jetzt


def pruefe_version(vorlage: Vorlage, version: int | None) -> None:
    """Refuse a change that was made looking at an older state; None is for what may be done without having looked."""
    if version is not None and vorlage.version != version:
        raise ZwischenzeitlichGeaendert(
            "Die Vorlage wurde in der Zwischenzeit geändert. Bitte sehen Sie sich den neuen Stand an und "
            "versuchen Sie es noch einmal."
        )


def handelt_als(wer: Wer, vorlage: Vorlage) -> frozenset[str]:
    """What the person may do with the paper as: once a body has decided, its own Gremiendienst acts for it."""
    rollen, entscheidung = rollen_fuer(wer, vorlage), nachgang.letzte_entscheidung(vorlage)
    if entscheidung is None or any(ist_gremiendienst(gremium.id, wer) for gremium in entscheidung.gremien):
        return rollen
    return rollen - {Rolle.GREMIENDIENST}


def _vollziehe(
    vorlage: Vorlage,
    vollzug: Vollzug,
    rollen: frozenset[str] | set[str],
    wer_id: str | None,
    jetzt: datetime,
    bemerkung: str | None,
    *,
    geheim: bool = False,
) -> None:
    ablauf = ablauf_von(vorlage)
    vorlage.status = vollzug.nach
    vorlage.beendet = jetzt if vollzug.nach in ablauf.endet_mit else None
    if vollzug.von == ablauf.beginnt_mit and vollzug.nach not in ablauf.endet_mit:
        vorlage.eingereicht = vorlage.eingereicht or jetzt
        fassungen.stelle_fest(vorlage, jetzt=jetzt)
    if vollzug.nach == ablauf.beginnt_mit:
        vorlage.freigegeben = None
    fristen.beende_bei_schritt(vorlage, rollen - {Rolle.AUTOMATIK}, jetzt=jetzt)
    daten: dict[str, Any] = {
        "schritt": vollzug.schritt.name,
        "von": vollzug.von,
        "nach": vollzug.nach,
        "fassung": vorlage.fassung,
    }
    anlass = folgen.Anlass(vollzug.schritt.name, wer_id, jetzt)
    for folge in vollzug.folgen:
        daten |= folgen.fuehre_aus(vorlage, folge, anlass)
    quellen = None if wer_id is None else vollzug.schritt.quellen
    bekanntgabe.folge_dem_status(vorlage, vollzug.von, quellen, geheim=geheim)
    if vollzug.frist and vollzug.frist.fuer == Rolle.MITZEICHNUNG:
        runden.frage(vorlage, jetzt=jetzt)
    elif vollzug.frist:
        fristen.setze(vorlage, vollzug.frist, jetzt=jetzt)
    if vollzug.dokument:
        folgen.bestelle_dokument(vorlage, vollzug.schritt, anlass)
    if bemerkung and bemerkung.strip():
        daten["bemerkung"] = bemerkung.strip()
    verlauf.schreibe(vorlage, "schritt", wer_id=wer_id, jetzt=jetzt, daten=daten)
