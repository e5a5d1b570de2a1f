"""Security events as JSON."""

from __future__ import annotations

from vorlagen.services.protokoll import Ereignis
from vorlagen.web.schemas.blatt import Augenblick, Auswahl, Formblatt, Freies, Liste, Teil, Text
from vorlagen.web.schemas.fragen import Grenze, Seitenfrage
from vorlagen.web.schemas.stamm import Links


class Protokollfrage(Seitenfrage):
    """Which events."""

    was = Auswahl(list(Ereignis))
    person = Text(32, noetig=True, metadata={"description": "Kennung; wer es tat oder wen es betraf"})
    seit = Grenze(metadata={"description": "seit (Zeitpunkt oder Tag, einschließlich)"})
    bis = Grenze(ende=True, metadata={"description": "vor diesem Zeitpunkt oder bis zu diesem Tag"})


class GegenstandAus(Formblatt):
    """Whom or what an event concerns."""

    art = Text(40, required=True)
    id = Text(40, required=True)


class ProtokolleintragAus(Formblatt):
    """One event."""

    id = Text(40, required=True)
    zeit = Augenblick(required=True)
    was = Text(60, required=True)
    wer = Text(32, required=True, allow_none=True, metadata={"description": "null: die Maschine selbst"})
    gegenstand = Teil(GegenstandAus, required=True, allow_none=True)
    daten = Freies(required=True)


class Protokollliste(Formblatt):
    """One page of events, latest first."""

    data = Liste(Teil(ProtokolleintragAus), required=True)
    links = Teil(Links, required=True)
