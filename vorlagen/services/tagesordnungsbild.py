"""Who sees which items of an agenda, and how much of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from vorlagen.extensions import db
from vorlagen.models import Beratung, Sitzung, Tagesordnungspunkt, Vorlage
from vorlagen.services import oeffentlich
from vorlagen.services.oeffentlich import OeffentlicherPunkt
from vorlagen.services.sichtbarkeit import oeffentlich_beraten, voller_einblick
from vorlagen.services.sitzungen import ist_gremiendienst
from vorlagen.services.wer import Wer

Gesehen = tuple[Tagesordnungspunkt | OeffentlicherPunkt, Any | None]
"""An item with its paper (id of the stage, vorlage_id, nummer, betreff, art), as somebody may look at it."""


def punkte(sitzung: Sitzung, wer: Wer) -> list[tuple[Tagesordnungspunkt, Any | None]]:
    """The items that the person may see, each with its paper's row (id, nummer, betreff, art, version) or None.

    What is not public the Gremiendienst sees, and who sees the whole paper.
    """
    frage = (
        select(
            Beratung.id,
            Vorlage.id.label("vorlage_id"),
            Vorlage.nummer,
            Vorlage.betreff,
            Beratung.art,
            Beratung.entscheidet,
            Vorlage.version,
            voller_einblick(wer).label("voll"),
        )
        .join(Vorlage, Vorlage.id == Beratung.vorlage_id)
        .where(Beratung.id.in_([top.beratung_id for top in sitzung.tops if top.beratung_id]))
        .where(or_(voller_einblick(wer), oeffentlich_beraten()))
    )
    papiere = {zeile.id: zeile for zeile in db.session.execute(frage)}
    mit_papier = [(top, papiere.get(top.beratung_id or "")) for top in sitzung.tops]
    if ist_gremiendienst(sitzung.gremium_id, wer):
        return mit_papier
    offene = {top.id for top in oeffentlich.offene(sitzung.tops)}
    return [(top, papier) for top, papier in mit_papier if top.id in offene or (papier is not None and papier.voll)]


def bild(sitzung: Sitzung, wer: Wer) -> Sequence[Gesehen]:
    """The same to look at: who sees an item only because everybody may gets it as everybody does."""
    gesehen = punkte(sitzung, wer)
    if ist_gremiendienst(sitzung.gremium_id, wer):
        return gesehen
    offene = {punkt.id: punkt for punkt in oeffentlich.punkte([sitzung])[sitzung.id]}
    return [
        (top, papier) if papier is not None and papier.voll else (offene[top.id], offene[top.id].papier)
        for top, papier in gesehen
    ]
