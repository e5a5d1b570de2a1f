"""Case files in and out: papers of real towns, kept verbatim and understood as far as that is safe."""

from vorlagen.services.faelle.aufnahme import Bericht, nimm_auf
from vorlagen.services.faelle.ausgabe import gib_aus
from vorlagen.services.faelle.fallschema import schema_text
from vorlagen.services.faelle.lesen import lies
from vorlagen.services.faelle.stapel import (
    GRENZEN,
    WORTE,
    Stapelbild,
    bestelle_aufnahme,
    lies_stapel,
    meine_stapel,
    schicke,
    verwirf,
)
from vorlagen.services.faelle.stapelarbeit import arbeite_stapel_ab

__all__ = [
    "GRENZEN",
    "WORTE",
    "Bericht",
    "Stapelbild",
    "arbeite_stapel_ab",
    "bestelle_aufnahme",
    "gib_aus",
    "lies",
    "lies_stapel",
    "meine_stapel",
    "nimm_auf",
    "schema_text",
    "schicke",
    "verwirf",
]
