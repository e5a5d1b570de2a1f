"""How messages reach a Webhook: made from the change feed once, sent at least once, whoever dies in between.

1. *Make.* The Webhook's row is locked; each change after its place becomes a row, and the place moves, in one commit.
2. *Claim.* One due message is ours for a while, under a `marke` that never returns; whoever comes later skips it.
3. *Post.* No transaction is open meanwhile. Redirects are not followed, addresses inside the house not called.
4. *Write down*, if it is still ours: arrived, later again, or given up.

Who dies between 3 and 4 leaves a row that is sent again with the same `webhook-id`: the receiver knows it by that.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import SystemRandom
from threading import Event
from typing import Final

from sqlalchemy import delete, select

from vorlagen.config import Einstellungen
from vorlagen.extensions import db, transaction
from vorlagen.fehler import AbrufGescheitert, AdresseVerweigert
from vorlagen.models import Aenderung, Aenderungsstand, Webhook, Webhooksendung
from vorlagen.netz import Grenzen, sende
from vorlagen.services.post import Zustand
from vorlagen.services.tresor import oeffne
from vorlagen.services.webhooks import ereignis, griff, stoerung
from vorlagen.services.webhooks.abonnements import ZWECK
from vorlagen.services.webhooks.griff import Griff
from vorlagen.services.webhooks.signatur import kopfzeilen

AUF_EINMAL: Final = 200
PAUSEN: Final = tuple(
    timedelta(seconds=sekunden) for sekunden in (5, 60, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
"""After each failure so long; in all a little more than three days."""
AUFBEWAHRT: Final = timedelta(days=30)
"""So long a message can be looked at and sent again."""
_zufall: Final = SystemRandom()


@dataclass(frozen=True, slots=True, kw_only=True)
class Botendienst:
    """What a clock needs to know to deliver. `geheimnis` opens the Webhooks' own secrets."""

    grenzen: Grenzen
    basis_url: str
    geheimnis: bytes = field(repr=False)

    @classmethod
    def aus(cls, einstellungen: Einstellungen) -> Botendienst:
        """As the settings say."""
        grenzen = Grenzen(erlaubte=einstellungen.erlaubte_netze, sekunden=10, bytes_=64 * 1024)
        return cls(grenzen=grenzen, basis_url=einstellungen.base_url, geheimnis=einstellungen.secret_key.encode())

    @property
    def dauer(self) -> timedelta:
        """How long a clock may keep a message to itself."""
        return timedelta(seconds=3 * self.grenzen.sekunden + 30)


def arbeite_ab(dienst: Botendienst, *, uhrzeit: Callable[[], datetime], stop: Event) -> int:
    """All that is due, until `stop` is set; returns how many messages arrived. For the clock."""
    griff.hole_zurueck(dauer=dienst.dauer, jetzt=uhrzeit())
    angekommen = 0
    while not stop.is_set():
        gemacht, erfolg = verteile(jetzt=uhrzeit()), sende_naechste(dienst, jetzt=uhrzeit())
        if not gemacht and erfolg is None:
            break
        angekommen += bool(erfolg)
    return angekommen


def verteile(*, jetzt: datetime) -> int:
    """Make the messages of what has changed since; returns how many changes were looked at."""
    hinterher = (
        select(Webhook.id)
        .join(Aenderungsstand, Aenderungsstand.koerperschaft_id == Webhook.koerperschaft_id)
        .where(Webhook.aktiv, Webhook.nr < Aenderungsstand.nr)
    )
    faellige = db.session.scalars(hinterher.order_by(Webhook.id)).all()
    return sum(_verteile(webhook_id, jetzt) for webhook_id in faellige)


def sende_naechste(dienst: Botendienst, *, jetzt: datetime) -> bool | None:
    """Try the message that has been due longest; True if it arrived, None if nothing is due at `jetzt`."""
    genommen = griff.nimm(dauer=dienst.dauer, jetzt=jetzt)
    if genommen is None:
        return None
    status, satz = _versuche(genommen, dienst, jetzt)
    if status is not None and 200 <= status < 300:
        return stoerung.vermerke_erfolg(genommen, status, jetzt=jetzt)
    versuche = genommen.versuche
    if status == 410:  # the receiver asks for no more (Standard Webhooks)
        stoerung.schalte_ab(genommen, status, "Der Empfänger will keine Nachrichten mehr (410).", jetzt=jetzt)
    elif versuche > len(PAUSEN):
        stoerung.gib_auf(genommen, status, satz, jetzt=jetzt)
    else:
        pause = PAUSEN[versuche - 1] * _zufall.uniform(0.9, 1.1)
        stoerung.verschiebe(genommen, status, satz, pause, jetzt=jetzt)
    return False


def raeume_auf(*, jetzt: datetime) -> int:
    """Forget messages that are old; returns how many."""
    with transaction() as sitzung:
        alte = delete(Webhooksendung).where(
            Webhooksendung.erstellt < jetzt - AUFBEWAHRT, Webhooksendung.zustand != Zustand.VERGEBEN
        )
        return len(sitzung.scalars(alte.returning(Webhooksendung.id)).all())


def _verteile(webhook_id: str, jetzt: datetime) -> int:
    with transaction() as sitzung:
        frage = select(Webhook).where(Webhook.id == webhook_id, Webhook.aktiv)
        webhook = sitzung.scalar(
            frage.with_for_update(skip_locked=True, key_share=True).execution_options(populate_existing=True)
        )
        if webhook is None:
            return 0
        neue = sitzung.scalars(
            select(Aenderung)
            .where(Aenderung.koerperschaft_id == webhook.koerperschaft_id, Aenderung.nr > webhook.nr)
            .order_by(Aenderung.nr)
            .limit(AUF_EINMAL)
        ).all()
        gemeint = [eine for eine in neue if not webhook.arten or f"{eine.typ}.{eine.vorgang}" in webhook.arten]
        sitzung.add_all(
            Webhooksendung(
                koerperschaft_id=webhook.koerperschaft_id,
                webhook_id=webhook.id,
                nr=eine.nr,
                ereignis=ereignis.aus(eine),
                naechster_versuch=jetzt,
                erstellt=jetzt,
            )
            for eine in gemeint
        )
        webhook.nr = neue[-1].nr if neue else webhook.nr
        return len(neue)


def _versuche(genommen: Griff, dienst: Botendienst, jetzt: datetime) -> tuple[int | None, str]:
    """Post it; the receiver's status, and a sentence about what went wrong."""
    kennung = f"msg_{genommen.id}"
    inhalt = ereignis.umschlag(kennung, genommen.ereignis, genommen.adresse or dienst.basis_url)
    koerper = json.dumps(inhalt, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        geheimnisse = [oeffne(eines, geheimnis=dienst.geheimnis, zweck=ZWECK) for eines in genommen.geheimnisse(jetzt)]
        kopf = kopfzeilen(kennung, koerper, geheimnisse, jetzt=jetzt)
        kopf |= {"content-type": "application/cloudevents+json; charset=utf-8", "user-agent": "Vorlagen-Webhook/1"}
        antwort = sende(genommen.url, koerper, dienst.grenzen, kopf=kopf)
    except (AbrufGescheitert, AdresseVerweigert) as fehler:
        return None, fehler.satz
    except ValueError:
        return None, "Das Geheimnis stammt von einer anderen Installation. Bitte erzeugen Sie ein neues."
    if 300 <= antwort.status < 400:
        return antwort.status, f"Der Empfänger leitet weiter ({antwort.status}); dem wird nicht gefolgt."
    return antwort.status, f"Der Empfänger antwortet mit {antwort.status}."
