"""When a paper becomes public, and taking that back."""

from __future__ import annotations

from vorlagen.web.schemas.blatt import Augenblick, Formblatt, JaNein, Text, Zahl
from vorlagen.web.schemas.stammfelder import LANG


class VeroeffentlichungAus(Formblatt):
    """Where the publication of a paper stands; for those inside."""

    oeffentlich = JaNein(required=True, metadata={"description": "ob die Vorlage öffentlich ist"})
    veroeffentlicht = Augenblick(required=True, allow_none=True, metadata={"description": "seit wann alle sie lesen"})
    am = Augenblick(required=True, allow_none=True, metadata={"description": "eigener Zeitpunkt statt der Regel"})
    regel = Text(20, required=True, metadata={"description": "freigabe, einladung oder tage"})
    satz = Text(LANG, required=True, metadata={"description": "wann sie öffentlich wird, in Worten"})
    ruecknahme = Augenblick(required=True, allow_none=True)
    ruecknahme_grund = Text(LANG, required=True, allow_none=True)
    version = Zahl(1, required=True)


class VeroeffentlichungEin(Formblatt):
    """An instant of its own; null: the town's rule again."""

    am = Augenblick(required=True, allow_none=True)
    version = Zahl(1)


class VeroeffentlichungZurueck(Formblatt):
    """What is taken back, and why."""

    grund = Text(2000, required=True, noetig=True, mehrzeilig=True)
    anlage = Text(32, metadata={"description": "nur diese Anlage; ohne Angabe die ganze Vorlage"})


class VeroeffentlichungWieder(Formblatt):
    """What everybody may read now."""

    anlage = Text(32, metadata={"description": "nur diese Anlage; ohne Angabe die ganze Vorlage"})
