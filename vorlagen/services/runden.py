"""A round of co-signing: who is asked, in which order, and whose earlier signature still holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.kalender import BERLIN
from vorlagen.models import Amt, Frist, Mitzeichnung, Vorlage
from vorlagen.services import fassungen, fristen, verlauf, zustaendigkeit
from vorlagen.services.sachstand import ablauf_von, fotografiere
from vorlagen.services.sichtbarkeit import laufende_mitzeichnungen
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle, Votum
from vorlagen.workflow.mitzeichnung import (
    Pflichtbeteiligung,
    Schweigen,
    bleibt_gueltig,
    geaenderte_abschnitte,
    pflichtbeteiligungen,
    vereint,
)

GEZEICHNET: Final = (
    "votum", "bemerkung", "fassung", "sha256", "person_id", "gezeichnet", "in_vertretung", "betrifft",
)  # fmt: skip
"""What a signature is made of, and what is carried into a later round."""


def eroeffne(vorlage: Vorlage, *, jetzt: datetime) -> dict[str, Any]:
    """Open a round in the running step: the chosen offices, those that rules ask for, and signatures that still hold.

    Returns what the history should say of it.
    """
    bisherige = laufende_mitzeichnungen(vorlage)
    runde = max(letzte_runde(vorlage), 1)
    if any(m.erbeten for m in bisherige):
        runde += 1
        for m in bisherige:
            if m.gewaehlt:
                nimm_auf(vorlage, m.amt, runde, gruppe=m.gruppe, pflicht=m.pflicht, werktage=m.werktage)
    _nimm_vorgeschriebene_auf(vorlage, runde, jetzt)
    schliesse_leere(vorlage, runde)
    db.session.flush()
    neue = laufende_mitzeichnungen(vorlage)
    weiter = [m for m in neue if _gilt_weiter(vorlage, m)]
    frage(vorlage, jetzt=jetzt)
    return {
        "mitzeichnung": {
            "runde": runde,
            "aemter": [m.amt.name for m in neue if m not in weiter],
            "gilt_weiter": [m.amt.name for m in weiter],
            "vorgeschrieben": {m.amt.name: m.anlass for m in neue if m.anlass},
        }
    }


def frage(vorlage: Vorlage, *, jetzt: datetime) -> list[Mitzeichnung]:
    """Ask every office whose turn it is and that has no deadline running; returns those never asked before."""
    ablauf = ablauf_von(vorlage)
    frist = ablauf.mitzeichnungsfrist(vorlage.status)
    laufend = select(Frist.amt_id).where(
        Frist.vorlage_id == vorlage.id, Frist.rolle == Rolle.MITZEICHNUNG, Frist.zustand == "offen"
    )
    unterwegs = set(db.session.scalars(laufend))
    neue = []
    for m in dran(laufende_mitzeichnungen(vorlage)):
        if m.amt_id in unterwegs:
            continue
        if m.erbeten is None:
            neue.append(m)
            m.erbeten = jetzt
            m.schweigen_gilt = ablauf.mitzeichnung.schweigen is Schweigen.ZUSTIMMUNG and m.anlass is None
        fristen.setze_mitzeichnung(vorlage, m, frist, jetzt=jetzt)
    db.session.flush()
    return neue


def frage_weiter(vorlage: Vorlage, *, jetzt: datetime) -> None:
    """After a signature: ask the next group if its turn has come, and write that down."""
    neue = frage(vorlage, jetzt=jetzt)
    if neue:
        daten = {"aemter": [m.amt.name for m in neue], "gruppe": neue[0].gruppe}
        verlauf.schreibe(vorlage, "um_mitzeichnung_gebeten", wer_id=None, jetzt=jetzt, daten=daten)


def dran(runde: Sequence[Mitzeichnung]) -> list[Mitzeichnung]:
    """The unsigned ones whose turn it is. A group waits until all before it that must sign have agreed."""
    haelt_auf = (m.gruppe for m in runde if m.pflicht and m.votum in (None, Votum.ABGELEHNT))
    bis = min(haelt_auf, default=None)
    return [m for m in runde if m.votum is None and (m.erbeten or bis is None or m.gruppe <= bis)]


def loese(vorlage: Vorlage, m: Mitzeichnung, *, wer: Wer, jetzt: datetime, bemerkung: str | None = None) -> None:
    """Take a signature away; the history keeps both."""
    daten = {
        "mitzeichnung": m.id,
        "amt": m.amt.name,
        "votum": m.votum,
        "fassung": m.fassung,
        "bemerkung": (bemerkung or "").strip() or None,
    }
    m.votum = m.bemerkung = m.fassung = m.sha256 = m.person_id = m.gezeichnet = m.gilt_fuer = None
    m.in_vertretung = m.stillschweigend = False
    db.session.flush()
    verlauf.schreibe(vorlage, "mitzeichnung_zurueckgenommen", wer_id=wer.id, jetzt=jetzt, daten=daten)


def loese_eigene(vorlage: Vorlage, *, wer: Wer, jetzt: datetime) -> None:
    """Whoever sends a paper back agrees to it no longer: their signatures of this round end with the step."""
    aemter = (wer.aemter(Rolle.MITZEICHNUNG) or frozenset()) | wer.vertritt
    for m in laufende_mitzeichnungen(vorlage):
        if m.votum is not None and (m.amt_id in aemter or m.person_id == wer.id):
            loese(vorlage, m, wer=wer, jetzt=jetzt)


def letzte_runde(vorlage: Vorlage) -> int:
    """The number of the current round; 0 before the first was planned."""
    return max((m.runde for m in vorlage.mitzeichnungen), default=0)


def nimm_auf(
    vorlage: Vorlage, amt: Amt, runde: int, *, gruppe: int = 1, pflicht: bool = True, werktage: int | None = None,
    gewaehlt: bool = True,
) -> Mitzeichnung:  # fmt: skip
    """A new row for an office in a round, not asked yet."""
    m = Mitzeichnung(
        koerperschaft_id=vorlage.koerperschaft_id,
        vorlage_id=vorlage.id,
        amt_id=amt.id,
        amt=amt,
        runde=runde,
        gruppe=gruppe,
        pflicht=pflicht,
        werktage=werktage,
        gewaehlt=gewaehlt,
        betrifft=list(ablauf_von(vorlage).mitzeichnung.betrifft),
    )
    vorlage.mitzeichnungen.append(m)
    return m


def schliesse_leere(vorlage: Vorlage, runde: int) -> None:
    """A later round with nobody in it is kept by a row that nobody wants: else the round before would still hold."""
    if runde > 1 and not any(m.runde == runde for m in vorlage.mitzeichnungen):
        letztes = vorlage.mitzeichnungen[-1].amt
        nimm_auf(vorlage, letztes, runde, pflicht=False, gewaehlt=False)


def vorgeschriebene(vorlage: Vorlage, *, jetzt: datetime) -> list[tuple[Amt, Pflichtbeteiligung]]:
    """The offices that rules would ask for now, with the reason. The lead office does not co-sign its own paper."""
    ablauf = ablauf_von(vorlage)
    if not ablauf.mitzeichnung.regeln:
        return []
    stand = fotografiere(vorlage, jetzt.astimezone(BERLIN).date())
    zustaendig = zustaendigkeit.je_aufgabe(vorlage.koerperschaft_id)
    return [
        (amt, pflicht)
        for pflicht in pflichtbeteiligungen(ablauf.mitzeichnung, stand)
        for amt in zustaendig.get(pflicht.aufgabe, ())
        if amt.id != vorlage.federfuehrend_id
    ]


def _nimm_vorgeschriebene_auf(vorlage: Vorlage, runde: int, jetzt: datetime) -> None:
    je_amt: dict[str, list[Pflichtbeteiligung]] = {}
    aemter: dict[str, Amt] = {}
    for amt, pflicht in vorgeschriebene(vorlage, jetzt=jetzt):
        aemter[amt.id] = amt
        je_amt.setdefault(amt.id, []).append(pflicht)
    zeilen = {m.amt_id: m for m in vorlage.mitzeichnungen if m.runde == runde}
    for amt_id, pflichten in je_amt.items():
        m = zeilen.get(amt_id) or nimm_auf(vorlage, aemter[amt_id], runde, gewaehlt=False)
        m.pflicht = True
        m.anlass = " ".join(pflicht.anlass for pflicht in pflichten)
        m.betrifft = list(vereint([pflicht.betrifft for pflicht in pflichten]))


def _gilt_weiter(vorlage: Vorlage, m: Mitzeichnung) -> bool:
    """Carry over what the office signed in the round before, if nothing that it is bound to has changed since."""
    vorige = next((v for v in vorlage.mitzeichnungen if v.amt_id == m.amt_id and v.runde == m.runde - 1), None)
    if vorige is None or vorige.fassung is None or vorige.stillschweigend or vorige.votum == Votum.ABGELEHNT:
        return False
    geaendert = geaenderte_abschnitte(fassungen.text(vorlage, vorige.fassung), fassungen.text(vorlage, vorlage.fassung))
    if not bleibt_gueltig(vorige.betrifft, geaendert):
        return False
    for name in GEZEICHNET:
        setattr(m, name, getattr(vorige, name))
    m.erbeten, m.frist = vorige.erbeten, vorige.frist
    m.gilt_fuer = vorlage.fassung if m.fassung != vorlage.fassung else None
    return True
