"""Drafting: make a paper, change it while it is a draft, nobody overwriting anybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt
from vorlagen.kalender import BERLIN
from vorlagen.models import Koerperschaft, Vorlage, Vorlageart
from vorlagen.services import (
    fassungen,
    schritte,
    verlauf,
    vorlagearten,
)
from vorlagen.services.entwurfsfelder import uebernimm
from vorlagen.services.sachstand import ablauf_fuer, ablauf_von
from vorlagen.services.sichtbarkeit import hole, rollen_fuer
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle, rolle_titel
from vorlagen.workflow.engine import BedingungOffen
from vorlagen.workflow.felder import AUSWIRKUNGEN
from vorlagen.workflow.grund import Grund


def lege_an(werte: Mapping[str, Any], *, wer: Wer, jetzt: datetime) -> str:
    """Make a draft and return its id.

    `werte` are checked values: `art` (name of a Vorlageart) and whatever else is known by now; `federfuehrend` is an
    office's id or name and defaults to the person's own; `beratungsfolge` takes `Station`s, `mitzeichnungen` takes
    `Beteiligung`s, `verknuepfungen` mappings as `verknuepfungen.setze`. Raises `NichtBerechtigt`, `EingabeUngueltig`.
    """
    with transaction():
        vorlage = neu(werte, wer=wer, jetzt=jetzt)
        fassungen.halte_fest(vorlage, wer_id=wer.id, jetzt=jetzt)
        ablauf = [vorlage.ablauf, vorlage.ablauf_version, vorlage.ablauf_kennung]
        daten = {"art": vorlage.vorlageart.name, "ablauf": ablauf, "fassung": 1}
        verlauf.schreibe(vorlage, "angelegt", wer_id=wer.id, jetzt=jetzt, daten=daten)
        return vorlage.id


def neu(werte: Mapping[str, Any], *, wer: Wer, jetzt: datetime) -> Vorlage:
    """A draft with these values inside the running transaction, without a Fassung and a Verlauf yet. As `lege_an`."""
    art = finde_art(wer.koerperschaft_id, str(werte.get("art") or ""))
    vorlagearten.pruefe_gueltig(art, jetzt.astimezone(BERLIN).date())
    koerperschaft = db.session.get_one(Koerperschaft, wer.koerperschaft_id)
    ablauf = ablauf_fuer(koerperschaft, art.ablauf)
    if not any(wer.hat(rolle) for rolle in ablauf.entwerfende):
        wem = " oder ".join(rolle_titel(rolle) for rolle in sorted(ablauf.entwerfende))
        raise NichtBerechtigt(f"„{art.name}“ anlegen kann nur {wem}. Diese Rolle haben Sie nicht.")
    vorlage = Vorlage(
        id=neue_id(),
        koerperschaft=koerperschaft,
        vorlageart=art,
        ablauf=ablauf.name,
        ablauf_version=ablauf.version,
        ablauf_kennung=ablauf.kennung,
        status=ablauf.beginnt_mit,
        erstellt_von_id=wer.id,
        erstellt=jetzt,
        geaendert=jetzt,
        datum=jetzt.astimezone(BERLIN).date(),
        bearbeiter=wer.name,
        version=1,
        fassung=1,
        auswirkungen=[{"art": name, "wert": None, "text": None} for name, _ in AUSWIRKUNGEN],
        felder={},
    )
    vorlage.koerperschaft_id = wer.koerperschaft_id
    db.session.add(vorlage)
    uebernimm(vorlage, {"federfuehrend": wer.amt_id, **werte}, wer)
    return vorlage


def aendere(vorlage_id: str, werte: Mapping[str, Any], *, version: int, wer: Wer, jetzt: datetime) -> None:
    """Change a draft; keys that are absent stay as they are.

    Raises `NichtGefunden`, `NichtBerechtigt`, `ZwischenzeitlichGeaendert`, `BedingungOffen` once it is no draft any
    more, `EingabeUngueltig`.
    """
    with transaction():
        vorlage, _ = hole(vorlage_id, wer, zum_schreiben=True)
        schritte.pruefe_version(vorlage, version)
        pruefe_bearbeitbar(vorlage, wer)
        vorher = fassungen.inhalt(vorlage)
        uebernimm(vorlage, werte, wer)
        fassungen.halte_fest(vorlage, wer_id=wer.id, jetzt=jetzt)
        nachher = fassungen.inhalt(vorlage)
        geaendert = sorted({name for name in nachher if nachher[name] != vorher[name]} | set(werte) - set(nachher))
        daten = {"felder": geaendert, "fassung": vorlage.fassung}
        verlauf.schreibe(vorlage, "geaendert", wer_id=wer.id, jetzt=jetzt, daten=daten)
        schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt)


def pruefe_bearbeitbar(vorlage: Vorlage, wer: Wer) -> None:
    """Refuse whoever may not change the draft, or everybody once it is none."""
    if Rolle.FEDERFUEHRUNG not in rollen_fuer(wer, vorlage):
        raise NichtBerechtigt("Bearbeiten kann diese Vorlage nur die federführende Stelle.")
    ablauf = ablauf_von(vorlage)
    if vorlage.status != ablauf.beginnt_mit:
        jetzt = ablauf.status_titel(vorlage.status)
        text = f"Die Vorlage ist „{jetzt}“; bearbeitet wird sie nur im Entwurf."
        grund = Grund("status.unpassend", text, abhilfe="die Vorlage zurückholen", wer="die federführende Stelle")
        raise BedingungOffen("Bearbeiten", (grund,))


def finde_art(koerperschaft_id: str, name: str) -> Vorlageart:
    """The kind of paper of this name or id. Raises `EingabeUngueltig`."""
    art = db.session.scalar(
        select(Vorlageart).where(
            Vorlageart.koerperschaft_id == koerperschaft_id,
            (Vorlageart.name == name) | (Vorlageart.id == name),
        )
    )
    if art is None:
        raise EingabeUngueltig(
            f"Die Vorlageart „{name}“ gibt es nicht." if name else "Bitte wählen Sie die Art der Vorlage.",
            {"art": ["Bitte wählen Sie eine Art aus der Liste."]},
        )
    return art
