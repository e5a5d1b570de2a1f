"""The planner: what brute force finds on small calendars, what must hold for all of them, and why it says so."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import Etappe, Kalender, Plan, Sitzungstermin, Vorgaenger, Weg, haltgruende, kette, planung

NW = Kalender("NW")
ANFANG = date(2026, 5, 4)
SPANNE = 24


def termin(tag: date, bis: date, *, stunde: int = 17, ladung_bis: date | None = None) -> Sitzungstermin:
    beginn = datetime(tag.year, tag.month, tag.day, stunde)
    return Sitzungstermin(f"{tag}/{stunde}", beginn, bis, ladung_bis or bis, (f"Abgabe bis {bis}",))


def zufallsweg(wuerfel: random.Random) -> Weg:
    """Up to four stages on up to four meetings each, waiting for each other at random, with odd rules."""
    etappen: list[Etappe] = []
    for nr in range(wuerfel.randint(1, 4)):
        tage = sorted(wuerfel.sample(range(3, SPANNE), wuerfel.randint(0, 4)))
        termine = tuple(
            termin(
                ANFANG + timedelta(days=tag),
                ANFANG + timedelta(days=tag - wuerfel.randint(0, 6)),
                stunde=wuerfel.choice((16, 18)),
                ladung_bis=ANFANG + timedelta(days=tag - wuerfel.randint(0, 6)),
            )
            for tag in tage
        )
        vorher = tuple(
            Vorgaenger(etappe.name, wuerfel.choice((0, 0, 1, 5))) for etappe in etappen if wuerfel.random() < 0.5
        )
        nicht_vor = ANFANG + timedelta(days=wuerfel.randint(0, SPANNE)) if wuerfel.random() < 0.15 else None
        ohne = wuerfel.random() < 0.1
        etappen.append(
            Etappe(
                name=str(nr),
                gremium=f"Gremium {nr}",
                termine=() if ohne else termine,
                wartet_auf=vorher,
                entscheidet=wuerfel.random() < 0.4 and not ohne,
                nicht_vor=None if ohne else nicht_vor,
                ohne_termin=ohne,
            )
        )
    if all(etappe.ohne_termin for etappe in etappen):
        etappen.append(Etappe(name="Rat", gremium="Rat", termine=(termin(ANFANG + timedelta(9), ANFANG),)))
    wuerfel.shuffle(etappen)
    return Weg(tuple(etappen), NW, wuerfel.choice((0, 0, 1, 3)))


def probiere_alles(weg: Weg, beginn: date) -> date | None:
    """The earliest decision by trying every choice of meetings."""
    freigabe = weg.freigabe(beginn)
    entscheidend = [e.name for e in weg.etappen if e.entscheidet] or [e.name for e in weg.etappen if not e.ohne_termin]
    noetig = set(entscheidend)
    while dazu := {v.name for e in weg.etappen if e.name in noetig for v in e.wartet_auf} - noetig:
        noetig |= dazu
    etappen = [etappe for etappe in weg.etappen if etappe.name in noetig]
    mit_sitzung = [etappe for etappe in etappen if not etappe.ohne_termin]
    gefunden = []
    for wahl in itertools.product(*(etappe.termine for etappe in mit_sitzung)):
        gewaehlt = dict(zip((etappe.name for etappe in mit_sitzung), wahl, strict=True))
        if all(t.abgabe_bis >= freigabe and t.ladung_bis >= freigabe for t in wahl) and all(
            e.nicht_vor is None or gewaehlt[e.name].tag >= e.nicht_vor for e in mit_sitzung
        ):
            zeiten = _zeiten(etappen, gewaehlt, freigabe)
            if zeiten is not None:
                gefunden.append(max(zeiten[name].date() for name in entscheidend))
    return min(gefunden, default=None)


def _zeiten(etappen: list[Etappe], gewaehlt: dict[str, Sitzungstermin], freigabe: date) -> dict[str, datetime] | None:
    """When each stage is, or None if some stage does not come late enough after those that it waits for."""
    zeiten: dict[str, datetime] = {}
    while len(zeiten) < len(etappen):
        for etappe in etappen:
            if etappe.name in zeiten or not all(v.name in zeiten for v in etappe.wartet_auf):
                continue
            davor = [(zeiten[v.name], v.abstand_tage) for v in etappe.wartet_auf]
            if etappe.ohne_termin:
                frei = datetime(freigabe.year, freigabe.month, freigabe.day)
                zeiten[etappe.name] = max((b + timedelta(days=a) for b, a in davor), default=frei)
                continue
            beginn = gewaehlt[etappe.name].beginn
            if any(beginn <= b or (beginn.date() - b.date()).days < a for b, a in davor):
                return None
            zeiten[etappe.name] = beginn
    return zeiten


def maengel(weg: Weg, wuerfel: random.Random) -> Iterator[str]:
    """What the planner says otherwise than trying everything, forwards from three days and backwards from one."""
    tage = [ANFANG + timedelta(days=nr) for nr in range(-4, SPANNE + 2)]
    frueher = date.min
    for beginn in sorted(wuerfel.sample(tage, 3)):
        entscheidung = weg.vorwaerts(beginn).entscheidung
        if entscheidung != probiere_alles(weg, beginn):
            yield f"{weg} ab {beginn}: {entscheidung}, durch Ausprobieren {probiere_alles(weg, beginn)}"
        if (entscheidung or date.max) < frueher:
            yield f"{weg}: später begonnen ({beginn}), früher entschieden ({entscheidung})"
        frueher = entscheidung or date.max
    bis = wuerfel.choice(tage)
    plan = weg.rueckwaerts(bis)
    if plan is None:
        if (probiere_alles(weg, ANFANG - timedelta(days=40)) or date.max) <= bis:
            yield f"{weg} bis {bis}: einen Weg gibt es doch"
    elif plan.entscheidung is None or plan.entscheidung > bis:
        yield f"{weg} bis {bis}: erst {plan.entscheidung}"
    elif (weg.vorwaerts(plan.beginn + timedelta(days=1)).entscheidung or date.max) <= bis:
        yield f"{weg} bis {bis}: auch einen Tag nach {plan.beginn} reicht noch"


def gefundene(saat: int, kalender: int) -> list[str]:
    """The faults in so many random calendars."""
    wuerfel = random.Random(saat)  # noqa: S311 - small calendars, not secrets
    return [mangel for _ in range(kalender) for mangel in maengel(zufallsweg(wuerfel), wuerfel)]


@pytest.mark.parametrize("saat", range(5))
def test_der_planer_findet_was_ausprobieren_findet(saat: int) -> None:
    assert gefundene(saat, 1_000) == []


@pytest.mark.lang
def test_der_planer_findet_es_auch_auf_hunderttausend_kalendern() -> None:
    assert gefundene(2026, 100_000) == []


def test_ein_planer_der_etwas_uebersieht_faellt_auf(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison itself can fail: here the planner forgets for whom a stage waits."""
    echt = planung._belege_eine
    monkeypatch.setattr(planung, "_belege_eine", lambda e, frei, belegt: echt(replace(e, wartet_auf=()), frei, belegt))
    assert "durch Ausprobieren" in " ".join(gefundene(0, 100))


def lindenstadt(vorlauf: int = 0) -> Weg:
    """Papers for the HFA on 16 June are due on 28 May; the Rat meets on 30 June and then only on 22 September."""
    hfa = (termin(date(2026, 6, 16), date(2026, 5, 28)), termin(date(2026, 9, 8), date(2026, 8, 20)))
    rat = (termin(date(2026, 6, 30), date(2026, 6, 12)), termin(date(2026, 9, 22), date(2026, 9, 4)))
    return Weg(
        (
            Etappe(name="1", gremium="HFA", termine=hfa),
            Etappe(name="2", gremium="Rat", termine=rat, wartet_auf=(Vorgaenger("1"),), entscheidet=True),
        ),
        NW,
        vorlauf,
    )


def gruende(plan: Plan) -> Iterator[tuple[str, ...]]:
    return (haltgruende(plan, halt) for halt in plan.halte)


def test_der_plan_sagt_in_einer_zeile_was_ein_tag_ausmacht() -> None:
    plan = lindenstadt().vorwaerts(date(2026, 5, 26))
    assert kette(plan) == "Freigabe bis 28.05. → HFA 16.06. → Rat 30.06.; einen Tag später → Rat erst 22.09."
    assert (plan.entscheidung, plan.spaetestens, plan.sonst) == (
        date(2026, 6, 30),
        date(2026, 5, 28),
        date(2026, 9, 22),
    )
    assert [halt.puffer_tage for halt in plan.halte] == [2, 17]
    spaeter = lindenstadt().vorwaerts(date(2026, 5, 29))
    assert kette(spaeter) == (
        "Freigabe bis 20.08. → HFA 08.09. → Rat 22.09.; einen Tag später → keine Sitzung mehr geplant"
    )
    assert list(gruende(spaeter)) == [
        (
            "Nicht Di 16.06.2026: zu spät, die Freigabe war nötig bis Do 28.05.2026",
            "Abgabe bis 2026-08-20",
        ),
        (
            "Wartet auf HFA am Di 08.09.2026",
            "Nicht Di 30.06.2026: vor der Station, auf die gewartet wird, oder zu knapp danach",
            "Abgabe bis 2026-09-04",
        ),
    ]


def test_rueckwaerts_beginnt_so_spaet_wie_es_geht() -> None:
    plan = lindenstadt(vorlauf=5).rueckwaerts(date(2026, 6, 30))
    assert plan is not None
    assert (plan.beginn, plan.freigabe, plan.entscheidung) == (
        date(2026, 5, 20),
        date(2026, 5, 28),
        date(2026, 6, 30),
    )
    assert lindenstadt().rueckwaerts(date(2026, 6, 29)) is None


def test_wo_keine_sitzung_mehr_ist_sagt_der_plan_es() -> None:
    plan = lindenstadt().vorwaerts(date(2026, 10, 1))
    assert (plan.entscheidung, plan.spaetestens, plan.sonst) == (None, None, None)
    assert kette(plan) == "Eine Entscheidung ist noch nicht absehbar."
    assert [saetze[-1] for saetze in gruende(plan)] == [
        "Für HFA ist keine Sitzung geplant, die noch zu erreichen ist",
        "Für Rat ist keine Sitzung geplant, die noch zu erreichen ist",
    ]
    assert "Wartet auf HFA, deren Termin noch nicht absehbar ist" in next(itertools.islice(gruende(plan), 1, None))


def test_der_letzte_wartet_auf_alle_und_auf_den_mindestabstand() -> None:
    tage = [date(2026, 6, tag) for tag in (9, 10, 11, 18)]
    neben = [Etappe(name=f"O{nr}", gremium=f"Ortsrat {nr}", termine=(termin(tage[nr], ANFANG),)) for nr in (0, 1)]
    rat = Etappe(
        name="Rat",
        gremium="Rat",
        termine=(termin(tage[2], ANFANG), termin(tage[3], ANFANG)),
        wartet_auf=(Vorgaenger("O0"), Vorgaenger("O1", abstand_tage=2)),
        entscheidet=True,
    )
    plan = Weg((*neben, rat), NW).vorwaerts(ANFANG)
    assert plan.entscheidung == tage[3]
    assert haltgruende(plan, plan.halte[2])[:2] == (
        "Wartet auf Ortsrat 0 am Di 09.06.2026",
        "Wartet auf Ortsrat 1 am Mi 10.06.2026, mindestens 2 Tage später",
    )


def test_was_schon_beraten_ist_haelt_niemanden_mehr_auf() -> None:
    hfa, rat = lindenstadt().etappen
    beraten = Etappe(name="1", gremium="HFA", fest=datetime(2026, 6, 16, 17))
    plan = Weg((beraten, rat), NW).vorwaerts(date(2026, 6, 12))
    assert (plan.entscheidung, plan.spaetestens) == (date(2026, 6, 30), date(2026, 6, 12))
    assert haltgruende(plan, plan.halte[0]) == ("Steht schon auf einer Tagesordnung oder ist schon beraten",)
    beide = Weg((beraten, Etappe(name="2", gremium="Rat", fest=datetime(2026, 6, 30, 17), entscheidet=True)), NW)
    fest = beide.vorwaerts(date(2026, 7, 1))
    assert (fest.entscheidung, fest.spaetestens, kette(fest)) == (
        date(2026, 6, 30),
        None,
        "Entscheidung Di 30.06.2026",
    )
    assert beide.rueckwaerts(date(2026, 7, 1)) is None
    assert hfa.fest is None


def test_wer_im_kreis_wartet_bekommt_einen_satz() -> None:
    kreis = (
        Etappe(name="1", gremium="HFA", wartet_auf=(Vorgaenger("2"),)),
        Etappe(name="2", gremium="Rat", wartet_auf=(Vorgaenger("1"),)),
    )
    with pytest.raises(EingabeUngueltig, match="im Kreis"):
        Weg(kreis, NW).vorwaerts(ANFANG)
    with pytest.raises(EingabeUngueltig, match="nicht gibt"):
        Weg(kreis[:1], NW).vorwaerts(ANFANG)
