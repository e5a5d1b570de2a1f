"""Who carries out a run: page by page, resumable after a crash, and never in two hands at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from vorlagen.extensions import db, neue_id, sicht_oeffnen, transaction
from vorlagen.fehler import AbrufGescheitert, Zusammenstoss, ZwischenzeitlichGeaendert
from vorlagen.models import Einfuhr
from vorlagen.netz import Grenzen, Netze
from vorlagen.ris import LISTEN, Befund, Befunde, Koerper, Typ
from vorlagen.ris.kennungen import schluessel
from vorlagen.services.einfuhr import anstoss, bruecke, dateien, seiten, verbleib
from vorlagen.services.einfuhr.arbeit import NEU, Arbeit
from vorlagen.services.einfuhr.bericht import Bericht, bericht
from vorlagen.services.einfuhr.quellen import finde_koerper, quelle_von
from vorlagen.services.einfuhr.server import Hoeflichkeit, Server
from vorlagen.services.oparl import angaben

AUF_EINMAL: Final = 25
"""Objects in one transaction: others get a turn to write in between."""
GEDULD: Final = 6
"""So often a portion is tried while others hold the database; each try waits as long as the database lets it."""
PULS: Final = timedelta(minutes=1)
SEITE_BYTES: Final = 64 * 1024 * 1024
DATEI_BYTES: Final = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Werkzeug:
    """What a run works with: networks that may be called, manners, the time, whether to go on, whom to tell."""

    netze: Netze = ()
    hoeflichkeit: Hoeflichkeit = field(default_factory=Hoeflichkeit)
    uhrzeit: Callable[[], datetime] = lambda: datetime.now(UTC)
    weiter: Callable[[], bool] = lambda: True
    melde: Callable[[str, int], None] = lambda _liste, _anzahl: None


class Laeufer:
    """A run in our hands. Every write checks that it still is."""

    def __init__(self, zeile: Einfuhr, laeufer: str, werkzeug: Werkzeug) -> None:
        self.id, self._laeufer, self._werkzeug = zeile.id, laeufer, werkzeug
        self.stadt_id, self.mit_dateien = zeile.koerperschaft_id, zeile.mit_dateien
        self._seit, self._quelle, self._geschlagen = zeile.seit, "", werkzeug.uhrzeit()
        befunde = Befunde(zeile.befunde)
        grenzen = Grenzen(erlaubte=werkzeug.netze, sekunden=60, bytes_=SEITE_BYTES)
        self.server = Server(grenzen, befunde, werkzeug.hoeflichkeit, puls=self._schlage)

    @classmethod
    def ergreife(cls, einfuhr_id: str, werkzeug: Werkzeug) -> Laeufer:
        with transaction() as sitzung:
            zeile = sitzung.get_one(Einfuhr, einfuhr_id, with_for_update=True)
            laeufer = neue_id()
            zeile.laeufer, zeile.zustand, zeile.geschlagen = laeufer, "laeuft", werkzeug.uhrzeit()
            lauf = cls(zeile, laeufer, werkzeug)
        sicht_oeffnen(frozenset({lauf.stadt_id}))
        return lauf

    def zeile(self) -> Einfuhr:
        return db.session.get_one(Einfuhr, self.id)

    def koerper(self) -> Koerper:
        """The municipality whose lists are read, and the name under which its keys are kept."""
        zeile = self.zeile()
        gemeint, quelle = zeile.koerper, zeile.quelle
        alle = finde_koerper(self.server, quelle)  # its own address may lead nowhere (OPARL § 4 no. 8)
        eine = next((k for k in alle if not gemeint or schluessel(k.kennung) == schluessel(gemeint)), None)
        if eine is None or (not gemeint and len(alle) > 1):
            namen = ", ".join(f"{koerper.name} ({koerper.kennung})" for koerper in alle[:10])
            raise AbrufGescheitert(f"Dort sind mehrere Kommunen. Bitte die Adresse von einer angeben: {namen}.")
        with self._schreibt() as (zeile, arbeit):
            zeile.koerper = gemeint or eine.kennung
            self._quelle = arbeit.quelle = quelle_von(eine, self.stadt_id)
            arbeit.lade([eine.kennung])
            fremd = arbeit.merke(Typ.KOERPER, eine, "koerperschaft", self.stadt_id)
            fremd.angaben = {**fremd.angaben, "name": eine.name, "ags": eine.ags}
            stadt = arbeit.umgebung.koerperschaft
            angaben.uebernimm(stadt, eine.lizenz, eine.perioden, jetzt=arbeit.jetzt)
        return eine

    def lies_listen(self, koerper: Koerper) -> None:
        """All lists in their order, from the page on which an earlier attempt stopped."""
        zeile = self.zeile()
        namen = list(LISTEN)
        erste, ab = zeile.liste or namen[0], zeile.naechste
        db.session.rollback()
        for liste in namen[namen.index(erste) :] if erste in namen else []:
            adresse = koerper.listen.get(liste)
            if adresse is None:
                self.server.befunde.merke(Befund.LISTE_FEHLT, liste)
                continue
            self._lies_liste(liste, adresse, koerper, ab if liste == erste else None)

    def hole_dateien(self) -> None:
        """The bytes of the papers' files, one by one."""
        grenzen = Grenzen(erlaubte=self._werkzeug.netze, sekunden=120, bytes_=DATEI_BYTES)
        for datei_id in dateien.fehlende(self.stadt_id):
            self._pruefe()
            if dateien.hole(datei_id, self.server, grenzen, jetzt=self._werkzeug.uhrzeit()):
                with self._schreibt() as (_, arbeit):
                    arbeit.zaehle(Typ.DATEI, NEU)
                self._werkzeug.melde("file", 1)

    def gleiche_ab(self) -> None:
        """What was said of papers that run here."""
        bruecke.gleiche_ab(self.stadt_id, self._quelle, jetzt=self._werkzeug.uhrzeit())

    def beende(self) -> Bericht:
        """The report, complete or not."""
        with self._schreibt() as (zeile, _):
            zeile.zustand = "vollstaendig" if self.server.befunde.vollstaendig else "unvollstaendig"
            zeile.beendet, zeile.laeufer, zeile.naechste = self._werkzeug.uhrzeit(), None, None
        return bericht(self.zeile())

    def _lies_liste(self, liste: str, adresse: str, koerper: Koerper, ab: str | None) -> None:
        neu, luecken, gesehen = "/1.1/" in (koerper.version or ""), self.server.befunde.luecken, set[str]()
        for blatt in self.server.blaetter(adresse, seit=self._seit, mit_wunsch=neu, ab=ab):
            dinge = [d for roh in blatt.objekte if (d := seiten.lies(roh, liste, self.server)) is not None]
            gesehen.update(schluessel(ding.kennung) for ding in dinge)
            self._nimm(dinge, liste, blatt.weiter)
            self._werkzeug.melde(liste, len(dinge))
        if self._seit is None and ab is None and self.server.befunde.luecken == luecken:
            verbleib.melde_fehlende(self.stadt_id, self._quelle, LISTEN[liste][1], gesehen, self.server.befunde)

    def _nimm(self, dinge: list[Any], liste: str, weiter: str | None) -> None:
        """A page in portions; with the last of them the next page is what it goes on with."""
        teile = [dinge[anfang : anfang + AUF_EINMAL] for anfang in range(0, len(dinge), AUF_EINMAL)] or [[]]
        for teil in teile[:-1]:
            self._geduldig(lambda _zeile, arbeit, teil=teil: seiten.nimm(arbeit, teil, liste))  # type: ignore[misc]

        def schliesse(zeile: Einfuhr, arbeit: Arbeit) -> None:
            seiten.nimm(arbeit, teile[-1], liste)
            namen = [*LISTEN, "fertig"]
            zeile.liste = liste if weiter else namen[namen.index(liste) + 1]
            zeile.naechste = weiter
            zeile.seiten += 1

        self._geduldig(schliesse)

    def _geduldig(self, tue: Callable[[Einfuhr, Arbeit], None]) -> None:
        """Write one portion; whoever else writes for a long time makes us wait, not fail."""
        for versuch in range(GEDULD):
            try:
                with self._schreibt() as (zeile, arbeit):
                    tue(zeile, arbeit)
                time.sleep(self._werkzeug.hoeflichkeit.atem)
                return
            except (Zusammenstoss, OperationalError):
                db.session.rollback()
                if versuch == GEDULD - 1:
                    raise Zusammenstoss from None
                time.sleep(versuch)

    @contextmanager
    def _schreibt(self) -> Iterator[tuple[Einfuhr, Arbeit]]:
        """A transaction in which the run is certainly ours; findings and tally are written with it."""
        self._pruefe()
        with transaction() as sitzung:
            zeile = sitzung.get_one(Einfuhr, self.id, with_for_update=True)
            if zeile.abbrechen:
                raise ZwischenzeitlichGeaendert("Diese Einfuhr wurde abgebrochen.")
            if zeile.laeufer != self._laeufer:
                raise ZwischenzeitlichGeaendert("Diese Einfuhr hat inzwischen ein anderer Prozess übernommen.")
            jetzt = self._werkzeug.uhrzeit()
            zaehler = {typ: dict(zahlen) for typ, zahlen in zeile.zaehler.items()}
            arbeit = Arbeit.beginne(self.stadt_id, self._quelle, jetzt, self.server.befunde, zaehler)
            yield zeile, arbeit
            zeile.zaehler, zeile.befunde, zeile.geschlagen = zaehler, self.server.befunde.als_json(), jetzt
        db.session.expunge_all()  # what came by is written; memory stays as it is

    def _schlage(self) -> None:
        """A sign of life while a slow server keeps us waiting, or another process would begin the page anew."""
        jetzt = self._werkzeug.uhrzeit()
        if jetzt - self._geschlagen < PULS:
            return
        with transaction() as sitzung:
            unser = update(Einfuhr).where(Einfuhr.id == self.id, Einfuhr.laeufer == self._laeufer)
            if not sitzung.execute(unser.values(geschlagen=jetzt)).rowcount:  # type: ignore[attr-defined]
                raise ZwischenzeitlichGeaendert("Diese Einfuhr hat inzwischen ein anderer Prozess übernommen.")
        self._geschlagen = jetzt

    def _pruefe(self) -> None:
        if not self._werkzeug.weiter():
            raise anstoss.Unterbrochen
