"""The shipped procedures; the house finds them by entry point, as it finds a town's own."""

from workflows.beschlussvorlage import BESCHLUSSVORLAGE
from workflows.geschaeftliche_mitteilung import GESCHAEFTLICHE_MITTEILUNG
from workflows.mitteilungsvorlage import MITTEILUNGSVORLAGE

ABLAEUFE = (BESCHLUSSVORLAGE, MITTEILUNGSVORLAGE, GESCHAEFTLICHE_MITTEILUNG)

__all__ = ["ABLAEUFE"]
