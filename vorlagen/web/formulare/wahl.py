"""An election as somebody types it: up to three ballots, one proposal a line (`Name; Stimmen; Sitze`), lots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from vorlagen.web.formulare.zahlen import anzahl

GAENGE = (1, 2, 3)
ZETTEL = (
    ("ausgegeben", "Ausgegeben"),
    ("abgegeben", "Abgegeben"),
    ("gueltig", "Gültig"),
    ("ungueltig", "Ungültig"),
    ("enthaltung", "Enthaltung"),
)
KEINE_ZAHL = "Bitte eine Anzahl eintragen; leer heißt unbekannt, 0 heißt niemand."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wahl:
    """Everything typed, by the name of its field without `wahl-`."""

    felder: Mapping[str, str] = field(default_factory=dict)

    @property
    def leer(self) -> bool:
        """True if there was no election here."""
        return not any(wert.strip() for wert in self.felder.values())

    def wert(self, name: str) -> str:
        """What stands in this field."""
        return self.felder.get(name, "")


def lies(form: MultiDict[str, str]) -> Wahl:
    """What came in."""
    return Wahl(felder={name: form.get(f"wahl-{name}", "") for name in _namen()})


def aus_json(wahl: Mapping[str, Any] | None) -> Wahl:
    """What is stored, as it would be typed."""
    if not wahl:
        return Wahl()
    felder = {"verfahren": wahl.get("verfahren") or "", "gewaehlt": wahl.get("gewaehlt") or ""}
    felder["angenommen"] = "" if wahl.get("angenommen") is None else "ja" if wahl["angenommen"] else "nein"
    for gang in wahl.get("wahlgaenge") or ():
        davor = f"{gang.get('nr')}-"
        felder |= {davor + name: _getippt(gang.get(name)) for name, _ in ZETTEL}
        felder[davor + "vorschlaege"] = "\n".join(_zeile(v) for v in gang.get("vorschlaege") or ())
        felder[davor + "los"] = (gang.get("los") or {}).get("gezogen") or ""
        felder[davor + "gewaehlt"] = gang.get("gewaehlt") or ""
    return Wahl(felder=felder)


def als_json(wahl: Wahl, fehler: dict[str, list[str]]) -> dict[str, Any] | None:
    """The election as the API would be sent it, None if there was none; faults go under their fields' names.

    Nobody named as elected is not yet "nobody is elected": there may be another ballot. That says the outcome.
    """
    if wahl.leer:
        return None
    gewaehlt = wahl.wert("gewaehlt").strip()
    gaenge = [_gang(wahl, nr, fehler) for nr in GAENGE if any(wahl.wert(f"{nr}-{n}").strip() for n in _im_gang())]
    return {
        "verfahren": wahl.wert("verfahren").strip() or None,
        "wahlgaenge": gaenge,
        **({"gewaehlt": gewaehlt} if gewaehlt else {}),
        "angenommen": {"ja": True, "nein": False}.get(wahl.wert("angenommen")),
    }


def mit_ungezeigtem(neu: Mapping[str, Any] | None, bisher: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """The election that was typed, with what is stored and has no place in the form: more ballots, who drew lots."""
    if neu is None or not bisher:
        return neu
    gaenge = {gang.get("nr"): gang for gang in bisher.get("wahlgaenge") or ()}
    getippt = [_ergaenzter_gang(gang, gaenge.get(gang["nr"]) or {}) for gang in neu["wahlgaenge"]]
    weitere = [gang for nr, gang in gaenge.items() if nr not in GAENGE]
    return {**neu, "wahlgaenge": [*getippt, *weitere]}


def _ergaenzter_gang(neu: Mapping[str, Any], bisher: Mapping[str, Any]) -> dict[str, Any]:
    los = bisher.get("los") or {}
    gleiches = bool(los) and (neu.get("los") or {}).get("gezogen") == los.get("gezogen")
    ungezeigt = {name: wert for name, wert in bisher.items() if name not in neu and name != "los"}
    return {**ungezeigt, **neu, **({"los": los} if gleiches else {})}


def _gang(wahl: Wahl, nr: int, fehler: dict[str, list[str]]) -> dict[str, Any]:
    davor = f"{nr}-"
    gang: dict[str, Any] = {"nr": nr}
    for name, _ in ZETTEL:
        gang[name] = _gezaehlt(wahl.wert(davor + name), f"wahl-{davor}{name}", fehler)
    zeilen = [zeile for zeile in wahl.wert(davor + "vorschlaege").splitlines() if zeile.strip()]
    gang["vorschlaege"] = [_vorschlag(zeile, f"wahl-{davor}vorschlaege", fehler) for zeile in zeilen]
    gang["gewaehlt"] = wahl.wert(davor + "gewaehlt").strip() or None
    if gezogen := wahl.wert(davor + "los").strip():
        gang["los"] = {"zwischen": _gleiche(gang["vorschlaege"]), "gezogen": gezogen}
    return gang


def _vorschlag(zeile: str, feld: str, fehler: dict[str, list[str]]) -> dict[str, Any]:
    name, stimmen, sitze = ([teil.strip() for teil in zeile.split(";")] + ["", ""])[:3]
    return {
        "name": name or "?",
        "stimmen": _gezaehlt(stimmen, feld, fehler),
        "sitze": _gezaehlt(sitze, feld, fehler),
    }


def _gleiche(vorschlaege: Sequence[Mapping[str, Any]]) -> list[str]:
    """Between whom a lot is drawn: those with the most votes that two or more have."""
    je = [v["stimmen"] for v in vorschlaege if v["stimmen"] is not None]
    mehrfach = [zahl for zahl in je if je.count(zahl) > 1]
    return [v["name"] for v in vorschlaege if mehrfach and v["stimmen"] == max(mehrfach)]


def _gezaehlt(getippt: str, feld: str, fehler: dict[str, list[str]]) -> int | None:
    try:
        return anzahl(getippt)
    except ValueError:
        fehler[feld] = [KEINE_ZAHL]
        return None


def _zeile(vorschlag: Mapping[str, Any]) -> str:
    teile = [str(vorschlag.get("name") or ""), _getippt(vorschlag.get("stimmen")), _getippt(vorschlag.get("sitze"))]
    return "; ".join(teile).rstrip("; ")


def _getippt(zahl: int | None) -> str:
    return "" if zahl is None else str(zahl)


def _im_gang() -> tuple[str, ...]:
    return (*(name for name, _ in ZETTEL), "vorschlaege", "los", "gewaehlt")


def _namen() -> tuple[str, ...]:
    return ("verfahren", "gewaehlt", "angenommen", *(f"{nr}-{name}" for nr in GAENGE for name in _im_gang()))
