"""Drafting: make a paper, change it while it is a draft, nobody overwriting anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt
from vorlagen.kalender import BERLIN
from vorlagen.models import Amt, Koerperschaft, Vorlage, Vorlageart
from vorlagen.richtext import saeubere
from vorlagen.services import (
    beschlusspunkte,
    fassungen,
    folgeordnung,
    mitzeichnungen,
    schritte,
    verknuepfungen,
    verlauf,
    vorlagearten,
)
from vorlagen.services.sachstand import ablauf_fuer, ablauf_von
from vorlagen.services.sichtbarkeit import hole, rollen_fuer
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle, rolle_titel
from vorlagen.workflow.engine import BedingungOffen
from vorlagen.workflow.felder import AUSWIRKUNGEN, Feldart
from vorlagen.workflow.grund import Grund

EINFACH = (
    "betreff",
    "aktenzeichen",
    "bearbeiter",
    "datum",
    "oeffentlich",
    "begruendung_nichtoeffentlich",
    "beteiligt",
)
RICHTEXT = ("beschlussvorschlag", "sachverhalt")


def lege_an(werte: Mapping[str, Any], *, wer: Wer, jetzt: datetime) -> str:
    """Make a draft and return its id.

    `werte` are checked values: `art` (name of a Vorlageart) and whatever else is known by now; `federfuehrend` is an
    office's id or name and defaults to the person's own; `beratungsfolge` takes `Station`s, `mitzeichnungen` takes
    `Beteiligung`s, `verknuepfungen` mappings as `verknuepfungen.setze`. Raises `NichtBerechtigt`, `EingabeUngueltig`.
    """
    with transaction():
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
        _uebernimm(vorlage, {"federfuehrend": wer.amt_id, **werte}, wer)
        fassungen.halte_fest(vorlage, wer_id=wer.id, jetzt=jetzt)
        daten = {"art": art.name, "ablauf": [ablauf.name, ablauf.version, ablauf.kennung], "fassung": 1}
        verlauf.schreibe(vorlage, "angelegt", wer_id=wer.id, jetzt=jetzt, daten=daten)
        return vorlage.id


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
        _uebernimm(vorlage, werte, wer)
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


def finde_amt(koerperschaft_id: str, name_oder_id: str, *, feld: str = "federfuehrend") -> Amt:
    """The office with this id or name. Raises `EingabeUngueltig`, which names `feld`."""
    amt = db.session.scalar(
        select(Amt).where(
            Amt.koerperschaft_id == koerperschaft_id, (Amt.id == name_oder_id) | (Amt.name == name_oder_id)
        )
    )
    if amt is None:
        raise EingabeUngueltig(f"Das Amt „{name_oder_id}“ gibt es nicht.", {feld: [f"Unbekannt: {name_oder_id}."]})
    return amt


def _uebernimm(vorlage: Vorlage, werte: Mapping[str, Any], wer: Wer) -> None:
    for name in EINFACH:
        if name in werte:
            setattr(vorlage, name, _als_spalte(name, werte[name]))
    alter_vorschlag = vorlage.beschlussvorschlag or ""
    for name in RICHTEXT:
        if name in werte:
            setattr(vorlage, name, saeubere(werte[name] or ""))
    if "federfuehrend" in werte:
        vorlage.federfuehrend = _amt_des_entwurfs(werte["federfuehrend"], vorlage, wer)
    if "auswirkungen" in werte:
        vorlage.auswirkungen = _auswirkungen(vorlage.auswirkungen, werte["auswirkungen"])
    if "felder" in werte:
        vorlage.felder = _felder(vorlage, werte["felder"])
    db.session.flush()
    if "beschlusspunkte" in werte:
        beschlusspunkte.setze(vorlage, [(punkt["nr"], punkt["text"]) for punkt in werte["beschlusspunkte"]])
    elif "beschlussvorschlag" in werte:
        beschlusspunkte.folge_dem_text(vorlage, alter_vorschlag)
    if "beratungsfolge" in werte:
        folgeordnung.setze(vorlage, werte["beratungsfolge"])
    if "mitzeichnungen" in werte:
        mitzeichnungen.plane(vorlage, werte["mitzeichnungen"])
    if "verknuepfungen" in werte:
        verknuepfungen.setze(vorlage, werte["verknuepfungen"], wer)


def _als_spalte(name: str, wert: Any) -> Any:
    """Texts are never null in the table: an emptied field is an empty text."""
    if wert is None and name in ("betreff", "aktenzeichen", "bearbeiter", "begruendung_nichtoeffentlich"):
        return ""
    return wert.strip() if isinstance(wert, str) else wert


def _amt_des_entwurfs(wert: str | None, vorlage: Vorlage, wer: Wer) -> Amt | None:
    """Who drafts for some offices only cannot put the paper on another's desk, out of their own sight.

    Whoever drafts without an office of their own (the Gremiendienst registers a motion) says whose desk it is.
    """
    if not wert:
        return None
    amt = finde_amt(vorlage.koerperschaft_id, wert)
    aemter = wer.aemter(Rolle.FEDERFUEHRUNG) if wer.hat(Rolle.FEDERFUEHRUNG) else None
    if aemter is not None and amt.id not in aemter and amt.id != vorlage.federfuehrend_id:
        raise EingabeUngueltig(
            f"Für „{amt.aufschrift}“ können Sie keine Vorlagen entwerfen.",
            {"federfuehrend": ["Bitte wählen Sie ein Amt, für das Sie Vorlagen entwerfen."]},
        )
    return amt


def _auswirkungen(bisher: Sequence[Mapping[str, Any]], neu: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    zeilen = {zeile["art"]: dict(zeile) for zeile in bisher}
    for zeile in neu:
        zeilen[zeile["art"]] = {"art": zeile["art"], "wert": zeile.get("wert"), "text": zeile.get("text")}
    return list(zeilen.values())


def _felder(vorlage: Vorlage, neu: Mapping[str, Any]) -> dict[str, Any]:
    """A procedure's own fields, changed one by one; a name that it does not know is refused."""
    bekannt = {feld.name for feld in ablauf_von(vorlage).felder}
    fremd = sorted(set(neu) - bekannt)
    if fremd:
        raise EingabeUngueltig(
            f"Das Feld „{fremd[0]}“ kennt der Ablauf nicht.", {"felder": [f"Unbekannt: {', '.join(fremd)}."]}
        )
    richtext = {feld.name for feld in ablauf_von(vorlage).felder if feld.art is Feldart.RICHTEXT}
    werte = {n: saeubere(w) if n in richtext and w else w for n, w in neu.items()}
    return {**vorlage.felder, **{n: w.isoformat() if isinstance(w, date) else w for n, w in werte.items()}}
