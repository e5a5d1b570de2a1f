"""Was jeder Vorlage vor den Gremien widerfahren kann: beraten, entschieden, zurückgezogen, ersetzt oder erledigt."""

from collections.abc import Iterator

from vorlagen.workflow import Folge, FolgeArt, Folgenregel, Pflichtart, Rolle, Sachstand, Schritt, Status, folge
from vorlagen.workflow.bedingungen import abgelehnt, auf_einer_tagesordnung, beschlossen, neufassung_liegt_vor


def beraten(freigegeben: str) -> tuple[Schritt, ...]:
    """Die Schritte ab der Freigabe; `freigegeben` heißt der Status, in dem die Vorlage auf ihre Sitzung wartet."""
    return (
        in_beratung_nehmen(freigegeben),
        Schritt(
            name="zurueckziehen",
            von=("entwurf", freigegeben, "in_beratung"),
            nach="zurueckgezogen",
            durch=(Rolle.FEDERFUEHRUNG, Rolle.FREIGABE),
            titel="Zurückziehen",
            begruenden=True,
        ),
        Schritt(
            name="durch_neufassung_ersetzen",
            von=(freigegeben, "in_beratung"),
            nach="erledigt",
            durch=Rolle.GREMIENDIENST,
            wenn=(neufassung_liegt_vor,),
            titel="Durch Neufassung ersetzen",
        ),
        fuer_erledigt_erklaeren(von="in_beratung"),
    )


@folge("Eine nichtöffentliche Entscheidung ist in der nächsten öffentlichen Sitzung bekannt zu geben.")
def bekannt_zu_geben(stand: Sachstand) -> Iterator[Folge]:
    for beratung in stand.beratungen:
        if beratung.entscheidet and beratung.ausgang and not beratung.oeffentlich:
            daten = {"art": Pflichtart.BEKANNT_GEBEN, "beratung": beratung.id}
            yield Folge(FolgeArt.PFLICHT_BEGRUENDEN, daten)


@folge("Das Gremium muss in seiner nächsten Sitzung noch einmal abstimmen.")
def erneut_abzustimmen(stand: Sachstand) -> Iterator[Folge]:
    entschieden = [beratung for beratung in stand.beratungen if beratung.entscheidet and beratung.ausgang]
    for beratung in entschieden[-1:]:
        daten = {"art": Pflichtart.ERNEUT_ABSTIMMEN, "beratung": beratung.id}
        yield Folge(FolgeArt.PFLICHT_BEGRUENDEN, daten)


ENTSCHEIDUNG = (
    Status("freigegeben", "Freigegeben"),
    Status("in_beratung", "In Beratung"),
    Status("ausgesetzt", "Ausgesetzt"),
    Status("beschlossen", "Beschlossen"),
    Status("abgelehnt", "Abgelehnt"),
    Status("zurueckgezogen", "Zurückgezogen"),
    Status("erledigt", "Erledigt"),
)
NOCH_EINMAL_ABGESTIMMT = Folge(FolgeArt.PFLICHT_ERFUELLEN, {"art": Pflichtart.ERNEUT_ABSTIMMEN})
AUFTRAG_ERTEILT = Folge(FolgeArt.AUFTRAG_ERTEILEN)
AUFTRAG_AUFGEHOBEN = Folge(FolgeArt.AUFTRAG_AUFHEBEN)


def entscheiden() -> tuple[Schritt, ...]:
    """Die Entscheidung der Gremien, wie sie sich aus den Ergebnissen ergibt, und der Widerspruch dagegen."""
    return (
        Schritt(
            name="als_beschlossen_feststellen",
            von=("in_beratung", "ausgesetzt"),
            nach="beschlossen",
            durch=Rolle.AUTOMATIK,
            wenn=(beschlossen,),
            folgen=(NOCH_EINMAL_ABGESTIMMT, AUFTRAG_ERTEILT, bekannt_zu_geben),
        ),
        Schritt(
            name="als_abgelehnt_feststellen",
            von=("in_beratung", "ausgesetzt"),
            nach="abgelehnt",
            durch=Rolle.AUTOMATIK,
            wenn=(abgelehnt,),
            folgen=(NOCH_EINMAL_ABGESTIMMT, AUFTRAG_AUFGEHOBEN, bekannt_zu_geben),
        ),
        berichtigen(ergebnisse=("beschlossen", "abgelehnt"), folgen=(AUFTRAG_AUFGEHOBEN,)),
        Schritt(
            name="widersprechen",
            von="beschlossen",
            nach="ausgesetzt",
            durch=Rolle.FREIGABE,
            laut="§ 54 GO NRW, § 88 NKomVG, § 55 BbgKVerf, § 63 HGO, § 43 Abs. 2 GemO BW, § 65 Abs. 3 KVG LSA",
            titel="Widersprechen oder beanstanden",
            folgen=(erneut_abzustimmen, Folge(FolgeArt.ERNEUT_ABSTIMMEN), Folge(FolgeArt.AUFTRAG_AUSSETZEN)),
            begruenden=True,
            wieder_oeffnet=True,
        ),
        Schritt(
            name="beschluss_aufheben",
            von="ausgesetzt",
            nach="erledigt",
            durch=Rolle.GREMIENDIENST,
            titel="Beschluss als aufgehoben vermerken",
            folgen=(NOCH_EINMAL_ABGESTIMMT, AUFTRAG_AUFGEHOBEN),
            begruenden=True,
        ),
    )


def in_beratung_nehmen(wartet: str) -> Schritt:
    """Sobald ein Gremium die Vorlage auf der Tagesordnung hat, ist sie in Beratung."""
    return Schritt(
        name="in_beratung_nehmen",
        von=wartet,
        nach="in_beratung",
        durch=Rolle.AUTOMATIK,
        wenn=(auf_einer_tagesordnung,),
        titel="In Beratung nehmen",
    )


def fuer_erledigt_erklaeren(von: str | tuple[str, ...], folgen: tuple[Folge, ...] = ()) -> Schritt:
    """Die Sache hat sich erledigt, ohne dass ein Gremium entschieden hat."""
    return Schritt(
        name="fuer_erledigt_erklaeren",
        von=von,
        nach="erledigt",
        durch=Rolle.GREMIENDIENST,
        titel="Für erledigt erklären",
        folgen=folgen,
        begruenden=True,
    )


def berichtigen(
    ergebnisse: str | tuple[str, ...], folgen: tuple[Folge | Folgenregel, ...] = (), *, endgueltig: bool = True
) -> Schritt:
    """Ein falsch eingetragenes Ergebnis wird wieder geöffnet; das alte bleibt im Verlauf sichtbar.

    `endgueltig` heißt: Der Ablauf war damit zu Ende.
    """
    return Schritt(
        name="ergebnis_berichtigen",
        von=ergebnisse,
        nach="in_beratung",
        durch=Rolle.GREMIENDIENST,
        titel="Ergebnis berichtigen",
        folgen=(Folge(FolgeArt.ERGEBNIS_OEFFNEN), *folgen),
        begruenden=True,
        wieder_oeffnet=endgueltig,
    )
