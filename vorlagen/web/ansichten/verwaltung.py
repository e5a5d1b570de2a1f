"""The start page of the Verwaltung: where everything is set, in groups, and what is to be looked at first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vorlagen.services.verwaltungslage import Sache


@dataclass(frozen=True, slots=True)
class Weg:
    """A page of the Verwaltung and what is done there, in one sentence."""

    titel: str
    endpunkt: str
    satz: str


@dataclass(frozen=True, slots=True)
class Gruppe:
    """Pages that belong together."""

    titel: str
    wege: tuple[Weg, ...]


GRUPPEN: Final = (
    Gruppe(
        "Kommune",
        (
            Weg("Angaben zur Körperschaft", "stadtangaben.zeige", "Name, Adresse, Logo, Impressum und Datenschutz."),
            Weg("Ämter", "gliederung.aemter", "Anlegen, umbenennen, außer Dienst stellen."),
        ),
    ),
    Gruppe(
        "Personen und Rollen",
        (
            Weg("Personen", "personen.zeige", "Wer hier arbeitet, mit welchen Rollen, und der Zugang."),
            Weg("Was die Rollen bedeuten", "personen.katalog", "Was jede Rolle sieht und darf."),
            Weg("Vertretungen", "vertretungen.zeige", "Wer in der Mitzeichnung für wen zeichnet."),
            Weg("Anmeldung", "anmelderegel.zeige", "Welche Rollen einen zweiten Faktor brauchen."),
        ),
    ),
    Gruppe(
        "Gremien und Sitzungen",
        (
            Weg("Gremien", "gliederung.gremien", "Anlegen, umbenennen, außer Dienst stellen."),
            Weg("Sitzungen", "sitzungen.liste", "Termine, Reihen und Tagesordnungen."),
        ),
    ),
    Gruppe(
        "Vorlagearten und Abläufe",
        (
            Weg("Vorlagearten und Nummern", "vorlagearten.zeige", "Welche Arten es gibt und wie sie zählen."),
            Weg("Abläufe", "uebersichten.ablaeufe", "Wer wann was darf, Schritt für Schritt."),
        ),
    ),
    Gruppe(
        "Fristen",
        (Weg("Fristregeln", "fristregeln.zeige", "Ladung und Abgabe je Gremium, bestätigen und proben."),),
    ),
    Gruppe(
        "Vokabulare",
        (Weg("Bezeichnungen", "bezeichnungen.zeige", "Welchen Ausgang gedruckte Ergebnisse bedeuten."),),
    ),
    Gruppe(
        "Schablonen",
        (Weg("Word-Schablonen", "schablonen.zeige", "Womit gedruckt wird; eigene hochladen und freigeben."),),
    ),
    Gruppe(
        "Veröffentlichung",
        (
            Weg("Wann veröffentlicht wird", "veroeffentlichung.zeige_regel", "Mit der Freigabe oder später."),
            Weg("OParl", "oparlangaben.zeige", "Was Portale lesen, und unter welcher Lizenz."),
        ),
    ),
    Gruppe(
        "Anbindung",
        (
            Weg("Webhooks", "webhooks.zeige", "Andere Systeme erfahren, was sich ändert."),
            Weg("Einfuhr", "einfuhr.zeige", "Ein anderes Ratsinformationssystem übernehmen."),
            Weg("Falldateien", "falldateien.zeige", "Vorlagen aus Dateien aufnehmen."),
        ),
    ),
    Gruppe(
        "Nachweise",
        (
            Weg("Protokoll", "protokoll.zeige", "Wer Rollen, Zugänge und Einstellungen geändert hat."),
            Weg("Wie die Vorlagen vorankommen", "leitung.zeige", "Stationen und Dauern je Amt, ohne Personen."),
            Weg("Lesungen", "lesungen.zeige", "Wer Nichtöffentliches gelesen hat."),
            Weg("Tagesköpfe", "tageskoepfe.zeige", "Der Verlauf, Tag für Tag abgeschlossen."),
        ),
    ),
)

ZIELE: Final = {
    Sache.ABLAUF: "uebersichten.ablaeufe",
    Sache.VORLAGEART: "vorlagearten.zeige",
    Sache.FRISTREGEL: "fristregeln.zeige",
    Sache.DOKUMENT: "schablonen.zeige",
    Sache.WEBHOOK: "webhooks.zeige",
    Sache.ANGABE: "stadtangaben.zeige",
    Sache.ZUORDNUNG: "einfuhr.zeige",
}
"""Where each thing that is to be looked at is set right."""
