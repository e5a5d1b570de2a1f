"""What a body did with a paper: the label as printed, the real outcome, votes of every shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden
from vorlagen.models import Abstimmung, Beratung, Beschlusspunkt, Tagesordnungspunkt, Vorlage
from vorlagen.richtext import saeubere
from vorlagen.services import fassungen, schritte, verlauf
from vorlagen.services.beratungsfolge import fuege_verweisung_ein
from vorlagen.services.hinweise import hinweise
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.sitzungen import ist_gremiendienst
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Ausgang
from vorlagen.workflow.engine import BedingungOffen
from vorlagen.workflow.grund import Grund

GEAENDERT = frozenset({Ausgang.ANGENOMMEN_GEAENDERT, Ausgang.EMPFOHLEN_GEAENDERT})


@dataclass(frozen=True, slots=True)
class Stimmen:
    """Counted votes; None is unknown, 0 is nobody."""

    ja: int | None = None
    nein: int | None = None
    enthaltung: int | None = None
    befangen: int | None = None


@dataclass(frozen=True, slots=True)
class Punktergebnis:
    """What happened to one Beschlusspunkt (`punkt`: its id or number)."""

    punkt: str
    ausgang: str | None
    ergebnis: str | None = None
    stimmen: Stimmen = Stimmen()


@dataclass(frozen=True, slots=True)
class Verfahrensabstimmung:
    """A vote on procedure, such as on a motion to postpone; it says nothing of the matter itself."""

    antrag: str
    ausgang: str | None
    stimmen: Stimmen = Stimmen()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ergebnis:
    """The result of a stage as somebody enters it. `ausgang` may be left open when only points have one.

    `bemerkung` goes into the history.
    """

    ergebnis: str | None = None
    ausgang: str | None = None
    stimmen: Stimmen = Stimmen()
    punkte: tuple[Punktergebnis, ...] = ()
    verfahren: tuple[Verfahrensabstimmung, ...] = ()
    wahl: Mapping[str, Any] | None = None
    beschlusstext: str | None = None
    verwiesen_an: tuple[str, ...] = field(default=())
    bemerkung: str | None = None


def trage_ein(
    beratung_id: str,
    ergebnis: Ergebnis,
    *,
    version: int | None,
    wer: Wer,
    jetzt: datetime,
    vorlage_id: str | None = None,
) -> tuple[str, ...]:
    """Record what the body did at its latest attempt; returns hints about contradictions, which never block.

    `vorlage_id` asks that the stage is one of that paper. An earlier entry for the same attempt stays as a vote that
    no longer holds. Raises `NichtGefunden`, `NichtBerechtigt`, `ZwischenzeitlichGeaendert`, `EingabeUngueltig`,
    `BedingungOffen` without an agenda.
    """
    with transaction():
        vorlage, beratung = _hole(beratung_id, vorlage_id, wer)
        if version is not None:
            schritte.pruefe_version(vorlage, version)
        top = _letzter_versuch(vorlage, beratung, wer)
        ausgang = _ausgang(ergebnis)
        for abstimmung in beratung.abstimmungen:
            if abstimmung.top_id == top.id:
                abstimmung.gilt = False
        bisher = {"ergebnis": top.ergebnis, "ausgang": top.ausgang} if top.ausgang or top.ergebnis else None
        top.ergebnis = beratung.ergebnis = ergebnis.ergebnis
        top.ausgang = beratung.ausgang = ausgang
        _schreibe_abstimmungen(vorlage, beratung, top, ergebnis, ausgang, jetzt)
        _uebernimm_wortlaut(vorlage, beratung, ergebnis, ausgang, wer, jetzt)
        if ausgang is Ausgang.VERWIESEN:
            fuege_verweisung_ein(vorlage, beratung, ergebnis.verwiesen_an)
        daten = {
            "beratung": beratung.id,
            "gremien": [g.name for g in beratung.gremien],
            "top": top.zeichen,
            "ergebnis": ergebnis.ergebnis,
            "ausgang": ausgang,
            "bisher": bisher,
            "fassung": vorlage.fassung,
        }
        if ergebnis.bemerkung and ergebnis.bemerkung.strip():
            daten["bemerkung"] = ergebnis.bemerkung.strip()
        verlauf.schreibe(vorlage, "ergebnis", wer_id=wer.id, jetzt=jetzt, daten=daten)
        db.session.flush()
        schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt)
        return hinweise(beratung, ausgang)


def _hole(beratung_id: str, vorlage_id: str | None, wer: Wer) -> tuple[Vorlage, Beratung]:
    gefunden = db.session.scalar(select(Beratung.vorlage_id).where(Beratung.id == beratung_id))
    if gefunden is None or vorlage_id not in (None, gefunden):
        raise NichtGefunden("Diese Beratung gibt es nicht, oder Sie dürfen sie nicht sehen.")
    vorlage, _ = hole(gefunden, wer, zum_schreiben=True)
    beratung = next(b for b in vorlage.beratungen if b.id == beratung_id)
    if not any(ist_gremiendienst(gremium.id, wer) for gremium in beratung.gremien):
        raise NichtBerechtigt("Ergebnisse trägt der Gremiendienst ein, der das Gremium betreut.")
    return vorlage, beratung


def _letzter_versuch(vorlage: Vorlage, beratung: Beratung, wer: Wer) -> Tagesordnungspunkt:
    if vorlage.beendet:
        grund = Grund(
            "vorlage.beendet",
            "Die Vorlage ist abgeschlossen.",
            abhilfe="das Ergebnis berichtigen",
            wer="der Gremiendienst",
        )
        raise BedingungOffen("Ergebnis eintragen", (grund,))
    if not beratung.tops:
        grund = Grund(
            "tagesordnung.fehlt",
            "Die Vorlage steht bei diesem Gremium auf keiner Tagesordnung.",
            abhilfe="auf die Tagesordnung einer Sitzung setzen",
            wer="der Gremiendienst",
        )
        raise BedingungOffen("Ergebnis eintragen", (grund,))
    return beratung.tops[-1]


def _ausgang(ergebnis: Ergebnis) -> Ausgang | None:
    """What the person said; else what all points have in common; else mixed; else open."""
    for wert in (
        ergebnis.ausgang,
        *(p.ausgang for p in ergebnis.punkte),
        *(v.ausgang for v in ergebnis.verfahren),
    ):
        if wert is not None and wert not in set(Ausgang):
            raise EingabeUngueltig(
                f"Den Ausgang „{wert}“ gibt es nicht.", {"ausgang": [f"Möglich sind: {', '.join(Ausgang)}."]}
            )
    if ergebnis.ausgang is not None:
        return Ausgang(ergebnis.ausgang)
    verschiedene = {punkt.ausgang for punkt in ergebnis.punkte}
    if len(verschiedene) > 1:
        return Ausgang.GEMISCHT
    einer = next(iter(verschiedene), None)
    return Ausgang(einer) if einer else None


def _schreibe_abstimmungen(
    vorlage: Vorlage,
    beratung: Beratung,
    top: Tagesordnungspunkt,
    ergebnis: Ergebnis,
    ausgang: Ausgang | None,
    jetzt: datetime,
) -> None:
    punkte = {schluessel: p for p in vorlage.beschlusspunkte for schluessel in (p.id, p.nr)}
    zeilen: list[dict[str, Any]] = [
        {"art": "verfahren", "antrag": v.antrag, "ausgang": v.ausgang, **_zahlen(v.stimmen)} for v in ergebnis.verfahren
    ]
    zeilen += [
        {
            "art": "punkt",
            "punkt_id": _punkt(punkte, p.punkt).id,
            "ergebnis": p.ergebnis,
            "ausgang": p.ausgang,
            **_zahlen(p.stimmen),
        }
        for p in ergebnis.punkte
    ]
    art = "wahl" if ergebnis.wahl else "sache"
    wahl = dict(ergebnis.wahl) if ergebnis.wahl else None
    zeilen.append(
        {
            "art": art,
            "ergebnis": ergebnis.ergebnis,
            "ausgang": ausgang,
            "wahl": wahl,
            **_zahlen(ergebnis.stimmen),
        }
    )
    for zeile in zeilen:
        beratung.abstimmungen.append(
            Abstimmung(
                koerperschaft_id=vorlage.koerperschaft_id,
                beratung_id=beratung.id,
                top_id=top.id,
                reihe=len(beratung.abstimmungen) + 1,
                erfasst=jetzt,
                gilt=True,
                **zeile,
            )
        )


def _punkt(punkte: Mapping[str, Beschlusspunkt], welcher: str) -> Beschlusspunkt:
    if welcher not in punkte:
        raise EingabeUngueltig(
            f"Den Beschlusspunkt „{welcher}“ hat die Vorlage nicht.", {"punkte": [f"Unbekannt: {welcher}."]}
        )
    return punkte[welcher]


def _zahlen(stimmen: Stimmen) -> dict[str, int | None]:
    zahlen = {
        "ja": stimmen.ja,
        "nein": stimmen.nein,
        "enthaltung": stimmen.enthaltung,
        "befangen": stimmen.befangen,
    }
    for name, zahl in zahlen.items():
        if zahl is not None and not 0 <= zahl < 100_000:
            raise EingabeUngueltig("Stimmen werden von 0 an gezählt.", {name: ["Bitte eine Anzahl ab 0 eintragen."]})
    return zahlen


def _uebernimm_wortlaut(
    vorlage: Vorlage,
    beratung: Beratung,
    ergebnis: Ergebnis,
    ausgang: Ausgang | None,
    wer: Wer,
    jetzt: datetime,
) -> None:
    """A changed resolution travels on: it becomes the next Fassung, and the next body starts from it."""
    text: Sequence[str] = (saeubere(ergebnis.beschlusstext),) if ergebnis.beschlusstext else ()
    beratung.beschlusstext = text[0] if text else None
    if text and ausgang in GEAENDERT and text[0] != vorlage.beschlussvorschlag:
        vorlage.beschlussvorschlag = text[0]
        fassungen.halte_fest(vorlage, wer_id=wer.id, jetzt=jetzt)
        fassungen.stelle_fest(vorlage, jetzt=jetzt)
