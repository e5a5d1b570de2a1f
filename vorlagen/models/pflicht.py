"""What a paper obliges to, and who signed the paper itself."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id


class Pflicht(Base, Mandant):
    """An obligation that a decision created; a paper has each `art` at most once.

    Due on a date, or (`faellig_am` empty) in the next meeting of the body after `entstanden`.
    """

    __tablename__ = "pflicht"
    __table_args__ = (UniqueConstraint("vorlage_id", "art"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    vorlage_id: Mapped[str] = mapped_column(ForeignKey("vorlage.id"))
    art: Mapped[str] = mapped_column(String(40))
    gremium_id: Mapped[str | None] = mapped_column(ForeignKey("gremium.id"), index=True)
    faellig_am: Mapped[date | None]
    entstanden: Mapped[datetime] = mapped_column(UtcDateTime)
    erfuellt: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Unterschrift(Base, Mandant):
    """Somebody's signature under the paper itself, bound to the text that was seen (`sha256`)."""

    __tablename__ = "unterschrift"
    __table_args__ = (UniqueConstraint("vorlage_id", "schritt", "fassung"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    vorlage_id: Mapped[str] = mapped_column(ForeignKey("vorlage.id"))
    schritt: Mapped[str] = mapped_column(String(60))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    fassung: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    geleistet: Mapped[datetime] = mapped_column(UtcDateTime)
