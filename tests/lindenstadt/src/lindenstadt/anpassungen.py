"""In Lindenstadt prüft das Dezernat jede Beschlussvorlage, ehe sie zur Freigabe geht."""

from vorlagen.workflow import Frist, Rolle, Schritt, Status, Workflow, anpassung, umgebaut


@anpassung(
    "lindenstadt.das_dezernat_prueft",
    "Das Dezernat prüft vor der Freigabe",
    fuer=("beschlussvorlage",),
)
def das_dezernat_prueft(ablauf: Workflow) -> Workflow:
    return umgebaut(
        ablauf,
        status=(Status("im_dezernat", "Im Dezernat"),),
        schritte=(
            Schritt(
                name="im_dezernat_billigen",
                von="im_dezernat",
                nach="in_freigabe",
                durch="dezernat",
                frist=Frist("Freigabe", werktage=3, fuer=Rolle.FREIGABE),
                laut="§ 7 Dienstanweisung Lindenstadt",
                titel="Billigen",
            ),
            Schritt(
                name="im_dezernat_zurueckgeben",
                von="im_dezernat",
                nach="entwurf",
                durch="dezernat",
                frist=Frist("Überarbeitung", werktage=5, fuer=Rolle.FEDERFUEHRUNG),
                titel="Zurückgeben",
                begruenden=True,
            ),
        ),
        anders={
            "zur_freigabe_geben": {
                "nach": "im_dezernat",
                "frist": Frist("Prüfung im Dezernat", werktage=2, fuer="dezernat"),
            },
            "zurueckholen": {"von": ("in_mitzeichnung", "im_dezernat", "in_freigabe")},
        },
    )
