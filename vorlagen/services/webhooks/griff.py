"""Whose a message is at this moment: claimed by one clock, for a while (as `services.vergabe` does for mails)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import or_, select, update

from vorlagen.extensions import transaction
from vorlagen.models import Koerperschaft, Webhook, Webhooksendung
from vorlagen.services.post import Zustand
from vorlagen.services.vergabe import uhrzeit

_UHREN_UNTERSCHIED: Final = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Griff:
    """A claimed message. `adresse` is its town's own, if it has one; `versuche` counts this one, too."""

    id: str
    marke: int
    versuche: int
    ereignis: dict[str, Any]
    webhook_id: str
    url: str = ""
    adresse: str = ""
    geheimnis: str = field(default="", repr=False)
    geheimnis_alt: str | None = field(default=None, repr=False)
    alt_bis: datetime | None = None

    def geheimnisse(self, jetzt: datetime) -> tuple[str, ...]:
        """The encrypted secrets that sign now, the current one first."""
        noch = self.geheimnis_alt is not None and self.alt_bis is not None and jetzt < self.alt_bis
        return (self.geheimnis, self.geheimnis_alt) if noch and self.geheimnis_alt else (self.geheimnis,)


def nimm(*, dauer: timedelta, jetzt: datetime) -> Griff | None:
    """Claim the message that has been due longest at `jetzt`; None if there is none that nobody else has.

    One Webhook that is disturbed keeps its own messages waiting, not those of others. A test goes out in any case.
    """
    with transaction() as sitzung:
        darf = or_(Webhooksendung.nr.is_(None), Webhook.aktiv)
        naechste = (
            select(Webhooksendung.id)
            .join(Webhook, Webhook.id == Webhooksendung.webhook_id)
            .where(Webhooksendung.zustand == Zustand.BEREIT, Webhooksendung.naechster_versuch <= jetzt, darf)
            .where(or_(Webhook.pause_bis.is_(None), Webhook.pause_bis <= jetzt))
            .order_by(Webhooksendung.naechster_versuch, Webhooksendung.id)
            .limit(1)
            .with_for_update(skip_locked=True, of=Webhooksendung)
        )
        zeile = sitzung.execute(
            update(Webhooksendung)
            .where(Webhooksendung.id == naechste.scalar_subquery())
            .values(
                zustand=Zustand.VERGEBEN,
                marke=Webhooksendung.marke + 1,
                versuche=Webhooksendung.versuche + 1,
                vergeben_bis=uhrzeit(sitzung) + dauer,
            )
            .returning(
                Webhooksendung.id,
                Webhooksendung.marke,
                Webhooksendung.versuche,
                Webhooksendung.ereignis,
                Webhooksendung.webhook_id,
            )
            .execution_options(synchronize_session=False)
        ).first()
        if zeile is None:
            return None
        eigenes = select(
            Webhook.url, Koerperschaft.adresse, Webhook.geheimnis, Webhook.geheimnis_alt, Webhook.alt_bis
        ).join(Koerperschaft, Koerperschaft.id == Webhook.koerperschaft_id)
        mehr = sitzung.execute(eigenes.where(Webhook.id == zeile.webhook_id)).one()
        return Griff(**zeile._asdict(), **mehr._asdict())


def hole_zurueck(*, dauer: timedelta, jetzt: datetime) -> int:
    """Free the messages of clocks that died or slept; returns how many."""
    with transaction() as sitzung:
        uhr = uhrzeit(sitzung)
        zu_weit = Webhooksendung.vergeben_bis > uhr + dauer + _UHREN_UNTERSCHIED
        verlassene = sitzung.scalars(
            select(Webhooksendung.id)
            .where(Webhooksendung.zustand == Zustand.VERGEBEN, or_(Webhooksendung.vergeben_bis <= uhr, zu_weit))
            .with_for_update(skip_locked=True)
        ).all()
        if verlassene:
            sitzung.execute(
                update(Webhooksendung)
                .where(Webhooksendung.id.in_(verlassene))
                .values(
                    zustand=Zustand.BEREIT,
                    vergeben_bis=None,
                    naechster_versuch=jetzt,
                    fehler="Der Versand brach vor dem Ende ab.",
                )
                .execution_options(synchronize_session=False)
            )
        return len(verlassene)
