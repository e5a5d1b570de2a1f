"""Who sees which items of an agenda, and how much of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

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
    return _punkte([sitzung], wer)[sitzung.id]


def bild(sitzung: Sitzung, wer: Wer) -> Sequence[Gesehen]:
    """The same to look at: who sees an item only because everybody may gets it as everybody does."""
    return bilder([sitzung], wer)[sitzung.id]


def bilder(sitzungen: Sequence[Sitzung], wer: Wer) -> Mapping[str, Sequence[Gesehen]]:
    """The agendas of all these meetings by their id, in as many statements as one takes if `tops` are loaded."""
    gesehen = _punkte(sitzungen, wer)
    fremde = [eine for eine in sitzungen if not ist_gremiendienst(eine.gremium_id, wer)]
    offene = {punkt.id: punkt for alle in oeffentlich.punkte(fremde).values() for punkt in alle} if fremde else {}
    return gesehen | {eine.id: [_wie_alle(top, papier, offene) for top, papier in gesehen[eine.id]] for eine in fremde}


def lade(sitzungen: Sequence[Sitzung]) -> None:
    """Fetch the items of these meetings in one go."""
    ids = [eine.id for eine in sitzungen]
    db.session.scalars(
        select(Sitzung).where(Sitzung.id.in_(ids)).options(selectinload(Sitzung.tops)),
        execution_options={"populate_existing": True},
    ).all()


def _wie_alle(top: Tagesordnungspunkt, papier: Any | None, offene: Mapping[str, OeffentlicherPunkt]) -> Gesehen:
    return (top, papier) if papier is not None and papier.voll else (offene[top.id], offene[top.id].papier)


def _punkte(sitzungen: Sequence[Sitzung], wer: Wer) -> dict[str, list[Any]]:
    alle = [top for eine in sitzungen for top in eine.tops]
    stationen = [top.beratung_id for top in alle if top.beratung_id]
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
        .where(Beratung.id.in_(stationen))
        .where(or_(voller_einblick(wer), oeffentlich_beraten()))
    )
    # SQLite reads every paper to find those of no stage.
    papiere = {zeile.id: zeile for zeile in db.session.execute(frage)} if stationen else {}
    betreute = {eine.id for eine in sitzungen if ist_gremiendienst(eine.gremium_id, wer)}
    offene = {top.id for top in oeffentlich.offene([top for top in alle if top.sitzung_id not in betreute])}
    je_sitzung: dict[str, list[Any]] = {eine.id: [] for eine in sitzungen}
    for top in alle:
        papier = papiere.get(top.beratung_id or "")
        if top.sitzung_id in betreute or top.id in offene or (papier is not None and papier.voll):
            je_sitzung[top.sitzung_id].append((top, papier))
    return je_sitzung
