"""What somebody has typed into the form of a draft and not saved yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id


class Arbeitskopie(Base, Mandant):
    """One window with a draft in it, and what was typed there. Nobody but the person ever reads it.

    `inhalt` are the form's fields as pairs, empty while nothing differs from what was loaded; `gesichert` is when they
    came. `gesehen` is when the window last gave a sign of life, empty once it was closed. `erledigt`: its content went
    into a real save; what such a window sends late is no news. Without a Vorlage it is one that is not saved yet.
    """

    __tablename__ = "arbeitskopie"
    __table_args__ = (
        UniqueConstraint("person_id", "fenster"),
        Index("ix_arbeitskopie_vorlage", "vorlage_id", "gesehen"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    vorlage_id: Mapped[str | None] = mapped_column(ForeignKey("vorlage.id"))
    fenster: Mapped[str] = mapped_column(String(64))
    inhalt: Mapped[list[list[str]] | None] = mapped_column(JSON(none_as_null=True))
    geoeffnet: Mapped[datetime] = mapped_column(UtcDateTime)
    gesichert: Mapped[datetime | None] = mapped_column(UtcDateTime)
    gesehen: Mapped[datetime | None] = mapped_column(UtcDateTime)
    erledigt: Mapped[bool] = mapped_column(default=False)
