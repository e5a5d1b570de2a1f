"""The stages of a foreign paper, in order, each with its body, its meeting and its agenda item."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import insert
from sqlalchemy.orm.attributes import set_committed_value

from vorlagen.extensions import db, neue_id
from vorlagen.kalender import BERLIN
from vorlagen.models import Beratung, Gremium, Sitzung, Tagesordnungspunkt, Vorlage, beratung_gremium
from vorlagen.models.aenderungsspur import beruehre
from vorlagen.ris import Papier, Station, Typ
from vorlagen.ris.kennungen import schluessel
from vorlagen.services.beratungsfolge import ENTSCHEIDEND
from vorlagen.services.einfuhr.arbeit import ENTFERNT, Arbeit

_ENTSCHEIDEND: Final = frozenset(art.casefold() for art in ENTSCHEIDEND)


def vorgemerkte_punkte(arbeit: Arbeit, stationen: Sequence[Station]) -> list[str]:
    """The agenda items that have pointed to these stages before the paper came."""
    vermerke = [arbeit.finde(station.kennung) for station in stationen]
    return [str(fremd.angaben["punkt"]) for fremd in vermerke if fremd is not None and fremd.angaben.get("punkt")]


def setze(arbeit: Arbeit, vorlage: Vorlage, papier: Papier, alte: Sequence[str]) -> None:
    """The paper's stages are these now; `alte` are the keys of those that it had."""
    bekannte = {beratung.id: beratung for beratung in vorlage.beratungen}
    _erkenne(arbeit, vorlage, papier.stationen, alte)
    _entferne_stationen(arbeit, vorlage, alte, {schluessel(station.kennung) for station in papier.stationen})
    for reihe, (station, sitzung, top) in enumerate(_geordnet(arbeit, papier.stationen), start=1):
        fremd = arbeit.finde(station.kennung)
        arbeit.ist_bekannt(Typ.STATION, station)
        beratung = bekannte.get((fremd.eigene_id or "") if fremd is not None else "")
        neu = beratung is None
        if beratung is None:
            beratung = Beratung(id=neue_id(), koerperschaft_id=arbeit.stadt_id, vorlage_id=vorlage.id)
            vorlage.beratungen.append(beratung)
        beratung.reihe = reihe
        merkung = arbeit.merke(Typ.STATION, station, "beratung", beratung.id)
        if station.punkt is None and top is not None and fremd is not None:
            merkung.angaben = {**merkung.angaben, "punkt": fremd.angaben.get("punkt")}
        _beschrifte(beratung, station, sitzung, top)
        db.session.flush()
        _setze_gremien(arbeit, beratung, station, sitzung, neu=neu)
        frei = top is not None and top.beratung_id in (None, beratung.id)
        if top is not None and frei:
            top.beratung_id = beratung.id
            top.titel = top.titel or vorlage.betreff
        if not neu:
            db.session.flush()
            db.session.expire(beratung, ["gremien", "tops", "geplant"])
            continue
        # Of a new stage we know everything; asking for it again would be most of the work of an import.
        werte = {"geplant": sitzung, "tops": [top] if frei else [], "abstimmungen": [], "wartet_auf": []}
        for name, wert in werte.items():
            set_committed_value(beratung, name, wert)


def _erkenne(arbeit: Arbeit, vorlage: Vorlage, stationen: Sequence[Station], alte: Sequence[str]) -> None:
    """A stage under a new address is the one under whose old address nothing comes and whose item or meeting it has."""
    neue = [teile for teile in _geordnet(arbeit, stationen) if arbeit.ist_neu(teile[0].kennung)]
    if not neue or not alte:
        return
    jetzige = {schluessel(station.kennung) for station in stationen}
    arbeit.lade(alte)
    verwaiste = [f for kennung in alte if schluessel(kennung) not in jetzige and (f := arbeit.finde(kennung))]
    je_beratung = {fremd.eigene_id: fremd for fremd in verwaiste if fremd.typ == Typ.STATION}
    for station, sitzung, top in neue:
        dort = sitzung.id if sitzung is not None else ""
        gemeint = top.beratung_id if top is not None else None
        geplante = (b.id for b in vorlage.beratungen if b.geplant_id == dort and b.id in je_beratung)
        fremd = je_beratung.pop(gemeint or next(geplante, None), None)
        if fremd is not None:
            arbeit.binde_um(fremd, station.kennung)


def _geordnet(
    arbeit: Arbeit, stationen: Sequence[Station]
) -> list[tuple[Station, Sitzung | None, Tagesordnungspunkt | None]]:
    """The stages with what they lead to, by the day of the meeting; what has no day yet comes last, as it stood."""
    gefunden = []
    for stelle, station in enumerate(stationen):
        fremd = arbeit.finde(station.kennung)
        punkt = arbeit.finde(station.punkt or (fremd.angaben.get("punkt") if fremd else None))
        top = db.session.get(Tagesordnungspunkt, punkt.eigene_id) if punkt and punkt.eigener_typ == "top" else None
        termin = arbeit.finde(station.sitzung)
        sitzung = db.session.get(Sitzung, termin.eigene_id) if termin and termin.eigene_id else None
        sitzung = top.sitzung if top is not None else sitzung
        wann = sitzung.beginn if sitzung is not None else datetime.max.replace(tzinfo=BERLIN)
        gefunden.append(((wann, stelle), (station, sitzung, top)))
    return [teile for _, teile in sorted(gefunden, key=lambda paar: paar[0])]


def _beschrifte(beratung: Beratung, station: Station, sitzung: Sitzung | None, top: Tagesordnungspunkt | None) -> None:
    """A stage that says nothing but that it is there is the shell of a non-public one, and stays it."""
    art = station.rolle or ""
    beratung.art = art
    beratung.entscheidet = art.casefold() in _ENTSCHEIDEND if station.entscheidet is None else station.entscheidet
    huelle = not station.organisationen and station.punkt is None and top is None
    beratung.oeffentlich = not huelle and (top is None or top.oeffentlich)
    beratung.geplant_id = sitzung.id if sitzung is not None else None
    beratung.geplant_am = sitzung.beginn.astimezone(BERLIN).date() if sitzung is not None else None


def _setze_gremien(arbeit: Arbeit, beratung: Beratung, station: Station, sitzung: Sitzung | None, *, neu: bool) -> None:
    genannte = [g for kennung in station.organisationen if (g := arbeit.gremium(kennung)) is not None]
    if not genannte and sitzung is not None and beratung.oeffentlich:
        genannte = [sitzung.gremium, *(g for id_ in sitzung.weitere_gremien if (g := db.session.get(Gremium, id_)))]
    gremien = list(dict.fromkeys(genannte))
    if not neu and list(beratung.gremien) == gremien:
        return
    if not neu:
        beruehre(beratung)
        db.session.execute(beratung_gremium.delete().where(beratung_gremium.c.beratung_id == beratung.id))
    for rang, gremium in enumerate(gremien, start=1):
        werte = {"beratung_id": beratung.id, "gremium_id": gremium.id, "rang": rang}
        db.session.execute(insert(beratung_gremium).values(werte))
    set_committed_value(beratung, "gremien", gremien)


def _entferne_stationen(arbeit: Arbeit, vorlage: Vorlage, alte: Sequence[str], bleiben: set[str]) -> None:
    """What is no longer in the list goes, unless something happened there."""
    weg = [kennung for kennung in alte if schluessel(kennung) not in bleiben]
    arbeit.lade(weg)
    for kennung in weg:
        fremd = arbeit.finde(kennung)
        if fremd is None or fremd.typ != Typ.STATION:
            continue
        beratung = next((b for b in vorlage.beratungen if b.id == fremd.eigene_id), None)
        if beratung is None and fremd.eigene_id is not None:
            continue  # it has gone to another paper
        if beratung is not None and not (beratung.tops or beratung.abstimmungen or beratung.ergebnis):
            vorlage.beratungen.remove(beratung)
        arbeit.zaehle(Typ.STATION, ENTFERNT)
        arbeit.streiche(fremd)
    db.session.flush()
