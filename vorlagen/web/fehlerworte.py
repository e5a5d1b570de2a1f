"""What pages and problem documents say of an error, by status and by code."""

from __future__ import annotations

SAETZE = {
    400: "Die Anfrage ist unvollständig oder nicht lesbar.",
    403: "Dafür fehlt Ihnen hier die Berechtigung. Rollen vergibt, wer bei Ihnen die Verwaltung innehat.",
    404: "Diese Seite gibt es nicht.",
    405: "Das geht an dieser Adresse nicht. Bitte öffnen Sie die Seite, von der Sie kamen, und versuchen Sie es dort.",
    406: "In dieser Form gibt es die Antwort nicht.",
    409: "Das passt nicht mehr zu dem, was inzwischen gespeichert ist. Bitte öffnen Sie die Seite neu.",
    412: "Inzwischen gilt ein anderer Stand. Bitte öffnen Sie die Seite neu.",
    413: "Das ist zu groß. Möglich sind 8 MB Text oder JSON und 50 MB für alle Dateien einer Anfrage zusammen.",
    415: "In diesem Format kann die Anfrage nicht gelesen werden; gebraucht wird application/json.",
    422: "Die Angaben sind unvollständig oder nicht lesbar.",
    429: "Das waren zu viele Anfragen in kurzer Zeit. Bitte warten Sie einen Moment.",
    500: "Das hätte nicht passieren dürfen. Bisher Gespeichertes ist sicher; bitte versuchen Sie es erneut.",
    502: "Ein anderes System antwortet gerade nicht. Bitte versuchen Sie es in einigen Minuten erneut.",
    503: "Das geht im Moment nicht. Bitte versuchen Sie es in einigen Minuten erneut.",
}
"""What a status says where nothing more is known."""

UEBERSCHRIFTEN = {
    400: "Diese Anfrage ist nicht lesbar",
    401: "Bitte melden Sie sich an",
    403: "Das dürfen Sie hier nicht",
    404: "Nicht gefunden",
    405: "Hier kommt man nur über ein Formular hin",
    409: "Das geht gerade nicht",
    410: "Das gibt es nicht mehr",
    412: "Inzwischen gilt ein anderer Stand",
    413: "Das ist zu groß",
    422: "Diese Angaben passen nicht",
    429: "Einen Moment, bitte",
    502: "Ein anderes System antwortet nicht",
    503: "Das geht gerade nicht",
}
"""What stands over the page of a status."""

ZU_GROSSES_JSON = "Das ist zu groß. Eine Anfrage in JSON darf höchstens 8 MB haben."
ZU_VIELE_DATEIEN = (
    "Das ist zu groß. Alle Dateien, die auf einmal geschickt werden, dürfen zusammen höchstens 50 MB haben."
)
ZU_LANGER_TEXT = "Das ist zu groß. Die Angaben dürfen ohne Dateien höchstens 8 MB haben."
NOCH_DA = "Gespeichert ist davon nichts. Gehen Sie im Browser einen Schritt zurück: Ihre Eingaben stehen noch da."

TITEL = {
    "ablauf-fehlerhaft": "Der Ablauf ist abgeschaltet",
    "abruf-gescheitert": "Ein anderer Server antwortet nicht",
    "adresse-unbekannt": "Diese Adresse ist hier nicht zu Hause",
    "adresse-verweigert": "Diese Adresse wird nicht angesprochen",
    "antwort-unlesbar": "Ein anderer Server antwortet unlesbar",
    "anfrage-laeuft": "Die Anfrage läuft schon",
    "anmeldung-abgelehnt": "Die Anmeldung ist abgelehnt",
    "anmeldung-gesperrt": "Die Anmeldung ist gesperrt",
    "eingabe-ungueltig": "Die Angaben sind ungültig",
    "einstellung-ungueltig": "Eine Einstellung ist ungültig",
    "sicht-fehlt": "Adresse ohne Sicht",
    "link-ungueltig": "Der Link gilt nicht mehr",
    "nicht-angemeldet": "Nicht angemeldet",
    "nicht-berechtigt": "Nicht berechtigt",
    "nicht-gefunden": "Nicht gefunden",
    "pruefung-unmoeglich": "Die Virenprüfung antwortet nicht",
    "umwandlung-unmoeglich": "Die PDF-Datei ist nicht entstanden",
    "schablone-ungueltig": "Die Schablone ist ungültig",
    "schema-veraltet": "Die Datenbank ist veraltet",
    "schluessel-anders-verwendet": "Der Schlüssel wurde anders verwendet",
    "schritt-nicht-moeglich": "Der Schritt ist nicht möglich",
    "stand-ueberholt": "Der Stand ist überholt",
    "stelle-unbekannt": "Diese Stelle gibt es nicht mehr",
    "umfang-reicht-nicht": "Der Umfang des Tokens reicht nicht",
    "veroeffentlichung-zurueckgenommen": "Die Veröffentlichung ist zurückgenommen",
    "versand-gescheitert": "Der Versand ist gescheitert",
    "versand-ungewiss": "Der Versand ist ungewiss",
    "wird-aufgebaut": "Die Daten werden zusammengestellt",
    "zu-viele-anfragen": "Zu viele Anfragen",
    "zusammenstoss": "Zwei Änderungen im selben Moment",
    "zwischenzeitlich-geaendert": "Zwischenzeitlich geändert",
}
"""The `title` of a problem document: the same for every case of its code (RFC 9457 § 3.1.4)."""
