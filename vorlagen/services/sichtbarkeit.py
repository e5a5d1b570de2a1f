"""Who may see what. Default deny: what no sentence here allows is not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true

from vorlagen.extensions import db
from vorlagen.fehler import NichtGefunden, VeroeffentlichungZurueckgenommen
from vorlagen.kalender import BERLIN, datum_text
from vorlagen.models import Beratung, Mitzeichnung, Vorlage
from vorlagen.services import einblicke, lesungen
from vorlagen.services.wer import Amtsrolle, Wer
from vorlagen.workflow.begriffe import Rolle


class Einblick(StrEnum):
    """How much of a paper somebody sees: all of it, or what the public may read."""

    VOLL = "voll"
    OEFFENTLICH = "oeffentlich"


@dataclass(frozen=True, slots=True)
class Zuteilung:
    """A role for one paper: through a role that was given, or for an office that one deputises for, or (neither) for
    having begun the paper.
    """

    rolle: str
    amtsrolle: Amtsrolle | None = None
    vertretenes_amt: str | None = None


def sichtbar(wer: Wer) -> ColumnElement[bool]:
    """The papers that this person may see at all, as a condition on `Vorlage`."""
    if wer.nur_installation:
        return false()
    return or_(voller_einblick(wer), veroeffentlicht())


def veroeffentlicht() -> ColumnElement[bool]:
    """Public, released and out: what everybody may read, in its public form (ADR 0019)."""
    return and_(
        Vorlage.oeffentlich,
        Vorlage.nummer.is_not(None),
        Vorlage.freigegeben.is_not(None),
        Vorlage.veroeffentlicht.is_not(None),
    )


def ist_heraus(vorlage: Vorlage) -> bool:
    """The same of a loaded paper."""
    return bool(vorlage.oeffentlich and vorlage.nummer and vorlage.freigegeben and vorlage.veroeffentlicht)


def nur_oeffentlich(wer: Wer) -> ColumnElement[bool]:
    """The papers that this person sees as everybody does, and no more of them."""
    # "Not in full" must hold as well where a comparison with an empty column makes the answer unknown.
    return and_(veroeffentlicht(), voller_einblick(wer).is_not(true()))


def oeffentlich_beraten() -> ColumnElement[bool]:
    """A condition on `Beratung` and its `Vorlage`: everybody may know that this body deals with this paper."""
    return and_(Beratung.oeffentlich, veroeffentlicht())


def hole(vorlage_id: str, wer: Wer, *, zum_schreiben: bool = False) -> tuple[Vorlage, Einblick]:
    """The paper and how much of it this person sees.

    Raises `NichtGefunden` also for "not yours to see", `VeroeffentlichungZurueckgenommen` for what everybody could see.
    `zum_schreiben` locks its row until the transaction ends, so that changes queue up.
    """
    frage = select(Vorlage, voller_einblick(wer)).where(Vorlage.id == vorlage_id, sichtbar(wer))
    if zum_schreiben:
        frage = frage.with_for_update(of=Vorlage, key_share=True).execution_options(populate_existing=True)
    zeile = db.session.execute(frage).first()
    if zeile is None:
        grabstein = db.session.execute(_grabstein(vorlage_id, wer)).first()
        if grabstein is not None:
            am = datum_text(grabstein.am.astimezone(BERLIN).date())
            raise VeroeffentlichungZurueckgenommen(
                f"Die Vorlage {grabstein.nummer} war veröffentlicht. Am {am} wurde die Veröffentlichung "
                "zurückgenommen. Auskunft gibt der Gremiendienst."
            )
        raise NichtGefunden("Diese Vorlage gibt es nicht, oder Sie dürfen sie nicht sehen.")
    vorlage, voll = zeile
    if voll and not vorlage.oeffentlich and not zum_schreiben:
        lesungen.merke(vorlage)
    return vorlage, Einblick.VOLL if voll else Einblick.OEFFENTLICH


def _grabstein(vorlage_id: str, wer: Wer) -> Select[str | None, datetime | None]:
    """Number and date of a paper that was taken back; never its title, which may be what should not have been out."""
    frage = select(Vorlage.nummer, Vorlage.ruecknahme.label("am"))
    war_da = and_(Vorlage.ruecknahme.is_not(None), Vorlage.nummer.is_not(None))
    return frage.where(Vorlage.id == vorlage_id, false() if wer.nur_installation else war_da)


def rollen_fuer(wer: Wer, vorlage: Vorlage) -> frozenset[str]:
    """The roles that this person has for this very paper."""
    return frozenset(zuteilung.rolle for zuteilung in zuteilungen(wer, vorlage))


def zuteilungen(wer: Wer, vorlage: Vorlage) -> Iterator[Zuteilung]:
    """The same with where each role comes from."""
    if vorlage.erstellt_von_id == wer.id:
        yield Zuteilung(Rolle.FEDERFUEHRUNG)
    gefragt = {m.amt_id: m for m in laufende_mitzeichnungen(vorlage) if m.erbeten}
    for amt_id, m in gefragt.items():
        if amt_id in wer.vertritt and m.votum is None:
            yield Zuteilung(Rolle.MITZEICHNUNG, vertretenes_amt=amt_id)
    gremien = {gremium.id for beratung in vorlage.beratungen for gremium in beratung.gremien}
    for amtsrolle in wer.rollen:
        if amtsrolle.rolle == Rolle.MITZEICHNUNG:
            trifft_zu = amtsrolle.amt_id in gefragt if amtsrolle.amt_id else bool(gefragt)
        elif amtsrolle.gremium_id:
            trifft_zu = amtsrolle.gremium_id in gremien
        else:
            trifft_zu = amtsrolle.amt_id in (None, vorlage.federfuehrend_id)
        if trifft_zu:
            yield Zuteilung(amtsrolle.rolle, amtsrolle)


def laufende_mitzeichnungen(vorlage: Vorlage) -> list[Mitzeichnung]:
    """The signatures of the current round, given or not."""
    runde = max((m.runde for m in vorlage.mitzeichnungen), default=0)
    return [m for m in vorlage.mitzeichnungen if m.runde == runde and not m.entfallen]


def voller_einblick(wer: Wer) -> ColumnElement[bool]:
    """The papers of which this person sees everything: where one of the reasons in `einblicke` holds."""
    return or_(*(grund.bedingung(wer) for grund in einblicke.GRUENDE))
