"""Putting objects down: only what reads otherwise gets a new `geaendert`, and what embeds it with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from vorlagen.models import OparlBezug, OparlObjekt, OparlStand
from vorlagen.services.oparl.typen import Objekt, abdruck, ohne_leeres, volle_sekunde, zeitpunkt


class Wurzel(NamedTuple):
    """What of ours a group of objects is made from: vorlage, sitzung, amt, ort, besetzung, koerperschaft."""

    art: str
    id: str


@dataclass(slots=True)
class Ablage:
    """Writes the objects of one town while its `stand` is locked.

    `jetzt` is rounded up and never goes back behind what was given out: who asks for what changed since their last
    visit finds everything, whatever the clocks of two machines say. `geloescht` are the ids of what is gone.
    """

    sitzung: Session
    stand: OparlStand
    jetzt: datetime
    geschrieben: int = field(default=0, init=False)
    geloescht: set[str] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        voll = volle_sekunde(self.jetzt)
        self.jetzt = max(voll, self.stand.zuletzt or voll)

    def erneuere(self, wurzel: Wurzel, objekte: Sequence[Objekt]) -> None:
        """These and no others are the objects of this root: new ones come, others change, the rest is deleted."""
        bekannte = self._bekannte(wurzel, objekte)
        besucht: dict[str, Objekt] = {}
        for objekt in objekte:
            self._lege_ab(wurzel, objekt, bekannte, besucht)
        for zeile in bekannte.values():
            gehoert = (zeile.wurzel_art, zeile.wurzel_id) == wurzel
            if gehoert and zeile.id not in besucht and not zeile.geloescht:
                self._aendere(zeile, geloescht=True, inhalt={}, abdruck=abdruck({}))
                self.geloescht.add(zeile.id)
        self.sitzung.flush()
        self._beziehe(besucht, bekannte)

    def _bekannte(self, wurzel: Wurzel, objekte: Sequence[Objekt]) -> dict[str, OparlObjekt]:
        ids = [objekt.id for objekt in _alle(objekte)]
        eigene = (OparlObjekt.wurzel_art == wurzel.art) & (OparlObjekt.wurzel_id == wurzel.id)
        frage = select(OparlObjekt).where(OparlObjekt.koerperschaft_id == self.stand.koerperschaft_id)
        return {zeile.id: zeile for zeile in self.sitzung.scalars(frage.where(or_(eigene, OparlObjekt.id.in_(ids))))}

    def _lege_ab(
        self, wurzel: Wurzel, objekt: Objekt, bekannte: dict[str, OparlObjekt], besucht: dict[str, Objekt]
    ) -> dict[str, Any]:
        """Put down one object with what it embeds; returns it as it is embedded itself."""
        eingebettet: dict[str, Any] = {}
        for name, kinder in objekt.kinder.items():
            if isinstance(kinder, Objekt):
                eingebettet[name] = self._lege_ab(wurzel, kinder, bekannte, besucht)
            else:
                eingebettet[name] = [self._lege_ab(wurzel, kind, bekannte, besucht) for kind in kinder]
        felder = ohne_leeres({**objekt.felder, **eingebettet})
        inhalt = {**felder, **ohne_leeres(objekt.einzeln)}
        besucht[objekt.id] = objekt
        zeile = bekannte.get(objekt.id)
        if zeile is None:
            zeile = bekannte[objekt.id] = self._neu(wurzel, objekt, inhalt)
        elif zeile.geloescht or zeile.abdruck != abdruck(inhalt):
            self._aendere(zeile, geloescht=False, inhalt=inhalt, abdruck=abdruck(inhalt))
        return {
            "id": f"{objekt.typ}/{objekt.id}",
            "type": objekt.typ.schema,
            **felder,
            "created": zeitpunkt(zeile.erstellt),
            "modified": zeitpunkt(zeile.geaendert),
        }

    def _neu(self, wurzel: Wurzel, objekt: Objekt, inhalt: Mapping[str, Any]) -> OparlObjekt:
        """While a town is built up, an object is as old as what it tells; afterwards it is new when it appears."""
        erstellt = geaendert = self.jetzt
        if self.stand.im_aufbau and objekt.seit is not None:
            erstellt = min(volle_sekunde(objekt.seit), self.jetzt)
            geaendert = min(max(erstellt, volle_sekunde(objekt.zuletzt or objekt.seit)), self.jetzt)
        herkunft = Wurzel("ort", objekt.id) if objekt.gast else wurzel
        zeile = OparlObjekt(
            id=objekt.id,
            koerperschaft_id=self.stand.koerperschaft_id,
            typ=objekt.typ,
            wurzel_art=herkunft.art,
            wurzel_id=herkunft.id,
            erstellt=erstellt,
            geaendert=geaendert,
            geloescht=False,
            abdruck=abdruck(inhalt),
            inhalt=dict(inhalt),
        )
        self.sitzung.add(zeile)
        self._merke(zeile)
        return zeile

    def _aendere(self, zeile: OparlObjekt, *, geloescht: bool, inhalt: Mapping[str, Any], abdruck: str) -> None:
        zeile.geloescht, zeile.inhalt, zeile.abdruck = geloescht, dict(inhalt), abdruck
        zeile.geaendert = self.jetzt
        self._merke(zeile)

    def _merke(self, zeile: OparlObjekt) -> None:
        self.stand.zuletzt = max(zeile.geaendert, self.stand.zuletzt or zeile.geaendert)
        self.geschrieben += 1

    def _beziehe(self, besucht: Mapping[str, Objekt], bekannte: Mapping[str, OparlObjekt]) -> None:
        """Note in whose own lists objects stand; a tombstone stays where its object stood."""
        frage = select(OparlBezug.objekt_id, OparlBezug.organisation_id).where(OparlBezug.objekt_id.in_(besucht))
        bisher = {(zeile.objekt_id, zeile.organisation_id) for zeile in self.sitzung.execute(frage)}
        soll = {(id_, organisation) for id_, objekt in besucht.items() for organisation in objekt.organisationen}
        for id_, organisation in sorted(bisher - soll):
            dieser = (OparlBezug.objekt_id == id_, OparlBezug.organisation_id == organisation)
            self.sitzung.execute(delete(OparlBezug).where(*dieser))
        for id_, organisation in sorted(soll - bisher):
            zeile = bekannte[id_]
            neu = OparlBezug(objekt_id=id_, organisation_id=organisation, typ=zeile.typ, erstellt=zeile.erstellt)
            neu.koerperschaft_id = zeile.koerperschaft_id
            self.sitzung.add(neu)


def _alle(objekte: Sequence[Objekt]) -> Iterator[Objekt]:
    for objekt in objekte:
        yield objekt
        for kinder in objekt.kinder.values():
            yield from _alle((kinder,) if isinstance(kinder, Objekt) else kinder)
