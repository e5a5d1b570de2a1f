"""Bodies, their meetings, and what stands on an agenda."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id


class Gremium(Base, Mandant):
    """Rat, Ausschuss, Beirat. `abgabe_werktage`: papers must be released that many working days before a meeting.

    `ladung` is the notice rule: `{"tage": 7, "sitzungstag_zaehlt": false, "zugangsfiktion": null}`.
    """

    __tablename__ = "gremium"
    __table_args__ = (UniqueConstraint("koerperschaft_id", "name"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    name: Mapped[str] = mapped_column(String(300))
    kuerzel: Mapped[str] = mapped_column(String(40), default="")
    abgabe_werktage: Mapped[int] = mapped_column(default=10)
    ladung: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reihe: Mapped[int] = mapped_column(default=0)
    aktiv: Mapped[bool] = mapped_column(default=True)


class Sitzung(Base, Mandant):
    """A meeting. `status` one of geplant, eingeladen, durchgefuehrt, abgesagt."""

    __tablename__ = "sitzung"
    __table_args__ = (Index("ix_sitzung_kommende", "koerperschaft_id", "gremium_id", "beginn"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    gremium_id: Mapped[str] = mapped_column(ForeignKey("gremium.id"))
    beginn: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ort: Mapped[str] = mapped_column(String(300), default="")
    status: Mapped[str] = mapped_column(String(20), default="geplant")
    version: Mapped[int] = mapped_column(default=1)

    gremium: Mapped[Gremium] = relationship(lazy="joined", innerjoin=True)
    tops: Mapped[list[Tagesordnungspunkt]] = relationship(
        back_populates="sitzung",
        order_by="(Tagesordnungspunkt.oeffentlich.desc(), Tagesordnungspunkt.nummer)",
    )


class Tagesordnungspunkt(Base, Mandant):
    """An agenda item: one attempt of one Beratung, or an item without a paper.

    Public and non-public part count on their own: Ö 6 and N 6 are two items. What the body did with it stands here;
    the Beratung keeps what holds in the end. A body meets a paper only once in a meeting.
    """

    __tablename__ = "tagesordnungspunkt"
    __table_args__ = (
        UniqueConstraint("sitzung_id", "oeffentlich", "nummer"),
        UniqueConstraint("sitzung_id", "beratung_id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    sitzung_id: Mapped[str] = mapped_column(ForeignKey("sitzung.id"))
    beratung_id: Mapped[str | None] = mapped_column(ForeignKey("beratung.id"), index=True)
    oeffentlich: Mapped[bool] = mapped_column(default=False)
    nummer: Mapped[int]
    bezeichnung: Mapped[str | None] = mapped_column(String(60))
    titel: Mapped[str] = mapped_column(Text, default="")
    ergebnis: Mapped[str | None] = mapped_column(String(300))
    ausgang: Mapped[str | None] = mapped_column(String(40))

    sitzung: Mapped[Sitzung] = relationship(back_populates="tops", lazy="joined", innerjoin=True)

    @property
    def zeichen(self) -> str:
        """As printed: Ö 5 or N 2; an imported item keeps the sign that its town gave it."""
        return self.bezeichnung or f"{'Ö' if self.oeffentlich else 'N'} {self.nummer}"
