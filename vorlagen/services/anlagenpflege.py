"""What is said of an attachment that is there already: its name, whether it is public, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from vorlagen.dateien import eindeutig, saeubere_namen
from vorlagen.extensions import transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.models import Anlage
from vorlagen.services import schritte, verlauf
from vorlagen.services.anlagen import GRUND_HOECHSTENS
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.vorlagen import pruefe_bearbeitbar
from vorlagen.services.wer import Wer

NAME_HOECHSTENS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Angabe:
    """What is to hold of one attachment; None leaves it as it is. `stelle` counts from 1, beyond the end is the end."""

    id: str
    name: str | None = None
    oeffentlich: bool | None = None
    begruendung: str | None = None
    stelle: int | None = None


def aendere(
    vorlage_id: str, angaben: Sequence[Angabe], *, wer: Wer, jetzt: datetime, version: int | None = None
) -> bool:
    """Change attachments of a draft in one go; False if nothing was to change. The file itself stays.

    The ending of a name is the file's own. Raises `NichtGefunden`, `NichtBerechtigt`, `BedingungOffen`,
    `EingabeUngueltig`, and `ZwischenzeitlichGeaendert` for a `version` that is not the current one.
    """
    with transaction() as sitzung:
        vorlage, _ = hole(vorlage_id, wer, zum_schreiben=True)
        schritte.pruefe_version(vorlage, version)
        pruefe_bearbeitbar(vorlage, wer)
        frage = select(Anlage).where(Anlage.vorlage_id == vorlage.id).order_by(Anlage.reihe, Anlage.id)
        reihe = list(sitzung.scalars(frage))
        vorher = {anlage.id: (nr, _bild(anlage)) for nr, anlage in enumerate(reihe)}
        for angabe in angaben:
            anlage = next((eine for eine in reihe if eine.id == angabe.id), None)
            if anlage is None:
                raise NichtGefunden("Diese Anlage gibt es nicht.")
            _setze(anlage, angabe, reihe)
        geaendert = [anlage for nr, anlage in enumerate(reihe) if vorher[anlage.id] != (nr, _bild(anlage))]
        for nr, anlage in enumerate(reihe, 1):
            anlage.reihe = nr
        for anlage in geaendert:
            if vorher[anlage.id][1] != _bild(anlage):
                daten = {"anlage": anlage.id, "name": anlage.name, "vorher": vorher[anlage.id][1]["name"]}
                daten["oeffentlich"] = anlage.oeffentlich
                verlauf.schreibe(vorlage, "anlage_geaendert", wer_id=wer.id, jetzt=jetzt, daten=daten)
        if geaendert:
            schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt)
        return bool(geaendert)


def _setze(anlage: Anlage, angabe: Angabe, reihe: list[Anlage]) -> None:
    if angabe.name is not None:
        anlage.name = _name(anlage, angabe.name, reihe)
    if angabe.oeffentlich is not None:
        anlage.oeffentlich = angabe.oeffentlich
    if angabe.begruendung is not None:
        if len(angabe.begruendung) > GRUND_HOECHSTENS:
            satz = f"Die Begründung der Nichtöffentlichkeit hat mehr als {GRUND_HOECHSTENS} Zeichen."
            raise EingabeUngueltig(satz, {"anlagen": [satz]})
        anlage.begruendung_nichtoeffentlich = angabe.begruendung.strip()
    if anlage.oeffentlich:
        anlage.begruendung_nichtoeffentlich = ""
    if angabe.stelle is not None:
        reihe.remove(anlage)
        reihe.insert(max(0, angabe.stelle - 1), anlage)


def _name(anlage: Anlage, name: str, reihe: Sequence[Anlage]) -> str:
    if not name.strip() or len(name) > NAME_HOECHSTENS:
        satz = f"Der Name einer Anlage hat 1 bis {NAME_HOECHSTENS} Zeichen."
        raise EingabeUngueltig(satz, {"anlagen": [satz]})
    endung = anlage.name.rpartition(".")[2]
    neu = saeubere_namen(name, endung)
    return neu if neu == anlage.name else eindeutig(neu, [eine.name for eine in reihe if eine is not anlage])


def _bild(anlage: Anlage) -> dict[str, Any]:
    return {
        "name": anlage.name,
        "oeffentlich": anlage.oeffentlich,
        "begruendung": anlage.begruendung_nichtoeffentlich,
    }
