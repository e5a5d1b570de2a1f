"""What happens to a meeting once it is called: invited to, moved, cancelled, held."""

from __future__ import annotations

from datetime import datetime

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Koerperschaft, Sitzung
from vorlagen.services import (
    beschlussfaehigkeit,
    fristen,
    nachrechnen,
    niederschriften,
    sitzungspapiere,
    tagesordnungsfassungen,
)
from vorlagen.services.nachrechnen import Verschoben
from vorlagen.services.sitzungen import hole, pruefe_gremiendienst, pruefe_jahr, pruefe_version
from vorlagen.services.termine import ladungsfrist
from vorlagen.services.wer import Wer


def lade_ein(
    sitzung_id: str, *, abgesandt: datetime | None = None, version: int | None = None, wer: Wer, jetzt: datetime
) -> None:
    """Note that the invitation went out (`abgesandt`, else now); its deadline is done.

    The agenda that was sent is kept: as a new Fassung unless it is the newest one. Raises `EingabeUngueltig` for an
    instant still to come, `ZwischenzeitlichGeaendert` if the agenda is no longer the one that was seen.
    """
    with transaction():
        sitzung = hole(sitzung_id, zum_schreiben=True)
        pruefe_gremiendienst(sitzung.gremium_id, wer)
        pruefe_version(sitzung, version)
        if abgesandt is not None and abgesandt > jetzt:
            satz = "Vermerkt wird ein Versand, der schon war."
            raise EingabeUngueltig(satz, {"abgesandt": [satz]})
        if sitzung.status != "geplant":
            raise EingabeUngueltig("Eingeladen wird nur zu einer geplanten Sitzung.")
        sitzung.status, sitzung.version = "eingeladen", sitzung.version + 1
        fristen.beende(jetzt=jetzt, zustand="erledigt", sitzung_id=sitzung.id, abgesandt=abgesandt or jetzt)
        letzte = tagesordnungsfassungen.neueste(sitzung.id)
        if sitzung.steht_seit is None or letzte is None or letzte.inhalt != tagesordnungsfassungen.bild(sitzung):
            tagesordnungsfassungen.halte_fest(sitzung, wer=wer, jetzt=jetzt, anlass="Einladung")


def verlege(
    sitzung_id: str,
    beginn: datetime,
    *,
    ort: str | None = None,
    grund: str,
    version: int | None,
    wer: Wer,
    jetzt: datetime,
) -> tuple[Verschoben, ...]:
    """Move a meeting; its papers and plans go along and are told. Who was invited must be invited again.

    Returns the deadline of its invitation if it moved with it.

    What is to be checked then, `sitzungspruefung.pruefe` says. Raises `EingabeUngueltig` without a reason, or for a
    meeting that was held or cancelled; `ZwischenzeitlichGeaendert`.
    """
    with transaction():
        sitzung = _offene(sitzung_id, version, wer, "Verlegt")
        if not grund.strip():
            raise EingabeUngueltig("Bitte begründen Sie die Verlegung.", {"grund": ["Bitte nennen Sie den Grund."]})
        pruefe_jahr(beginn)
        if beginn == sitzung.beginn:
            raise EingabeUngueltig("Das ist der bisherige Termin.", {"datum": ["Bitte wählen Sie einen anderen Tag."]})
        bisher, frist = sitzung.beginn, ladungsfrist(sitzung.id)
        sitzung.fruehere_termine = [*sitzung.fruehere_termine, bisher.isoformat()]
        sitzung.beginn, sitzung.ort = beginn, sitzung.ort if ort is None else ort.strip()
        sitzung.status, sitzung.version = "geplant", sitzung.version + 1
        db.session.flush()
        fristen.setze_ladung(sitzung, db.session.get_one(Koerperschaft, sitzung.koerperschaft_id), jetzt=jetzt)
        sitzungspapiere.verlege(sitzung, bisher, grund.strip(), wer=wer, jetzt=jetzt)
        return nachrechnen.mit_der_sitzung(sitzung, frist, ladungsfrist(sitzung.id))


def sage_ab(sitzung_id: str, *, grund: str, version: int | None, wer: Wer, jetzt: datetime) -> None:
    """Cancel a meeting: its papers wait for the body's next one, what they were planned for is open again."""
    with transaction():
        sitzung = _offene(sitzung_id, version, wer, "Abgesagt")
        if not grund.strip():
            raise EingabeUngueltig("Bitte begründen Sie die Absage.", {"grund": ["Bitte nennen Sie den Grund."]})
        sitzung.status, sitzung.absagegrund, sitzung.version = "abgesagt", grund.strip(), sitzung.version + 1
        fristen.beende(jetzt=jetzt, zustand="entfallen", sitzung_id=sitzung.id)
        sitzungspapiere.sage_ab(sitzung, grund.strip(), wer=wer, jetzt=jetzt)


def schliesse(
    sitzung_id: str,
    *,
    ende: datetime | None,
    vorsitz: str,
    schriftfuehrung: str,
    version: int | None,
    wer: Wer,
    jetzt: datetime,
) -> None:
    """Note that the meeting took place, until when, and who led it and took the minutes. Can be done again.

    The rules of the body and the number of its members are kept with it until the minutes are released, then for good.
    An invitation that nobody noted stays unnoted: its deadline lapses, nothing is said to have been sent.
    """
    with transaction():
        sitzung = hole(sitzung_id, zum_schreiben=True)
        pruefe_gremiendienst(sitzung.gremium_id, wer)
        pruefe_version(sitzung, version)
        if sitzung.status == "abgesagt" or sitzung.beginn > jetzt:
            raise EingabeUngueltig("Abgeschlossen wird eine Sitzung, die begonnen hat.")
        if ende is not None and ende < sitzung.beginn:
            raise EingabeUngueltig("Das Ende liegt vor dem Beginn.", {"ende": ["Bitte prüfen Sie die Uhrzeit."]})
        sitzung.status, sitzung.ende, sitzung.version = "durchgefuehrt", ende, sitzung.version + 1
        sitzung.vorsitz, sitzung.schriftfuehrung = vorsitz.strip(), schriftfuehrung.strip()
        if niederschriften.neueste(sitzung.id) is None:
            sitzung.ordnung = beschlussfaehigkeit.heutige_ordnung(sitzung)
        fristen.beende(jetzt=jetzt, zustand="entfallen", sitzung_id=sitzung.id)


def _offene(sitzung_id: str, version: int | None, wer: Wer, was: str) -> Sitzung:
    sitzung = hole(sitzung_id, zum_schreiben=True)
    pruefe_gremiendienst(sitzung.gremium_id, wer)
    pruefe_version(sitzung, version)
    if sitzung.status not in ("geplant", "eingeladen"):
        raise EingabeUngueltig(f"{was} wird nur eine Sitzung, die noch bevorsteht.")
    if any(top.ausgang and not top.abgesetzt for top in sitzung.tops):
        raise EingabeUngueltig(
            "In dieser Sitzung sind schon Ergebnisse eingetragen. Falsche bitte zuerst auf „Noch offen“ stellen."
        )
    return sitzung
