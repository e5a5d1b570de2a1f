"""Bodies, their meetings, and what stands on an agenda."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id


class Gremium(Base, Mandant):
    """Rat, Ausschuss, Beirat. `abgabe_werktage`: papers must be released that many working days before a meeting.

    `abgabe`, if there is one, says it otherwise: `{"tage": 12, "einheit": "kalendertage", "uhrzeit": "12:00"}`.
    `ladung` is the notice rule: `{"tage": 7, "sitzungstag_zaehlt": false, "zugangsfiktion": null}`.
    `ordnung` is what else its Geschäftsordnung says: `{"mitglieder": 41, "beschlussfaehig": "mehr_als_haelfte",
    "tischvorlagen": false, "mehrheit": "zwei_drittel", "quelle": "§ 9 GeschO"}`; what is missing is assumed, visibly.
    `version` goes up with every change to its seats and rules.
    """

    __tablename__ = "gremium"
    __table_args__ = (UniqueConstraint("koerperschaft_id", "name"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    name: Mapped[str] = mapped_column(String(300))
    kuerzel: Mapped[str] = mapped_column(String(40), default="")
    abgabe_werktage: Mapped[int] = mapped_column(default=10)
    abgabe: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    ladung: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    ordnung: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reihe: Mapped[int] = mapped_column(default=0)
    aktiv: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class Sitzung(Base, Mandant):
    """A meeting. `status` one of geplant, eingeladen, durchgefuehrt, abgesagt.

    `steht_seit`: the agenda is frozen. `fruehere_termine` are the instants (ISO 8601) from which it was moved away.
    `version` goes up with every change to the meeting or its agenda. `niederschrift_frei`: its public part is out.
    `ordnung` is what the Geschäftsordnung of each body said, by id, and who could vote, when the meeting was closed.
    `weitere_gremien` are the bodies (ids) that met with this one, where no stage on the agenda says so.
    """

    __tablename__ = "sitzung"
    __table_args__ = (Index("ix_sitzung_kommende", "koerperschaft_id", "gremium_id", "beginn"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    gremium_id: Mapped[str] = mapped_column(ForeignKey("gremium.id"))
    beginn: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ort: Mapped[str] = mapped_column(String(300), default="")
    status: Mapped[str] = mapped_column(String(20), default="geplant")
    version: Mapped[int] = mapped_column(default=1)
    serie_id: Mapped[str | None] = mapped_column(String(32))
    fruehere_termine: Mapped[list[str]] = mapped_column(JSON, default=list)
    weitere_gremien: Mapped[list[str]] = mapped_column(JSON, default=list)
    absagegrund: Mapped[str] = mapped_column(Text, default="")
    steht_seit: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ende: Mapped[datetime | None] = mapped_column(UtcDateTime)
    vorsitz: Mapped[str] = mapped_column(String(200), default="")
    schriftfuehrung: Mapped[str] = mapped_column(String(200), default="")
    niederschrift_frei: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ordnung: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    # Unnested: where a meeting is itself joined from outside, SQLite would else put all meetings together first.
    gremium: Mapped[Gremium] = relationship(
        lazy="joined",
        innerjoin="unnested",  # type: ignore[arg-type]  # documented; the annotation knows bool only
    )
    tops: Mapped[list[Tagesordnungspunkt]] = relationship(
        back_populates="sitzung",
        order_by="(Tagesordnungspunkt.oeffentlich.desc(), Tagesordnungspunkt.nummer, Tagesordnungspunkt.unter)",
    )


class Tagesordnungspunkt(Base, Mandant):
    """An agenda item: one attempt of one Beratung, or an item without a paper.

    Public and non-public part count on their own: Ö 6 and N 6 are two items. What the body did with it stands here;
    the Beratung keeps what holds in the end. A body meets a paper only once in a meeting.

    `unter` places a sub-item below `nummer` and sorts as text: "" is Ö 5 itself, "0003.0001" is Ö 5.3.1.
    `aufnahme` is how it came on the agenda (regulaer, nachtrag, tischvorlage, dringlich); what came late has its
    `begruendung` and the `urteil` of that day. `abgesetzt` is why it was taken off again: the number stays taken.
    `aufgerufen` is when it was called, `protokoll` what is told of it (HTML). `fassung_vorher` is the text that was put
    to the vote here, `fassung_nachher` the one that left this meeting. `frueher` is what came of the item before it was
    put back in the same meeting: `{ausgang, ergebnis, abgesetzt, wieder, abstimmungen}`, `wieder` with which grounds.
    """

    __tablename__ = "tagesordnungspunkt"
    __table_args__ = (
        UniqueConstraint("sitzung_id", "oeffentlich", "nummer", "unter"),
        UniqueConstraint("sitzung_id", "beratung_id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    sitzung_id: Mapped[str] = mapped_column(ForeignKey("sitzung.id"))
    beratung_id: Mapped[str | None] = mapped_column(ForeignKey("beratung.id"), index=True)
    oeffentlich: Mapped[bool] = mapped_column(default=False)
    begruendung_nichtoeffentlich: Mapped[str] = mapped_column(Text, default="")
    nummer: Mapped[int]
    unter: Mapped[str] = mapped_column(String(40), default="")
    bezeichnung: Mapped[str | None] = mapped_column(String(60))
    titel: Mapped[str] = mapped_column(Text, default="")
    ergebnis: Mapped[str | None] = mapped_column(String(300))
    ausgang: Mapped[str | None] = mapped_column(String(40))
    aufnahme: Mapped[str] = mapped_column(String(20), default="regulaer")
    nachtrag: Mapped[int | None]
    begruendung: Mapped[str] = mapped_column(Text, default="")
    urteil: Mapped[list[str]] = mapped_column(JSON, default=list)
    zugelassen: Mapped[bool | None]
    en_bloc: Mapped[str] = mapped_column(String(40), default="")
    abgesetzt: Mapped[str | None] = mapped_column(Text)
    aufgerufen: Mapped[datetime | None] = mapped_column(UtcDateTime)
    protokoll: Mapped[str] = mapped_column(Text, default="")
    fassung_vorher: Mapped[int | None]
    fassung_nachher: Mapped[int | None]
    frueher: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)

    sitzung: Mapped[Sitzung] = relationship(back_populates="tops", lazy="joined", innerjoin=True)

    @property
    def entfallen(self) -> bool:
        """Nobody dealt with it: it was taken off, or its meeting was cancelled."""
        return self.abgesetzt is not None or self.sitzung.status == "abgesagt"

    @property
    def ist_abgesetzt(self) -> bool:
        """It was taken off again."""
        return self.abgesetzt is not None

    @property
    def zeichen(self) -> str:
        """As printed: Ö 5, N 2, Ö 5.3.1; an imported item keeps the sign that its town gave it."""
        stellen = [str(self.nummer), *(str(int(stelle)) for stelle in (self.unter or "").split(".") if stelle)]
        return self.bezeichnung or f"{'Ö' if self.oeffentlich else 'N'} {'.'.join(stellen)}"
