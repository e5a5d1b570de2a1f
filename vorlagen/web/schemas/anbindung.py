"""Connecting with another council information system: what the town gives out, what it takes over, what is asked."""

from __future__ import annotations

from typing import Final

from vorlagen.services.oparl.angaben import LAENGEN
from vorlagen.web.schemas.blatt import Augenblick, Auswahl, Formblatt, JaNein, Liste, Tag, Teil, Text, Zahl
from vorlagen.web.schemas.stamm import Kurz, Links
from vorlagen.web.schemas.stammfelder import LANG
from vorlagen.workflow.begriffe import Ausgang

VERSION: Final = {"description": "gesehene version der Körperschaft; gilt eine andere, kommt 409"}
LIZENZ: Final = {
    "description": "Adresse oder Kurzname; leer: keine Herausgabe",
    "examples": ["dl-de/zero-2-0"],
}


class WahlperiodeEin(Formblatt):
    """A legislative term."""

    name = Text(200, required=True, noetig=True, metadata={"examples": ["Wahlperiode 2025–2030"]})
    von = Tag(required=True)
    bis = Tag(allow_none=True, metadata={"description": "null: sie läuft noch"})


class HerausgabeAenderung(Formblatt):
    """What the town says as publisher; what is missing stays."""

    lizenz = Text(LAENGEN["lizenz"], metadata=LIZENZ)
    kontakt = Text(LAENGEN["kontakt"])
    mail = Text(LAENGEN["mail"])
    webseite = Text(LAENGEN["webseite"])
    klasse = Text(LAENGEN["klasse"], metadata={"examples": ["Stadt"]})
    ags = Text(LAENGEN["ags"], metadata={"description": "acht Ziffern oder leer"})
    rgs = Text(LAENGEN["rgs"], metadata={"description": "zwölf Ziffern oder leer"})
    wahlperioden = Liste(Teil(WahlperiodeEin), hoechstens=50)
    version = Zahl(1, required=True, metadata=VERSION)


class HerausgabeAus(HerausgabeAenderung):
    """The same as it is now, and whether the town gives anything out."""

    gibt_heraus = JaNein(required=True)
    lizenz_seit = Augenblick(required=True, allow_none=True)
    links = Teil(Links, required=True)


class EinfuhrEin(Formblatt):
    """From where to take over."""

    url = Text(300, required=True, noetig=True, metadata={"examples": ["https://ris.example/oparl/system"]})
    seit_zuletzt = JaNein(metadata={"description": "nur, was sich seit dem letzten vollständigen Lauf geändert hat"})
    mit_dateien = JaNein(metadata={"description": "auch die Dateien selbst"})


class BefundAus(Formblatt):
    """One kind of fault that a run met."""

    satz = Text(LANG, required=True)
    anzahl = Zahl(0, required=True)
    beispiele = Liste(Text(LANG), required=True)
    bricht_ab = JaNein(required=True, metadata={"description": "deswegen kann etwas fehlen"})


class LaufzaehlerAus(Formblatt):
    """What a run did with one kind of objects."""

    was = Text(80, required=True)
    neu = Zahl(0, required=True)
    geaendert = Zahl(0, required=True)
    unveraendert = Zahl(0, required=True)
    entfernt = Zahl(0, required=True)


class EinfuhrAus(Formblatt):
    """A run, also while it is under way."""

    id = Text(32, required=True)
    quelle = Text(300, required=True)
    zustand = Auswahl(["wartet", "laeuft", "vollstaendig", "unvollstaendig", "abgebrochen"], required=True)
    begonnen = Augenblick(required=True)
    beendet = Augenblick(required=True, allow_none=True)
    seiten = Zahl(0, required=True, metadata={"description": "bisher gelesene Seiten"})
    zaehler = Liste(Teil(LaufzaehlerAus), required=True)
    befunde = Liste(Teil(BefundAus), required=True)
    links = Teil(Links, required=True)


class Einfuhrliste(Formblatt):
    """The latest runs, newest first."""

    data = Liste(Teil(EinfuhrAus), required=True)
    links = Teil(Links, required=True)


class FremdpunktAus(Formblatt):
    """Where the other system has the paper on an agenda, and what it says came of it."""

    sitzung = Text(32, required=True)
    gremium = Teil(Kurz, required=True)
    beginn = Augenblick(required=True)
    top = Text(60, required=True, metadata={"description": "Nummer des Punkts dort"})
    ergebnis = Text(300, required=True, allow_none=True)


class ZuordnungAus(Formblatt):
    """A question: a paper of ours stands on a foreign agenda, and it is not certain what is meant."""

    id = Text(32, required=True)
    quelle = Text(300, required=True)
    grund = Text(LANG, required=True, metadata={"description": "warum es nicht sicher ist"})
    vorlage = Text(32, required=True)
    nummer = Text(200, required=True, allow_none=True)
    punkt = Teil(FremdpunktAus, required=True, allow_none=True)
    stationen = Liste(Text(32), required=True, metadata={"description": "Kennungen der Stationen, die es sein können"})


class Zuordnungsliste(Formblatt):
    """All open questions about the bodies that the token's person looks after, oldest first."""

    data = Liste(Teil(ZuordnungAus), hoechstens=100_000, required=True)
    links = Teil(Links, required=True)


class EntscheidungEin(Formblatt):
    """Which stage is meant and what its result means; `station` null: none of ours."""

    station = Text(32, required=True, allow_none=True)
    ausgang = Auswahl(list(Ausgang), allow_none=True, metadata={"description": "was wirklich geschah"})
