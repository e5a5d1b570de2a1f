"""Who read what is not public. What a request opens is noted where it is opened; the door writes it down afterwards.

Not recorded: public papers; whoever reads the own draft before handing it in; lists, which show titles only. Reading
is not refused for want of interest, it is only not in secret.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Load

from vorlagen.extensions import db, transaction
from vorlagen.kalender import BERLIN
from vorlagen.models import Beratung, Lesung, Person, Vorlage
from vorlagen.services import stammdaten
from vorlagen.services.einmal import einfuegen
from vorlagen.services.seiten import SEITE, Seite, gebunden, lies_marke, zeit
from vorlagen.services.wer import Wer

_MERKZETTEL = "gelesen"


class Weg(StrEnum):
    """How something left the house."""

    SEITE = "seite"
    SCHNITTSTELLE = "schnittstelle"
    DATEI = "datei"

    @property
    def titel(self) -> str:
        """The words for the screen."""
        return {Weg.SEITE: "auf der Seite", Weg.SCHNITTSTELLE: "durch ein Programm", Weg.DATEI: "als Datei"}[self]


def merke(vorlage: Vorlage) -> None:
    """Note that this request opens something non-public of this paper."""
    verfasst = vorlage.erstellt_von_id if vorlage.eingereicht is None else None
    db.session.info.setdefault(_MERKZETTEL, {})[vorlage.id] = (vorlage.koerperschaft_id, verfasst)


def merke_beratene(beratung_ids: Iterable[str | None]) -> None:
    """The same for the non-public papers of these stages: minutes and extracts tell what was resolved on them."""
    frage = select(Vorlage).join(Beratung, Beratung.vorlage_id == Vorlage.id).where(~Vorlage.oeffentlich)
    frage = frage.where(Beratung.id.in_([eine for eine in beratung_ids if eine])).options(Load(Vorlage).lazyload("*"))
    for vorlage in db.session.scalars(frage):
        merke(vorlage)


def nichts_gezeigt() -> None:
    """What this request opened was not shown after all: it was refused."""
    db.session.info.pop(_MERKZETTEL, None)


def schreibe_auf(wer: Wer | None, weg: Weg | None, *, jetzt: datetime) -> int:
    """Write down what was opened since the last time, once a day for each way; `weg` None: nothing was shown.

    Returns how many new rows there are. Most requests only look whether theirs is there already.
    """
    gemerkt: dict[str, tuple[str, str | None]] = db.session.info.pop(_MERKZETTEL, {})
    if wer is None or not wer.id or weg is None or not gemerkt:
        return 0
    tag = jetzt.astimezone(BERLIN).date()
    gelesen = {vorlage_id: stadt for vorlage_id, (stadt, verfasst) in gemerkt.items() if verfasst != wer.id}
    heute = select(Lesung.vorlage_id).where(Lesung.person_id == wer.id, Lesung.tag == tag, Lesung.weg == weg)
    da = set(db.session.scalars(heute.where(Lesung.vorlage_id.in_(gelesen)))) if gelesen else set()
    zeilen = [
        {
            "vorlage_id": vorlage_id,
            "koerperschaft_id": stadt,
            "person_id": wer.id,
            "tag": tag,
            "weg": weg,
            "zeit": jetzt,
        }
        for vorlage_id, stadt in gelesen.items()
        if vorlage_id not in da
    ]
    if zeilen:
        with transaction() as sitzung:
            sitzung.execute(einfuegen(sitzung, Lesung).on_conflict_do_nothing(), zeilen)
    return len(zeilen)


def liste(
    wer: Wer, *, vorlage_id: str | None = None, person_id: str | None = None, nach: str | None = None,
    anzahl: int = SEITE,
) -> Seite[Any]:  # fmt: skip
    """Who read what in the person's own town, latest first: zeit, weg, person, vorlage_id, nummer, marke.

    Raises `NichtBerechtigt` for who does not administer, `EingabeUngueltig`.
    """
    stammdaten.pruefe_verwaltung(wer)
    marke = (Lesung.person_id + Lesung.vorlage_id).label("marke")
    frage = (
        select(
            Lesung.zeit,
            Lesung.weg,
            Person.name.label("person"),
            Lesung.vorlage_id,
            Vorlage.nummer,
            marke,
        )
        .join(Person, Person.id == Lesung.person_id)
        .join(Vorlage, Vorlage.id == Lesung.vorlage_id)
        .where(Lesung.koerperschaft_id == wer.koerperschaft_id)
    )
    if vorlage_id:
        frage = frage.where(Lesung.vorlage_id == vorlage_id)
    if person_id:
        frage = frage.where(Lesung.person_id == person_id)
    if nach:
        frage = frage.where(tuple_(Lesung.zeit, marke) < tuple_(*lies_marke(nach, zeit)))
    zeilen: Sequence[Any] = db.session.execute(frage.order_by(Lesung.zeit.desc(), marke.desc()).limit(anzahl + 1)).all()
    return gebunden(zeilen, anzahl, lambda zeile: (zeile.zeit, zeile.marke))
