"""Who works here, in which roles, and with which keys."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id
from vorlagen.models.koerperschaft import Amt

GELOESCHT: Final = "geloescht-"
"""What stands before the id where somebody's login name was, once it is forgotten who they were."""


class Person(Base, Mandant):
    """A member of the administration. `installation` keeps its towns, without a look inside.

    `taetigkeit` says in a few words what somebody does here ("zeichnet für die Kämmerei mit").
    `sitzungsmarke` is written into every login session: a new one ends them all.
    `kurztasten`: single keys may do something on pages (WCAG 2.2, 2.1.4).
    """

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    anmeldename: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    mail: Mapped[str | None] = mapped_column(String(254))
    passwort: Mapped[str | None] = mapped_column(String(200))
    amt_id: Mapped[str | None] = mapped_column(ForeignKey("amt.id"))
    taetigkeit: Mapped[str] = mapped_column(String(200), default="")
    installation: Mapped[bool] = mapped_column(default=False)
    aktiv: Mapped[bool] = mapped_column(default=True)
    sitzungsmarke: Mapped[str] = mapped_column(String(32), default=neue_id)
    kurztasten: Mapped[bool] = mapped_column(default=True)

    @property
    def ist_geloescht(self) -> bool:
        """True once it was forgotten who this was: what they did keeps the row, and nobody gets in with it again."""
        return self.anmeldename == f"{GELOESCHT}{self.id}"

    amt: Mapped[Amt | None] = relationship(lazy="joined")
    rollen: Mapped[list[Rollenvergabe]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="Rollenvergabe.id"
    )


class Rollenvergabe(Base, Mandant):
    """A role of a person: for one office, for one Gremium, or (both empty) for the whole Koerperschaft.

    `von` and `bis` are its first and its last day; empty it always holds.
    `herkunft` is `verzeichnis` if a group of the town's directory gave it and may take it again; empty: given by hand.
    """

    __tablename__ = "rolle"
    __table_args__ = (
        UniqueConstraint("person_id", "rolle", "amt_id", "gremium_id"),
        Index("ix_rolle_wer_hat_sie", "koerperschaft_id", "rolle", "amt_id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    rolle: Mapped[str] = mapped_column(String(60))
    amt_id: Mapped[str | None] = mapped_column(ForeignKey("amt.id"))
    gremium_id: Mapped[str | None] = mapped_column(ForeignKey("gremium.id"))
    von: Mapped[date | None]
    bis: Mapped[date | None]
    herkunft: Mapped[str] = mapped_column(String(20), default="")


class Vertretung(Base, Mandant):
    """Somebody signs for others from one day to another, both included, without having their role.

    Either for the office `amt_id`, or for the person `abwesend_id` who is away then: for all offices for which that
    one signs. Only an absence may do without a deputy (`person_id`).
    """

    __tablename__ = "vertretung"
    __table_args__ = (Index("ix_vertretung_person", "person_id", "bis"), Index("ix_vertretung_amt", "amt_id", "bis"))

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    amt_id: Mapped[str | None] = mapped_column(ForeignKey("amt.id"))
    abwesend_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    von: Mapped[date]
    bis: Mapped[date]
    erstellt: Mapped[datetime] = mapped_column(UtcDateTime)
    erstellt_von_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))

    amt: Mapped[Amt | None] = relationship(lazy="joined")
    abwesend: Mapped[Person | None] = relationship(lazy="joined", foreign_keys=[abwesend_id])
    person: Mapped[Person | None] = relationship(lazy="joined", foreign_keys=[person_id])


class Zugangstoken(Base):
    """A key for programs. Only its sha256 is kept; the token itself is shown once.

    `umfang` says how far it reaches at most. A revoked one stays as a row, so that the Protokoll's id finds it.
    """

    __tablename__ = "zugangstoken"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    erstellt: Mapped[datetime] = mapped_column(UtcDateTime)
    gueltig_bis: Mapped[datetime | None] = mapped_column(UtcDateTime)
    zuletzt: Mapped[datetime | None] = mapped_column(UtcDateTime)
    name: Mapped[str] = mapped_column(String(120), default="")
    umfang: Mapped[str] = mapped_column(String(20))
    widerrufen: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Anmeldeversuch(Base):
    """Wrong passwords in a row, per login name, known or not (so that nobody learns which names exist)."""

    __tablename__ = "anmeldeversuch"

    anmeldename: Mapped[str] = mapped_column(String(80), primary_key=True)
    fehlversuche: Mapped[int] = mapped_column(default=0)
    gesperrt_bis: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Anfrageschluessel(Base):
    """The answer that an Idempotency-Key got, kept so that the same question gets the same answer.

    `anfrage` is the sha256 over method, path and body; `status` stays empty while the first is under way.
    """

    __tablename__ = "anfrageschluessel"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    schluessel: Mapped[str] = mapped_column(String(200), primary_key=True)
    anfrage: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None]
    kopf: Mapped[str | None] = mapped_column(String(2000))
    antwort: Mapped[str | None]
    erstellt: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
