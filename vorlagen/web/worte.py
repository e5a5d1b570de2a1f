"""Words for what the pages show again and again; registered as template filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask import Flask

from vorlagen.extensions import verzeichnis
from vorlagen.fehler import NichtGefunden
from vorlagen.kalender import BERLIN, Bezug, Einheit, abgaberegel, anzahl_text, datum_text
from vorlagen.kalender import ladungsregel as lies_ladungsregel
from vorlagen.models import Gremium
from vorlagen.services import pdfdruck
from vorlagen.web.schrift import fliesstext, fuer_editor, klartext, zeilenweise
from vorlagen.workflow.bausteine import Folge, Schritt
from vorlagen.workflow.begriffe import Rolle, Verknuepfungsart, rolle_titel, rollenname
from vorlagen.workflow.felder import AUSWIRKUNGEN, STAMMFELDER

AUFGABEN = {
    "Mitzeichnung": "Mitzeichnen",
    "Freigabe": "Freigeben",
    "Überarbeitung": "Überarbeiten",
    "Tagesordnung": "Auf die Tagesordnung setzen",
    "Bekanntgabe": "Bekannt geben",
    "Ladung": "Einladung versenden",
}
"""What a deadline of ours asks somebody to do; a town's own deadline is called by its name."""

FELDTITEL = {
    **{feld.name: feld.titel for feld in STAMMFELDER},
    **{f"auswirkung_{art}": titel for art, titel in AUSWIRKUNGEN},
    "art": "Art der Vorlage",
    "federfuehrend": "Federführendes Amt",
    "oeffentlich": "Öffentlichkeit",
    "beratungsfolge": "Beratungsfolge",
    "mitzeichnungen": "Mitzeichnung",
    "mitzeichnung": "Mitzeichnung",
    "auswirkungen": "Auswirkungen",
    "beschlusspunkte": "Beschlusspunkte",
    "beteiligt": "Beteiligte",
    "felder": "Weitere Angaben",
    "anlagen": "Anlagen",
    "verknuepfungen": "Zusammenhang mit anderen Vorlagen",
}

SITZUNGSSTAND = {
    "geplant": ("Geplant", "info"),
    "eingeladen": ("Eingeladen", "erfolg"),
    "durchgefuehrt": ("Durchgeführt", "ruhig"),
    "abgesagt": ("Abgesagt", "gefahr"),
}

_RUHIG = frozenset({"zurueckgezogen", "erledigt"})
_STUFE = {"in_mitzeichnung": "warnung", "in_freigabe": "warnung", "abgelehnt": "gefahr"}


def heute(jetzt: datetime) -> date:
    """The day that it is in Berlin."""
    return jetzt.astimezone(BERLIN).date()


def tag(wert: date | datetime | None) -> str:
    """Di 16.06.2026; an instant is shown as the day it is in Berlin."""
    if isinstance(wert, datetime):
        wert = wert.astimezone(BERLIN).date()
    return datum_text(wert) if wert else ""


def uhrzeit(wert: datetime) -> str:
    """17:00 Uhr in Berlin."""
    return f"{wert.astimezone(BERLIN):%H:%M} Uhr"


def aufgabe(name: str) -> str:
    """What a deadline asks for, as on a button."""
    return AUFGABEN.get(name, name)


def status_stufe(status: str, ablauf: str) -> str:
    """How a status is marked beside its words: quiet, waiting, under way, good or bad end."""
    if status in _STUFE:
        return _STUFE[status]
    try:
        rahmen = verzeichnis.hole(ablauf)
    except NichtGefunden:
        return "ruhig"
    if status == rahmen.beginnt_mit or status in _RUHIG:
        return "ruhig"
    return "erfolg" if status in rahmen.endet_mit else "info"


def stimmen(zahlen: Mapping[str, int | None]) -> str:
    """30 Ja, 0 Nein, 4 Enthaltungen; what is not known is not said, nobody is 0."""
    ja, nein = zahlen.get("ja"), zahlen.get("nein")
    enthaltung, befangen = zahlen.get("enthaltung"), zahlen.get("befangen")
    teile = [
        f"{ja} Ja" if ja is not None else "",
        f"{nein} Nein" if nein is not None else "",
        f"{enthaltung} {'Enthaltung' if enthaltung == 1 else 'Enthaltungen'}" if enthaltung is not None else "",
        f"{befangen} befangen" if befangen is not None else "",
    ]
    return ", ".join(teil for teil in teile if teil)


def groesser(anzahl: int, einzahl: str, mehrzahl: str) -> str:
    """1 Vorlage, 2 Vorlagen, keine Vorlage."""
    return f"{'keine' if anzahl == 0 else anzahl} {einzahl if anzahl in (0, 1) else mehrzahl}"


def ladungsregel(werte: Mapping[str, Any]) -> str:
    """The notice rule of a body in words; what nobody has confirmed says so."""
    satz = ladungssatz(werte)
    return satz if lies_ladungsregel(werte).bestaetigt else f"{satz} (bitte bestätigen)"


def ladungssatz(werte: Mapping[str, Any]) -> str:
    """The notice rule of a body in words."""
    regel = lies_ladungsregel(werte)
    einheit = ("Werktag", "Werktage") if regel.einheit is Einheit.WERKTAGE else ("Tag", "Tage")
    satz = f"{anzahl_text(regel.tage, *einheit)} vorher"
    if regel.bezug is Bezug.ABSENDUNG:
        satz += " ab der Absendung"
    if regel.sitzungstag_zaehlt:
        satz += ", der Sitzungstag zählt mit"
    if regel.anker is not None:
        satz += f", immer an einem {regel.anker.name.title()}"
    fiktion = regel.zugangsfiktion.get(regel.kanal)
    if fiktion:
        satz += f", Zugang gilt nach {anzahl_text(fiktion, 'Tag', 'Tagen')}"
    if regel.dringend:
        satz += f", dringend {regel.dringend.tage}"
    return satz


def abgabewort(gremium: Gremium) -> str:
    """By when papers are handed in: 10 Arbeitstage, 12 Kalendertage bis 12:00 Uhr."""
    regel = abgaberegel(gremium.abgabe, gremium.abgabe_werktage)
    einheit = ("Arbeitstag", "Arbeitstage") if regel.einheit is Einheit.WERKTAGE else ("Kalendertag", "Kalendertage")
    return anzahl_text(regel.tage, *einheit) + (f" bis {regel.uhrzeit:%H:%M} Uhr" if regel.uhrzeit else "")


def verweiswort(art: str) -> str:
    """What this paper does to another, before that one's number."""
    return Verknuepfungsart(art).titel


def gross(text: str) -> str:
    """The beginning of a sentence; the rest keeps its capitals."""
    return text[:1].upper() + text[1:]


def wer_ist_dran(rolle: str, amt: str | None) -> str:
    """On whom a deadline lies: the office that is to sign, else whoever holds the role."""
    if amt and rolle == Rolle.MITZEICHNUNG:
        return amt
    return gross(rolle_titel(rolle))


def folgt(schritt: Schritt) -> Sequence[str]:
    """What happens beside the change of status when a step is taken, in short German sentences."""
    return [folge.art.satz if isinstance(folge, Folge) else folge.satz for folge in schritt.folgen]


def feldtitel(name: str) -> str:
    """What the form calls a field; a procedure's own field has a title of its own there."""
    return FELDTITEL.get(name, "Weitere Angaben")


def richte_ein(app: Flask) -> None:
    """Give templates their words."""
    filter_: tuple[Any, ...] = (
        tag, uhrzeit, aufgabe, status_stufe, stimmen, groesser, folgt, ladungsregel, ladungssatz, abgabewort, gross,
        verweiswort, wer_ist_dran, fliesstext, fuer_editor, klartext, zeilenweise,
    )  # fmt: skip
    for einer in filter_:
        app.jinja_env.filters[einer.__name__] = einer
    app.jinja_env.filters["rollenwort"] = rollenname
    app.jinja_env.globals.update(
        SITZUNGSSTAND=SITZUNGSSTAND,
        pdf_gibt_es=pdfdruck.gibt_es,
        FELDTITEL=FELDTITEL,
        AUSWIRKUNGEN=AUSWIRKUNGEN,
        VERWEISE=[(art.value, art.titel) for art in Verknuepfungsart],
        STAMM={feld.name: feld for feld in STAMMFELDER},
    )
