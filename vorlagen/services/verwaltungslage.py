"""What the Verwaltung of a town should look at first: settings that nobody has confirmed, things that stand still."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnExpressionArgument, func, select

from vorlagen.extensions import db, verzeichnis
from vorlagen.kalender import anzahl_text, ladungsregel
from vorlagen.models import Dokument, Koerperschaft, Webhook, Zuordnung
from vorlagen.services import stammdaten
from vorlagen.services.einfuhr.zuordnungen import OFFEN
from vorlagen.services.sachstand import stillstehende
from vorlagen.services.wer import Wer


class Sache(StrEnum):
    """What a hint is about."""

    ABLAUF = "ablauf"
    VORLAGEART = "vorlageart"
    FRISTREGEL = "fristregel"
    DOKUMENT = "dokument"
    WEBHOOK = "webhook"
    ANGABE = "angabe"
    ZUORDNUNG = "zuordnung"


@dataclass(frozen=True, slots=True)
class Anliegen:
    """One thing to look at, as a sentence. `dringend`: something does not work until somebody does."""

    sache: Sache
    satz: str
    dringend: bool = False


def anliegen(wer: Wer, *, heute: date) -> tuple[Anliegen, ...]:
    """All of them, what does not work first. Raises `NichtBerechtigt`."""
    stammdaten.pruefe_verwaltung(wer)
    stadt = stammdaten.koerperschaft(wer.koerperschaft_id)
    alle = [*_stillstand(stadt, heute), *_gescheitertes(stadt), *_unbestaetigtes(stadt), *_fehlendes(stadt)]
    return tuple(sorted(alle, key=lambda eines: not eines.dringend))


def _stillstand(stadt: Koerperschaft, heute: date) -> Iterator[Anliegen]:
    for stoerung in (*verzeichnis.stoerungen, *stillstehende(stadt)):
        yield Anliegen(Sache.ABLAUF, stoerung.satz, dringend=True)
    bekannte = {ablauf.name for ablauf in verzeichnis.alle()}
    for art in stammdaten.vorlagearten(stadt.id, heute=heute):
        if art.ablauf not in bekannte:
            satz = f"„{art.name}“ lässt sich nicht beginnen: Den Ablauf „{art.ablauf}“ gibt es hier nicht."
            yield Anliegen(Sache.VORLAGEART, satz, dringend=True)


def _gescheitertes(stadt: Koerperschaft) -> Iterator[Anliegen]:
    """Documents that could not be made, messages that were given up, questions of an import."""
    if dokumente := _zahl(Dokument, Dokument.koerperschaft_id == stadt.id, Dokument.zustand == "gescheitert"):
        was = anzahl_text(dokumente, "Word-Dokument ließ", "Word-Dokumente ließen")
        yield Anliegen(Sache.DOKUMENT, f"{was} sich nicht erstellen; die Schablone passt nicht.", dringend=True)
    if webhooks := _zahl(Webhook, Webhook.koerperschaft_id == stadt.id, Webhook.abgeschaltet != ""):
        was = anzahl_text(webhooks, "Webhook ist", "Webhooks sind")
        yield Anliegen(Sache.WEBHOOK, f"{was} abgeschaltet, weil nichts ankam.", dringend=True)
    if fragen := _zahl(Zuordnung, Zuordnung.koerperschaft_id == stadt.id, Zuordnung.zustand == OFFEN):
        was = anzahl_text(fragen, "Meldung", "Meldungen")
        yield Anliegen(Sache.ZUORDNUNG, f"{was} eines anderen Systems: Der Gremiendienst muss sie zuordnen.")


def _unbestaetigtes(stadt: Koerperschaft) -> Iterator[Anliegen]:
    offene = [g for g in stammdaten.gremien(stadt.id) if not ladungsregel(g.ladung).bestaetigt]
    if offene:
        was = anzahl_text(len(offene), "Fristregel ist", "Fristregeln sind")
        yield Anliegen(Sache.FRISTREGEL, f"{was} noch nicht bestätigt.")


def _fehlendes(stadt: Koerperschaft) -> Iterator[Anliegen]:
    for wert, satz in (
        (stadt.impressum, "Das Impressum ist noch leer."),
        (stadt.datenschutz, "Die Angaben zum Datenschutz sind noch leer."),
    ):
        if not wert.strip():
            yield Anliegen(Sache.ANGABE, satz)


def _zahl(tabelle: type, *bedingungen: ColumnExpressionArgument[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(tabelle).where(*bedingungen)) or 0
