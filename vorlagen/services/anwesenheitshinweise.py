"""Votes against the attendance list: what does not fit is pointed out, never blocking."""

from __future__ import annotations

from collections.abc import Iterator

from vorlagen.models import Tagesordnungspunkt
from vorlagen.services import beschlussfaehigkeit
from vorlagen.services.abstimmungen import Ergebnis, Stimmen
from vorlagen.services.beschlussfaehigkeit import Beschlussfaehigkeit
from vorlagen.workflow.begriffe import Ausgang

_OHNE_ABSTIMMUNG = frozenset({None, Ausgang.NICHT_BEHANDELT, Ausgang.ZURUECKGEZOGEN})


def hinweise(
    top: Tagesordnungspunkt | None,
    ergebnis: Ergebnis,
    ausgang: Ausgang | None,
    faehig: Beschlussfaehigkeit | None = None,
) -> Iterator[str]:
    """German sentences; nothing where nobody wrote the list. `faehig`, if it is known already, is not asked again."""
    if top is None:
        return
    faehig = faehig or beschlussfaehigkeit.fuer_punkt(top)
    if not faehig.gefuehrt:
        return
    if faehig.gegeben is False and ausgang not in _OHNE_ABSTIMMUNG:
        yield f"Nach der Anwesenheitsliste war das Gremium nicht beschlussfähig: {faehig.gruende[0]}"
    yield from _zu_den_stimmen("", ergebnis.stimmen, faehig)
    for punkt in ergebnis.punkte:
        yield from _zu_den_stimmen(f"Beschlusspunkt {punkt.punkt}: ", punkt.stimmen, faehig)
    for gang in (ergebnis.wahl or {}).get("wahlgaenge") or ():
        zettel = gang.get("abgegeben") if gang.get("abgegeben") is not None else gang.get("ausgegeben")
        if zettel is not None and zettel > faehig.stimmberechtigt:
            yield f"{gang.get('nr', '?')}. Wahlgang: {zettel} Stimmzettel; {_wer(faehig)}."


def _zu_den_stimmen(wo: str, stimmen: Stimmen, faehig: Beschlussfaehigkeit) -> Iterator[str]:
    zahlen = (stimmen.ja, stimmen.nein, stimmen.enthaltung)
    summe = sum(zahl or 0 for zahl in zahlen)
    if summe > faehig.stimmberechtigt:
        yield f"{wo}Gezählt sind {summe} Stimmen; {_wer(faehig)}."
    elif faehig.genau and None not in zahlen and summe < faehig.stimmberechtigt:
        yield f"{wo}Gezählt sind {summe} Stimmen, es fehlen {faehig.stimmberechtigt - summe}; {_wer(faehig)}."
    if stimmen.befangen is not None and stimmen.befangen != faehig.befangen:
        yield f"{wo}Als befangen gezählt: {stimmen.befangen}; beim Punkt vermerkt: {faehig.befangen}."


def _wer(faehig: Beschlussfaehigkeit) -> str:
    befangen = f", davon {faehig.befangen} befangen" if faehig.befangen else ""
    wann = "" if faehig.genau else "; wann der Punkt aufgerufen wurde, ist nicht vermerkt"
    wer = f"{faehig.anwesend} anwesend{befangen}{wann}"
    return f"nach der Anwesenheitsliste konnten {faehig.stimmberechtigt} abstimmen ({wer})"
