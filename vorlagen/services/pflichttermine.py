"""When duties are due: on their day, or in a meeting of their body as the calendar of meetings is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.kalender import BERLIN, Kalender, berechne, datum_text, ladungsregel
from vorlagen.models import Gremium, Koerperschaft, Pflicht, Sitzung
from vorlagen.services.fristen import kalender_von
from vorlagen.workflow.begriffe import Sitzungsziel


@dataclass(frozen=True, slots=True)
class Faelligkeit:
    """The day, or None while its body has no such meeting in the calendar, and why it is that day."""

    tag: date | None
    gruende: tuple[str, ...]


def faelligkeiten(pflichten: Sequence[Pflicht]) -> Mapping[str, Faelligkeit]:
    """Of each duty by its id."""
    je_gremium = _sitzungen(pflichten)
    return {pflicht.id: _faelligkeit(pflicht, je_gremium.get(pflicht.gremium_id or "", ())) for pflicht in pflichten}


def _sitzungen(pflichten: Sequence[Pflicht]) -> Mapping[str, Sequence[Any]]:
    gremien = sorted({pflicht.gremium_id for pflicht in pflichten if pflicht.gremium_id})
    if not gremien:
        return {}
    frage = (
        select(Sitzung.gremium_id, Sitzung.beginn, Gremium.name, Gremium.ladung)
        .join(Gremium, Gremium.id == Sitzung.gremium_id)
        .where(
            Sitzung.gremium_id.in_(gremien),
            Sitzung.beginn > min(pflicht.entstanden for pflicht in pflichten),
            Sitzung.status != "abgesagt",
        )
        .order_by(Sitzung.beginn, Sitzung.id)
    )
    je_gremium = defaultdict(list)
    for zeile in db.session.execute(frage):
        je_gremium[zeile.gremium_id].append(zeile)
    return je_gremium


def _faelligkeit(pflicht: Pflicht, sitzungen: Sequence[Any]) -> Faelligkeit:
    if pflicht.faellig_am is not None:
        return Faelligkeit(pflicht.faellig_am, (f"Der Tag ist festgesetzt: {datum_text(pflicht.faellig_am)}",))
    if pflicht.gremium_id is None:
        return Faelligkeit(None, ())
    tag, gruende = _sitzungstag(pflicht, sitzungen)
    if pflicht.nicht_nach is not None and (tag is None or tag > pflicht.nicht_nach):
        fehlt = f"Bis {datum_text(pflicht.nicht_nach)} ist keine Sitzung geplant: bitte eine einberufen"
        return Faelligkeit(pflicht.nicht_nach, (*pflicht.gruende, *gruende, fehlt))
    return Faelligkeit(tag, (*pflicht.gruende, *gruende))


def _sitzungstag(pflicht: Pflicht, sitzungen: Sequence[Any]) -> tuple[date | None, list[str]]:
    kalender = kalender_von(db.session.get_one(Koerperschaft, pflicht.koerperschaft_id))
    ziel, wort = (2, "Übernächste") if pflicht.in_sitzung == Sitzungsziel.UEBERNAECHSTE else (1, "Nächste")
    gruende: list[str] = []
    for sitzung in sitzungen:
        if sitzung.beginn <= pflicht.entstanden:
            continue
        warum_nicht = list(_zaehlt_nicht(pflicht, sitzung, kalender))
        gruende += warum_nicht
        ziel -= not warum_nicht
        if ziel == 0:
            tag = _tag(sitzung)
            return tag, [*gruende, f"{wort} Sitzung: {sitzung.name}, {datum_text(tag)}"]
    return None, [*gruende, f"{wort} Sitzung: noch nicht geplant"]


def _zaehlt_nicht(pflicht: Pflicht, sitzung: Any, kalender: Kalender) -> Iterator[str]:
    """Why this meeting is not one of those meant. To the later of two one must still be able to invite.

    (OVG Bautzen, 23.01.2020, 4 B 24/20, on the meeting in which a motion must be dealt with at the latest.)
    """
    tag = _tag(sitzung)
    if pflicht.nicht_vor is not None and tag < pflicht.nicht_vor:
        yield f"{datum_text(tag)} zählt nicht: vor {datum_text(pflicht.nicht_vor)}"
    elif pflicht.in_sitzung == Sitzungsziel.UEBERNAECHSTE:
        versand = berechne(tag, ladungsregel(sitzung.ladung), kalender).aufgabe
        if versand < pflicht.entstanden.astimezone(BERLIN).date():
            yield f"{datum_text(tag)} zählt nicht: Zu laden war bis {datum_text(versand)}"


def _tag(sitzung: Any) -> date:
    tag: date = sitzung.beginn.astimezone(BERLIN).date()
    return tag
