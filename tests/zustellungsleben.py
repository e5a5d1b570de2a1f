"""Random lives of the outbox: reminders are planned, cancelled and sent by clocks that die, sleep and wake up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from flask import current_app
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from sqlalchemy import select

from tests.welt import JETZT, baue_stadt
from tests.zustellungsbote import FERTIG, PUNKT, TEXT, VERSAND, Bote, hier
from vorlagen.extensions import ALLE, db, neue_id, sicht_oeffnen, transaction
from vorlagen.mail import Nachricht, message_id
from vorlagen.models import Erinnerung, Frist, Postausgang
from vorlagen.services import erinnern, fristen, vergabe, zustellung


class Zustellungsleben(RuleBasedStateMachine):
    """Reminders are planned, promoted, sent and cancelled; what reaches the letter box is compared with the outbox."""

    def __init__(self) -> None:
        super().__init__()
        self.jetzt = JETZT
        self.boten: list[Bote] = []
        self.angekommen: list[str] = []
        self.abgelehnt: set[str] = set()
        self.gestrichen: set[str] = set()
        self._flicken: list[Any] = [
            patch.object(zustellung, "sende", lambda _weg, brief, vor_dem_punkt: hier.bote.sende(brief, vor_dem_punkt)),
            patch.object(vergabe, "uhrzeit", lambda _sitzung: self.jetzt),
        ]
        for flicken in self._flicken:
            flicken.start()
        self.stadt = baue_stadt()

    @rule()
    def plane(self) -> None:
        """A deadline of Olaf's with a reminder that is due at once."""
        with self._als_haus():
            frist = Frist(
                id=neue_id(), koerperschaft_id=self.stadt.koerperschaft_id, name="Freigabe", rolle="freigabe",
                beginn=JETZT.date(), faellig_am=JETZT.date() + timedelta(days=400),
                faellig_um=JETZT + timedelta(days=400),
            )  # fmt: skip
            db.session.add(frist)
            db.session.flush()
            schluessel = f"{frist.id}/1/eingang"
            db.session.add(
                Erinnerung(
                    koerperschaft_id=frist.koerperschaft_id,
                    frist_id=frist.id,
                    stufe="eingang",
                    schluessel=schluessel,
                    faellig_um=JETZT - timedelta(days=400),
                )
            )

    @rule()
    def befoerdere(self) -> None:
        sicht_oeffnen(ALLE)
        erinnern.befoerdere(jetzt=self.jetzt)
        for erinnerung in self._alle(Erinnerung):
            mails = [m for m in self._alle(Postausgang) if m.schluessel.startswith(erinnerung.schluessel)]
            assert len(mails) <= 1, "a reminder has two mails"
            assert mails or erinnerung.zustand != "versandt", "a reminder was handed on and is nowhere"

    @rule(platz=st.integers(0, 9))
    def streiche(self, platz: int) -> None:
        """The deadline is done."""
        with self._als_haus():
            offene = db.session.scalars(select(Frist).where(Frist.zustand == "offen").order_by(Frist.id)).all()
            if offene:
                frist = offene[platz % len(offene)]
                frist.zustand = "erledigt"
                fristen.streiche_erinnerungen([frist], "erledigt")
        self.gestrichen |= {m.id for m in self._alle(Postausgang) if m.zustand == "entfallen"}

    @precondition(lambda self: len(self.boten) < 3)
    @rule()
    def fang_an(self) -> None:
        self._neuer_bote()

    @precondition(lambda self: self.boten)
    @rule(platz=st.integers(0, 2), wie=st.sampled_from(("gut", "gut", "verschwiegen", "weg", "spaeter", "nie")))
    def geht_weiter(self, platz: int, wie: str) -> None:
        self._weiter(self.boten[platz % len(self.boten)], wie)

    @precondition(lambda self: self.boten)
    @rule(platz=st.integers(0, 2), danach=st.booleans())
    def stirbt(self, platz: int, danach: bool) -> None:
        bote = self.boten[platz % len(self.boten)]
        self._weiter(bote, "stirb danach" if danach and bote.halt == PUNKT else "stirb")

    @rule(sekunden=st.sampled_from((1, 10, 31, 40, 7200)))
    def warte(self, sekunden: int) -> None:
        self.jetzt += timedelta(seconds=sekunden)

    @rule()
    def stelle_die_uhr_zurueck(self) -> None:
        self.jetzt -= timedelta(hours=1)

    @rule()
    def hole_zurueck(self) -> None:
        """Just those whose lease is over, or was given by a clock that was put back since."""
        dauer = VERSAND.dauer + timedelta(seconds=5)
        bis = [m.vergeben_bis for m in self._alle(Postausgang) if m.zustand == "vergeben"]
        vorbei = [ende for ende in bis if ende and (ende <= self.jetzt or ende > self.jetzt + dauer)]
        sicht_oeffnen(ALLE)
        assert zustellung.hole_zurueck(VERSAND, jetzt=self.jetzt) == len(vorbei), "a lease was taken or left wrongly"

    @precondition(lambda self: self.boten)
    @rule(
        platz=st.integers(0, 2),
        wie=st.sampled_from(("gut", "gut", "spaeter", "nie")),
        weit=st.sampled_from((1, -1, 1, 0, 2)),
    )
    def verschlafe(self, platz: int, wie: str, weit: int) -> None:
        """One clock sleeps through its lease; another gets so far meanwhile (-1: none); it wakes up."""
        schlaefer = self.boten[platz % len(self.boten)]
        self.jetzt += VERSAND.dauer + timedelta(seconds=1)
        if weit >= 0:
            self.hole_zurueck()
            neuer = self._neuer_bote()
            while neuer.halt != FERTIG and neuer.nachricht != schlaefer.nachricht:  # others may be due before it
                self._weiter(neuer, "gut")
                neuer = neuer if neuer.halt != FERTIG else self._neuer_bote()
            for _ in range(weit):
                if neuer.halt != FERTIG:
                    self._weiter(neuer, "gut")
        while schlaefer.halt != FERTIG:
            self._weiter(schlaefer, wie)

    def teardown(self) -> None:
        """Whoever still runs dies; then everything that is wanted must arrive, however long it takes."""
        try:
            while self.boten:
                self._weiter(self.boten[0], "stirb")
            self._bringe_zu_ende()
        finally:
            for flicken in self._flicken:
                flicken.stop()

    def _bringe_zu_ende(self) -> None:
        for _ in range(400):
            self.jetzt += timedelta(hours=2)
            self.befoerdere()
            self.hole_zurueck()
            bote = self._neuer_bote()
            while bote.halt != FERTIG:
                self._weiter(bote, "gut")
            offen = [m for m in self._alle(Postausgang) if m.zustand in ("bereit", "vergeben")]
            if not offen and not any(e.zustand == "geplant" for e in self._alle(Erinnerung)):
                break
        for mail in self._alle(Postausgang):
            if mail.zustand != "entfallen" and mail.id not in self.abgelehnt:
                assert mail.zustand == "gesendet", f"a mail was never sent: {mail.zustand}"
            assert mail.zustand != "gesendet" or mail.message_id in self.angekommen, "called sent, and never arrived"
        assert not [e for e in self._alle(Erinnerung) if e.zustand == "geplant"], "a reminder was never handed on"

    def _neuer_bote(self) -> Bote:
        bote = Bote(current_app._get_current_object(), self.jetzt, self._nimm_an)  # type: ignore[attr-defined]
        if bote.halt != FERTIG:
            self.boten.append(bote)
        return bote

    def _weiter(self, bote: Bote, wie: str) -> None:
        assert bote.nachricht is not None
        vorher, halt = self._zeile(bote.nachricht), bote.halt
        bote.weiter(wie)
        if halt == TEXT and bote.halt == PUNKT:
            jetzt = self._zeile(bote.nachricht)
            assert (jetzt.phase, jetzt.zustand) == ("punkt", "vergeben"), "the dot follows, and nobody wrote it down"
            assert vorher.phase == "", "two clocks are at the dot of one mail"
            assert vorher.vergeben_bis is None or vorher.vergeben_bis > self.jetzt, "a clock sends that slept"
        if wie == "nie" and bote.halt == FERTIG:
            self.abgelehnt |= {m.id for m in self._alle(Postausgang) if m.zustand == "gescheitert"}
        if bote.halt == FERTIG:
            self.boten = [einer for einer in self.boten if einer is not bote]

    def _nimm_an(self, nachricht: Nachricht) -> None:
        """The server takes it over; runs in the clock's thread, in the middle of its talk."""
        mail = self._zeile(nachricht)
        assert mail.zweifel or nachricht.message_id not in self.angekommen, "a silent second copy"
        assert mail.zweifel or mail.id not in self.gestrichen, "nobody wanted it any more"
        self.angekommen.append(nachricht.message_id)

    def _zeile(self, nachricht: Nachricht) -> Postausgang:
        """Its row as it is at this moment."""
        kennungen: dict[str, Postausgang] = {
            message_id(VERSAND.geheimnis, m.schluessel, VERSAND.domain): m for m in self._alle(Postausgang)
        }
        return kennungen[nachricht.message_id]

    def _alle(self, tabelle: type[Any]) -> list[Any]:
        """As they are at this moment; they do not change any more."""
        db.session.rollback()
        sicht_oeffnen(ALLE)
        zeilen = list(db.session.scalars(select(tabelle).order_by(tabelle.id)))
        db.session.expunge_all()
        db.session.rollback()
        return zeilen

    @contextmanager
    def _als_haus(self) -> Iterator[None]:
        sicht_oeffnen(ALLE)
        with transaction():
            yield
