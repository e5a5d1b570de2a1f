"""Invented German: subjects, facts, resolutions and names. Nothing here was ever printed by a town."""

from __future__ import annotations

import random
from typing import Final

from tests.musterdaten.verteilung import SACHVERHALT

VORHABEN: Final = (
    "Sanierung", "Neubau", "Erweiterung", "Umgestaltung", "Ausstattung", "Unterhaltung", "Bewirtschaftung",
    "Barrierefreie Erschließung", "Energetische Erneuerung", "Betrieb", "Vermietung", "Begrünung",
)  # fmt: skip
GEGENSTAND: Final = (
    "der Grundschule", "der Sporthalle", "des Freibads", "der Feuerwache", "der Stadtbücherei", "des Jugendzentrums",
    "der Kindertagesstätte", "des Bauhofs", "der Brücke", "des Spielplatzes", "der Begegnungsstätte", "des Radwegs",
    "des Busbahnhofs", "der Kläranlage", "des Friedhofs", "der Musikschule",
)  # fmt: skip
ORTE: Final = (
    "am Erlengrund", "an der Mühlwiese", "Lerchenfeld", "am Alten Anger", "Weidenbruch", "Steinkuhle", "am Sandhang",
    "im Hollergrund", "Birkenhöhe", "an der Furt", "Kranichsee", "am Krähenholz", "Neuland-Süd", "Quellental",
)  # fmt: skip
ZUSATZ: Final = (
    "Vergabe der Rohbauarbeiten", "Grundsatzbeschluss", "Sachstand", "Freigabe der Mittel", "Entwurfsplanung",
    "Ergebnis der Beteiligung", "Wirtschaftlichkeitsvergleich", "Antrag auf Förderung", "Abschluss eines Vertrags",
)  # fmt: skip
EHRENAMT: Final = (
    "einer Schiedsperson", "der Ortsvorstehung", "der Leitung der Löschgruppe", "eines Mitglieds im Beirat",
)  # fmt: skip
SAETZE: Final = (
    "Die Anlage ist {n} Jahre alt und entspricht nicht mehr den Anforderungen.",
    "Das beauftragte Büro hat {n} Varianten untersucht und eine davon vertieft.",
    "Für das Vorhaben stehen im Haushalt {m} € bereit; gebraucht werden nach der Schätzung {k} €.",
    "Der Zuschuss deckt voraussichtlich {n} vom Hundert der Kosten und ist bis zum Jahresende zu beantragen.",
    "An der Befragung haben sich {m} Personen beteiligt, die meisten wünschen eine baldige Umsetzung.",
    "Die Arbeiten dauern etwa {n} Wochen; in dieser Zeit bleibt ein Teil der Räume nutzbar.",
    "Mit den Anliegern wurde gesprochen, Bedenken wurden in {n} Punkten vorgetragen und berücksichtigt.",
    "Der Energiebedarf sinkt nach der Berechnung um rund {n} vom Hundert.",
    "Ohne die Maßnahme ist nach {n} Jahren mit höheren Kosten für die Unterhaltung zu rechnen.",
    "Die Verwaltung wird über den weiteren Verlauf in der übernächsten Sitzung berichten.",
    "Für den Betrieb werden künftig {n} Stunden in der Woche angesetzt, das bisherige Personal genügt dafür.",
    "Die Prüfung der Unterlagen ist abgeschlossen, Mängel wurden nicht festgestellt.",
)
PUNKTE: Final = (
    "Dem Vorhaben wird zugestimmt.",
    "Die Verwaltung wird beauftragt, die Ausführung vorzubereiten.",
    "Die Mittel in Höhe von {k} € werden freigegeben.",
    "Über den Fortgang ist halbjährlich zu berichten.",
    "Der Vertrag wird in der vorliegenden Fassung geschlossen.",
)
VORNAMEN: Final = (
    "Jule",
    "Mattis",
    "Enno",
    "Svea",
    "Tilda",
    "Bosse",
    "Wiebke",
    "Arne",
    "Levke",
    "Hauke",
    "Ronja",
    "Ilja",
)
NACHNAMEN: Final = (
    "Ahrenhold", "Brackwede", "Distelkamp", "Eschenbruch", "Fliederbusch", "Ginsterweg", "Haselrain", "Immergrün",
    "Kastanienhof", "Lindwurz", "Moosbeere", "Nesselbrink", "Ockerfeld", "Pappelreiter",
)  # fmt: skip
WAHLVORSCHLAG: Final = "Es wird eine Person in das Ehrenamt gewählt; die Wahl ist geheim."
HINWEIS: Final = "Bitte die Mittel im Nachtrag anmelden."
RUECKGABE: Final = "Die Folgekosten fehlen noch."
GRUND: Final = "Die Angebote enthalten Geschäftsgeheimnisse der Bietenden."
RUECKZUG: Final = "Die Förderung wurde nicht bewilligt."


def betreff(zufall: random.Random) -> str:
    """What the paper is about, in one line."""
    was = f"{zufall.choice(VORHABEN)} {zufall.choice(GEGENSTAND)} {zufall.choice(ORTE)}"
    return f"{was}: {zufall.choice(ZUSATZ)}" if zufall.random() < 0.7 else was


def wahlbetreff(zufall: random.Random) -> str:
    """Whom an election is about, in one line."""
    return f"Wahl {zufall.choice(EHRENAMT)} {zufall.choice(ORTE)}"


def sachverhalt(zufall: random.Random) -> str:
    """Facts of the case as HTML, as long as real ones."""
    laenge, absaetze, absatz = zufall.randint(*SACHVERHALT), list[str](), list[str]()
    while sum(map(len, absaetze)) < laenge:
        absatz.append(_fuelle(zufall, zufall.choice(SAETZE)))
        if len(absatz) == 4:
            absaetze.append(f"<p>{' '.join(absatz)}</p>")
            absatz = []
    return "<h2>Ausgangslage</h2>" + "".join(absaetze)


def beschluss(zufall: random.Random, gremium: str) -> tuple[str, tuple[str, ...]]:
    """A resolution as HTML, and its points if it has numbered ones."""
    punkte = [_fuelle(zufall, satz) for satz in zufall.sample(PUNKTE, zufall.randint(2, 3))]
    if zufall.random() < 0.85:
        return f"<p>{punkte[0]}</p>", ()
    liste = "".join(f"<li>{punkt}</li>" for punkt in punkte)
    return f"<p>{gremium} beschließt:</p><ol>{liste}</ol>", tuple(punkte)


def name(zufall: random.Random) -> str:
    """Somebody's name."""
    return f"{zufall.choice(VORNAMEN)} {zufall.choice(NACHNAMEN)}"


def _fuelle(zufall: random.Random, satz: str) -> str:
    k = f"{zufall.randint(20, 900)}.000"
    return satz.format(n=zufall.randint(2, 40), m=zufall.randint(120, 990), k=k)
