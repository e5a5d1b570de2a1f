"""What becomes an Auftrag when bodies decide, and what becomes of it when the decision is stopped or taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.models import Auftrag, Beratung, Vorlage
from vorlagen.richtext import text as nur_text
from vorlagen.services import ausgaenge, bekanntgabe, kanten
from vorlagen.workflow.begriffe import ABGESCHLOSSENE_AUFTRAEGE, ZUGESTIMMT, Auftragsstatus, Ausgang

AUSGESETZT = "Die Ausführung ist ausgesetzt: Gegen den Beschluss ist Widerspruch erhoben."
AUFGEHOBEN = "Der Beschluss ist aufgehoben oder wird berichtigt."


def erteile(vorlage: Vorlage, *, jetzt: datetime) -> int:
    """Make one Auftrag of every point that was agreed to, inside the running transaction; returns how many those are.

    Asked again (after a second vote or a correction) it goes on with the rows there are: what people did to them stays
    as far as the decision is the same, and what is not agreed to any more need not be done.
    """
    entschieden = [b for b in vorlage.beratungen if b.entscheidet and b.ausgang in (*ZUGESTIMMT, Ausgang.GEMISCHT)]
    if not entschieden:
        return 0
    beratung, bisher = entschieden[-1], {a.punkt_id: a for a in _von(vorlage)}
    punkte = _zu_tun(vorlage, beratung)
    for punkt_id, text in punkte:
        auftrag = bisher.pop(punkt_id, None)
        if auftrag is None:
            auftrag = _neu(vorlage, beratung, punkt_id, jetzt)
        else:
            _nimm_wieder_auf(auftrag, jetzt)
        if auftrag.wortlaut != text:
            auftrag.text = auftrag.wortlaut = text
        auftrag.beratung_id, auftrag.gremium_id = beratung.id, beratung.gremien[0].id
        auftrag.beschlossen_am = kanten.tag_von(beratung)
        auftrag.oeffentlich = auftrag.oeffentlich and _ist_oeffentlich(vorlage, beratung)
    _lege_still(bisher.values(), Auftragsstatus.GEGENSTANDSLOS, AUFGEHOBEN, jetzt)
    db.session.flush()
    return len(punkte)


def setze_aus(vorlage: Vorlage, *, jetzt: datetime) -> int:
    """Nothing is carried out while an objection stands; returns how many Aufträge wait now."""
    return _lege_still(_von(vorlage), Auftragsstatus.VERZOEGERT, AUSGESETZT, jetzt)


def hebe_auf(vorlage: Vorlage, *, jetzt: datetime) -> int:
    """The decision does not hold any more; what was not done yet need not be done. Returns how many that are."""
    return _lege_still(_von(vorlage), Auftragsstatus.GEGENSTANDSLOS, AUFGEHOBEN, jetzt)


def _von(vorlage: Vorlage) -> Sequence[Auftrag]:
    return db.session.scalars(select(Auftrag).where(Auftrag.vorlage_id == vorlage.id).order_by(Auftrag.id)).all()


def _zu_tun(vorlage: Vorlage, beratung: Beratung) -> list[tuple[str | None, str]]:
    """What was agreed to: each point that has text and was not voted down, or the resolution as a whole."""
    stand = ausgaenge.stand(beratung)
    punkte = [p for p in vorlage.beschlusspunkte if p.text and stand.von(p.id) in ZUGESTIMMT]
    if vorlage.beschlusspunkte:
        return [(punkt.id, punkt.text) for punkt in punkte]
    return [(None, nur_text(vorlage.beschlussvorschlag).strip() or vorlage.betreff)]


def _neu(vorlage: Vorlage, beratung: Beratung, punkt_id: str | None, jetzt: datetime) -> Auftrag:
    auftrag = Auftrag(
        koerperschaft_id=vorlage.koerperschaft_id,
        vorlage_id=vorlage.id,
        punkt_id=punkt_id,
        amt_id=vorlage.federfuehrend_id,
        antragsteller=str(vorlage.felder.get("antragsteller") or "")[:300],
        text="",
        wortlaut="",
        oeffentlich=_ist_oeffentlich(vorlage, beratung),
        status=Auftragsstatus.OFFEN,
        grund_verzoegerung="",
        erstellt=jetzt,
        geaendert=jetzt,
        version=1,
    )
    db.session.add(auftrag)
    return auftrag


def _lege_still(auftraege: Iterable[Auftrag], status: Auftragsstatus, grund: str, jetzt: datetime) -> int:
    """Stop what is not done yet; where it stood comes back if the decision holds after all."""
    offene = [auftrag for auftrag in auftraege if auftrag.status not in ABGESCHLOSSENE_AUFTRAEGE]
    for auftrag in offene:
        if auftrag.zuvor is None:
            auftrag.zuvor = {"status": auftrag.status, "grund_verzoegerung": auftrag.grund_verzoegerung}
        auftrag.setze_status(status, jetzt)
        auftrag.grund_verzoegerung = grund
        auftrag.version, auftrag.geaendert = auftrag.version + 1, jetzt
    db.session.flush()
    return len(offene)


def _nimm_wieder_auf(auftrag: Auftrag, jetzt: datetime) -> None:
    if auftrag.zuvor is not None:
        auftrag.setze_status(auftrag.zuvor["status"], jetzt)
        auftrag.grund_verzoegerung = auftrag.zuvor["grund_verzoegerung"]
    auftrag.zuvor = None
    auftrag.version, auftrag.geaendert = auftrag.version + 1, jetzt


def _ist_oeffentlich(vorlage: Vorlage, beratung: Beratung) -> bool:
    return vorlage.oeffentlich and bekanntgabe.ist_oeffentlich(beratung)
