"""Anfrage: Eine Fraktion oder ein Mitglied fragt, die Verwaltung antwortet, schriftlich oder in der Sitzung.

Die schriftliche Antwort ist eine eigene Vorlage; die Verknüpfung „beantwortet“ sagt, welche es ist.
"""

from vorlagen.workflow import Feld, Feldart, Folge, FolgeArt, Frist, Rolle, Schritt, Status, Workflow
from vorlagen.workflow.bedingungen import (
    antwort_liegt_vor,
    betreff_steht,
    federfuehrung_steht,
    nichtoeffentlichkeit_begruendet,
    sachverhalt_steht,
    zur_kenntnis_genommen,
)
from workflows.beratung import berichtigen, fuer_erledigt_erklaeren, in_beratung_nehmen

ANFRAGE = Workflow(
    name="anfrage",
    version=1,
    titel="Anfrage",
    beginnt_mit="entwurf",
    endet_mit=("beantwortet", "muendlich_beantwortet", "zurueckgezogen", "erledigt"),
    status=(
        Status("entwurf", "In Erfassung"),
        Status("eingegangen", "Eingegangen"),
        Status("in_beratung", "Auf der Tagesordnung"),
        Status("beantwortet", "Schriftlich beantwortet"),
        Status("muendlich_beantwortet", "In der Sitzung beantwortet"),
        Status("zurueckgezogen", "Zurückgezogen"),
        Status("erledigt", "Erledigt"),
    ),
    felder=(
        Feld(
            name="fragesteller",
            titel="Anfrage von",
            hilfe="Die Fraktion, die Gruppe oder das Mitglied.",
            pflicht=True,
            oeffentlich=True,
            laenge=200,
        ),
        Feld(name="eingegangen_am", titel="Eingegangen am", art=Feldart.DATUM, pflicht=True, oeffentlich=True),
    ),
    schritte=(
        Schritt(
            name="eingang_bestaetigen",
            von="entwurf",
            nach="eingegangen",
            durch=(Rolle.GREMIENDIENST, Rolle.FEDERFUEHRUNG),
            wenn=(betreff_steht, federfuehrung_steht, sachverhalt_steht, nichtoeffentlichkeit_begruendet),
            frist=Frist("Antwort", werktage=10, fuer=Rolle.FEDERFUEHRUNG),
            dokument="mitteilungsvorlage",
            titel="Eingang bestätigen",
            folgen=(Folge(FolgeArt.NUMMER_VERGEBEN),),
        ),
        Schritt(
            name="als_beantwortet_feststellen",
            von=("eingegangen", "in_beratung"),
            nach="beantwortet",
            durch=Rolle.GREMIENDIENST,
            wenn=(antwort_liegt_vor,),
        ),
        in_beratung_nehmen("eingegangen"),
        Schritt(
            name="muendliche_antwort_feststellen",
            von="in_beratung",
            nach="muendlich_beantwortet",
            durch=Rolle.AUTOMATIK,
            wenn=(zur_kenntnis_genommen,),
            titel="Mündliche Antwort feststellen",
        ),
        Schritt(
            name="ruecknahme_vermerken",
            von=("entwurf", "eingegangen", "in_beratung"),
            nach="zurueckgezogen",
            durch=(Rolle.GREMIENDIENST, Rolle.FEDERFUEHRUNG),
            titel="Rücknahme vermerken",
            begruenden=True,
        ),
        fuer_erledigt_erklaeren(von=("eingegangen", "in_beratung")),
        berichtigen(ergebnisse=("muendlich_beantwortet",)),
    ),
)
