"""What everybody may read of a meeting: where and when, and the public part of its agenda."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select, tuple_

from vorlagen.extensions import db
from vorlagen.models import Beratung, Fassung, Sitzung, Tagesordnungspunkt, Vorlage
from vorlagen.services import bekanntgabe, gemeinsam
from vorlagen.services.oeffentlich.beratung import Zuvor, zuvor
from vorlagen.services.oeffentlich.vorlage import Stelle
from vorlagen.services.sichtbarkeit import oeffentlich_beraten
from vorlagen.workflow.begriffe import MIT_WORTLAUT

_BEKANNT: Final = frozenset({"eingeladen", "durchgefuehrt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OeffentlicheSitzung:
    """A meeting for everybody; `steht_seit` is when its agenda was settled. Its items are asked for with `punkte`."""

    id: str
    koerperschaft_id: str
    gremium: Stelle
    beginn: datetime
    ende: datetime | None
    ort: str
    status: str
    steht_seit: datetime | None
    fruehere_termine: tuple[str, ...]
    absagegrund: str
    niederschrift_frei: datetime | None


@dataclass(frozen=True, slots=True)
class OeffentlichesPapier:
    """The published paper of an item; `id` is that of its public stage."""

    id: str
    vorlage_id: str
    nummer: str
    betreff: str
    art: str
    entscheidet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OeffentlicherPunkt:
    """An item of the public part. That it was taken off is told, not why."""

    id: str
    sitzung_id: str
    oeffentlich: bool
    nummer: int
    unter: str
    zeichen: str
    titel: str
    papier: OeffentlichesPapier | None
    ergebnis: str | None
    ausgang: str | None
    aufnahme: str
    nachtrag: int | None
    en_bloc: str
    ist_abgesetzt: bool
    zugelassen: bool | None
    frueher: tuple[Zuvor, ...]


def sitzung(eine: Sitzung) -> OeffentlicheSitzung:
    """The meeting without its agenda; asks the database nothing."""
    gremium = eine.gremium
    return OeffentlicheSitzung(
        id=eine.id,
        koerperschaft_id=eine.koerperschaft_id,
        gremium=Stelle(gremium.id, gremium.name, gremium.kuerzel or gremium.name),
        beginn=eine.beginn,
        ende=eine.ende,
        ort=eine.ort,
        status=eine.status,
        steht_seit=eine.steht_seit,
        fruehere_termine=tuple(eine.fruehere_termine),
        absagegrund=eine.absagegrund,
        niederschrift_frei=eine.niederschrift_frei,
    )


def punkte(sitzungen: Sequence[Sitzung]) -> Mapping[str, tuple[OeffentlicherPunkt, ...]]:
    """The public items by the meeting's id, in the order of the agenda: one statement if `tops` are loaded."""
    papiere = offene_stationen({top.beratung_id for eine in sitzungen for top in eine.tops})
    return {
        eine.id: tuple(_punkt(top, papiere.get(top.beratung_id or "")) for top in eine.tops if _ist_offen(top, papiere))
        for eine in sitzungen
    }


def agenden(sitzungen: Sequence[Sitzung]) -> Mapping[str, tuple[OeffentlicherPunkt, ...]]:
    """The same once the agenda is settled, sent out or dealt with; before that it is a draft."""
    alle = punkte(sitzungen)
    return {eine.id: alle[eine.id] if _steht(eine, alle[eine.id]) else () for eine in sitzungen}


def gremien(eine: Sitzung, punkte: Sequence[OeffentlicherPunkt]) -> tuple[Stelle, ...]:
    """The bodies that meet there over these items, the one that called the meeting first.

    Whom only a hidden item brings to the table is not told: it would tell of the item.
    """
    je_station = gemeinsam.gremien_je_station(eine)
    alle = {gremium.id: gremium for gremium in (eine.gremium, *gemeinsam.weitere(eine))}
    for punkt in punkte:
        alle |= {g.id: g for g in je_station.get(punkt.papier.id, ())} if punkt.papier else {}
    return tuple(Stelle(g.id, g.name, g.kuerzel or g.name) for g in alle.values())


def offene(tops: Sequence[Tagesordnungspunkt]) -> list[Tagesordnungspunkt]:
    """Those that stand in the public part and whose paper, if they have one, is published with this stage."""
    papiere = offene_stationen({top.beratung_id for top in tops})
    return [top for top in tops if _ist_offen(top, papiere)]


def beschluesse(tops: Sequence[Tagesordnungspunkt]) -> Mapping[str, str]:
    """Item → the wording that left the body there (HTML), where the item and this very wording are public."""
    papiere = offene_stationen({top.beratung_id for top in tops})
    gesucht = {
        top.id: (papier.vorlage_id, top.fassung_nachher)
        for top in tops
        if (papier := papiere.get(top.beratung_id or "")) and top.oeffentlich
        if top.fassung_nachher and top.ausgang in MIT_WORTLAUT
    }
    if not gesucht:
        return {}
    frage = select(Fassung.vorlage_id, Fassung.nr, Fassung.inhalt).where(Fassung.oeffentlich_seit.is_not(None))
    zeilen = db.session.execute(frage.where(tuple_(Fassung.vorlage_id, Fassung.nr).in_(sorted(set(gesucht.values())))))
    texte = {(zeile.vorlage_id, zeile.nr): bekanntgabe.aus(zeile.inhalt).text for zeile in zeilen}
    return {top_id: texte[wo] for top_id, wo in gesucht.items() if texte.get(wo)}


def offene_stationen(beratung_ids: Iterable[str | None]) -> Mapping[str, OeffentlichesPapier]:
    """Of these stages those of which everybody may know that this body deals with this paper."""
    frage = select(Beratung.id, Vorlage.id, Vorlage.nummer, Vorlage.betreff, Beratung.art, Beratung.entscheidet)
    frage = frage.join(Vorlage, Vorlage.id == Beratung.vorlage_id).where(oeffentlich_beraten())
    ids = {beratung_id for beratung_id in beratung_ids if beratung_id}
    zeilen: Sequence[Any] = db.session.execute(frage.where(Beratung.id.in_(ids))).all() if ids else ()
    return {zeile[0]: OeffentlichesPapier(*zeile) for zeile in zeilen}


def _steht(eine: Sitzung, punkte: Sequence[OeffentlicherPunkt]) -> bool:
    return eine.steht_seit is not None or eine.status in _BEKANNT or any(p.ausgang or p.ergebnis for p in punkte)


def _ist_offen(top: Tagesordnungspunkt, papiere: Mapping[str, OeffentlichesPapier]) -> bool:
    return top.oeffentlich and (top.beratung_id is None or top.beratung_id in papiere)


def _punkt(top: Tagesordnungspunkt, papier: OeffentlichesPapier | None) -> OeffentlicherPunkt:
    return OeffentlicherPunkt(
        id=top.id,
        sitzung_id=top.sitzung_id,
        oeffentlich=top.oeffentlich,
        nummer=top.nummer,
        unter=top.unter,
        zeichen=top.zeichen,
        titel=top.titel,
        papier=papier,
        ergebnis=top.ergebnis,
        ausgang=top.ausgang,
        aufnahme=top.aufnahme,
        nachtrag=top.nachtrag,
        en_bloc=top.en_bloc,
        ist_abgesetzt=top.ist_abgesetzt,
        zugelassen=top.zugelassen,
        frueher=zuvor(top),
    )
