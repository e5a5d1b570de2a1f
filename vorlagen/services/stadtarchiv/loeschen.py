"""Leaving nothing behind of a town that has moved elsewhere."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from vorlagen.extensions import ALLE, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import stammdaten
from vorlagen.services.stadtarchiv import einlesen
from vorlagen.services.stadtarchiv.tabellen import alle, auf_sich_selbst, gehoert


def loesche(kuerzel: str, *, archiv: Path) -> int:
    """Delete every row of a town and return how many there were. It cannot be taken back.

    Raises `EingabeUngueltig` unless the town is locked and `archiv` is a sound archive of it that was made since.
    """
    sicht_oeffnen(ALLE)
    kopf = einlesen.pruefe(archiv)
    with transaction() as sitzung:
        stadt = stammdaten.finde_koerperschaft(kuerzel)
        if kopf.id != stadt.id:
            raise EingabeUngueltig(f"Das ist das Archiv von „{kopf.name}“, nicht von „{stadt.name}“.")
        if stadt.gesperrt_seit is None or kopf.erstellt < stadt.gesperrt_seit:
            raise EingabeUngueltig(
                "Gelöscht wird nur, was gesperrt ist und danach als Archiv herausgenommen wurde: Sonst ginge verloren, "
                "was seither geschrieben wurde."
            )
        stadt_id = stadt.id
        sitzung.expunge_all()
        return _loesche_zeilen(sitzung, stadt_id)


def _loesche_zeilen(sitzung: Session, stadt_id: str) -> int:
    anzahl = 0
    for tabelle in reversed(alle()):
        eigene = gehoert(tabelle, stadt_id)
        for spalte in auf_sich_selbst(tabelle):
            sitzung.execute(update(tabelle).where(eigene, spalte.is_not(None)).values({spalte.name: None}))
        anzahl += sitzung.execute(delete(tabelle).where(eigene)).rowcount  # type: ignore[attr-defined]
    return anzahl
