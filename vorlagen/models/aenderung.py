"""The change feed: what changed, numbered in the order in which it was committed (ADR 0027)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from vorlagen.extensions import Base, Mandant, UtcDateTime


class Vorgang(StrEnum):
    """What happened to an object. For who loses sight of it, it was deleted."""

    ANGELEGT = "angelegt"
    GEAENDERT = "geaendert"
    GELOESCHT = "geloescht"


class Aenderung(Base, Mandant):
    """One object that one transaction changed; written by `aenderungsspur` only.

    `nr` counts without gaps in the order of the commits, `zeit` never goes back. `vorgang` is what it was for who sees
    all of the object, `aussen` for everybody else: empty if nothing changed that everybody may read. `vorlage_id` is
    the paper by whose rules the object is seen; empty if everybody in the town may know of it. `verlassen` names whose
    sight of the paper ended with this change (`services.aenderungen`).
    No reference to the objects themselves: what is told of them outlives them.
    """

    __tablename__ = "aenderung"
    __table_args__ = (
        Index("ix_aenderung_objekt", "koerperschaft_id", "typ", "objekt_id", "nr"),
        Index("ix_aenderung_zeit", "koerperschaft_id", "typ", "zeit"),
    )

    koerperschaft_id: Mapped[str] = mapped_column(String(32), ForeignKey("koerperschaft.id"), primary_key=True)
    nr: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    typ: Mapped[str] = mapped_column(String(20))
    objekt_id: Mapped[str] = mapped_column(String(32))
    vorgang: Mapped[str] = mapped_column(String(12))
    aussen: Mapped[str | None] = mapped_column(String(12))
    vorlage_id: Mapped[str | None] = mapped_column(String(32))
    verlassen: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    zeit: Mapped[datetime] = mapped_column(UtcDateTime)


class Aenderungsstand(Base, Mandant):
    """The last number of a town's feed and its time. Raised last in a transaction: who holds it is about to commit.

    Up to `vergessen_bis` only the last change of each object is kept; who has read no further starts again.
    """

    __tablename__ = "aenderungsstand"

    koerperschaft_id: Mapped[str] = mapped_column(String(32), ForeignKey("koerperschaft.id"), primary_key=True)
    nr: Mapped[int] = mapped_column(BigInteger)
    zeit: Mapped[datetime] = mapped_column(UtcDateTime)
    vergessen_bis: Mapped[int] = mapped_column(BigInteger, default=0)
