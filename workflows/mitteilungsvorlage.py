"""Mitteilungsvorlage: Die Gremien sollen etwas zur Kenntnis nehmen; abgestimmt wird nicht."""

from vorlagen.workflow import Rolle, Schritt, Status, Workflow
from vorlagen.workflow.bedingungen import (
    beratungsfolge_steht,
    betreff_steht,
    federfuehrung_steht,
    nichtoeffentlichkeit_begruendet,
    sachverhalt_steht,
    zur_kenntnis_genommen,
)
from workflows.beratung import beraten, berichtigen
from workflows.entstehung import ENTSTEHUNG, MITZEICHNUNG, entstehen, freigeben

MITTEILUNGSVORLAGE = Workflow(
    name="mitteilungsvorlage",
    version=1,
    titel="Mitteilungsvorlage",
    beginnt_mit="entwurf",
    endet_mit=("zur_kenntnis_genommen", "zurueckgezogen", "erledigt"),
    status=(
        *ENTSTEHUNG,
        Status("freigegeben", "Freigegeben"),
        Status("in_beratung", "In Beratung"),
        Status("zur_kenntnis_genommen", "Zur Kenntnis genommen"),
        Status("zurueckgezogen", "Zurückgezogen"),
        Status("erledigt", "Erledigt"),
    ),
    mitzeichnung=MITZEICHNUNG,
    schritte=(
        *entstehen(
            vollstaendig=(
                betreff_steht,
                federfuehrung_steht,
                sachverhalt_steht,
                nichtoeffentlichkeit_begruendet,
                beratungsfolge_steht,
            )
        ),
        freigeben(dokument="mitteilungsvorlage"),
        *beraten(freigegeben="freigegeben"),
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
