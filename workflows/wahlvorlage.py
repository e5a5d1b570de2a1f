"""Wahlvorlage: Ein Gremium soll jemanden wählen; mit Ja und Nein allein ist das nicht gesagt."""

from vorlagen.workflow import Rolle, Schritt, Status, Workflow
from vorlagen.workflow.bedingungen import (
    beratungsfolge_steht,
    beschlussvorschlag_steht,
    betreff_steht,
    ein_gremium_waehlt,
    federfuehrung_steht,
    gewaehlt,
    nicht_gewaehlt,
    nichtoeffentlichkeit_begruendet,
    sachverhalt_steht,
)
from workflows.beratung import bekannt_zu_geben, beraten, berichtigen
from workflows.entstehung import ENTSTEHUNG, entstehen, freigeben

WAHLVORLAGE = Workflow(
    name="wahlvorlage",
    version=1,
    titel="Wahlvorlage",
    beginnt_mit="entwurf",
    endet_mit=("gewaehlt", "nicht_gewaehlt", "zurueckgezogen", "erledigt"),
    status=(
        *ENTSTEHUNG,
        Status("freigegeben", "Freigegeben"),
        Status("in_beratung", "In Beratung"),
        Status("gewaehlt", "Gewählt"),
        Status("nicht_gewaehlt", "Nicht gewählt"),
        Status("zurueckgezogen", "Zurückgezogen"),
        Status("erledigt", "Erledigt"),
    ),
    schritte=(
        *entstehen(
            vollstaendig=(
                betreff_steht,
                federfuehrung_steht,
                beschlussvorschlag_steht,
                sachverhalt_steht,
                nichtoeffentlichkeit_begruendet,
                beratungsfolge_steht,
                ein_gremium_waehlt,
            )
        ),
        freigeben(dokument="beschlussvorlage"),
        *beraten(freigegeben="freigegeben"),
        Schritt(
            name="als_gewaehlt_feststellen",
            von="in_beratung",
            nach="gewaehlt",
            durch=Rolle.AUTOMATIK,
            wenn=(gewaehlt,),
            titel="Als gewählt feststellen",
            folgen=(bekannt_zu_geben,),
        ),
        Schritt(
            name="als_nicht_gewaehlt_feststellen",
            von="in_beratung",
            nach="nicht_gewaehlt",
            durch=Rolle.AUTOMATIK,
            wenn=(nicht_gewaehlt,),
            titel="Als nicht gewählt feststellen",
            folgen=(bekannt_zu_geben,),
        ),
        berichtigen(ergebnisse=("gewaehlt", "nicht_gewaehlt")),
    ),
)
