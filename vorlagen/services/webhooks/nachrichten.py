"""The messages to a Webhook as the Verwaltung sees them: what became of each, a test, and once more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.models import Webhooksendung
from vorlagen.services.post import Zustand
from vorlagen.services.seiten import SEITE, Seite, gebunden, lies_marke, zeit
from vorlagen.services.webhooks import ereignis
from vorlagen.services.webhooks.abonnements import hole
from vorlagen.services.wer import Wer


def probiere(webhook_id: str, *, wer: Wer, jetzt: datetime) -> str:
    """Send a test with the next stroke of the clock, also while it is switched off; returns the message's id."""
    with transaction() as sitzung:
        webhook = hole(webhook_id, wer, zum_schreiben=True)
        webhook.pause_bis = None
        kennung = neue_id()
        inhalt = {"type": ereignis.PROBE, "subject": f"webhook/{webhook_id}", "time": jetzt.isoformat()}
        data = {"art": ereignis.PROBE, "typ": "webhook", "id": webhook_id, "geloescht": False, "link": None}
        sitzung.add(
            Webhooksendung(
                id=kennung,
                koerperschaft_id=webhook.koerperschaft_id,
                webhook_id=webhook_id,
                ereignis={**inhalt, "data": data},
                naechster_versuch=jetzt,
                erstellt=jetzt,
            )
        )
        return kennung


def sendungen(webhook_id: str, wer: Wer, *, nach: str | None = None, anzahl: int = SEITE) -> Seite[Webhooksendung]:
    """What it was told, newest first. Raises `NichtBerechtigt`, `NichtGefunden`."""
    hole(webhook_id, wer)
    frage = select(Webhooksendung).where(Webhooksendung.webhook_id == webhook_id)
    if nach:
        frage = frage.where(Webhooksendung.id < lies_marke(nach, zeit)[1])
    zeilen = db.session.scalars(frage.order_by(Webhooksendung.id.desc()).limit(anzahl + 1)).all()
    return gebunden(zeilen, anzahl, lambda sendung: (sendung.erstellt, sendung.id))


def lies(webhook_id: str, sendung_id: str, wer: Wer) -> Webhooksendung:
    """One message. Raises `NichtBerechtigt`, `NichtGefunden`."""
    hole(webhook_id, wer)
    diese = (Webhooksendung.id == sendung_id, Webhooksendung.webhook_id == webhook_id)
    sendung = db.session.scalar(select(Webhooksendung).where(*diese).execution_options(populate_existing=True))
    if sendung is None:
        raise NichtGefunden("Diese Nachricht gibt es nicht.")
    return sendung


def sende_erneut(webhook_id: str, sendung_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """Try a message again with the next stroke, whatever became of it; its id stays, so the receiver knows it again.

    Raises `NichtBerechtigt`, `NichtGefunden`; `EingabeUngueltig` while it is just being sent.
    """
    with transaction() as sitzung:
        hole(webhook_id, wer, zum_schreiben=True).pause_bis = None
        diese = update(Webhooksendung).where(
            Webhooksendung.id == sendung_id,
            Webhooksendung.webhook_id == webhook_id,
            Webhooksendung.zustand != Zustand.VERGEBEN,
        )
        neu = diese.values(zustand=Zustand.BEREIT, versuche=0, naechster_versuch=jetzt).returning(Webhooksendung.id)
        if sitzung.scalar(neu.execution_options(synchronize_session=False)) is None:
            lies(webhook_id, sendung_id, wer)
            raise EingabeUngueltig("Diese Nachricht wird gerade gesendet.")
