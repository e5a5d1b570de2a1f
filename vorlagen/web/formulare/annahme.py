"""Where a draft form comes from: nothing, the stored draft, what came in, what was kept of an earlier window."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime

from werkzeug.datastructures import MultiDict

from vorlagen.extensions import db
from vorlagen.fehler import NichtBerechtigt
from vorlagen.services import beiwerk, stammdaten
from vorlagen.services.sachstand import ablauf_fuer, ablauf_von
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.vorlagen import pruefe_bearbeitbar
from vorlagen.services.wer import Wer
from vorlagen.web.formulare import feldpaare, mischung
from vorlagen.web.formulare.auswahl import beginnbare
from vorlagen.web.formulare.blatt import Blatt, neues_fenster
from vorlagen.web.formulare.entwurf import Entwurf, aus_vorlage, lies
from vorlagen.web.formulare.folge import neue
from vorlagen.web.formulare.zahlen import version
from vorlagen.workflow.engine import BedingungOffen

_FENSTER = re.compile(r"[\w-]{8,64}", re.ASCII)


def fensterwort(form: MultiDict[str, str], name: str = "fenster") -> str:
    """The word that a form came with; empty if it brought none."""
    wort = form.get(name, "")
    return wort if _FENSTER.fullmatch(wort) else ""


def leeres(wer: Wer, art: str, *, jetzt: datetime) -> Blatt:
    """The form for a new paper of a kind, or of the first that this person may begin. Raises `NichtBerechtigt`."""
    arten = beginnbare(wer, jetzt=jetzt)
    if not arten:
        raise NichtBerechtigt("Vorlagen anlegen kann, wer sie entwirft. Diese Rolle haben Sie nicht.")
    gewaehlt = next((einzelne for einzelne in arten if einzelne.name == art), arten[0])
    ablauf = ablauf_fuer(stammdaten.koerperschaft(wer.koerperschaft_id), gewaehlt.ablauf)
    entwurf = Entwurf(
        art=gewaehlt.name,
        federfuehrend=wer.amt_id or "",
        einfach={"bearbeiter": wer.name},
        folge=(neue(()),),
    )
    return Blatt(entwurf=entwurf, ablauf=ablauf, koerperschaft_id=wer.koerperschaft_id)


def geladenes(vorlage_id: str, wer: Wer) -> Blatt:
    """The form for a stored draft, read afresh. Raises `NichtBerechtigt` for who may not change it at any time.

    It may have left the draft meanwhile: what was typed is shown again all the same, and saving it is refused.
    """
    db.session.rollback()
    vorlage, _ = hole(vorlage_id, wer)
    with suppress(BedingungOffen):
        pruefe_bearbeitbar(vorlage, wer)
    ablauf = ablauf_von(vorlage)
    dabei = beiwerk.lade([vorlage], wer)
    stand = aus_vorlage(vorlage, ablauf.felder, dabei.verweise, dabei.anlagen)
    return Blatt(
        entwurf=stand,
        gespeichert=stand,
        grundlage=stand,
        ablauf=ablauf,
        koerperschaft_id=vorlage.koerperschaft_id,
        vorlage=vorlage,
        version=vorlage.version,
    )


def neues(form: MultiDict[str, str], wer: Wer, *, jetzt: datetime) -> Blatt:
    """What came in for a new paper."""
    leer = leeres(wer, form.get("art", ""), jetzt=jetzt)
    return leer.mit(lies(form, leer.felder), **_fenster(form), grundlage=leer.entwurf)


def roh(vorlage_id: str | None, form: MultiDict[str, str], wer: Wer, *, jetzt: datetime) -> Blatt:
    """What came in as it was typed, with the version and the beginning that it came with."""
    if vorlage_id is None:
        return neues(form, wer, jetzt=jetzt)
    stand = geladenes(vorlage_id, wer)
    grundlage = feldpaare.aus_text(form.get("grundlage", ""), stand.felder) or stand.gespeichert
    getippt = lies(form, stand.felder)
    return stand.mit(getippt, gespeichert=grundlage, grundlage=grundlage, version=version(form), **_fenster(form))


def geschicktes(vorlage_id: str, form: MultiDict[str, str], wer: Wer) -> Blatt:
    """What came in for a stored draft, brought together with what somebody else has saved meanwhile."""
    stand = geladenes(vorlage_id, wer)
    getippt, grundlage = lies(form, stand.felder), feldpaare.aus_text(form.get("grundlage", ""), stand.felder)
    fenster = _fenster(form)
    if version(form) != stand.version:
        mix = mischung.mische(grundlage, getippt, stand.gespeichert)
        return stand.mit(
            mix.entwurf, grundlage=grundlage, uebernommen=mix.uebernommen, strittig=mix.strittig, **fenster
        )
    meins, gespeichert = mischung.einzelne(getippt), mischung.einzelne(stand.gespeichert)
    strittig = tuple(name for name in form.getlist("strittig") if meins.get(name) != gespeichert.get(name))
    wahl = {name: form.get(f"wahl-{name}", "") for name in strittig}
    return stand.mit(getippt, grundlage=grundlage, strittig=strittig, wahl=wahl, **fenster)


def _fenster(form: MultiDict[str, str]) -> dict[str, str]:
    return {"fenster": fensterwort(form) or neues_fenster(), "ersetzt": fensterwort(form, "ersetzt")}
