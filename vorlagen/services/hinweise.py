"""Contradictions between a printed label, the kind of stage and the outcome: pointed out, never blocking."""

from __future__ import annotations

from collections.abc import Iterator

from vorlagen.models import Beratung
from vorlagen.workflow.begriffe import ZUGESTIMMT, Ausgang

NEIN = frozenset({Ausgang.ABGELEHNT, Ausgang.VERTAGT, Ausgang.VERWIESEN, Ausgang.ZURUECKGEZOGEN})
JA_WORTE = frozenset({"beschlossen", "angenommen", "zugestimmt"})


def hinweise(beratung: Beratung, ausgang: Ausgang | None) -> tuple[str, ...]:
    """German sentences for whoever has just entered the result."""
    return tuple(_widersprueche(beratung, ausgang))


def _widersprueche(beratung: Beratung, ausgang: Ausgang | None) -> Iterator[str]:
    worte = set((beratung.ergebnis or "").lower().replace(",", " ").split())
    gesamt = next((a for a in reversed(beratung.abstimmungen) if a.gilt and a.art in ("sache", "wahl")), None)
    if ausgang is None:
        yield "Der Ausgang ist noch offen: Die Bezeichnung allein sagt nicht sicher, was geschehen ist."
    elif ausgang in NEIN and worte & JA_WORTE:
        yield f"Die Bezeichnung „{beratung.ergebnis}“ klingt nach Zustimmung, der Ausgang ist „{ausgang.titel}“."
    elif ausgang in ZUGESTIMMT and "abgelehnt" in worte:
        yield f"Die Bezeichnung „{beratung.ergebnis}“ klingt nach Ablehnung, der Ausgang ist „{ausgang.titel}“."
    if ausgang is Ausgang.ANGENOMMEN_GEAENDERT and "ungeändert" in worte:
        yield "Die Bezeichnung sagt „ungeändert“, der Ausgang „geändert angenommen“."
    if beratung.art == "Kenntnisnahme" and ausgang in ZUGESTIMMT:
        yield "Die Station war zur Kenntnisnahme vorgesehen, eingetragen ist ein Beschluss."
    if beratung.entscheidet and ausgang is Ausgang.KENNTNIS_GENOMMEN:
        yield "Die Station soll entscheiden, eingetragen ist eine Kenntnisnahme."
    if gesamt and "einstimmig" in worte and (gesamt.nein or 0) > 0:
        yield f"Die Bezeichnung sagt „einstimmig“, gezählt sind {gesamt.nein} Gegenstimmen."
    gezaehlt = gesamt is not None and gesamt.art == "sache" and gesamt.ja is not None and gesamt.nein is not None
    if gesamt and gezaehlt and ausgang in ZUGESTIMMT and (gesamt.ja or 0) <= (gesamt.nein or 0):
        yield f"Bei {gesamt.ja} Ja und {gesamt.nein} Nein ist ein Beschluss nicht zustande gekommen."
