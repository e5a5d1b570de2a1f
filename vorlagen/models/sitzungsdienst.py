"""Who belongs to a body, who was there, who was biased, and the agendas that were frozen."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id
from vorlagen.models.ruecknahme import Ruecknehmbar


class Mitgliedschaft(Base, Mandant):
    """Somebody's seat in a body, from – to. `funktion`: vorsitz, stellvertretung, mitglied, beratend."""

    __tablename__ = "mitgliedschaft"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    gremium_id: Mapped[str] = mapped_column(ForeignKey("gremium.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    funktion: Mapped[str] = mapped_column(String(40), default="mitglied")
    fraktion: Mapped[str] = mapped_column(String(100), default="")
    stimmberechtigt: Mapped[bool] = mapped_column(default=True)
    von: Mapped[date | None]
    bis: Mapped[date | None]
    reihe: Mapped[int] = mapped_column(default=0)


class Anwesenheit(Base, Mandant):
    """One person on the attendance list of a meeting. `stand`: anwesend, entschuldigt, fehlt.

    `zeiten` are `[[from, to], …]` as ISO 8601 in UTC; None is the beginning or the end of the meeting. Who belonged
    to the body on that day is a `mitglied`, also when the seat (`mitgliedschaft_id`) is gone.
    """

    __tablename__ = "anwesenheit"
    __table_args__ = (UniqueConstraint("sitzung_id", "name"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    sitzung_id: Mapped[str] = mapped_column(ForeignKey("sitzung.id"))
    mitgliedschaft_id: Mapped[str | None] = mapped_column(ForeignKey("mitgliedschaft.id"), index=True)
    mitglied: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(String(200))
    funktion: Mapped[str] = mapped_column(String(40), default="mitglied")
    stimmberechtigt: Mapped[bool] = mapped_column(default=False)
    stand: Mapped[str] = mapped_column(String(20), default="anwesend")
    zeiten: Mapped[list[list[str | None]]] = mapped_column(JSON, default=list)
    reihe: Mapped[int] = mapped_column(default=0)


class Befangenheit(Base, Mandant):
    """Somebody who took no part in one item because of bias, and what the minutes say of it."""

    __tablename__ = "befangenheit"
    __table_args__ = (UniqueConstraint("top_id", "anwesenheit_id"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    top_id: Mapped[str] = mapped_column(ForeignKey("tagesordnungspunkt.id", ondelete="CASCADE"))
    anwesenheit_id: Mapped[str] = mapped_column(ForeignKey("anwesenheit.id", ondelete="CASCADE"))
    bemerkung: Mapped[str] = mapped_column(String(300), default="")

    anwesenheit: Mapped[Anwesenheit] = relationship(lazy="joined", innerjoin=True)


class Tagesordnungsfassung(Base, Mandant):
    """An agenda as it was frozen: never changed, never deleted. `inhalt` is a list of items, `anlass` why anew."""

    __tablename__ = "tagesordnungsfassung"
    __table_args__ = (UniqueConstraint("sitzung_id", "nr"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    sitzung_id: Mapped[str] = mapped_column(ForeignKey("sitzung.id"))
    nr: Mapped[int]
    inhalt: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))
    anlass: Mapped[str] = mapped_column(Text, default="")
    festgestellt: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))


class Niederschriftfassung(Base, Mandant, Ruecknehmbar):
    """The public part of the minutes as it was released: never changed, never deleted.

    `inhalt`: `stand` is the whole as the template takes it, `tops` the ids of its items in the same order,
    `auszuege` the extract of each item with a result.
    """

    __tablename__ = "niederschriftfassung"
    __table_args__ = (UniqueConstraint("sitzung_id", "nr"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    sitzung_id: Mapped[str] = mapped_column(ForeignKey("sitzung.id"))
    nr: Mapped[int]
    inhalt: Mapped[dict[str, Any]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))
    freigegeben: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
