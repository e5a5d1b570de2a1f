"""What the law asks of public pages, in the words of the town whose they are."""

from __future__ import annotations

from vorlagen.services import stadtangaben
from vorlagen.services.oparl.haeuser import Haus
from vorlagen.web.oeffentlich.tafel import weg
from vorlagen.web.seiten.rechtliches import zeige

RAHMEN = "oeffentlich/rahmen.html"


@weg("/impressum")
def impressum(haus: Haus) -> str:
    """Who answers for what is shown here."""
    return zeige("impressum.html", stadtangaben.auftritt_von(haus.id), rahmen=RAHMEN)


@weg("/datenschutz")
def datenschutz(haus: Haus) -> str:
    """What is stored about people, and what is not."""
    return zeige("datenschutz.html", stadtangaben.auftritt_von(haus.id), rahmen=RAHMEN)


@weg("/barrierefreiheit")
def barrierefreiheit(haus: Haus) -> str:
    """The accessibility statement."""
    return zeige("barrierefreiheit.html", stadtangaben.auftritt_von(haus.id), rahmen=RAHMEN)


@weg("/barriere-melden")
def barriere_melden(haus: Haus) -> str:
    """How to report a barrier."""
    return zeige("barriere_melden.html", stadtangaben.auftritt_von(haus.id), rahmen=RAHMEN)
