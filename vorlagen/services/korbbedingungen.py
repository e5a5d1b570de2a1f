"""Which papers and deadlines lie in which part of the desk, as conditions for a query."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_

from vorlagen.extensions import verzeichnis
from vorlagen.models import Frist, Vorlage
from vorlagen.services.offene_fristen import auf_dem_tisch, wartet_auf
from vorlagen.services.sichtbarkeit import voller_einblick
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle


def unterwegs(wer: Wer) -> ColumnElement[bool]:
    """Own papers that have left the drafting office and wait for nothing from this person."""
    return and_(
        Vorlage.beendet.is_(None),
        Vorlage.eingereicht.is_not(None),
        Vorlage.status.not_in(_anfaenge()),
        _eigene(wer),
        Vorlage.id.not_in(wartet_auf(wer)),
    )


def entwurf(wer: Wer) -> ColumnElement[bool]:
    """Still (or again) a draft. What was asked back has a deadline and lies among the tasks."""
    gefordert = exists().where(Frist.vorlage_id == Vorlage.id, Frist.zustand == "offen").correlate(Vorlage)
    return and_(Vorlage.beendet.is_(None), Vorlage.status.in_(_anfaenge()), _eigene(wer), ~gefordert)


def spaete_fremde(wer: Wer, heute: date) -> ColumnElement[bool]:
    """Late, and others are to act on a paper that this person drafts."""
    return and_(Frist.faellig_am < heute, Frist.vorlage_id.is_not(None), ~auf_dem_tisch(wer), _eigene(wer))


def _eigene(wer: Wer) -> ColumnElement[bool]:
    """Papers that this person drafts, all of which they see in full."""
    aemter = wer.aemter(Rolle.FEDERFUEHRUNG)
    if aemter is None:
        return voller_einblick(wer)
    eigene = Vorlage.erstellt_von_id == wer.id
    return or_(eigene, Vorlage.federfuehrend_id.in_(aemter)) if aemter else eigene


def _anfaenge() -> set[str]:
    return {ablauf.beginnt_mit for ablauf in verzeichnis.alle()}
