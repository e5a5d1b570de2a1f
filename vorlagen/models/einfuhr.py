"""What came from another council information system: runs, whose key is which row of ours, files that lie there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id


class Einfuhr(Base, Mandant):
    """A run: what was asked for, how far it is, what came of it.

    `zustand`: wartet, laeuft, vollstaendig, unvollstaendig, abgebrochen. `quelle` is the address that somebody typed,
    `koerper` the municipality there. `seit`: only what changed from then on. `liste` and `naechste` are the page with
    which it goes on after a crash; `laeufer` is who works on it now, and only that one may write a page.
    `zaehler` are `{typ: {neu, geaendert, unveraendert, entfernt}}`, `befunde` as `vorlagen.ris.Befunde` writes them.
    """

    __tablename__ = "einfuhr"
    __table_args__ = (Index("ix_einfuhr_wartende", "zustand", "geschlagen"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    quelle: Mapped[str] = mapped_column(String(2000))
    koerper: Mapped[str] = mapped_column(String(2000), default="")
    zustand: Mapped[str] = mapped_column(String(20), default="wartet")
    seit: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mit_dateien: Mapped[bool] = mapped_column(default=False)
    begonnen: Mapped[datetime] = mapped_column(UtcDateTime)
    geschlagen: Mapped[datetime] = mapped_column(UtcDateTime)
    beendet: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    laeufer: Mapped[str | None] = mapped_column(String(32))
    liste: Mapped[str] = mapped_column(String(40), default="")
    naechste: Mapped[str | None] = mapped_column(Text)
    seiten: Mapped[int] = mapped_column(default=0)
    abbrechen: Mapped[bool] = mapped_column(default=False)
    zaehler: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    befunde: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Fremdschluessel(Base, Mandant):
    """An object of another system and what it is here.

    `schluessel` is the sha256 of its address without the host, `fremd_id` the address as printed. `eigener_typ` and
    `eigene_id` name our row; both empty: nothing here was made of it. `eigen`: our row was there before, the foreign
    system only speaks of it. `pruefsumme` is over what it said last, `angaben` keeps what has no place of its own
    (keys of its database, address of its page, places).
    """

    __tablename__ = "fremdschluessel"
    __table_args__ = (
        UniqueConstraint("koerperschaft_id", "quelle", "schluessel"),
        Index("ix_fremdschluessel_eigene", "eigene_id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    quelle: Mapped[str] = mapped_column(String(300))
    typ: Mapped[str] = mapped_column(String(20))
    schluessel: Mapped[str] = mapped_column(String(64))
    fremd_id: Mapped[str] = mapped_column(String(2000))
    eigener_typ: Mapped[str | None] = mapped_column(String(20))
    eigene_id: Mapped[str | None] = mapped_column(String(32))
    eigen: Mapped[bool] = mapped_column(default=False)
    geaendert: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pruefsumme: Mapped[str] = mapped_column(String(64), default="")
    angaben: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Fremddatei(Base, Mandant):
    """A file that lies in the other system, at a paper, a meeting or an agenda item of ours.

    `rolle`: haupt, anlage, einladung, niederschrift, wortprotokoll, beschluss. With `anlage_id` its bytes are here.
    """

    __tablename__ = "fremddatei"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    vorlage_id: Mapped[str | None] = mapped_column(ForeignKey("vorlage.id"), index=True)
    sitzung_id: Mapped[str | None] = mapped_column(ForeignKey("sitzung.id"), index=True)
    top_id: Mapped[str | None] = mapped_column(ForeignKey("tagesordnungspunkt.id", ondelete="CASCADE"), index=True)
    anlage_id: Mapped[str | None] = mapped_column(ForeignKey("anlage.id", ondelete="SET NULL"))
    rolle: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(300))
    typ: Mapped[str] = mapped_column(String(120), default="")
    groesse: Mapped[int | None]
    adresse: Mapped[str] = mapped_column(String(2000))
    reihe: Mapped[int] = mapped_column(default=0)


class Zuordnung(Base, Mandant):
    """A running paper of ours stands on a foreign agenda: taken over, or a question for somebody.

    `zustand`: wartet, offen, uebernommen, verworfen. `grund` is why it was not sure. The foreign side is kept as it was
    seen last: `station` and `punkt` are its keys, `angaben` what it says (top, ergebnis, titel).
    """

    __tablename__ = "zuordnung"
    __table_args__ = (
        UniqueConstraint("koerperschaft_id", "quelle", "station"),
        Index("ix_zuordnung_offene", "koerperschaft_id", "zustand"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    quelle: Mapped[str] = mapped_column(String(300))
    station: Mapped[str] = mapped_column(String(64))
    vorlage_id: Mapped[str] = mapped_column(ForeignKey("vorlage.id"), index=True)
    beratung_id: Mapped[str | None] = mapped_column(ForeignKey("beratung.id", ondelete="SET NULL"))
    top_id: Mapped[str | None] = mapped_column(ForeignKey("tagesordnungspunkt.id", ondelete="SET NULL"))
    gremium: Mapped[str] = mapped_column(String(300), default="")
    tag: Mapped[date | None]
    angaben: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    zustand: Mapped[str] = mapped_column(String(20), default="wartet")
    grund: Mapped[str] = mapped_column(Text, default="")
    erstellt: Mapped[datetime] = mapped_column(UtcDateTime)
    entschieden: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
