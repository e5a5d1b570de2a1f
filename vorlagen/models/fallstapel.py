"""Case files that somebody sent by page or by JSON: checked first, then taken in by the clock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id


class Fallstapel(Base, Mandant):
    """Files that came together. Without `bestellt` they were only checked; with `beendet` each of them is done.

    Only the person who sent it sees it: the files may say what others of the house must not read. `hinweise` are the
    sentences of the check about all of them.
    """

    __tablename__ = "fallstapel"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    geschickt: Mapped[datetime] = mapped_column(UtcDateTime)
    bestellt: Mapped[datetime | None] = mapped_column(UtcDateTime)
    beendet: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hinweise: Mapped[list[str]] = mapped_column(JSON, default=list)


class Falldatei(Base, Mandant):
    """One file. `inhalt` is what is still to be taken in, as it came; None once that is done or refused.

    `befund` (`services.faelle.Befund`) says what would become of it, later what became of it; `angaben` holds
    `felder` (keys that differ), `unbekannt` (strange keys) and `saetze` (why it is refused).
    """

    __tablename__ = "falldatei"
    __table_args__ = (Index("ix_falldatei_reihe", "stapel_id", "reihe", unique=True),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    stapel_id: Mapped[str] = mapped_column(ForeignKey("fallstapel.id", ondelete="CASCADE"))
    reihe: Mapped[int]
    name: Mapped[str] = mapped_column(String(300))
    befund: Mapped[str] = mapped_column(String(20))
    angaben: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    inhalt: Mapped[str | None] = deferred(mapped_column(Text))
