"""What became of an attempt, and when a Webhook has failed so long that it is switched off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from html import escape
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from vorlagen.extensions import transaction
from vorlagen.models import Person, Rollenvergabe, Webhook, Webhooksendung
from vorlagen.services.post import ADRESSE, Zustand, lege_in_ausgang
from vorlagen.services.webhooks.griff import Griff
from vorlagen.workflow.begriffe import Rolle

GEDULD: Final = timedelta(days=3)
"""So long everything may fail before a Webhook is switched off."""
VERSCHNAUFEN: Final = timedelta(minutes=1)
"""So long all messages of a Webhook wait after one has failed; a receiver that is down costs one attempt a minute."""


def vermerke_erfolg(griff: Griff, status: int, *, jetzt: datetime) -> bool:
    """It arrived; False if the message was no longer ours."""
    with transaction() as sitzung:
        webhook = _webhook(sitzung, griff)
        if webhook is None or not _schreibe(
            sitzung, griff, zustand=Zustand.GESENDET, antwort=status, gesendet=jetzt, fehler=None
        ):
            return False
        webhook.gestoert_seit = webhook.pause_bis = None
        return True


def verschiebe(griff: Griff, status: int | None, satz: str, pause: timedelta, *, jetzt: datetime) -> None:
    """Later again."""
    werte = {"zustand": Zustand.BEREIT, "naechster_versuch": jetzt + pause}
    _vermerke(griff, status, satz, werte, jetzt)


def gib_auf(griff: Griff, status: int | None, satz: str, *, jetzt: datetime) -> None:
    """No more by itself; it stays, and somebody can send it again."""
    _vermerke(griff, status, satz, {"zustand": Zustand.GESCHEITERT}, jetzt)


def schalte_ab(griff: Griff, status: int, satz: str, *, jetzt: datetime) -> None:
    """The receiver wants no more at all."""
    with transaction() as sitzung:
        webhook = _webhook(sitzung, griff)
        if webhook and _schreibe(sitzung, griff, zustand=Zustand.GESCHEITERT, antwort=status, fehler=satz):
            _schalte_ab(sitzung, webhook, satz, jetzt)


def _vermerke(griff: Griff, status: int | None, satz: str, werte: Mapping[str, Any], jetzt: datetime) -> None:
    with transaction() as sitzung:
        webhook = _webhook(sitzung, griff)
        if webhook and _schreibe(sitzung, griff, antwort=status, fehler=satz, **werte):
            _merke_stoerung(sitzung, webhook, satz, jetzt)


def _merke_stoerung(sitzung: Session, webhook: Webhook, satz: str, jetzt: datetime) -> None:
    webhook.gestoert_seit = webhook.gestoert_seit or jetzt
    webhook.pause_bis = jetzt + VERSCHNAUFEN
    if webhook.aktiv and jetzt - webhook.gestoert_seit >= GEDULD:
        _schalte_ab(sitzung, webhook, f"Seit drei Tagen kommt nichts mehr an: {satz}", jetzt)


def _schalte_ab(sitzung: Session, webhook: Webhook, satz: str, jetzt: datetime) -> None:
    """Tell the Verwaltung, once each time."""
    webhook.aktiv, webhook.abgeschaltet, webhook.version = False, satz, webhook.version + 1
    name = webhook.bezeichnung or "ohne Namen"
    absaetze = [
        f"der Webhook „{name}“ ist abgeschaltet. {satz}",
        "Was sich ändert, steht weiter in der Schnittstelle; nach dem Einschalten wird wieder gemeldet.",
    ]
    verwaltung = (
        select(Person)
        .join(Rollenvergabe, Rollenvergabe.person_id == Person.id)
        .where(
            Person.koerperschaft_id == webhook.koerperschaft_id,
            Person.aktiv,
            Person.mail.is_not(None),
            Rollenvergabe.rolle == Rolle.VERWALTUNG,
        )
    )
    for person in sitzung.scalars(verwaltung.distinct()):
        alle = [f"Guten Tag {person.name},", *absaetze]
        text = "\n\n".join([*alle, f"Webhook ansehen: {ADRESSE}"]) + "\n"
        html = "\n".join(f"<p>{escape(absatz)}</p>" for absatz in alle) + f'\n<p><a href="{ADRESSE}">ansehen</a></p>'
        inhalt = {"betreff": f"Webhook „{name}“ abgeschaltet", "text": text, "html": html}
        inhalt |= {"pfad": f"/verwaltung/webhooks/{webhook.id}"}
        schluessel = f"webhook-{webhook.id}-{webhook.version}-{person.id}"
        lege_in_ausgang(schluessel=schluessel, person=person, vorlage=None, inhalt=inhalt, jetzt=jetzt)


def _webhook(sitzung: Session, griff: Griff) -> Webhook | None:
    """Locked before its message, as everybody does who changes both; None once it is deleted."""
    return sitzung.get(Webhook, griff.webhook_id, with_for_update={"key_share": True}, populate_existing=True)


def _schreibe(sitzung: Session, griff: Griff, **werte: Any) -> bool:
    unsere = update(Webhooksendung).where(
        Webhooksendung.id == griff.id,
        Webhooksendung.marke == griff.marke,
        Webhooksendung.zustand == Zustand.VERGEBEN,
    )
    befehl = unsere.values(vergeben_bis=None, **werte).returning(Webhooksendung.id)
    return sitzung.scalar(befehl.execution_options(synchronize_session=False)) is not None
