"""What a paper obliges to, and who signed the paper itself."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id


class Pflicht(Base, Mandant):
    """An obligation that a decision created; `schluessel` tells those of one `art` apart: body, day, meeting.

    Due on a date (`faellig_am`), else in a meeting of the body after `entstanden`: its next one, or as `in_sitzung`
    says, not before `nicht_vor`; a meeting after `nicht_nach` is too late. `gruende` say what is known beforehand.
    """

    __tablename__ = "pflicht"
    __table_args__ = (UniqueConstraint("vorlage_id", "art", "schluessel"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    vorlage_id: Mapped[str] = mapped_column(ForeignKey("vorlage.id"))
    art: Mapped[str] = mapped_column(String(40))
    schluessel: Mapped[str] = mapped_column(String(80))
    gremium_id: Mapped[str | None] = mapped_column(ForeignKey("gremium.id"), index=True)
    faellig_am: Mapped[date | None]
    in_sitzung: Mapped[str] = mapped_column(String(20), default="naechste")
    nicht_vor: Mapped[date | None]
    nicht_nach: Mapped[date | None]
    gruende: Mapped[list[str]] = mapped_column(JSON, default=list)
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
