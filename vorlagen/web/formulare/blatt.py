"""The draft form between two looks at it: what was typed, what is stored, what is wrong, what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from vorlagen.extensions import db
from vorlagen.fehler import NichtBerechtigt
from vorlagen.models import Vorlage
from vorlagen.services import beiwerk, schritte, stammdaten
from vorlagen.services.anlagen import HOECHSTENS
from vorlagen.services.sachstand import ablaeufe_fuer, ablauf_fuer, ablauf_von
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.wer import Wer
from vorlagen.web.formulare import vergleich
from vorlagen.web.formulare.auswahl import auswahl, beginnbare
from vorlagen.web.formulare.entwurf import Entwurf, aus_vorlage
from vorlagen.web.formulare.folge import neue
from vorlagen.web.formulare.werte import Pruefung, pruefe
from vorlagen.workflow.begriffe import Rolle
from vorlagen.workflow.felder import Feld
from vorlagen.workflow.grund import Grund
from vorlagen.workflow.workflow import Workflow


@dataclass(frozen=True, slots=True, kw_only=True)
class Blatt:
    """One form. `version` is the state that the person saw; `konflikt`: somebody else has changed it since."""

    entwurf: Entwurf
    ablauf: Workflow
    koerperschaft_id: str
    gespeichert: Entwurf = field(default_factory=Entwurf)
    vorlage: Vorlage | None = None
    version: int | None = None
    konflikt: bool = False

    @property
    def felder(self) -> Sequence[Feld]:
        """What the procedure asks for besides the usual fields."""
        return self.ablauf.felder

    def mit(self, entwurf: Entwurf, **weiteres: Any) -> Blatt:
        """The same form with something else typed in."""
        return replace(self, entwurf=entwurf, **weiteres)

    def geprueft(self) -> Pruefung:
        """The values to save and every fault."""
        return pruefe(self.entwurf, self.gespeichert, self.vorlage, self.ablauf, self.koerperschaft_id)


def leeres(wer: Wer, art: str, *, jetzt: datetime) -> Blatt:
    """The form for a new paper of a kind, or of the first that this person may begin. Raises `NichtBerechtigt`."""
    arten = beginnbare(wer, jetzt=jetzt)
    if not arten:
        raise NichtBerechtigt("Vorlagen anlegen kann, wer sie entwirft. Diese Rolle haben Sie nicht.")
    gewaehlt = next((einzelne for einzelne in arten if einzelne.name == art), arten[0])
    ablauf = ablauf_fuer(stammdaten.koerperschaft(wer.koerperschaft_id), gewaehlt.ablauf)
    entwurf = Entwurf(
        art=gewaehlt.name,
        federfuehrend=wer.amt_id or "",
        einfach={"bearbeiter": wer.name},
        folge=(neue(()),),
    )
    return Blatt(entwurf=entwurf, ablauf=ablauf, koerperschaft_id=wer.koerperschaft_id)


def geladenes(vorlage_id: str, wer: Wer) -> Blatt:
    """The form for a stored draft, read afresh."""
    db.session.rollback()
    vorlage, _ = hole(vorlage_id, wer)
    ablauf = ablauf_von(vorlage)
    stand = aus_vorlage(vorlage, ablauf.felder, beiwerk.lade([vorlage], wer).verweise)
    return Blatt(
        entwurf=stand,
        gespeichert=stand,
        ablauf=ablauf,
        koerperschaft_id=vorlage.koerperschaft_id,
        vorlage=vorlage,
        version=vorlage.version,
    )


def zeige(blatt: Blatt, fehler: Mapping[str, Sequence[str]], *, wer: Wer, jetzt: datetime) -> dict[str, Any]:
    """All that the template needs."""
    moeglich = auswahl(wer, blatt.vorlage, blatt.entwurf, jetzt=jetzt)
    verglichen = (
        vergleich.gespeichertes(blatt.entwurf, blatt.gespeichert, moeglich, blatt.felder) if blatt.konflikt else {}
    )
    return {
        "blatt": blatt,
        "e": blatt.entwurf,
        "auswahl": moeglich,
        "fehler": fehler,
        "stand": verglichen,
        "fehlt": _was_noch_fehlt(blatt.vorlage, wer, jetzt),
        "mit_feldern": blatt.vorlage is None and _arten_unterscheiden_sich(wer, jetzt),
        "hoechstens": HOECHSTENS,
        "anlagen": beiwerk.lade([blatt.vorlage], wer).anlagen if blatt.vorlage else (),
    }


def _arten_unterscheiden_sich(wer: Wer, jetzt: datetime) -> bool:
    """True if some kind asks for more than the others, so that the form depends on the choice."""
    ablaeufe = {art.ablauf for art in beginnbare(wer, jetzt=jetzt)}
    alle = ablaeufe_fuer(stammdaten.koerperschaft(wer.koerperschaft_id))
    return len(ablaeufe) > 1 and any(ablauf.felder for ablauf in alle if ablauf.name in ablaeufe)


def _was_noch_fehlt(vorlage: Vorlage | None, wer: Wer, jetzt: datetime) -> tuple[Grund, ...]:
    """Why the stored draft cannot leave the drafting office yet."""
    if vorlage is None:
        return ()
    vorlage, einblick = hole(vorlage.id, wer)
    ablauf = ablauf_von(vorlage)
    for moeglichkeit in schritte.moegliche(vorlage, einblick, wer, jetzt=jetzt):
        schritt = moeglichkeit.schritt
        if Rolle.FEDERFUEHRUNG in schritt.rollen and schritt.nach not in ablauf.endet_mit:
            return moeglichkeit.gruende
    return ()
