"""What a body changed in a resolution, as a Word file with tracked changes under its name and the day it met."""

from __future__ import annotations

from datetime import datetime

from vorlagen.extensions import db
from vorlagen.fehler import NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import Beratung, Vorlage
from vorlagen.services import (
    anwesenheiten,
    fassungen,
    hausschablonen,
    lesungen,
    sitzungen,
    sitzungsdruck,
    tops,
    wortlaut,
)
from vorlagen.services.dokumente import Druck
from vorlagen.services.druckbild import lebendig
from vorlagen.services.wer import Wer
from vorlagen.word import vertrag
from vorlagen.word.werte import Geaendert

_ANGABEN = frozenset({name.name for name in vertrag("aenderung").namen} - {"wortlaut", "betreff"})
"""What of an extract is said here as well."""


def drucke(top_id: str, *, wer: Wer, jetzt: datetime) -> Druck:
    """The change made at this item, for the Gremiendienst and who sees the whole paper.

    Raises `NichtGefunden` for everybody else, and where the wording left the body as it came.
    """
    top, papier = tops.lies(top_id, wer=wer)
    voll = sitzungen.ist_gremiendienst(top.sitzung.gremium_id, wer) or (papier is not None and papier.voll)
    beratung = db.session.get(Beratung, top.beratung_id) if top.beratung_id and voll else None
    if beratung is None or not wortlaut.aenderte(top):
        raise NichtGefunden("An diesem Punkt wurde kein Wortlaut geändert.")
    vorlage = db.session.get_one(Vorlage, beratung.vorlage_id)
    lesungen.merke_beratene([top.beratung_id])
    alt, neu = (
        str(fassungen.text(vorlage, nr or 0)["beschlussvorschlag"]) for nr in (top.fassung_vorher, top.fassung_nachher)
    )
    heute = jetzt.astimezone(BERLIN).date()
    stand = lebendig(sitzungsdruck.auszug(top, nur_oeffentlich=False, heute=heute))
    wer_ = " und ".join(gremium.name for gremium in beratung.gremien)
    kontext = {name: wert for name, wert in stand.items() if name in _ANGABEN} | {
        "betreff": f"Geänderter Beschluss {top.zeichen}: {top.titel}",
        "wortlaut": Geaendert(alt, neu, wer_, anwesenheiten.sitzungstag(top.sitzung)),
    }
    ergebnis = hausschablonen.drucke("aenderung", top.sitzung.koerperschaft_id, kontext)
    name = sitzungsdruck.dateiname(top.sitzung, f"Aenderung-{top.zeichen.replace(' ', '').replace('/', '-')}")
    return Druck(name, ergebnis.inhalt, ergebnis.sha256)
