"""What makes a town's history provable: hash tree, signed daily head, signing keys. Knows neither database nor web."""

from vorlagen.siegel.baum import ANFANG, Baum, blatt, kanonisch, wurzel, wurzel_aus_pfad
from vorlagen.siegel.kette import GLIED, Bruch, Ende, kettenglied, pruefe
from vorlagen.siegel.kopf import FORMAT, Kopf, gueltig, unterschrieben
from vorlagen.siegel.kopfbuch import Kopfbuch
from vorlagen.siegel.pruefung import Kette, kettenblatt, pruefe_stadt
from vorlagen.siegel.schluessel import Schluesselbund, erneuere, lade

__all__ = [
    "ANFANG",
    "FORMAT",
    "GLIED",
    "Baum",
    "Bruch",
    "Ende",
    "Kette",
    "Kopf",
    "Kopfbuch",
    "Schluesselbund",
    "blatt",
    "erneuere",
    "gueltig",
    "kanonisch",
    "kettenblatt",
    "kettenglied",
    "lade",
    "pruefe",
    "pruefe_stadt",
    "unterschrieben",
    "wurzel",
    "wurzel_aus_pfad",
]
