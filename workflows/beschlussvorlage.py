"""Beschlussvorlage: Ein Gremium soll etwas beschließen."""

from vorlagen.workflow import Workflow
from vorlagen.workflow.bedingungen import (
    auswirkungen_eingeschaetzt,
    beratungsfolge_steht,
    beschlussvorschlag_steht,
    betreff_steht,
    ein_gremium_entscheidet,
    federfuehrung_steht,
    nichtoeffentlichkeit_begruendet,
    sachverhalt_steht,
)
from workflows.beratung import ENTSCHEIDUNG, beraten, entscheiden
from workflows.entstehung import ENTSTEHUNG, MITZEICHNUNG, entstehen, freigeben

BESCHLUSSVORLAGE = Workflow(
    name="beschlussvorlage",
    version=1,
    titel="Beschlussvorlage",
    beginnt_mit="entwurf",
    endet_mit=("beschlossen", "abgelehnt", "zurueckgezogen", "erledigt"),
    status=(*ENTSTEHUNG, *ENTSCHEIDUNG),
    mitzeichnung=MITZEICHNUNG,
    schritte=(
        *entstehen(
            vollstaendig=(
                betreff_steht,
                federfuehrung_steht,
                beschlussvorschlag_steht,
                sachverhalt_steht,
                nichtoeffentlichkeit_begruendet,
                auswirkungen_eingeschaetzt,
                beratungsfolge_steht,
                ein_gremium_entscheidet,
            )
        ),
        freigeben(dokument="beschlussvorlage"),
        *beraten(freigegeben="freigegeben"),
        *entscheiden(),
    ),
)
