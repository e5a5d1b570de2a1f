"""The planner on a town's own meetings: when decided at the earliest, by when into Mitzeichnung at the latest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import (
    BERLIN,
    Etappe,
    Plan,
    Sitzungstermin,
    Vorgaenger,
    Weg,
    augenblick,
    datum_text,
    tagesende,
)
from vorlagen.models import Beratung, Koerperschaft, Sitzung, Vorlage, beratung_wartet_auf
from vorlagen.services import termine, zeichenzeiten
from vorlagen.services.beratungsfolge import ENTSCHEIDEND
from vorlagen.services.fristen import kalender_von
from vorlagen.services.sachstand import ablauf_von
from vorlagen.workflow.begriffe import BLEIBT_OFFEN

MEHR_ALS_GENUG: Final = 2_000
"""Meetings that one plan looks at; the busiest town has fewer in three years."""

RUECKBLICK: Final = timedelta(days=366)
"""How far before the wanted decision the way back looks for meetings."""


@dataclass(frozen=True, slots=True)
class Wunsch:
    """One stage of a Beratungsfolge that is only thought of. `reihe` equal means side by side; without one in a row.

    `ohne_termin`: an internal stage without meetings. `wartet_auf` names stages by their `schluessel`; None: those of
    the row before.
    """

    gremium_id: str
    gremium: str
    art: str = ""
    entscheidet: bool | None = None
    nicht_vor: date | None = None
    reihe: int | None = None
    abstand_tage: int = 0
    ohne_termin: bool = False
    schluessel: str | None = None
    wartet_auf: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Auskunft:
    """A plan, or None where there is no way; `hinweise` say what was assumed, sentence by sentence."""

    plan: Plan | None
    hinweise: tuple[str, ...] = ()
    freigegeben: bool = False


def frage_vorwaerts(
    koerperschaft: Koerperschaft, wuensche: Sequence[Wunsch], ab: date, *, vorlauf: int = 0
) -> Auskunft:
    """The earliest decision for stages in this order if they go into Mitzeichnung (`vorlauf` 0: are released) `ab`."""
    weg = _weg_der_wuensche(koerperschaft, wuensche, _ab(ab), vorlauf)
    return Auskunft(weg.vorwaerts(ab))


def frage_rueckwaerts(
    koerperschaft: Koerperschaft, wuensche: Sequence[Wunsch], bis: date, *, vorlauf: int = 0, heute: date
) -> Auskunft:
    """The latest beginning for a decision by this day."""
    weg = _weg_der_wuensche(koerperschaft, wuensche, _ab(bis - RUECKBLICK), vorlauf)
    return _rueckwaerts(weg, bis, heute, ())


def fuer_vorlage(vorlage: Vorlage, *, heute: date, ab: date | None = None, bis: date | None = None) -> Auskunft:
    """The same for a paper as it stands: what is signed, released, decided or on an agenda is taken into account.

    `ab` None: from today. `bis`: look backwards instead.
    """
    frei = vorlage.freigegeben.astimezone(BERLIN).date() if vorlage.freigegeben else None
    vorlauf, hinweise = (0, ()) if frei else _noch_zu_zeichnen(vorlage, ab or heute)
    von = min(heute, ab or heute) if bis is None else bis - RUECKBLICK
    weg = _weg_der_vorlage(vorlage, _ab(von), vorlauf)
    if bis is not None:
        return _rueckwaerts(weg, bis, heute, hinweise)
    return Auskunft(weg.vorwaerts(frei or ab or heute), hinweise, frei is not None)


def _rueckwaerts(weg: Weg, bis: date, heute: date, hinweise: tuple[str, ...]) -> Auskunft:
    plan = weg.rueckwaerts(bis)
    if plan is None:
        return Auskunft(None, (*hinweise, f"Bis {datum_text(bis)} gibt es keinen Weg zur Entscheidung"))
    if warum := weg.kalender.warum_frei(plan.beginn):
        davor = datum_text(weg.kalender.voriger_werktag(plan.beginn))
        hinweise = (*hinweise, f"{datum_text(plan.beginn)} {warum}: praktisch am Werktag davor, {davor}")
    if plan.beginn < heute:
        hinweise = (*hinweise, f"{datum_text(plan.beginn)} liegt schon zurück")
    return Auskunft(plan, hinweise)


def _noch_zu_zeichnen(vorlage: Vorlage, ab: date) -> tuple[int, tuple[str, ...]]:
    """What is left of the usual time; once a paper is under way, the days that have passed count."""
    ablauf = ablauf_von(vorlage)
    zeit = zeichenzeiten.uebliche(vorlage.koerperschaft, ablauf)
    if vorlage.eingereicht is None or vorlage.status == ablauf.beginnt_mit:
        return zeit.werktage, (zeit.satz,)
    seit = vorlage.eingereicht.astimezone(BERLIN).date()
    vergangen = zeichenzeiten.werktage_dazwischen(seit, ab, kalender_von(vorlage.koerperschaft))
    rest = max(zeit.werktage - vergangen, 0)
    return rest, (zeit.satz, f"Davon sind seit {datum_text(seit)} schon {vergangen} vergangen")


def _weg_der_wuensche(koerperschaft: Koerperschaft, wuensche: Sequence[Wunsch], ab: datetime, vorlauf: int) -> Weg:
    je_gremium = _je_gremium(koerperschaft, {wunsch.gremium_id for wunsch in wuensche}, ab)
    namen = [wunsch.schluessel or f"#{nr}" for nr, wunsch in enumerate(wuensche)]
    if len(set(namen)) < len(namen):
        raise EingabeUngueltig("Zwei Stationen haben denselben Schlüssel.")
    reihen = [wunsch.reihe if wunsch.reihe is not None else nr for nr, wunsch in enumerate(wuensche, start=1)]
    etappen = []
    for nr, wunsch in enumerate(wuensche):
        davor = max((reihe for reihe in reihen if reihe < reihen[nr]), default=None)
        vorige = tuple(name for name, reihe in zip(namen, reihen, strict=True) if reihe == davor)
        vorher = vorige if wunsch.wartet_auf is None else wunsch.wartet_auf
        etappen.append(
            Etappe(
                name=namen[nr],
                gremium=wunsch.gremium,
                termine=je_gremium.get(wunsch.gremium_id, ()),
                wartet_auf=tuple(Vorgaenger(name, wunsch.abstand_tage) for name in vorher),
                entscheidet=wunsch.art in ENTSCHEIDEND if wunsch.entscheidet is None else wunsch.entscheidet,
                nicht_vor=wunsch.nicht_vor,
                ohne_termin=wunsch.ohne_termin,
            )
        )
    return Weg(tuple(etappen), kalender_von(koerperschaft), vorlauf)


def _weg_der_vorlage(vorlage: Vorlage, ab: datetime, vorlauf: int) -> Weg:
    offene = [b for b in vorlage.beratungen if _steht_fest(b) is None]
    gremien = {gremium.id for beratung in offene for gremium in beratung.gremien[:1]}
    je_gremium = _je_gremium(vorlage.koerperschaft, gremien, ab, frei=vorlage.freigegeben)
    kanten = _kanten([beratung.id for beratung in vorlage.beratungen])
    etappen = (
        Etappe(
            name=beratung.id,
            gremium=" und ".join(gremium.kuerzel or gremium.name for gremium in beratung.gremien),
            termine=_noch_moegliche(beratung, je_gremium),
            wartet_auf=kanten.get(beratung.id, ()),
            entscheidet=beratung.entscheidet,
            nicht_vor=beratung.geplant_am,
            fest=_steht_fest(beratung),
            ohne_termin=beratung.intern,
        )
        for beratung in vorlage.beratungen
    )
    return Weg(tuple(etappen), kalender_von(vorlage.koerperschaft), vorlauf)


def _noch_moegliche(
    beratung: Beratung, je_gremium: Mapping[str, tuple[Sitzungstermin, ...]]
) -> tuple[Sitzungstermin, ...]:
    """The body's meetings after the one at which the paper was last on its agenda."""
    termine_ = je_gremium.get(beratung.gremien[0].id, ()) if beratung.gremien else ()
    letzter = beratung.letzter_versuch
    return tuple(t for t in termine_ if letzter is None or letzter.entfallen or t.beginn > _ortszeit(letzter.sitzung))


def _steht_fest(beratung: Beratung) -> datetime | None:
    """When the body dealt with it, or will because it stands on an agenda; None while that is open."""
    letzter = beratung.letzter_versuch
    erledigt = beratung.ausgang is not None and beratung.ausgang not in BLEIBT_OFFEN
    if letzter is not None and (erledigt or letzter.ausgang is None):
        return _ortszeit(letzter.sitzung)
    if not erledigt:
        return None
    return datetime.combine(beratung.geplant_am or date.min, time(0))


def _kanten(beratung_ids: Sequence[str]) -> Mapping[str, tuple[Vorgaenger, ...]]:
    tabelle = beratung_wartet_auf.c
    frage = select(tabelle.beratung_id, tabelle.vorher_id, tabelle.mindestabstand_tage)
    kanten: dict[str, tuple[Vorgaenger, ...]] = {}
    for zeile in db.session.execute(frage.where(tabelle.beratung_id.in_(beratung_ids)).order_by(tabelle.vorher_id)):
        vorgaenger = Vorgaenger(zeile.vorher_id, zeile.mindestabstand_tage)
        kanten[zeile.beratung_id] = (*kanten.get(zeile.beratung_id, ()), vorgaenger)
    return kanten


def _je_gremium(
    koerperschaft: Koerperschaft, gremium_ids: set[str], ab: datetime, *, frei: datetime | None = None
) -> Mapping[str, tuple[Sitzungstermin, ...]]:
    """The meetings of each body; those for which a paper was released after the hour on the last day are left out."""
    je_gremium: dict[str, list[Sitzungstermin]] = defaultdict(list)
    for t in termine.erreichbar(koerperschaft, jetzt=ab, gremium_ids=gremium_ids, anzahl=MEHR_ALS_GENUG):
        if frei is None or not t.abgabe_um <= frei < tagesende(t.abgabe_bis):
            moeglicher = Sitzungstermin(t.sitzung_id, t.beginn, t.abgabe_bis, t.ladung_bis, t.gruende)
            je_gremium[t.gremium_id].append(moeglicher)
    return {gremium_id: tuple(liste) for gremium_id, liste in je_gremium.items()}


def _ortszeit(sitzung: Sitzung) -> datetime:
    return sitzung.beginn.astimezone(BERLIN).replace(tzinfo=None)


def _ab(tag: date) -> datetime:
    return augenblick(tag, time(0), frueher=True)
