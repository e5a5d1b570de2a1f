"""The shipped procedures; the house finds them by entry point, as it finds a town's own."""

from workflows.anfrage import ANFRAGE
from workflows.antrag import ANTRAG
from workflows.berichtsvorlage import BERICHTSVORLAGE
from workflows.beschlussvorlage import BESCHLUSSVORLAGE
from workflows.dringlichkeitsentscheidung import DRINGLICHKEITSENTSCHEIDUNG
from workflows.ergaenzungsvorlage import ERGAENZUNGSVORLAGE
from workflows.geschaeftliche_mitteilung import GESCHAEFTLICHE_MITTEILUNG
from workflows.mitteilungsvorlage import MITTEILUNGSVORLAGE
from workflows.neufassung import NEUFASSUNG
from workflows.pruefauftrag import PRUEFAUFTRAG
from workflows.wahlvorlage import WAHLVORLAGE

ABLAEUFE = (
    BESCHLUSSVORLAGE,
    MITTEILUNGSVORLAGE,
    GESCHAEFTLICHE_MITTEILUNG,
    WAHLVORLAGE,
    BERICHTSVORLAGE,
    ERGAENZUNGSVORLAGE,
    NEUFASSUNG,
    DRINGLICHKEITSENTSCHEIDUNG,
    ANTRAG,
    ANFRAGE,
    PRUEFAUFTRAG,
)

__all__ = ["ABLAEUFE"]
