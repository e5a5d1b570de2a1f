"""Antrag einer Fraktion: Er kommt mit eigener Nummer ins Haus, wird beraten oder durch eine Vorlage beantwortet.

Die Vorlage, die ihn beantwortet, hat eine andere Nummer; die Verknüpfung „beantwortet“ sagt, welche es ist.
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
    Sitzungsziel,
    Status,
    Workflow,
    folge,
)
from vorlagen.workflow.bedingungen import (
    abgelehnt,
    abschliessend_beantwortet,
    beratungsfolge_steht,
    beschlossen,
    beschlussvorschlag_steht,
    betreff_steht,
    ein_gremium_entscheidet,
    federfuehrung_steht,
    nichtoeffentlichkeit_begruendet,
)
from workflows.beratung import (
    AUFTRAG_AUFGEHOBEN,
    AUFTRAG_ERTEILT,
    bekannt_zu_geben,
    berichtigen,
    fuer_erledigt_erklaeren,
    in_beratung_nehmen,
)


@folge("Das Gremium muss den Antrag spätestens in seiner übernächsten Sitzung behandeln, oder er wird beantwortet.")
def zu_beantworten(stand: Sachstand) -> Iterator[Folge]:
    for beratung in stand.beratungen:
        if beratung.entscheidet:
            daten = {"art": Pflichtart.BEANTWORTEN, "beratung": beratung.id, "in_sitzung": Sitzungsziel.UEBERNAECHSTE}
            yield Folge(FolgeArt.PFLICHT_BEGRUENDEN, daten)


ANTWORT_ERLEDIGT = Folge(FolgeArt.PFLICHT_ERFUELLEN, {"art": Pflichtart.BEANTWORTEN})

ANTRAG = Workflow(
    name="antrag",
    version=1,
    titel="Antrag",
    beginnt_mit="entwurf",
    endet_mit=("angenommen", "abgelehnt", "beantwortet", "zurueckgezogen", "erledigt"),
    status=(
        Status("entwurf", "In Erfassung"),
        Status("eingegangen", "Eingegangen"),
        Status("in_beratung", "In Beratung"),
        Status("angenommen", "Angenommen"),
        Status("abgelehnt", "Abgelehnt"),
        Status("beantwortet", "Beantwortet"),
        Status("zurueckgezogen", "Zurückgezogen"),
        Status("erledigt", "Erledigt"),
    ),
    felder=(
        Feld(
            name="antragsteller",
            titel="Antrag von",
            hilfe="Die Fraktion, die Gruppe oder das Mitglied.",
            pflicht=True,
            oeffentlich=True,
            laenge=200,
        ),
        Feld(name="eingegangen_am", titel="Eingegangen am", art=Feldart.DATUM, pflicht=True, oeffentlich=True),
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
            dokument="beschlussvorlage",
            titel="Eingang bestätigen",
            folgen=(Folge(FolgeArt.NUMMER_VERGEBEN), zu_beantworten),
        ),
        in_beratung_nehmen("eingegangen"),
        Schritt(
            name="als_angenommen_feststellen",
            von="in_beratung",
            nach="angenommen",
            durch=Rolle.AUTOMATIK,
            wenn=(beschlossen,),
            folgen=(ANTWORT_ERLEDIGT, AUFTRAG_ERTEILT, bekannt_zu_geben),
        ),
        Schritt(
            name="als_abgelehnt_feststellen",
            von="in_beratung",
            nach="abgelehnt",
            durch=Rolle.AUTOMATIK,
            wenn=(abgelehnt,),
            folgen=(ANTWORT_ERLEDIGT, bekannt_zu_geben),
        ),
        Schritt(
            name="als_beantwortet_feststellen",
            von=("eingegangen", "in_beratung"),
            nach="beantwortet",
            durch=Rolle.GREMIENDIENST,
            wenn=(abschliessend_beantwortet,),
            folgen=(ANTWORT_ERLEDIGT,),
        ),
        Schritt(
            name="ruecknahme_vermerken",
            von=("entwurf", "eingegangen", "in_beratung"),
            nach="zurueckgezogen",
            durch=(Rolle.GREMIENDIENST, Rolle.FEDERFUEHRUNG),
            titel="Rücknahme vermerken",
            folgen=(ANTWORT_ERLEDIGT,),
            begruenden=True,
        ),
        fuer_erledigt_erklaeren(von=("eingegangen", "in_beratung"), folgen=(ANTWORT_ERLEDIGT,)),
        berichtigen(ergebnisse=("angenommen", "abgelehnt"), folgen=(AUFTRAG_AUFGEHOBEN, zu_beantworten)),
    ),
)
