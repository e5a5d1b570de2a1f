"""After release: the Gremiendienst changes the way of a paper through the bodies, and says where it was referred to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt
from vorlagen.models import Beratung, Vorlage
from vorlagen.services import folgeordnung, kanten, nachgang, schritte, verlauf, verweisung
from vorlagen.services.beratungsfolge import Station, finde_gremium
from vorlagen.services.sichtbarkeit import hole, rollen_fuer
from vorlagen.services.sitzungen import ist_gremiendienst
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Ausgang, Rolle
from vorlagen.workflow.engine import BedingungOffen
from vorlagen.workflow.grund import Grund

AENDERN = "Beratungsfolge ändern"
_EIGENES = ("gremien", "art", "entscheidet", "oeffentlich", "intern", "sitzung", "datum")
"""What of a stage is the business of those who look after its body; its place among the others is everybody's."""


def aendere(
    vorlage_id: str,
    stationen: Sequence[Station],
    *,
    version: int | None,
    wer: Wer,
    jetzt: datetime,
    bemerkung: str | None = None,
) -> bool:
    """Replace the Beratungsfolge of a released paper; False if it is so already.

    What bodies did stays: attempts, results and the stages that have them (`folgebindung`). A stage that is changed or
    taken out is one of a body that the person looks after. Raises `NichtGefunden`, `NichtBerechtigt`,
    `ZwischenzeitlichGeaendert`, `EingabeUngueltig`, `BedingungOffen`.
    """
    with transaction():
        vorlage = _hole(vorlage_id, version, wer)
        vorher = bild(vorlage)
        folgeordnung.setze(vorlage, stationen)
        db.session.flush()
        nachher = bild(vorlage)
        _pruefe(_warum_nicht_so(vorlage, vorher, nachher))
        _pruefe_betreut(vorher, nachher, wer)
        if vorher == nachher:
            return False
        _schliesse_ab(vorlage, "beratungsfolge", {"vorher": vorher, "nachher": nachher}, bemerkung, wer, jetzt)
        return True


def benenne_verweisung(
    vorlage_id: str,
    beratung_id: str,
    gremien: Sequence[str],
    *,
    version: int | None,
    wer: Wer,
    jetzt: datetime,
) -> None:
    """Say to which bodies (id or name) a stage referred the paper, if its result left that open.

    Raises as `aendere`; `EingabeUngueltig` without a body.
    """
    with transaction():
        vorlage = _hole(vorlage_id, version, wer)
        beratung = next((b for b in vorlage.beratungen if b.id == beratung_id), None)
        if beratung is None or not any(ist_gremiendienst(gremium.id, wer) for gremium in beratung.gremien):
            raise NichtBerechtigt("Eine Verweisung benennt der Gremiendienst, der das verweisende Gremium betreut.")
        if not gremien:
            satz = "Bitte wählen Sie das Gremium, an das verwiesen wurde."
            raise EingabeUngueltig(satz, {"verwiesen_an": [satz]})
        _pruefe(_warum_nicht_benennbar(vorlage, beratung))
        ziele = [finde_gremium(vorlage.koerperschaft_id, gremium, feld="verwiesen_an") for gremium in gremien]
        verweisung.fuege_ein(vorlage, beratung, [ziel.id for ziel in ziele])
        namen = [ziel.name for ziel in ziele]
        daten = {"beratung": beratung.id, "gremium": kanten.name(beratung), "verwiesen_an": namen}
        _schliesse_ab(vorlage, "verweisung_benannt", daten, None, wer, jetzt)


def warum_nicht(vorlage: Vorlage) -> Iterator[Grund]:
    """Why the Beratungsfolge of this paper cannot be changed by the Gremiendienst now."""
    if vorlage.nummer is None or vorlage.freigegeben is None:
        yield Grund(
            "vorlage.nicht_freigegeben",
            "Die Vorlage ist noch nicht freigegeben; bis dahin führt die federführende Stelle die Beratungsfolge.",
            abhilfe="die Vorlage zurückgeben oder die Freigabe abwarten",
            wer="die federführende Stelle",
        )
    elif vorlage.beendet and not nachgang.durch_ergebnisse_beendet(vorlage):
        yield Grund("vorlage.beendet", "Die Vorlage ist abgeschlossen.")


def darf(vorlage: Vorlage, wer: Wer) -> bool:
    """True for who looks after a body of the paper."""
    return Rolle.GREMIENDIENST in rollen_fuer(wer, vorlage)


def unbenannte(vorlage: Vorlage) -> list[Beratung]:
    """The stages that referred the paper and of which nobody has said where to."""
    return [b for b in vorlage.beratungen if not any(True for _ in _warum_nicht_benennbar(vorlage, b))]


def bild(vorlage: Vorlage) -> list[dict[str, Any]]:
    """The Beratungsfolge as plain JSON in its order, as the history keeps it."""
    davor = kanten.lies(vorlage)
    return [
        {
            "id": beratung.id,
            "gremien": [{"id": gremium.id, "name": gremium.name} for gremium in beratung.gremien],
            "art": beratung.art,
            "entscheidet": beratung.entscheidet,
            "oeffentlich": beratung.oeffentlich,
            "intern": beratung.intern,
            "sitzung": beratung.geplant_id,
            "datum": beratung.geplant_am.isoformat() if beratung.geplant_am else None,
            "reihe": beratung.reihe,
            "wartet_auf": dict(sorted(davor[beratung.id].items())),
        }
        for beratung in vorlage.beratungen
    ]


def ist_gemeint(vorlage: Vorlage, werte: Mapping[str, Any], wer: Wer) -> bool:
    """True if somebody asks for this and not for a change of the draft: only the way, of a paper that is released."""
    return set(werte) == {"beratungsfolge"} and vorlage.freigegeben is not None and darf(vorlage, wer)


def _hole(vorlage_id: str, version: int | None, wer: Wer) -> Vorlage:
    vorlage, _ = hole(vorlage_id, wer, zum_schreiben=True)
    if not darf(vorlage, wer):
        raise NichtBerechtigt("Die Beratungsfolge einer freigegebenen Vorlage ändert der Gremiendienst.")
    schritte.pruefe_version(vorlage, version)
    _pruefe(warum_nicht(vorlage))
    return vorlage


def _warum_nicht_so(
    vorlage: Vorlage, vorher: Sequence[Mapping[str, Any]], nachher: Sequence[Mapping[str, Any]]
) -> Iterator[Grund]:
    """Why the paper cannot go this way; a decided one gets no further decision, one that is to be decided needs one."""
    entscheidende = {station["id"] for station in vorher if station["entscheidet"]}
    if not nachher:
        yield Grund("beratungsfolge.leer", "Die Beratungsfolge wäre leer.", abhilfe="ein Gremium hinzufügen")
    elif entscheidende and not any(station["entscheidet"] for station in nachher):
        yield Grund(
            "entscheidung.fehlt",
            "Kein Gremium der Beratungsfolge würde mehr entscheiden.",
            abhilfe="bei einem Gremium eine entscheidende Zuständigkeit wählen",
        )
    if vorlage.beendet and any(s["entscheidet"] and s["id"] not in entscheidende for s in nachher):
        yield Grund(
            "vorlage.beendet",
            "Die Vorlage ist entschieden; eine weitere Station kann nicht mehr entscheiden.",
            abhilfe="eine andere Zuständigkeit wählen oder das Ergebnis berichtigen",
            wer="der Gremiendienst",
        )


def _warum_nicht_benennbar(vorlage: Vorlage, beratung: Beratung) -> Iterator[Grund]:
    if beratung.ausgang != Ausgang.VERWIESEN:
        yield Grund("verweisung.fehlt", f"{kanten.name(beratung)} hat die Vorlage nicht verwiesen.")
    elif any(b.verwiesen_von_id == beratung.id for b in vorlage.beratungen) or _ist_benannt(vorlage, beratung):
        satz = f"Wohin {kanten.name(beratung)} verwiesen hat, ist schon eingetragen."
        yield Grund("verweisung.benannt", satz, abhilfe="die Beratungsfolge ändern", wer="der Gremiendienst")


def _ist_benannt(vorlage: Vorlage, beratung: Beratung) -> bool:
    """True if the history says where to; the bodies may have had the paper before them anyway."""
    for eintrag in reversed(verlauf.lies(vorlage.id)):
        if eintrag.was in ("ergebnis", "verweisung_benannt"):
            daten = json.loads(eintrag.daten)
            if daten.get("beratung") == beratung.id:
                return bool(daten.get("verwiesen_an"))
    return False


def _pruefe_betreut(vorher: Sequence[Mapping[str, Any]], nachher: Sequence[Mapping[str, Any]], wer: Wer) -> None:
    """A stage is changed or taken out by who looks after one of its bodies; adding one is open, as a referral is."""
    neu = {station["id"]: station for station in nachher}
    for alt in vorher:
        jetzt = neu.get(alt["id"])
        if jetzt is not None and all(jetzt[name] == alt[name] for name in _EIGENES):
            continue
        if not any(ist_gremiendienst(gremium["id"], wer) for gremium in alt["gremien"]):
            namen = " und ".join(gremium["name"] for gremium in alt["gremien"])
            raise NichtBerechtigt(f"Die Station „{namen}“ ändert, wer dieses Gremium betreut.")


def _schliesse_ab(
    vorlage: Vorlage,
    was: str,
    daten: Mapping[str, Any],
    bemerkung: str | None,
    wer: Wer,
    jetzt: datetime,
) -> None:
    """Write it down, and let the procedure go on if it now can."""
    mehr = {"bemerkung": bemerkung.strip()} if bemerkung and bemerkung.strip() else {}
    verlauf.schreibe(vorlage, was, wer_id=wer.id, jetzt=jetzt, daten={**daten, **mehr})
    schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt)


def _pruefe(gruende: Iterator[Grund]) -> None:
    alle = tuple(gruende)
    if alle:
        raise BedingungOffen(AENDERN, alle)
