"""What was read in is one town and nothing else: an archive is only as honest as whoever wrote it.

Its checksums lie beside what they are of, so they tell of accidents and not of intent. A row that names another town,
or hangs on somebody of another town, would be a right there.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Koerperschaft
from vorlagen.services.stadtarchiv.tabellen import gehoert, im_archiv


def pruefe(sitzung: Session, stadt_id: str, kuerzel: str, zeilen: Mapping[str, int]) -> None:
    """Inside the transaction that put so many rows into each table for a town that was not here before.

    Raises `EingabeUngueltig` if one of them is not the town's, or refers to what is not.
    """
    stadt = select(Koerperschaft.id).where(Koerperschaft.id == stadt_id, Koerperschaft.kuerzel == kuerzel)
    if sitzung.scalar(stadt) is None:
        raise EingabeUngueltig("Das Archiv enthält eine andere Körperschaft, als seine manifest.json nennt.")
    for tabelle in im_archiv():
        eigene = select(func.count()).select_from(tabelle).where(gehoert(tabelle, stadt_id))
        fremd = sitzung.scalar(eigene) != zeilen[tabelle.name]
        for spalte in tabelle.columns:
            for verweis in spalte.foreign_keys:
                ziel = verweis.column
                bekannt = select(ziel).where(gehoert(ziel.table, stadt_id)).correlate(None)
                fremd = fremd or bool(sitzung.scalar(eigene.where(spalte.is_not(None), spalte.not_in(bekannt))))
        if fremd:
            raise EingabeUngueltig(
                f"Im Archiv steht unter „{tabelle.name}“ etwas, das zu einer anderen Körperschaft gehört."
            )
