"""What a decision asks the administration to do, followed until it is done."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vorlagen.extensions import Base, Mandant, UtcDateTime, neue_id
from vorlagen.models.gremium import Gremium
from vorlagen.models.koerperschaft import Amt
from vorlagen.workflow.begriffe import ABGESCHLOSSENE_AUFTRAEGE


class Auftrag(Base, Mandant):
    """One line of the Beschlusskontrolle (domain handbook § 6.2); `status` as `begriffe.Auftragsstatus`.

    `beschlussnummer` is the town's own series, opaque. Non-public unless stage and paper were public. `bericht` is the
    latest report; the earlier ones stand in the paper's history. `wortlaut` is what was decided, `text` what the
    Gremiendienst made of it. `zuvor` is where it stood before an objection or a correction stopped it.
    """

    __tablename__ = "auftrag"
    __table_args__ = (Index("ix_auftrag_liste", "koerperschaft_id", "status", "faellig_am"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=neue_id)
    vorlage_id: Mapped[str] = mapped_column(ForeignKey("vorlage.id"), index=True)
    beratung_id: Mapped[str | None] = mapped_column(ForeignKey("beratung.id", ondelete="SET NULL"))
    punkt_id: Mapped[str | None] = mapped_column(ForeignKey("beschlusspunkt.id", ondelete="SET NULL"))
    gremium_id: Mapped[str | None] = mapped_column(ForeignKey("gremium.id"))
    amt_id: Mapped[str | None] = mapped_column(ForeignKey("amt.id"), index=True)
    beschlussnummer: Mapped[str] = mapped_column(String(120), default="")
    beschlossen_am: Mapped[date | None]
    text: Mapped[str] = mapped_column(Text, default="")
    wortlaut: Mapped[str] = mapped_column(Text, default="")
    antragsteller: Mapped[str] = mapped_column(String(300), default="")
    faellig_am: Mapped[date | None]
    wiedervorlage: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(20), default="offen")
    grund_verzoegerung: Mapped[str] = mapped_column(Text, default="")
    bericht: Mapped[str] = mapped_column(Text, default="")
    berichtet_am: Mapped[date | None]
    nachweis: Mapped[str] = mapped_column(Text, default="")
    oeffentlich: Mapped[bool] = mapped_column(default=False)
    zuvor: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int] = mapped_column(default=1)
    erstellt: Mapped[datetime] = mapped_column(UtcDateTime)
    geaendert: Mapped[datetime] = mapped_column(UtcDateTime)
    abgeschlossen: Mapped[datetime | None] = mapped_column(UtcDateTime)

    amt: Mapped[Amt | None] = relationship(lazy="joined")
    gremium: Mapped[Gremium | None] = relationship(lazy="joined")

    def setze_status(self, status: str, jetzt: datetime) -> None:
        """Keeps since when nothing is left to do (`abgeschlossen`): later corrections do not move that day."""
        self.abgeschlossen = (self.abgeschlossen or jetzt) if status in ABGESCHLOSSENE_AUFTRAEGE else None
        self.status = status
