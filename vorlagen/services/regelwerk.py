"""Changing what deadlines are reckoned by: a body's rules, the town's own days. What moves by it is said at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt
from vorlagen.kalender import abgabespalten, als_werte, ladungsregel
from vorlagen.models import Gremium, Koerperschaft
from vorlagen.services import nachrechnen, regelgeschichte, sitzungen
from vorlagen.services.nachrechnen import Verschoben
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle

GRUND = 300
"""Characters that may be said of why a rule was changed."""


def setze_regeln(
    gremium_id: str,
    *,
    ladung: Mapping[str, Any],
    abgabe: Mapping[str, Any],
    version: int | None = None,
    grund: str = "",
    wer: Wer,
    jetzt: datetime,
) -> tuple[Verschoben, ...]:
    """Both rules of a body or neither; `version` is the body's as it was seen. Returns and raises as the two do."""
    with transaction(umfassend=True):
        sitzungen.hole_gremium(gremium_id, zum_schreiben=True, version=version)
        setze_abgabe(gremium_id, abgabe, wer=wer)
        return setze_ladung(gremium_id, ladung, grund=grund, wer=wer, jetzt=jetzt)


def setze_ladung(
    gremium_id: str, werte: Mapping[str, Any], *, grund: str = "", wer: Wer, jetzt: datetime
) -> tuple[Verschoben, ...]:
    """Give a body another notice rule (as JSON) and reckon its open deadlines anew; returns those that moved.

    What it was, what it is and why (`grund`) stand in the Protokoll. Raises `EingabeUngueltig`, `NichtBerechtigt`,
    `NichtGefunden`.
    """
    neue = als_werte(ladungsregel(werte))
    if len(grund) > GRUND:
        satz = f"Der Grund hat höchstens {GRUND} Zeichen."
        raise EingabeUngueltig(satz, {"grund": [satz]})
    with transaction():
        gremium = _gremium(gremium_id, wer)
        regelgeschichte.vermerke(gremium, als_werte(ladungsregel(gremium.ladung)), neue, grund, wer=wer, jetzt=jetzt)
        gremium.ladung = neue
        db.session.flush()
        return nachrechnen.rechne_nach(
            gremium.koerperschaft_id,
            anlass=f"Ladungsregel geändert: {gremium.name}",
            jetzt=jetzt,
            wer_id=wer.id or None,
            gremium_id=gremium.id,
        )


def bestaetige(versionen: Mapping[str, int], *, wer: Wer, jetzt: datetime) -> None:
    """These bodies' notice rules were compared with the Geschäftsordnung, as they stood in these versions: all or none.

    Raises `NichtBerechtigt`, `NichtGefunden`, `ZwischenzeitlichGeaendert` if one was changed since it was seen.
    """
    with transaction(umfassend=True):
        for gremium_id, version in sorted(versionen.items()):
            gremium = sitzungen.hole_gremium(gremium_id, zum_schreiben=True, version=version)
            setze_ladung(gremium_id, {**gremium.ladung, "bestaetigt": True}, wer=wer, jetzt=jetzt)


def setze_abgabe(gremium_id: str, werte: Mapping[str, Any], *, wer: Wer) -> None:
    """Give a body another rule for handing in papers. Nobody is reminded of that day, so nothing else moves.

    Raises `EingabeUngueltig`, `NichtBerechtigt`, `NichtGefunden`.
    """
    spalten = abgabespalten(werte)
    with transaction():
        gremium = _gremium(gremium_id, wer)
        for name, wert in spalten.items():
            setattr(gremium, name, wert)


def setze_tage(
    koerperschaft_id: str,
    *,
    schliesstage: Collection[date] | None = None,
    zusatz_feiertage: Collection[tuple[date, str]] | None = None,
    wer: Wer,
    jetzt: datetime,
) -> tuple[Verschoben, ...]:
    """Set the days on which the house is closed, or holidays that the library does not know yet; None leaves them.

    Returns the open deadlines that moved. Raises `NichtBerechtigt`.
    """
    if not wer.hat(Rolle.VERWALTUNG):
        raise NichtBerechtigt("Feiertage und Schließtage trägt die Verwaltung des Systems ein.")
    if any(not name.strip() for _, name in zusatz_feiertage or ()):
        raise EingabeUngueltig("Ein Feiertag braucht einen Namen.")
    with transaction():
        stadt = db.session.get_one(Koerperschaft, koerperschaft_id)
        if schliesstage is not None:
            stadt.schliesstage = [tag.isoformat() for tag in sorted(set(schliesstage))]
        if zusatz_feiertage is not None:
            paare = [[tag.isoformat(), name.strip()] for tag, name in sorted(set(zusatz_feiertage))]
            stadt.einstellungen = {**stadt.einstellungen, "zusatz_feiertage": paare}
        db.session.flush()
        return nachrechnen.rechne_nach(
            koerperschaft_id, anlass="Feiertage oder Schließtage geändert", jetzt=jetzt, wer_id=wer.id or None
        )


def darf_regeln(gremium_id: str, wer: Wer) -> bool:
    """True for who administers the system and for who looks after this body."""
    return wer.hat(Rolle.VERWALTUNG) or sitzungen.ist_gremiendienst(gremium_id, wer)


def pruefe_darf_regeln(gremium_id: str, wer: Wer) -> None:
    """Refuse everybody else."""
    if not darf_regeln(gremium_id, wer):
        raise NichtBerechtigt("Die Fristen eines Gremiums ändern die Verwaltung des Systems und der Gremiendienst.")


def _gremium(gremium_id: str, wer: Wer) -> Gremium:
    """The body, locked before its meetings, its version counted up: it is about to change."""
    gremium = sitzungen.hole_gremium(gremium_id, zum_schreiben=True)
    gremium.version += 1
    pruefe_darf_regeln(gremium.id, wer)
    return gremium
