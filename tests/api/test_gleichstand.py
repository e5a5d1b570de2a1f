"""What a person can do in a form, a program with their rights can do: each form has its way in the API, or a reason."""

from __future__ import annotations

import re
from typing import Final

from flask import Flask

SELBST: Final = "das eigene Konto: Passwort, zweiten Faktor, Anmeldungen und Token setzt nur, wer davor sitzt"
ANMELDUNG: Final = "die Anmeldung im Browser; ein Programm hat ein Token"
BETREUUNG: Final = "die Installation wird auf dem Rechner selbst oder im Browser betreut, nie mit einem Token"
FORMULAR: Final = "was jemand tippt und nicht speichert, gehört niemandem sonst; ein Programm speichert gleich"
VORSCHAU: Final = "zeigt nur, was geschähe; ein Programm liest es in der Antwort"
WEGE: Final = {
    "abmelden": ANMELDUNG,
    "anmelden": ANMELDUNG,
    "anmelden/code": ANMELDUNG,
    "anmelden/verzeichnis/absenden": ANMELDUNG,
    "anmelden/verzeichnis/abmeldung": ANMELDUNG,
    "passwort-vergessen": ANMELDUNG,
    "passwort/*": ANMELDUNG,
    "konto/anmeldung/bleiben": ANMELDUNG,
    "konto/anmeldungen/*/beenden": SELBST,
    "konto/kurztasten": SELBST,
    "konto/passwort": SELBST,
    "konto/ueberall-abmelden": SELBST,
    "konto/zugang": SELBST,
    "konto/zugang/*/widerrufen": SELBST,
    "konto/zweiter-faktor/aus": SELBST,
    "konto/zweiter-faktor/bestaetigung": SELBST,
    "konto/zweiter-faktor/einrichtung": SELBST,
    "konto/zweiter-faktor/ersatzcodes": SELBST,
    "verwaltung/anmeldung": "wer sich wie ausweist, ändert kein Programm, das selbst nur ein Token hat",
    "verwaltung/einfuhr": "POST einfuhren",
    "verwaltung/einfuhr/*/abbruch": "POST einfuhren/*/abbruch",
    "verwaltung/falldateien": "POST fallstapel",
    "verwaltung/falldateien/*/aufnahme": "POST fallstapel/*/aufnahme",
    "verwaltung/falldateien/*/loeschen": "DELETE fallstapel/*",
    "zuordnen/*": "POST zuordnungen/*/entscheidung",
    "verwaltung/oparl": "PATCH koerperschaft/oparl",
    "verwaltung/webhooks": "POST webhooks",
    "verwaltung/webhooks/*": "PATCH webhooks/*",
    "verwaltung/webhooks/*/geheimnis": "POST webhooks/*/geheimnis",
    "verwaltung/webhooks/*/loeschen": "DELETE webhooks/*",
    "verwaltung/webhooks/*/probe": "POST webhooks/*/probe",
    "verwaltung/webhooks/*/sendungen/*": "POST webhooks/*/sendungen/*/erneut",
    "installation": BETREUUNG,
    "installation/*/sperre": BETREUUNG,
    "auftraege/*": "PATCH auftraege/*",
    "auftraege/sammlung": "PATCH auftraege/*",
    "auftraege/liste": "POST auftraege/beschlusskontrolle",
    "gremien/*": "POST gremien/*/besetzung",
    "gremien/*/fristen": "POST gremien/*/fristen",
    "konto/abwesenheit": "POST abwesenheiten",
    "konto/abwesenheit/*/beenden": "DELETE vertretungen/*",
    "pflichten/*": "POST pflichten/*/erledigung",
    "sitzungen/*/absagen": "POST sitzungen/*/absage",
    "sitzungen/*/anwesenheit": "POST sitzungen/*/anwesenheit",
    "sitzungen/*/einladung": "POST sitzungen/*/einladung",
    "sitzungen/*/en-bloc": "POST sitzungen/*/en-bloc",
    "sitzungen/auswahl": VORSCHAU,
    "sitzungen/*/auswahl": VORSCHAU,
    "sitzungen/*/aufnahme": "POST sitzungen/*/punkte",
    "sitzungen/*/ergebnisse": "POST sitzungen/*/ergebnisse",
    "sitzungen/*/feststellung": "POST sitzungen/*/feststellung",
    "sitzungen/*/nachtrag": "POST sitzungen/*/tagesordnung",
    "sitzungen/*/niederschrift": "POST sitzungen/*/abschluss",
    "sitzungen/*/niederschrift/freigabe": "POST sitzungen/*/niederschrift/freigabe",
    "sitzungen/*/niederschrift/ruecknahme": "POST sitzungen/*/niederschrift/ruecknahme",
    "sitzungen/*/oeffnung": "POST sitzungen/*/oeffnung",
    "sitzungen/*/punkte": "POST sitzungen/*/tagesordnung",
    "sitzungen/*/punkte/*": "PATCH tops/*",
    "sitzungen/*/punkte/*/absetzung": "POST tops/*/absetzung",
    "sitzungen/*/punkte/*/stelle": "POST tops/*/stelle",
    "sitzungen/*/tagesordnung": "POST sitzungen/*/punkte",
    "sitzungen/*/tops/*": "POST sitzungen/*/ergebnisse",
    "sitzungen/*/verlegen": "PATCH sitzungen/*",
    "sitzungen/neu": "POST sitzungen",
    "sitzungen/reihe": "POST sitzungen/reihe",
    "vertretungen": "POST vertretungen",
    "vertretungen/*/beenden": "DELETE vertretungen/*",
    "verwaltung/aemter": "POST aemter",
    "verwaltung/aemter/*": "PATCH aemter/*",
    "verwaltung/fristregeln": "POST fristregeln/bestaetigung",
    "verwaltung/bezeichnungen": "POST bezeichnungen",
    "verwaltung/bezeichnungen/*/ende": "POST bezeichnungen/*/ende",
    "verwaltung/bezeichnungen/*/streichung": "DELETE bezeichnungen/*",
    "verwaltung/gremien": "POST gremien",
    "verwaltung/gremien/*": "PATCH gremien/*",
    "verwaltung/koerperschaft": "PATCH koerperschaft",
    "verwaltung/personen/*": "PATCH personen/*",
    "verwaltung/personen/*/abwesenheit": "POST abwesenheiten",
    "verwaltung/personen/*/loeschung": "POST personen/*/loeschung",
    "verwaltung/personen/*/rollen": "PATCH personen/*",
    "verwaltung/personen/*/rollen/*/nehmen": "PATCH personen/*",
    "verwaltung/personen/*/zugang/abmeldung": "POST personen/*/abmeldung",
    "verwaltung/personen/*/zugang/einladung": "POST personen/*/einladung",
    "verwaltung/personen/*/zugang/entsperrung": "POST personen/*/entsperrung",
    "verwaltung/personen/*/zugang/sperre": "POST personen/*/sperre",
    "verwaltung/personen/*/zugang/zweiter-faktor": "POST personen/*/faktor-ruecksetzung",
    "verwaltung/personen/neu": "POST personen",
    "verwaltung/schablonen/*": "POST schablonen/*/fassungen",
    "verwaltung/schablonen/*/ruecknahme": "POST schablonen/*/ruecknahme",
    "verwaltung/schablonen/fassungen/*/freigabe": "POST schablonenfassungen/*/freigabe",
    "verwaltung/veroeffentlichung": "PATCH koerperschaft/veroeffentlichung",
    "verwaltung/vorlagearten": "POST vorlagearten",
    "verwaltung/vorlagearten/*": "PATCH vorlagearten/*",
    "verwaltung/vorlagearten/*/nachfolge": "POST vorlagearten/*/nachfolge",
    "vorlagen/*/arbeitskopie": FORMULAR,
    "vorlagen/*/hochladen": "POST vorlagen/*/anlagen",
    "vorlagen/*/zeitplan": "POST planung",
    "vorlagen/neu/zeitplan": "POST planung",
    "vorlagen/einfuegen": FORMULAR,
    "vorlagen/arbeitskopien/*/verwerfen": FORMULAR,
    "vorlagen/neu/arbeitskopie": FORMULAR,
    "vorlagen/*/bearbeiten": "PATCH vorlagen/*",
    "vorlagen/*/word": "POST vorlagen/*/bearbeitungsdatei",
    "vorlagen/*/word/uebernahme": "PATCH vorlagen/*",
    "vorlagen/*/beratungen/*/verweisung": "POST vorlagen/*/beratungen/*/verweisung",
    "vorlagen/*/beratungsfolge": "PATCH vorlagen/*",
    "vorlagen/*/mitzeichnung": "POST vorlagen/*/mitzeichnungen/*",
    "vorlagen/*/mitzeichnung/zuruecknehmen": "POST vorlagen/*/mitzeichnungen/*/ruecknahme",
    "vorlagen/*/schritte": "POST vorlagen/*/schritte",
    "vorlagen/*/veroeffentlichung": "PATCH vorlagen/*/veroeffentlichung",
    "vorlagen/neu": "POST vorlagen",
}
"""Form → way in the API, or why there is none."""


def test_jedes_formular_hat_seinen_weg_in_der_schnittstelle_oder_einen_grund(app: Flask) -> None:
    regeln = [
        (methode, re.sub(r"<[^>]+>", "*", regel.rule))
        for regel in app.url_map.iter_rules()
        for methode in regel.methods or ()
    ]
    formulare = {regel[1:] for methode, regel in regeln if methode == "POST" and not regel.startswith("/api/")}
    api = {f"{methode} {regel.removeprefix('/api/v1/')}" for methode, regel in regeln if regel.startswith("/api/v1/")}
    assert formulare - set(WEGE) == set(), "Was tut ein Programm stattdessen?"
    assert set(WEGE) - formulare == set()
    gruende = {SELBST, ANMELDUNG, BETREUUNG, FORMULAR, VORSCHAU, WEGE["verwaltung/anmeldung"]}
    assert {weg for weg in WEGE.values() if weg not in api} == gruende
