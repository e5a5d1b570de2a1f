"""Files that people bring: what they are, what they hide, what they may be called. Knows no database and no web."""

from vorlagen.dateien.annahme import Datei, nimm_an
from vorlagen.dateien.arten import ALLE, Dateiart
from vorlagen.dateien.namen import eindeutig, saeubere_namen
from vorlagen.dateien.virus import Virenpruefung

__all__ = ["ALLE", "Datei", "Dateiart", "Virenpruefung", "eindeutig", "nimm_an", "saeubere_namen"]
