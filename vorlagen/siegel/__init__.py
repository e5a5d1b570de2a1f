"""What makes a town's history provable: hash tree, signed daily head, signing keys. Knows neither database nor web."""

from vorlagen.siegel.baum import ANFANG, Baum, blatt, kanonisch, wurzel, wurzel_aus_pfad
from vorlagen.siegel.kopf import FORMAT, Kopf, gueltig, unterschrieben
from vorlagen.siegel.schluessel import Schluesselbund, erneuere, lade

__all__ = [
    "ANFANG",
    "FORMAT",
    "Baum",
    "Kopf",
    "Schluesselbund",
    "blatt",
    "erneuere",
    "gueltig",
    "kanonisch",
    "lade",
    "unterschrieben",
    "wurzel",
    "wurzel_aus_pfad",
]
