"""The Beratungsfolge as a whole: its stages in order, whom each waits for, and what must stay as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Beratung, Vorlage
from vorlagen.services import folgebindung, kanten
from vorlagen.services.beratungsfolge import Station, begruende, finde_gremium, fuelle, neu, plane
from vorlagen.workflow.engine import BedingungOffen
from vorlagen.workflow.grund import Grund


def setze(vorlage: Vorlage, stationen: Sequence[Station]) -> None:
    """Replace the Beratungsfolge inside the running transaction; what a body has dealt with stays as it is.

    Without a `reihe` the stages follow each other; each waits for those of the row before it. Raises `BedingungOffen`
    for what no longer can be changed, `EingabeUngueltig`.
    """
    bisherige, davor = {beratung.id: beratung for beratung in vorlage.beratungen}, kanten.lies(vorlage)
    bleiben = _bleibende(stationen, bisherige)
    _pruefe_gebundene(vorlage, stationen, bleiben, davor)
    for beratung in list(vorlage.beratungen):
        if beratung.id not in bleiben:
            vorlage.beratungen.remove(beratung)
    db.session.flush()
    gesetzt = []
    for platz, station in enumerate(stationen, start=1):
        beratung = bisherige.get(station.id or "") or neu(vorlage)
        if not folgebindung.ist_gebunden(beratung):
            fuelle(vorlage, beratung, station, station.reihe or platz)
        else:
            beratung.reihe = station.reihe or platz
            begruende(beratung, station)
            if not folgebindung.steht(beratung):
                plane(beratung, beratung.gremien, station)
        gesetzt.append((station, beratung))
    vorlage.beratungen.sort(key=lambda beratung: (beratung.reihe, beratung.id))
    kanten.schreibe(vorlage, _kanten(gesetzt, davor))


def _bleibende(stationen: Sequence[Station], bisherige: Mapping[str, Beratung]) -> set[str]:
    ids = [station.id for station in stationen if station.id]
    for beratung_id in ids:
        if beratung_id not in bisherige or ids.count(beratung_id) > 1:
            raise EingabeUngueltig(
                f"Die Station „{beratung_id}“ gehört nicht oder nicht nur einmal zu dieser Beratungsfolge.",
                {"beratungsfolge": [f"Unbekannt oder doppelt: {beratung_id}."]},
            )
    return set(ids)


def _pruefe_gebundene(vorlage: Vorlage, stationen: Sequence[Station], bleiben: set[str], davor: kanten.Kanten) -> None:
    """Refuse with every reason what takes away or rewrites what a body did."""
    gewollt = {station.id: station for station in stationen if station.id}
    gruende: list[Grund] = []
    for beratung in vorlage.beratungen:
        if not folgebindung.ist_gebunden(beratung):
            continue
        if beratung.id not in gewollt:
            gruende.append(folgebindung.darf_nicht_entfallen(beratung))
        else:
            gruende += folgebindung.warum_nicht(
                beratung, _unterschiede(vorlage, beratung, gewollt[beratung.id], set(davor[beratung.id]) & bleiben)
            )
    if gruende:
        raise BedingungOffen("Beratungsfolge ändern", tuple(gruende))


def _unterschiede(vorlage: Vorlage, beratung: Beratung, station: Station, davor: set[str]) -> Iterator[str]:
    """In which regards (as `folgebindung` knows them) somebody wants this stage otherwise than it is."""
    gremien = [finde_gremium(vorlage.koerperschaft_id, gremium).id for gremium in station.gremium_ids]
    if list(dict.fromkeys(gremien)) != [gremium.id for gremium in beratung.gremien]:
        yield folgebindung.GREMIEN
    if station.art.strip() != beratung.art or station.entscheidet not in (None, beratung.entscheidet):
        yield folgebindung.ART
    if station.oeffentlich not in (None, beratung.oeffentlich) or station.intern != beratung.intern:
        yield folgebindung.OEFFENTLICHKEIT
    orte = {None, beratung.geplant_id, *(top.sitzung_id for top in beratung.tops)}
    if station.sitzung_id not in orte or (not station.sitzung_id and station.datum not in (None, beratung.geplant_am)):
        yield folgebindung.TERMIN
    gewollt = station.wartet_auf
    if gewollt is not None and set(gewollt) != davor:
        yield folgebindung.ABFOLGE


def _kanten(gesetzt: Sequence[tuple[Station, Beratung]], bisher: kanten.Kanten) -> dict[str, dict[str, int]]:
    """The edges that somebody wants; those of a stage that is done, and days that nobody touched, stay as they were."""
    ziele = {name: beratung.id for station, beratung in gesetzt for name in (station.schluessel, beratung.id) if name}
    ueblich = kanten.reihenfolge([beratung for _, beratung in gesetzt])
    alle: dict[str, dict[str, int]] = {}
    for station, beratung in gesetzt:
        eigene, davor = bisher.get(beratung.id, {}), ueblich[beratung.id]
        if folgebindung.ist_erledigt(beratung):
            alle[beratung.id] = {vorher: tage for vorher, tage in eigene.items() if vorher in ueblich}
            continue
        if station.wartet_auf is not None:
            davor = [_ziel(ziele, name) for name in station.wartet_auf]
        tage = station.mindestabstand_tage
        unberuehrt = eigene if tage == max(eigene.values(), default=0) else {}
        alle[beratung.id] = {vorher: unberuehrt.get(vorher, tage) for vorher in davor}
    for station, beratung in gesetzt:
        if station.wartet_auf_alle and not folgebindung.ist_erledigt(beratung):
            danach = kanten.wartende(alle | {beratung.id: {}}, beratung.id)
            andere = [b.id for _, b in gesetzt if b is not beratung and b.id not in danach]
            alle[beratung.id] = dict.fromkeys(andere, station.mindestabstand_tage)
    return alle


def _ziel(ziele: Mapping[str, str], name: str) -> str:
    if name not in ziele:
        raise EingabeUngueltig(
            f"Die Station „{name}“, auf die gewartet werden soll, gibt es nicht.",
            {"beratungsfolge": [f"Unbekannt: {name}."]},
        )
    return ziele[name]
