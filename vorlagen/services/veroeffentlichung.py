"""When a released public paper becomes public: the town's rule, an instant of its own, and who writes it down.

Publication is a fact in the paper's row, never a comparison with today's clock: if nobody and no clock wrote it down,
nothing is public (ADR 0019).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, exists, select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt
from vorlagen.kalender import BERLIN, augenblick
from vorlagen.models import Beratung, Koerperschaft, Sitzung, Tagesordnungspunkt, Vorlage
from vorlagen.services import schritte, verlauf
from vorlagen.services.sichtbarkeit import hole, rollen_fuer
from vorlagen.services.veroeffentlichungsregel import Regel, ordnung
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle

AUF_EINMAL: Final = 200
DIENST: Final = frozenset({Rolle.GREMIENDIENST, Rolle.VERWALTUNG})
"""Who decides when something becomes public."""

_EINGELADEN: Final = ("eingeladen", "durchgefuehrt")


def plane(vorlage_id: str, am: datetime | None, *, version: int | None, wer: Wer, jetzt: datetime) -> None:
    """Give the paper an instant of its own at which it becomes public, or (None) the town's rule again.

    Raises `NichtBerechtigt`, and `EingabeUngueltig` if it is non-public or already out, or if the instant is past.
    """
    with transaction():
        vorlage, _ = hole(vorlage_id, wer, zum_schreiben=True)
        pruefe_dienst(vorlage, wer)
        schritte.pruefe_version(vorlage, version)
        if not vorlage.oeffentlich:
            raise EingabeUngueltig("Die Vorlage ist nichtöffentlich; sie wird nicht veröffentlicht.")
        if vorlage.veroeffentlicht:
            raise EingabeUngueltig("Die Vorlage ist schon veröffentlicht. Möglich ist nur, das zurückzunehmen.")
        if am is not None and am <= jetzt:
            raise EingabeUngueltig("Der Zeitpunkt liegt nicht in der Zukunft.", {"am": ["Bitte später ansetzen."]})
        if am == vorlage.veroeffentlichen_am:
            return
        daten = {"bisher": _iso(vorlage.veroeffentlichen_am), "neu": _iso(am)}
        vorlage.veroeffentlichen_am = am
        _schreibe(vorlage, "veroeffentlichung_geplant", daten, wer=wer, jetzt=jetzt)


def veroeffentliche_faellige(*, jetzt: datetime) -> int:
    """Publish what is due, in all towns; returns how many papers. The clock's work.

    A paper that somebody is just changing waits for the next stroke.
    """
    faellige = [vorlage_id for bedingung in _faellige(jetzt) for vorlage_id in _wartende(bedingung)]
    return sum(_veroeffentliche(vorlage_id, jetzt) for vorlage_id in dict.fromkeys(faellige))


def pruefe_dienst(vorlage: Vorlage, wer: Wer) -> None:
    """Refuse whoever does not decide about publication."""
    if not DIENST & rollen_fuer(wer, vorlage):
        raise NichtBerechtigt("Über die Veröffentlichung entscheidet der Gremiendienst.")


def wartet() -> ColumnElement[bool]:
    """Papers that are released and public by kind, but not out yet and not taken back."""
    return (
        Vorlage.veroeffentlicht.is_(None)
        & Vorlage.freigegeben.is_not(None)
        & Vorlage.oeffentlich
        & Vorlage.ruecknahme.is_(None)
    )


def _faellige(jetzt: datetime) -> Iterator[ColumnElement[bool]]:
    yield Vorlage.veroeffentlichen_am <= jetzt
    for koerperschaft in db.session.scalars(select(Koerperschaft)):
        gesetzt = ordnung(koerperschaft)
        eigene = (Vorlage.koerperschaft_id == koerperschaft.id) & Vorlage.veroeffentlichen_am.is_(None)
        if gesetzt.regel is Regel.EINLADUNG:
            yield eigene & _oeffentlich_auf(Sitzung.status.in_(_EINGELADEN))
        elif gesetzt.regel is Regel.TAGE:
            danach = jetzt.astimezone(BERLIN).date() + timedelta(days=gesetzt.tage + 1)
            bis = augenblick(danach, time(0), frueher=True)
            yield eigene & _oeffentlich_auf((Sitzung.status != "abgesagt") & (Sitzung.beginn < bis))


def _oeffentlich_auf(sitzung: ColumnElement[bool]) -> ColumnElement[bool]:
    """The paper stands in the public part of the agenda of such a meeting."""
    punkt = exists().where(
        Beratung.vorlage_id == Vorlage.id,
        Tagesordnungspunkt.beratung_id == Beratung.id,
        Tagesordnungspunkt.oeffentlich,
        Tagesordnungspunkt.abgesetzt.is_(None),
        Sitzung.id == Tagesordnungspunkt.sitzung_id,
        sitzung,
    )
    return punkt.correlate(Vorlage)


def _wartende(bedingung: ColumnElement[bool]) -> list[str]:
    frage = select(Vorlage.id).where(wartet(), bedingung).order_by(Vorlage.id).limit(AUF_EINMAL)
    return list(db.session.scalars(frage))


def _veroeffentliche(vorlage_id: str, jetzt: datetime) -> int:
    with transaction() as sitzung:
        frage = (
            select(Vorlage)
            .where(Vorlage.id == vorlage_id, wartet())
            .with_for_update(of=Vorlage, key_share=True, skip_locked=True)
        )
        vorlage = sitzung.scalar(frage.execution_options(populate_existing=True))
        if vorlage is None:
            return 0
        vorlage.veroeffentlicht, vorlage.veroeffentlichen_am = jetzt, None
        _schreibe(vorlage, "veroeffentlicht", {}, wer=None, jetzt=jetzt)
        return 1


def _schreibe(vorlage: Vorlage, was: str, daten: dict[str, Any], *, wer: Wer | None, jetzt: datetime) -> None:
    verlauf.schreibe(vorlage, was, wer_id=(wer.id or None) if wer else None, jetzt=jetzt, daten=daten)
    vorlage.version += 1
    vorlage.geaendert = jetzt


def _iso(zeit: datetime | None) -> str | None:
    return zeit.isoformat() if zeit else None
