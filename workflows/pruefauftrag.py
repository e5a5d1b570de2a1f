"""Prüfauftrag: Ein Gremium beauftragt die Verwaltung, bis zu einem Tag einen Vorschlag zu erarbeiten.

Der Vorschlag ist eine eigene Vorlage; die Verknüpfung „beantwortet“ sagt, welche es ist.
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
    antwort_liegt_vor,
    beratungsfolge_steht,
    beschlossen,
    beschlussvorschlag_steht,
    betreff_steht,
    ein_gremium_entscheidet,
    federfuehrung_steht,
    nichtoeffentlichkeit_begruendet,
)
from workflows.beratung import bekannt_zu_geben, berichtigen, fuer_erledigt_erklaeren, in_beratung_nehmen


@folge("Die Verwaltung muss dem Gremium bis zum festgesetzten Tag einen Vorschlag vorlegen.")
def vorschlag_vorzulegen(stand: Sachstand) -> Iterator[Folge]:
    bis = {"bis": str(stand.felder["vorlegen_bis"])} if stand.felder.get("vorlegen_bis") else {}
    for beratung in stand.beratungen:
        if beratung.entscheidet:
            yield Folge(FolgeArt.PFLICHT_BEGRUENDEN, {"art": Pflichtart.VORLEGEN, "beratung": beratung.id, **bis})


VORSCHLAG_ERLEDIGT = Folge(FolgeArt.PFLICHT_ERFUELLEN, {"art": Pflichtart.VORLEGEN})

PRUEFAUFTRAG = Workflow(
    name="pruefauftrag",
    version=1,
    titel="Prüfauftrag",
    beginnt_mit="entwurf",
    endet_mit=("vorgelegt", "abgelehnt", "zurueckgezogen", "erledigt"),
    status=(
        Status("entwurf", "In Erfassung"),
        Status("eingegangen", "Eingegangen"),
        Status("in_beratung", "In Beratung"),
        Status("beauftragt", "Beauftragt"),
        Status("vorgelegt", "Vorschlag vorgelegt"),
        Status("abgelehnt", "Abgelehnt"),
        Status("zurueckgezogen", "Zurückgezogen"),
        Status("erledigt", "Erledigt"),
    ),
    felder=(
        Feld(
            name="antragsteller",
            titel="Prüfauftrag von",
            hilfe="Die Fraktion, die Gruppe oder das Mitglied; leer, wenn das Gremium selbst.",
            oeffentlich=True,
            laenge=200,
        ),
        Feld(
            name="vorlegen_bis",
            titel="Vorschlag vorzulegen bis",
            art=Feldart.DATUM,
            pflicht=True,
            oeffentlich=True,
        ),
    ),
    schritte=(
        Schritt(
            name="eingang_bestaetigen",
            von="entwurf",
            nach="eingegangen",
            durch=(Rolle.GREMIENDIENST, Rolle.FEDERFUEHRUNG),
            wenn=(
                betreff_steht,
                federfuehrung_steht,
                beschlussvorschlag_steht,
                nichtoeffentlichkeit_begruendet,
                beratungsfolge_steht,
                ein_gremium_entscheidet,
            ),
            frist=Frist("Tagesordnung", werktage=5, fuer=Rolle.GREMIENDIENST),
            titel="Eingang bestätigen",
            folgen=(Folge(FolgeArt.NUMMER_VERGEBEN),),
        ),
        in_beratung_nehmen("eingegangen"),
        Schritt(
            name="als_beauftragt_feststellen",
            von="in_beratung",
            nach="beauftragt",
            durch=Rolle.AUTOMATIK,
            wenn=(beschlossen,),
            frist=Frist("Vorschlag", bis="vorlegen_bis", fuer=Rolle.FEDERFUEHRUNG),
            folgen=(vorschlag_vorzulegen, bekannt_zu_geben),
        ),
        Schritt(
            name="als_abgelehnt_feststellen",
            von="in_beratung",
            nach="abgelehnt",
            durch=Rolle.AUTOMATIK,
            wenn=(abgelehnt,),
            folgen=(bekannt_zu_geben,),
        ),
        Schritt(
            name="als_vorgelegt_feststellen",
            von="beauftragt",
            nach="vorgelegt",
            durch=(Rolle.GREMIENDIENST, Rolle.FEDERFUEHRUNG),
            wenn=(antwort_liegt_vor,),
            folgen=(VORSCHLAG_ERLEDIGT,),
        ),
        Schritt(
            name="ruecknahme_vermerken",
            von=("entwurf", "eingegangen", "in_beratung"),
            nach="zurueckgezogen",
            durch=(Rolle.GREMIENDIENST, Rolle.FEDERFUEHRUNG),
            titel="Rücknahme vermerken",
            begruenden=True,
        ),
        fuer_erledigt_erklaeren(von=("eingegangen", "in_beratung", "beauftragt"), folgen=(VORSCHLAG_ERLEDIGT,)),
        berichtigen(ergebnisse=("abgelehnt",)),
        berichtigen(ergebnisse="beauftragt", folgen=(VORSCHLAG_ERLEDIGT,), endgueltig=False),
    ),
)
