"""The history: append-only, hash-chained per Vorlage, and closed every day by a signed head."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
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


class Kettenende(Base, Mandant):
    """Where a paper's chain ended when the head of `tag` was made; written only for chains that had grown.

    `stelle` is the paper's place in the town's hash tree, the same for ever. No foreign key to the paper: a witness
    stays when what it witnesses is gone.
    """

    __tablename__ = "kettenende"
    __table_args__ = (Index("ix_kettenende_stelle", "koerperschaft_id", "stelle", "tag"),)

    vorlage_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    nr: Mapped[int] = mapped_column(primary_key=True)
    tag: Mapped[date]
    stelle: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


class Tageskopf(Base, Mandant):
    """The signed head of one day of a town (`vorlagen.siegel.Kopf` says what the columns mean)."""

    __tablename__ = "tageskopf"
    __table_args__ = (UniqueConstraint("koerperschaft_id", "tag"), UniqueConstraint("koerperschaft_id", "nr"))

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    nr: Mapped[int]
    tag: Mapped[date]
    erstellt: Mapped[datetime] = mapped_column(UtcDateTime)
    vorlagen: Mapped[int]
    wurzel: Mapped[str] = mapped_column(String(64))
    protokoll: Mapped[int]
    protokollwurzel: Mapped[str] = mapped_column(String(64))
    vorher: Mapped[str] = mapped_column(String(64))
    schluessel: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    signatur: Mapped[str] = mapped_column(String(128))
    uebergabe: Mapped[str | None] = mapped_column(String(128))
