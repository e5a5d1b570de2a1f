"""Many papers for one agenda: what would come on it, what cannot and why, and which meetings there are for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.models import Beratung, Sitzung, Vorlage, beratung_gremium
from vorlagen.services import aufnahme, sitzungen
from vorlagen.services.sichtbarkeit import voller_einblick
from vorlagen.services.wer import Wer
from vorlagen.workflow.grund import Grund

HOECHSTENS = 200
"""So many papers go on an agenda at once."""


@dataclass(frozen=True, slots=True)
class Vorhaben:
    """A paper that somebody wants on the agenda; `gruende` are why it cannot come, none if it can."""

    vorlage_id: str
    nummer: str | None
    betreff: str
    oeffentlich: bool
    beratung_id: str | None
    art: str
    gruende: tuple[Grund, ...]


def plane(sitzung: Sitzung, vorlage_ids: Collection[str], *, wer: Wer, jetzt: datetime) -> Sequence[Vorhaben]:
    """What would become of each of these papers, by number; those that the person may not see whole are left out."""
    frage = select(Vorlage).where(Vorlage.id.in_(sorted(vorlage_ids)[:HOECHSTENS]), voller_einblick(wer))
    papiere = db.session.scalars(frage.order_by(Vorlage.nummer, Vorlage.id)).unique()
    return [_vorhaben(sitzung, vorlage, jetzt) for vorlage in papiere]


def termine(vorlage_ids: Collection[str], *, wer: Wer, jetzt: datetime) -> Sequence[Sitzung]:
    """The coming meetings of the bodies on these papers' ways that the person looks after, soonest first."""
    von = (
        select(beratung_gremium.c.gremium_id)
        .join(Beratung, Beratung.id == beratung_gremium.c.beratung_id)
        .join(Vorlage, Vorlage.id == Beratung.vorlage_id)
        .where(Vorlage.id.in_(sorted(vorlage_ids)[:HOECHSTENS]), voller_einblick(wer))
    )
    gremien = set(db.session.scalars(von))
    kommende = sitzungen.kommende(ab=jetzt, anzahl=HOECHSTENS)
    return [s for s in kommende if s.gremium_id in gremien and sitzungen.ist_gremiendienst(s.gremium_id, wer)]


def _vorhaben(sitzung: Sitzung, vorlage: Vorlage, jetzt: datetime) -> Vorhaben:
    """The first stage of this body that can come; else the last, which says why not."""
    stationen = [b for b in vorlage.beratungen if sitzung.gremium_id in {gremium.id for gremium in b.gremien}]
    gruende: tuple[Grund, ...] = (
        Grund("gremium.unpassend", f"{sitzung.gremium.name} steht nicht in der Beratungsfolge."),
    )
    gewaehlte: Beratung | None = None
    for gewaehlte in stationen:
        gruende = aufnahme.warum_nicht(sitzung, vorlage, gewaehlte, jetzt=jetzt)
        if not gruende:
            break
    return Vorhaben(
        vorlage_id=vorlage.id,
        nummer=vorlage.nummer,
        betreff=vorlage.betreff,
        oeffentlich=vorlage.oeffentlich and (gewaehlte is None or gewaehlte.oeffentlich),
        beratung_id=gewaehlte.id if gewaehlte is not None else None,
        art=gewaehlte.art if gewaehlte is not None else "",
        gruende=gruende,
    )
