"""Was jeder Vorlage vor den Gremien widerfahren kann: beraten, entschieden, zurückgezogen, ersetzt oder erledigt."""

from vorlagen.workflow import Folge, FolgeArt, Folgenregel, Rolle, Schritt
from vorlagen.workflow.bedingungen import abgelehnt, auf_einer_tagesordnung, beschlossen, neufassung_liegt_vor


def beraten(freigegeben: str) -> tuple[Schritt, ...]:
    """Die Schritte ab der Freigabe; `freigegeben` heißt der Status, in dem die Vorlage auf ihre Sitzung wartet."""
    return (
        in_beratung_nehmen(freigegeben),
        Schritt(
            name="zurueckziehen",
            von=("entwurf", freigegeben, "in_beratung"),
            nach="zurueckgezogen",
            durch=(Rolle.FEDERFUEHRUNG, Rolle.FREIGABE),
            titel="Zurückziehen",
            begruenden=True,
        ),
        Schritt(
            name="durch_neufassung_ersetzen",
            von=(freigegeben, "in_beratung"),
            nach="erledigt",
            durch=Rolle.GREMIENDIENST,
            wenn=(neufassung_liegt_vor,),
            titel="Durch Neufassung ersetzen",
        ),
        fuer_erledigt_erklaeren(von="in_beratung"),
    )


def entscheiden() -> tuple[Schritt, ...]:
    """Die Entscheidung der Gremien; sie ergibt sich aus den eingetragenen Ergebnissen."""
    return (
        Schritt(
            name="als_beschlossen_feststellen",
            von="in_beratung",
            nach="beschlossen",
            durch=Rolle.AUTOMATIK,
            wenn=(beschlossen,),
        ),
        Schritt(
            name="als_abgelehnt_feststellen",
            von="in_beratung",
            nach="abgelehnt",
            durch=Rolle.AUTOMATIK,
            wenn=(abgelehnt,),
        ),
        berichtigen(ergebnisse=("beschlossen", "abgelehnt")),
    )


def in_beratung_nehmen(wartet: str) -> Schritt:
    """Sobald ein Gremium die Vorlage auf der Tagesordnung hat, ist sie in Beratung."""
    return Schritt(
        name="in_beratung_nehmen",
        von=wartet,
        nach="in_beratung",
        durch=Rolle.AUTOMATIK,
        wenn=(auf_einer_tagesordnung,),
        titel="In Beratung nehmen",
    )


def fuer_erledigt_erklaeren(von: str | tuple[str, ...], folgen: tuple[Folge, ...] = ()) -> Schritt:
    """Die Sache hat sich erledigt, ohne dass ein Gremium entschieden hat."""
    return Schritt(
        name="fuer_erledigt_erklaeren",
        von=von,
        nach="erledigt",
        durch=Rolle.GREMIENDIENST,
        titel="Für erledigt erklären",
        folgen=folgen,
        begruenden=True,
    )


def berichtigen(
    ergebnisse: str | tuple[str, ...], folgen: tuple[Folge | Folgenregel, ...] = (), *, endgueltig: bool = True
) -> Schritt:
    """Ein falsch eingetragenes Ergebnis wird wieder geöffnet; das alte bleibt im Verlauf sichtbar.

    `endgueltig` heißt: Der Ablauf war damit zu Ende.
    """
    return Schritt(
        name="ergebnis_berichtigen",
        von=ergebnisse,
        nach="in_beratung",
        durch=Rolle.GREMIENDIENST,
        titel="Ergebnis berichtigen",
        folgen=(Folge(FolgeArt.ERGEBNIS_OEFFNEN), *folgen),
        begruenden=True,
        wieder_oeffnet=endgueltig,
    )
