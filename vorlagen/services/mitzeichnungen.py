"""Co-signing: choosing the offices, and signing what one has read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.models import Amt, Mitzeichnung, Vorlage
from vorlagen.services import fassungen, fristen, schritte, verlauf
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import hole, laufende_mitzeichnungen
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle, Votum


@dataclass(frozen=True, slots=True)
class Beteiligung:
    """An office that is to co-sign. `gruppe`: offices of one group sign side by side."""

    amt_id: str
    gruppe: int = 1
    pflicht: bool = True


def plane(vorlage: Vorlage, beteiligungen: Sequence[Beteiligung]) -> None:
    """Set who will be asked next, inside the running transaction. Rounds that were asked already stay as they are.

    Raises `EingabeUngueltig` for an office that the paper's town does not have.
    """
    _pruefe_aemter(vorlage, {beteiligung.amt_id for beteiligung in beteiligungen})
    laufende = laufende_mitzeichnungen(vorlage)
    runde = max((m.runde for m in laufende), default=1)
    if any(m.frist for m in laufende):
        runde += 1
    for alte in [m for m in vorlage.mitzeichnungen if m.runde == runde]:
        vorlage.mitzeichnungen.remove(alte)
        db.session.delete(alte)
    db.session.flush()
    for amt_id, beteiligung in {b.amt_id: b for b in beteiligungen}.items():
        vorlage.mitzeichnungen.append(
            Mitzeichnung(
                koerperschaft_id=vorlage.koerperschaft_id,
                vorlage_id=vorlage.id,
                amt_id=amt_id,
                runde=runde,
                gruppe=beteiligung.gruppe,
                pflicht=beteiligung.pflicht,
            )
        )
    db.session.flush()


def zeichne(
    vorlage_id: str,
    mitzeichnung_id: str,
    *,
    votum: str,
    fassung: int,
    wer: Wer,
    jetzt: datetime,
    bemerkung: str | None = None,
) -> None:
    """Sign for an office. `fassung` is the one that was read; the signature is bound to its text.

    Raises `ZwischenzeitlichGeaendert` if there is a newer one or the office has signed already, `NichtBerechtigt`,
    `NichtGefunden`, `EingabeUngueltig` (unknown vote; a rejection or a hint without words).
    """
    gemeint = _votum(votum, bemerkung)
    with transaction():
        vorlage, _ = hole(vorlage_id, wer, zum_schreiben=True)
        mitzeichnung = next((m for m in laufende_mitzeichnungen(vorlage) if m.id == mitzeichnung_id), None)
        if mitzeichnung is None:
            raise NichtGefunden("Diese Mitzeichnung gibt es nicht oder sie gehört zu einer früheren Runde.")
        aemter = wer.aemter(Rolle.MITZEICHNUNG)
        if aemter is not None and mitzeichnung.amt_id not in aemter:
            raise NichtBerechtigt(f"Für „{mitzeichnung.amt.name}“ können Sie nicht mitzeichnen.")
        _pruefe_stand(vorlage, mitzeichnung, fassung)
        aktuelle = fassungen.aktuell(vorlage)
        mitzeichnung.votum, mitzeichnung.bemerkung = gemeint, (bemerkung or "").strip() or None
        mitzeichnung.fassung, mitzeichnung.sha256 = fassung, aktuelle.sha256 if aktuelle else None
        mitzeichnung.person_id, mitzeichnung.gezeichnet = wer.id, jetzt
        db.session.flush()
        fristen.beende(
            jetzt=jetzt,
            zustand="erledigt",
            vorlage_id=vorlage.id,
            rolle=Rolle.MITZEICHNUNG,
            amt_id=mitzeichnung.amt_id,
        )
        daten = {
            "mitzeichnung": mitzeichnung.id,
            "amt": mitzeichnung.amt.name,
            "votum": gemeint.value,
            "fassung": fassung,
            "sha256": mitzeichnung.sha256,
            "bemerkung": mitzeichnung.bemerkung,
        }
        verlauf.schreibe(vorlage, "mitgezeichnet", wer_id=wer.id, jetzt=jetzt, daten=daten)
        schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt)


def _pruefe_aemter(vorlage: Vorlage, amt_ids: set[str]) -> None:
    frage = select(Amt.id).where(Amt.koerperschaft_id == vorlage.koerperschaft_id, Amt.id.in_(amt_ids))
    if amt_ids - set(db.session.scalars(frage)):
        raise EingabeUngueltig(
            "Eines der Ämter, die mitzeichnen sollen, gibt es nicht.",
            {"mitzeichnungen": ["Bitte wählen Sie Ämter aus der Liste."]},
        )


def _votum(votum: str, bemerkung: str | None) -> Votum:
    if votum not in set(Votum):
        raise EingabeUngueltig(
            f"Das Votum „{votum}“ gibt es nicht.", {"votum": [f"Möglich sind: {', '.join(sorted(Votum))}."]}
        )
    if votum in (Votum.ABGELEHNT, Votum.ZUGESTIMMT_MIT_HINWEIS) and not (bemerkung or "").strip():
        raise EingabeUngueltig(
            "Bitte schreiben Sie dazu, was zu beachten ist.",
            {"bemerkung": ["Bei diesem Votum braucht es Worte."]},
        )
    return Votum(votum)


def _pruefe_stand(vorlage: Vorlage, mitzeichnung: Mitzeichnung, fassung: int) -> None:
    if mitzeichnung.frist is None or vorlage.status == ablauf_von(vorlage).beginnt_mit:
        raise EingabeUngueltig("Die Vorlage ist noch nicht zur Mitzeichnung gegeben.")
    if fassung != vorlage.fassung:
        raise ZwischenzeitlichGeaendert(
            f"Inzwischen gilt Fassung {vorlage.fassung}; gelesen wurde Fassung {fassung}. Bitte lesen Sie die neue."
        )
    if mitzeichnung.votum is not None:
        raise ZwischenzeitlichGeaendert(f"„{mitzeichnung.amt.name}“ hat diese Fassung schon gezeichnet.")
