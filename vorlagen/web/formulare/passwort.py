"""The two fields of a new password."""

from __future__ import annotations

from collections.abc import Mapping

from vorlagen.fehler import EingabeUngueltig


def lies_neues(felder: Mapping[str, str]) -> str:
    """The new password, typed twice alike. Raises `EingabeUngueltig`."""
    neues = felder.get("passwort_neu", "")
    if not neues:
        satz = "Bitte geben Sie ein neues Passwort ein."
        raise EingabeUngueltig(satz, {"passwort_neu": [satz]})
    if felder.get("passwort_wieder", "") != neues:
        satz = "Die beiden Eingaben sind verschieden."
        raise EingabeUngueltig(satz, {"passwort_wieder": [satz]})
    return neues
