"""Geschäftliche Mitteilung: ohne Beschlussvorschlag; sie endet mit einer Unterschrift und wird bekannt gegeben."""

from vorlagen.workflow import Folge, FolgeArt, Frist, Rolle, Schritt, Status, Workflow
from vorlagen.workflow.bedingungen import (
    alle_mitgezeichnet,
    betreff_steht,
    federfuehrung_steht,
    nichtoeffentlichkeit_begruendet,
    ohne_beratungsfolge,
    sachverhalt_steht,
    zur_kenntnis_genommen,
)
from workflows.beratung import beraten, berichtigen
from workflows.entstehung import ENTSTEHUNG, entstehen

GESCHAEFTLICHE_MITTEILUNG = Workflow(
    name="geschaeftliche_mitteilung",
    version=1,
    titel="Geschäftliche Mitteilung",
    beginnt_mit="entwurf",
    endet_mit=("zur_kenntnis_genommen", "bekannt_gegeben", "zurueckgezogen", "erledigt"),
    status=(
        *ENTSTEHUNG,
        Status("unterzeichnet", "Unterzeichnet"),
        Status("in_beratung", "In Beratung"),
        Status("zur_kenntnis_genommen", "Zur Kenntnis genommen"),
        Status("bekannt_gegeben", "Bekannt gegeben"),
        Status("zurueckgezogen", "Zurückgezogen"),
        Status("erledigt", "Erledigt"),
    ),
    schritte=(
        *entstehen(
            vollstaendig=(
                betreff_steht,
                federfuehrung_steht,
                sachverhalt_steht,
                nichtoeffentlichkeit_begruendet,
            )
        ),
        Schritt(
            name="unterzeichnen",
            von="in_freigabe",
            nach="unterzeichnet",
            durch=Rolle.FREIGABE,
            wenn=(alle_mitgezeichnet,),
            frist=Frist("Bekanntgabe", werktage=5, fuer=Rolle.GREMIENDIENST),
            dokument="geschaeftliche_mitteilung",
            folgen=(Folge(FolgeArt.UNTERSCHRIFT_FESTHALTEN), Folge(FolgeArt.NUMMER_VERGEBEN)),
        ),
        *beraten(freigegeben="unterzeichnet"),
        Schritt(
            name="bekannt_geben",
            von="unterzeichnet",
            nach="bekannt_gegeben",
            durch=Rolle.GREMIENDIENST,
            wenn=(ohne_beratungsfolge,),
            titel="Bekannt geben",
        ),
        Schritt(
            name="kenntnisnahme_feststellen",
            von="in_beratung",
            nach="zur_kenntnis_genommen",
            durch=Rolle.AUTOMATIK,
            wenn=(zur_kenntnis_genommen,),
        ),
        berichtigen(ergebnisse=("zur_kenntnis_genommen",)),
    ),
)
