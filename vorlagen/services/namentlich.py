"""Roll calls: who voted how, by name. Against the attendance list and against the counts; never of a secret vote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Anwesenheit, Beratung, Tagesordnungspunkt
from vorlagen.services import anwesenheiten
from vorlagen.services.abstimmungen import Ergebnis, Stimmen
from vorlagen.services.einzelstimmen import WORTE, Einzelstimme, Stimme

_GEHEIM: Final = re.compile(r"(?<!nicht )\bgeheim", re.IGNORECASE)


def pruefe(beratung: Beratung, top: Tagesordnungspunkt | None, ergebnis: Ergebnis) -> Ergebnis:
    """The result as it is to be kept: those who are on record as biased are named with it, empty counts are counted.

    Raises `EingabeUngueltig` if the vote was secret, or somebody is named twice or did not belong there.
    """
    if not any(stimmen.namentlich for _, stimmen in _alle(ergebnis)):
        return ergebnis
    worte = ((ergebnis.wahl or {}).get("verfahren"), ergebnis.ergebnis, *(s.worte for _, s in _alle(ergebnis)))
    if any(_GEHEIM.search(wort) for wort in worte if wort):
        raise _ungueltig("Die Abstimmung war geheim; wer wie gestimmt hat, wird nicht festgehalten.")
    moegliche = set(waehlende(beratung, top))
    befangene = [zeile.anwesenheit.name for zeile in anwesenheiten.befangene(top.id)] if top else []

    def fertig(stimmen: Stimmen) -> Stimmen:
        return _mit_zahlen(_mit_befangenen(_bekannte(stimmen, moegliche), befangene)) if stimmen.namentlich else stimmen

    return replace(
        ergebnis,
        stimmen=fertig(ergebnis.stimmen),
        punkte=tuple(replace(punkt, stimmen=fertig(punkt.stimmen)) for punkt in ergebnis.punkte),
        verfahren=tuple(replace(antrag, stimmen=fertig(antrag.stimmen)) for antrag in ergebnis.verfahren),
        antraege=tuple(replace(antrag, stimmen=fertig(antrag.stimmen)) for antrag in ergebnis.antraege),
        gruppen=tuple(replace(gruppe, stimmen=fertig(gruppe.stimmen)) for gruppe in ergebnis.gruppen),
    )


def waehlende(beratung: Beratung, top: Tagesordnungspunkt | None) -> Sequence[str]:
    """The names that may stand in a roll call: who was there and had a vote, else who holds a seat; in their order."""
    if top is None:
        sitze = [sitz for gremium in beratung.gremien for sitz in anwesenheiten.mitglieder(gremium.id)]
    elif liste := anwesenheiten.liste(top.sitzung_id):
        return [zeile.name for zeile in liste if zeile.stimmberechtigt and zeile.stand == "anwesend"]
    else:
        sitze = list(anwesenheiten.sitze(top.sitzung))
    return list(dict.fromkeys(sitz.name for sitz in sitze if sitz.stimmberechtigt))


def hinweise(top: Tagesordnungspunkt | None, ergebnis: Ergebnis) -> Iterator[str]:
    """German sentences on what does not fit in a roll call; none without one."""
    aufrufe = [(wo, stimmen) for wo, stimmen in _alle(ergebnis) if stimmen.namentlich]
    if not aufrufe:
        return
    liste = anwesenheiten.liste(top.sitzung_id) if top else ()
    befangene = {zeile.anwesenheit.name for zeile in anwesenheiten.befangene(top.id)} if top else set[str]()
    for wo, stimmen in aufrufe:
        yield from _zu_den_zahlen(wo, stimmen)
        yield from _zur_liste(wo, stimmen, liste, befangene, top)


def _alle(ergebnis: Ergebnis) -> Iterator[tuple[str, Stimmen]]:
    """Every vote of a result, with what it was about."""
    yield "", ergebnis.stimmen
    for punkt in ergebnis.punkte:
        yield f"Beschlusspunkt {punkt.punkt}: ", punkt.stimmen
    for verfahren in ergebnis.verfahren:
        yield f"Antrag „{verfahren.antrag}“: ", verfahren.stimmen
    for antrag in ergebnis.antraege:
        yield f"Änderungsantrag „{antrag.antrag}“: ", antrag.stimmen
    for gruppe in ergebnis.gruppen:
        yield f"{gruppe.name}: ", gruppe.stimmen


def _bekannte(stimmen: Stimmen, moegliche: set[str]) -> Stimmen:
    """With clean names. Where nobody wrote down who belongs to the body, every name is taken."""
    reine = tuple(Einzelstimme(eine.name.strip(), Stimme(eine.stimme)) for eine in stimmen.namentlich)
    doppelte = [name for name, anzahl in Counter(eine.name for eine in reine).items() if anzahl > 1]
    if doppelte:
        raise _ungueltig(f"{', '.join(doppelte)} ist mehrfach genannt; jede Person stimmt einmal.")
    fremde = [eine.name for eine in reine if moegliche and eine.name not in moegliche]
    if fremde:
        raise _ungueltig(
            f"{', '.join(fremde)} konnte hier nicht abstimmen; bitte prüfen Sie Namen und Anwesenheitsliste."
        )
    return replace(stimmen, namentlich=reine)


def _mit_befangenen(stimmen: Stimmen, befangene: Iterable[str]) -> Stimmen:
    genannte = {eine.name for eine in stimmen.namentlich}
    weitere = (Einzelstimme(name, Stimme.BEFANGEN) for name in befangene if name not in genannte)
    return replace(stimmen, namentlich=(*stimmen.namentlich, *weitere))


def _mit_zahlen(stimmen: Stimmen) -> Stimmen:
    if not (stimmen.ja is stimmen.nein is stimmen.enthaltung is None):
        return stimmen
    zahlen = Counter(eine.stimme for eine in stimmen.namentlich)
    return replace(
        stimmen,
        ja=zahlen[Stimme.JA],
        nein=zahlen[Stimme.NEIN],
        enthaltung=zahlen[Stimme.ENTHALTUNG],
        befangen=zahlen[Stimme.BEFANGEN] if stimmen.befangen is None else stimmen.befangen,
    )


def _zu_den_zahlen(wo: str, stimmen: Stimmen) -> Iterator[str]:
    zahlen = Counter(eine.stimme for eine in stimmen.namentlich)
    for stimme, wort in WORTE.items():
        gezaehlt = getattr(stimmen, stimme)
        if gezaehlt is not None and gezaehlt != zahlen[stimme]:
            yield f"{wo}Gezählt: {gezaehlt} {wort}; namentlich genannt: {zahlen[stimme]}."


def _zur_liste(
    wo: str,
    stimmen: Stimmen,
    liste: Sequence[Anwesenheit],
    befangene: set[str],
    top: Tagesordnungspunkt | None,
) -> Iterator[str]:
    stimmen_von = {eine.name: eine.stimme for eine in stimmen.namentlich}
    mitgestimmt = [name for name, stimme in stimmen_von.items() if name in befangene and stimme != Stimme.BEFANGEN]
    if mitgestimmt:
        yield f"{wo}Als befangen vermerkt, aber mit Stimme genannt: {', '.join(mitgestimmt)}."
    da = {z.name for z in liste if z.stimmberechtigt and anwesenheiten.war_da(z, top.aufgerufen if top else None)}
    weg = [name for name, stimme in stimmen_von.items() if stimme != Stimme.BEFANGEN and name not in da]
    if liste and weg:
        yield f"{wo}Nach der Anwesenheitsliste nicht dabei: {', '.join(weg)}."
    ohne = [zeile.name for zeile in liste if zeile.name in da - set(stimmen_von)]
    if ohne:
        yield f"{wo}Namentlich fehlt: {', '.join(ohne)}."


def _ungueltig(satz: str) -> EingabeUngueltig:
    return EingabeUngueltig(satz, {"namentlich": [satz]})
