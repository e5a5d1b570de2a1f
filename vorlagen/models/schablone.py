"""The town's own Word templates: every version that was ever uploaded, and which of them is printed with."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id


class Schablone(Base, Mandant):
    """One version of the template for a kind of document; `nr` counts per kind. Never changed, never deleted.

    `gilt`: the town prints with it; at most one of a kind does. `freigegeben` is when somebody last said so.
    `hinweise` are what the check had to say when it was uploaded.
    """

    __tablename__ = "schablone"
    __table_args__ = (
        UniqueConstraint("koerperschaft_id", "art", "nr"),
        UniqueConstraint("koerperschaft_id", "art", "sha256"),
        Index(
            "ix_schablone_geltende",
            "koerperschaft_id",
            "art",
            unique=True,
            sqlite_where=text("gilt"),
            postgresql_where=text("gilt"),
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    art: Mapped[str] = mapped_column(String(80))
    nr: Mapped[int]
    dateiname: Mapped[str] = mapped_column(String(300))
    inhalt: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
    groesse: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    hinweise: Mapped[list[str]] = mapped_column(JSON, default=list)
    hochgeladen: Mapped[datetime] = mapped_column(UtcDateTime)
    von_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    gilt: Mapped[bool] = mapped_column(default=False)
    freigegeben: Mapped[datetime | None] = mapped_column(UtcDateTime)
    freigegeben_von_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
