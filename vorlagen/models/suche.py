"""The full-text index: what each paper and meeting says, and which words occur where (ADR 0034)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from vorlagen.extensions import Base, Mandant

BLOCK: Final = 512
"""So many documents, by their number, share a row of a word."""

LAENGSTES: Final = 64
"""Longer words are cut to so many characters."""

Abschnitte = list[list[str]]
"""[section, its plain text], in the order in which they are read."""

_WORT = String(LAENGSTES).with_variant(String(LAENGSTES, collation="C"), "postgresql")
"""Compared byte by byte: ranges of beginnings must not depend on the language of the database."""


class Suchdokument(Base, Mandant):
    """A paper or a meeting (`art`) with the same id as found by the search. `nr` counts in the town; newer ones have
    higher numbers.

    `innen` is all of its text, `aussen` what everybody may read; None: nothing. Nobody is shown one for the other.
    """

    __tablename__ = "suchdokument"
    __table_args__ = (Index("uq_suchdokument_nr", "koerperschaft_id", "nr", unique=True),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    art: Mapped[str] = mapped_column(String(20))
    nr: Mapped[int] = mapped_column(BigInteger)
    innen: Mapped[Abschnitte] = deferred(mapped_column(JSON, nullable=False))
    aussen: Mapped[Abschnitte | None] = deferred(mapped_column(JSON(none_as_null=True)))


class Suchwort(Base, Mandant):
    """Which documents of a block say a word, in all of their text or in what everybody may read (`schicht`).

    `nummern` are bits, little-endian: bit i stands for the document number `block` * `BLOCK` + i. There is no row
    without a bit.
    """

    __tablename__ = "suchwort"
    __table_args__ = ({"sqlite_with_rowid": False},)

    koerperschaft_id: Mapped[str] = mapped_column(String(32), ForeignKey("koerperschaft.id"), primary_key=True)
    schicht: Mapped[str] = mapped_column(String(10), primary_key=True)
    wort: Mapped[str] = mapped_column(_WORT, primary_key=True)
    block: Mapped[int] = mapped_column(primary_key=True)
    nummern: Mapped[bytes] = mapped_column(LargeBinary(BLOCK // 8))


class Suchendung(Base, Mandant):
    """An ending of a word that somewhere stands: whoever looks for a part finds it at the beginning of an ending."""

    __tablename__ = "suchendung"
    __table_args__ = ({"sqlite_with_rowid": False},)

    koerperschaft_id: Mapped[str] = mapped_column(String(32), ForeignKey("koerperschaft.id"), primary_key=True)
    endung: Mapped[str] = mapped_column(_WORT, primary_key=True)
    wort: Mapped[str] = mapped_column(_WORT, primary_key=True)


class Suchstand(Base, Mandant):
    """How far a town's index follows its changes (`nr`), and the number of its newest document (`letzte`).

    While it is built up for the first time, `aufbau` is the last document that was taken in: its kind and id.
    """

    __tablename__ = "suchstand"

    koerperschaft_id: Mapped[str] = mapped_column(String(32), ForeignKey("koerperschaft.id"), primary_key=True)
    nr: Mapped[int] = mapped_column(BigInteger, default=0)
    letzte: Mapped[int] = mapped_column(BigInteger, default=0)
    aufbau: Mapped[str | None] = mapped_column(String(80))
