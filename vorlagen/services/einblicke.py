"""Why somebody sees all of a paper: each reason once, as a condition for the database and in words for people.

`sichtbarkeit.voller_einblick` is the sum of the conditions, the page of rights asks the same conditions one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import aliased

from vorlagen.extensions import db, verzeichnis
from vorlagen.models import Beratung, Mitzeichnung, Vorlage, beratung_gremium
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle

_UEBERALL = frozenset(Rolle) - {Rolle.GREMIENMITGLIED}
"""Roles whose sight the reasons below settle for all procedures alike."""

_AUF_EINMAL = 25
"""So many people's reasons are asked for in one statement."""


@dataclass(frozen=True, slots=True)
class Einblicksgrund:
    """One reason: `weil` ends „… sieht alles, weil die Person“, `wann` says from when on, `rolle` where it comes from.

    `rolle` is empty where no role is needed, or where it is one that only some procedures know.
    """

    name: str
    weil: str
    wann: str
    bedingung: Callable[[Wer], ColumnElement[bool]]
    rolle: str = ""

    @property
    def satz(self) -> str:
        """For the catalogue, without a person."""
        return f"Eine Person, die {self.weil}, sieht {self.wann}."


def treffende(personen: Sequence[Wer], vorlage_id: str) -> Mapping[str, tuple[Einblicksgrund, ...]]:
    """Person → which reasons hold for them and this paper; empty for who does not see all of it."""
    treffer: dict[str, tuple[Einblicksgrund, ...]] = {}
    for beginn in range(0, len(personen), _AUF_EINMAL):
        gruppe = personen[beginn : beginn + _AUF_EINMAL]
        spalten = [
            grund.bedingung(wer).label(f"g{p}_{g}") for p, wer in enumerate(gruppe) for g, grund in enumerate(GRUENDE)
        ]
        zeile = db.session.execute(select(Vorlage.id, *spalten).where(Vorlage.id == vorlage_id)).one()
        for p, wer in enumerate(gruppe):
            treffer[wer.id] = tuple(grund for g, grund in enumerate(GRUENDE) if getattr(zeile, f"g{p}_{g}"))
    return treffer


def fuer_rolle(rolle: str) -> tuple[Einblicksgrund, ...]:
    """The reasons that come with a role."""
    if rolle in _UEBERALL:
        return tuple(grund for grund in GRUENDE if grund.rolle == rolle)
    return tuple(grund for grund in GRUENDE if grund.bedingung is _handelt_im_ablauf)


def _verwaltet(wer: Wer) -> ColumnElement[bool]:
    return true() if wer.hat(Rolle.VERWALTUNG) else false()


def _begonnen(wer: Wer) -> ColumnElement[bool]:
    return Vorlage.erstellt_von_id == wer.id if wer.id else false()


def _entwirft(wer: Wer) -> ColumnElement[bool]:
    return _eigenes_amt(wer, Rolle.FEDERFUEHRUNG)


def _gibt_frei(wer: Wer) -> ColumnElement[bool]:
    return and_(Vorlage.eingereicht.is_not(None), _eigenes_amt(wer, Rolle.FREIGABE))


def _zeichnet_mit(wer: Wer) -> ColumnElement[bool]:
    aemter = wer.aemter(Rolle.MITZEICHNUNG)
    if aemter is not None and not aemter:
        return false()
    gefragt = exists().where(Mitzeichnung.vorlage_id == Vorlage.id).correlate(Vorlage)
    eigene = gefragt if aemter is None else gefragt.where(Mitzeichnung.amt_id.in_(aemter))
    return and_(Vorlage.eingereicht.is_not(None), eigene)


def _vertritt(wer: Wer) -> ColumnElement[bool]:
    """A deputy sees what waits for the office's signature now, and what they signed for it; not what it once signed."""
    if not wer.vertritt:
        return false()
    andere = aliased(Mitzeichnung)
    letzte = select(func.max(andere.runde)).where(andere.vorlage_id == Vorlage.id).correlate(Vorlage).scalar_subquery()
    fuer_das_amt = exists().where(Mitzeichnung.vorlage_id == Vorlage.id, Mitzeichnung.amt_id.in_(wer.vertritt))
    wartet = and_(
        Vorlage.beendet.is_(None),
        fuer_das_amt.where(
            Mitzeichnung.erbeten.is_not(None), Mitzeichnung.votum.is_(None), Mitzeichnung.runde == letzte
        ).correlate(Vorlage),
    )
    gezeichnet = fuer_das_amt.where(Mitzeichnung.person_id == wer.id).correlate(Vorlage)
    return and_(Vorlage.eingereicht.is_not(None), or_(wartet, gezeichnet))


def _betreut(wer: Wer) -> ColumnElement[bool]:
    gremien = [amtsrolle.gremium_id for amtsrolle in wer.rollen if amtsrolle.rolle == Rolle.GREMIENDIENST]
    if not gremien:
        return false()
    vor_ihnen = true() if None in gremien else _vor_gremien([gremium_id for gremium_id in gremien if gremium_id])
    return and_(Vorlage.eingereicht.is_not(None), vor_ihnen)


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
    return and_(Vorlage.eingereicht.is_not(None), or_(*saetze))


def _eigenes_amt(wer: Wer, rolle: Rolle) -> ColumnElement[bool]:
    aemter = wer.aemter(rolle)
    return true() if aemter is None else Vorlage.federfuehrend_id.in_(aemter) if aemter else false()


def _vor_gremien(gremien: Collection[str]) -> ColumnElement[bool]:
    # Whoever asks may have bodies and stages in the statement already; this one looks at all stages of the paper.
    betreut = exists().where(
        Beratung.vorlage_id == Vorlage.id,
        beratung_gremium.c.beratung_id == Beratung.id,
        beratung_gremium.c.gremium_id.in_(gremien),
    )
    return betreut.correlate(Vorlage)


_VON_ANFANG_AN = "die Vorlage vom ersten Entwurf an"
_EINGEREICHT = "die Vorlage, sobald sie zum ersten Mal aus der Hand gegeben ist"

GRUENDE: tuple[Einblicksgrund, ...] = (
    Einblicksgrund("verwaltung", "das System verwaltet", "alle Vorlagen der Kommune", _verwaltet, Rolle.VERWALTUNG),
    Einblicksgrund("begonnen", "die Vorlage begonnen hat", _VON_ANFANG_AN, _begonnen),
    Einblicksgrund(
        "federfuehrung", "für das federführende Amt entwirft", _VON_ANFANG_AN, _entwirft, Rolle.FEDERFUEHRUNG
    ),
    Einblicksgrund("freigabe", "für das federführende Amt freigibt", _EINGEREICHT, _gibt_frei, Rolle.FREIGABE),
    Einblicksgrund(
        "mitzeichnung", "für ein beteiligtes Amt mitzeichnet", _EINGEREICHT, _zeichnet_mit, Rolle.MITZEICHNUNG
    ),
    Einblicksgrund(
        "vertretung",
        "ein mitzeichnendes Amt vertritt",
        "die Vorlage, solange sie auf die Unterschrift dieses Amtes wartet oder wenn sie dafür gezeichnet hat",
        _vertritt,
    ),
    Einblicksgrund(
        "gremiendienst", "ein Gremium der Beratungsfolge betreut", _EINGEREICHT, _betreut, Rolle.GREMIENDIENST
    ),
    Einblicksgrund("ablauf", "eine Rolle hat, die nur dieser Ablauf kennt", _EINGEREICHT, _handelt_im_ablauf),
)
"""Default deny: whom none of these lets in sees at most what everybody may read."""
