"""The result of an agenda item as somebody types it; an empty count is unknown, 0 is nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from marshmallow import ValidationError
from werkzeug.datastructures import MultiDict

from vorlagen.models import Beratung, Tagesordnungspunkt, Vorlage
from vorlagen.richtext import text as nur_text
from vorlagen.services import abstimmungen, wortlaut
from vorlagen.services.abstimmungen import Ergebnis, Stimmen
from vorlagen.web.api.eingabe import ergebnis as fuer_den_dienst
from vorlagen.web.formulare import wahl as wahlzettel
from vorlagen.web.formulare.entwurf import lies_richtext
from vorlagen.web.formulare.zahlen import anzahl
from vorlagen.web.schemas.blatt import flach
from vorlagen.web.schemas.ergebnis import ErgebnisEin
from vorlagen.web.worte import stimmen
from vorlagen.workflow.begriffe import Ausgang

ZAEHLER = ("ja", "nein", "enthaltung", "befangen")


@dataclass(frozen=True, slots=True)
class Stimmzeile:
    """A vote as typed: what came of it, and the counts."""

    ausgang: str = ""
    zahlen: Mapping[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def leer(self) -> bool:
        """True if nothing was typed."""
        return not (self.ausgang or self.text.strip() or any(zahl.strip() for zahl in self.zahlen.values()))


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


def anders_gespeichert(getippt: Eingabe, gespeichert: Eingabe) -> list[tuple[str, str]]:
    """What somebody else has stored where it differs from what was typed: (name, in words), for the second editor."""
    leer = Stimmzeile()
    paare = [
        ("Ergebnis", _in_worten(getippt.gesamt), _in_worten(gespeichert.gesamt)),
        *(
            (f"Punkt {nr}", _in_worten(getippt.punkte.get(nr, leer)), _in_worten(gespeichert.punkte.get(nr, leer)))
            for nr in {**gespeichert.punkte, **getippt.punkte}
        ),
        ("Zum Verfahren", _in_worten(getippt.verfahren), _in_worten(gespeichert.verfahren)),
        ("Wortlaut", nur_text(getippt.beschlusstext), nur_text(gespeichert.beschlusstext)),
    ]
    return [(name, dort or "nichts") for name, hier, dort in paare if hier != dort]


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
        "stimmen": _gezaehlt(eingabe.gesamt, "", fehler),
        "punkte": [
            {
                "punkt": nr,
                "ergebnis": zeile.text.strip() or None,
                "ausgang": zeile.ausgang or None,
                "stimmen": _gezaehlt(zeile, f"punkt-{i}-", fehler),
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
    return Stimmzeile(form.get(f"{davor}ausgang", ""), zahlen, form.get(davor + text, ""))


def _in_worten(zeile: Stimmzeile) -> str:
    gezaehlt = {name: int(zahl) for name, zahl in zeile.zahlen.items() if zahl.strip().isdigit()}
    ausgang = Ausgang(zeile.ausgang).titel if zeile.ausgang in set(Ausgang) else ""
    return "; ".join(teil for teil in (ausgang, zeile.text.strip(), stimmen(gezaehlt)) if teil)


def _als_zeile(ausgang: str | None, stimmen: Stimmen, text: str | None) -> Stimmzeile:
    gezaehlt = {name: getattr(stimmen, name) for name in ZAEHLER}
    return Stimmzeile(ausgang or "", {n: str(zahl) for n, zahl in gezaehlt.items() if zahl is not None}, text or "")


def _ergaenzt(neu: Stimmen, bisher: Stimmen | None = None) -> Stimmen:
    """Heads and words stay as they were entered."""
    return replace(bisher, **{name: getattr(neu, name) for name in ZAEHLER}) if bisher else neu


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
    stimmen = _gezaehlt(zeile, "verfahren-", fehler)
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
    if teile[0] == "punkte" and len(teile) > 2:
        return f"punkt-{plaetze[int(teile[1])]}-{'text' if teile[-1] == 'ergebnis' else teile[-1]}"
    if teile[0] == "wahl":
        return f"wahl-{int(teile[2]) + 1}-{teile[3]}" if teile[1] == "wahlgaenge" else f"wahl-{teile[1]}"
    if teile[0] == "verfahren":
        return f"verfahren-{teile[-1]}"
    return teile[-1] if teile[0] == "stimmen" else teile[0]
