"""Minutes and extracts as Word files: who gets which form, and when the public part is out."""

from __future__ import annotations

from datetime import date, datetime

from vorlagen.extensions import transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import Sitzung, Tagesordnungspunkt
from vorlagen.services import sitzungen, sitzungsdruck, tops
from vorlagen.services.dokumente import Druck
from vorlagen.services.druckbild import lebendig
from vorlagen.services.wer import Wer
from vorlagen.word import fuelle, schablonen

KEINE = "Diese Niederschrift gibt es nicht, oder Sie dürfen sie noch nicht sehen."


def gib_frei(sitzung_id: str, *, version: int | None, wer: Wer, jetzt: datetime) -> None:
    """Let everybody read the public part of the minutes of a meeting that was held."""
    with transaction():
        sitzung = sitzungen.hole(sitzung_id, zum_schreiben=True)
        sitzungen.pruefe_gremiendienst(sitzung.gremium_id, wer)
        sitzungen.pruefe_version(sitzung, version)
        if sitzung.status != "durchgefuehrt":
            raise EingabeUngueltig("Freigegeben wird die Niederschrift einer Sitzung, die stattgefunden hat.")
        sitzung.niederschrift_frei, sitzung.version = jetzt, sitzung.version + 1


def drucke(sitzung_id: str, *, nur_oeffentlich: bool, wer: Wer, jetzt: datetime) -> Druck:
    """The minutes. Whoever does not look after the body gets the public part, once it is out; else `NichtGefunden`."""
    sitzung = sitzungen.hole(sitzung_id)
    if not sitzungen.ist_gremiendienst(sitzung.gremium_id, wer):
        nur_oeffentlich = True
        if sitzung.niederschrift_frei is None:
            raise NichtGefunden(KEINE)
    stand = sitzungsdruck.niederschrift(sitzung, nur_oeffentlich=nur_oeffentlich, heute=_heute(jetzt))
    ergebnis = fuelle(schablonen.finde("niederschrift"), lebendig(stand))
    return Druck(sitzungsdruck.dateiname(sitzung, "Niederschrift"), ergebnis.inhalt, ergebnis.sha256)


def auszug(top_id: str, *, wer: Wer, jetzt: datetime) -> Druck:
    """The extract of one item with a result: whole for the Gremiendienst and who sees the whole paper.

    Everybody else gets a public item once the minutes are out, and `NichtGefunden` before.
    """
    top, papier = tops.lies(top_id, wer=wer)
    if not (top.ausgang or top.ergebnis):
        raise NichtGefunden("Zu diesem Punkt gibt es noch kein Ergebnis.")
    ganz = sitzungen.ist_gremiendienst(top.sitzung.gremium_id, wer) or (papier is not None and papier.voll)
    if not ganz and not _ist_heraus(top, top.sitzung):
        raise NichtGefunden(KEINE)
    stand = sitzungsdruck.auszug(top, nur_oeffentlich=not ganz, heute=_heute(jetzt))
    ergebnis = fuelle(schablonen.finde("auszug"), lebendig(stand))
    name = sitzungsdruck.dateiname(top.sitzung, f"Auszug-{top.zeichen.replace(' ', '')}")
    return Druck(name, ergebnis.inhalt, ergebnis.sha256)


def _ist_heraus(top: Tagesordnungspunkt, sitzung: Sitzung) -> bool:
    return sitzung.niederschrift_frei is not None and sitzungsdruck.ist_oeffentlich(top)


def _heute(jetzt: datetime) -> date:
    return jetzt.astimezone(BERLIN).date()
