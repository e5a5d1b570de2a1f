"""The result of an agenda item as somebody types it; an empty count is unknown, 0 is nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from marshmallow import ValidationError
from werkzeug.datastructures import MultiDict

from vorlagen.models import Beratung, Tagesordnungspunkt, Vorlage
from vorlagen.services import abstimmungen, wortlaut
from vorlagen.services.abstimmungen import Ergebnis, Stimmen
from vorlagen.web.api.eingabe import ergebnis as fuer_den_dienst
from vorlagen.web.formulare import namentlich
from vorlagen.web.formulare import wahl as wahlzettel
from vorlagen.web.formulare.entwurf import lies_richtext
from vorlagen.web.formulare.zahlen import anzahl
from vorlagen.web.schemas.blatt import flach
from vorlagen.web.schemas.ergebnis import ErgebnisEin

ZAEHLER = ("ja", "nein", "enthaltung", "befangen")
GEZEIGT = (*ZAEHLER, namentlich.FELD)


@dataclass(frozen=True, slots=True)
class Stimmzeile:
    """A vote as typed: what came of it, the counts, and who voted how (`namen`)."""

    ausgang: str = ""
    zahlen: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    namen: Mapping[str, str] = field(default_factory=dict)

    @property
    def leer(self) -> bool:
        """True if nothing was typed."""
        return not (self.ausgang or self.text.strip() or self.namen or any(z.strip() for z in self.zahlen.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Eingabe:
    """Everything that the form shows. `punkte` by the point's number; `verfahren` is one procedural vote."""

    gesamt: Stimmzeile = Stimmzeile()
    punkte: Mapping[str, Stimmzeile] = field(default_factory=dict)
    verfahren: Stimmzeile = Stimmzeile()
    wirkung: str = ""
    wahl: wahlzettel.Wahl = field(default_factory=wahlzettel.Wahl)
    beschlusstext: str = ""
    verwiesen_an: tuple[str, ...] = ()
    bemerkung: str = ""

    @property
    def genannte(self) -> tuple[str, ...]:
        """Everybody who is named in some roll call."""
        zeilen = (self.gesamt, *self.punkte.values(), self.verfahren)
        return tuple(dict.fromkeys(name for zeile in zeilen for name in zeile.namen))


def lies(form: MultiDict[str, str], vorlage: Vorlage | None) -> Eingabe:
    """What came in."""
    punkte = vorlage.beschlusspunkte if vorlage else []
    return Eingabe(
        gesamt=_zeile(form, "", "ergebnis"),
        punkte={punkt.nr: _zeile(form, f"punkt-{i}-", "text") for i, punkt in enumerate(punkte)},
        verfahren=_zeile(form, "verfahren-", "antrag"),
        wirkung=form.get("verfahren-wirkung", ""),
        wahl=wahlzettel.lies(form),
        beschlusstext=lies_richtext(form, "beschlusstext"),
        verwiesen_an=tuple(form.getlist("verwiesen_an")),
        bemerkung=form.get("bemerkung", ""),
    )


def aus_top(top: Tagesordnungspunkt, vorlage: Vorlage | None, beratung: Beratung | None) -> Eingabe:
    """What is entered so far, or an empty form with the wording that was put to the vote."""
    if vorlage is None or beratung is None:
        return Eingabe(gesamt=Stimmzeile(top.ausgang or "", {}, top.ergebnis or ""))
    bisher = abstimmungen.lies(vorlage, beratung, top)
    verfahren = next(iter(bisher.verfahren), None)
    return Eingabe(
        gesamt=_als_zeile(bisher.ausgang, bisher.stimmen, bisher.ergebnis),
        punkte={p.punkt: _als_zeile(p.ausgang, p.stimmen, p.ergebnis) for p in bisher.punkte},
        verfahren=_als_zeile(verfahren.ausgang, verfahren.stimmen, verfahren.antrag) if verfahren else Stimmzeile(),
        wirkung=(verfahren.wirkung if verfahren else None) or "",
        wahl=wahlzettel.aus_json(bisher.wahl),
        beschlusstext=bisher.beschlusstext or wortlaut.vorgelegter_text(vorlage, beratung, top),
        verwiesen_an=bisher.verwiesen_an,
    )


def zeile_aus(bisher: Ergebnis) -> Stimmzeile:
    """What is entered so far on the whole, as it is typed."""
    return _als_zeile(bisher.ausgang, bisher.stimmen, bisher.ergebnis)


def pruefe(
    eingabe: Eingabe, top: Tagesordnungspunkt, vorlage: Vorlage | None, beratung: Beratung | None
) -> tuple[Ergebnis, dict[str, list[str]]]:
    """The result for the service, and every fault under the name of its field.

    Points that nobody touched are left out; the wording counts only where it differs from what was put to the vote.
    What is entered already and the form does not show goes along.
    """
    fehler: dict[str, list[str]] = {}
    punkte = [(i, nr, zeile) for i, (nr, zeile) in enumerate(eingabe.punkte.items()) if not zeile.leer]
    koerper = {
        "ergebnis": eingabe.gesamt.text.strip() or None,
        "ausgang": eingabe.gesamt.ausgang or None,
        "stimmen": _stimmen(eingabe.gesamt, "", fehler),
        "punkte": [
            {
                "punkt": nr,
                "ergebnis": zeile.text.strip() or None,
                "ausgang": zeile.ausgang or None,
                "stimmen": _stimmen(zeile, f"punkt-{i}-", fehler),
            }
            for i, nr, zeile in punkte
        ],
        "verfahren": _verfahren(eingabe.verfahren, eingabe.wirkung, fehler),
        "wahl": wahlzettel.als_json(eingabe.wahl, fehler),
        "verwiesen_an": list(eingabe.verwiesen_an),
        "bemerkung": eingabe.bemerkung.strip() or None,
    }
    bisher = None
    if vorlage is not None and beratung is not None:
        bisher = abstimmungen.lies(vorlage, beratung, top)
        if eingabe.beschlusstext not in ("", wortlaut.vorgelegter_text(vorlage, beratung, top)):
            koerper["beschlusstext"] = eingabe.beschlusstext
    try:
        geladen = ErgebnisEin().load(koerper)
    except ValidationError as ungueltig:
        for ort, saetze in flach(ungueltig.messages_dict):
            fehler.setdefault(_formularfeld(ort, [i for i, _, _ in punkte]), []).extend(saetze)
        return Ergebnis(), fehler
    neu = fuer_den_dienst(geladen)
    return mit_ungezeigtem(neu, bisher) if bisher else neu, fehler


def mit_ungezeigtem(neu: Ergebnis, bisher: Ergebnis) -> Ergebnis:
    """The result that was typed, with what is entered already and has no place in the form."""
    punkte = {punkt.punkt: punkt.stimmen for punkt in bisher.punkte}
    verfahren = [v.stimmen for v in bisher.verfahren[:1]]
    return replace(
        neu,
        stimmen=_ergaenzt(neu.stimmen, bisher.stimmen),
        punkte=tuple(replace(p, stimmen=_ergaenzt(p.stimmen, punkte.get(p.punkt))) for p in neu.punkte),
        verfahren=(
            *(replace(v, stimmen=_ergaenzt(v.stimmen, *verfahren)) for v in neu.verfahren),
            *bisher.verfahren[1:],
        ),
        antraege=bisher.antraege,
        gruppen=bisher.gruppen,
        wahl=wahlzettel.mit_ungezeigtem(neu.wahl, bisher.wahl),
    )


def _zeile(form: MultiDict[str, str], davor: str, text: str) -> Stimmzeile:
    zahlen = {name: form.get(davor + name, "") for name in ZAEHLER}
    namen = namentlich.lies(form, davor)
    return Stimmzeile(form.get(f"{davor}ausgang", ""), zahlen, form.get(davor + text, ""), namen)


def _als_zeile(ausgang: str | None, stimmen: Stimmen, text: str | None) -> Stimmzeile:
    gezaehlt = {name: getattr(stimmen, name) for name in ZAEHLER}
    zahlen = {name: str(zahl) for name, zahl in gezaehlt.items() if zahl is not None}
    return Stimmzeile(ausgang or "", zahlen, text or "", namentlich.aus(stimmen.namentlich))


def _ergaenzt(neu: Stimmen, bisher: Stimmen | None = None) -> Stimmen:
    """Heads and words stay as they were entered."""
    return replace(bisher, **{name: getattr(neu, name) for name in GEZEIGT}) if bisher else neu


def _stimmen(zeile: Stimmzeile, davor: str, fehler: dict[str, list[str]]) -> dict[str, Any]:
    return {**_gezaehlt(zeile, davor, fehler), "namentlich": namentlich.als_json(zeile.namen)}


def _gezaehlt(zeile: Stimmzeile, davor: str, fehler: dict[str, list[str]]) -> dict[str, int | None]:
    gezaehlt: dict[str, int | None] = {}
    for name, getippt in zeile.zahlen.items():
        try:
            gezaehlt[name] = anzahl(getippt)
        except ValueError:
            fehler[davor + name] = ["Bitte eine Anzahl eintragen; leer heißt unbekannt, 0 heißt niemand."]
    return gezaehlt


def _verfahren(zeile: Stimmzeile, wirkung: str, fehler: dict[str, list[str]]) -> list[dict[str, Any]]:
    if zeile.leer:
        return []
    if not zeile.text.strip():
        fehler["verfahren-antrag"] = ["Bitte schreiben Sie, worüber abgestimmt wurde."]
    stimmen = _stimmen(zeile, "verfahren-", fehler)
    return [
        {
            "antrag": zeile.text.strip() or "?",
            "ausgang": zeile.ausgang or None,
            "stimmen": stimmen,
            "wirkung": wirkung or None,
        }
    ]


def _formularfeld(ort: str, plaetze: Sequence[int]) -> str:
    """Where the form shows a fault of `punkte.0.stimmen.ja`."""
    teile = ort.split(".")
    if namentlich.FELD in teile:
        return namentlich.FELD
    if teile[0] == "punkte" and len(teile) > 2:
        return f"punkt-{plaetze[int(teile[1])]}-{'text' if teile[-1] == 'ergebnis' else teile[-1]}"
    if teile[0] == "wahl":
        return f"wahl-{int(teile[2]) + 1}-{teile[3]}" if teile[1] == "wahlgaenge" else f"wahl-{teile[1]}"
    if teile[0] == "verfahren":
        return f"verfahren-{teile[-1]}"
    return teile[-1] if teile[0] == "stimmen" else teile[0]
