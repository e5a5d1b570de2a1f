"""Taking over what another council information system has: its whole history, and what it says of our papers."""

from vorlagen.services.einfuhr.anstoss import Auftrag, Unterbrochen, beginne, zuletzt
from vorlagen.services.einfuhr.bericht import Bericht, berichte
from vorlagen.services.einfuhr.lauf import Werkzeug, fuehre_aus
from vorlagen.services.einfuhr.quellen import finde_koerper, stadt_fuer
from vorlagen.services.einfuhr.server import Hoeflichkeit, Server

__all__ = [
    "Auftrag",
    "Bericht",
    "Hoeflichkeit",
    "Server",
    "Unterbrochen",
    "Werkzeug",
    "beginne",
    "berichte",
    "finde_koerper",
    "fuehre_aus",
    "stadt_fuer",
    "zuletzt",
]
