"""Who may see what. Default deny: what no sentence here allows is not there."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import aliased

from vorlagen.extensions import db, verzeichnis
from vorlagen.fehler import NichtGefunden
from vorlagen.models import Beratung, Mitzeichnung, Vorlage, beratung_gremium
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle

_UEBERALL = frozenset(Rolle) - {Rolle.GREMIENMITGLIED}
"""Roles whose sight the sentences below settle for all procedures alike."""


class Einblick(StrEnum):
    """How much of a paper somebody sees: all of it, or what the public may read."""

    VOLL = "voll"
    OEFFENTLICH = "oeffentlich"


def sichtbar(wer: Wer) -> ColumnElement[bool]:
    """The papers that this person may see at all, as a condition on `Vorlage`."""
    return or_(voller_einblick(wer), veroeffentlicht())


def veroeffentlicht() -> ColumnElement[bool]:
    """Public and released: what everybody may read, in its public form."""
    return and_(Vorlage.oeffentlich, Vorlage.nummer.is_not(None), Vorlage.freigegeben.is_not(None))


def oeffentlich_beraten() -> ColumnElement[bool]:
    """A condition on `Beratung` and its `Vorlage`: everybody may know that this body deals with this paper."""
    return and_(Beratung.oeffentlich, veroeffentlicht())


def hole(vorlage_id: str, wer: Wer, *, zum_schreiben: bool = False) -> tuple[Vorlage, Einblick]:
    """The paper and how much of it this person sees. Raises `NichtGefunden` also for "not yours to see".

    `zum_schreiben` locks its row until the transaction ends, so that changes queue up.
    """
    frage = select(Vorlage, voller_einblick(wer)).where(Vorlage.id == vorlage_id, sichtbar(wer))
    if zum_schreiben:
        frage = frage.with_for_update(of=Vorlage, key_share=True).execution_options(populate_existing=True)
    zeile = db.session.execute(frage).first()
    if zeile is None:
        raise NichtGefunden("Diese Vorlage gibt es nicht, oder Sie dürfen sie nicht sehen.")
    vorlage, voll = zeile
    return vorlage, Einblick.VOLL if voll else Einblick.OEFFENTLICH


def rollen_fuer(wer: Wer, vorlage: Vorlage) -> frozenset[str]:
    """The roles that this person has for this very paper."""
    rollen: set[str] = {Rolle.FEDERFUEHRUNG} if vorlage.erstellt_von_id == wer.id else set()
    gefragt = {m.amt_id: m for m in laufende_mitzeichnungen(vorlage) if m.erbeten}
    if any(amt_id in wer.vertritt and m.votum is None for amt_id, m in gefragt.items()):
        rollen.add(Rolle.MITZEICHNUNG)
    gremien = {gremium.id for beratung in vorlage.beratungen for gremium in beratung.gremien}
    for amtsrolle in wer.rollen:
        if amtsrolle.rolle == Rolle.MITZEICHNUNG:
            trifft_zu = amtsrolle.amt_id in gefragt if amtsrolle.amt_id else bool(gefragt)
        elif amtsrolle.gremium_id:
            trifft_zu = amtsrolle.gremium_id in gremien
        else:
            trifft_zu = amtsrolle.amt_id in (None, vorlage.federfuehrend_id)
        if trifft_zu:
            rollen.add(amtsrolle.rolle)
    return frozenset(rollen)


def laufende_mitzeichnungen(vorlage: Vorlage) -> list[Mitzeichnung]:
    """The signatures of the current round, given or not."""
    runde = max((m.runde for m in vorlage.mitzeichnungen), default=0)
    return [m for m in vorlage.mitzeichnungen if m.runde == runde and not m.entfallen]


def voller_einblick(wer: Wer) -> ColumnElement[bool]:
    """The papers of which this person sees everything."""
    if wer.installation or wer.hat(Rolle.VERWALTUNG):
        return true()
    saetze = [
        Vorlage.erstellt_von_id == wer.id,
        _eigenes_amt(wer, Rolle.FEDERFUEHRUNG),
        and_(Vorlage.eingereicht.is_not(None), _eigenes_amt(wer, Rolle.FREIGABE)),
        and_(Vorlage.eingereicht.is_not(None), _zeichnet_mit(wer)),
        and_(Vorlage.eingereicht.is_not(None), _betreut_gremium(wer)),
        and_(Vorlage.eingereicht.is_not(None), _handelt_im_ablauf(wer)),
    ]
    return or_(*saetze)


def _eigenes_amt(wer: Wer, rolle: Rolle) -> ColumnElement[bool]:
    aemter = wer.aemter(rolle)
    return true() if aemter is None else Vorlage.federfuehrend_id.in_(aemter) if aemter else false()


def _zeichnet_mit(wer: Wer) -> ColumnElement[bool]:
    aemter = wer.aemter(Rolle.MITZEICHNUNG)
    gefragt = exists().where(Mitzeichnung.vorlage_id == Vorlage.id).correlate(Vorlage)
    if aemter is None:
        return gefragt
    eigene = gefragt.where(Mitzeichnung.amt_id.in_(aemter)) if aemter else false()
    return or_(eigene, _vertritt(wer)) if wer.vertritt else eigene


def _vertritt(wer: Wer) -> ColumnElement[bool]:
    """A deputy sees what waits for the office's signature now, and what they signed for it; not what it once signed."""
    andere = aliased(Mitzeichnung)
    letzte = select(func.max(andere.runde)).where(andere.vorlage_id == Vorlage.id).correlate(Vorlage).scalar_subquery()
    fuer_das_amt = exists().where(Mitzeichnung.vorlage_id == Vorlage.id, Mitzeichnung.amt_id.in_(wer.vertritt))
    wartet = and_(
        Vorlage.beendet.is_(None),
        fuer_das_amt.where(
            Mitzeichnung.erbeten.is_not(None), Mitzeichnung.votum.is_(None), Mitzeichnung.runde == letzte
        ).correlate(Vorlage),
    )
    return or_(wartet, fuer_das_amt.where(Mitzeichnung.person_id == wer.id).correlate(Vorlage))


def _handelt_im_ablauf(wer: Wer) -> ColumnElement[bool]:
    """A role that only some procedures know (a town's own, the second signature) sees the papers of these."""
    saetze: list[ColumnElement[bool]] = [false()]
    for amtsrolle in wer.rollen:
        if amtsrolle.rolle not in _UEBERALL:
            satz: ColumnElement[bool] = Vorlage.ablauf.in_(verzeichnis.mit_rolle(amtsrolle.rolle))
            if amtsrolle.amt_id:
                satz = and_(satz, Vorlage.federfuehrend_id == amtsrolle.amt_id)
            if amtsrolle.gremium_id:
                satz = and_(satz, _vor_gremien([amtsrolle.gremium_id]))
            saetze.append(satz)
    return or_(*saetze)


def _betreut_gremium(wer: Wer) -> ColumnElement[bool]:
    gremien = [amtsrolle.gremium_id for amtsrolle in wer.rollen if amtsrolle.rolle == Rolle.GREMIENDIENST]
    if None in gremien:
        return true()
    if not gremien:
        return false()
    return _vor_gremien([gremium_id for gremium_id in gremien if gremium_id])


def _vor_gremien(gremien: Collection[str]) -> ColumnElement[bool]:
    # Whoever asks may have bodies and stages in the statement already; this one looks at all stages of the paper.
    betreut = exists().where(
        Beratung.vorlage_id == Vorlage.id,
        beratung_gremium.c.beratung_id == Beratung.id,
        beratung_gremium.c.gremium_id.in_(gremien),
    )
    return betreut.correlate(Vorlage)
