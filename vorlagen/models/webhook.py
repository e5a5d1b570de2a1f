"""Who outside is told of changes, and each message to them until it has arrived."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id


class Webhook(Base, Mandant):
    """An address that is told of changes. `arten` as `vorlage.geaendert`; empty: of all.

    `nr` is the place in the change feed up to which its messages are made. `geheimnis` signs them, encrypted with a
    key of the installation; after a change `geheimnis_alt` signs as well until `alt_bis`. Nothing leaves before
    `pause_bis`; `gestoert_seit` is the first failure after the last success. `abgeschaltet` is why the machine switched
    it off.
    """

    __tablename__ = "webhook"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    bezeichnung: Mapped[str] = mapped_column(String(120), default="")
    url: Mapped[str] = mapped_column(String(2000))
    arten: Mapped[list[str]] = mapped_column(JSON, default=list)
    aktiv: Mapped[bool] = mapped_column(default=True)
    geheimnis: Mapped[str] = mapped_column(String(300))
    geheimnis_alt: Mapped[str | None] = mapped_column(String(300))
    alt_bis: Mapped[datetime | None] = mapped_column(UtcDateTime)
    nr: Mapped[int] = mapped_column(BigInteger, default=0)
    pause_bis: Mapped[datetime | None] = mapped_column(UtcDateTime)
    gestoert_seit: Mapped[datetime | None] = mapped_column(UtcDateTime)
    abgeschaltet: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    erstellt: Mapped[datetime] = mapped_column(UtcDateTime)


class Webhooksendung(Base, Mandant):
    """One message to one Webhook. `zustand` as of a mail (`services.post.Zustand`).

    `nr` is the change that it tells of, None for a test. `marke` is the fencing token: who lost the lease writes
    nothing more. `antwort` is the receiver's last status.
    """

    __tablename__ = "webhooksendung"
    __table_args__ = (
        UniqueConstraint("webhook_id", "nr"),
        Index(
            "ix_webhooksendung_bereit",
            "naechster_versuch",
            "id",
            sqlite_where=text("zustand = 'bereit'"),
            postgresql_where=text("zustand = 'bereit'"),
        ),
        Index(
            "ix_webhooksendung_vergeben",
            "vergeben_bis",
            sqlite_where=text("zustand = 'vergeben'"),
            postgresql_where=text("zustand = 'vergeben'"),
        ),
        Index("ix_webhooksendung_liste", "webhook_id", "id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    webhook_id: Mapped[str] = mapped_column(ForeignKey("webhook.id"))
    nr: Mapped[int | None] = mapped_column(BigInteger)
    ereignis: Mapped[dict[str, Any]] = mapped_column(JSON)
    zustand: Mapped[str] = mapped_column(String(20), default="bereit")
    versuche: Mapped[int] = mapped_column(default=0)
    naechster_versuch: Mapped[datetime] = mapped_column(UtcDateTime)
    marke: Mapped[int] = mapped_column(default=0)
    vergeben_bis: Mapped[datetime | None] = mapped_column(UtcDateTime)
    antwort: Mapped[int | None]
    fehler: Mapped[str | None] = mapped_column(Text)
    erstellt: Mapped[datetime] = mapped_column(UtcDateTime)
    gesendet: Mapped[datetime | None] = mapped_column(UtcDateTime)
