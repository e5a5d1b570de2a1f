"""Co-signing: choosing the offices, signing what one has read, and taking that back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.models import Amt, Mitzeichnung, Vorlage
from vorlagen.services import fassungen, fristen, runden, schritte, verlauf
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import hole, laufende_mitzeichnungen
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle, Votum
from vorlagen.workflow.engine import BedingungOffen
from vorlagen.workflow.grund import Grund


@dataclass(frozen=True, slots=True)
class Beteiligung:
    """An office that is to co-sign. `gruppe`: offices of one group sign side by side, the next group after them.

    `werktage` is how long it has; None as long as the step says.
    """

    amt_id: str
    gruppe: int = 1
    pflicht: bool = True
    werktage: int | None = None


def plane(vorlage: Vorlage, beteiligungen: Sequence[Beteiligung]) -> None:
    """Set who will be asked next, inside the running transaction. Rounds that were asked already stay as they are.

    Offices that rules ask for join when the round is opened. Raises `EingabeUngueltig` for an office of no such town.
    """
    aemter = _aemter(vorlage, {beteiligung.amt_id for beteiligung in beteiligungen})
    runde = max(runden.letzte_runde(vorlage), 1)
    if any(m.erbeten for m in laufende_mitzeichnungen(vorlage)):
        runde += 1
    for alte in [m for m in vorlage.mitzeichnungen if m.runde == runde]:
        vorlage.mitzeichnungen.remove(alte)
        db.session.delete(alte)
    db.session.flush()
    for amt_id, b in {b.amt_id: b for b in beteiligungen}.items():
        runden.nimm_auf(vorlage, aemter[amt_id], runde, gruppe=b.gruppe, pflicht=b.pflicht, werktage=b.werktage)
    runden.schliesse_leere(vorlage, runde)
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
    version: int | None = None,
) -> None:
    """Sign for an office, one's own or as its deputy. `fassung` is the one that was read; the signature is bound to it.

    Raises `ZwischenzeitlichGeaendert` if there is a newer one, if a seen `version` of the paper is no longer current
    or if the office has signed already, `BedingungOffen` if others come first, `NichtBerechtigt`, `NichtGefunden`,
    `EingabeUngueltig` (unknown vote; a rejection or a hint without words).
    """
    gemeint = _votum(votum, bemerkung)
    with transaction():
        vorlage, _ = hole(vorlage_id, wer, zum_schreiben=True)
        schritte.pruefe_version(vorlage, version)
        mitzeichnung = _laufende(vorlage, mitzeichnung_id)
        pruefe_zeichenbar(vorlage, mitzeichnung, fassung, wer)
        aktuelle = fassungen.aktuell(vorlage)
        mitzeichnung.votum, mitzeichnung.bemerkung = gemeint, (bemerkung or "").strip() or None
        mitzeichnung.fassung, mitzeichnung.sha256 = fassung, aktuelle.sha256 if aktuelle else None
        mitzeichnung.person_id, mitzeichnung.gezeichnet = wer.id, jetzt
        mitzeichnung.in_vertretung = not _eigenes(wer, mitzeichnung.amt_id)
        halte_fest(vorlage, mitzeichnung, wer=wer, jetzt=jetzt)


def nimm_zurueck(
    vorlage_id: str,
    mitzeichnung_id: str,
    *,
    wer: Wer,
    jetzt: datetime,
    bemerkung: str | None = None,
    version: int | None = None,
) -> None:
    """Take a signature back, as long as the paper is still being co-signed; the office is asked again.

    A deputy takes back only their own. `version` as in `zeichne`. Raises `NichtGefunden`, `NichtBerechtigt`,
    `EingabeUngueltig` where there is no signature, `BedingungOffen` once the paper has gone on.
    """
    with transaction():
        vorlage, _ = hole(vorlage_id, wer, zum_schreiben=True)
        schritte.pruefe_version(vorlage, version)
        mitzeichnung = _laufende(vorlage, mitzeichnung_id)
        amt = mitzeichnung.amt.name
        if not darf_zuruecknehmen(mitzeichnung, wer):
            raise NichtBerechtigt(f"Die Mitzeichnung von „{amt}“ können Sie nicht zurücknehmen.")
        if mitzeichnung.votum is None:
            raise EingabeUngueltig(f"„{amt}“ hat noch nicht gezeichnet.")
        ablauf = ablauf_von(vorlage)
        if vorlage.status not in ablauf.zeichnende:
            stand = ablauf.status_titel(vorlage.status)
            text = f"Die Vorlage ist inzwischen „{stand}“; zurücknehmen geht nur, solange mitgezeichnet wird."
            grund = Grund("status.unpassend", text, abhilfe="die Vorlage zurückholen", wer="die federführende Stelle")
            raise BedingungOffen("Mitzeichnung zurücknehmen", (grund,))
        runden.loese(vorlage, mitzeichnung, wer=wer, jetzt=jetzt, bemerkung=bemerkung)
        runden.frage(vorlage, jetzt=jetzt)
        schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt)


def pruefe_zeichenbar(vorlage: Vorlage, mitzeichnung: Mitzeichnung, fassung: int, wer: Wer) -> None:
    """Refuse whoever does not sign for the office, and everybody while it is not its turn. Raises as `zeichne`."""
    if not zeichnet_fuer(wer, mitzeichnung.amt_id):
        raise NichtBerechtigt(f"Für „{mitzeichnung.amt.name}“ können Sie nicht mitzeichnen.")
    _pruefe_stand(vorlage, mitzeichnung, fassung)


def zeichnet_fuer(wer: Wer, amt_id: str) -> bool:
    """True for who signs for this office, in their own right or as a deputy today."""
    return _eigenes(wer, amt_id) or amt_id in wer.vertritt


def darf_zuruecknehmen(mitzeichnung: Mitzeichnung, wer: Wer) -> bool:
    """True for the office itself, and for a deputy who has signed."""
    selbst = mitzeichnung.person_id == wer.id and mitzeichnung.amt_id in wer.vertritt
    return _eigenes(wer, mitzeichnung.amt_id) or selbst


def halte_fest(vorlage: Vorlage, mitzeichnung: Mitzeichnung, *, wer: Wer | None, jetzt: datetime) -> None:
    """What follows a signature that is on the row: its deadline ends, the history has it, the next are asked.

    `wer` is None where nobody signed and the deadline's end counts as agreement.
    """
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
        "votum": str(mitzeichnung.votum),
        "fassung": mitzeichnung.fassung,
        "sha256": mitzeichnung.sha256,
        "bemerkung": mitzeichnung.bemerkung,
        "in_vertretung": mitzeichnung.in_vertretung,
        "stillschweigend": mitzeichnung.stillschweigend,
    }
    verlauf.schreibe(vorlage, "mitgezeichnet", wer_id=wer.id if wer else None, jetzt=jetzt, daten=daten)
    runden.frage_weiter(vorlage, jetzt=jetzt)
    schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt)


def _laufende(vorlage: Vorlage, mitzeichnung_id: str) -> Mitzeichnung:
    mitzeichnung = next((m for m in laufende_mitzeichnungen(vorlage) if m.id == mitzeichnung_id), None)
    if mitzeichnung is None:
        raise NichtGefunden("Diese Mitzeichnung gibt es nicht oder sie gehört zu einer früheren Runde.")
    return mitzeichnung


def _eigenes(wer: Wer, amt_id: str) -> bool:
    aemter = wer.aemter(Rolle.MITZEICHNUNG)
    return aemter is None or amt_id in aemter


def _aemter(vorlage: Vorlage, amt_ids: set[str]) -> dict[str, Amt]:
    frage = select(Amt).where(Amt.koerperschaft_id == vorlage.koerperschaft_id, Amt.id.in_(amt_ids))
    aemter = {amt.id: amt for amt in db.session.scalars(frage)}
    if amt_ids - set(aemter):
        raise EingabeUngueltig(
            "Eines der Ämter, die mitzeichnen sollen, gibt es nicht.",
            {"mitzeichnungen": ["Bitte wählen Sie Ämter aus der Liste."]},
        )
    return aemter


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
    runde = laufende_mitzeichnungen(vorlage)
    if vorlage.status == ablauf_von(vorlage).beginnt_mit or not any(m.erbeten for m in runde):
        raise EingabeUngueltig("Die Vorlage ist noch nicht zur Mitzeichnung gegeben.")
    if mitzeichnung.erbeten is None:
        davor = ", ".join(m.amt.name for m in runde if m.gruppe < mitzeichnung.gruppe and m.pflicht)
        grund = Grund(
            "mitzeichnung.spaeter",
            f"„{mitzeichnung.amt.name}“ ist noch nicht an der Reihe; vorher zeichnen: {davor}.",
            abhilfe="warten, bis Sie gefragt werden",
            wer=mitzeichnung.amt.name,
        )
        raise BedingungOffen("Mitzeichnen", (grund,))
    if fassung != vorlage.fassung:
        raise ZwischenzeitlichGeaendert(
            f"Inzwischen gilt Fassung {vorlage.fassung}; gelesen wurde Fassung {fassung}. Bitte lesen Sie die neue."
        )
    if mitzeichnung.votum is not None:
        raise ZwischenzeitlichGeaendert(f"„{mitzeichnung.amt.name}“ hat diese Fassung schon gezeichnet.")
