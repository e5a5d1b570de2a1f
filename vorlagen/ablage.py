"""Settings of attachments: how much room there is for them, and who looks for viruses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vorlagen.einstellwerte import eines_von, spanne

TABELLE: tuple[tuple[str, str, str], ...] = (
    ("VORLAGEN_ANLAGE_MB", "50", "Größte Anlage in MB, höchstens 50"),
    ("VORLAGEN_ANLAGEN_JE_VORLAGE", "100", "Höchstzahl der Anlagen einer Vorlage"),
    ("VORLAGEN_ANLAGEN_MB_JE_VORLAGE", "500", "Alle Anlagen einer Vorlage zusammen in MB"),
    ("VORLAGEN_ANLAGEN_GB", "50", "Alle Anlagen einer Kommune zusammen in GB"),
    ("VORLAGEN_CLAMAV", "leer: keine Virenprüfung", "ClamAV-Dienst, host:port oder unix:/pfad/clamd.sock"),
    (
        "VORLAGEN_CLAMAV_AUSFALL",
        "streng",
        "streng oder weich; weich nimmt Dateien an, während die Virenprüfung nicht antwortet",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ablage:
    """The checked settings. `streng`: without an answer of the virus scanner nothing is taken."""

    anlage_mb: int = 50
    je_vorlage: int = 100
    mb_je_vorlage: int = 500
    gb_gesamt: int = 50
    clamav: str | None = None
    streng: bool = True


def lies_ablage(werte: Mapping[str, str]) -> Ablage:
    """Read and check them. Raises `EinstellungUngueltig`."""

    def zahl(name: str, sonst: int, bis: int) -> int:
        return spanne(name, werte.get(name) or str(sonst), 1, bis)

    ausfall = werte.get("VORLAGEN_CLAMAV_AUSFALL") or "streng"
    return Ablage(
        anlage_mb=zahl("VORLAGEN_ANLAGE_MB", 50, 50),
        je_vorlage=zahl("VORLAGEN_ANLAGEN_JE_VORLAGE", 100, 10_000),
        mb_je_vorlage=zahl("VORLAGEN_ANLAGEN_MB_JE_VORLAGE", 500, 100_000),
        gb_gesamt=zahl("VORLAGEN_ANLAGEN_GB", 50, 100_000),
        clamav=werte.get("VORLAGEN_CLAMAV") or None,
        streng=eines_von("VORLAGEN_CLAMAV_AUSFALL", ausfall, ("streng", "weich")) == "streng",
    )
