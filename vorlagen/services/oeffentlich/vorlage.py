"""What everybody may read of a paper itself: its head, its text, its public fields and files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from vorlagen.fehler import NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import Vorlage
from vorlagen.services import bekanntgabe
from vorlagen.services.beiwerk import Anlagenbild, Beiwerk, Verweis
from vorlagen.services.sachstand import ablauf_von
from vorlagen.workflow.workflow import AblaufFehlerhaft


@dataclass(frozen=True, slots=True)
class Stelle:
    """A town, an office or a body; `aufschrift` is what stands on its door: number and name, or the short name."""

    id: str
    name: str
    aufschrift: str


@dataclass(frozen=True, slots=True)
class Punkt:
    """One point of the resolution as everybody may read it."""

    id: str
    nr: str
    text: str


@dataclass(frozen=True, slots=True)
class Grabstein:
    """An attachment that everybody could read until that day. Never its name, which may be what should not be out."""

    id: str
    am: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OeffentlicheVorlage:
    """A paper for everybody. `status`, `beschlussvorschlag` and `punkte` are what is known outside (ADR 0017).

    `untertitel` stands below the town's name on its paper. `auswirkungen` are (art, wert, text); `felder` the
    procedure's own fields that say that they are public. `ist_beendet`: everybody knows that the paper is done.
    """

    id: str
    koerperschaft: Stelle
    untertitel: str
    nummer: str | None
    art: str
    ablauf: str
    ablauf_version: int
    status: str
    ist_beendet: bool
    betreff: str
    federfuehrend: Stelle | None
    datum: date | None
    beschlussvorschlag: str
    punkte: tuple[Punkt, ...]
    sachverhalt: str
    auswirkungen: tuple[tuple[str, str | None, str | None], ...]
    anlagen: tuple[Anlagenbild, ...]
    grabsteine: tuple[Grabstein, ...]
    verweise: tuple[Verweis, ...]
    felder: Mapping[str, Any]


def zeige(vorlage: Vorlage, beiwerk: Beiwerk) -> OeffentlicheVorlage:
    """The paper as everybody may read it. Whether they may at all, `sichtbarkeit` has said before."""
    wortlaut = beiwerk.wortlaute[vorlage.id]
    ids = {punkt.nr: punkt.id for punkt in vorlage.beschlusspunkte}
    amt = vorlage.federfuehrend
    return OeffentlicheVorlage(
        id=vorlage.id,
        koerperschaft=Stelle(vorlage.koerperschaft_id, vorlage.koerperschaft.name, vorlage.koerperschaft.name),
        untertitel=vorlage.koerperschaft.untertitel,
        nummer=vorlage.nummer,
        art=vorlage.vorlageart.name,
        ablauf=vorlage.ablauf,
        ablauf_version=vorlage.ablauf_version,
        status=bekanntgabe.status(vorlage),
        ist_beendet=bekanntgabe.ist_beendet(vorlage),
        betreff=vorlage.betreff,
        federfuehrend=Stelle(amt.id, amt.name, amt.aufschrift) if amt else None,
        datum=vorlage.datum,
        beschlussvorschlag=wortlaut.text,
        punkte=tuple(Punkt(ids[nr], nr, text) for nr, text in wortlaut.punkte if nr in ids),
        sachverhalt=vorlage.sachverhalt,
        auswirkungen=tuple((z["art"], z.get("wert"), z.get("text")) for z in vorlage.auswirkungen),
        anlagen=tuple(anlage for anlage in beiwerk.anlagen_von(vorlage.id) if anlage.ist_offen),
        grabsteine=tuple(
            Grabstein(anlage.id, anlage.ruecknahme.astimezone(BERLIN).date())
            for anlage in beiwerk.anlagen_von(vorlage.id)
            if anlage.oeffentlich and anlage.ruecknahme is not None
        ),
        verweise=tuple(verweis for verweis in beiwerk.verweise_von(vorlage.id) if verweis.ziel_id),
        felder=_felder(vorlage),
    )


def _felder(vorlage: Vorlage) -> Mapping[str, Any]:
    try:
        felder = ablauf_von(vorlage).felder
    except (NichtGefunden, AblaufFehlerhaft):  # the plug-in that knew what is public is switched off
        return {}
    return {f.name: vorlage.felder[f.name] for f in felder if f.oeffentlich and f.name in vorlage.felder}
