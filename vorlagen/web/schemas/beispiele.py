"""One example per body that the API takes, by the name of its schema; a test holds that each would be taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

ID: Final = "0197b2f06d3c7d51b7f2f0a4c1e5d9a3"
_ANGENOMMEN: Final = {"ergebnis": "ungeändert beschlossen", "ausgang": "angenommen",
                      "stimmen": {"ja": 30, "nein": 0, "enthaltung": 4, "befangen": None}}  # fmt: skip
_FOLGE: Final = [
    {"gremium": "Haupt- und Finanzausschuss", "art": "Vorberatung"},
    {"gremium": "Rat der Stadt", "art": "Entscheidung"},
]

BEISPIELE: Final[Mapping[str, Mapping[str, Any]]] = {
    "AbschlussEin": {"ende": "2026-06-16T20:15:00+02:00", "vorsitz": "Anna Achtsam", "version": 7},
    "AbwesenheitEin": {"von": "2026-07-06", "bis": "2026-07-17", "durch": ID},
    "AmtAenderung": {"name": "Amt für Digitales"},
    "AmtEin": {"nummer": "10", "name": "Amt für Digitalisierung"},
    "AnlageAenderung": {"name": "Lageplan.pdf", "oeffentlich": True, "stelle": 1},
    "AnlageNeu": {"datei": "(die Datei)", "oeffentlich": True},
    "AnwesenheitEin": {
        "data": [{"name": "Anna Achtsam", "funktion": "vorsitz", "stimmberechtigt": True, "stand": "anwesend"}],
        "version": 5,
    },
    "AuftragAenderung": {"bericht": "Die Ausschreibung läuft.", "wiedervorlage": "2026-09-01", "version": 2},
    "BeschlusskontrolleEin": {"art": "Mitteilungsvorlage", "oeffentlich": True},
    "BesetzungEin": {
        "sitze": [{"name": "Anna Achtsam", "funktion": "vorsitz"}],
        "ordnung": {"beschlussfaehig": "mehr_als_haelfte", "quelle": "§ 49 GO NRW"},
        "version": 3,
    },
    "EinfuhrEin": {"url": "https://ris.stadt.example/oparl/system", "seit_zuletzt": True},
    "EinladungEin": {"abgesandt": "2026-06-05T11:00:00+02:00", "version": 4},
    "EntscheidungEin": {"station": ID, "ausgang": "angenommen"},
    "EnBlocEin": {"liste": "A", **_ANGENOMMEN, "version": 6},
    "ErgebnisEin": {**_ANGENOMMEN, "version": 9},
    "ErgebnisseEin": {"data": [{"top": ID, **_ANGENOMMEN}], "version": 6},
    "FeststellungEin": {"anlass": "Einladung", "version": 3},
    "FristregelnEin": {"ladung": {"tage": 7, "laut": "§ 1 GeschO"}, "abgabe": {"tage": 10, "einheit": "werktage"}},
    "GesehenEin": {"version": 8},
    "GremiumAenderung": {"kuerzel": "HFA"},
    "GremiumEin": {"kuerzel": "DIG", "name": "Ausschuss für Digitales"},
    "GrundEin": {"grund": "Die Beratung in der Fraktion steht noch aus.", "version": 3},
    "HerausgabeAenderung": {"lizenz": "dl-de/zero-2-0", "kontakt": "Gremiendienst", "version": 4},
    "KoerperschaftAenderung": {"untertitel": "Die Bürgermeisterin", "version": 4},
    "LoeschungEin": {"grund": "hat die Stadt verlassen"},
    "PersonAenderung": {"taetigkeit": "zeichnet mit", "rollen": [{"rolle": "mitzeichnung", "amt": ID}]},
    "PersonNeu": {"anmeldename": "erika", "name": "Erika Muster", "mail": "erika@stadt.example", "einladung": True},
    "Planungsfrage": {"richtung": "vorwaerts", "ab": "2026-05-28", "beratungsfolge": _FOLGE},
    "PunktEin": {"beratung": ID},
    "PunkteEin": {"data": [{"titel": "Einwohnerfragen", "oeffentlich": True}, {"beratung": ID}], "version": 1},
    "ReiheEin": {"gremium": "Rat der Stadt", "rhythmus": "monatlich", "wochentag": 2, "woche": 3, "von": "2026-01-01",
                 "bis": "2026-12-31", "uhrzeit": "17:00", "ort": "Ratssaal"},
    "RuecknahmeEin": {"bemerkung": "Die Zahlen haben sich geändert."},
    "RuecknahmegrundEin": {"grund": "Ein Name war noch lesbar."},
    "SchabloneNeu": {"datei": "(die Datei)"},
    "SchablonenfreigabeEin": {"sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
    "SchrittEin": {"schritt": "freigeben", "version": 7},
    "SitzungNeu": {"gremium": "Rat der Stadt", "beginn": "2026-06-16T17:00:00+02:00", "ort": "Ratssaal"},
    "SitzungVerlegt": {"beginn": "2026-06-23T17:00:00+02:00", "grund": "Der Saal ist belegt.", "version": 2},
    "StelleEin": {"stelle": "3", "version": 4},
    "TopAenderung": {"titel": "Haushalt 2027", "protokoll": "<p>Die Kämmerin trägt vor.</p>"},
    "TopRuecknahme": {"grund": "In der Zeile verrutscht.", "version": 9},
    "VeroeffentlichungEin": {"am": "2026-06-01T06:00:00+02:00", "version": 7},
    "VeroeffentlichungWieder": {},
    "VeroeffentlichungZurueck": {"grund": "Eine Anlage enthielt Namen."},
    "Veroeffentlichungsregel": {"regel": "tage", "tage": 7},
    "VertretungEin": {"amt": ID, "person": ID, "von": "2026-07-06", "bis": "2026-07-17"},
    "VerweisungEin": {"verwiesen_an": ["Ausschuss für Digitales"], "version": 9},
    "VorlageAenderung": {"betreff": "Sachstand Datennetz 2026", "version": 2},
    "VorlageNeu": {
        "art": "Beschlussvorlage",
        "betreff": "Ausbau des Datennetzes der Schulen",
        "federfuehrend": "Amt für Digitalisierung",
        "beschlusspunkte": [{"nr": "1", "text": "Das Netz wird bis 2027 ausgebaut."}],
        "sachverhalt": "<p>Vier Schulen sind noch nicht angeschlossen.</p>",
        "auswirkungen": [{"art": "finanziell", "wert": "ja", "text": "120.000 Euro"}],
        "beratungsfolge": _FOLGE,
    },
    "WebhookAenderung": {"aktiv": False, "version": 2},
    "WebhookNeu": {"url": "https://ris.stadt.example/eingang", "bezeichnung": "Ratsinformationssystem"},
    "NachfolgeEin": {"name": "Information", "ab": "2027-01-01"},
    "VorlageartAenderung": {"gueltig_bis": "2026-12-31"},
    "VorlageartEin": {"name": "Bericht", "ablauf": "berichtsvorlage", "nummernmuster": "BE/{jahr}/{nr:03d}"},
    "VotumEin": {"votum": "zugestimmt", "fassung": 2},
}  # fmt: skip
