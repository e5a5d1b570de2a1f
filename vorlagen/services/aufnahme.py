"""May this come on the agenda, and if it is late: by which way, with which grounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN, ladungsregel
from vorlagen.kalender.nachtraege import Aufnahme, Lage, Urteil, beurteile
from vorlagen.models import Beratung, Koerperschaft, Sitzung, Vorlage
from vorlagen.services import nachgang, wiederaufnahme
from vorlagen.services.fristen import kalender_von
from vorlagen.services.tagesordnungsfassungen import neueste
from vorlagen.workflow.engine import BedingungOffen
from vorlagen.workflow.grund import Grund


@dataclass(frozen=True, slots=True)
class Spaet:
    """Somebody's wish to add an item late: how, why, and that they go on although a rule speaks against it."""

    aufnahme: str
    begruendung: str
    trotzdem: bool = False


def ist_spaet(sitzung: Sitzung, heute: date) -> bool:
    """True once members have, or rely on, an agenda: it is frozen, the invitation has gone out, the day is over."""
    return sitzung.steht_seit is not None or sitzung.status != "geplant" or _ist_vorbei(sitzung, heute)


def urteile(sitzung: Sitzung, *, gegenstand: str, oeffentlich: bool, heute: date) -> Mapping[Aufnahme, Urteil]:
    """What is legal for a late item, and why, for each way of adding it."""
    lage = _lage(sitzung, gegenstand=gegenstand, oeffentlich=oeffentlich, heute=heute)
    return {aufnahme: beurteile(aufnahme, lage) for aufnahme in (Aufnahme.NACHTRAG, Aufnahme.TISCHVORLAGE)}


def angaben(
    sitzung: Sitzung, spaet: Spaet | None, *, gegenstand: str, oeffentlich: bool, heute: date
) -> dict[str, Any]:
    """The columns that say how an item came on the agenda, with the judgement of today.

    Raises `BedingungOffen` for a late item that is not declared as one, or that a rule forbids and nobody insists on;
    `EingabeUngueltig` without grounds.
    """
    if not ist_spaet(sitzung, heute):
        return {}
    if spaet is None or spaet.aufnahme == Aufnahme.REGULAER:
        raise BedingungOffen("Auf die Tagesordnung setzen", (_steht(sitzung, heute),))
    if spaet.aufnahme not in set(Aufnahme):
        raise EingabeUngueltig(f"„{spaet.aufnahme}“ gibt es nicht.", {"aufnahme": ["Nachtrag oder Tischvorlage."]})
    if not spaet.begruendung.strip():
        satz = "Was nachträglich auf die Tagesordnung kommt, braucht eine Begründung."
        raise EingabeUngueltig(satz, {"begruendung": [satz]})
    aufnahme = Aufnahme(spaet.aufnahme)
    urteil = urteile(sitzung, gegenstand=gegenstand, oeffentlich=oeffentlich, heute=heute)[aufnahme]
    if not urteil.zulaessig and not spaet.trotzdem:
        gruende = tuple(Grund("nachtrag.unzulaessig", satz) for satz in urteil.gruende)
        raise BedingungOffen(f"Als {aufnahme.titel} aufnehmen", gruende)
    return {
        "aufnahme": str(aufnahme),
        "nachtrag": _naechster_nachtrag(sitzung) if aufnahme is Aufnahme.NACHTRAG else None,
        "begruendung": spaet.begruendung.strip(),
        "urteil": [*urteil.gruende, *([] if urteil.zulaessig else ["Aufgenommen trotz dieser Bedenken."])],
    }


def warum_nicht(sitzung: Sitzung, vorlage: Vorlage, beratung: Beratung, *, jetzt: datetime) -> tuple[Grund, ...]:
    """Every reason why this stage cannot stand on this agenda."""
    gruende = [*nachgang.warum_nicht(sitzung, vorlage, beratung)]
    if vorlage.nummer is None:
        gruende.append(
            Grund(
                "vorlage.nicht_freigegeben",
                "Die Vorlage ist noch nicht freigegeben.",
                abhilfe="sie freigeben lassen",
                wer="die freigebende Leitung",
            )
        )
    if sitzung.gremium_id not in {gremium.id for gremium in beratung.gremien}:
        gruende.append(
            Grund("gremium.unpassend", f"{sitzung.gremium.name} gehört nicht zu dieser Station der Beratungsfolge.")
        )
    if sitzung.status == "abgesagt":
        gruende.append(Grund("sitzung.abgesagt", "Die Sitzung ist abgesagt.", abhilfe="eine andere Sitzung wählen"))
    if any(top.sitzung_id == sitzung.id and not wiederaufnahme.geht(top) for top in beratung.tops):
        gruende.append(Grund("tagesordnung.schon", "Die Vorlage steht schon auf dieser Tagesordnung."))
    elif any(top.ausgang is None and not top.abgesetzt and top.sitzung.beginn > jetzt for top in beratung.tops):
        gruende.append(
            Grund(
                "tagesordnung.anderswo",
                "Die Vorlage steht bei diesem Gremium schon auf einer anderen Tagesordnung.",
                abhilfe="erst dort das Ergebnis eintragen",
                wer="der Gremiendienst",
            )
        )
    return tuple(gruende)


def _ist_vorbei(sitzung: Sitzung, heute: date) -> bool:
    return sitzung.beginn.astimezone(BERLIN).date() < heute


def _steht(sitzung: Sitzung, heute: date) -> Grund:
    warum = "Die Einladung ist schon versandt." if sitzung.steht_seit is None else "Die Tagesordnung steht fest."
    if sitzung.status == "durchgefuehrt" or _ist_vorbei(sitzung, heute):
        warum = "Die Sitzung hat schon stattgefunden."
    abhilfe = "den Punkt mit Begründung als Nachtrag oder Tischvorlage aufnehmen"
    return Grund("tagesordnung.steht", warum, abhilfe=abhilfe, wer="der Gremiendienst")


def _lage(sitzung: Sitzung, *, gegenstand: str, oeffentlich: bool, heute: date) -> Lage:
    stadt = db.session.get_one(Koerperschaft, sitzung.koerperschaft_id)
    return Lage(
        heute=heute,
        sitzung=sitzung.beginn.astimezone(BERLIN).date(),
        regel=ladungsregel(sitzung.gremium.ladung),
        kalender=kalender_von(stadt),
        oeffentlich=oeffentlich,
        gegenstand=gegenstand,
        ordnung=sitzung.gremium.ordnung,
    )


def _naechster_nachtrag(sitzung: Sitzung) -> int:
    """Items that are added between two Fassungen go out as one Nachtrag."""
    fassung = neueste(sitzung.id)
    verschickte = (punkt["nachtrag"] or 0 for punkt in fassung.inhalt) if fassung else ()
    return max(verschickte, default=0) + 1
