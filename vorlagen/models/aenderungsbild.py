"""From changed rows to what is told of them: which objects, and what of it everybody may know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, exists, false, select

from vorlagen.extensions import Base
from vorlagen.models.aenderung import Vorgang
from vorlagen.models.aenderungsbezug import ABHAENGIG, BEZUEGE, ERGEBNIS, Werte
from vorlagen.models.verlorene_sicht import Schluessel, Spur, verlorene


@dataclass(frozen=True, slots=True)
class Zeile:
    """A row of the feed without its number; see `Aenderung`.

    `wann` is what the paper itself says of when it was changed in this transaction, None if it says nothing.
    """

    stadt: str
    typ: str
    objekt_id: str
    vorgang: Vorgang
    aussen: Vorgang | None
    vorlage_id: str | None
    verlassen: frozenset[str]
    wann: datetime | None


class Aenderungsbild:
    """All that one transaction changed, seen together: a paper that comes out brings its attachments along."""

    def __init__(self, verbindung: Connection, spuren: Mapping[Schluessel, Spur]) -> None:
        self._verbindung = verbindung
        self._spuren = {schluessel: self._ganze(schluessel, spur) for schluessel, spur in spuren.items()}
        for schluessel in spuren:
            self._nimm_auf(schluessel)
        for tabelle in ABHAENGIG:
            for schluessel in [s for s in self._spuren if s[0] == tabelle]:
                self._nimm_abhaengige_auf(schluessel)

    def zeilen(self) -> Iterator[Zeile]:
        """What the feed tells, in the order in which it was first touched."""
        aussen = self._aussen()
        for (tabelle, objekt_id), spur in self._spuren.items():
            typ, nach_aussen = BEZUEGE[tabelle].typ, aussen[tabelle, objekt_id]
            vorgang: Vorgang | None = _vorgang(spur)
            vorlage_id = self._vorlage_id((tabelle, objekt_id))
            if tabelle == "tagesordnungspunkt" and vorlage_id is None:
                vorgang = nach_aussen  # an item without a paper that is not public: its meeting has changed, no more
            if typ and vorgang:
                verlassen = (
                    verlorene(self._verbindung, self._spuren, objekt_id) if tabelle == "vorlage" else frozenset()
                )
                yield Zeile(spur.stadt, typ, objekt_id, vorgang, nach_aussen, vorlage_id, verlassen, _wann(spur))

    def _ganze(self, schluessel: Schluessel, spur: Spur) -> Spur:
        """The same with every column that matters, before and now."""
        jetzt = spur.jetzt
        if jetzt is not None and any(name not in jetzt for name in BEZUEGE[schluessel[0]].spalten):
            jetzt = {**(self._lies(schluessel) or {}), **jetzt}
        return replace(spur, jetzt=jetzt, zuvor=None if spur.zuvor is None else {**(jetzt or {}), **spur.zuvor})

    def _nimm_auf(self, schluessel: Schluessel) -> None:
        """Take in what this row is a part of, or was."""
        for ganzes in self._ganze_von(schluessel):
            if ganzes not in self._spuren and (werte := self._lies(ganzes)) is not None:
                self._spuren[ganzes] = Spur(self._spuren[schluessel].stadt, werte, werte)
                self._nimm_auf(ganzes)

    def _nimm_abhaengige_auf(self, schluessel: Schluessel) -> None:
        """What everybody could not read because of its whole, they can now; or the other way round."""
        if self._offen(schluessel, zuvor=True) == self._offen(schluessel, zuvor=False):
            return
        for tabelle, spalte in ABHAENGIG[schluessel[0]]:
            tafel = Base.metadata.tables[tabelle]
            for teil_id in self._verbindung.scalars(select(tafel.c.id).where(tafel.c[spalte] == schluessel[1])):
                if (tabelle, teil_id) not in self._spuren and (werte := self._lies((tabelle, teil_id))) is not None:
                    self._spuren[tabelle, teil_id] = Spur(self._spuren[schluessel].stadt, werte, werte)

    def _aussen(self) -> Mapping[Schluessel, Vorgang | None]:
        """What each change is for everybody. A part that they saw change has changed its whole."""
        aussen: dict[Schluessel, Vorgang | None] = {}
        bewegt: set[Schluessel] = set()
        for schluessel in sorted(self._spuren, key=lambda s: -_tiefe(s[0])):
            war, ist = self._offen(schluessel, zuvor=True), self._offen(schluessel, zuvor=False)
            if war and ist:
                geaendert = schluessel in bewegt or self._sieht_anders_aus(schluessel)
                aussen[schluessel] = Vorgang.GEAENDERT if geaendert else None
            else:
                aussen[schluessel] = Vorgang.ANGELEGT if ist else Vorgang.GELOESCHT if war else None
            if aussen[schluessel]:
                bewegt.update(self._ganze_von(schluessel))
        return aussen

    def _offen(self, schluessel: Schluessel, *, zuvor: bool) -> bool:
        """True if everybody may read of this row, before the transaction or after it (ADR 0019)."""
        bezug, spur = BEZUEGE[schluessel[0]], self._spuren.get(schluessel)
        werte = spur and (spur.zuvor if zuvor else spur.jetzt)
        if not werte or bezug.offen is None or not bezug.offen(werte):
            return False
        if schluessel[0] == "abstimmung" and self._im_geheimen(werte["beratung_id"]):
            return False
        ganzes = werte[bezug.offen_mit] if bezug.offen_mit else None
        return ganzes is None or self._offen((bezug.teil_von[bezug.offen_mit], ganzes), zuvor=zuvor)

    def _sieht_anders_aus(self, schluessel: Schluessel) -> bool:
        tabelle, objekt_id = schluessel
        spur, zeigt = self._spuren[schluessel], BEZUEGE[tabelle].zeigt
        zuvor, jetzt = spur.zuvor or {}, spur.jetzt or {}
        if spur.beruehrt or not zeigt:
            return True
        if tabelle == "vorlage" and _status(zuvor) != _status(jetzt):
            return True
        anders = {name for name in zeigt if zuvor.get(name) != jetzt.get(name)}
        if tabelle == "beratung" and anders and anders <= set(ERGEBNIS):
            return not self._im_geheimen(objekt_id)
        return bool(anders)

    def _im_geheimen(self, beratung_id: str) -> bool:
        """True if any attempt of this stage was non-public: then nobody outside learns what came of it (ADR 0017)."""
        top = Base.metadata.tables["tagesordnungspunkt"]
        geheim = exists().where(top.c.beratung_id == beratung_id, top.c.oeffentlich == false())
        return bool(self._verbindung.scalar(select(geheim)))

    def _vorlage_id(self, schluessel: Schluessel) -> str | None:
        """The paper by whose rules this row is seen."""
        tabelle, objekt_id = schluessel
        spur = self._spuren[schluessel]
        if tabelle == "vorlage":
            return objekt_id
        if tabelle == "tagesordnungspunkt" and spur.wert("beratung_id"):
            beratung = self._spuren.get(("beratung", spur.wert("beratung_id")))
            return beratung.wert("vorlage_id") if beratung else None
        vorlage_id: str | None = spur.wert("vorlage_id")
        return vorlage_id

    def _ganze_von(self, schluessel: Schluessel) -> set[Schluessel]:
        spur = self._spuren[schluessel]
        return {
            (tabelle, werte[spalte])
            for werte in (spur.zuvor, spur.jetzt)
            if werte is not None
            for spalte, tabelle in BEZUEGE[schluessel[0]].teil_von.items()
            if werte[spalte]
        }

    def _lies(self, schluessel: Schluessel) -> Werte | None:
        tafel = Base.metadata.tables[schluessel[0]]
        frage = select(*(tafel.c[name] for name in BEZUEGE[schluessel[0]].spalten)).where(tafel.c.id == schluessel[1])
        zeile = self._verbindung.execute(frage).mappings().first()
        return dict(zeile) if zeile is not None else None


def _vorgang(spur: Spur) -> Vorgang | None:
    if spur.jetzt is None:
        return None if spur.zuvor is None else Vorgang.GELOESCHT
    return Vorgang.ANGELEGT if spur.zuvor is None else Vorgang.GEAENDERT


def _wann(spur: Spur) -> datetime | None:
    jetzt: datetime | None = (spur.jetzt or {}).get("geaendert")
    return jetzt if jetzt != (spur.zuvor or {}).get("geaendert") else None


def _status(werte: Werte) -> Any:
    return werte["oeffentlicher_status"] or werte["status"]


@cache
def _tiefe(tabelle: str) -> int:
    return max((1 + _tiefe(ganzes) for ganzes in BEZUEGE[tabelle].teil_von.values()), default=0)
