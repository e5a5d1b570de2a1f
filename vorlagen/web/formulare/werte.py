"""From the typed draft to the checked values of the service: only what changed, every fault at once.

What changed is written as the API would be sent it, and goes the API's way from there; its refusals come back under the
names of the form's fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from marshmallow import ValidationError

from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Vorlage
from vorlagen.services.sichtbarkeit import laufende_mitzeichnungen
from vorlagen.web.api.eingabe import entwurf as fuer_den_dienst
from vorlagen.web.formulare import folge as folgenzeilen
from vorlagen.web.formulare.entwurf import Entwurf, Verweiszeile
from vorlagen.web.formulare.folge import Stationszeile
from vorlagen.web.schemas import vorlage as schemas
from vorlagen.web.schemas.blatt import JAHRE, flach
from vorlagen.workflow.felder import Feld, Feldart
from vorlagen.workflow.workflow import Workflow

_DEUTSCH = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)
_ZAHL = re.compile(r"-?(?:\d{1,14}|\d{1,3}(?:\.\d{3}){1,4})", re.ASCII)

_STATION = {
    "wo": "Bitte wählen Sie ein Gremium oder entfernen Sie die Station.",
    "art": "Bitte wählen Sie, was das Gremium tun soll.",
    "abstand": "Bitte eine Anzahl von Tagen eintragen, zum Beispiel 7.",
}
_STATIONSFELD = {"art": "art", "mindestabstand_tage": "abstand"}
_VERWEISART = "Bitte wählen Sie, wie die Vorlagen zusammenhängen."


@dataclass(slots=True)
class Pruefung:
    """What of it could be saved, and what is wrong with the rest: field name → sentences."""

    werte: dict[str, Any] = field(default_factory=dict)
    fehler: dict[str, list[str]] = field(default_factory=dict)


def pruefe(
    entwurf: Entwurf, gespeichert: Entwurf, vorlage: Vorlage | None, ablauf: Workflow, koerperschaft_id: str
) -> Pruefung:
    """Compare with what is stored and check what differs."""
    p = Pruefung(fehler={name: [satz] for name, satz in entwurf.unlesbar.items()})
    koerper = _geaendertes(entwurf, gespeichert, vorlage, ablauf.felder)
    zeilen = [nr for nr, zeile in enumerate(entwurf.folge) if zeile.wo or zeile.id]
    try:
        gelesen = schemas.Entwurf().load(koerper)
    except ValidationError as fehler:
        _merke(p, fehler, koerper, zeilen)
        gut = fehler.valid_data if isinstance(fehler.valid_data, dict) else {}
        gelesen = {name: wert for name, wert in gut.items() if name not in fehler.messages_dict}
    for name, wert in gelesen.items():
        try:
            p.werte |= fuer_den_dienst({name: wert}, koerperschaft_id, ablauf)
        except ValidationError as fehler:
            _merke(p, fehler, koerper, zeilen)
        except EingabeUngueltig as fehler:
            p.fehler |= als_fehler(fehler.felder, fehler.satz)
    return p


def wirkliche(folge: Sequence[Stationszeile]) -> tuple[Stationszeile, ...]:
    """The rows in which something was chosen; an empty one was only offered."""
    return tuple(zeile for zeile in folge if zeile.wo or zeile.id)


def benannte(verweise: Sequence[Verweiszeile]) -> tuple[Verweiszeile, ...]:
    """The links in which another paper is named."""
    return tuple(zeile for zeile in verweise if zeile.nummer or zeile.ziel)


def als_fehler(felder: Mapping[str, Sequence[str]], satz: str) -> dict[str, list[str]]:
    """A service's refusal under the names of the form's fields."""
    return {_formularfeld(name, {}, ()): list(saetze) for name, saetze in felder.items()} or {"_": [satz]}


def als_datum(eingabe: str) -> date | None:
    """A day as the browser sends it, or as people write it: 2026-12-03 or 3.12.2026; None for anything else."""
    deutsch = _DEUTSCH.fullmatch(eingabe.strip())
    try:
        if deutsch:
            return date(int(deutsch[3]), int(deutsch[2]), int(deutsch[1]))
        return date.fromisoformat(eingabe.strip())
    except ValueError:
        return None


def tag_im_kalender(eingabe: str) -> date | None:
    """The same, of a year that papers and people can be about."""
    tag = als_datum(eingabe)
    return tag if tag and tag.year in JAHRE else None


def _geaendertes(
    entwurf: Entwurf, gespeichert: Entwurf, vorlage: Vorlage | None, felder: Sequence[Feld]
) -> dict[str, Any]:
    """The fields that differ, as JSON would carry them."""
    texte, bisher = {**entwurf.einfach, **entwurf.richtext}, {**gespeichert.einfach, **gespeichert.richtext}
    koerper: dict[str, Any] = {
        name: wert for name, wert in texte.items() if wert != bisher.get(name, "") and name not in entwurf.unlesbar
    }
    if "datum" in koerper:
        koerper["datum"] = _iso(koerper["datum"])
    if entwurf.federfuehrend != gespeichert.federfuehrend:
        koerper["federfuehrend"] = entwurf.federfuehrend or None
    if entwurf.oeffentlich in ("ja", "nein") and entwurf.oeffentlich != gespeichert.oeffentlich:
        koerper["oeffentlich"] = entwurf.oeffentlich == "ja"
    folge = wirkliche(entwurf.folge)
    gruppen = {
        "auswirkungen": [
            {"art": art, "wert": wert or None, "text": text.strip() or None}
            for art, (wert, text) in entwurf.auswirkungen.items()
            if (wert, text) != gespeichert.auswirkungen.get(art, ("", ""))
        ],
        "felder": {
            feld.name: _als_json(feld, entwurf.felder[feld.name])
            for feld in felder
            if entwurf.felder.get(feld.name, "") != gespeichert.felder.get(feld.name, "")
            and f"feld-{feld.name}" not in entwurf.unlesbar
        },
    }
    koerper |= {name: geaendert for name, geaendert in gruppen.items() if geaendert}
    # A stage that follows the paper must be told when the paper changes sides.
    if folge != gespeichert.folge or (folge and "oeffentlich" in koerper):
        koerper["beratungsfolge"] = folgenzeilen.als_json(folge, vorlage)
    if entwurf.umlauf != gespeichert.umlauf:
        koerper["mitzeichnungen"] = _beteiligungen(entwurf.umlauf, vorlage)
    verweise = benannte(entwurf.verweise)
    if verweise != gespeichert.verweise:
        koerper["verknuepfungen"] = [_verweis(zeile, gespeichert) for zeile in verweise]
    return koerper


def _merke(p: Pruefung, fehler: ValidationError, koerper: Mapping[str, Any], zeilen: Sequence[int]) -> None:
    for ort, saetze in flach(fehler.messages_dict):
        name = _formularfeld(ort, koerper, zeilen)
        p.fehler.setdefault(name, []).extend(_in_worten(name, ort, saetze))


def _in_worten(name: str, ort: str, saetze: Sequence[str]) -> Sequence[str]:
    """The sentences as the form says them: a schema knows neither what was to be chosen nor which row it is."""
    if name.startswith("folge-"):
        return [_STATION[name.rpartition("-")[2]]]
    if ort.startswith("verknuepfungen."):
        _, nr, was = ort.split(".")
        return [f"{int(nr) + 1}. Vorlage: {satz}" for satz in ([_VERWEISART] if was == "art" else saetze)]
    return saetze


def _formularfeld(ort: str, koerper: Mapping[str, Any], zeilen: Sequence[int]) -> str:
    """Where the form shows a fault of `auswirkungen.0.wert`, `beratungsfolge.1.art`, `felder.x` or `mitzeichnungen`."""
    name, _, rest = ort.partition(".")
    nr, _, was = rest.partition(".")
    if name == "auswirkungen" and rest:
        return f"auswirkung_{koerper['auswirkungen'][int(nr)]['art']}"
    if name == "beratungsfolge" and rest:
        return f"folge-{zeilen[int(nr)]}-{_STATIONSFELD.get(was, 'wo')}"
    if name == "felder" and rest:
        return f"feld-{rest}"
    return {"mitzeichnungen": "mitzeichnung", "anfrage": "_"}.get(name, name)


def _verweis(zeile: Verweiszeile, gespeichert: Entwurf) -> dict[str, str]:
    unberuehrt = zeile.ziel and any((v.ziel, v.nummer) == (zeile.ziel, zeile.nummer) for v in gespeichert.verweise)
    return {"art": zeile.art, "vorlage": zeile.ziel} if unberuehrt else {"art": zeile.art, "nummer": zeile.nummer}


def _beteiligungen(umlauf: Mapping[str, tuple[str, str]], vorlage: Vorlage | None) -> list[dict[str, Any]]:
    """The offices as JSON would carry them; whether one that was chosen before must sign stays as it is."""
    bisher = {m.amt_id: m for m in laufende_mitzeichnungen(vorlage)} if vorlage else {}
    return [
        {"amt": amt_id, "gruppe": _als_zahl(gruppe), "werktage": _als_zahl(werktage) if werktage else None}
        | ({"pflicht": bisher[amt_id].pflicht} if amt_id in bisher else {})
        for amt_id, (gruppe, werktage) in umlauf.items()
    ]


def _als_zahl(eingabe: str) -> int | str:
    """A small number; anything else stays text and is refused by its schema."""
    return int(eingabe) if eingabe.isascii() and eingabe.isdecimal() and len(eingabe) < 9 else eingabe


def _als_json(feld: Feld, eingabe: str) -> Any:
    """A typed value as JSON would carry it; what is no number or day stays text and is refused by its schema."""
    eingabe = eingabe.strip()
    if not eingabe:
        return None
    if feld.art is Feldart.JA_NEIN:
        return eingabe == "ja"
    if feld.art is Feldart.DATUM:
        return _iso(eingabe)
    if feld.art is Feldart.ZAHL and _ZAHL.fullmatch(eingabe):
        return int(eingabe.replace(".", ""))
    return eingabe


def _iso(eingabe: str) -> str | None:
    tag = als_datum(eingabe)
    return tag.isoformat() if tag else eingabe.strip() or None
