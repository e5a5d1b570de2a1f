"""What a body's Geschäftsordnung says beside the notice: how many must be there, how late items come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from vorlagen.extensions import transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import anwesenheiten, beschlussfaehigkeit, sitzungen
from vorlagen.services.anwesenheiten import Sitz
from vorlagen.services.wer import Wer

MEHRHEITEN = ("einfach", "zwei_drittel")
ANTEILE = (beschlussfaehigkeit.MEHR_ALS_HAELFTE, beschlussfaehigkeit.MINDESTENS_HAELFTE)


@dataclass(frozen=True, slots=True)
class Ordnung:
    """The rules of a body; None is "not said", and then an assumption is made and shown."""

    mitglieder: int | None = None
    beschlussfaehig: str | None = None
    tischvorlagen: bool | None = None
    mehrheit: str | None = None
    quelle: str | None = None


def setze(
    gremium_id: str, ordnung: Ordnung, sitze: Sequence[Sitz] | None = None, *, version: int | None = None, wer: Wer
) -> None:
    """Keep the rules of a body, and its seats if they are given.

    Raises `NichtBerechtigt`, `EingabeUngueltig`, `ZwischenzeitlichGeaendert` if another `version` of it was seen.
    """
    with transaction(umfassend=True):
        gremium = sitzungen.hole_gremium(gremium_id, zum_schreiben=True, version=version)
        sitzungen.pruefe_gremiendienst(gremium.id, wer)
        for name, erlaubte in (("mehrheit", MEHRHEITEN), ("beschlussfaehig", ANTEILE)):
            if getattr(ordnung, name) not in (None, *erlaubte):
                raise EingabeUngueltig("Diese Regel gibt es nicht.", {name: [f"Möglich sind: {', '.join(erlaubte)}."]})
        if ordnung.mitglieder is not None and not 1 <= ordnung.mitglieder <= 1000:
            satz = "Die Zahl der Mitglieder liegt zwischen 1 und 1000."
            raise EingabeUngueltig(satz, {"mitglieder": [satz]})
        gremium.version += 1
        gremium.ordnung = {name: wert for name, wert in asdict(ordnung).items() if wert not in (None, "")}
        if sitze is not None:
            anwesenheiten.setze_mitglieder(gremium_id, sitze, wer=wer)
