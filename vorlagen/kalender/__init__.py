"""Fristen: legal holidays, periods, notice of meetings, instants. Knows no Flask, no SQL, no clock."""

from vorlagen.kalender.augenblicke import BERLIN, augenblick, erinnerungszeit, tagesende
from vorlagen.kalender.feiertage import FEIERTAGE_STAND, LAENDER, Kalender
from vorlagen.kalender.fristen import Ergebnis, abgabefrist, rechne, werktagsfrist
from vorlagen.kalender.ladung import Einheit, Kanal, Ladung, ladung
from vorlagen.kalender.texte import Wochentag, datum_text
from vorlagen.kalender.voreinstellungen import VOREINSTELLUNGEN, Voreinstellung

__all__ = [
    "BERLIN",
    "FEIERTAGE_STAND",
    "LAENDER",
    "VOREINSTELLUNGEN",
    "Einheit",
    "Ergebnis",
    "Kalender",
    "Kanal",
    "Ladung",
    "Voreinstellung",
    "Wochentag",
    "abgabefrist",
    "augenblick",
    "datum_text",
    "erinnerungszeit",
    "ladung",
    "rechne",
    "tagesende",
    "werktagsfrist",
]
