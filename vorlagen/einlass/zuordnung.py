"""The file that says how what a directory knows about people is understood here."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from vorlagen.einlass.begriffe import UMFANG, Gruppenrolle, Zuordnung
from vorlagen.fehler import EinstellungUngueltig

_ABSCHNITTE: Final = frozenset({"umfang", "angaben", "koerperschaften", "gruppen"})
_ANGABEN: Final = frozenset({"anmeldename", "gruppen", "koerperschaft"})


def lies_zuordnung(datei: Path) -> Zuordnung:
    """Read and check the file. Raises `EinstellungUngueltig`."""
    ort = f"VORLAGEN_OIDC_ZUORDNUNG ({datei})"
    try:
        inhalt = tomllib.loads(datei.read_text(encoding="utf-8"))
    except OSError as fehler:
        raise EinstellungUngueltig(f"{ort} lässt sich nicht lesen: {fehler.strerror}.") from fehler
    except ValueError as fehler:
        raise EinstellungUngueltig(f"{ort} ist kein TOML: {fehler}.") from fehler
    try:
        _pruefe_namen(ort, inhalt)
        return Zuordnung(
            umfang=tuple(dict.fromkeys(("openid", *inhalt.get("umfang", UMFANG)))),
            koerperschaften={wert.lower(): str(kuerzel) for wert, kuerzel in inhalt.get("koerperschaften", {}).items()},
            gruppen=tuple(_gruppenrolle(eine) for eine in inhalt.get("gruppen", ())),
            **{f"angabe_{name}": str(wert) for name, wert in inhalt.get("angaben", {}).items()},
        )
    except (TypeError, AttributeError) as fehler:
        raise EinstellungUngueltig(
            f"{ort} ist unvollständig: Jede Gruppe braucht „gruppe“ und „rolle“ und kann „amt“ oder „gremium“ und "
            "„koerperschaft“ nennen, alles als Text."
        ) from fehler


def _pruefe_namen(ort: str, inhalt: Mapping[str, Any]) -> None:
    fremd = [*(set(inhalt) - _ABSCHNITTE), *(set(inhalt.get("angaben", ())) - _ANGABEN)]
    if fremd:
        raise EinstellungUngueltig(f"{ort}: „{sorted(fremd)[0]}“ ist dort nicht vorgesehen.")


def _gruppenrolle(eine: Mapping[str, Any]) -> Gruppenrolle:
    rolle = Gruppenrolle(**eine)
    if not all(isinstance(wert, str) and wert for wert in eine.values()) or (rolle.amt and rolle.gremium):
        raise TypeError
    return rolle
