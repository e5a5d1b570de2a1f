"""The wording on its way: what a body changed becomes the next Fassung, and the next body starts from it."""

from __future__ import annotations

from datetime import datetime

from vorlagen.models import Beratung, Vorlage
from vorlagen.richtext import saeubere
from vorlagen.richtext import text as nur_text
from vorlagen.services import beschlusspunkte, fassungen
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.services.fassungen import Unterschied
from vorlagen.workflow.begriffe import Ausgang

GEAENDERT = frozenset({Ausgang.ANGENOMMEN_GEAENDERT, Ausgang.EMPFOHLEN_GEAENDERT, Ausgang.GEMISCHT})
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
    ergebnis: Ergebnis,
    ausgang: Ausgang | None,
    *,
    wer_id: str,
    jetzt: datetime,
) -> None:
    """Let a changed resolution travel on inside the running transaction; a correction takes back what it corrects."""
    _nimm_zurueck(vorlage, beratung, wer_id, jetzt)
    beratung.fassung_vorher = vorlage.fassung
    beratung.beschlusstext = saeubere(ergebnis.beschlusstext) if ergebnis.beschlusstext else None
    if beratung.beschlusstext and ausgang in GEAENDERT:
        _setze(vorlage, beratung.beschlusstext, wer_id, jetzt)
    beratung.fassung_nachher = vorlage.fassung


def geaendert_von(vorlage: Vorlage, beratung: Beratung) -> tuple[Unterschied, ...]:
    """What this body changed in the text that was put to it, word by word."""
    vorher, nachher = beratung.fassung_vorher, beratung.fassung_nachher
    if vorher is None or nachher is None or vorher == nachher:
        return ()
    return fassungen.vergleiche(vorlage, nachher, vorher)


def weicht_ab(vorlage: Vorlage, ergebnis: Ergebnis) -> bool:
    """True if the result has a wording with other words than what was put to the vote; layout does not count."""
    if not ergebnis.beschlusstext:
        return False
    return nur_text(saeubere(ergebnis.beschlusstext)).split() != nur_text(vorlage.beschlussvorschlag).split()


def _nimm_zurueck(vorlage: Vorlage, beratung: Beratung, wer_id: str, jetzt: datetime) -> None:
    """The text is again what was put to this body, if nobody has changed it since."""
    vorher, nachher = beratung.fassung_vorher, beratung.fassung_nachher
    if vorher is None or nachher is None or vorher == nachher or vorlage.fassung != nachher:
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
