"""Co-signing as the page of a paper shows it: whose turn it is, what changed since they signed, what can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from vorlagen.models import Mitzeichnung, Vorlage
from vorlagen.services import abwesenheiten, fassungen, mitzeichnungen
from vorlagen.services.sichtbarkeit import laufende_mitzeichnungen
from vorlagen.services.wer import Wer
from vorlagen.web.worte import FELDTITEL
from vorlagen.workflow.begriffe import Rolle
from vorlagen.workflow.mitzeichnung import geaenderte_abschnitte
from vorlagen.workflow.workflow import Workflow


@dataclass(frozen=True, slots=True, kw_only=True)
class Zeichnungsbild:
    """The current round by groups, earlier ones, and what this person has to do with it.

    `aufgaben` wait for the person's signature, `vertretene` are those offices for which they only deputise, `gelesen`
    is the Fassung that their office signed last and `geaendert` the titles of what changed since. `zuruecknehmbar`
    holds the ids of signatures that the person may take back. Unless `im_umlauf` nobody is waited for: it is a draft
    again, or over. `abwesend`: office → who of it is away while it is waited for, and who deputises, as sentences.
    """

    im_umlauf: bool
    aufgaben: Sequence[Mitzeichnung]
    vertretene: frozenset[str]
    gelesen: int | None
    geaendert: Sequence[str]
    gruppen: Sequence[tuple[int, Sequence[Mitzeichnung]]]
    fruehere: Sequence[Mitzeichnung]
    zuruecknehmbar: frozenset[str]
    abwesend: Mapping[str, Sequence[str]]


def zeichnungsbild(vorlage: Vorlage, ablauf: Workflow | None, wer: Wer, *, heute: date) -> Zeichnungsbild:
    """What there is to show; without its procedure nothing can be done."""
    laufende = sorted(laufende_mitzeichnungen(vorlage), key=lambda m: m.gruppe)
    im_umlauf = ablauf is not None and vorlage.beendet is None and vorlage.status != ablauf.beginnt_mit
    aufgaben = [m for m in laufende if im_umlauf and m.erbeten and m.votum is None and _meine(m, wer)]
    offene = {m.amt_id for m in laufende if im_umlauf and m.erbeten and m.votum is None}
    gelesen = _zuletzt_gezeichnet(vorlage, wer) if im_umlauf else None
    widerrufbar = ablauf is not None and vorlage.status in ablauf.zeichnende
    return Zeichnungsbild(
        im_umlauf=im_umlauf,
        aufgaben=aufgaben,
        vertretene=frozenset(m.amt_id for m in aufgaben if not _eigene(m, wer)),
        gelesen=gelesen,
        geaendert=_geaendertes(vorlage, ablauf, gelesen) if gelesen else (),
        gruppen=[(nr, list(zeilen)) for nr, zeilen in groupby(laufende, key=lambda m: m.gruppe)],
        fruehere=[m for m in vorlage.mitzeichnungen if m not in laufende and m.erbeten],
        zuruecknehmbar=frozenset(
            m.id for m in laufende if widerrufbar and m.votum and mitzeichnungen.darf_zuruecknehmen(m, wer)
        ),
        abwesend=abwesenheiten.worte(offene, vorlage.koerperschaft_id, heute=heute) if offene else {},
    )


def _eigene(m: Mitzeichnung, wer: Wer) -> bool:
    aemter = wer.aemter(Rolle.MITZEICHNUNG)
    return aemter is None or m.amt_id in aemter


def _meine(m: Mitzeichnung, wer: Wer) -> bool:
    return _eigene(m, wer) or m.amt_id in wer.vertritt


def _zuletzt_gezeichnet(vorlage: Vorlage, wer: Wer) -> int | None:
    """The Fassung that this person's office signed last, if it is an older one: then the difference can be shown."""
    letzte = max((m.fassung for m in vorlage.mitzeichnungen if m.fassung and _meine(m, wer)), default=None)
    return letzte if letzte is not None and letzte < vorlage.fassung else None


def _geaendertes(vorlage: Vorlage, ablauf: Workflow | None, seit: int) -> Sequence[str]:
    """The titles of what differs; "Auswirkungen" only where no single effect says it more exactly."""
    namen = geaenderte_abschnitte(fassungen.text(vorlage, seit), fassungen.text(vorlage, vorlage.fassung))
    if any(name.startswith("auswirkung_") for name in namen):
        namen -= {"auswirkungen"}
    titel = FELDTITEL | {feld.name: feld.titel for feld in (ablauf.felder if ablauf else ())}
    return sorted(titel.get(name, name) for name in namen)
