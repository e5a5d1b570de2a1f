"""What a foreign system says of papers that run here: noted during the import, taken over or asked afterwards."""

from __future__ import annotations

from sqlalchemy import select

from vorlagen.extensions import db, neue_id
from vorlagen.models import Zuordnung
from vorlagen.ris import Station
from vorlagen.ris.kennungen import schluessel
from vorlagen.services.einfuhr.arbeit import Arbeit

WARTET, OFFEN, UEBERNOMMEN, VERWORFEN = "wartet", "offen", "uebernommen", "verworfen"


def merke_vor(arbeit: Arbeit, vorlage_id: str, station: Station, punkt: str | None) -> None:
    """A stage of the foreign paper that has the number of ours: where it leads is looked at after the last page."""
    frage = select(Zuordnung).where(
        Zuordnung.koerperschaft_id == arbeit.stadt_id,
        Zuordnung.quelle == arbeit.quelle,
        Zuordnung.station == schluessel(station.kennung),
    )
    zeile = db.session.scalar(frage)
    if zeile is None:
        zeile = Zuordnung(
            id=neue_id(), koerperschaft_id=arbeit.stadt_id, quelle=arbeit.quelle, erstellt=arbeit.jetzt,
            station=schluessel(station.kennung), vorlage_id=vorlage_id, zustand=WARTET,
        )  # fmt: skip
        db.session.add(zeile)
    zeile.angaben = {
        **(zeile.angaben or {}),
        **{"punkt": punkt, "sitzung": station.sitzung, "organisationen": list(station.organisationen)},
        **{"station": station.kennung, "art": station.rolle},
    }
