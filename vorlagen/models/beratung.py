"""The stages of a paper on its way through the bodies, and what each of them did with it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id
from vorlagen.models.gremium import Gremium, Sitzung, Tagesordnungspunkt
from vorlagen.models.teilindex import nur

beratung_gremium = Table(
    "beratung_gremium",
    Base.metadata,
    Column("beratung_id", ForeignKey("beratung.id", ondelete="CASCADE"), primary_key=True),
    Column("gremium_id", ForeignKey("gremium.id"), primary_key=True, index=True),
    Column("rang", Integer, nullable=False, default=1),
)
"""The bodies of a stage; rang 1 leads a joint meeting."""

beratung_wartet_auf = Table(
    "beratung_wartet_auf",
    Base.metadata,
    Column("beratung_id", ForeignKey("beratung.id", ondelete="CASCADE"), primary_key=True),
    Column("vorher_id", ForeignKey("beratung.id", ondelete="CASCADE"), primary_key=True),
    Column("mindestabstand_tage", Integer, nullable=False, default=0),
)
"""The edges of the Beratungsfolge: this stage waits for that one."""


_BEZEICHNET = ("koerperschaft_id", "oeffentlich", "ergebnis")


class Beratung(Base, Mandant):
    """One stage: body (or several), what it is to do, and in the end what it did.

    `geplant_id` is the meeting that the drafting office has in mind; agenda items are the real attempts.
    `ergebnis` is the label verbatim, `ausgang` what really happened (None: still open). An internal stage (`intern`)
    needs no agenda and is never public. `verwiesen_an` are the bodies (ids) to which it referred the paper,
    `verwiesen_von_id` is the stage whose referral brought this one.
    `fassung_vorher` is the text that was put to the vote, `fassung_nachher` the one that left the body.
    """

    __tablename__ = "beratung"
    __table_args__ = (
        Index("ix_beratung_offen", "koerperschaft_id", "ausgang", "geplant_id"),
        Index("ix_beratung_ergebnis", *_BEZEICHNET, **nur("ergebnis IS NOT NULL")),
        Index("ix_beratung_unbestimmt", *_BEZEICHNET, "art", **nur("ergebnis IS NOT NULL AND ausgang IS NULL")),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    vorlage_id: Mapped[str] = mapped_column(ForeignKey("vorlage.id"), index=True)
    reihe: Mapped[int]
    art: Mapped[str] = mapped_column(String(80), default="")
    entscheidet: Mapped[bool] = mapped_column(default=False)
    oeffentlich: Mapped[bool] = mapped_column(default=False)
    begruendung_nichtoeffentlich: Mapped[str] = mapped_column(Text, default="")
    geplant_id: Mapped[str | None] = mapped_column(ForeignKey("sitzung.id"), index=True)
    geplant_am: Mapped[date | None]
    ergebnis: Mapped[str | None] = mapped_column(String(300))
    ausgang: Mapped[str | None] = mapped_column(String(40))
    beschlusstext: Mapped[str | None] = mapped_column(Text)
    intern: Mapped[bool] = mapped_column(default=False)
    verwiesen_an: Mapped[list[str]] = mapped_column(JSON, default=list)
    verwiesen_von_id: Mapped[str | None] = mapped_column(ForeignKey("beratung.id", ondelete="SET NULL"))
    fassung_vorher: Mapped[int | None]
    fassung_nachher: Mapped[int | None]

    mindestabstand_tage: Mapped[int] = column_property(
        select(func.coalesce(func.max(beratung_wartet_auf.c.mindestabstand_tage), 0))
        .where(beratung_wartet_auf.c.beratung_id == id)
        .correlate_except(beratung_wartet_auf)
        .scalar_subquery()
    )
    gremien: Mapped[list[Gremium]] = relationship(
        secondary=beratung_gremium, lazy="selectin", order_by=beratung_gremium.c.rang
    )
    wartet_auf: Mapped[list[Beratung]] = relationship(
        secondary=beratung_wartet_auf,
        primaryjoin=id == beratung_wartet_auf.c.beratung_id,
        secondaryjoin=id == beratung_wartet_auf.c.vorher_id,
        lazy="selectin",
        join_depth=2,
    )
    geplant: Mapped[Sitzung | None] = relationship(lazy="joined", foreign_keys=geplant_id)
    tops: Mapped[list[Tagesordnungspunkt]] = relationship(lazy="selectin", order_by=Tagesordnungspunkt.id)
    abstimmungen: Mapped[list[Abstimmung]] = relationship(lazy="selectin", order_by="Abstimmung.reihe")

    @property
    def versuche(self) -> list[Tagesordnungspunkt]:
        """The agenda items by meeting, those that came to nothing first: the last one counts.

        Not as they were made: a paper that is put back has its old item again.
        """
        return sorted(self.tops, key=lambda top: (not top.entfallen, top.sitzung.beginn, top.id))

    @property
    def letzter_versuch(self) -> Tagesordnungspunkt | None:
        """The agenda item that counts."""
        return next(reversed(self.versuche), None)


class Beschlusspunkt(Base, Mandant):
    """One point of the resolution; bodies may decide point by point."""

    __tablename__ = "beschlusspunkt"
    __table_args__ = (UniqueConstraint("vorlage_id", "nr"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    vorlage_id: Mapped[str] = mapped_column(ForeignKey("vorlage.id"))
    reihe: Mapped[int]
    nr: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)


class Abstimmung(Base, Mandant):
    """A vote of a body: on the whole, on one point, or on procedure (`art`: sache, punkt, antrag, verfahren, wahl).

    Numbers may be unknown; 0 is not None. `gruppe` names the electorate where two vote side by side, `worte` is what
    was printed instead of numbers, `wirkung` the outcome that a motion on procedure asks for. `namentlich` is the roll
    call, `[{name, stimme}]`; None where there was none. `gilt` is false once a correction took its place.
    """

    __tablename__ = "abstimmung"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    beratung_id: Mapped[str] = mapped_column(ForeignKey("beratung.id"), index=True)
    top_id: Mapped[str | None] = mapped_column(ForeignKey("tagesordnungspunkt.id"), index=True)
    punkt_id: Mapped[str | None] = mapped_column(ForeignKey("beschlusspunkt.id"), index=True)
    reihe: Mapped[int] = mapped_column(default=0)
    art: Mapped[str] = mapped_column(String(20), default="sache")
    antrag: Mapped[str | None] = mapped_column(Text)
    wirkung: Mapped[str | None] = mapped_column(String(40))
    ergebnis: Mapped[str | None] = mapped_column(String(300))
    ausgang: Mapped[str | None] = mapped_column(String(40))
    ja: Mapped[int | None]
    nein: Mapped[int | None]
    enthaltung: Mapped[int | None]
    befangen: Mapped[int | None]
    anwesend: Mapped[int | None]
    stimmberechtigt: Mapped[int | None]
    gruppe: Mapped[str | None] = mapped_column(String(200))
    worte: Mapped[str | None] = mapped_column(Text)
    namentlich: Mapped[list[dict[str, str]] | None] = mapped_column(JSON(none_as_null=True))
    wahl: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    gilt: Mapped[bool] = mapped_column(default=True)
    erfasst: Mapped[datetime] = mapped_column(UtcDateTime)
