"""The results of a whole meeting as somebody types them: one line an item, each written down by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from werkzeug.datastructures import MultiDict

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, Fachfehler
from vorlagen.services import ergebnisblatt, tops
from vorlagen.services.beschlussfaehigkeit import Beschlussfaehigkeit
from vorlagen.services.ergebnisblatt import Punkt
from vorlagen.services.wer import Wer
from vorlagen.web.formulare import ergebnis as formular
from vorlagen.web.formulare.ergebnis import ZAEHLER, Eingabe, Stimmzeile
from vorlagen.web.formulare.ergebnisabgleich import anders_gespeichert
from vorlagen.web.formulare.werte import als_fehler
from vorlagen.web.formulare.zahlen import version
from vorlagen.workflow.begriffe import Ausgang

TRENNER = "|"
GEGEN = frozenset({Ausgang.ABGELEHNT, Ausgang.NICHT_GEWAEHLT})
OHNE_ABSTIMMUNG = frozenset({Ausgang.NICHT_BEHANDELT, Ausgang.ZURUECKGEZOGEN, Ausgang.ERLEDIGT})


@dataclass(frozen=True, slots=True)
class Zeilenstand:
    """What became of one line that was sent: `fehler` by field, `dort` what somebody else has stored instead."""

    getippt: Stimmzeile
    fehler: Mapping[str, Sequence[str]] = field(default_factory=dict)
    dort: Sequence[tuple[str, str]] = ()
    gespeichert: bool = False
    zurueckgenommen: bool = False


def lies(form: MultiDict[str, str], top_id: str) -> Stimmzeile:
    """What was typed on this line."""
    zahlen = {name: form.get(f"{top_id}-{name}", "").strip() for name in ZAEHLER}
    return Stimmzeile(form.get(f"{top_id}-ausgang", ""), zahlen, form.get(f"{top_id}-ergebnis", "").strip())


def spur(zeile: Stimmzeile) -> str:
    """The line in one word, to tell whether anybody touched it since it was shown."""
    return TRENNER.join((zeile.ausgang, *(zeile.zahlen.get(name, "") for name in ZAEHLER), zeile.text))


def gespeichert(punkt: Punkt) -> Eingabe:
    """What is entered so far."""
    return formular.aus_top(punkt.top, punkt.vorlage, punkt.beratung)


def einstimmig(zeile: Stimmzeile, faehig: Beschlussfaehigkeit) -> Stimmzeile:
    """The line with every vote on one side, counted by the attendance list."""
    alle = str(faehig.stimmberechtigt)
    ja, nein = ("0", alle) if zeile.ausgang in GEGEN else (alle, "0")
    return replace(zeile, zahlen={"ja": ja, "nein": nein, "enthaltung": "0", "befangen": str(faehig.befangen)})


def trage_ein(
    punkt: Punkt, getippt: Stimmzeile, form: MultiDict[str, str], *, wer: Wer, jetzt: datetime
) -> Zeilenstand | None:
    """Write the line down, as far as anybody touched it (else None). What the line does not show stays as it is.

    Who sends again what is stored already has stored it: a second click is no conflict.
    """
    stand, top_id = gespeichert(punkt), punkt.top.id
    if spur(getippt) == _gesehen(form, top_id):
        return None
    if spur(getippt) == spur(stand.gesamt):
        return Zeilenstand(getippt, gespeichert=True)
    eingabe = _mit(stand, getippt)
    if getippt.ausgang != Ausgang.VERWIESEN:
        eingabe = replace(eingabe, verwiesen_an=())
    ergebnis, fehler = formular.pruefe(eingabe, punkt.top, punkt.vorlage, punkt.beratung)
    if fehler:
        return Zeilenstand(getippt, fehler)
    try:
        if punkt.vorlage is None:
            bisher = _bisher(form, top_id)
            tops.aendere(
                top_id,
                ergebnis=ergebnis,
                bedingung=lambda: ergebnisblatt.pruefe_bisher(punkt.top, bisher),
                wer=wer,
                jetzt=jetzt,
            )
        else:
            tops.aendere(top_id, ergebnis=ergebnis, version=version(form, f"{top_id}-version"), wer=wer, jetzt=jetzt)
    except Fachfehler as abgelehnt:
        return _abgelehnt(punkt, getippt, abgelehnt)
    return Zeilenstand(getippt, gespeichert=True)


def nimm_zurueck(punkt: Punkt, form: MultiDict[str, str], *, wer: Wer, jetzt: datetime) -> Zeilenstand:
    """Open the item again that the person saw."""
    top_id = punkt.top.id
    gesehen = version(form, f"{top_id}-version") if punkt.vorlage else None
    bisher = None if punkt.vorlage else _bisher(form, top_id)
    try:
        ergebnisblatt.nimm_zurueck(top_id, version=gesehen, bisher=bisher, wer=wer, jetzt=jetzt)
    except Fachfehler as abgelehnt:
        return _abgelehnt(punkt, lies(form, top_id), abgelehnt)
    return Zeilenstand(Stimmzeile(), zurueckgenommen=True)


def _abgelehnt(punkt: Punkt, getippt: Stimmzeile, abgelehnt: Fachfehler) -> Zeilenstand:
    """Why it was not written down; after somebody else's change with what stands there now."""
    gruende = [grund.text for grund in getattr(abgelehnt, "gruende", ())]
    if isinstance(abgelehnt, EingabeUngueltig):
        fehler = als_fehler(abgelehnt.felder, abgelehnt.satz)
    else:
        fehler = {"_": gruende or [abgelehnt.satz]}
    db.session.rollback()
    stand = gespeichert(punkt)
    dort = anders_gespeichert(_mit(stand, getippt), stand)
    return Zeilenstand(getippt, fehler, () if isinstance(abgelehnt, EingabeUngueltig) else dort)


def _mit(stand: Eingabe, getippt: Stimmzeile) -> Eingabe:
    """What is entered with this line instead; who voted how by name the line does not show."""
    return replace(stand, gesamt=replace(getippt, namen=stand.gesamt.namen))


def _gesehen(form: MultiDict[str, str], top_id: str) -> str:
    """The line as it was shown; the label, in which anything may stand, is its last part."""
    leer = spur(Stimmzeile())
    gesehen = form.get(f"{top_id}-vorher", leer)
    return gesehen if gesehen.count(TRENNER) >= leer.count(TRENNER) else leer


def _bisher(form: MultiDict[str, str], top_id: str) -> tuple[str, str]:
    ausgang, *_, text = _gesehen(form, top_id).split(TRENNER, len(ZAEHLER) + 1)
    return ausgang, text
