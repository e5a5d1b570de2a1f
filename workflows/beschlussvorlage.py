"""Beschlussvorlage: Ein Gremium soll etwas beschließen."""

from vorlagen.workflow import Folge, FolgeArt, Frist, Rolle, Schritt, Status, Workflow
from vorlagen.workflow.bedingungen import (
    alle_mitgezeichnet,
    auswirkungen_eingeschaetzt,
    beratungsfolge_steht,
    beschlussvorschlag_steht,
    betreff_steht,
    ein_gremium_entscheidet,
    federfuehrung_steht,
    nichtoeffentlichkeit_begruendet,
    sachverhalt_steht,
)
from workflows.beratung import AUSGESETZT, beraten, entscheiden
from workflows.entstehung import ENTSTEHUNG, MITZEICHNUNG, entstehen

BESCHLUSSVORLAGE = Workflow(
    name="beschlussvorlage",
    version=1,
    titel="Beschlussvorlage",
    beginnt_mit="entwurf",
    endet_mit=("beschlossen", "abgelehnt", "zurueckgezogen", "erledigt"),
    status=(
        *ENTSTEHUNG,
        Status("freigegeben", "Freigegeben"),
        Status("in_beratung", "In Beratung"),
        AUSGESETZT,
        Status("beschlossen", "Beschlossen"),
        Status("abgelehnt", "Abgelehnt"),
        Status("zurueckgezogen", "Zurückgezogen"),
        Status("erledigt", "Erledigt"),
    ),
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
        Schritt(
            name="freigeben",
            von="in_freigabe",
            nach="freigegeben",
            durch=Rolle.FREIGABE,
            wenn=(alle_mitgezeichnet,),
            frist=Frist("Tagesordnung", werktage=5, fuer=Rolle.GREMIENDIENST),
            dokument="beschlussvorlage",
            folgen=(Folge(FolgeArt.NUMMER_VERGEBEN),),
        ),
        *beraten(freigegeben="freigegeben"),
        *entscheiden(),
    ),
)
