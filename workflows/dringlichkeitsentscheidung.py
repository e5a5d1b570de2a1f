"""Dringlichkeitsentscheidung: Zwei Unterschriften entscheiden sofort, das Gremium genehmigt in seiner nächsten Sitzung.

In anderen Ländern gelten andere Vorschriften; eine Kommune passt dort an, wer unterschreibt.
"""

from collections.abc import Iterator

from vorlagen.workflow import (
    Feld,
    Feldart,
    Folge,
    FolgeArt,
    Frist,
    Pflichtart,
    Rolle,
    Sachstand,
    Schritt,
    Status,
    Workflow,
    folge,
)
from vorlagen.workflow.bedingungen import (
    abgelehnt,
    andere_person_als_vorher,
    beratungsfolge_steht,
    beschlossen,
    beschlussvorschlag_steht,
    betreff_steht,
    durch_vorlage_genehmigt,
    ein_gremium_entscheidet,
    federfuehrung_steht,
    nichtoeffentlichkeit_begruendet,
    sachverhalt_steht,
    schon_unterschrieben,
)
from workflows.beratung import bekannt_zu_geben, berichtigen, in_beratung_nehmen


@folge("Das Gremium muss die Entscheidung in seiner nächsten Sitzung genehmigen.")
def genehmigung_einzuholen(stand: Sachstand) -> Iterator[Folge]:
    for beratung in stand.beratungen:
        if beratung.entscheidet:
            daten = {"art": Pflichtart.GENEHMIGEN, "beratung": beratung.id}
            yield Folge(FolgeArt.PFLICHT_BEGRUENDEN, daten)


GENEHMIGUNG_ERLEDIGT = Folge(FolgeArt.PFLICHT_ERFUELLEN, {"art": Pflichtart.GENEHMIGEN})

DRINGLICHKEITSENTSCHEIDUNG = Workflow(
    name="dringlichkeitsentscheidung",
    version=1,
    titel="Dringlichkeitsentscheidung",
    beginnt_mit="entwurf",
    endet_mit=("genehmigt", "nicht_genehmigt", "zurueckgezogen"),
    status=(
        Status("entwurf", "Entwurf"),
        Status("zur_unterschrift", "Zur Unterschrift"),
        Status("zur_zweiten_unterschrift", "Zur zweiten Unterschrift"),
        Status("entschieden", "Entschieden, Genehmigung steht aus"),
        Status("in_beratung", "Zur Genehmigung in Beratung"),
        Status("genehmigt", "Genehmigt"),
        Status("nicht_genehmigt", "Nicht genehmigt"),
        Status("zurueckgezogen", "Zurückgezogen"),
    ),
    felder=(
        Feld(
            name="grund_der_dringlichkeit",
            titel="Grund der Dringlichkeit",
            art=Feldart.TEXT,
            hilfe="Warum die nächste Sitzung nicht abgewartet werden kann.",
            pflicht=True,
            oeffentlich=True,
            laenge=2000,
        ),
    ),
    schritte=(
        Schritt(
            name="zur_unterschrift_geben",
            von="entwurf",
            nach="zur_unterschrift",
            durch=Rolle.FEDERFUEHRUNG,
            wenn=(
                betreff_steht,
                federfuehrung_steht,
                beschlussvorschlag_steht,
                sachverhalt_steht,
                nichtoeffentlichkeit_begruendet,
                beratungsfolge_steht,
                ein_gremium_entscheidet,
            ),
            frist=Frist("Unterschrift", werktage=1, fuer=Rolle.FREIGABE),
            titel="Zur Unterschrift geben",
        ),
        Schritt(
            name="zurueckholen",
            von=("zur_unterschrift", "zur_zweiten_unterschrift"),
            nach="entwurf",
            durch=Rolle.FEDERFUEHRUNG,
            titel="Zurückholen",
        ),
        Schritt(
            name="unterschrift_ablehnen",
            von=("zur_unterschrift", "zur_zweiten_unterschrift"),
            nach="entwurf",
            durch=(Rolle.FREIGABE, Rolle.GREMIENMITGLIED),
            frist=Frist("Überarbeitung", werktage=1, fuer=Rolle.FEDERFUEHRUNG),
            titel="Unterschrift ablehnen",
            begruenden=True,
        ),
        Schritt(
            name="unterschreiben",
            von="zur_unterschrift",
            nach="zur_zweiten_unterschrift",
            durch=Rolle.FREIGABE,
            frist=Frist("Zweite Unterschrift", werktage=1, fuer=Rolle.GREMIENMITGLIED),
            laut="§ 60 Abs. 1 Satz 2 GO NRW",
            folgen=(Folge(FolgeArt.UNTERSCHRIFT_FESTHALTEN),),
        ),
        Schritt(
            name="mitunterschreiben",
            von="zur_zweiten_unterschrift",
            nach="entschieden",
            durch=Rolle.GREMIENMITGLIED,
            wenn=(schon_unterschrieben, andere_person_als_vorher),
            frist=Frist("Tagesordnung", werktage=1, fuer=Rolle.GREMIENDIENST),
            dokument="beschlussvorlage",
            laut="§ 60 Abs. 1 Satz 2 GO NRW",
            folgen=(
                Folge(FolgeArt.UNTERSCHRIFT_FESTHALTEN),
                Folge(FolgeArt.NUMMER_VERGEBEN),
                genehmigung_einzuholen,
            ),
        ),
        in_beratung_nehmen("entschieden"),
        Schritt(
            name="als_genehmigt_feststellen",
            von="in_beratung",
            nach="genehmigt",
            durch=Rolle.AUTOMATIK,
            wenn=(beschlossen,),
            laut="§ 60 Abs. 1 Satz 3 GO NRW",
            folgen=(GENEHMIGUNG_ERLEDIGT, bekannt_zu_geben),
        ),
        Schritt(
            name="als_nicht_genehmigt_feststellen",
            von="in_beratung",
            nach="nicht_genehmigt",
            durch=Rolle.AUTOMATIK,
            wenn=(abgelehnt,),
            folgen=(GENEHMIGUNG_ERLEDIGT, bekannt_zu_geben),
        ),
        Schritt(
            name="genehmigung_feststellen",
            von="entschieden",
            nach="genehmigt",
            durch=Rolle.GREMIENDIENST,
            wenn=(durch_vorlage_genehmigt,),
            titel="Genehmigung durch andere Vorlage feststellen",
            folgen=(GENEHMIGUNG_ERLEDIGT,),
        ),
        Schritt(
            name="zurueckziehen",
            von=("entwurf", "zur_unterschrift", "zur_zweiten_unterschrift"),
            nach="zurueckgezogen",
            durch=(Rolle.FEDERFUEHRUNG, Rolle.FREIGABE),
            titel="Zurückziehen",
            begruenden=True,
        ),
        berichtigen(ergebnisse=("genehmigt", "nicht_genehmigt"), folgen=(genehmigung_einzuholen,)),
    ),
)
