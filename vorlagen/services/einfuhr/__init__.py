"""Taking over what another council information system has: its whole history, and what it says of our papers."""

from vorlagen.services.einfuhr.anstoss import Auftrag, Unterbrochen, beginne, bestelle, brich_ab, zuletzt
from vorlagen.services.einfuhr.bericht import Bericht, berichte, lies
from vorlagen.services.einfuhr.dateien import zu_vorlage
from vorlagen.services.einfuhr.laeufer import Werkzeug
from vorlagen.services.einfuhr.lauf import arbeite_ab, fuehre_aus
from vorlagen.services.einfuhr.quellen import finde_koerper, stadt_fuer
from vorlagen.services.einfuhr.server import Hoeflichkeit, Server

__all__ = [
    "Auftrag",
    "Bericht",
    "Hoeflichkeit",
    "Server",
    "Unterbrochen",
    "Werkzeug",
    "arbeite_ab",
    "beginne",
    "berichte",
    "bestelle",
    "brich_ab",
    "finde_koerper",
    "fuehre_aus",
    "lies",
    "stadt_fuer",
    "zu_vorlage",
    "zuletzt",
]
