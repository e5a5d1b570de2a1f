"""The history: append-only, hash-chained per Vorlage."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id


class Verlaufseintrag(Base, Mandant):
    """One event. `daten` is canonical JSON and is kept as the very text that was hashed.

    Persons stand in it by id only, so that erasing a person keeps every hash valid.
    """

    __tablename__ = "verlauf"
    __table_args__ = (UniqueConstraint("vorlage_id", "nr"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    vorlage_id: Mapped[str] = mapped_column(ForeignKey("vorlage.id"))
    nr: Mapped[int]
    zeit: Mapped[datetime] = mapped_column(UtcDateTime)
    wer_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    was: Mapped[str] = mapped_column(String(60))
    daten: Mapped[str] = mapped_column(Text)
    vorher: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
