"""The faults that a procedure can have, each a sentence that names the place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from vorlagen.workflow.bausteine import Schritt, Status
from vorlagen.workflow.begriffe import Rolle
from vorlagen.workflow.felder import STAMMFELDER, Feld
from vorlagen.workflow.grund import Bedingung

NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")


class Gestalt(Protocol):
    """What a procedure looks like to those who check it."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def titel(self) -> str: ...
    @property
    def beginnt_mit(self) -> str: ...
    @property
    def endet_mit(self) -> tuple[str, ...]: ...
    @property
    def status(self) -> tuple[Status, ...]: ...
    @property
    def schritte(self) -> tuple[Schritt, ...]: ...
    @property
    def felder(self) -> tuple[Feld, ...]: ...
    @property
    def umzug(self) -> Mapping[str, str]: ...
    @property
    def statusnamen(self) -> frozenset[str]: ...


def maengel(ablauf: Gestalt) -> tuple[str, ...]:
    """Every fault of the procedure as a German sentence; empty when it is sound.

    What presupposes sound names (reachability and the like) is only looked at when the names are sound.
    """
    namen = tuple(satz for pruefung in _NAMEN for satz in pruefung(ablauf))
    return namen or tuple(satz for pruefung in _GESTALT for satz in pruefung(ablauf))


def _namen_brauchbar(ablauf: Gestalt) -> Iterator[str]:
    if not NAME.fullmatch(ablauf.name):
        yield f"Der Name „{ablauf.name}“ darf nur aus a–z, 0–9 und _ bestehen (mit höchstens einem Punkt)."
    if ablauf.version < 1:
        yield f"Die Version {ablauf.version} ist kleiner als 1."
    if not ablauf.titel.strip():
        yield "Der Titel fehlt."
    for status in ablauf.status:
        if not NAME.fullmatch(status.name):
            yield f"Der Statusname „{status.name}“ darf nur aus a–z, 0–9 und _ bestehen."
        if not status.titel.strip():
            yield f"Der Status „{status.name}“ hat keinen Titel."


def _nichts_doppelt(ablauf: Gestalt) -> Iterator[str]:
    for name, anzahl in Counter(status.name for status in ablauf.status).items():
        if anzahl > 1:
            yield f"Den Status „{name}“ gibt es {anzahl}-mal."
    kanten = Counter((schritt.name, von) for schritt in ablauf.schritte for von in schritt.quellen)
    for (name, von), anzahl in kanten.items():
        if anzahl > 1:
            yield f"Der Schritt „{name}“ ist aus dem Status „{von}“ {anzahl}-mal beschrieben."


def _status_bekannt(ablauf: Gestalt) -> Iterator[str]:
    orte = [("beginnt_mit", ablauf.beginnt_mit), *(("endet_mit", name) for name in ablauf.endet_mit)]
    orte += [(f"Schritt „{s.name}“, von", von) for s in ablauf.schritte for von in s.quellen]
    orte += [(f"Schritt „{s.name}“, nach", s.nach) for s in ablauf.schritte]
    orte += [("umzug", ziel) for ziel in ablauf.umzug.values()]
    for ort, name in orte:
        if name not in ablauf.statusnamen:
            yield f"{ort}: den Status „{name}“ gibt es nicht."


def _schritte_vollstaendig(ablauf: Gestalt) -> Iterator[str]:
    for schritt in ablauf.schritte:
        if not NAME.fullmatch(schritt.name):
            yield f"Der Schrittname „{schritt.name}“ darf nur aus a–z, 0–9 und _ bestehen."
        if not schritt.quellen or not schritt.rollen:
            yield f"Schritt „{schritt.name}“: es fehlt, woher er führt oder durch wen."
        if schritt.von_selbst and len(schritt.rollen) > 1:
            yield f"Schritt „{schritt.name}“: was von selbst geschieht, hat keine weitere Rolle."
        if schritt.von_selbst and schritt.begruenden:
            yield f"Schritt „{schritt.name}“: was von selbst geschieht, kann niemand begründen."
        for bedingung in tuple[object, ...](schritt.wenn):  # a foreign plug-in is not type-checked
            if not isinstance(bedingung, Bedingung):
                yield f"Schritt „{schritt.name}“: {bedingung!r} ist keine Bedingung (fehlt @bedingung?)."
            elif not bedingung.satz.strip():
                yield f"Schritt „{schritt.name}“: die Bedingung „{bedingung.name}“ hat keinen Satz."
        if schritt.frist and schritt.frist.werktage < 1:
            yield f"Schritt „{schritt.name}“: die Frist „{schritt.frist.name}“ hat keinen Werktag."


def _felder_eindeutig(ablauf: Gestalt) -> Iterator[str]:
    vergeben = {feld.name for feld in STAMMFELDER}
    for feld in ablauf.felder:
        if not NAME.fullmatch(feld.name) or not feld.titel.strip():
            yield f"Das Feld „{feld.name}“ braucht einen Namen aus a–z, 0–9 und _ und einen Titel."
        if feld.name in vergeben:
            yield f"Das Feld „{feld.name}“ gibt es schon."
        if (feld.art == "auswahl") != bool(feld.auswahl):
            yield f"Das Feld „{feld.name}“: eine Auswahl braucht Werte, und nur sie hat welche."
        vergeben.add(feld.name)


def _alles_erreichbar(ablauf: Gestalt) -> Iterator[str]:
    kanten = [(von, schritt.nach) for schritt in ablauf.schritte for von in schritt.quellen]
    for status in ablauf.status:
        if status.name not in _huelle({ablauf.beginnt_mit}, kanten):
            yield f"Der Status „{status.name}“ ist von „{ablauf.beginnt_mit}“ aus nicht zu erreichen."
    rueckwaerts = _huelle(set(ablauf.endet_mit), [(nach, von) for von, nach in kanten])
    for status in ablauf.status:
        if status.name not in rueckwaerts:
            yield f"Aus dem Status „{status.name}“ führt kein Weg zu einem Ende."


def _ende_ist_ende(ablauf: Gestalt) -> Iterator[str]:
    if not ablauf.endet_mit:
        yield "Es fehlt ein Status, mit dem der Ablauf endet."
    for schritt in ablauf.schritte:
        for von in schritt.quellen:
            if (von in ablauf.endet_mit) != schritt.wieder_oeffnet:
                yield (
                    f"Schritt „{schritt.name}“ aus „{von}“: aus einem Ende führt nur, was wieder_oeffnet=True sagt, "
                    "und nur das."
                )


def _automatik_kommt_zur_ruhe(ablauf: Gestalt) -> Iterator[str]:
    kanten = [(von, s.nach) for s in ablauf.schritte if s.durch == Rolle.AUTOMATIK for von in s.quellen]
    for status in ablauf.status:
        if status.name in _huelle({nach for von, nach in kanten if von == status.name}, kanten):
            yield f"Die selbsttätigen Schritte laufen von „{status.name}“ im Kreis."


def _umzug_nur_fuer_verschwundene(ablauf: Gestalt) -> Iterator[str]:
    for alt in ablauf.umzug:
        if alt in ablauf.statusnamen:
            yield f"umzug: den Status „{alt}“ gibt es noch, er zieht nicht um."


def _huelle(start: set[str], kanten: list[tuple[str, str]]) -> set[str]:
    """Everything that can be reached from `start` along the edges, `start` included."""
    erreicht, offen = set(start), list(start)
    while offen:
        hier = offen.pop()
        neu = {nach for von, nach in kanten if von == hier} - erreicht
        erreicht |= neu
        offen.extend(neu)
    return erreicht


_NAMEN: tuple[Callable[[Gestalt], Iterator[str]], ...] = (
    _namen_brauchbar,
    _nichts_doppelt,
    _status_bekannt,
    _schritte_vollstaendig,
    _felder_eindeutig,
)
_GESTALT: tuple[Callable[[Gestalt], Iterator[str]], ...] = (
    _alles_erreichbar,
    _ende_ist_ende,
    _automatik_kommt_zur_ruhe,
    _umzug_nur_fuer_verschwundene,
)
