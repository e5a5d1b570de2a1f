"""The history in readable German: one sentence per event, who and when, and what was remarked."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from vorlagen.kalender import datum_text
from vorlagen.models import Verlaufseintrag, Vorlage
from vorlagen.services import stammdaten, verlauf
from vorlagen.web.ansichten import folgenverlauf
from vorlagen.web.ansichten.geschehen import GESCHEHEN
from vorlagen.web.ansichten.verlaufsthemen import Thema, thema
from vorlagen.web.darstellung import zeitpunkt
from vorlagen.web.worte import FELDTITEL
from vorlagen.workflow.begriffe import Ausgang, Votum
from vorlagen.workflow.workflow import Workflow

AUFNAHME = {"nachtrag": " (Nachtrag)", "tischvorlage": " (Tischvorlage)"}


@dataclass(frozen=True, slots=True)
class Ereignis:
    """One line of the history. `wer` is empty for what the system did by itself."""

    nr: int
    thema: Thema
    zeit: datetime
    satz: str
    wer: str
    bemerkung: str
    hash: str


def ereignisse(vorlage: Vorlage, ablauf: Workflow | None) -> Sequence[Ereignis]:
    """Everything that happened, oldest first; without the procedure steps are called by their names."""
    eintraege = verlauf.lies(vorlage.id)
    namen = stammdaten.namen({eintrag.wer_id for eintrag in eintraege if eintrag.wer_id})
    return [_ereignis(eintrag, namen, ablauf) for eintrag in eintraege]


def _ereignis(eintrag: Verlaufseintrag, namen: dict[str, str], ablauf: Workflow | None) -> Ereignis:
    daten = json.loads(eintrag.daten)
    try:
        satz = _SAETZE[eintrag.was](daten, ablauf)
    except (KeyError, ValueError):  # somebody tampered with it, or it is newer than this page: it must still be shown
        satz = eintrag.was.replace("_", " ").capitalize()
    wer = namen.get(eintrag.wer_id, "nicht mehr bekannt") if eintrag.wer_id else ""
    bemerkung = daten.get("bemerkung")
    return Ereignis(eintrag.nr, thema(eintrag.was), eintrag.zeit, satz, wer, bemerkung or "", eintrag.hash)


def _angelegt(daten: dict[str, Any], _ablauf: Workflow | None) -> str:
    return f"Als {daten.get('art', 'Vorlage')} angelegt"


def _geaendert(daten: dict[str, Any], _ablauf: Workflow | None) -> str:
    titel = dict.fromkeys(FELDTITEL.get(name, name) for name in daten.get("felder", ()))
    return f"Bearbeitet: {', '.join(titel)}" if titel else "Gespeichert, ohne den Text zu ändern"


def _schritt(daten: dict[str, Any], ablauf: Workflow | None) -> str:
    name = daten["schritt"]
    schritt = ablauf.schritt(name, daten["von"]) if ablauf else None
    satz = GESCHEHEN.get(name) or f"„{schritt.aufschrift if schritt else name}“"
    mitzeichnung = daten.get("mitzeichnung")
    if mitzeichnung and mitzeichnung.get("aemter"):
        satz += f" ({', '.join(mitzeichnung['aemter'])})"
    if mitzeichnung and mitzeichnung.get("gilt_weiter"):
        satz += f"; weiter gilt die Unterschrift von: {', '.join(mitzeichnung['gilt_weiter'])}"
    if daten.get("nummer"):
        satz += f", Nummer {daten['nummer']}"
    return satz


def _mitgezeichnet(daten: dict[str, Any], _ablauf: Workflow | None) -> str:
    if daten.get("stillschweigend"):
        return f"{daten['amt']} hat bis zum Ablauf der Frist geschwiegen; das gilt als Zustimmung"
    vertretung = " in Vertretung" if daten.get("in_vertretung") else ""
    return f"{daten['amt']} hat Fassung {daten['fassung']}{vertretung} mitgezeichnet: {Votum(daten['votum']).titel}"


def _zurueckgenommen(daten: dict[str, Any], _ablauf: Workflow | None) -> str:
    return f"{daten['amt']} hat die Mitzeichnung der Fassung {daten['fassung']} zurückgenommen"


def _gebeten(daten: dict[str, Any], _ablauf: Workflow | None) -> str:
    return f"Um Mitzeichnung gebeten ({daten['gruppe']}. Gruppe): {', '.join(daten['aemter'])}"


def _auf_tagesordnung(daten: dict[str, Any], _ablauf: Workflow | None) -> str:
    wie = AUFNAHME.get(daten.get("aufnahme", ""), "")
    if daten.get("wieder"):
        return f"In derselben Sitzung wieder auf die Tagesordnung gesetzt: {daten['gremium']}, {daten['top']}"
    return f"Auf die Tagesordnung gesetzt{wie}: {daten['gremium']}, {daten['top']}"


def _frist_verschoben(daten: dict[str, Any], _ablauf: Workflow | None) -> str:
    bisher, neu = (datum_text(date.fromisoformat(daten[name])) for name in ("bisher", "neu"))
    return f"Frist „{daten['frist']}“ verschoben von {bisher} auf {neu}: {daten['anlass']}"


def _verlegt(daten: dict[str, Any], _ablauf: Workflow | None) -> str:
    von, nach = (datum_text(date.fromisoformat(daten[name])) for name in ("von", "nach"))
    return f"{daten['gremium']}: Sitzung vom {von} auf den {nach} verlegt"


def _punkt_geaendert(daten: dict[str, Any], _ablauf: Workflow | None) -> str:
    liste = f", Liste {daten['en_bloc']} für gemeinsame Abstimmung" if daten.get("en_bloc") else ""
    return f"{daten['gremium']}, {daten['top']}: Tagesordnungspunkt geändert („{daten['titel']}“{liste})"


def _ergebnis(daten: dict[str, Any], _ablauf: Workflow | None) -> str:
    gremien = " und ".join(daten.get("gremien", ()))
    bisher = daten.get("bisher")
    satz = f"{gremien} ({daten['top']}): {_wie(daten)}"
    if daten.get("verwiesen_an"):
        satz += f" an {', '.join(daten['verwiesen_an'])}"
    return f"{satz}; vorher eingetragen: {_wie(bisher)}" if bisher else satz


def _wie(daten: dict[str, Any]) -> str:
    ausgang, ergebnis = daten.get("ausgang"), daten.get("ergebnis")
    wort = Ausgang(ausgang).titel if ausgang else "Ausgang offen"
    return f"„{ergebnis}“, {wort}" if ergebnis and ergebnis != wort else wort


def _dokument(daten: dict[str, Any], _ablauf: Workflow | None) -> str:
    return f"Word-Datei der Fassung {daten['fassung']} erzeugt"


def _anlage_hinzugefuegt(daten: dict[str, Any], _ablauf: Workflow | None) -> str:
    return f"Anlage „{daten['name']}“ hinzugefügt"


def _anlage_geaendert(daten: dict[str, Any], _ablauf: Workflow | None) -> str:
    umbenannt = f"umbenannt in „{daten['name']}“, " if daten["vorher"] != daten["name"] else ""
    return f"Anlage „{daten['vorher']}“ {umbenannt}jetzt {'öffentlich' if daten['oeffentlich'] else 'nichtöffentlich'}"


def _anlage_entfernt(daten: dict[str, Any], _ablauf: Workflow | None) -> str:
    return f"Anlage „{daten['name']}“ entfernt"


def _veroeffentlicht(daten: dict[str, Any], _ablauf: Workflow | None) -> str:
    wie = "Erneut veröffentlicht" if daten.get("erneut") else "Veröffentlicht"
    return f"{wie}: Anlage „{daten['name']}“" if daten.get("anlage") else wie


def _veroeffentlichung_geplant(daten: dict[str, Any], _ablauf: Workflow | None) -> str:
    if daten["neu"] is None:
        return "Veröffentlichung richtet sich wieder nach der Regel der Stadt"
    return f"Veröffentlichung geplant für {zeitpunkt(datetime.fromisoformat(daten['neu']))}"


def _veroeffentlichung_zurueckgenommen(daten: dict[str, Any], _ablauf: Workflow | None) -> str:
    wovon = f" der Anlage „{daten['name']}“" if daten.get("anlage") else ""
    return f"Veröffentlichung{wovon} zurückgenommen"


_SAETZE: dict[str, Callable[[dict[str, Any], Workflow | None], str]] = {
    "angelegt": _angelegt,
    "geaendert": _geaendert,
    "schritt": _schritt,
    "mitgezeichnet": _mitgezeichnet,
    "mitzeichnung_zurueckgenommen": _zurueckgenommen,
    "um_mitzeichnung_gebeten": _gebeten,
    "auf_tagesordnung": _auf_tagesordnung,
    "frist_verschoben": _frist_verschoben,
    "von_tagesordnung": lambda daten, _: f"Von der Tagesordnung genommen: {daten['gremium']}, {daten['top']}",
    "top_verschoben": lambda daten, _: f"{daten['gremium']}: jetzt {daten['top']} statt {daten['von']}",
    "top_geaendert": _punkt_geaendert,
    "tagesordnung_festgestellt": lambda daten, _: (
        f"{daten['gremium']}: Tagesordnung festgestellt, Fassung {daten['fassung']}, {daten['top']}"
    ),
    "tagesordnung_geoeffnet": lambda daten, _: f"{daten['gremium']}: Tagesordnung wieder geöffnet, {daten['top']}",
    "sitzung_verlegt": _verlegt,
    "sitzung_abgesagt": lambda daten, _: f"{daten['gremium']}: Sitzung abgesagt",
    "ergebnis": _ergebnis,
    "beratungsfolge": lambda daten, _: folgenverlauf.satz(daten["vorher"], daten["nachher"]),
    "verweisung_benannt": lambda daten, _: f"{daten['gremium']} hat verwiesen an: {', '.join(daten['verwiesen_an'])}",
    "dokument": _dokument,
    "aufgenommen": lambda daten, _: f"Aus der Falldatei {daten['datei']} übernommen",
    "neu_aufgenommen": lambda daten, _: f"Aus der geänderten Falldatei {daten['datei']} neu übernommen",
    "eingefuehrt": lambda daten, _: f"Eingeführt aus {daten['quelle']}",
    "neu_eingefuehrt": lambda daten, _: f"Änderung eingeführt aus {daten['quelle']}",
    "anlage_hinzugefuegt": _anlage_hinzugefuegt,
    "anlage_geaendert": _anlage_geaendert,
    "anlage_entfernt": _anlage_entfernt,
    "veroeffentlicht": _veroeffentlicht,
    "veroeffentlichung_geplant": _veroeffentlichung_geplant,
    "veroeffentlichung_zurueckgenommen": _veroeffentlichung_zurueckgenommen,
}
