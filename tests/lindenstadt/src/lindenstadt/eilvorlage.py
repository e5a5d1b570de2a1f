"""Eilvorlage der Stadt Lindenstadt: Die Kämmerei stimmt sofort zu, dann entscheidet der Rat."""

from collections.abc import Iterator

from vorlagen.workflow import (
    Feld,
    Feldart,
    Folge,
    FolgeArt,
    Frist,
    Grund,
    Rolle,
    Sachstand,
    Schritt,
    Status,
    Workflow,
    bedingung,
)
from vorlagen.workflow.bedingungen import (
    abgelehnt,
    auf_einer_tagesordnung,
    beratungsfolge_steht,
    beschlossen,
    beschlussvorschlag_steht,
    betreff_steht,
    ein_gremium_entscheidet,
    nichtoeffentlichkeit_begruendet,
)

GRENZE = 50_000


@bedingung("Über 50.000 Euro entscheidet der Rat in gewöhnlicher Weise.")
def nicht_zu_teuer(stand: Sachstand) -> Iterator[Grund]:
    kosten = stand.felder.get("kosten")
    if isinstance(kosten, int | float) and kosten > GRENZE:
        yield Grund(
            "kosten.zu_hoch",
            f"{kosten:,.0f} Euro sind für eine Eilvorlage zu viel.".replace(",", "."),
            abhilfe="eine Beschlussvorlage anlegen",
            wer="die federführende Stelle",
            feld="kosten",
        )


EILVORLAGE = Workflow(
    name="lindenstadt.eilvorlage",
    version=1,
    titel="Eilvorlage",
    beginnt_mit="entwurf",
    endet_mit=("beschlossen", "abgelehnt", "verworfen"),
    status=(
        Status("entwurf", "Entwurf"),
        Status("bei_der_kaemmerei", "Bei der Kämmerei"),
        Status("freigegeben", "Freigegeben"),
        Status("in_beratung", "In Beratung"),
        Status("beschlossen", "Beschlossen"),
        Status("abgelehnt", "Abgelehnt"),
        Status("verworfen", "Verworfen"),
    ),
    felder=(
        Feld(
            name="grund_der_eile",
            titel="Grund der Eile",
            art=Feldart.TEXT,
            hilfe="Warum es nicht warten kann.",
            pflicht=True,
            oeffentlich=True,
        ),
        Feld(name="kosten", titel="Kosten in Euro", art=Feldart.ZAHL, pflicht=True),
    ),
    schritte=(
        Schritt(
            name="zur_kaemmerei_geben",
            von="entwurf",
            nach="bei_der_kaemmerei",
            durch=Rolle.FEDERFUEHRUNG,
            wenn=(
                betreff_steht,
                beschlussvorschlag_steht,
                nichtoeffentlichkeit_begruendet,
                beratungsfolge_steht,
                ein_gremium_entscheidet,
                nicht_zu_teuer,
            ),
            frist=Frist("Kämmerei", werktage=1, fuer="kaemmerei"),
            laut="§ 9 Abs. 2 Hauptsatzung Lindenstadt",
            titel="Zur Kämmerei geben",
        ),
        Schritt(
            name="zustimmen",
            von="bei_der_kaemmerei",
            nach="freigegeben",
            durch="kaemmerei",
            frist=Frist("Tagesordnung", werktage=1, fuer=Rolle.GREMIENDIENST),
            dokument="eilvorlage",
            folgen=(Folge(FolgeArt.NUMMER_VERGEBEN),),
        ),
        Schritt(
            name="verwerfen",
            von=("entwurf", "bei_der_kaemmerei", "freigegeben"),
            nach="verworfen",
            durch=(Rolle.FEDERFUEHRUNG, "kaemmerei"),
            begruenden=True,
        ),
        Schritt(
            name="in_beratung_nehmen",
            von="freigegeben",
            nach="in_beratung",
            durch=Rolle.AUTOMATIK,
            wenn=(auf_einer_tagesordnung,),
            titel="In Beratung nehmen",
        ),
        Schritt(
            name="als_beschlossen_feststellen",
            von="in_beratung",
            nach="beschlossen",
            durch=Rolle.AUTOMATIK,
            wenn=(beschlossen,),
        ),
        Schritt(
            name="als_abgelehnt_feststellen",
            von="in_beratung",
            nach="abgelehnt",
            durch=Rolle.AUTOMATIK,
            wenn=(abgelehnt,),
        ),
    ),
)
