"""Login by a town's directory."""

from vorlagen.services.oidc.nachweis import Ausweis
from vorlagen.services.oidc.stadtverzeichnis import Stadtverzeichnis, Vorhaben

__all__ = ["Ausweis", "Stadtverzeichnis", "Vorhaben"]
