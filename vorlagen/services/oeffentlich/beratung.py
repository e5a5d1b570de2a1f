"""What everybody may read of a paper's way: its public stages, and what the bodies did there in public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, tuple_

from vorlagen.extensions import db
from vorlagen.models import Beratung, Fassung, Tagesordnungspunkt, Vorlage
from vorlagen.services import bekanntgabe, fassungen, wortlaut
from vorlagen.services.ausgaenge import bleibt_offen
from vorlagen.services.fassungen import Unterschied
from vorlagen.services.oeffentlich.abstimmung import OeffentlicheAbstimmung, abstimmungen
from vorlagen.services.oeffentlich.vorlage import Stelle

Texte = Mapping[tuple[str, int], Mapping[str, Any]]
"""(paper, Fassung) → the text of a Fassung whose resolution everybody may read."""


@dataclass(frozen=True, slots=True)
class Zuvor:
    """What came of an item before it was put back in the same meeting."""

    ergebnis: str | None
    ausgang: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OeffentlicherVersuch:
    """An item in the public part of a meeting that had the stage on its agenda."""

    id: str
    sitzung_id: str
    beginn: datetime
    zeichen: str
    ergebnis: str | None
    ausgang: str | None
    frueher: tuple[Zuvor, ...]


@dataclass(frozen=True, slots=True)
class OeffentlicheAenderung:
    """What the body changed in the resolution, word by word; `versuch` is None where there was no agenda."""

    versuch: OeffentlicherVersuch | None
    unterschied: Unterschied


@dataclass(frozen=True, slots=True, kw_only=True)
class OeffentlicheBeratung:
    """A public stage. `reihe` counts the public ones without gaps, from 1; `sitzung_id` and `datum` are planned.

    If the body met in the non-public part of a meeting, what it did is left out: the result, the votes that count and
    those that were corrected (`abstimmungen`), the changes. `erledigt`: everybody knows that the body is done with it.
    """

    id: str
    vorlage_id: str
    gremien: tuple[Stelle, ...]
    art: str
    entscheidet: bool
    reihe: int
    wartet_auf: tuple[str, ...]
    sitzung_id: str | None
    datum: date | None
    versuche: tuple[OeffentlicherVersuch, ...]
    erledigt: bool
    ergebnis: str | None
    ausgang: str | None
    abstimmungen: tuple[OeffentlicheAbstimmung, ...]
    aenderungen: tuple[OeffentlicheAenderung, ...]


def beratungen(vorlagen: Sequence[Vorlage]) -> Mapping[str, tuple[OeffentlicheBeratung, ...]]:
    """The public stages by the paper's id, in one or no statement however many papers.

    Whether somebody may read the papers at all, `sichtbarkeit` has said before.
    """
    offene = {vorlage.id: [b for b in vorlage.beratungen if b.oeffentlich] for vorlage in vorlagen}
    texte = _texte(beratung for liste in offene.values() for beratung in liste)
    return {v.id: tuple(_beratung(v, beratung, offene[v.id], texte) for beratung in offene[v.id]) for v in vorlagen}


def stimmen(vorlagen: Sequence[Vorlage]) -> Mapping[str, OeffentlicheAbstimmung]:
    """By public item: the vote on the whole that counts."""
    return {
        stimme.top_id: stimme
        for gaenge in beratungen(vorlagen).values()
        for gang in gaenge
        for stimme in gang.abstimmungen
        if stimme.gilt and stimme.art in ("sache", "wahl") and stimme.top_id is not None
    }


def _beratung(vorlage: Vorlage, beratung: Beratung, offene: Sequence[Beratung], texte: Texte) -> OeffentlicheBeratung:
    verhandelt = bekanntgabe.ist_oeffentlich(beratung)
    ids = {andere.id for andere in offene}
    reihen = sorted({andere.reihe for andere in offene})  # a gap would tell where a hidden stage lies
    return OeffentlicheBeratung(
        id=beratung.id,
        vorlage_id=vorlage.id,
        gremien=tuple(
            Stelle(gremium.id, gremium.name, gremium.kuerzel or gremium.name) for gremium in beratung.gremien
        ),
        art=beratung.art,
        entscheidet=beratung.entscheidet,
        reihe=reihen.index(beratung.reihe) + 1,
        wartet_auf=tuple(vorher.id for vorher in beratung.wartet_auf if vorher.id in ids),
        sitzung_id=beratung.geplant_id,
        datum=beratung.geplant_am,
        versuche=tuple(_versuch(top) for top in beratung.versuche if top.oeffentlich),
        erledigt=verhandelt and not bleibt_offen(beratung),
        ergebnis=beratung.ergebnis if verhandelt else None,
        ausgang=beratung.ausgang if verhandelt else None,
        abstimmungen=tuple(abstimmungen(vorlage, beratung)) if verhandelt else (),
        aenderungen=tuple(_aenderungen(vorlage, beratung, texte)) if verhandelt else (),
    )


def _versuch(top: Tagesordnungspunkt) -> OeffentlicherVersuch:
    return OeffentlicherVersuch(
        id=top.id,
        sitzung_id=top.sitzung_id,
        beginn=top.sitzung.beginn,
        zeichen=top.zeichen,
        ergebnis=top.ergebnis,
        ausgang=top.ausgang,
        frueher=zuvor(top),
    )


def zuvor(top: Tagesordnungspunkt) -> tuple[Zuvor, ...]:
    """What came of the item before, without the grounds on which it was put back."""
    return tuple(Zuvor(frueher["ergebnis"], frueher["ausgang"]) for frueher in top.frueher)


def _aenderungen(vorlage: Vorlage, beratung: Beratung, texte: Texte) -> Iterator[OeffentlicheAenderung]:
    """Told if everybody knows what an attempt started from and what came of it.

    What a body changed behind closed doors shows neither there nor as what the next one started from.
    """
    for versuch in filter(wortlaut.aenderte, wortlaut.versuche(beratung)):
        alt, neu = (texte.get((vorlage.id, nr or 0)) for nr in (versuch.fassung_vorher, versuch.fassung_nachher))
        if alt is None or neu is None:
            continue
        for unterschied in fassungen.unterschiede(neu, alt):
            if unterschied.feld == "beschlussvorschlag":
                wo = _versuch(versuch) if isinstance(versuch, Tagesordnungspunkt) else None
                yield OeffentlicheAenderung(wo, unterschied)


def _texte(beratungen: Iterable[Beratung]) -> Texte:
    gesucht = {
        (beratung.vorlage_id, nr)
        for beratung in beratungen
        for versuch in filter(wortlaut.aenderte, wortlaut.versuche(beratung))
        for nr in (versuch.fassung_vorher, versuch.fassung_nachher)
        if nr is not None
    }
    if not gesucht:
        return {}
    frage = select(Fassung.vorlage_id, Fassung.nr, Fassung.inhalt).where(Fassung.oeffentlich_seit.is_not(None))
    zeilen = db.session.execute(frage.where(tuple_(Fassung.vorlage_id, Fassung.nr).in_(sorted(gesucht))))
    return {(zeile.vorlage_id, zeile.nr): zeile.inhalt for zeile in zeilen}
