"""What one portion of an import works with: the town, the foreign keys that it touches, and the tally."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select

from vorlagen.extensions import db, neue_id
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN
from vorlagen.models import Amt, Fremdschluessel, Gremium, Koerperschaft
from vorlagen.ris import Befund, Befunde, Termin, Typ
from vorlagen.ris.kennungen import schluessel
from vorlagen.ris.objekte import Grundangaben
from vorlagen.services import bezeichnungen
from vorlagen.services.faelle.umgebung import Umgebung
from vorlagen.workflow.begriffe import Ausgang

NEU: Final = "neu"
GEAENDERT: Final = "geaendert"
UNVERAENDERT: Final = "unveraendert"
ENTFERNT: Final = "entfernt"


@dataclass(slots=True)
class Arbeit:
    """One portion, inside one transaction. `zaehler` is `{typ: {neu, geaendert, unveraendert, entfernt}}`."""

    umgebung: Umgebung
    quelle: str
    jetzt: datetime
    befunde: Befunde
    zaehler: dict[str, dict[str, int]]
    vokabular: str = ""
    beruehrt: set[str] = field(default_factory=set)
    _fremde: dict[str, Fremdschluessel] = field(default_factory=dict)

    @classmethod
    def beginne(
        cls, stadt_id: str, quelle: str, jetzt: datetime, befunde: Befunde, zaehler: dict[str, dict[str, int]]
    ) -> Arbeit:
        """A portion for this town, with what its result labels mean now."""
        stadt = db.session.get_one(Koerperschaft, stadt_id)
        liste = bezeichnungen.der_stadt(stadt_id)
        worte = repr([(z.bezeichnung, z.art, z.ausgang, z.gueltig_von, z.gueltig_bis) for z in liste])
        umgebung = Umgebung(stadt, jetzt.astimezone(BERLIN).date(), liste)
        return cls(umgebung, quelle, jetzt, befunde, zaehler, hashlib.sha256(worte.encode()).hexdigest())

    @property
    def stadt_id(self) -> str:
        """The town's id."""
        return self.umgebung.koerperschaft.id

    @property
    def heute(self) -> date:
        """Today, where the town is."""
        return self.jetzt.astimezone(BERLIN).date()

    def zaehle(self, typ: Typ, was: str) -> None:
        """One more."""
        zeile = self.zaehler.setdefault(str(typ), {})
        zeile[was] = zeile.get(was, 0) + 1

    def lade(self, kennungen: Iterable[str | None]) -> None:
        """Fetch the keys of all these foreign objects at once."""
        gesucht = sorted({schluessel(kennung) for kennung in kennungen if kennung} - self._fremde.keys())
        for anfang in range(0, len(gesucht), 400):
            frage = select(Fremdschluessel).where(
                Fremdschluessel.koerperschaft_id == self.stadt_id,
                Fremdschluessel.quelle == self.quelle,
                Fremdschluessel.schluessel.in_(gesucht[anfang : anfang + 400]),
            )
            self._fremde |= {fremd.schluessel: fremd for fremd in db.session.scalars(frage)}

    def ist_neu(self, kennung: str) -> bool:
        """Nothing has come of it yet, although somebody may have pointed to it."""
        fremd = self.finde(kennung)
        return fremd is None or (fremd.eigene_id is None and not fremd.pruefsumme)

    def binde_um(self, fremd: Fremdschluessel, kennung: str) -> None:
        """The same object has another address now; the old one is forgotten, what was said of the new one is kept."""
        vorgemerkt = self.finde(kennung)
        if vorgemerkt is not None:
            fremd.angaben = {**fremd.angaben, **vorgemerkt.angaben}
            self.streiche(vorgemerkt)
            db.session.flush()
        self._fremde.pop(fremd.schluessel, None)
        fremd.quelle, fremd.schluessel, fremd.fremd_id = self.quelle, schluessel(kennung), kennung
        self._fremde[fremd.schluessel] = fremd
        db.session.flush()

    def finde(self, kennung: str | None) -> Fremdschluessel | None:
        """What this foreign object is here, if it was met before. It must have been loaded."""
        return self._fremde.get(schluessel(kennung)) if kennung else None

    def vergiss(self) -> None:
        """What was remembered belongs to a savepoint that is gone."""
        self._fremde.clear()

    def merke(self, typ: Typ, ding: Grundangaben, eigener_typ: str | None = None, eigene_id: str | None = None) -> Any:
        """Write down what this foreign object says now and what it is here; returns the row."""
        fremd = self.finde(ding.kennung) or self._neuer(typ, ding.kennung)
        if fremd.typ != typ:
            raise EingabeUngueltig(f"Dieselbe Kennung hat dort auch etwas anderes: {ding.kennung}")
        fremd.geaendert, fremd.pruefsumme = ding.geaendert, self.summe(ding)
        fremd.angaben = {**({"web": ding.web} if ding.web else {}), **_schluesselbund(ding.schluessel)}
        if eigene_id is not None:
            fremd.eigener_typ, fremd.eigene_id = eigener_typ, eigene_id
        return fremd

    def summe(self, ding: Grundangaben) -> str:
        """The fingerprint of what it says; one that holds a result also depends on what the town's labels mean."""
        hat_ergebnis = isinstance(ding, Termin) and any(punkt.ergebnis for punkt in ding.punkte)
        return f"{ding.pruefsumme[:40]}{self.vokabular[:24]}" if hat_ergebnis else ding.pruefsumme

    def ist_bekannt(self, typ: Typ, ding: Grundangaben) -> bool:
        """Count it, and say whether it is the very same as last time."""
        fremd = self.finde(ding.kennung)
        gleich = fremd is not None and fremd.pruefsumme == self.summe(ding)
        neu = fremd is None or not fremd.pruefsumme
        self.zaehle(typ, UNVERAENDERT if gleich else NEU if neu else GEAENDERT)
        return gleich

    def vormerken(self, typ: Typ, kennung: str, angaben: Mapping[str, Any]) -> None:
        """Somebody points to an object that has not come yet: keep what they say of it."""
        fremd = self.finde(kennung) or self._neuer(typ, kennung)
        fremd.angaben = {**fremd.angaben, **angaben}

    def streiche(self, fremd: Fremdschluessel) -> None:
        """It is gone, and so is what it was here."""
        self._fremde.pop(fremd.schluessel, None)
        db.session.delete(fremd)

    def gremium(self, kennung: str | None) -> Gremium | None:
        """The body behind a foreign organisation. One whose kind nobody knows is a body because it meets."""
        fremd = self._organisation(kennung)
        if fremd is None:
            return None
        if fremd.eigener_typ == "gremium":
            return db.session.get(Gremium, fremd.eigene_id)
        gremium = self.umgebung.gremium(fremd.angaben.get("name"))
        if gremium is not None and fremd.eigener_typ is None:
            fremd.eigener_typ, fremd.eigene_id = "gremium", gremium.id
        return gremium

    def amt(self, kennung: str | None) -> Amt | None:
        """The office behind a foreign organisation. One whose kind nobody knows is an office if it is in charge."""
        fremd = self._organisation(kennung)
        if fremd is None or fremd.eigener_typ not in ("amt", None):
            return None
        if fremd.eigener_typ == "amt":
            return db.session.get(Amt, fremd.eigene_id)
        amt = self.umgebung.amt(fremd.angaben.get("name"))
        if amt is not None:
            fremd.eigener_typ, fremd.eigene_id = "amt", amt.id
        return amt

    def name_der_organisation(self, kennung: str | None) -> str:
        """What a foreign organisation is called."""
        fremd = self._organisation(kennung)
        return str(fremd.angaben.get("name", "")) if fremd else ""

    def ausgang(self, ergebnis: str | None, art: str, tag: date | None, wo: str) -> Ausgang | None:
        """What the label safely means; one that means nothing sure is counted."""
        if ergebnis is None:
            return None
        gemeint = self.umgebung.ausgang(ergebnis, art, tag)
        if gemeint is None:
            self.befunde.merke(Befund.OHNE_AUSGANG, f"{wo}: „{ergebnis}“")
        return gemeint

    def _organisation(self, kennung: str | None) -> Fremdschluessel | None:
        if kennung is None:
            return None
        fremd = self.finde(kennung)
        if fremd is None or fremd.typ != Typ.ORGANISATION or not fremd.angaben.get("name"):
            self.befunde.merke(Befund.ZIEL_FEHLT, f"Organisation {kennung}")
            return None
        return fremd

    def _neuer(self, typ: Typ, kennung: str) -> Fremdschluessel:
        fremd = Fremdschluessel(
            id=neue_id(), koerperschaft_id=self.stadt_id, quelle=self.quelle, typ=typ, schluessel=schluessel(kennung),
            fremd_id=kennung, eigen=False, pruefsumme="", angaben={},
        )  # fmt: skip
        db.session.add(fremd)
        self._fremde[fremd.schluessel] = fremd
        return fremd


def _schluesselbund(werte: Mapping[str, str]) -> dict[str, Any]:
    return {"schluessel": dict(werte)} if werte else {}
