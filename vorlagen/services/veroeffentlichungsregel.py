"""The town's rule on when a released public paper becomes public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from vorlagen.extensions import transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Koerperschaft, Vorlage
from vorlagen.services import protokoll, stammdaten
from vorlagen.services.wer import Wer

TAGE_HOECHSTENS: Final = 90
_SCHLUESSEL: Final = "veroeffentlichung"


class Regel(StrEnum):
    """When a town publishes a released paper that has no instant of its own."""

    FREIGABE = "freigabe"
    EINLADUNG = "einladung"
    TAGE = "tage"


@dataclass(frozen=True, slots=True)
class Ordnung:
    """The town's rule; `tage` are calendar days before the first public meeting, where the rule says `TAGE`."""

    regel: Regel = Regel.FREIGABE
    tage: int = 7

    @property
    def satz(self) -> str:
        """The rule in words, as the end of „öffentlich wird sie …“."""
        return {
            Regel.FREIGABE: "mit der Freigabe",
            Regel.EINLADUNG: "sobald zu einer Sitzung eingeladen ist, in der sie öffentlich behandelt wird",
            Regel.TAGE: f"{self.tage} Tage vor der ersten Sitzung, in der sie öffentlich behandelt wird",
        }[self.regel]


def ordnung(koerperschaft: Koerperschaft) -> Ordnung:
    """What the town has set; nothing set means with the release."""
    gesetzt: Mapping[str, Any] = koerperschaft.einstellungen.get(_SCHLUESSEL, {})
    return Ordnung(Regel(gesetzt.get("regel", Regel.FREIGABE)), int(gesetzt.get("tage", Ordnung().tage)))


def setze_ordnung(regel: str, tage: int | None, *, wer: Wer, jetzt: datetime) -> Ordnung:
    """Set the rule of the person's town; what is public stays so. Raises `NichtBerechtigt`, `EingabeUngueltig`."""
    stammdaten.pruefe_verwaltung(wer)
    if regel not in set(Regel):
        raise EingabeUngueltig("Diese Regel gibt es nicht.", {"regel": ["Bitte eine der Regeln wählen."]})
    if regel == Regel.TAGE and (tage is None or not 1 <= tage <= TAGE_HOECHSTENS):
        satz = f"Bitte eine Zahl von 1 bis {TAGE_HOECHSTENS} eintragen."
        raise EingabeUngueltig(satz, {"tage": [satz]})
    neu = Ordnung(Regel(regel), tage or Ordnung().tage)
    with transaction() as sitzung:
        koerperschaft = sitzung.get_one(Koerperschaft, wer.koerperschaft_id, with_for_update=True)
        bisher = ordnung(koerperschaft)
        if bisher != neu:
            eintrag = {"regel": neu.regel.value, "tage": neu.tage}
            koerperschaft.einstellungen = {**koerperschaft.einstellungen, _SCHLUESSEL: eintrag}
            daten = {"name": _SCHLUESSEL, "bisher": bisher.regel.value, "neu": neu.regel.value, "tage": neu.tage}
            protokoll.schreibe(protokoll.Ereignis.EINSTELLUNG_GEAENDERT, wer=wer, daten=daten, jetzt=jetzt)
    return neu


def folge_der_freigabe(vorlage: Vorlage, *, jetzt: datetime) -> None:
    """The paper has just been released: public now, or when its time comes.

    What was taken back stays so until somebody publishes it again on purpose.
    """
    sofort = vorlage.veroeffentlichen_am is None and ordnung(vorlage.koerperschaft).regel is Regel.FREIGABE
    offen = vorlage.oeffentlich and vorlage.ruecknahme is None
    vorlage.veroeffentlicht = jetzt if offen and sofort else None
