"""Case files that a program sends together."""

from __future__ import annotations

from vorlagen.web.schemas.blatt import Augenblick, Auswahl, Formblatt, Liste, Teil, Text, Zahl
from vorlagen.web.schemas.schablone import Schablonendatei
from vorlagen.web.schemas.stamm import Links
from vorlagen.web.schemas.stammfelder import LANG


class FallstapelNeu(Formblatt):
    """The parts of a multipart form: one case file, or a zip package of many."""

    datei = Schablonendatei(required=True)


class FalldateiAus(Formblatt):
    """One file, what would become of it or what became of it, and why."""

    name = Text(300, required=True)
    befund = Auswahl(["neu", "geaendert", "unveraendert", "abgelehnt"], required=True)
    felder = Liste(Text(LANG), required=True, metadata={"description": "was anders ist als bisher"})
    unbekannt = Liste(Text(LANG), required=True, metadata={"description": "unbekannte Schlüssel, aufbewahrt"})
    saetze = Liste(Text(LANG), required=True, metadata={"description": "warum die Datei abgelehnt ist"})


class FallstapelAus(Formblatt):
    """All files that came together."""

    id = Text(32, required=True)
    geschickt = Augenblick(required=True)
    zustand = Auswahl(["geprueft", "laeuft", "fertig"], required=True)
    hinweise = Liste(Text(LANG), required=True)
    aufzunehmen = Zahl(0, required=True, metadata={"description": "so viele Dateien stehen noch aus"})
    dateien = Liste(Teil(FalldateiAus), required=True)
    links = Teil(Links, required=True)
