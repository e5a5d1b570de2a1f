"""What opens the house for somebody, looked up before anybody knows the town: login sessions, accounts elsewhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id


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


class Fremdkonto(Base, Mandant):
    """Whom a directory means by `kennung`: its issuer and subject, which never change (OpenID Connect Core § 2)."""

    __tablename__ = "fremdkonto"
    __table_args__ = (UniqueConstraint("aussteller", "kennung"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    aussteller: Mapped[str] = mapped_column(String(400))
    kennung: Mapped[str] = mapped_column(String(255))
    verbunden: Mapped[datetime] = mapped_column(UtcDateTime)
    zuletzt: Mapped[datetime] = mapped_column(UtcDateTime)


class Versuchszahl(Base):
    """How often something was tried since `beginn`, by all processes together.

    `schluessel` says what by whom, as an HMAC: an address is nowhere to be read.
    """

    __tablename__ = "versuchszahl"

    schluessel: Mapped[str] = mapped_column(String(64), primary_key=True)
    anzahl: Mapped[int]
    beginn: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Einmallink(Base):
    """A link in a mail that lets its reader set a password, once and until `gueltig_bis`.

    Of its key only the sha256 is kept. The mail in the outbox does not hold it either: the sender works it out.
    """

    __tablename__ = "einmallink"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    zweck: Mapped[str] = mapped_column(String(20))
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    erstellt: Mapped[datetime] = mapped_column(UtcDateTime)
    gueltig_bis: Mapped[datetime] = mapped_column(UtcDateTime)
    verbraucht: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Passwortwunsch(Base):
    """Somebody typed this login name at "Passwort vergessen". Whether it exists, only the clock finds out."""

    __tablename__ = "passwortwunsch"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    anmeldename: Mapped[str] = mapped_column(String(80))
    erstellt: Mapped[datetime] = mapped_column(UtcDateTime)


class ZweiterFaktor(Base):
    """The secret that a person's telephone shares with us (RFC 6238), encrypted with a key of the installation.

    It counts from `seit` on, when a first code was right. `schritt` is the time step of the last code that was used:
    none counts twice.
    """

    __tablename__ = "zweiter_faktor"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    geheimnis: Mapped[str] = mapped_column(String(200))
    seit: Mapped[datetime | None] = mapped_column(UtcDateTime)
    schritt: Mapped[int] = mapped_column(default=0)


class Ersatzcode(Base):
    """A code for whoever has lost their telephone; spent by being deleted. Only a keyed hash is kept."""

    __tablename__ = "ersatzcode"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
