"""The versions of the text: one is worked on; once somebody was asked to sign it, it stays as it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.fehler import NichtGefunden
from vorlagen.models import Fassung, Vorlage
from vorlagen.richtext import text as nur_text
from vorlagen.richtext.vergleich import Teile, wortweise

INHALT = (
    "betreff",
    "oeffentlich",
    "begruendung_nichtoeffentlich",
    "beschlussvorschlag",
    "sachverhalt",
    "auswirkungen",
    "felder",
)
"""What belongs to the text that is signed."""


@dataclass(frozen=True, slots=True)
class Unterschied:
    """One field that differs between two Fassungen; `teile` are (zeichen, text) with zeichen `=`, `-` or `+`."""

    feld: str
    teile: Teile


def inhalt(vorlage: Vorlage) -> dict[str, Any]:
    """The text as plain values, points of the resolution included."""
    werte = {name: getattr(vorlage, name) for name in INHALT}
    werte["beschlusspunkte"] = [{"nr": punkt.nr, "text": punkt.text} for punkt in vorlage.beschlusspunkte]
    return werte


def pruefsumme(werte: dict[str, Any]) -> str:
    """sha256 over the text; a signature is bound to it."""
    return hashlib.sha256(json.dumps(werte, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def halte_fest(vorlage: Vorlage, *, wer_id: str | None, jetzt: datetime) -> None:
    """Write the current text into its Fassung; the next number begins if the last one was signed or asked for."""
    werte = inhalt(vorlage)
    summe = pruefsumme(werte)
    aktuelle = aktuell(vorlage)
    if aktuelle is not None and aktuelle.sha256 == summe:
        return
    if aktuelle is not None and aktuelle.festgestellt is not None:
        vorlage.fassung += 1
        aktuelle = None
    if aktuelle is None:
        aktuelle = Fassung(koerperschaft_id=vorlage.koerperschaft_id, vorlage_id=vorlage.id, nr=vorlage.fassung)
        db.session.add(aktuelle)
    aktuelle.inhalt, aktuelle.sha256 = werte, summe
    aktuelle.geaendert, aktuelle.geaendert_von_id = jetzt, wer_id or None
    db.session.flush()


def uebernimm_erste(vorlage: Vorlage, *, jetzt: datetime) -> None:
    """The text of a new paper that came from elsewhere: released there, so fixed and public from the beginning."""
    werte = inhalt(vorlage)
    erste = Fassung(koerperschaft_id=vorlage.koerperschaft_id, vorlage_id=vorlage.id, nr=vorlage.fassung, inhalt=werte)
    erste.sha256, erste.geaendert = pruefsumme(werte), jetzt
    erste.festgestellt = erste.oeffentlich_seit = jetzt
    db.session.add(erste)


def stelle_fest(vorlage: Vorlage, *, jetzt: datetime) -> None:
    """From now on the current Fassung is never written over."""
    aktuelle = aktuell(vorlage)
    if aktuelle is not None and aktuelle.festgestellt is None:
        aktuelle.festgestellt = jetzt


def veroeffentliche(vorlage: Vorlage, nr: int, *, jetzt: datetime) -> None:
    """From now on everybody may read the resolution as it stands in this Fassung."""
    fassung = _lies(vorlage, nr)
    if fassung is not None and fassung.oeffentlich_seit is None:
        fassung.oeffentlich_seit = jetzt


def aktuell(vorlage: Vorlage) -> Fassung | None:
    """The row of the current Fassung, or None while the Vorlage is being made."""
    return _lies(vorlage, vorlage.fassung)


def text(vorlage: Vorlage, nr: int) -> dict[str, Any]:
    """The text of a Fassung as plain values. Raises `NichtGefunden`."""
    fassung = _lies(vorlage, nr)
    if fassung is None:
        raise NichtGefunden("Diese Fassung gibt es nicht.")
    return fassung.inhalt


def alle(vorlage: Vorlage) -> list[Fassung]:
    """All Fassungen, oldest first."""
    return list(db.session.scalars(select(Fassung).where(Fassung.vorlage_id == vorlage.id).order_by(Fassung.nr)))


def vergleiche(vorlage: Vorlage, nr: int, gegen: int) -> tuple[Unterschied, ...]:
    """What changed from Fassung `gegen` to Fassung `nr`, word by word, fields without a change left out."""
    return unterschiede(text(vorlage, nr), text(vorlage, gegen))


def unterschiede(neu: Mapping[str, Any], alt: Mapping[str, Any]) -> tuple[Unterschied, ...]:
    """What differs between the texts of two Fassungen, word by word."""
    namen = [name for name in neu if neu.get(name) != alt.get(name)]
    return tuple(Unterschied(name, wortweise(_als_text(alt.get(name)), _als_text(neu.get(name)))) for name in namen)


def inhalt_von(vorlage: Vorlage, nr: int) -> dict[str, Any]:
    """The text of one Fassung as plain values. Raises `NichtGefunden`."""
    fassung = _lies(vorlage, nr)
    if fassung is None:
        raise NichtGefunden("Diese Fassung gibt es nicht.")
    return dict(fassung.inhalt)


def _lies(vorlage: Vorlage, nr: int) -> Fassung | None:
    return db.session.scalar(select(Fassung).where(Fassung.vorlage_id == vorlage.id, Fassung.nr == nr))


def _als_text(wert: object) -> str:
    if isinstance(wert, str):
        return nur_text(wert) if wert.lstrip().startswith("<") else wert
    if isinstance(wert, bool):
        return "ja" if wert else "nein"
    if isinstance(wert, dict):
        return "\n".join(f"{name}: {_als_text(einzeln)}" for name, einzeln in wert.items() if einzeln is not None)
    if isinstance(wert, list):
        return "\n".join(_als_text(einzeln) for einzeln in wert)
    return "" if wert is None else str(wert)
