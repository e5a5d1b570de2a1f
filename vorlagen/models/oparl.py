"""The public view of a town as OParl objects, put down so that a list costs the same however long it is (ADR 0029)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from vorlagen.extensions import Base, Mandant, UtcDateTime


class OparlObjekt(Base, Mandant):
    """One object as everybody may read it; `inhalt` without the town's address, so that a move changes no row.

    `wurzel_art` and `wurzel_id` name what of ours it was made from: all objects of a root are made anew together.
    `erstellt` is when it was first public and never changes, `geaendert` when it last read otherwise, both in whole
    seconds. `abdruck` is the sha256 of all it says. A deleted one keeps no content.
    """

    __tablename__ = "oparl_objekt"
    __table_args__ = (
        Index("ix_oparl_objekt_liste", "koerperschaft_id", "typ", "erstellt", "id"),
        Index("ix_oparl_objekt_geaendert", "koerperschaft_id", "typ", "geaendert", "id"),
        Index("ix_oparl_objekt_wurzel", "koerperschaft_id", "wurzel_art", "wurzel_id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    typ: Mapped[str] = mapped_column(String(20))
    wurzel_art: Mapped[str] = mapped_column(String(20))
    wurzel_id: Mapped[str] = mapped_column(String(32))
    erstellt: Mapped[datetime] = mapped_column(UtcDateTime)
    geaendert: Mapped[datetime] = mapped_column(UtcDateTime)
    geloescht: Mapped[bool] = mapped_column(default=False)
    abdruck: Mapped[str] = mapped_column(String(64))
    inhalt: Mapped[dict[str, Any]] = mapped_column(JSON)


class OparlBezug(Base, Mandant):
    """A meeting or a consultation (`typ`) of an organisation, for the lists that an organisation has of its own.

    `erstellt` is the object's, so that such a list is walked along its index alone.
    """

    __tablename__ = "oparl_bezug"
    __table_args__ = (
        Index("ix_oparl_bezug_liste", "koerperschaft_id", "organisation_id", "typ", "erstellt", "objekt_id"),
    )

    objekt_id: Mapped[str] = mapped_column(ForeignKey("oparl_objekt.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    typ: Mapped[str] = mapped_column(String(20))
    erstellt: Mapped[datetime] = mapped_column(UtcDateTime)


class OparlDatei(Base, Mandant):
    """A printed document that OParl names: the very bytes, so that size and checksum hold. `id` is the File's.

    `zustand`: bestellt, fertig, gescheitert. It is printed from `kontext` with the template `art`; `abdruck` is the
    sha256 of both. What it belongs to is made anew once the bytes are there (`wurzel_art`, `wurzel_id`).
    """

    __tablename__ = "oparl_datei"
    __table_args__ = (
        Index(
            "ix_oparl_datei_bestellt",
            "erstellt",
            sqlite_where=text("zustand = 'bestellt'"),
            postgresql_where=text("zustand = 'bestellt'"),
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    wurzel_art: Mapped[str] = mapped_column(String(20))
    wurzel_id: Mapped[str] = mapped_column(String(32))
    zustand: Mapped[str] = mapped_column(String(20), default="bestellt")
    art: Mapped[str] = mapped_column(String(80))
    abdruck: Mapped[str] = mapped_column(String(64))
    kontext: Mapped[dict[str, Any]] = deferred(mapped_column(JSON, nullable=False))
    name: Mapped[str] = mapped_column(String(200))
    groesse: Mapped[int | None]
    sha512: Mapped[str | None] = mapped_column(String(128))
    inhalt: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    erstellt: Mapped[datetime] = mapped_column(UtcDateTime)


class OparlStand(Base, Mandant):
    """How far a town's objects follow its changes: all up to number `nr` are in.

    Up to `aufbau_nr` they were there before anybody could ask. `zuletzt` is the newest `geaendert` given out, which
    never goes back. `bis_vorlage` is set while the next change is half in: it asks for more papers than fit in once,
    and those up to this one are made anew.
    """

    __tablename__ = "oparl_stand"

    koerperschaft_id: Mapped[str] = mapped_column(String(32), ForeignKey("koerperschaft.id"), primary_key=True)
    nr: Mapped[int] = mapped_column(BigInteger, default=0)
    aufbau_nr: Mapped[int] = mapped_column(BigInteger, default=0)
    zuletzt: Mapped[datetime | None] = mapped_column(UtcDateTime)
    bis_vorlage: Mapped[str | None] = mapped_column(String(32))

    @property
    def im_aufbau(self) -> bool:
        """True while what was there before is put down for the first time."""
        return self.nr < self.aufbau_nr
