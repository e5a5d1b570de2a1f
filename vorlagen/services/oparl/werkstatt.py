"""Making objects anew: what changed, and what tells of it elsewhere.

Of a paper that changed its meetings tell and the papers that are linked to it, of an agenda that comes out or goes
back its papers. All of them are made anew, and only what then reads otherwise counts as changed (`ablage`). A town that
is built up needs none of that: everything comes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import String, cast, func, or_, select
from sqlalchemy.orm import Session

from vorlagen.models import Abstimmung, Beratung, OparlObjekt, Sitzung, Tagesordnungspunkt, Verknuepfung, Vorlage
from vorlagen.services import oeffentlich
from vorlagen.services.oparl import dateien, koerperschaft, papier, treffen
from vorlagen.services.oparl.ablage import Ablage, Wurzel
from vorlagen.services.oparl.typen import Typ
from vorlagen.services.sichtbarkeit import veroeffentlicht

STUECK: Final = 200
"""So many papers are loaded at once."""
_LINKS: Final = ("superordinatedPaper", "subordinatedPaper", "relatedPaper")


@dataclass(frozen=True, slots=True)
class Werkstatt:
    """Makes objects anew in a running transaction in which the town is locked."""

    sitzung: Session
    ablage: Ablage
    jetzt: datetime

    def erneuere(self, wurzeln: Collection[Wurzel]) -> None:
        """These roots, and what tells of them elsewhere."""

        def ids(art: str) -> set[str]:
            return {wurzel.id for wurzel in wurzeln if wurzel.art == art}

        for stadt in ids("koerperschaft"):
            self.ablage.erneuere(Wurzel("koerperschaft", stadt), koerperschaft.stadt(stadt))
        for stadt in ids("besetzung"):
            self.ablage.erneuere(Wurzel("besetzung", stadt), koerperschaft.besetzung(stadt))
        for amt in self._bekannte(ids("amt")):
            self.ablage.erneuere(Wurzel("amt", amt), list(koerperschaft.amt(amt)))
        vorlagen, treffen_ = ids("vorlage") | ids("neue_vorlage"), ids("sitzung")
        if not self.ablage.stand.im_aufbau:
            treffen_ |= self._treffen_von(ids("vorlage")) | self._treffen_mit(self.ablage.geloescht)
            vorlagen |= self._verknuepfte(vorlagen)
        alle = sorted(vorlagen)
        for beginn in range(0, len(alle), STUECK):
            self._papiere_und_treffen(set(alle[beginn : beginn + STUECK]), set())
        if treffen_:
            self._papiere_und_treffen(set(), treffen_)

    def der_art(self, art_id: str, *, nach: str, hoechstens: int) -> Sequence[str]:
        """The next published papers of a kind, whose name they tell, by id; those that follow `nach`."""
        frage = select(Vorlage.id).where(Vorlage.vorlageart_id == art_id, Vorlage.id > nach, veroeffentlicht())
        return self.sitzung.scalars(frage.order_by(Vorlage.id).limit(hoechstens)).all()

    def _papiere_und_treffen(self, vorlagen: set[str], treffen_: set[str]) -> None:
        """Papers name the items of agendas that are told, agendas the votes on papers."""
        eigene = treffen.lade(self.sitzung, sorted(treffen_))
        if not self.ablage.stand.im_aufbau:
            vorlagen |= self._papiere_auf(self._umgeschlagene(eigene))
        weitere = treffen.lade(self.sitzung, sorted(self._treffen_von(vorlagen) - {eine.id for eine in eigene}))
        bekannte = oeffentlich.agenden([*eigene, *weitere])
        agenden = {punkt.id: eine for eine, punkte in bekannte.items() for punkt in punkte}
        self._papiere(vorlagen, papier.lade(self.sitzung, sorted(vorlagen)), agenden)
        self._treffen(treffen_, eigene, papier.lade(self.sitzung, sorted(self._papiere_mit_stimmen(treffen_))))

    def _umgeschlagene(self, treffen_: Sequence[Sitzung]) -> set[str]:
        """Meetings whose agenda is told now and was not before, or the other way round."""
        frage = select(OparlObjekt.id, OparlObjekt.inhalt).where(OparlObjekt.id.in_([eine.id for eine in treffen_]))
        zuvor = {zeile.id for zeile in self.sitzung.execute(frage) if "agendaItem" in zeile.inhalt}
        jetzt = {sitzung_id for sitzung_id, punkte in oeffentlich.agenden(treffen_).items() if punkte}
        return zuvor ^ jetzt

    def _papiere(self, gefragte: set[str], offene: Sequence[Vorlage], agenden: dict[str, str]) -> None:
        stadt = self.ablage.stand.koerperschaft_id
        dateien.verwirf(self.sitzung, [papier.haupt_id(id_) for id_ in gefragte - {vorlage.id for vorlage in offene}])
        fertige = papier.papiere(self.sitzung, offene, agenden, stadt=stadt, jetzt=self.jetzt)
        genannte = {vorlage.federfuehrend_id for vorlage in offene if vorlage.federfuehrend_id}
        for amt in sorted(genannte - self._bekannte(genannte)):
            self.ablage.erneuere(Wurzel("amt", amt), list(koerperschaft.amt(amt)))
        for id_ in sorted(gefragte):
            self.ablage.erneuere(Wurzel("vorlage", id_), fertige.get(id_, ()))

    def _treffen(self, gefragte: set[str], da: Sequence[Sitzung], papiere: Sequence[Vorlage]) -> None:
        stadt, orte = self.ablage.stand.koerperschaft_id, self._orte(gefragte)
        fertige = treffen.treffen(self.sitzung, da, papiere, stadt=stadt, jetzt=self.jetzt)
        for id_ in sorted(gefragte):
            self.ablage.erneuere(Wurzel("sitzung", id_), fertige.get(id_, ()))
        for ort_id in sorted(orte - self._orte(gefragte)):
            self._pruefe_ort(ort_id)

    def _pruefe_ort(self, ort_id: str) -> None:
        """A place where nobody meets any more is told of no more: its name may have been a mistake."""
        zeile = self.sitzung.get_one(OparlObjekt, ort_id)
        name = zeile.inhalt.get("description", "")
        if not self.sitzung.scalar(select(func.count()).where(func.trim(Sitzung.ort) == name)):
            self.ablage.erneuere(Wurzel("ort", ort_id), ())

    def _bekannte(self, ids: set[str]) -> set[str]:
        return set(self.sitzung.scalars(select(OparlObjekt.id).where(OparlObjekt.id.in_(ids)))) if ids else set()

    def _treffen_von(self, vorlage_ids: set[str]) -> set[str]:
        frage = select(Tagesordnungspunkt.sitzung_id).join(Beratung, Beratung.id == Tagesordnungspunkt.beratung_id)
        return set(self.sitzung.scalars(frage.where(Beratung.vorlage_id.in_(vorlage_ids)))) if vorlage_ids else set()

    def _papiere_mit_stimmen(self, sitzung_ids: set[str]) -> set[str]:
        frage = select(Beratung.vorlage_id).join(Abstimmung, Abstimmung.beratung_id == Beratung.id)
        frage = frage.join(Tagesordnungspunkt, Tagesordnungspunkt.id == Abstimmung.top_id)
        auf = Tagesordnungspunkt.sitzung_id.in_(sitzung_ids)
        return set(self.sitzung.scalars(frage.where(auf, Abstimmung.gilt))) if sitzung_ids else set()

    def _papiere_auf(self, sitzung_ids: set[str]) -> set[str]:
        frage = select(Beratung.vorlage_id).join(Tagesordnungspunkt, Tagesordnungspunkt.beratung_id == Beratung.id)
        auf = Tagesordnungspunkt.sitzung_id.in_(sitzung_ids)
        return set(self.sitzung.scalars(frage.where(auf))) if sitzung_ids else set()

    def _verknuepfte(self, vorlage_ids: set[str]) -> set[str]:
        """At the other ends of links, those of now and those that were told of."""
        if not vorlage_ids:
            return set()
        hin = select(Verknuepfung.ziel_id).where(Verknuepfung.vorlage_id.in_(vorlage_ids))
        her = select(Verknuepfung.vorlage_id).where(Verknuepfung.ziel_id.in_(vorlage_ids))
        alte = self.sitzung.scalars(select(OparlObjekt.inhalt).where(OparlObjekt.id.in_(vorlage_ids)))
        erzaehlte = {weg.rpartition("/")[2] for inhalt in alte for name in _LINKS for weg in inhalt.get(name, ())}
        jetzige = {*self.sitzung.scalars(hin), *self.sitzung.scalars(her)}
        return erzaehlte | {vorlage_id for vorlage_id in jetzige if vorlage_id}

    def _treffen_mit(self, verschwundene: set[str]) -> set[str]:
        """Meetings that still name somebody who is told of no more; rare, so they are looked through."""
        if not verschwundene:
            return set()
        text = cast(OparlObjekt.inhalt, String)
        nennt = or_(*(text.contains(kennung) for kennung in sorted(verschwundene)))
        return set(self.sitzung.scalars(select(OparlObjekt.id).where(OparlObjekt.typ == Typ.MEETING, nennt)))

    def _orte(self, sitzung_ids: set[str]) -> set[str]:
        inhalte = self.sitzung.scalars(select(OparlObjekt.inhalt).where(OparlObjekt.id.in_(sitzung_ids)))
        return {inhalt["location"]["id"].rpartition("/")[2] for inhalt in inhalte if "location" in inhalt}
