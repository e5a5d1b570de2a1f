"""The municipality, its offices, its kinds of papers and its counters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id


class Koerperschaft(Base):
    """The tenant. `land` two letters; `einstellungen` holds what a town may set and has no column of its own yet.

    `adresse` is where its people reach it (empty: where the installation is), `absender` whom its mails come from;
    `impressum` and `datenschutz` are plain text. `logo` is a PNG that was encoded by us. While `gesperrt_seit` is set,
    nobody of the town gets in. `version` goes up with every change of its Verwaltung.
    """

    __tablename__ = "koerperschaft"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    kuerzel: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    untertitel: Mapped[str] = mapped_column(String(200), default="")
    land: Mapped[str] = mapped_column(String(2), default="NW")
    katholisch: Mapped[bool] = mapped_column(default=False)
    augsburg: Mapped[bool] = mapped_column(default=False)
    schliesstage: Mapped[list[str]] = mapped_column(JSON, default=list)
    einstellungen: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    @property
    def rollen_mit_zweitem_faktor(self) -> Sequence[str]:
        """The roles that may do nothing here before they have a second factor."""
        rollen: Sequence[str] = self.einstellungen.get("zweiter_faktor", ())
        return rollen

    adresse: Mapped[str] = mapped_column(String(200), default="")
    absender: Mapped[str] = mapped_column(String(254), default="")
    impressum: Mapped[str] = mapped_column(Text, default="")
    datenschutz: Mapped[str] = mapped_column(Text, default="")
    logo: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    gesperrt_seit: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class Amt(Base, Mandant):
    """An office of the administration. `aufgaben` are what rules pick it by (`finanzen`, `klimaschutz`)."""

    __tablename__ = "amt"
    __table_args__ = (UniqueConstraint("koerperschaft_id", "name"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    nummer: Mapped[str] = mapped_column(String(20), default="")
    name: Mapped[str] = mapped_column(String(300))
    aktiv: Mapped[bool] = mapped_column(default=True)
    aufgaben: Mapped[list[str]] = mapped_column(JSON, default=list)

    @property
    def aufschrift(self) -> str:
        """Number and name as on a door."""
        return f"{self.nummer} {self.name}".strip()


class Vorlageart(Base, Mandant):
    """A kind of paper as this town knows it, valid from – to, and the procedure it runs.

    `nummernmuster` knows the marks `{amt}`, `{jahr}`, `{jj}` and `{nr:03d}`; what stands before `{nr}` once the
    others are filled in is the counter's name.
    """

    __tablename__ = "vorlageart"
    __table_args__ = (UniqueConstraint("koerperschaft_id", "name"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    name: Mapped[str] = mapped_column(String(120))
    ablauf: Mapped[str] = mapped_column(String(120))
    nummernmuster: Mapped[str] = mapped_column(String(80), default="VO/{jahr}/{nr:04d}")
    gueltig_von: Mapped[date | None]
    gueltig_bis: Mapped[date | None]
    reihe: Mapped[int] = mapped_column(default=0)


class Nummernkreis(Base):
    """A counter. Raised in the transaction that uses the number, so a number is never skipped or given twice."""

    __tablename__ = "nummernkreis"

    koerperschaft_id: Mapped[str] = mapped_column(ForeignKey("koerperschaft.id"), primary_key=True)
    kreis: Mapped[str] = mapped_column(String(120), primary_key=True)
    stand: Mapped[int] = mapped_column(default=0)


class Bezeichnung(Base, Mandant):
    """What a printed result label means in this town: exact label in lower case, kind of stage or None, outcome.

    It counts for meetings from `gueltig_von` to `gueltig_bis`, both days included; None has no end.
    """

    __tablename__ = "bezeichnung"
    __table_args__ = (UniqueConstraint("koerperschaft_id", "bezeichnung", "art", "gueltig_von"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    bezeichnung: Mapped[str] = mapped_column(String(300))
    art: Mapped[str | None] = mapped_column(String(80))
    ausgang: Mapped[str] = mapped_column(String(40))
    gueltig_von: Mapped[date | None]
    gueltig_bis: Mapped[date | None]
