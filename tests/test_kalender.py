"""Periods: every worked example, and what must hold for all days."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import (
    LAENDER,
    Kalender,
    Wochentag,
    abgabefrist,
    datum_text,
    ladung,
    rechne,
    werktagsfrist,
)

NW = Kalender("NW")
TAGE = st.dates(date(1995, 1, 1), date(2095, 12, 31))
KALENDER = st.builds(Kalender, st.sampled_from(sorted(LAENDER)), schliesstage=st.frozensets(TAGE, max_size=5))


def tag(text: str) -> date:
    """`Fr 03.04.2026`; the weekday is part of the example and must be right."""
    gelesen = datetime.strptime(text[3:], "%d.%m.%Y").date()
    assert datum_text(gelesen) == text
    return gelesen


@pytest.mark.parametrize(
    ("start", "dauer", "tag_zaehlt", "kuerzel", "roh", "ende"),
    [
        ("Mo 02.03.2026", "14T", False, "NW", "Mo 16.03.2026", "Mo 16.03.2026"),
        ("Mo 02.03.2026", "14T", True, "NW", "So 15.03.2026", "Mo 16.03.2026"),
        ("Fr 06.03.2026", "1T", False, "NW", "Sa 07.03.2026", "Mo 09.03.2026"),
        ("Fr 20.03.2026", "2W", False, "NW", "Fr 03.04.2026", "Di 07.04.2026"),
        ("Sa 31.01.2026", "1M", False, "NW", "Sa 28.02.2026", "Mo 02.03.2026"),
        ("Mo 31.01.2028", "1M", False, "NW", "Di 29.02.2028", "Di 29.02.2028"),
        ("Sa 28.02.2026", "1M", False, "NW", "Sa 28.03.2026", "Mo 30.03.2026"),
        ("Do 03.09.2026", "1M", False, "NW", "Sa 03.10.2026", "Mo 05.10.2026"),
        ("Fr 31.10.2025", "7T", False, "NW", "Fr 07.11.2025", "Fr 07.11.2025"),
        ("Fr 17.10.2025", "2W", False, "NW", "Fr 31.10.2025", "Fr 31.10.2025"),
        ("Fr 01.08.2025", "1W", False, "BY:augsburg", "Fr 08.08.2025", "Mo 11.08.2025"),
        ("Fr 01.08.2025", "1W", False, "BY:katholisch", "Fr 08.08.2025", "Fr 08.08.2025"),
        ("Fr 01.08.2025", "2W", False, "BY", "Fr 15.08.2025", "Fr 15.08.2025"),
        ("Do 21.05.2026", "2W", False, "TH", "Do 04.06.2026", "Do 04.06.2026"),
        ("Do 10.12.2026", "2W", False, "NW", "Do 24.12.2026", "Do 24.12.2026"),
        ("Fr 11.12.2026", "2W", False, "NW", "Fr 25.12.2026", "Mo 28.12.2026"),
        ("Fr 01.05.2026", "1M", True, "NW", "So 31.05.2026", "Mo 01.06.2026"),
        # Neighbours of the examples: the same days elsewhere, and § 188 III with a day that counts.
        ("Fr 17.10.2025", "2W", False, "NI", "Fr 31.10.2025", "Mo 03.11.2025"),
        ("Fr 01.08.2025", "2W", False, "BY:katholisch", "Fr 15.08.2025", "Mo 18.08.2025"),
        ("Do 21.05.2026", "2W", False, "TH:katholisch", "Do 04.06.2026", "Fr 05.06.2026"),
        ("Mi 04.11.2026", "2W", False, "SN", "Mi 18.11.2026", "Do 19.11.2026"),
        ("Do 24.04.2025", "2W", False, "BE", "Do 08.05.2025", "Fr 09.05.2025"),
        ("Di 31.03.2026", "1M", True, "NW", "Do 30.04.2026", "Do 30.04.2026"),
        ("Sa 31.01.2026", "1M", True, "NW", "Sa 28.02.2026", "Mo 02.03.2026"),
        ("Mo 02.03.2026", "2W", True, "NW", "So 15.03.2026", "Mo 16.03.2026"),
        ("Di 29.02.2028", "1J", False, "NW", "Mi 28.02.2029", "Mi 28.02.2029"),
        ("Do 01.01.2026", "1J", True, "NW", "Do 31.12.2026", "Do 31.12.2026"),
        ("Di 15.12.2026", "3M", False, "NW", "Mo 15.03.2027", "Mo 15.03.2027"),
    ],
)
def test_eine_frist_endet_wie_das_gesetz_es_sagt(
    start: str, dauer: str, tag_zaehlt: bool, kuerzel: str, roh: str, ende: str
) -> None:
    ergebnis = rechne(tag(start), dauer, Kalender.aus_kuerzel(kuerzel), tag_zaehlt=tag_zaehlt)
    assert (ergebnis.roh, ergebnis.ende) == (tag(roh), tag(ende))


def test_ein_berechnetes_datum_traegt_alle_seine_gruende() -> None:
    assert rechne(date(2026, 3, 20), "2W", NW).gruende == (
        "Beginn Fr 20.03.2026: Der Tag des Ereignisses zählt nicht mit, § 187 Abs. 1 BGB",
        "2 Wochen → Fr 03.04.2026, § 188 Abs. 2 BGB",
        "Fr 03.04.2026 Karfreitag → Di 07.04.2026, § 193 BGB",
        "Auch kein Werktag: Mo 06.04.2026 Ostermontag",
    )
    assert rechne(date(2026, 1, 31), "1m ", NW, tag_zaehlt=True).gruende == (
        "Beginn Sa 31.01.2026: Der Tag zählt mit, § 187 Abs. 2 BGB",
        "1 Monat → Sa 28.02.2026, § 188 Abs. 2 und 3 BGB",
        "Sa 28.02.2026 Samstag → Mo 02.03.2026, § 193 BGB",
    )
    # 31 April is missing, but the decisive day is the one before it.
    assert rechne(date(2026, 3, 31), "1M", NW, tag_zaehlt=True).gruende[1] == (
        "1 Monat → Do 30.04.2026, § 188 Abs. 2 BGB"
    )
    assert rechne(date(2026, 9, 3), "1M", NW).gruende[-1] == (
        "Sa 03.10.2026 Samstag und Tag der Deutschen Einheit → Mo 05.10.2026, § 193 BGB"
    )


def test_eine_frist_die_andere_schuetzt_verschiebt_sich_nicht() -> None:
    ergebnis = rechne(date(2026, 3, 20), "2W", NW, verschieben=False)
    assert ergebnis.ende == date(2026, 4, 3)
    assert ergebnis.gruende[-1] == "Fr 03.04.2026 Karfreitag bleibt das Ende: Diese Frist verschiebt sich nicht"


def test_ein_schliesstag_verschiebt_keine_gesetzliche_frist_aber_die_des_hauses() -> None:
    kalender = Kalender("NW", schliesstage=frozenset({date(2026, 12, 24)}))
    assert rechne(date(2026, 12, 10), "2W", kalender).ende == date(2026, 12, 24)
    assert werktagsfrist(date(2026, 12, 21), 3, kalender).ende == date(2026, 12, 28)
    assert werktagsfrist(date(2026, 12, 21), 3, NW).ende == date(2026, 12, 24)


@pytest.mark.parametrize("dauer", ["", "14", "T", "0T", "-3T", "14D", "2 W", "1.5M", "99999T", "٣T", "14T\n1"])
def test_eine_unklare_dauer_wird_abgelehnt(dauer: str) -> None:
    with pytest.raises(EingabeUngueltig, match="Dauer"):
        rechne(date(2026, 3, 2), dauer, NW)


@pytest.mark.parametrize("dauer", ["1T", "1W", "1M", "1J"])
def test_hinter_dem_ende_des_kalenders_steht_ein_satz(dauer: str) -> None:
    with pytest.raises(EingabeUngueltig, match="außerhalb des Kalenders"):
        rechne(date(9999, 12, 31), dauer, NW)


def test_mitzeichnung_und_abgabe_zaehlen_arbeitstage_und_sagen_welche_nicht() -> None:
    kalender = Kalender("NW", schliesstage=frozenset({date(2026, 5, 15)}))
    mitzeichnung = werktagsfrist(date(2026, 5, 12), 3, kalender)
    assert mitzeichnung.ende == mitzeichnung.roh == date(2026, 5, 19)
    assert mitzeichnung.gruende == (
        "3 Arbeitstage nach Di 12.05.2026 (dieser Tag zählt nicht) → Di 19.05.2026",
        "Nicht mitgezählt: Do 14.05.2026 Christi Himmelfahrt, Fr 15.05.2026 Schließtag",
    )
    abgabe = abgabefrist(date(2026, 6, 16), 5, NW)
    assert abgabe.ende == date(2026, 6, 9)
    assert abgabe.gruende == ("5 Arbeitstage vor Di 16.06.2026 (dieser Tag zählt nicht) → Di 09.06.2026",)


def test_null_werktage_sind_der_tag_selbst_oder_sein_werktag() -> None:
    samstag, montag = date(2026, 3, 7), date(2026, 3, 9)
    assert (NW.werktage_spaeter(montag, 0), NW.werktage_frueher(montag, 0)) == (montag, montag)
    assert (NW.werktage_spaeter(samstag, 0), NW.werktage_frueher(samstag, 0)) == (montag, date(2026, 3, 6))
    for anzahl in (-1, 1001):
        with pytest.raises(EingabeUngueltig):
            NW.werktage_spaeter(montag, anzahl)
        with pytest.raises(EingabeUngueltig):
            NW.werktage_frueher(montag, anzahl)


@given(
    start=TAGE,
    anzahl=st.integers(1, 400),
    einheit=st.sampled_from("TWM"),
    kalender=KALENDER,
    zaehlt=st.booleans(),
)
def test_keine_verschobene_frist_endet_an_einem_freien_tag(
    start: date, anzahl: int, einheit: str, kalender: Kalender, zaehlt: bool
) -> None:
    dauer = f"{min(anzahl, 36)}{einheit}"
    ergebnis = rechne(start, dauer, kalender, tag_zaehlt=zaehlt)
    assert kalender.gesetzlich.ist_werktag(ergebnis.ende)
    assert ergebnis.roh <= ergebnis.ende
    assert rechne(start, dauer, kalender, tag_zaehlt=zaehlt, verschieben=False).ende == ergebnis.roh


@given(start=TAGE, anzahl=st.integers(0, 60), kalender=KALENDER)
def test_werktage_vor_und_zurueck_heben_sich_auf(start: date, anzahl: int, kalender: Kalender) -> None:
    werktag = kalender.naechster_werktag(start)
    assert kalender.werktage_frueher(kalender.werktage_spaeter(werktag, anzahl), anzahl) == werktag


@given(
    sitzung=TAGE,
    tage=st.integers(0, 30),
    kalender=KALENDER,
    kanal=st.sampled_from(["portal", "email", "post"]),
    einheit=st.sampled_from(["kalendertage", "werktage"]),
    anker=st.none() | st.sampled_from(Wochentag),
)
def test_wer_laden_muss_hat_dafuer_einen_werktag(
    sitzung: date, tage: int, kalender: Kalender, kanal: str, einheit: str, anker: Wochentag | None
) -> None:
    ergebnis = ladung(sitzung, tage, kalender, kanal=kanal, einheit=einheit, anker=anker)
    assert kalender.ist_werktag(ergebnis.aufgabe)
    assert ergebnis.aufgabe <= ergebnis.absendung_spaetestens <= ergebnis.zugang < sitzung
    assert (sitzung - ergebnis.zugang).days > tage
