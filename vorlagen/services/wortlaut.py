"""The wording on its way: what a body changed becomes the next Fassung, and the next body starts from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from vorlagen.models import Beratung, Tagesordnungspunkt, Vorlage
from vorlagen.richtext import saeubere
from vorlagen.richtext import text as nur_text
from vorlagen.services import beschlusspunkte, fassungen, kanten
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


def mit_wortlaut(
    vorlage: Vorlage, beratung: Beratung, top: Tagesordnungspunkt | None, ergebnis: Ergebnis, ausgang: Ausgang | None
) -> Ausgang | None:
    """Agreed to another wording is agreed with changes, unless a person said otherwise."""
    if ausgang is None or ergebnis.ausgang is not None or not weicht_ab(vorlage, beratung, top, ergebnis):
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

    What was put to the vote at an attempt stays what it was, however often its result is entered. Once others have
    gone on with the paper, a wording that is told late is kept with the stage and changes the paper no more.
    """
    versuch = top or beratung
    versuch.fassung_vorher = vorgelegt(vorlage, beratung, top)
    beratung.beschlusstext = saeubere(ergebnis.beschlusstext) if ergebnis.beschlusstext else None
    if ging_weiter(vorlage, beratung, top):
        versuch.fassung_nachher = versuch.fassung_nachher or versuch.fassung_vorher
    else:
        neu = beratung.beschlusstext if ausgang in GEAENDERT else None
        _setze(vorlage, neu or _text(vorlage, versuch.fassung_vorher), wer_id, jetzt)
        versuch.fassung_nachher = vorlage.fassung
    beratung.fassung_vorher, beratung.fassung_nachher = versuch.fassung_vorher, versuch.fassung_nachher


def trage_nach(vorlage: Vorlage, beratung: Beratung, top: Tagesordnungspunkt) -> None:
    """What is told late of an earlier attempt changes no text."""
    top.fassung_vorher = vorgelegt(vorlage, beratung, top)
    top.fassung_nachher = top.fassung_nachher or top.fassung_vorher


def vorgelegt(vorlage: Vorlage, beratung: Beratung, top: Tagesordnungspunkt | None) -> int:
    """The Fassung that was put to the vote at this attempt: the present one unless others have gone on with it."""
    bekannt = (top or beratung).fassung_vorher
    spaetere = [v.fassung_vorher for v in _spaetere(vorlage, beratung, top) if v.fassung_vorher is not None]
    return bekannt if bekannt is not None else min(spaetere, default=vorlage.fassung)


def vorgelegter_text(vorlage: Vorlage, beratung: Beratung, top: Tagesordnungspunkt | None) -> str:
    """The resolution that was put to the vote at this attempt."""
    return _text(vorlage, vorgelegt(vorlage, beratung, top))


def ging_weiter(vorlage: Vorlage, beratung: Beratung, top: Tagesordnungspunkt | None) -> bool:
    """True once somebody else has gone on with the text: a later attempt has a result, or the text is another one."""
    versuch = top or beratung
    zuletzt = versuch.fassung_nachher if versuch.fassung_nachher is not None else versuch.fassung_vorher
    geaendert = zuletzt is not None and zuletzt != vorlage.fassung
    return geaendert or any(v.fassung_nachher is not None for v in _spaetere(vorlage, beratung, top))


def geaendert_von(vorlage: Vorlage, beratung: Beratung) -> tuple[Unterschied, ...]:
    """What this body changed in the text that was put to it, word by word; at the latest attempt that changed any."""
    geaendert = [versuch for versuch in versuche(beratung) if aenderte(versuch)]
    return geaendert_in(vorlage, geaendert[-1]) if geaendert else ()


def geaendert_in(vorlage: Vorlage, versuch: Versuch) -> tuple[Unterschied, ...]:
    """What changed at this attempt, word by word."""
    if not aenderte(versuch):
        return ()
    return fassungen.vergleiche(vorlage, versuch.fassung_nachher or 0, versuch.fassung_vorher or 0)


def versuche(beratung: Beratung) -> Sequence[Versuch]:
    """The attempts of a stage; an internal one that has no agenda is its own."""
    return beratung.versuche or [beratung]


def aenderte(versuch: Versuch) -> bool:
    """True if another text left the body than came to it."""
    return versuch.fassung_nachher is not None and versuch.fassung_nachher != versuch.fassung_vorher


def weicht_ab(vorlage: Vorlage, beratung: Beratung, top: Tagesordnungspunkt | None, ergebnis: Ergebnis) -> bool:
    """True if the result has a wording with other words than what was put to the vote; layout does not count."""
    if not ergebnis.beschlusstext:
        return False
    vorher = vorgelegter_text(vorlage, beratung, top)
    return nur_text(saeubere(ergebnis.beschlusstext)).split() != nur_text(vorher).split()


def _spaetere(vorlage: Vorlage, beratung: Beratung, top: Tagesordnungspunkt | None) -> list[Versuch]:
    """What came after this attempt: the body's later ones, and those of the stages that wait for it."""
    eigene = beratung.versuche
    wieder: list[Versuch] = [*eigene[eigene.index(top) + 1 :]] if top in eigene else []
    spaetere = kanten.wartende(kanten.lies(vorlage), beratung.id)
    danach = [versuch for andere in vorlage.beratungen if andere.id in spaetere for versuch in versuche(andere)]
    return [*wieder, *danach]


def _text(vorlage: Vorlage, nr: int | None) -> str:
    return str(fassungen.text(vorlage, nr or 0)["beschlussvorschlag"])


def _setze(vorlage: Vorlage, text: str, wer_id: str, jetzt: datetime) -> None:
    if text == vorlage.beschlussvorschlag:
        return
    vorher, vorlage.beschlussvorschlag = vorlage.beschlussvorschlag, text
    beschlusspunkte.folge_dem_text(vorlage, vorher)
    fassungen.halte_fest(vorlage, wer_id=wer_id, jetzt=jetzt)
    fassungen.stelle_fest(vorlage, jetzt=jetzt)
