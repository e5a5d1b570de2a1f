"""What opens the house for somebody: login sessions. Found by the hash of a key, before anybody knows the town."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from vorlagen.extensions import Base, UtcDateTime, neue_id


class Anmeldesitzung(Base):
    """A login in one browser. The cookie holds a key, of which only the sha256 is kept.

    `marke` is the person's `sitzungsmarke` at the login: with another one there the session is over, also when it
    was written just after all sessions were ended. `geraet` is a rough name of browser and system; no address is kept.
    """

    __tablename__ = "anmeldesitzung"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    marke: Mapped[str] = mapped_column(String(32))
    geraet: Mapped[str] = mapped_column(String(80), default="")
    begonnen: Mapped[datetime] = mapped_column(UtcDateTime)
    zuletzt: Mapped[datetime] = mapped_column(UtcDateTime)
