"""What somebody says of a draft's content, taken over into its row; inside a running transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Amt, Vorlage
from vorlagen.richtext import saeubere
from vorlagen.services import beschlusspunkte, folgeordnung, mitzeichnungen, verknuepfungen
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle
from vorlagen.workflow.felder import Feldart

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


def uebernimm(vorlage: Vorlage, werte: Mapping[str, Any], wer: Wer) -> None:
    """Set what `werte` name (as `vorlagen.lege_an`) and leave the rest. Raises `EingabeUngueltig`."""
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
