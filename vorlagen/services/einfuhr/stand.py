"""Where the bodies' results put an imported paper. History sets no deadlines and sends nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from vorlagen.extensions import db
from vorlagen.kalender import BERLIN
from vorlagen.models import Beratung, Verlaufseintrag, Vorlage
from vorlagen.services.einfuhr.arbeit import Arbeit
from vorlagen.services.einfuhr.punkte import als_html
from vorlagen.services.sachstand import ablauf_von, fotografiere
from vorlagen.workflow import engine

IN_BERATUNG: Final = "in_beratung"
EINGEFUEHRT: Final = "eingefuehrt"
ERNEUT: Final = "neu_eingefuehrt"
_VON_SELBST: Final = (EINGEFUEHRT, ERNEUT, "anlage_hinzugefuegt", "veroeffentlichung_zurueckgenommen")


def ziehe_nach(arbeit: Arbeit, vorlage: Vorlage, *, neu: bool) -> None:
    """Stages take over what their last agenda item says, and the paper the status that follows.

    Once people have gone on working with the paper here, its status is theirs.
    """
    for beratung in vorlage.beratungen:
        if not beratung.abstimmungen:
            _uebernimm(arbeit, vorlage, beratung)
    db.session.flush()
    if neu or not _weitergearbeitet(vorlage):
        _setze_status(arbeit, vorlage)


def _uebernimm(arbeit: Arbeit, vorlage: Vorlage, beratung: Beratung) -> None:
    top = beratung.letzter_versuch
    if top is None:
        return
    tag = top.sitzung.beginn.astimezone(BERLIN).date()
    if top.ergebnis != beratung.ergebnis or top.ausgang is None:
        top.ausgang = arbeit.ausgang(
            top.ergebnis, beratung.art, tag, f"{vorlage.nummer or vorlage.betreff}, {tag:%d.%m.%Y}"
        )
    beratung.ergebnis, beratung.ausgang = top.ergebnis, top.ausgang
    beratung.beschlusstext = als_html(top.protokoll) or None
    fassung = vorlage.fassung if top.ausgang else None
    top.fassung_vorher = top.fassung_nachher = beratung.fassung_vorher = beratung.fassung_nachher = fassung


def _weitergearbeitet(vorlage: Vorlage) -> bool:
    frage = select(func.count()).where(
        Verlaufseintrag.vorlage_id == vorlage.id, Verlaufseintrag.was.not_in(_VON_SELBST)
    )
    return bool(db.session.scalar(frage))


def _setze_status(arbeit: Arbeit, vorlage: Vorlage) -> None:
    """On the way, or as far as what runs by itself would bring it.

    A paper whose stages are all over is done also where nobody can say how it ended: it waits for nobody here.
    """
    ablauf = ablauf_von(vorlage)
    hinein = next(s for s in ablauf.schritte if s.nach == IN_BERATUNG and not s.wieder_oeffnet)
    vorlage.status = IN_BERATUNG if vorlage.beratungen else hinein.quellen[0]
    if any(beratung.ausgang for beratung in vorlage.beratungen):
        vollzug = engine.selbsttaetig(ablauf, fotografiere(vorlage, arbeit.heute))
        vorlage.status = vollzug.nach if vollzug else vorlage.status
    vorlage.beendet = (
        _ende(arbeit, vorlage) if vorlage.status in ablauf.endet_mit or _ist_vorbei(arbeit, vorlage) else None
    )
    geheim = any(b.entscheidet and b.ausgang and not b.oeffentlich for b in vorlage.beratungen)
    vorlage.oeffentlicher_status = IN_BERATUNG if geheim else None


def _ist_vorbei(arbeit: Arbeit, vorlage: Vorlage) -> bool:
    tage = [beratung.geplant_am for beratung in vorlage.beratungen]
    return bool(tage) and all(tag is not None and tag < arbeit.heute for tag in tage)


def _ende(arbeit: Arbeit, vorlage: Vorlage) -> datetime:
    """When the last meeting that dealt with it began; the paper is no older than history says."""
    beginne = [beratung.geplant.beginn for beratung in vorlage.beratungen if beratung.geplant is not None]
    return min(max(beginne, default=arbeit.jetzt), arbeit.jetzt)
