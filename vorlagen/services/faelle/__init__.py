"""Case files in and out: papers of real towns, kept verbatim and understood as far as that is safe."""

from vorlagen.services.faelle.aufnahme import Bericht, nimm_auf
from vorlagen.services.faelle.ausgabe import gib_aus
from vorlagen.services.faelle.fallschema import schema_text
from vorlagen.services.faelle.lesen import lies

__all__ = ["Bericht", "gib_aus", "lies", "nimm_auf", "schema_text"]
