"""What the templates of the minutes and of their extracts may say."""

from __future__ import annotations

from vorlagen.word.sorten import Name, datum, gruppe, ja_nein, liste, richtext, text

_KOPF = (
    gruppe(
        "koerperschaft",
        "Die Kommune, deren Gremium getagt hat.",
        text("name", "Name, z. B. „Stadt Lindenstadt“."),
        text("untertitel", "Zeile darunter, z. B. „Die Bürgermeisterin“.", leer=True),
    ),
    text("betreff", "Wie das Blatt heißt; steht auch in der Kopfzeile und in den Dateieigenschaften."),
    text("gremium", "Das Gremium."),
    datum("tag", "Der Tag der Sitzung."),
    text("ort", "Wo die Sitzung war.", leer=True),
    ja_nein("nur_oeffentlich", "Ob das Blatt nur den öffentlichen Teil enthält."),
    ja_nein("entwurf", "Ob das Blatt noch ein Entwurf ist."),
    datum("stand", "Der Tag, von dem die Angaben sind; auch das Datum in den Dateieigenschaften."),
)
_PUNKT = (
    text("zeichen", "Nummer des Punktes, z. B. „Ö 5.1“."),
    text("titel", "Gegenstand."),
    text("vorlage", "Nummer der Vorlage; leer bei einem Punkt ohne Vorlage.", leer=True),
    text("aufnahme", "Wie der Punkt nachträglich auf die Tagesordnung kam, mit Begründung.", leer=True),
    text("abgesetzt", "Warum der Punkt abgesetzt wurde.", leer=True),
    richtext("protokoll", "Verlauf der Beratung."),
    richtext("beschluss", "Wortlaut dessen, worüber abgestimmt wurde."),
    text("ergebnis", "Bezeichnung des Ergebnisses, wörtlich.", leer=True),
    text("stimmen", "Das Abstimmungsergebnis in Worten und Zahlen.", leer=True),
    text("befangen", "Wer wegen Befangenheit nicht mitgewirkt hat.", leer=True),
    liste(
        "einzeln",
        "Weitere Abstimmungen: je Beschlusspunkt, zum Verfahren; wer wie namentlich gestimmt hat.",
        text("text", "Ein Satz."),
    ),
)

NIEDERSCHRIFT: tuple[Name, ...] = (
    *_KOPF,
    text("beginn", "Uhrzeit des Beginns, z. B. „17:00 Uhr“."),
    text("ende", "Uhrzeit des Endes.", leer=True),
    text("vorsitz", "Wer die Sitzung geleitet hat.", leer=True),
    text("schriftfuehrung", "Wer die Niederschrift führt.", leer=True),
    text(
        "beschlussfaehigkeit",
        "Der Satz zur Beschlussfähigkeit; leer, solange niemand die Liste geführt hat.",
        leer=True,
    ),
    liste(
        "anwesende",
        "Wer da war.",
        text("name", "Name."),
        text("funktion", "Funktion im Gremium oder woher."),
        text("zeiten", "Von wann bis wann; leer: die ganze Sitzung.", leer=True),
    ),
    liste("abwesende", "Wer fehlte.", text("name", "Name."), text("stand", "entschuldigt oder fehlt.")),
    liste(
        "teile",
        "Der öffentliche und der nichtöffentliche Teil.",
        text("titel", "Überschrift."),
        liste("punkte", "Die Punkte dieses Teils in ihrer Reihenfolge.", *_PUNKT),
    ),
)

TAGESORDNUNG: tuple[Name, ...] = (
    *_KOPF,
    text("beginn", "Uhrzeit des Beginns, z. B. „17:00 Uhr“."),
    liste(
        "teile",
        "Der öffentliche und der nichtöffentliche Teil.",
        text("titel", "Überschrift."),
        liste(
            "punkte",
            "Die Punkte dieses Teils in ihrer Reihenfolge.",
            text("zeichen", "Nummer des Punktes, z. B. „Ö 5.1“."),
            text("titel", "Gegenstand."),
            text("vorlage", "Nummer der Vorlage; leer bei einem Punkt ohne Vorlage.", leer=True),
            liste("beilagen", "Die Anlagen, und was gesondert vorliegt.", text("text", "Eine Zeile.")),
        ),
    ),
)

AUSZUG: tuple[Name, ...] = (
    *_KOPF,
    *_PUNKT,
    text("art", "Zuständigkeit des Gremiums, z. B. „Vorberatung“.", leer=True),
    ja_nein("oeffentlich", "Ob der Punkt öffentlich behandelt wurde."),
)

AENDERUNG: tuple[Name, ...] = (
    *_KOPF,
    text("zeichen", "Nummer des Punktes, z. B. „Ö 5.1“."),
    text("titel", "Gegenstand."),
    text("vorlage", "Nummer der Vorlage.", leer=True),
    text("ergebnis", "Bezeichnung des Ergebnisses, wörtlich.", leer=True),
    richtext("wortlaut", "Der Beschluss mit nachverfolgten Änderungen: was das Gremium gestrichen und eingefügt hat."),
)
