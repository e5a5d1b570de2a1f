"""Ergänzungsvorlage: Sie ergänzt eine Vorlage, die noch unterwegs ist, und wird mit ihr beraten."""

from vorlagen.workflow import Folge, FolgeArt, Frist, Rolle, Schritt, Status, Workflow
from vorlagen.workflow.bedingungen import (
    alle_mitgezeichnet,
    beratungsfolge_steht,
    beschlussvorschlag_steht,
    betreff_steht,
    ein_gremium_entscheidet,
    ergaenzt_eine_laufende_vorlage,
    federfuehrung_steht,
    nichtoeffentlichkeit_begruendet,
    sachverhalt_steht,
)
from workflows.beratung import AUSGESETZT, beraten, entscheiden
from workflows.entstehung import ENTSTEHUNG, MITZEICHNUNG, entstehen

ERGAENZUNGSVORLAGE = Workflow(
    name="ergaenzungsvorlage",
    version=1,
    titel="Ergänzungsvorlage",
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
