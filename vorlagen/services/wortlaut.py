"""The wording on its way: what a body changed becomes the next Fassung, and the next body starts from it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from vorlagen.models import Beratung, Tagesordnungspunkt, Vorlage
from vorlagen.richtext import saeubere
from vorlagen.richtext import text as nur_text
from vorlagen.services import bekanntgabe, beschlusspunkte, fassungen, verlauf
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.services.fassungen import Unterschied
from vorlagen.workflow.begriffe import Ausgang

GEAENDERT = frozenset({Ausgang.ANGENOMMEN_GEAENDERT, Ausgang.EMPFOHLEN_GEAENDERT, Ausgang.GEMISCHT})
Versuch = Tagesordnungspunkt | Beratung
"""An attempt: the agenda item, or the stage itself where there is none."""

_MIT_AENDERUNG = {
    Ausgang.ANGENOMMEN: Ausgang.ANGENOMMEN_GEAENDERT,
    Ausgang.EMPFOHLEN: Ausgang.EMPFOHLEN_GEAENDERT,
}


def mit_wortlaut(vorlage: Vorlage, ergebnis: Ergebnis, ausgang: Ausgang | None) -> Ausgang | None:
    """Agreed to another wording is agreed with changes, unless a person said otherwise."""
    if ausgang is None or ergebnis.ausgang is not None or not weicht_ab(vorlage, ergebnis):
        return ausgang
    return _MIT_AENDERUNG.get(ausgang, ausgang)


def uebernimm(
    vorlage: Vorlage,
    beratung: Beratung,
    top: Tagesordnungspunkt | None,
    ergebnis: Ergebnis,
    ausgang: Ausgang | None,
    *,
    wer_id: str,
    jetzt: datetime,
) -> None:
    """Let a changed resolution travel on inside the running transaction; a correction takes back what it corrects.

    What the body changed at an earlier attempt it has changed: only the same attempt is corrected.
    """
    versuch = top or beratung
    _nimm_zurueck(vorlage, versuch, wer_id, jetzt)
    versuch.fassung_vorher = beratung.fassung_vorher = vorlage.fassung
    beratung.beschlusstext = saeubere(ergebnis.beschlusstext) if ergebnis.beschlusstext else None
    if beratung.beschlusstext and ausgang in GEAENDERT:
        _setze(vorlage, beratung.beschlusstext, wer_id, jetzt)
    versuch.fassung_nachher = beratung.fassung_nachher = vorlage.fassung


def trage_nach(vorlage: Vorlage, top: Tagesordnungspunkt) -> None:
    """What is told late of an earlier attempt changes no text: it was about the one that we have."""
    if top.fassung_nachher is None:
        top.fassung_vorher = top.fassung_nachher = vorlage.fassung


def geaendert_von(vorlage: Vorlage, beratung: Beratung) -> tuple[Unterschied, ...]:
    """What this body changed in the text that was put to it, word by word; at the latest attempt that changed any."""
    geaendert = [versuch for versuch in versuche(beratung) if aenderte(versuch)]
    return geaendert_in(vorlage, geaendert[-1]) if geaendert else ()


def geaendert_in(vorlage: Vorlage, versuch: Versuch) -> tuple[Unterschied, ...]:
    """What changed at this attempt, word by word."""
    if not aenderte(versuch):
        return ()
    return fassungen.vergleiche(vorlage, versuch.fassung_nachher or 0, versuch.fassung_vorher or 0)


def oeffentlich_geaendert_in(vorlage: Vorlage, versuch: Versuch) -> tuple[Unterschied, ...]:
    """What changed in the resolution at this attempt, if everybody knows what it started from and what came of it.

    What a body changed behind closed doors shows neither there nor as what the next one started from.
    """
    if not aenderte(versuch):
        return ()
    bekannt = {_text(vorlage, nr) for nr in _vorgelegte(vorlage)}
    offene = [v for b in vorlage.beratungen if bekanntgabe.ist_oeffentlich(b) for v in versuche(b) if aenderte(v)]
    for offener in sorted(offene, key=lambda v: v.fassung_nachher or 0):
        if _text(vorlage, offener.fassung_vorher) in bekannt:
            bekannt.add(_text(vorlage, offener.fassung_nachher))
            if offener is versuch:
                return tuple(u for u in geaendert_in(vorlage, versuch) if u.feld == "beschlussvorschlag")
    return ()


def versuche(beratung: Beratung) -> Sequence[Versuch]:
    """The attempts of a stage; an internal one that has no agenda is its own."""
    return beratung.versuche or [beratung]


def aenderte(versuch: Versuch) -> bool:
    """True if another text left the body than came to it."""
    return versuch.fassung_nachher is not None and versuch.fassung_nachher != versuch.fassung_vorher


def weicht_ab(vorlage: Vorlage, ergebnis: Ergebnis) -> bool:
    """True if the result has a wording with other words than what was put to the vote; layout does not count."""
    if not ergebnis.beschlusstext:
        return False
    return nur_text(saeubere(ergebnis.beschlusstext)).split() != nur_text(vorlage.beschlussvorschlag).split()


def _vorgelegte(vorlage: Vorlage) -> Sequence[int]:
    """The Fassung with which the paper went to the bodies; the last step before the first of them had it."""
    nr: list[int] = []
    for eintrag in verlauf.lies(vorlage.id):
        if eintrag.was in ("auf_tagesordnung", "ergebnis"):
            break
        if eintrag.was == "schritt":
            nr = [json.loads(eintrag.daten)["fassung"]]
    return nr


def _text(vorlage: Vorlage, nr: int | None) -> str:
    return str(fassungen.text(vorlage, nr or 0)["beschlussvorschlag"])


def _nimm_zurueck(vorlage: Vorlage, versuch: Versuch, wer_id: str, jetzt: datetime) -> None:
    """The text is again what was put to the body at this attempt, if nobody has changed it since."""
    vorher = versuch.fassung_vorher
    if vorher is None or not aenderte(versuch) or vorlage.fassung != versuch.fassung_nachher:
        return
    inhalt = fassungen.inhalt_von(vorlage, vorher)
    _setze(vorlage, str(inhalt["beschlussvorschlag"]), wer_id, jetzt)


def _setze(vorlage: Vorlage, text: str, wer_id: str, jetzt: datetime) -> None:
    if text == vorlage.beschlussvorschlag:
        return
    vorher, vorlage.beschlussvorschlag = vorlage.beschlussvorschlag, text
    beschlusspunkte.folge_dem_text(vorlage, vorher)
    fassungen.halte_fest(vorlage, wer_id=wer_id, jetzt=jetzt)
    fassungen.stelle_fest(vorlage, jetzt=jetzt)
