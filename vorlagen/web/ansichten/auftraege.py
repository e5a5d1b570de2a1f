"""How an Auftrag stands, in words: the colour only repeats them."""

from __future__ import annotations

from datetime import date
from typing import Final

from vorlagen.models import Auftrag
from vorlagen.services.auftragsampel import GELB, GRUEN, ROT, ampel
from vorlagen.web.worte import gross
from vorlagen.workflow.begriffe import ABGESCHLOSSENE_AUFTRAEGE, Auftragsstatus

AMPELWORTE: Final = {
    ROT: ("Überfällig oder verzögert", "gefahr"),
    GELB: ("Bald fällig", "warnung"),
    GRUEN: ("Im Plan", "erfolg"),
}


def ampelwort(auftrag: Auftrag, heute: date) -> tuple[str, str]:
    """(words, level) for a mark; what is closed says so, what is late says whether it is overdue or delayed."""
    if auftrag.status in ABGESCHLOSSENE_AUFTRAEGE:
        return gross(Auftragsstatus(auftrag.status).titel), "ruhig"
    farbe = ampel(auftrag, heute)
    if farbe == ROT:
        ueberfaellig = auftrag.faellig_am is not None and auftrag.faellig_am < heute
        return "Überfällig" if ueberfaellig else "Verzögert", "gefahr"
    return AMPELWORTE[farbe]
