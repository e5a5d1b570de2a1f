"""What was public and was taken back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from vorlagen.extensions import UtcDateTime


class Ruecknehmbar:
    """A row whose publication can be taken back: since when it is, why, and who did it.

    Everybody may know the first; the others are for those inside. Publishing again empties all three; what was, the
    history keeps.
    """

    ruecknahme: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ruecknahme_grund: Mapped[str] = mapped_column(Text, default="")

    @declared_attr
    def ruecknahme_von_id(cls) -> Mapped[str | None]:
        return mapped_column(ForeignKey("person.id"))
