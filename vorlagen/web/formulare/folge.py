"""The rows of the Beratungsfolge in the form, and the graph that they say: what is simple stays simple."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from vorlagen.models import Beratung, Vorlage
from vorlagen.services import kanten

AUSWAHL = "auswahl"
WARTET = (("alle", "auf alle anderen"), ("keine", "auf niemanden"), (AUSWAHL, "auf die angekreuzten"))
"""Whom a stage waits for; empty: for the stage before it."""


@dataclass(frozen=True, slots=True)
class Stationszeile:
    """A row of the Beratungsfolge. `wo` is `gremium[+gremium…][:sitzung|@datum]`, `id` a stage that is stored.

    `grund` is why this stage alone is not public, `mit` a second body of a joint meeting. `zugleich` puts the stage
    beside the one before it, `wartet` is one of `WARTET` or empty, `auf` the keys of the stages that were ticked,
    `abstand` the days that lie before it at least, as typed. One that is not stored yet is known by its `schluessel`.
    """

    id: str = ""
    wo: str = ""
    art: str = ""
    nichtoeffentlich: bool = False
    grund: str = ""
    mit: str = ""
    zugleich: bool = False
    wartet: str = ""
    abstand: str = ""
    intern: bool = False
    auf: tuple[str, ...] = ()
    schluessel: str = ""

    @property
    def kennung(self) -> str:
        """What other rows of the form know this one by."""
        return self.id or self.schluessel


def lies(form: MultiDict[str, str], anzahl: int) -> tuple[Stationszeile, ...]:
    """What came in."""
    return tuple(_lies(form, f"folge-{nr}-") for nr in range(anzahl))


def neue(folge: Sequence[Stationszeile]) -> Stationszeile:
    """An empty row with a key that none of these has."""
    nummern = [int(z.schluessel.removeprefix("neu-")) for z in folge if z.schluessel.removeprefix("neu-").isdecimal()]
    return Stationszeile(schluessel=f"neu-{max(nummern, default=0) + 1}")


def zeilen(vorlage: Vorlage) -> tuple[Stationszeile, ...]:
    """What is stored, row by row."""
    ueblich = kanten.reihenfolge(vorlage.beratungen)
    return tuple(
        _zeile(vorlage, beratung, set(ueblich[beratung.id]), davor)
        for davor, beratung in zip([None, *vorlage.beratungen], vorlage.beratungen, strict=False)
    )


def als_json(folge: Sequence[Stationszeile], vorlage: Vorlage | None) -> list[dict[str, Any]]:
    """The rows as the API would be sent them; a stage that keeps its kind keeps whether it decides."""
    reihe, stationen = 0, []
    bleiben = {zeile.kennung for zeile in folge}
    for zeile in folge:
        reihe += not (zeile.zugleich and reihe)
        bisher = next((b for b in vorlage.beratungen if b.id == zeile.id), None) if vorlage else None
        stationen.append(_ort(zeile) | {"reihe": reihe} | _graph(zeile, bleiben) | _bisheriges(zeile, bisher))
    return stationen


def _lies(form: MultiDict[str, str], davor: str) -> Stationszeile:
    wartet = form.get(davor + "wartet", "")
    return Stationszeile(
        id=form.get(davor + "id", ""),
        wo=form.get(davor + "wo", ""),
        art=form.get(davor + "art", ""),
        nichtoeffentlich=davor + "nichtoeffentlich" in form,
        grund=form.get(davor + "grund", "").strip() if davor + "nichtoeffentlich" in form else "",
        mit=form.get(davor + "mit", ""),
        zugleich=davor + "zugleich" in form,
        wartet=wartet,
        abstand=form.get(davor + "abstand", "").strip(),
        intern=davor + "intern" in form,
        auf=tuple(sorted(form.getlist(davor + "auf"))) if wartet == AUSWAHL else (),
        schluessel="" if form.get(davor + "id") else form.get(davor + "schluessel", ""),
    )


def _zeile(vorlage: Vorlage, beratung: Beratung, ueblich: set[str], davor: Beratung | None) -> Stationszeile:
    wo = "+".join(gremium.id for gremium in beratung.gremien)
    if beratung.geplant_id:
        wo += f":{beratung.geplant_id}"
    elif beratung.geplant_am:
        wo += f"@{beratung.geplant_am.isoformat()}"
    wartet, andere = {b.id for b in beratung.wartet_auf}, {b.id for b in vorlage.beratungen} - {beratung.id}
    wie = "" if wartet == ueblich else "alle" if wartet == andere else "keine" if not wartet else AUSWAHL
    eigens = vorlage.oeffentlich and not beratung.oeffentlich and not beratung.intern
    return Stationszeile(
        id=beratung.id,
        wo=wo,
        art=beratung.art,
        nichtoeffentlich=eigens,
        grund=beratung.begruendung_nichtoeffentlich if eigens else "",
        zugleich=davor is not None and davor.reihe == beratung.reihe,
        wartet=wie,
        abstand=str(beratung.mindestabstand_tage or ""),
        intern=beratung.intern,
        auf=tuple(sorted(wartet)) if wie == AUSWAHL else (),
    )


def _ort(zeile: Stationszeile) -> dict[str, Any]:
    ort, _, sitzung = zeile.wo.partition(":")
    gremien, _, tag = ort.partition("@")
    alle = dict.fromkeys([*gremien.split("+"), *([zeile.mit] if zeile.mit else [])])
    station: dict[str, Any] = {"gremien": list(alle), "art": zeile.art}
    return station | ({"sitzung": sitzung} if sitzung else {}) | ({"datum": tag} if tag else {})


def _graph(zeile: Stationszeile, bleiben: set[str]) -> dict[str, Any]:
    graph: dict[str, Any] = {"intern": True} if zeile.intern else {}
    if zeile.schluessel and not zeile.id:
        graph["schluessel"] = zeile.schluessel
    if zeile.abstand:
        graph["mindestabstand_tage"] = int(zeile.abstand) if zeile.abstand.isdecimal() else zeile.abstand
    if zeile.wartet == "alle":
        graph["wartet_auf_alle"] = True
    elif zeile.wartet == "keine":
        graph["wartet_auf"] = []
    elif zeile.wartet == AUSWAHL:
        graph["wartet_auf"] = [kennung for kennung in zeile.auf if kennung in bleiben]
    return graph


def _bisheriges(zeile: Stationszeile, bisher: Beratung | None) -> dict[str, Any]:
    rest: dict[str, Any] = {}
    if zeile.nichtoeffentlich:
        rest = {"oeffentlich": False, "begruendung_nichtoeffentlich": zeile.grund}
    if bisher is not None:
        rest["id"] = bisher.id
        if bisher.art == zeile.art:
            rest["entscheidet"] = bisher.entscheidet
    return rest
