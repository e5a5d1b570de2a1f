"""The paper itself, its Fassungen, signatures, attachments and links."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id
from vorlagen.models.beratung import Beratung, Beschlusspunkt
from vorlagen.models.koerperschaft import Amt, Koerperschaft, Vorlageart
from vorlagen.models.person import Person
from vorlagen.models.ruecknahme import Ruecknehmbar
from vorlagen.models.teilindex import nur


def _wie_geaendert(zeile: DefaultExecutionContext) -> Any:
    return zeile.get_current_parameters()["geaendert"]  # type: ignore[no-untyped-call] # SQLAlchemy has no types for it


class Vorlage(Base, Mandant, Ruecknehmbar):
    """What a Gremium is asked to decide or note. Pinned to its procedure (name, version, hash).

    `version` counts every change and guards against a second editor; `fassung` is the number of the current text.
    Non-public unless somebody said otherwise. `eingereicht` is when it first left the drafting office; before that
    nobody else sees it. `freigegeben` is since when its text is released; a return to the drafting desk takes that
    back. `oeffentlicher_status` is what everybody may read instead of `status` while a non-public result is not
    announced; which wording they may read, its Fassung says. `veroeffentlicht` is since when everybody may read the
    released paper: a fact that somebody or the clock wrote down, never a comparison with today's time.
    `aussen_geaendert` is when what everybody may read last changed, kept by `aenderungsspur`: whoever does not see all
    of the paper learns of no other (ADR 0033); it means nothing before the paper is out.
    `veroeffentlichen_am` is an instant of its own instead of the town's rule. `fall` keeps an imported case verbatim;
    only our own numbers are sure to be unique.
    """

    __tablename__ = "vorlage"
    __table_args__ = (
        Index("ix_vorlage_nummer", "koerperschaft_id", "nummer"),
        Index("uq_vorlage_eigene_nummer", "koerperschaft_id", "nummer", unique=True, **nur("fall_id IS NULL")),
        UniqueConstraint("koerperschaft_id", "fall_id"),
        Index("ix_vorlage_liste", "koerperschaft_id", "geaendert", "id"),
        Index(
            "ix_vorlage_liste_aussen",
            "koerperschaft_id",
            "aussen_geaendert",
            "id",
            **nur("veroeffentlicht IS NOT NULL"),
        ),
        Index("ix_vorlage_status", "koerperschaft_id", "status", "geaendert", "id"),
        Index("ix_vorlage_amt", "federfuehrend_id", "status"),
        Index("ix_vorlage_begonnen", "erstellt_von_id"),
        Index("ix_vorlage_art", "koerperschaft_id", "vorlageart_id", "id"),
        Index("ix_vorlage_freigegeben", "koerperschaft_id", "freigegeben", **nur("fall_id IS NULL")),
        Index("ix_vorlage_unterwegs", "koerperschaft_id", "geaendert", "id", **nur("beendet IS NULL")),
        Index("ix_vorlage_oeffentlicher_status", "koerperschaft_id", "oeffentlicher_status"),
        Index(
            "ix_vorlage_zu_veroeffentlichen",
            "koerperschaft_id",
            "veroeffentlichen_am",
            **nur("veroeffentlicht IS NULL AND freigegeben IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    vorlageart_id: Mapped[str] = mapped_column(ForeignKey("vorlageart.id"))
    ablauf: Mapped[str] = mapped_column(String(120))
    ablauf_version: Mapped[int]
    ablauf_kennung: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(60))
    version: Mapped[int] = mapped_column(default=1)
    fassung: Mapped[int] = mapped_column(default=1)
    nummer: Mapped[str | None] = mapped_column(String(120))
    oeffentlich: Mapped[bool] = mapped_column(default=False)
    begruendung_nichtoeffentlich: Mapped[str] = mapped_column(Text, default="")
    betreff: Mapped[str] = mapped_column(Text, default="")
    federfuehrend_id: Mapped[str | None] = mapped_column(ForeignKey("amt.id"))
    beteiligt: Mapped[list[str]] = mapped_column(JSON, default=list)
    bearbeiter: Mapped[str] = mapped_column(String(200), default="")
    aktenzeichen: Mapped[str] = mapped_column(String(100), default="")
    datum: Mapped[date | None]
    beschlussvorschlag: Mapped[str] = mapped_column(Text, default="")
    sachverhalt: Mapped[str] = mapped_column(Text, default="")
    auswirkungen: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    felder: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    fall: Mapped[dict[str, Any] | None] = deferred(mapped_column(JSON(none_as_null=True)))
    fall_id: Mapped[str | None] = mapped_column(String(200))
    erstellt_von_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    erstellt: Mapped[datetime] = mapped_column(UtcDateTime)
    geaendert: Mapped[datetime] = mapped_column(UtcDateTime)
    aussen_geaendert: Mapped[datetime] = mapped_column(UtcDateTime, default=_wie_geaendert)
    eingereicht: Mapped[datetime | None] = mapped_column(UtcDateTime)
    freigegeben: Mapped[datetime | None] = mapped_column(UtcDateTime)
    beendet: Mapped[datetime | None] = mapped_column(UtcDateTime)
    oeffentlicher_status: Mapped[str | None] = mapped_column(String(60))
    veroeffentlicht: Mapped[datetime | None] = mapped_column(UtcDateTime)
    veroeffentlichen_am: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012 - SQLAlchemy's form

    koerperschaft: Mapped[Koerperschaft] = relationship(lazy="joined", innerjoin=True)
    vorlageart: Mapped[Vorlageart] = relationship(lazy="joined", innerjoin=True)
    federfuehrend: Mapped[Amt | None] = relationship(lazy="joined")
    beratungen: Mapped[list[Beratung]] = relationship(
        lazy="selectin", order_by=(Beratung.reihe, Beratung.id), cascade="all, delete-orphan"
    )
    beschlusspunkte: Mapped[list[Beschlusspunkt]] = relationship(
        lazy="selectin", order_by=Beschlusspunkt.reihe, cascade="all, delete-orphan"
    )
    mitzeichnungen: Mapped[list[Mitzeichnung]] = relationship(
        lazy="selectin", order_by="(Mitzeichnung.runde, Mitzeichnung.gruppe, Mitzeichnung.id)"
    )


class Fassung(Base, Mandant):
    """One version of the text. Written over while the draft is worked on, fixed once somebody was asked to sign it.

    `oeffentlich_seit` is since when everybody may read its resolution: None until somebody said so.
    """

    __tablename__ = "fassung"
    __table_args__ = (UniqueConstraint("vorlage_id", "nr"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    vorlage_id: Mapped[str] = mapped_column(ForeignKey("vorlage.id"))
    nr: Mapped[int]
    inhalt: Mapped[dict[str, Any]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))
    festgestellt: Mapped[datetime | None] = mapped_column(UtcDateTime)
    oeffentlich_seit: Mapped[datetime | None] = mapped_column(UtcDateTime)
    geaendert: Mapped[datetime] = mapped_column(UtcDateTime)
    geaendert_von_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))


class Mitzeichnung(Base, Mandant):
    """An office that is asked to co-sign in a round. The signature is bound to the text that was seen (`sha256`).

    `erbeten` is when it was asked, None while its group waits. `gewaehlt`: somebody chose it; `anlass`: rules asked for
    it, with their sentences. `betrifft` names the sections that the signature is bound to (empty: all text);
    `gilt_fuer` is the newer Fassung for which it counts as well. `werktage` is its own time instead of the step's.
    `schweigen_gilt`: it was told that silence counts as agreement; `stillschweigend`: that has happened.
    """

    __tablename__ = "mitzeichnung"
    __table_args__ = (
        UniqueConstraint("vorlage_id", "runde", "amt_id"),
        Index("ix_mitzeichnung_offen", "amt_id", "votum"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    vorlage_id: Mapped[str] = mapped_column(ForeignKey("vorlage.id"))
    amt_id: Mapped[str] = mapped_column(ForeignKey("amt.id"))
    runde: Mapped[int] = mapped_column(default=1)
    gruppe: Mapped[int] = mapped_column(default=1)
    pflicht: Mapped[bool] = mapped_column(default=True)
    frist: Mapped[date | None]
    votum: Mapped[str | None] = mapped_column(String(30))
    bemerkung: Mapped[str | None] = mapped_column(Text)
    fassung: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    gezeichnet: Mapped[datetime | None] = mapped_column(UtcDateTime)
    in_vertretung: Mapped[bool] = mapped_column(default=False)
    erbeten: Mapped[datetime | None] = mapped_column(UtcDateTime)
    gewaehlt: Mapped[bool] = mapped_column(default=True)
    anlass: Mapped[str | None] = mapped_column(Text)
    betrifft: Mapped[list[str]] = mapped_column(JSON, default=list)
    gilt_fuer: Mapped[int | None]
    werktage: Mapped[int | None]
    schweigen_gilt: Mapped[bool] = mapped_column(default=False)
    stillschweigend: Mapped[bool] = mapped_column(default=False)

    amt: Mapped[Amt] = relationship(lazy="joined", innerjoin=True)
    person: Mapped[Person | None] = relationship(lazy="joined")

    @property
    def entfallen(self) -> bool:
        """True if neither a person nor a rule wants this office in its round any more."""
        return not self.gewaehlt and self.anlass is None


class Anlage(Base, Mandant, Ruecknehmbar):
    """A file that belongs to the paper. Non-public unless somebody said otherwise."""

    __tablename__ = "anlage"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    vorlage_id: Mapped[str] = mapped_column(ForeignKey("vorlage.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    typ: Mapped[str] = mapped_column(String(120))
    groesse: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    oeffentlich: Mapped[bool] = mapped_column(default=False)
    begruendung_nichtoeffentlich: Mapped[str] = mapped_column(Text, default="")
    reihe: Mapped[int] = mapped_column(default=0)
    inhalt: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    hochgeladen: Mapped[datetime] = mapped_column(UtcDateTime)


class Verknuepfung(Base, Mandant):
    """A link to another paper: ergaenzt, ersetzt, aendert, beantwortet, stellungnahme_zu, genehmigt, bezieht_sich_auf.

    The other one may live elsewhere; then only its number is known, an opaque text.
    """

    __tablename__ = "verknuepfung"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    vorlage_id: Mapped[str] = mapped_column(ForeignKey("vorlage.id"), index=True)
    art: Mapped[str] = mapped_column(String(30))
    ziel_id: Mapped[str | None] = mapped_column(ForeignKey("vorlage.id"), index=True)
    nummer: Mapped[str | None] = mapped_column(String(120))
