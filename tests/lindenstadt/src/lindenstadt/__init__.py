"""Was in der Stadt Lindenstadt anders läuft als anderswo."""

from .anpassungen import das_dezernat_prueft
from .eilvorlage import EILVORLAGE

ABLAEUFE = (EILVORLAGE,)
ANPASSUNGEN = (das_dezernat_prueft,)

__all__ = ["ABLAEUFE", "ANPASSUNGEN", "EILVORLAGE", "das_dezernat_prueft"]
