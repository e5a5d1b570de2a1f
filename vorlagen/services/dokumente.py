"""Word documents of a paper: what they are made from is frozen as JSON; bytes come from the queue or on request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from vorlagen.extensions import db, transaction
from vorlagen.fehler import NichtGefunden, SchabloneUngueltig
from vorlagen.kalender import BERLIN
from vorlagen.models import Dokument, Vorlage
from vorlagen.services import beiwerk, hausschablonen, oeffentlich, verlauf
from vorlagen.services.druckbild import kontext, lebendig, oeffentlicher_kontext
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.services.wer import Wer

_KEIN_DATEINAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Druck:
    """A finished file. `sha256` is over its bytes."""

    name: str
    inhalt: bytes
    sha256: str


def arten(vorlage: Vorlage) -> tuple[str, ...]:
    """The kinds of documents that this paper's procedure makes."""
    return tuple(dict.fromkeys(s.dokument for s in ablauf_von(vorlage).schritte if s.dokument))


def dateiname(vorlage: Vorlage) -> str:
    """The name under which a document of the paper is saved."""
    return f"{_KEIN_DATEINAME.sub('-', vorlage.nummer or 'Entwurf')}.docx"


def drucke(vorlage_id: str, art: str, *, wer: Wer, jetzt: datetime) -> Druck:
    """The document as it was ordered at release; before that a print of the draft as it stands now.

    Raises `NichtGefunden`; `SchabloneUngueltig` if template and data do not fit.
    """
    vorlage, einblick = hole(vorlage_id, wer)
    if art not in arten(vorlage):
        raise NichtGefunden("Dieses Dokument gibt es zu dieser Vorlage nicht.")
    name = dateiname(vorlage)
    if einblick is not Einblick.VOLL:
        offen = oeffentlich.zeige(vorlage, beiwerk.lade([vorlage], wer))
        gaenge, felder = oeffentlich.beratungen([vorlage])[vorlage.id], ablauf_von(vorlage).felder
        stand = oeffentlicher_kontext(offen, gaenge, felder, heute=jetzt.astimezone(BERLIN).date())
        return _druck(vorlage, name, art, stand)
    frage = select(Dokument).where(Dokument.vorlage_id == vorlage.id, Dokument.art == art)
    bestellt = db.session.scalar(
        frage.order_by(Dokument.erstellt.desc()).limit(1).options(undefer(Dokument.inhalt), undefer(Dokument.kontext))
    )
    if bestellt is None or bestellt.fassung != vorlage.fassung:
        return _druck(vorlage, name, art, kontext(vorlage, heute=jetzt.astimezone(BERLIN).date()))
    if bestellt.inhalt is not None and bestellt.sha256 is not None:
        return Druck(name, bestellt.inhalt, bestellt.sha256)
    return _druck(vorlage, name, art, bestellt.kontext)


def arbeite_ab(*, jetzt: datetime, hoechstens: int = 20) -> int:
    """Make the documents that were ordered; returns how many were dealt with. One transaction each."""
    ids = db.session.scalars(
        select(Dokument.id).where(Dokument.zustand == "bestellt").order_by(Dokument.erstellt).limit(hoechstens)
    ).all()
    for dokument_id in ids:
        frage = select(Dokument.kontext, Dokument.art, Dokument.koerperschaft_id)
        kontext_, art, stadt_id = db.session.execute(frage.where(Dokument.id == dokument_id)).one()
        try:
            ergebnis, fehler = hausschablonen.drucke(art, stadt_id, lebendig(kontext_)), None
        except SchabloneUngueltig as ungueltig:
            ergebnis, fehler = None, ungueltig.satz
        with transaction() as sitzung:
            dokument = sitzung.get_one(Dokument, dokument_id, with_for_update=True)
            if dokument.zustand != "bestellt":
                continue
            dokument.zustand, dokument.fehler = ("fertig", None) if ergebnis else ("gescheitert", fehler)
            if ergebnis:
                dokument.inhalt, dokument.sha256 = ergebnis.inhalt, ergebnis.sha256
                dokument.schablone_sha256 = ergebnis.schablone_sha256
                _vermerke(dokument, jetzt)
    return len(ids)


def _druck(vorlage: Vorlage, name: str, art: str, kontext_: Mapping[str, Any]) -> Druck:
    ergebnis = hausschablonen.drucke(art, vorlage.koerperschaft_id, lebendig(kontext_))
    return Druck(name, ergebnis.inhalt, ergebnis.sha256)


def _vermerke(dokument: Dokument, jetzt: datetime) -> None:
    vorlage = db.session.get_one(Vorlage, dokument.vorlage_id, with_for_update={"of": Vorlage, "key_share": True})
    daten = {
        "art": dokument.art,
        "fassung": dokument.fassung,
        "sha256": dokument.sha256,
        "schablone_sha256": dokument.schablone_sha256,
    }
    verlauf.schreibe(vorlage, "dokument", wer_id=None, jetzt=jetzt, daten=daten)
