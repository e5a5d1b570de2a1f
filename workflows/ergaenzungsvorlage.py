"""Ergänzungsvorlage: Sie ergänzt eine Vorlage, die noch unterwegs ist, und wird mit ihr beraten."""

from vorlagen.workflow import Workflow
from vorlagen.workflow.bedingungen import (
    beratungsfolge_steht,
    beschlussvorschlag_steht,
    betreff_steht,
    ein_gremium_entscheidet,
    ergaenzt_eine_laufende_vorlage,
    federfuehrung_steht,
    nichtoeffentlichkeit_begruendet,
    sachverhalt_steht,
)
from workflows.beratung import ENTSCHEIDUNG, beraten, entscheiden
from workflows.entstehung import ENTSTEHUNG, MITZEICHNUNG, entstehen, freigeben

ERGAENZUNGSVORLAGE = Workflow(
    name="ergaenzungsvorlage",
    version=1,
    titel="Ergänzungsvorlage",
    beginnt_mit="entwurf",
    endet_mit=("beschlossen", "abgelehnt", "zurueckgezogen", "erledigt"),
    status=(*ENTSTEHUNG, *ENTSCHEIDUNG),
    mitzeichnung=MITZEICHNUNG,
    schritte=(
        *entstehen(
            vollstaendig=(
                ergaenzt_eine_laufende_vorlage,
                betreff_steht,
                federfuehrung_steht,
                beschlussvorschlag_steht,
                sachverhalt_steht,
                nichtoeffentlichkeit_begruendet,
                beratungsfolge_steht,
                ein_gremium_entscheidet,
            )
        ),
        freigeben(dokument="beschlussvorlage"),
        *beraten(freigegeben="freigegeben"),
        *entscheiden(),
    ),
)
