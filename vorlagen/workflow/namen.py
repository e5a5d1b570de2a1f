"""Are the names fit for use: spelt so that tables, addresses and Word marks take them, each once, each known?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from vorlagen.workflow.begriffe import Rolle
from vorlagen.workflow.felder import STAMMFELDER, Feldart
from vorlagen.workflow.gestalt import Gestalt
from vorlagen.workflow.mitzeichnung import abschnitte

ABLAUFNAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")
NAME = re.compile(r"[a-z][a-z0-9_]*")
LAENGEN = {"Ablauf": 120, "Status": 60, "Schritt": 60, "Rolle": 60, "Frist": 120, "Feld": 60}
"""The longest name of each kind, in characters: so wide are the columns of the tables."""


def namen_brauchbar(ablauf: Gestalt) -> Iterator[str]:
    """Spelling and length."""
    if not ABLAUFNAME.fullmatch(ablauf.name):
        yield f"Der Name „{ablauf.name}“ darf nur aus a–z, 0–9 und _ bestehen (mit höchstens einem Punkt)."
    if ablauf.version < 1:
        yield f"Die Version {ablauf.version} ist kleiner als 1."
    if not ablauf.titel.strip():
        yield "Der Titel fehlt."
    for art, name in _alle(ablauf):
        if not NAME.fullmatch(name):
            yield f"{art} „{name}“: der Name darf nur aus a–z, 0–9 und _ bestehen."
    fristen = [("Frist", schritt.frist.name) for schritt in ablauf.schritte if schritt.frist]
    for art, name in (("Ablauf", ablauf.name), *_alle(ablauf), *fristen):
        if len(name) > LAENGEN[art]:
            yield f"{art} „{name[:20]}…“: der Name hat {len(name)} Zeichen, {LAENGEN[art]} sind erlaubt."


def titel_stehen(ablauf: Gestalt) -> Iterator[str]:
    """Everything that people see has words."""
    for status in ablauf.status:
        if not status.titel.strip():
            yield f"Der Status „{status.name}“ hat keinen Titel."
    for schritt in ablauf.schritte:
        for bedingung in schritt.wenn:
            if not bedingung.satz.strip():
                yield f"Schritt „{schritt.name}“: die Bedingung „{bedingung.name}“ hat keinen Satz."
    for feld in ablauf.felder:
        if not feld.titel.strip():
            yield f"Das Feld „{feld.name}“ hat keinen Titel."


def nichts_doppelt(ablauf: Gestalt) -> Iterator[str]:
    """Two of one name: `transitions` would let the first win in silence."""
    for name, anzahl in Counter(status.name for status in ablauf.status).items():
        if anzahl > 1:
            yield f"Den Status „{name}“ gibt es {anzahl}-mal."
    kanten = Counter((schritt.name, von) for schritt in ablauf.schritte for von in schritt.quellen)
    for (name, von), anzahl in kanten.items():
        if anzahl > 1:
            yield f"Der Schritt „{name}“ ist aus dem Status „{von}“ {anzahl}-mal beschrieben."
    vergeben = {feld.name for feld in STAMMFELDER}
    for feld in ablauf.felder:
        if feld.name in vergeben:
            yield f"Das Feld „{feld.name}“ gibt es schon."
        vergeben.add(feld.name)


def status_bekannt(ablauf: Gestalt) -> Iterator[str]:
    """Whoever names a status means one that there is."""
    orte = [("beginnt_mit", ablauf.beginnt_mit), *(("endet_mit", name) for name in ablauf.endet_mit)]
    orte += [(f"Schritt „{s.name}“, von", von) for s in ablauf.schritte for von in s.quellen]
    orte += [(f"Schritt „{s.name}“, nach", s.nach) for s in ablauf.schritte]
    orte += [("umzug", ziel) for ziel in ablauf.umzug.values()]
    for ort, name in orte:
        if name not in ablauf.statusnamen:
            yield f"{ort}: den Status „{name}“ gibt es nicht."
    for alt in ablauf.umzug:
        if alt in ablauf.statusnamen:
            yield f"umzug: den Status „{alt}“ gibt es noch, er zieht nicht um."


def schritte_vollstaendig(ablauf: Gestalt) -> Iterator[str]:
    """A step comes from somewhere, by somebody; its deadline is for somebody who can end it."""
    handelnde = {rolle for schritt in ablauf.schritte for rolle in schritt.rollen if rolle != Rolle.AUTOMATIK}
    handelnde |= {Rolle.MITZEICHNUNG, Rolle.GREMIENDIENST}  # they sign and set agendas without a step
    datumsfelder = {feld.name for feld in ablauf.felder if feld.art is Feldart.DATUM}
    for schritt in ablauf.schritte:
        ort = f"Schritt „{schritt.name}“: "
        if not schritt.quellen or not schritt.rollen:
            yield f"{ort}es fehlt, woher er führt oder durch wen."
        if schritt.von_selbst and len(schritt.rollen) > 1:
            yield f"{ort}was von selbst geschieht, hat keine weitere Rolle."
        if schritt.von_selbst and schritt.begruenden:
            yield f"{ort}was von selbst geschieht, kann niemand begründen."
        if schritt.frist and not schritt.frist.name.strip():
            yield f"{ort}die Frist hat keinen Namen."
        if schritt.frist and (schritt.frist.werktage >= 1) == (schritt.frist.bis is not None):
            yield f"{ort}die Frist „{schritt.frist.name}“ braucht entweder Werktage (ab 1) oder ein Feld in bis."
        if schritt.frist and schritt.frist.bis is not None and schritt.frist.bis not in datumsfelder:
            yield f"{ort}die Frist „{schritt.frist.name}“ endet mit „{schritt.frist.bis}“, das kein Datumsfeld ist."
        if schritt.frist and schritt.frist.fuer not in handelnde:
            yield f"{ort}die Frist „{schritt.frist.name}“ ist für „{schritt.frist.fuer}“, die hier nie handelt."


def felder_stimmig(ablauf: Gestalt) -> Iterator[str]:
    """A choice has values, and only a choice."""
    for feld in ablauf.felder:
        if (feld.art is Feldart.AUSWAHL) != bool(feld.auswahl):
            yield f"Das Feld „{feld.name}“: eine Auswahl braucht Werte, und nur sie hat welche."


def mitzeichnung_stimmig(ablauf: Gestalt) -> Iterator[str]:
    """Each rule of co-signing once, with words, for an Aufgabe that can be written down, bound to what there is."""
    ordnung, bekannt = ablauf.mitzeichnung, abschnitte(ablauf.felder)
    for name, anzahl in Counter(regel.name for regel in ordnung.regeln).items():
        if anzahl > 1:
            yield f"Die Regel der Mitzeichnung „{name}“ gibt es {anzahl}-mal."
    for regel in ordnung.regeln:
        ort = f"Die Regel der Mitzeichnung „{regel.name}“"
        if not regel.satz.strip():
            yield f"{ort} hat keinen Satz."
        if not NAME.fullmatch(regel.aufgabe):
            yield f"{ort}: die Aufgabe „{regel.aufgabe}“ darf nur aus a–z, 0–9 und _ bestehen."
    genannt = {*ordnung.betrifft, *(abschnitt for regel in ordnung.regeln for abschnitt in regel.betrifft)}
    for abschnitt in sorted(genannt - bekannt):
        es_gibt = ", ".join(sorted(bekannt))
        yield f"mitzeichnung, betrifft: den Abschnitt „{abschnitt}“ gibt es nicht; es gibt: {es_gibt}."


def _alle(ablauf: Gestalt) -> Iterator[tuple[str, str]]:
    yield from (("Status", status.name) for status in ablauf.status)
    yield from (("Schritt", schritt.name) for schritt in ablauf.schritte)
    yield from (("Rolle", rolle) for schritt in ablauf.schritte for rolle in schritt.rollen)
    yield from (("Feld", feld.name) for feld in ablauf.felder)
