"""Wie jede Vorlage der Verwaltung entsteht: entwerfen, mitzeichnen, freigeben.

Was danach kommt, sagt jeder Ablauf selbst.
"""

from vorlagen.workflow import (
    Bedingung,
    Folge,
    FolgeArt,
    Frist,
    Mitzeichnungsordnung,
    Rolle,
    Sachstand,
    Schritt,
    Status,
    Wirkung,
    beteiligung,
)
from vorlagen.workflow.bedingungen import alle_mitgezeichnet

_NICHT_NEIN = (Wirkung.JA, Wirkung.JA_POSITIV, Wirkung.JA_NEGATIV, Wirkung.OFFEN)


@beteiligung(
    "Die Vorlage hat finanzielle Auswirkungen, oder sie sind noch nicht zu übersehen.",
    aufgabe="finanzen",
    betrifft=("beschlussvorschlag", "auswirkung_finanziell"),
)
def geld_sieht_die_kaemmerei(stand: Sachstand) -> bool:
    return stand.auswirkungen.get("finanziell") in _NICHT_NEIN


@beteiligung(
    "Die Vorlage wirkt sich auf das Klima aus, oder das ist noch nicht zu übersehen.",
    aufgabe="klimaschutz",
    betrifft=("beschlussvorschlag", "auswirkung_klima"),
)
def klima_sieht_der_klimaschutz(stand: Sachstand) -> bool:
    return stand.auswirkungen.get("klima") in _NICHT_NEIN


MITZEICHNUNG = Mitzeichnungsordnung(regeln=(geld_sieht_die_kaemmerei, klima_sieht_der_klimaschutz))

ENTSTEHUNG = (
    Status("entwurf", "Entwurf"),
    Status("in_mitzeichnung", "In Mitzeichnung"),
    Status("in_freigabe", "In Freigabe"),
)


def entstehen(vollstaendig: tuple[Bedingung, ...]) -> tuple[Schritt, ...]:
    """Die Schritte vom Entwurf bis zur Freigabe; `vollstaendig` muss gelten, ehe jemand mitzeichnet."""
    return (
        Schritt(
            name="zur_mitzeichnung_geben",
            von="entwurf",
            nach="in_mitzeichnung",
            durch=Rolle.FEDERFUEHRUNG,
            wenn=vollstaendig,
            frist=Frist("Mitzeichnung", werktage=3, fuer=Rolle.MITZEICHNUNG),
            titel="Zur Mitzeichnung geben",
            folgen=(Folge(FolgeArt.MITZEICHNUNG_ERBITTEN),),
        ),
        Schritt(
            name="zur_ueberarbeitung_zurueckgeben",
            von="in_mitzeichnung",
            nach="entwurf",
            durch=Rolle.MITZEICHNUNG,
            frist=Frist("Überarbeitung", werktage=5, fuer=Rolle.FEDERFUEHRUNG),
            titel="Zur Überarbeitung zurückgeben",
            begruenden=True,
        ),
        Schritt(
            name="zurueckholen",
            von=("in_mitzeichnung", "in_freigabe"),
            nach="entwurf",
            durch=Rolle.FEDERFUEHRUNG,
            titel="Zurückholen",
        ),
        Schritt(
            name="zur_freigabe_geben",
            von="in_mitzeichnung",
            nach="in_freigabe",
            durch=Rolle.AUTOMATIK,
            wenn=(alle_mitgezeichnet,),
            frist=Frist("Freigabe", werktage=3, fuer=Rolle.FREIGABE),
            titel="Zur Freigabe geben",
        ),
        Schritt(
            name="freigabe_ablehnen",
            von="in_freigabe",
            nach="entwurf",
            durch=Rolle.FREIGABE,
            frist=Frist("Überarbeitung", werktage=5, fuer=Rolle.FEDERFUEHRUNG),
            titel="Freigabe ablehnen",
            begruenden=True,
        ),
    )


def freigeben(dokument: str) -> Schritt:
    """Die Freigabe: Alle haben mitgezeichnet, die Vorlage bekommt ihre Nummer und wartet auf eine Tagesordnung."""
    return Schritt(
        name="freigeben",
        von="in_freigabe",
        nach="freigegeben",
        durch=Rolle.FREIGABE,
        wenn=(alle_mitgezeichnet,),
        frist=Frist("Tagesordnung", werktage=5, fuer=Rolle.GREMIENDIENST),
        dokument=dokument,
        folgen=(Folge(FolgeArt.NUMMER_VERGEBEN),),
    )
