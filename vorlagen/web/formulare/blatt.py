"""The draft form between two looks at it: what was typed, what is stored, what is wrong, what is still missing."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from vorlagen.models import Vorlage
from vorlagen.services import beiwerk, stammdaten
from vorlagen.services.anlagen import HOECHSTENS
from vorlagen.services.sachstand import ablaeufe_fuer
from vorlagen.services.wer import Wer
from vorlagen.web.formulare import feldpaare, luecken, mischung, vergleich
from vorlagen.web.formulare.auswahl import Auswahl, auswahl, beginnbare
from vorlagen.web.formulare.entwurf import Entwurf
from vorlagen.web.formulare.luecken import Luecke
from vorlagen.web.formulare.vergleich import Strittiges
from vorlagen.web.formulare.werte import Pruefung, pruefe
from vorlagen.workflow.felder import Feld
from vorlagen.workflow.workflow import Workflow

MEINS: Final = "meins"
GESPEICHERT: Final = "gespeichert"


def neues_fenster() -> str:
    """A word for a window of the browser."""
    return secrets.token_urlsafe(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blatt:
    """One form, brought together with the stored state `version`; `grundlage` is what its person began from.

    `uebernommen` are fields that somebody else has changed meanwhile, `strittig` those that both have changed, with
    `wahl` (meins, gespeichert) where the person has said what is to hold. `fenster` is the word of the browser's
    window, `ersetzt` that of an earlier one whose copy is written on in this.
    """

    entwurf: Entwurf
    ablauf: Workflow
    koerperschaft_id: str
    gespeichert: Entwurf = field(default_factory=Entwurf)
    vorlage: Vorlage | None = None
    version: int | None = None
    grundlage: Entwurf | None = None
    uebernommen: tuple[str, ...] = ()
    strittig: tuple[str, ...] = ()
    wahl: Mapping[str, str] = field(default_factory=dict)
    fenster: str = field(default_factory=neues_fenster)
    ersetzt: str = ""

    @property
    def felder(self) -> Sequence[Feld]:
        """What the procedure asks for besides the usual fields."""
        return self.ablauf.felder

    def mit(self, entwurf: Entwurf, **weiteres: Any) -> Blatt:
        """The same form with something else typed in."""
        return replace(self, entwurf=entwurf, **weiteres)

    def mit_ersatz(self, fenster: str) -> Blatt:
        """The same form in a window of its own, which goes on with the copy of another."""
        return replace(self, fenster=neues_fenster(), ersetzt=fenster)

    @property
    def alle_fenster(self) -> tuple[str, str]:
        """The windows whose copies are done with once this form is saved."""
        return (self.fenster, self.ersetzt)

    @property
    def anfang(self) -> str:
        """What the form began from, for a hidden field; while something is to be decided the first state stays."""
        beginn = self.grundlage if self.strittig and self.grundlage else self.gespeichert
        return feldpaare.als_text(beginn)

    @property
    def offen(self) -> tuple[str, ...]:
        """The fields of which the person has yet to say what is to hold."""
        return tuple(name for name in self.strittig if self.wahl.get(name) not in (MEINS, GESPEICHERT))

    def getippt(self) -> bool:
        """True if it says anything else than what it began from."""
        return mischung.gesagtes(self.entwurf) != mischung.gesagtes(self.grundlage or self.gespeichert)

    def entschieden(self) -> Blatt:
        """The form with what the person chose taken over."""
        entwurf = self.entwurf
        for name in self.strittig:
            if self.wahl.get(name) == GESPEICHERT:
                entwurf = mischung.uebernimm(entwurf, name, self.gespeichert)
        return self.mit(entwurf)

    def luecken(self, *, wer: Wer, jetzt: datetime) -> list[Luecke]:
        """What the draft would lack if it were saved as it is typed."""
        pruefung = self.geprueft()
        if self.vorlage is None:
            pruefung.werte["art"] = self.entwurf.art
        vorlage_id = self.vorlage.id if self.vorlage else None
        return luecken.getippte(vorlage_id, pruefung, self.felder, wer=wer, jetzt=jetzt)

    def geprueft(self) -> Pruefung:
        """The values to save and every fault."""
        return pruefe(self.entwurf, self.gespeichert, self.vorlage, self.ablauf, self.koerperschaft_id)


def zeige(blatt: Blatt, fehler: Mapping[str, Sequence[str]], *, wer: Wer, jetzt: datetime) -> dict[str, Any]:
    """All that the template needs."""
    moeglich = auswahl(wer, blatt.vorlage, blatt.entwurf, jetzt=jetzt)
    return {
        "blatt": blatt,
        "e": blatt.entwurf,
        "auswahl": moeglich,
        "fehler": fehler,
        "stand": _strittiges(blatt, moeglich),
        "fehlt": luecken.gespeicherte(blatt.vorlage, blatt.felder, wer=wer, jetzt=jetzt) if blatt.vorlage else [],
        "mit_feldern": blatt.vorlage is None and _arten_unterscheiden_sich(wer, jetzt),
        "hoechstens": HOECHSTENS,
        "anlagen": beiwerk.lade([blatt.vorlage], wer).anlagen if blatt.vorlage else (),
    }


def _strittiges(blatt: Blatt, moeglich: Auswahl) -> Mapping[str, Strittiges]:
    if not blatt.strittig:
        return {}
    wahl = {name: blatt.wahl.get(name, "") for name in blatt.strittig}
    return vergleich.strittiges(blatt.entwurf, blatt.gespeichert, blatt.grundlage, wahl, moeglich, blatt.felder)


def _arten_unterscheiden_sich(wer: Wer, jetzt: datetime) -> bool:
    """True if some kind asks for more than the others, so that the form depends on the choice."""
    ablaeufe = {art.ablauf for art in beginnbare(wer, jetzt=jetzt)}
    alle = ablaeufe_fuer(stammdaten.koerperschaft(wer.koerperschaft_id))
    return len(ablaeufe) > 1 and any(ablauf.felder for ablauf in alle if ablauf.name in ablaeufe)
