"""The words of a reminder: what is to do, until when, and why just then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from textwrap import shorten
from typing import Any, Final

from vorlagen.kalender import BERLIN, datum_text
from vorlagen.kalender.texte import anzahl_text
from vorlagen.models import Sitzung, Vorlage
from vorlagen.services.fristen import Stufe
from vorlagen.services.post import ADRESSE

_BITTEN: Final = {
    "Mitzeichnung": "bitte zeichnen Sie die Vorlage mit.",
    "Freigabe": "bitte entscheiden Sie über die Freigabe der Vorlage.",
    "Überarbeitung": "bitte überarbeiten Sie die Vorlage.",
    "Tagesordnung": "bitte setzen Sie die Vorlage auf eine Tagesordnung.",
    "Ladung": "bitte versenden Sie die Einladung zur Sitzung.",
}
_TITEL_ZEICHEN: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Anlass:
    """Why somebody is written to. `name` and `gruende` are the deadline's, `heute` the day in Berlin.

    `nachtraeglich`: the planned time had passed when the deadline was set. `ersatz`: why it goes to the
    administration. `vertretung`: the person deputises for the office. `ohne_titel`: they may not read the paper.
    """

    stufe: str
    name: str
    faellig_am: date
    gruende: tuple[str, ...]
    person: str
    heute: date
    vorlage: Vorlage | None = None
    sitzung: Sitzung | None = None
    amt: str | None = None
    nachtraeglich: bool = False
    ersatz: str | None = None
    vertretung: bool = False
    ohne_titel: bool = False


def schreibe_an(anlass: Anlass) -> dict[str, Any]:
    """The mail as JSON: `betreff`, `text`, `html`, `pfad`. Of a non-public paper it tells number and deadline only."""
    betreff, absaetze = _betreff(anlass), _absaetze(anlass)
    return {
        "betreff": betreff,
        "text": _als_text(anlass, absaetze),
        "html": _als_html(anlass, betreff, absaetze),
        "pfad": _pfad(anlass),
    }


def _betreff(anlass: Anlass) -> str:
    rest = (anlass.faellig_am - anlass.heute).days
    noch = f" (noch {anzahl_text(rest, 'Tag', 'Tage')})" if rest > 0 else ""
    sache = _sache(anlass)
    if len(sache) > _TITEL_ZEICHEN:
        sache = shorten(sache, _TITEL_ZEICHEN, placeholder=" …")
    return f"{_lage(anlass, rest)}: {anlass.name} bis {datum_text(anlass.faellig_am)}{noch} – {sache}"


def _lage(anlass: Anlass, rest: int) -> str:
    """What is true today; a reminder that comes late must not repeat what it was planned to say."""
    if anlass.ersatz:
        return "Niemand zuständig"
    if rest < 0:
        return "Überfällig"
    if rest == 0:
        return "Heute fällig"
    return "Neu" if anlass.stufe == Stufe.EINGANG else "Erinnerung"


def _sache(anlass: Anlass) -> str:
    if anlass.vorlage:
        nummer = anlass.vorlage.nummer or ""
        if not anlass.vorlage.oeffentlich or anlass.ohne_titel:
            return nummer or "eine nichtöffentliche Vorlage"
        return " ".join(f"{nummer} {anlass.vorlage.betreff}".split()) or "eine Vorlage ohne Titel"
    if anlass.sitzung:
        tag = datum_text(anlass.sitzung.beginn.astimezone(BERLIN).date())
        return f"{anlass.sitzung.gremium.name}, Sitzung am {tag}"
    return "ohne Vorlage"


def _absaetze(anlass: Anlass) -> list[str]:
    bitte = _BITTEN.get(anlass.name, f"bitte erledigen Sie die Aufgabe „{anlass.name}“.")
    if anlass.ersatz:
        bitte = f"für die Aufgabe „{anlass.name}“ {anlass.ersatz} Bitte sorgen Sie dafür, dass jemand sie übernimmt."
    absaetze = [f"Guten Tag {anlass.person},", f"{bitte} {_wann(anlass)}", _sache(anlass)]
    if anlass.amt and not (anlass.vorlage and (anlass.ohne_titel or not anlass.vorlage.oeffentlich)):
        absaetze.append(f"Die Aufgabe liegt bei: {anlass.amt}")
    if anlass.nachtraeglich:
        absaetze.append("Diese Erinnerung kommt nachträglich: Ihr Zeitpunkt war schon vorbei, als die Frist begann.")
    return absaetze


def _wann(anlass: Anlass) -> str:
    rest = (anlass.faellig_am - anlass.heute).days
    tag = datum_text(anlass.faellig_am)
    if rest < 0:
        return f"Die Frist ist am {tag} abgelaufen (vor {anzahl_text(-rest, 'Tag', 'Tagen')})."
    if rest == 0:
        return f"Die Frist endet heute, {tag}."
    return f"Die Frist endet am {tag} (noch {anzahl_text(rest, 'Tag', 'Tage')})."


def _als_text(anlass: Anlass, absaetze: Sequence[str]) -> str:
    teile = list(absaetze)
    if anlass.gruende:
        teile.append("\n".join(["So ist die Frist berechnet:", *(f"- {grund}" for grund in anlass.gruende)]))
    return "\n\n".join([*teile, f"{_verweis(anlass)}: {ADRESSE}", _fuss(anlass)]) + "\n"


def _als_html(anlass: Anlass, betreff: str, absaetze: Sequence[str]) -> str:
    teile = [f"<p>{escape(absatz)}</p>" for absatz in absaetze]
    if anlass.gruende:
        punkte = "".join(f"<li>{escape(grund)}</li>" for grund in anlass.gruende)
        teile.append(f"<p>So ist die Frist berechnet:</p>\n<ul>{punkte}</ul>")
    teile.append(f'<p><a href="{ADRESSE}">{_verweis(anlass)}</a></p>')
    teile.append(f"<p>{escape(_fuss(anlass))}</p>")
    kopf = f'<meta charset="utf-8"><title>{escape(betreff)}</title>'
    rumpf = "\n".join(teile)
    return f'<!doctype html>\n<html lang="de">\n<head>{kopf}</head>\n<body>\n{rumpf}\n</body>\n</html>\n'


def _verweis(anlass: Anlass) -> str:
    return "Vorlage öffnen" if anlass.vorlage else "Sitzung öffnen" if anlass.sitzung else "Fristen öffnen"


def _fuss(anlass: Anlass) -> str:
    warum = "weil diese Aufgabe in Ihrer Zuständigkeit liegt"
    if anlass.ersatz:
        warum = "weil Sie das System verwalten"
    elif anlass.vertretung:
        warum = "weil Sie das zuständige Amt vertreten"
    return f"Sie erhalten diese automatisch erstellte Nachricht, {warum}."


def _pfad(anlass: Anlass) -> str:
    if anlass.vorlage:
        return f"/vorlagen/{anlass.vorlage.id}"
    return f"/sitzungen/{anlass.sitzung.id}" if anlass.sitzung else "/fristen"
