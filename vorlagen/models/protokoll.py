"""What happened around the papers and concerns trust: roles, keys, logins, erasure. Append-only."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id


class Protokolleintrag(Base, Mandant):
    """One security event. Persons stand in it by id only; `daten` is canonical JSON without names and without content.

    `gegenstand_art` and `gegenstand_id` say whom or what it concerns (`person`, `vorlage`, `gremium` …).
    `kopf` is the day whose signed head covers the row; empty until that head is made.
    """

    __tablename__ = "protokoll"
    __table_args__ = (
        Index("ix_protokoll_zeit", "koerperschaft_id", "zeit", "id"),
        Index("ix_protokoll_kopf", "koerperschaft_id", "kopf"),
        Index("ix_protokoll_gegenstand", "gegenstand_id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    zeit: Mapped[datetime] = mapped_column(UtcDateTime)
    was: Mapped[str] = mapped_column(String(60))
    wer_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    gegenstand_art: Mapped[str | None] = mapped_column(String(20))
    gegenstand_id: Mapped[str | None] = mapped_column(String(32))
    daten: Mapped[str] = mapped_column(Text)
    kopf: Mapped[date | None]


class Lesung(Base, Mandant):
    """Somebody read something non-public: once per person, paper, day (in Berlin) and way (`services.lesungen.Weg`)."""

    __tablename__ = "lesung"
    __table_args__ = (
        Index("ix_lesung_tag", "koerperschaft_id", "tag"),
        Index("ix_lesung_vorlage", "vorlage_id", "zeit"),
    )

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    vorlage_id: Mapped[str] = mapped_column(ForeignKey("vorlage.id"), primary_key=True)
    tag: Mapped[date] = mapped_column(primary_key=True)
    weg: Mapped[str] = mapped_column(String(20), primary_key=True)
    zeit: Mapped[datetime] = mapped_column(UtcDateTime)
