"""Where a meeting stands on its way from the first item to the minutes, and whether all is in time and complete."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from flask import url_for

from vorlagen.kalender import ladungsregel as lies_ladungsregel
from vorlagen.models import Frist, Sitzung
from vorlagen.services.sitzungspruefung import Pruefpunkt
from vorlagen.web.worte import abgabewort, groesser, ladungsregel, tag, uhrzeit


@dataclass(frozen=True, slots=True)
class Etappe:
    """One of the four parts of the work: `stand` as in a timeline, `links` (words, address) say what is to be done."""

    titel: str
    stand: str
    satz: str
    links: Sequence[tuple[str, str]] = ()
    bis: date | None = None


@dataclass(frozen=True, slots=True)
class Befund:
    """One finding with the place to mend it."""

    satz: str
    stufe: str
    wort: str
    ziel: str


@dataclass(frozen=True, slots=True)
class Pruefgruppe:
    """What belongs together on the check list, with the rule it is held against; without findings it is in order."""

    titel: str
    regel: str
    befunde: Sequence[Befund]


_GRUPPEN: Final = (
    ("Ladung", ("ladung", "sitzung")),
    ("Abgabe der Vorlagen", ("abgabe",)),
    ("Beratungsfolge", ("folge",)),
)


def etappen(sitzung: Sitzung, ladung: Frist | None, *, offen: int, jetzt: datetime) -> Sequence[Etappe]:
    """Vorbereiten, Einladen, Durchführen, Nachbereiten; `offen` items have no result yet. Empty once cancelled."""
    if sitzung.status == "abgesagt":
        return ()
    eingeladen, gehalten = sitzung.status != "geplant", sitzung.status == "durchgefuehrt"
    begonnen = sitzung.beginn <= jetzt
    fertig = [
        eingeladen or sitzung.steht_seit is not None or begonnen,
        eingeladen or begonnen,
        gehalten or (begonnen and not offen),
        gehalten and sitzung.niederschrift_frei is not None and not offen,
    ]
    naechste = fertig.index(False) if False in fertig else None
    staende = ["erledigt" if ja else "aktuell" if nr == naechste else "offen" for nr, ja in enumerate(fertig)]
    fehlt = offen if begonnen else 0
    teile = (_vorbereiten(sitzung, ladung), _einladen(ladung), _durchfuehren(sitzung, fehlt), _nachbereiten(sitzung))
    namen = ("Vorbereiten", "Einladen", "Durchführen", "Nachbereiten")
    return [
        Etappe(name, stand, satz, links if stand != "offen" else links[:1], bis if stand == "aktuell" else None)
        for name, stand, (satz, links, bis) in zip(namen, staende, teile, strict=True)
    ]


def pruefliste(sitzung: Sitzung, punkte: Sequence[Pruefpunkt]) -> Sequence[Pruefgruppe]:
    """Every check of a meeting that is still to come, also those without a finding; empty for others."""
    if sitzung.status not in ("geplant", "eingeladen"):
        return ()
    laut = lies_ladungsregel(sitzung.gremium.ladung).laut
    regeln = {
        "Ladung": ", ".join(teil for teil in (ladungsregel(sitzung.gremium.ladung), laut) if teil),
        "Abgabe der Vorlagen": f"{abgabewort(sitzung.gremium)} vorher",
    }
    bekannte = {anfang for _, anfaenge in _GRUPPEN for anfang in anfaenge}
    gruppen = [
        Pruefgruppe(titel, regeln.get(titel) or "", [_befund(sitzung, p) for p in punkte if _anfang(p) in anfaenge])
        for titel, anfaenge in _GRUPPEN
    ]
    rest = [_befund(sitzung, punkt) for punkt in punkte if _anfang(punkt) not in bekannte]
    return [*gruppen, Pruefgruppe("Vollständigkeit", "", rest)]


_Teil = tuple[str, Sequence[tuple[str, str]], date | None]


def _vorbereiten(sitzung: Sitzung, ladung: Frist | None) -> _Teil:
    punkte = sum(top.abgesetzt is None for top in sitzung.tops)
    satz = f"{groesser(punkte, 'Punkt', 'Punkte') if punkte else 'Noch kein Punkt'} auf der Tagesordnung"
    links = [("Vorlagen aufnehmen", "#kandidaten"), ("Prüfen", "#pruefliste")]
    return satz, links, ladung.faellig_am if ladung else None


def _einladen(ladung: Frist | None) -> _Teil:
    if ladung is not None and ladung.zustand != "offen":
        versandt = ladung.abgesandt or ladung.erledigt
        return f"Versandt am {tag(versandt)}" if versandt else "Erledigt", (), None
    return "Einladung versenden", [("Einladung", "#einladung")], ladung.faellig_am if ladung else None


def _durchfuehren(sitzung: Sitzung, offen: int) -> _Teil:
    links = [
        ("Anwesenheit", url_for("anwesenheit.zeige", sitzung_id=sitzung.id)),
        ("Ergebnisse eintragen", url_for("ergebnisliste.zeige", sitzung_id=sitzung.id)),
    ]
    fehlt = f"; noch ohne Ergebnis: {groesser(offen, 'Punkt', 'Punkte')}" if offen else ""
    return f"{tag(sitzung.beginn)}, {uhrzeit(sitzung.beginn)}{fehlt}", links, None


def _nachbereiten(sitzung: Sitzung) -> _Teil:
    satz = "Niederschrift freigegeben" if sitzung.niederschrift_frei else "Niederschrift und Auszüge"
    return satz, [("Niederschrift und Auszüge", url_for("niederschrift.zeige", sitzung_id=sitzung.id))], None


def _anfang(punkt: Pruefpunkt) -> str:
    return punkt.code.partition(".")[0]


def _befund(sitzung: Sitzung, punkt: Pruefpunkt) -> Befund:
    return Befund(punkt.satz, punkt.stufe, *next(_abhilfe(sitzung, punkt)))


def _abhilfe(sitzung: Sitzung, punkt: Pruefpunkt) -> Iterator[tuple[str, str]]:
    """Where the finding is mended, in words and as an address."""
    if punkt.top_id is not None:
        yield "Punkt bearbeiten", url_for("punkte.zeige", sitzung_id=sitzung.id, top_id=punkt.top_id)
    if punkt.vorlage_id is not None and _anfang(punkt) == "folge":
        yield "Beratungsfolge ändern", url_for("folge.zeige", vorlage_id=punkt.vorlage_id)
    if punkt.vorlage_id is not None:
        yield "Vorlage ansehen", url_for("vorlage.zeige", vorlage_id=punkt.vorlage_id)
    if punkt.code == "ladung.erneut":
        yield "Einladung", "#einladung"
    if punkt.code == "tagesordnung.leer":
        yield "Vorlagen aufnehmen", "#kandidaten"
    if _anfang(punkt) == "ergebnis":
        yield "Ergebnisse ansehen", url_for("ergebnisliste.zeige", sitzung_id=sitzung.id)
    yield "Sitzung verlegen", url_for("sitzungslauf.verlegen", sitzung_id=sitzung.id)
