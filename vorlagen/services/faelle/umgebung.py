"""The town around a case: found, or made as far as the case needs it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, TypeVar

from sqlalchemy import select

from vorlagen.extensions import db, neue_id
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN, LAENDER, augenblick
from vorlagen.models import Amt, Bezeichnung, Gremium, Koerperschaft, Sitzung, Vorlageart
from vorlagen.richtext import reinige
from vorlagen.services import bezeichnungen
from vorlagen.services.faelle.lesen import Fall
from vorlagen.workflow.begriffe import Ausgang
from vorlagen.workflow.bezeichnungen import ausgang

OHNE_ANGABE = "ohne Angabe"
ABLAEUFE = {
    "Mitteilungsvorlage": "mitteilungsvorlage",
    "Geschäftliche Mitteilung": "geschaeftliche_mitteilung",
    "Vorlage zur Kenntnisnahme": "mitteilungsvorlage",
    "Informationsvorlage": "mitteilungsvorlage",
}
"""Kinds whose name says that nothing is decided; all others run as a Beschlussvorlage."""

_Zeile = TypeVar("_Zeile", Amt, Gremium, Vorlageart)
_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Umgebung:
    """One town and what it has; every getter makes what is missing, inside the running transaction."""

    koerperschaft: Koerperschaft
    heute: date
    bezeichnungen: Sequence[Bezeichnung]

    @classmethod
    def finde_oder_lege_an(cls, fall: Fall, datei: str, kuerzel: str | None, *, heute: date) -> Umgebung:
        """The town of this short name, or the one that the case names. Raises `EingabeUngueltig`."""
        if kuerzel:
            stadt = db.session.scalar(select(Koerperschaft).where(Koerperschaft.kuerzel == kuerzel))
            if stadt is None:
                raise EingabeUngueltig(f"Eine Körperschaft mit dem Kürzel „{kuerzel}“ gibt es nicht.")
        else:
            stadt = cls._stadt(fall.inhalt, datei)
        return cls(stadt, heute, bezeichnungen.der_stadt(stadt.id))

    @staticmethod
    def _stadt(inhalt: dict[str, Any], datei: str) -> Koerperschaft:
        name = reinige(inhalt.get("municipality") or "").strip()
        if not name:
            raise EingabeUngueltig(f"{datei}: „municipality“ fehlt; gebraucht wird der Name der Kommune.")
        stadt = db.session.scalar(select(Koerperschaft).where(Koerperschaft.name == name[:200]))
        if stadt is None:
            land = inhalt.get("state") if inhalt.get("state") in LAENDER else "NW"
            stadt = Koerperschaft(id=neue_id(), kuerzel=freies_kuerzel(name), name=name[:200], land=land)
            db.session.add(stadt)
            db.session.flush()
        return stadt

    def ausgang(self, bezeichnung: str | None, art: str, tag: date | None) -> Ausgang | None:
        """What the label safely means at a meeting of that day."""
        return ausgang(bezeichnung, art, bezeichnungen.gueltige(self.bezeichnungen, tag or self.heute))

    def amt(self, name: str | None) -> Amt | None:
        """The office of this name."""
        if not name or not name.strip():
            return None
        return _finde_oder_mache(Amt, self.koerperschaft.id, name.strip()[:300])

    def gremium(self, name: str | None) -> Gremium | None:
        """The body of this name."""
        if not name or not name.strip():
            return None
        return _finde_oder_mache(Gremium, self.koerperschaft.id, name.strip()[:300])

    def art(self, name: str | None, *, nur_kenntnis: bool) -> Vorlageart:
        """The kind of this name; a paper without one is `ohne Angabe`.

        One that is made for a case is closed: what a foreign system printed is no offer to begin something here.
        """
        gesucht = reinige(name or "").strip()[:110] or OHNE_ANGABE
        ablauf = ABLAEUFE.get(gesucht) or ("mitteilungsvorlage" if nur_kenntnis and not name else "beschlussvorlage")
        if gesucht == OHNE_ANGABE and ablauf == "mitteilungsvorlage":
            gesucht = f"{OHNE_ANGABE} (zur Kenntnis)"
        gestern = self.heute - timedelta(days=1)
        return _finde_oder_mache(Vorlageart, self.koerperschaft.id, gesucht, ablauf=ablauf, gueltig_bis=gestern)

    def sitzung(self, gremium: Gremium | None, tag: date | None) -> Sitzung | None:
        """The body's meeting on that day; a past one whose hour nobody told begins at midnight."""
        if gremium is None or tag is None:
            return None
        beginn = augenblick(tag, time(0), BERLIN, frueher=True)
        frage = select(Sitzung).where(Sitzung.gremium_id == gremium.id, Sitzung.beginn == beginn)
        sitzung = db.session.scalar(frage)
        if sitzung is None:
            sitzung = Sitzung(
                id=neue_id(), koerperschaft_id=self.koerperschaft.id, gremium=gremium, beginn=beginn, ort="",
                status="durchgefuehrt",
            )  # fmt: skip
            db.session.add(sitzung)
            db.session.flush()
        return sitzung


def _finde_oder_mache(klasse: type[_Zeile], koerperschaft_id: str, name: str, **mehr: object) -> _Zeile:
    gefunden = db.session.scalar(
        select(klasse).where(klasse.koerperschaft_id == koerperschaft_id, klasse.name == name).limit(1)
    )
    if gefunden is None:
        gefunden = klasse(id=neue_id(), koerperschaft_id=koerperschaft_id, name=name, **mehr)
        db.session.add(gefunden)
        db.session.flush()
    return gefunden


def freies_kuerzel(name: str) -> str:
    """The name in a-z0-9 and hyphens, with a number behind it if another town has it already."""
    grund = re.sub(r"[^a-z0-9]+", "-", name.lower().translate(_UMLAUTE)).strip("-")[:34] or "kommune"
    vergeben = set(db.session.scalars(select(Koerperschaft.kuerzel).where(Koerperschaft.kuerzel.startswith(grund))))
    nr = 1
    while (kuerzel := grund if nr == 1 else f"{grund}-{nr}") in vergeben:
        nr += 1
    return kuerzel


def kurz(wert: str | None, laenge: int = 300) -> str | None:
    """Text from a file that fits its column."""
    return reinige(wert)[:laenge] if wert is not None else None
