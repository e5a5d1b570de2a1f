"""What minutes and extracts need of the items of a meeting, fetched at once however many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.models import Abstimmung, Befangenheit, Beratung, Beschlusspunkt, Fassung, Tagesordnungspunkt, Vorlage
from vorlagen.services import anwesenheiten, bekanntgabe
from vorlagen.services.wortlaut import GEAENDERT


@dataclass(frozen=True, slots=True)
class Stoff:
    """By the item's id: the votes that hold and who was biased; by the stage's: its paper.

    A paper is a row of (id, art, vorlage_id, nummer) and of what its stage said last (beschlusstext, fassung_vorher,
    fassung_nachher). `nummern` are the points' numbers by id, `texte` the wordings by (vorlage_id, Fassung), each with
    whether everybody may read it.
    """

    stimmen: Mapping[str, Sequence[Abstimmung]]
    befangene: Mapping[str, Sequence[Befangenheit]]
    papiere: Mapping[str, Any]
    nummern: Mapping[str, str]
    texte: Mapping[tuple[str, int], tuple[str, bool]]

    def papier(self, top: Tagesordnungspunkt) -> Any | None:
        """The row of the item's paper, or None."""
        return self.papiere.get(top.beratung_id or "")

    def wortlaut(self, top: Tagesordnungspunkt, *, nur_oeffentlich: bool) -> str | None:
        """The text that left the body in this meeting; for everybody only if everybody may read it (ADR 0017)."""
        papier = self.papier(top)
        if papier is None or top.fassung_nachher is None:
            return None
        eigene = (top.fassung_vorher, top.fassung_nachher) == (papier.fassung_vorher, papier.fassung_nachher)
        if eigene and papier.beschlusstext and top.ausgang in GEAENDERT:
            return str(papier.beschlusstext)
        text, oeffentlich = self.texte.get((papier.vorlage_id, top.fassung_nachher), ("", False))
        return text if oeffentlich or not nur_oeffentlich else None


def lade(tops: Sequence[Tagesordnungspunkt]) -> Stoff:
    """For items of one meeting."""
    beratungen = [top.beratung_id for top in tops if top.beratung_id]
    zuletzt = (Beratung.beschlusstext, Beratung.fassung_vorher, Beratung.fassung_nachher)
    frage = select(Beratung.id, Beratung.art, Beratung.vorlage_id, Vorlage.nummer, *zuletzt)
    frage = frage.join(Vorlage, Vorlage.id == Beratung.vorlage_id).where(Beratung.id.in_(beratungen))
    papiere = {zeile.id: zeile for zeile in db.session.execute(frage)}
    vorlagen = {zeile.vorlage_id for zeile in papiere.values()}
    punkte = select(Beschlusspunkt.id, Beschlusspunkt.nr).where(Beschlusspunkt.vorlage_id.in_(vorlagen))
    fassungen = select(Fassung.vorlage_id, Fassung.nr, Fassung.inhalt, Fassung.oeffentlich_seit).where(
        Fassung.vorlage_id.in_(vorlagen), Fassung.nr.in_({top.fassung_nachher for top in tops if top.fassung_nachher})
    )
    return Stoff(
        stimmen=_stimmen([top.id for top in tops]),
        befangene=anwesenheiten.befangene_je_punkt(tops[0].sitzung_id) if tops else {},
        papiere=papiere,
        nummern={zeile.id: zeile.nr for zeile in db.session.execute(punkte)},
        texte={
            (z.vorlage_id, z.nr): (bekanntgabe.aus(z.inhalt).text, z.oeffentlich_seit is not None)
            for z in db.session.execute(fassungen)
        },
    )


def _stimmen(top_ids: Sequence[str]) -> dict[str, list[Abstimmung]]:
    frage = select(Abstimmung).where(Abstimmung.top_id.in_(top_ids), Abstimmung.gilt).order_by(Abstimmung.reihe)
    je_punkt: dict[str, list[Abstimmung]] = {}
    for abstimmung in db.session.scalars(frage):
        je_punkt.setdefault(abstimmung.top_id or "", []).append(abstimmung)
    return je_punkt
