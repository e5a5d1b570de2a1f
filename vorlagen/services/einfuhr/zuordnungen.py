"""What a foreign system says of papers that run here: noted during the import, taken over or asked afterwards."""

from __future__ import annotations

from sqlalchemy import select

from vorlagen.extensions import db, neue_id
from vorlagen.models import Beratung, Tagesordnungspunkt, Vorlage, Zuordnung
from vorlagen.ris import Station
from vorlagen.ris.kennungen import schluessel
from vorlagen.services import verlauf
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


def laeuft_hier(beratung: Beratung) -> bool:
    """The stage is one of a paper that began here: what became of it goes over the bridge, not past our rules."""
    return db.session.scalar(select(Vorlage.fall_id).where(Vorlage.id == beratung.vorlage_id)) is None


def setze_ab(arbeit: Arbeit, top: Tagesordnungspunkt, grund: str) -> None:
    """A paper is no longer on the foreign agenda; one that runs here is told so in its history."""
    if top.abgesetzt is not None:
        return
    top.abgesetzt = grund
    beratung = db.session.get_one(Beratung, top.beratung_id)
    if not laeuft_hier(beratung):
        return
    frage = select(Vorlage).where(Vorlage.id == beratung.vorlage_id).with_for_update(of=Vorlage, key_share=True)
    vorlage = db.session.scalars(frage).one()
    daten = {"gremium": top.sitzung.gremium.name, "top": top.zeichen, "beratung": beratung.id, "bemerkung": grund}
    verlauf.schreibe(vorlage, "von_tagesordnung", wer_id=None, jetzt=arbeit.jetzt, daten=daten)
    vorlage.version += 1
    vorlage.geaendert = arbeit.jetzt
