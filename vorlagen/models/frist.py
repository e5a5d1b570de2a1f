"""What is due, who is reminded of it, and the mail that leaves the house."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id


class Frist(Base, Mandant):
    """A deadline with its reasons, line by line. `zustand`: offen, erledigt, entfallen.

    `rolle` and `amt_id` name the slot that must act; who that is, is found when somebody is reminded.
    `faellig_um` is the first instant after the last day, or after the hour on it that the rule names.

    `regel` is the rule as it was applied, `feiertage` the state of the holidays: what changes since is reckoned anew.
    Of an invitation that went out, `abgesandt`, `bereit` and `zugegangen` are three instants.
    """

    __tablename__ = "frist"
    __table_args__ = (
        Index(
            "ix_frist_offen",
            "koerperschaft_id",
            "faellig_am",
            "id",
            sqlite_where=text("zustand = 'offen'"),
            postgresql_where=text("zustand = 'offen'"),
        ),
        Index("ix_frist_vorlage", "vorlage_id", "zustand"),
        # Partial: most belong to papers, and a database that counts its rows would think the index useless.
        Index(
            "ix_frist_sitzung",
            "sitzung_id",
            sqlite_where=text("sitzung_id IS NOT NULL"),
            postgresql_where=text("sitzung_id IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    vorlage_id: Mapped[str | None] = mapped_column(ForeignKey("vorlage.id"))
    sitzung_id: Mapped[str | None] = mapped_column(ForeignKey("sitzung.id"))
    name: Mapped[str] = mapped_column(String(120))
    rolle: Mapped[str] = mapped_column(String(60))
    amt_id: Mapped[str | None] = mapped_column(ForeignKey("amt.id"))
    beginn: Mapped[date]
    faellig_am: Mapped[date]
    faellig_um: Mapped[datetime] = mapped_column(UtcDateTime)
    gruende: Mapped[list[str]] = mapped_column(JSON, default=list)
    zustand: Mapped[str] = mapped_column(String(20), default="offen")
    version: Mapped[int] = mapped_column(default=1)
    erledigt: Mapped[datetime | None] = mapped_column(UtcDateTime)
    regel: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    feiertage: Mapped[str] = mapped_column(String(40), default="")
    abgesandt: Mapped[datetime | None] = mapped_column(UtcDateTime)
    bereit: Mapped[datetime | None] = mapped_column(UtcDateTime)
    zugegangen: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Erinnerung(Base, Mandant):
    """A planned reminder. `zustand`: geplant, versandt (handed to the outbox), entfallen.

    `schluessel` is Frist/version/Stufe, so that a plan made twice is one plan.
    """

    __tablename__ = "erinnerung"
    __table_args__ = (
        Index(
            "ix_erinnerung_faellig",
            "faellig_um",
            "id",
            sqlite_where=text("zustand = 'geplant'"),
            postgresql_where=text("zustand = 'geplant'"),
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    frist_id: Mapped[str] = mapped_column(ForeignKey("frist.id"), index=True)
    stufe: Mapped[str] = mapped_column(String(20))
    schluessel: Mapped[str] = mapped_column(String(200), unique=True)
    faellig_um: Mapped[datetime] = mapped_column(UtcDateTime)
    zustand: Mapped[str] = mapped_column(String(20), default="geplant")
    grund: Mapped[str | None] = mapped_column(String(300))


class Postausgang(Base, Mandant):
    """One mail to one person. `zustand`: bereit, vergeben, gesendet, gescheitert, entfallen.

    `marke` is the fencing token: who lost the lease writes nothing more. `phase` becomes `punkt` just before the
    final dot of SMTP's DATA; a row found there without a result is in doubt (`zweifel`). `message_id` is set at the
    first dot and never changes.
    """

    __tablename__ = "postausgang"
    __table_args__ = (
        Index(
            "ix_postausgang_bereit",
            "naechster_versuch",
            "id",
            sqlite_where=text("zustand = 'bereit'"),
            postgresql_where=text("zustand = 'bereit'"),
        ),
        Index(
            "ix_postausgang_vergeben",
            "vergeben_bis",
            sqlite_where=text("zustand = 'vergeben'"),
            postgresql_where=text("zustand = 'vergeben'"),
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    schluessel: Mapped[str] = mapped_column(String(200), unique=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    vorlage_id: Mapped[str | None] = mapped_column(ForeignKey("vorlage.id"), index=True)
    an: Mapped[str] = mapped_column(String(254))
    inhalt: Mapped[dict[str, Any]] = mapped_column(JSON)
    message_id: Mapped[str] = mapped_column(String(200))
    zustand: Mapped[str] = mapped_column(String(20), default="bereit")
    phase: Mapped[str] = mapped_column(String(20), default="")
    versuche: Mapped[int] = mapped_column(default=0)
    naechster_versuch: Mapped[datetime] = mapped_column(UtcDateTime)
    marke: Mapped[int] = mapped_column(default=0)
    vergeben_bis: Mapped[datetime | None] = mapped_column(UtcDateTime)
    zweifel: Mapped[bool] = mapped_column(default=False)
    fehler: Mapped[str | None] = mapped_column(Text)
    erstellt: Mapped[datetime] = mapped_column(UtcDateTime)
    gesendet: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Uhrschlag(Base):
    """The last time that a clock struck, per work; `/readyz` looks here."""

    __tablename__ = "uhrschlag"

    werk: Mapped[str] = mapped_column(String(40), primary_key=True)
    zeit: Mapped[datetime] = mapped_column(UtcDateTime)
