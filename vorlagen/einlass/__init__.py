"""The settings of who is let in from elsewhere: by a town's directory (OIDC), or by a proxy that knows people."""

from vorlagen.einlass.begriffe import Einlass, Erkennen, Gruppenrolle, Netze, Oidc, Zuordnung
from vorlagen.einlass.lesen import TABELLE, lies_einlass, netze

__all__ = ["TABELLE", "Einlass", "Erkennen", "Gruppenrolle", "Netze", "Oidc", "Zuordnung", "lies_einlass", "netze"]
