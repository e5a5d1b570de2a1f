"""From checked JSON to what the services take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from vorlagen.services.abstimmungen import (
    Antragsabstimmung,
    Ergebnis,
    Gruppenstimmen,
    Punktergebnis,
    Stimmen,
    Verfahrensabstimmung,
)
from vorlagen.services.aufnahme import Spaet
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.einzelstimmen import einzelne
from vorlagen.services.entwurfsfelder import finde_amt
from vorlagen.services.mitzeichnungen import Beteiligung
from vorlagen.services.sammeleintrag import Eintrag, NeuerPunkt
from vorlagen.services.tops import Angaben
from vorlagen.web.schemas.stammfelder import pruefe_felder
from vorlagen.workflow.workflow import Workflow

_ANGABEN: Final = (
    *("titel", "begruendung_nichtoeffentlich", "en_bloc", "protokoll"),
    *("aufgerufen", "zugelassen", "befangen"),
)


def entwurf(werte: Mapping[str, Any], koerperschaft_id: str, ablauf: Workflow) -> dict[str, Any]:
    """The values of a draft; `ablauf` knows the fields of its own that they may have."""
    fertig = {name: wert for name, wert in werte.items() if name != "version"}
    if "beratungsfolge" in werte:
        fertig["beratungsfolge"] = [station(eine) for eine in werte["beratungsfolge"]]
    if "mitzeichnungen" in werte:
        fertig["mitzeichnungen"] = [_beteiligung(b, koerperschaft_id) for b in werte["mitzeichnungen"]]
    if "felder" in werte:
        fertig["felder"] = pruefe_felder(ablauf.felder, werte["felder"])
    return fertig


def ergebnis(werte: Mapping[str, Any]) -> Ergebnis:
    """The result of a stage."""
    return Ergebnis(
        ergebnis=werte.get("ergebnis"),
        ausgang=werte.get("ausgang"),
        stimmen=_stimmen(werte),
        punkte=tuple(
            Punktergebnis(p["punkt"], p.get("ausgang"), p.get("ergebnis"), _stimmen(p)) for p in werte.get("punkte", ())
        ),
        verfahren=tuple(
            Verfahrensabstimmung(v["antrag"], v.get("ausgang"), _stimmen(v), v.get("wirkung"))
            for v in werte.get("verfahren", ())
        ),
        antraege=tuple(
            Antragsabstimmung(a["antrag"], a.get("ausgang"), _stimmen(a)) for a in werte.get("antraege", ())
        ),
        gruppen=tuple(Gruppenstimmen(g["name"], _stimmen(g)) for g in werte.get("gruppen", ())),
        wahl=werte.get("wahl"),
        beschlusstext=werte.get("beschlusstext"),
        verwiesen_an=tuple(werte.get("verwiesen_an", ())),
        bemerkung=werte.get("bemerkung"),
    )


def neuer_punkt(werte: Mapping[str, Any]) -> NeuerPunkt:
    """An item to come on an agenda."""
    spaet = None
    if "aufnahme" in werte:
        spaet = Spaet(werte["aufnahme"], werte.get("begruendung", ""), trotzdem=werte.get("trotzdem", False))
    return NeuerPunkt(
        beratung_id=werte.get("beratung"),
        titel=werte.get("titel", ""),
        oeffentlich=werte.get("oeffentlich", True),
        spaet=spaet,
        unter_top=werte.get("unter_top"),
        begruendung_nichtoeffentlich=werte.get("begruendung_nichtoeffentlich", ""),
    )


def eintrag(top_id: str, werte: Mapping[str, Any]) -> Eintrag:
    """What is said of an item: what is told of it, its result, or both."""
    genannt = {name: werte[name] for name in _ANGABEN if name in werte}
    leer = frozenset(name for name, wert in genannt.items() if wert is None)
    if "befangen" in genannt:
        genannt["befangen"] = tuple(genannt["befangen"])
    rest = {name: wert for name, wert in werte.items() if name not in (*_ANGABEN, "version")}
    return Eintrag(
        top_id=top_id,
        angaben=Angaben(**genannt, leeren=leer) if genannt else None,
        ergebnis=ergebnis(rest) if rest else None,
        version=werte.get("version"),
    )


def station(werte: Mapping[str, Any]) -> Station:
    gremien = [werte["gremium"]] if "gremium" in werte else werte["gremien"]
    namen = ("art", "entscheidet", "oeffentlich", "datum", "reihe", "id", "schluessel", "intern")
    rest = {name: werte[name] for name in (*namen, "wartet_auf_alle", "mindestabstand_tage") if name in werte}
    if "begruendung_nichtoeffentlich" in werte:
        rest["begruendung_nichtoeffentlich"] = werte["begruendung_nichtoeffentlich"] or ""
    if werte.get("wartet_auf") is not None:
        rest["wartet_auf"] = tuple(werte["wartet_auf"])
    return Station(gremium_ids=tuple(gremien), sitzung_id=werte.get("sitzung"), **rest)


def _beteiligung(werte: Mapping[str, Any], koerperschaft_id: str) -> Beteiligung:
    amt = finde_amt(koerperschaft_id, werte["amt"], feld="mitzeichnungen")
    return Beteiligung(amt.id, werte.get("gruppe", 1), werte.get("pflicht", True), werte.get("werktage"))


def _stimmen(werte: Mapping[str, Any]) -> Stimmen:
    stimmen = werte.get("stimmen", {})
    return Stimmen(**stimmen | {"namentlich": einzelne(stimmen.get("namentlich"))})
