"""Checks of the ways: the machine's table, real papers on them, and that nothing is promised that does not happen."""

from __future__ import annotations

from itertools import pairwise

from vorlagen.fehler import NichtBerechtigt
from vorlagen.workflow.engine import BedingungOffen, entscheide, maschine, moegliche_schritte, tafel
from vorlagen.workflow.konformitaet.fall import Befund, Prueffall, befund
from vorlagen.workflow.konformitaet.zufallswege import wandere
from vorlagen.workflow.sachstand import Sachstand
from vorlagen.workflow.umzug import luecken
from vorlagen.workflow.wege import huelle
from vorlagen.workflow.workflow import Workflow


def tafel_ist_maschine(fall: Prueffall) -> Befund:
    """Die Tabelle der Schritte ist die der Zustandsmaschine, ohne verborgene Türen."""
    werk = maschine(fall.ablauf)
    der_maschine = {(name, u.source, u.dest) for name in werk.events for u in werk.get_transitions(name)}
    der_tafel = {(s.name, status, s.nach) for status, schritte in tafel(fall.ablauf).items() for s in schritte}
    einseitig = sorted(der_maschine ^ der_tafel)
    fehler = [f"„{name}“ von „{von}“ nach „{nach}“ steht nur auf einer Seite." for name, von, nach in einseitig]
    return befund(tafel_ist_maschine, len(der_maschine), fehler)


def alles_wird_erreicht(fall: Prueffall) -> Befund:
    """Jeder Status wird mit wirklichen Vorlagen erreicht, und aus jedem führt ein Weg zu einem Ende."""
    ablauf = fall.ablauf
    offen = {
        (bild.status, schritt.nach, schritt.name)
        for bild in fall.bilder
        for schritt in tafel(ablauf)[bild.status]
        if not any(regel.gruende(bild) for regel in ablauf.bedingungen(schritt, bild.status))
    }
    erreicht = huelle({ablauf.beginnt_mit}, [(von, nach) for von, nach, _ in offen])
    endend = huelle(set(ablauf.endet_mit), [(nach, von) for von, nach, _ in offen])
    gegangen = {name for _, _, name in offen}
    nie_offen = dict.fromkeys(schritt.name for schritt in ablauf.schritte if schritt.name not in gegangen)
    return befund(
        alles_wird_erreicht,
        len(ablauf.status),
        [
            f"Aus „{status.titel}“ kommt keine Vorlage je zu einem Ende."
            for status in ablauf.status
            if status.name in erreicht and status.name not in endend
        ],
        [f"„{name}“ war für keine Vorlage offen; eigene Sachstände in staende=… helfen." for name in nie_offen],
    )


def erklaert_ist_geschehen(fall: Prueffall) -> Befund:
    """Was ein Knopf verspricht, das geschieht, und was er verweigert, das geschieht nicht."""
    fehler: list[str] = []
    anzahl = 0
    alle = {schritt.name for schritt in fall.ablauf.schritte}
    mengen = (frozenset[str](), *(frozenset({rolle}) for rolle in sorted(fall.rollen)), fall.rollen)
    for bild in fall.bilder:
        for rollen in mengen:
            erklaert = {m.schritt.name: m.moeglich for m in moegliche_schritte(fall.ablauf, bild, rollen)}
            verschwiegen = sorted(alle - erklaert.keys()) if rollen == fall.rollen else []
            for name in (*erklaert, *verschwiegen):
                anzahl += 1
                if erklaert.get(name, False) != _geschieht(fall.ablauf, bild, name, rollen):
                    fehler.append(f"„{name}“ aus „{bild.status}“: erklärt wird etwas anderes, als geschieht.")
    return befund(erklaert_ist_geschehen, anzahl, fehler)


def umzug_ist_vollstaendig(fall: Prueffall) -> Befund:
    """Von jeder früheren Version findet jede Vorlage in die nächste."""
    fehler = [satz for alt, neu in pairwise((*fall.fruehere, fall.ablauf)) for satz in luecken(alt, neu)]
    fehlt = fall.ablauf.version > 1 and not fall.fruehere
    ausgelassen = [f"Frühere Versionen als {fall.ablauf.version} lagen nicht vor; fruehere=… nennt sie."] * fehlt
    return befund(umzug_ist_vollstaendig, len(fall.fruehere), fehler, ausgelassen)


def zufallswege_enden(fall: Prueffall) -> Befund:
    """Auf zufälligen Wegen mit zufälligen Vorlagen scheitert keine Regel, und es gibt ein Ende."""
    wanderung = wandere(fall.ablauf, fall.staende)
    fehler = list(wanderung.fehler)
    if not wanderung.am_ende:
        fehler.append(f"Keiner von {wanderung.wege} zufälligen Wegen kam an ein Ende.")
    nie = sorted({schritt.name for schritt in fall.ablauf.schritte} - wanderung.schritte)
    return befund(zufallswege_enden, wanderung.wege, fehler, [f"„{name}“ kam auf keinem Weg vor." for name in nie])


def _geschieht(ablauf: Workflow, bild: Sachstand, name: str, rollen: frozenset[str]) -> bool:
    try:
        entscheide(ablauf, bild, name, rollen)
    except (BedingungOffen, NichtBerechtigt):
        return False
    return True
