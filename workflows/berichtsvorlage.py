"""Berichtsvorlage: Die Verwaltung berichtet, die Gremien nehmen Kenntnis.

Ein Zwischenbericht kommt mit derselben Nummer wieder, bis zum angekündigten Tag.
"""

from collections.abc import Iterator

from vorlagen.workflow import (
    Feld,
    Feldart,
    Folge,
    FolgeArt,
    Frist,
    Grund,
    Pflichtart,
    Rolle,
    Sachstand,
    Schritt,
    Status,
    Workflow,
    bedingung,
    folge,
)
from vorlagen.workflow.bedingungen import (
    beratungsfolge_steht,
    betreff_steht,
    eine_beratung_steht_aus,
    federfuehrung_steht,
    nichtoeffentlichkeit_begruendet,
    sachverhalt_steht,
    zur_kenntnis_genommen,
)
from workflows.beratung import beraten, berichtigen
from workflows.entstehung import ENTSTEHUNG, entstehen, freigeben


@bedingung("Ein weiterer Bericht ist angekündigt.")
def weiterer_bericht_angekuendigt(stand: Sachstand) -> Iterator[Grund]:
    if not stand.felder.get("naechster_bericht"):
        yield Grund(
            "naechster_bericht.fehlt",
            "Ein weiterer Bericht ist nicht angekündigt.",
            abhilfe="den Tag des nächsten Berichts eintragen",
            wer="die federführende Stelle",
            feld="naechster_bericht",
        )


@folge("Die Verwaltung muss bis zum angekündigten Tag wieder berichten.")
def wieder_zu_berichten(stand: Sachstand) -> Iterator[Folge]:
    tag = stand.felder.get("naechster_bericht")
    if tag:
        yield Folge(FolgeArt.PFLICHT_BEGRUENDEN, {"art": Pflichtart.BERICHTEN, "bis": str(tag)})


BERICHT_ERLEDIGT = Folge(FolgeArt.PFLICHT_ERFUELLEN, {"art": Pflichtart.BERICHTEN})

BERICHTSVORLAGE = Workflow(
    name="berichtsvorlage",
    version=1,
    titel="Berichtsvorlage",
    beginnt_mit="entwurf",
    endet_mit=("zur_kenntnis_genommen", "zurueckgezogen", "erledigt"),
    status=(
        *ENTSTEHUNG,
        Status("freigegeben", "Freigegeben"),
        Status("in_beratung", "In Beratung"),
        Status("zwischenbericht", "Zwischenbericht gegeben"),
        Status("zur_kenntnis_genommen", "Zur Kenntnis genommen"),
        Status("zurueckgezogen", "Zurückgezogen"),
        Status("erledigt", "Erledigt"),
    ),
    felder=(
        Feld(
            name="naechster_bericht",
            titel="Nächster Bericht bis",
            art=Feldart.DATUM,
            hilfe="Nur bei einem Zwischenbericht; leer heißt: Das ist der letzte.",
            oeffentlich=True,
        ),
    ),
    schritte=(
        *entstehen(
            vollstaendig=(
                betreff_steht,
                federfuehrung_steht,
                sachverhalt_steht,
                nichtoeffentlichkeit_begruendet,
                beratungsfolge_steht,
                eine_beratung_steht_aus,
            )
        ),
        freigeben(dokument="mitteilungsvorlage"),
        *beraten(freigegeben="freigegeben"),
        Schritt(
            name="zwischenbericht_feststellen",
            von="in_beratung",
            nach="zwischenbericht",
            durch=Rolle.AUTOMATIK,
            wenn=(zur_kenntnis_genommen, weiterer_bericht_angekuendigt),
            frist=Frist("Nächster Bericht", bis="naechster_bericht", fuer=Rolle.FEDERFUEHRUNG),
            folgen=(BERICHT_ERLEDIGT, wieder_zu_berichten),
        ),
        Schritt(
            name="kenntnisnahme_feststellen",
            von="in_beratung",
            nach="zur_kenntnis_genommen",
            durch=Rolle.AUTOMATIK,
            wenn=(zur_kenntnis_genommen,),
            folgen=(BERICHT_ERLEDIGT,),
        ),
        Schritt(
            name="bericht_fortschreiben",
            von="zwischenbericht",
            nach="entwurf",
            durch=Rolle.FEDERFUEHRUNG,
            titel="Bericht fortschreiben",
        ),
        Schritt(
            name="berichterstattung_beenden",
            von="zwischenbericht",
            nach="erledigt",
            durch=Rolle.GREMIENDIENST,
            titel="Berichterstattung beenden",
            folgen=(BERICHT_ERLEDIGT,),
            begruenden=True,
        ),
        berichtigen(ergebnisse=("zur_kenntnis_genommen",)),
        berichtigen(ergebnisse="zwischenbericht", folgen=(BERICHT_ERLEDIGT,), endgueltig=False),
    ),
)
