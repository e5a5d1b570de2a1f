"""Case files in and out: papers of real towns, kept verbatim and understood as far as that is safe."""

from vorlagen.services.faelle.aufnahme import Bericht, nimm_auf
from vorlagen.services.faelle.ausgabe import gib_aus

__all__ = ["Bericht", "gib_aus", "nimm_auf"]
