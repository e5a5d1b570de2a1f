"""Was jeder Vorlage vor den Gremien widerfahren kann: beraten, zurückgezogen oder erledigt werden."""

from vorlagen.workflow import Folge, FolgeArt, Rolle, Schritt
from vorlagen.workflow.bedingungen import auf_einer_tagesordnung


def beraten(freigegeben: str) -> tuple[Schritt, ...]:
    """Die Schritte ab der Freigabe; `freigegeben` heißt der Status, in dem die Vorlage auf ihre Sitzung wartet."""
    return (
        Schritt(
            name="in_beratung_nehmen",
            von=freigegeben,
            nach="in_beratung",
            durch=Rolle.AUTOMATIK,
            wenn=(auf_einer_tagesordnung,),
            titel="In Beratung nehmen",
        ),
        Schritt(
            name="zurueckziehen",
            von=("entwurf", freigegeben, "in_beratung"),
            nach="zurueckgezogen",
            durch=(Rolle.FEDERFUEHRUNG, Rolle.FREIGABE),
            titel="Zurückziehen",
            begruenden=True,
        ),
        Schritt(
            name="fuer_erledigt_erklaeren",
            von="in_beratung",
            nach="erledigt",
            durch=Rolle.GREMIENDIENST,
            titel="Für erledigt erklären",
            begruenden=True,
        ),
    )


def berichtigen(ergebnisse: tuple[str, ...]) -> Schritt:
    """Ein falsch eingetragenes Ergebnis wird wieder geöffnet; das alte bleibt im Verlauf sichtbar."""
    return Schritt(
        name="ergebnis_berichtigen",
        von=ergebnisse,
        nach="in_beratung",
        durch=Rolle.GREMIENDIENST,
        titel="Ergebnis berichtigen",
        folgen=(Folge(FolgeArt.ERGEBNIS_OEFFNEN),),
        begruenden=True,
        wieder_oeffnet=True,
    )
