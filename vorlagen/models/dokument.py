"""Generated files: what they were made from is frozen in the step's transaction, the bytes come later."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id


class Dokument(Base, Mandant):
    """A document of a Vorlage, made from template `art`. `zustand`: bestellt, fertig, gescheitert."""

    __tablename__ = "dokument"
    __table_args__ = (
        Index(
            "ix_dokument_bestellt",
            "erstellt",
            sqlite_where=text("zustand = 'bestellt'"),
            postgresql_where=text("zustand = 'bestellt'"),
        ),
        Index(
            "ix_dokument_gescheitert",
            "koerperschaft_id",
            sqlite_where=text("zustand = 'gescheitert'"),
            postgresql_where=text("zustand = 'gescheitert'"),
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    vorlage_id: Mapped[str] = mapped_column(ForeignKey("vorlage.id"), index=True)
    art: Mapped[str] = mapped_column(String(80))
    fassung: Mapped[int]
    kontext: Mapped[dict[str, Any]] = deferred(mapped_column(JSON))
    zustand: Mapped[str] = mapped_column(String(20), default="bestellt")
    inhalt: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    sha256: Mapped[str | None] = mapped_column(String(64))
    schablone_sha256: Mapped[str | None] = mapped_column(String(64))
    fehler: Mapped[str | None] = mapped_column(Text)
    erstellt: Mapped[datetime] = mapped_column(UtcDateTime)
