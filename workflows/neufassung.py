"""Neufassung: Sie tritt an die Stelle einer Vorlage, die noch unterwegs ist.

Die ersetzte Vorlage bleibt mit ihrem Verlauf erhalten; der Gremiendienst nimmt sie aus der Beratung, sobald die
Neufassung freigegeben ist („Durch Neufassung ersetzen“).
"""

from vorlagen.workflow import Workflow
from vorlagen.workflow.bedingungen import (
    auswirkungen_eingeschaetzt,
    beratungsfolge_steht,
    beschlussvorschlag_steht,
    betreff_steht,
    ein_gremium_entscheidet,
    ersetzt_eine_laufende_vorlage,
    federfuehrung_steht,
    nichtoeffentlichkeit_begruendet,
    sachverhalt_steht,
)
from workflows.beratung import ENTSCHEIDUNG, beraten, entscheiden
from workflows.entstehung import ENTSTEHUNG, MITZEICHNUNG, entstehen, freigeben

NEUFASSUNG = Workflow(
    name="neufassung",
    version=1,
    titel="Neufassung",
    beginnt_mit="entwurf",
    endet_mit=("beschlossen", "abgelehnt", "zurueckgezogen", "erledigt"),
    status=(*ENTSTEHUNG, *ENTSCHEIDUNG),
    mitzeichnung=MITZEICHNUNG,
    schritte=(
        *entstehen(
            vollstaendig=(
                ersetzt_eine_laufende_vorlage,
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
