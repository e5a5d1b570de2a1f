"""Fristen: legal holidays, periods, notice of meetings, instants, plans. Knows no Flask, no SQL, no clock."""

from vorlagen.kalender.augenblicke import BERLIN, augenblick, erinnerungszeit, tagesende
from vorlagen.kalender.etappen import Etappe, Halt, Plan, Sitzungstermin, Vorgaenger
from vorlagen.kalender.feiertage import FEIERTAGE_STAND, JAHRE, LAENDER, Kalender
from vorlagen.kalender.fristen import Ergebnis, abgabefrist, rechne, werktagsfrist
from vorlagen.kalender.ladung import Ladung, berechne, ladung
from vorlagen.kalender.planung import Weg
from vorlagen.kalender.planworte import haltgruende, kette
from vorlagen.kalender.regeln import (
    Abgaberegel,
    Bezug,
    Einheit,
    Kanal,
    Ladungsregel,
    Verkuerzung,
    Zugangsruhe,
)
from vorlagen.kalender.regelwerte import abgaberegel, als_werte, ladungsregel, uhrzeit_aus
from vorlagen.kalender.regelworte import abgabespalten, ladungswerte
from vorlagen.kalender.texte import Wochentag, anzahl_text, datum_text
from vorlagen.kalender.voreinstellungen import ORTSBEISPIELE, VOREINSTELLUNGEN, Voreinstellung, voreinstellung
from vorlagen.kalender.widerspruch import Spielraum, widerspruch_bis, zweite_abstimmung
from vorlagen.kalender.zugang import Befund, Zugang, pruefe_zugang, zugang

__all__ = [
    "BERLIN",
    "FEIERTAGE_STAND",
    "JAHRE",
    "LAENDER",
    "ORTSBEISPIELE",
    "VOREINSTELLUNGEN",
    "Abgaberegel",
    "Befund",
    "Bezug",
    "Einheit",
    "Ergebnis",
    "Etappe",
    "Halt",
    "Kalender",
    "Kanal",
    "Ladung",
    "Ladungsregel",
    "Plan",
    "Sitzungstermin",
    "Spielraum",
    "Verkuerzung",
    "Voreinstellung",
    "Vorgaenger",
    "Weg",
    "Wochentag",
    "Zugang",
    "Zugangsruhe",
    "abgabefrist",
    "abgaberegel",
    "abgabespalten",
    "als_werte",
    "anzahl_text",
    "augenblick",
    "berechne",
    "datum_text",
    "erinnerungszeit",
    "haltgruende",
    "kette",
    "ladung",
    "ladungsregel",
    "ladungswerte",
    "pruefe_zugang",
    "rechne",
    "tagesende",
    "uhrzeit_aus",
    "voreinstellung",
    "werktagsfrist",
    "widerspruch_bis",
    "zugang",
    "zweite_abstimmung",
]
