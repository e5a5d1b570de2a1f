"""Who is told: Webhooks as the Verwaltung of a town sets them up, tries them out and takes them away."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.models import Aenderungsstand, Webhook, Webhooksendung
from vorlagen.netz import Netze, ist_zahl, loese_auf, pruefe_ziel
from vorlagen.services import protokoll
from vorlagen.services.protokoll import Ereignis, Gegenstand
from vorlagen.services.tresor import verschliesse
from vorlagen.services.webhooks import ereignis, signatur
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle

ZWECK: Final = "webhook"
HOECHSTENS: Final = 20
NAMENSLAENGE: Final = 120
UEBERGANG: Final = timedelta(hours=24)
"""So long a secret goes on signing beside the one that took its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Angaben:
    """What somebody wants a Webhook to be; `arten` empty: all."""

    url: str
    bezeichnung: str = ""
    arten: tuple[str, ...] = ()
    aktiv: bool = True


def liste(wer: Wer) -> Sequence[Webhook]:
    """All of the town, oldest first. Raises `NichtBerechtigt`."""
    _pruefe_verwaltung(wer)
    eigene = select(Webhook).where(Webhook.koerperschaft_id == wer.koerperschaft_id)
    return db.session.scalars(eigene.order_by(Webhook.id)).all()


def hole(webhook_id: str, wer: Wer, *, zum_schreiben: bool = False) -> Webhook:
    """One of the own town; `zum_schreiben` locks it. Raises `NichtBerechtigt`, `NichtGefunden`."""
    _pruefe_verwaltung(wer)
    frage = select(Webhook).where(Webhook.id == webhook_id, Webhook.koerperschaft_id == wer.koerperschaft_id)
    if zum_schreiben:
        frage = frage.with_for_update(key_share=True).execution_options(populate_existing=True)
    webhook = db.session.scalar(frage)
    if webhook is None:
        raise NichtGefunden("Diesen Webhook gibt es nicht.")
    return webhook


def lege_an(angaben: Angaben, *, erlaubte: Netze, geheimnis: bytes, wer: Wer, jetzt: datetime) -> tuple[str, str]:
    """Tell this address of all that changes from now on; returns its id and its secret, which is shown only now.

    Raises `NichtBerechtigt`, `EingabeUngueltig`, and `AdresseVerweigert` for an address that we do not call.
    """
    _pruefe_verwaltung(wer)
    _pruefe_angaben(angaben.arten, angaben.bezeichnung)
    _pruefe_adresse(angaben.url, erlaubte)
    with transaction() as sitzung:
        if len(liste(wer)) >= HOECHSTENS:
            raise EingabeUngueltig(f"Mehr als {HOECHSTENS} Webhooks hat eine Kommune nicht. Bitte löschen Sie einen.")
        klar, webhook_id = signatur.neues_geheimnis(), neue_id()
        stand = select(Aenderungsstand.nr).where(Aenderungsstand.koerperschaft_id == wer.koerperschaft_id)
        sitzung.add(
            Webhook(
                id=webhook_id,
                koerperschaft_id=wer.koerperschaft_id,
                url=angaben.url,
                bezeichnung=angaben.bezeichnung.strip(),
                arten=list(angaben.arten),
                aktiv=angaben.aktiv,
                geheimnis=verschliesse(klar, geheimnis=geheimnis, zweck=ZWECK),
                nr=sitzung.scalar(stand) or 0,
                erstellt=jetzt,
            )
        )
        _vermerke(webhook_id, "angelegt", wer, jetzt)
    return webhook_id, klar


def aendere(
    webhook_id: str, neu: Mapping[str, Any], *, version: int | None, erlaubte: Netze, wer: Wer, jetzt: datetime
) -> None:
    """Change what `neu` names. What is switched on again is told from now on; what it missed stays in the feed.

    Raises as `lege_an`, `NichtGefunden`, and `ZwischenzeitlichGeaendert` if `version` is not the current one.
    """
    _pruefe_angaben(neu.get("arten", ()), neu.get("bezeichnung", ""))
    if "url" in neu:
        _pruefe_adresse(neu["url"], erlaubte)
    with transaction() as sitzung:
        webhook = hole(webhook_id, wer, zum_schreiben=True)
        if version is not None and version != webhook.version:
            raise ZwischenzeitlichGeaendert("Der Webhook hat sich inzwischen geändert. Bitte sehen Sie ihn neu an.")
        war_aktiv = webhook.aktiv
        for name, wert in neu.items():
            setattr(webhook, name, list(wert) if name == "arten" else wert)
        if webhook.aktiv and not war_aktiv:
            webhook.abgeschaltet, webhook.gestoert_seit, webhook.pause_bis = "", None, None
            stand = select(Aenderungsstand.nr).where(Aenderungsstand.koerperschaft_id == webhook.koerperschaft_id)
            webhook.nr = sitzung.scalar(stand) or 0
        webhook.version += 1
        _vermerke(webhook_id, "geändert", wer, jetzt)


def loesche(webhook_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """Tell it nothing more and forget what it was told. Raises `NichtBerechtigt`, `NichtGefunden`."""
    with transaction() as sitzung:
        webhook = hole(webhook_id, wer, zum_schreiben=True)
        sitzung.execute(delete(Webhooksendung).where(Webhooksendung.webhook_id == webhook_id))
        sitzung.delete(webhook)
        _vermerke(webhook_id, "gelöscht", wer, jetzt)


def wechsle_geheimnis(webhook_id: str, *, geheimnis: bytes, wer: Wer, jetzt: datetime) -> str:
    """A new secret, shown only now. The one before signs beside it for a day, so that nothing is refused meanwhile.

    Once more within that day, it takes the place of the new one only: the receiver still has the one before.
    """
    klar = signatur.neues_geheimnis()
    with transaction():
        webhook = hole(webhook_id, wer, zum_schreiben=True)
        if webhook.alt_bis is None or webhook.alt_bis <= jetzt:
            webhook.geheimnis_alt, webhook.alt_bis = webhook.geheimnis, jetzt + UEBERGANG
        webhook.geheimnis = verschliesse(klar, geheimnis=geheimnis, zweck=ZWECK)
        webhook.version += 1
        _vermerke(webhook_id, "neues Geheimnis", wer, jetzt)
    return klar


def _pruefe_verwaltung(wer: Wer) -> None:
    if not wer.hat(Rolle.VERWALTUNG):
        raise NichtBerechtigt("Webhooks richtet die Verwaltung des Systems ein.")


def _pruefe_angaben(arten: Collection[str], bezeichnung: str) -> None:
    if len(bezeichnung) > NAMENSLAENGE:
        satz = f"Die Bezeichnung darf höchstens {NAMENSLAENGE} Zeichen haben."
        raise EingabeUngueltig(satz, {"bezeichnung": [satz]})
    if unbekannte := set(arten) - set(ereignis.ARTEN):
        satz = f"Diese Art von Änderung gibt es nicht: {', '.join(sorted(unbekannte))}."
        raise EingabeUngueltig(satz, {"arten": [satz]})


def _pruefe_adresse(url: str, erlaubte: Netze) -> None:
    """A name is resolved at each sending and not here, where a slow resolver would hold up everybody who writes."""
    ziel = pruefe_ziel(url)
    if ist_zahl(ziel.host):
        loese_auf(ziel, erlaubte)


def _vermerke(webhook_id: str, was: str, wer: Wer, jetzt: datetime) -> None:
    daten: dict[str, protokoll.Wert] = {"einstellung": "webhook", "was": was}
    gegenstand = Gegenstand("webhook", webhook_id)
    protokoll.schreibe(Ereignis.EINSTELLUNG_GEAENDERT, wer=wer, gegenstand=gegenstand, daten=daten, jetzt=jetzt)
