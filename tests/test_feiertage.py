"""Holidays: a frozen list for all Länder, held against an independent reckoning and against known dates."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import FEIERTAGE_STAND, LAENDER, Kalender, Wochentag, datum_text

JAHRE = range(2024, 2031)
GEFROREN: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).parent / "feiertage_2024_2030.json").read_text(encoding="utf-8")
)
FESTE = {
    (1, 6): {"BW", "BY", "ST"},
    (3, 8): {"BE", "MV"},
    (8, 15): {"SL"},
    (9, 20): {"TH"},
    (10, 31): {"BB", "HB", "HH", "MV", "NI", "SH", "SN", "ST", "TH"},
    (11, 1): {"BW", "BY", "NW", "RP", "SL"},
}
FRONLEICHNAM = {"BW", "BY", "HE", "NW", "RP", "SL"}


def ostern(jahr: int) -> date:
    """Easter Sunday after Gauß for 1900–2099; his two exceptions do not fall into 2024–2030."""
    mond = (19 * (jahr % 19) + 24) % 30
    tage = mond + (2 * (jahr % 4) + 4 * (jahr % 7) + 6 * mond + 5) % 7
    return date(jahr, 3, 22) + timedelta(days=tage)


def nach_gesetz(land: str, jahr: int) -> set[date]:
    sonntag = ostern(jahr)
    abstaende = [-2, 1, 39, 50]
    abstaende += [0, 49] if land == "BB" else []
    abstaende += [60] if land in FRONLEICHNAM else []
    tage = {sonntag + timedelta(days=abstand) for abstand in abstaende}
    tage |= {date(jahr, monat, tag) for monat, tag in [(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)]}
    tage |= {date(jahr, *fest) for fest, laender in FESTE.items() if land in laender}
    if land == "SN":  # Buß- und Bettag: the Wednesday before 23 November
        tage.add(max(date(jahr, 11, tag) for tag in range(16, 23) if date(jahr, 11, tag).weekday() == 2))
    einmalig = {date(2025, 5, 8), date(2028, 6, 17)} if land == "BE" else set()
    return tage | {tag for tag in einmalig if tag.year == jahr}


def test_die_gefrorene_liste_hat_1220_feiertage_in_16_laendern() -> None:
    assert set(GEFROREN) == set(LAENDER)
    assert sum(len(tage) for tage in GEFROREN.values()) == 1220
    assert FEIERTAGE_STAND == "holidays 0.109"


@pytest.mark.parametrize("land", sorted(LAENDER))
def test_der_kalender_weicht_an_keinem_tag_von_der_gefrorenen_liste_ab(land: str) -> None:
    kalender = Kalender(land)
    tage = [date(2024, 1, 1) + timedelta(days=n) for n in range((date(2031, 1, 1) - date(2024, 1, 1)).days)]
    namen = {tag.isoformat(): name for tag in tage if (name := kalender.ist_feiertag(tag))}
    assert namen == GEFROREN[land]


@pytest.mark.parametrize("land", sorted(LAENDER))
def test_die_gefrorene_liste_stimmt_mit_den_feiertagsgesetzen_ueberein(land: str) -> None:
    assert set(GEFROREN[land]) == {tag.isoformat() for jahr in JAHRE for tag in nach_gesetz(land, jahr)}


@pytest.mark.parametrize(
    ("kuerzel", "tag", "name"),
    [
        ("BE", "2025-05-08", "80. Jahrestag"),
        ("BE", "2028-06-17", "75. Jahrestag"),
        ("BE", "2024-05-08", None),
        ("BE", "2026-05-08", None),
        ("BB", "2025-05-08", None),
        ("BE", "2026-03-08", "Frauentag"),
        ("MV", "2023-03-08", "Frauentag"),
        ("MV", "2022-03-08", None),
        ("BB", "2026-03-08", None),
        ("TH", "2026-09-20", "Weltkindertag"),
        ("SN", "2026-09-20", None),
        ("BB", "2026-04-05", "Ostersonntag"),
        ("BB", "2026-05-24", "Pfingstsonntag"),
        ("HE", "2026-04-05", None),
        ("BY", "2025-08-15", None),
        ("BY:katholisch", "2025-08-15", "Mariä Himmelfahrt"),
        ("BY:augsburg", "2025-08-15", "Mariä Himmelfahrt"),
        ("SL", "2025-08-15", "Mariä Himmelfahrt"),
        ("BW", "2025-08-15", None),
        ("BY:augsburg", "2025-08-08", "Augsburger Hohes Friedensfest"),
        ("BY:katholisch", "2025-08-08", None),
        ("TH", "2026-06-04", None),
        ("TH:katholisch", "2026-06-04", "Fronleichnam"),
        ("SN:katholisch", "2025-06-19", "Fronleichnam"),
        ("SN", "2025-06-19", None),
        ("NW", "2026-06-04", "Fronleichnam"),
        ("NI", "2026-06-04", None),
        ("SN", "2026-11-18", "Buß- und Bettag"),
        ("SN", "2025-11-19", "Buß- und Bettag"),
        ("BY", "2026-11-18", None),
        ("NI", "2025-10-31", "Reformationstag"),
        ("NW", "2025-10-31", None),
        ("BW", "2026-01-06", "Heilige Drei Könige"),
        ("ST", "2026-01-06", "Heilige Drei Könige"),
        ("HE", "2026-01-06", None),
        ("RP", "2024-11-01", "Allerheiligen"),
        ("HE", "2024-11-01", None),
        ("HH", "2024-03-29", "Karfreitag"),
        ("HB", "2027-03-29", "Ostermontag"),
        ("SH", "2030-05-30", "Christi Himmelfahrt"),
        ("SL", "2029-05-21", "Pfingstmontag"),
        ("HE", "2026-10-03", "Tag der Deutschen Einheit"),
        ("NW", "2026-12-24", None),
        ("NW", "2026-12-31", None),
        ("NW", "2026-02-16", None),
        ("NW", "2017-10-31", "Reformationstag"),
    ],
)
def test_bekannte_tage(kuerzel: str, tag: str, name: str | None) -> None:
    gefunden = Kalender.aus_kuerzel(kuerzel).ist_feiertag(date.fromisoformat(tag))
    assert (gefunden or "")[: len(name or "")] == (name or "")
    assert (gefunden is None) == (name is None)


@pytest.mark.parametrize(
    "kuerzel", [*sorted(LAENDER), "BY:katholisch", "SN:katholisch", "TH:katholisch", "BY:augsburg"]
)
def test_das_kuerzel_fuehrt_hin_und_zurueck(kuerzel: str) -> None:
    assert Kalender.aus_kuerzel(kuerzel).kuerzel == kuerzel


@pytest.mark.parametrize(
    "kuerzel", ["", "XX", "NRW", "NW:katholisch", "NW:augsburg", "BY:", "BY:evangelisch", "SN:augsburg", "DE"]
)
def test_ein_unbekanntes_kuerzel_wird_mit_einem_satz_abgelehnt(kuerzel: str) -> None:
    with pytest.raises(EingabeUngueltig, match=r"\.$"):
        Kalender.aus_kuerzel(kuerzel)


@pytest.mark.parametrize("jahr", [26, 1990, 2101, 9999])
def test_ein_jahr_ohne_bekannte_feiertage_wird_nicht_stillschweigend_gerechnet(jahr: int) -> None:
    with pytest.raises(EingabeUngueltig, match="sind keine Feiertage bekannt"):
        Kalender("NW").ist_feiertag(date(jahr, 6, 1))


def test_ein_neuer_feiertag_gilt_bevor_die_bibliothek_ihn_kennt() -> None:
    tag = date(2026, 6, 17)
    neu = Kalender.aus_kuerzel("NW", zusatz_feiertage=frozenset({(tag, "Gedenktag"), (date(2027, 6, 17), "Gedenktag")}))
    assert neu.ist_feiertag(tag) == "Gedenktag"
    assert neu.gesetzlich.ist_werktag(tag) is False
    assert neu.ist_feiertag(date(2026, 6, 18)) is None


def test_ein_schliesstag_ist_kein_werktag_des_hauses_aber_einer_des_gesetzes() -> None:
    heiligabend = date(2026, 12, 24)
    kalender = Kalender.aus_kuerzel("NW", schliesstage=frozenset({heiligabend}))
    assert kalender.ist_werktag(heiligabend) is False
    assert kalender.warum_frei(heiligabend) == "Schließtag"
    assert kalender.ist_feiertag(heiligabend) is None
    assert kalender.gesetzlich.ist_werktag(heiligabend) is True


def test_warum_ein_tag_frei_ist_nennt_wochentag_und_feiertag() -> None:
    nw = Kalender("NW")
    assert nw.warum_frei(date(2026, 10, 3)) == "Samstag und Tag der Deutschen Einheit"
    assert nw.warum_frei(date(2026, 4, 3)) == "Karfreitag"
    assert nw.warum_frei(date(2026, 4, 5)) == "Sonntag"
    assert nw.warum_frei(date(2026, 4, 2)) is None


def test_ein_tag_traegt_seinen_wochentag_in_deutscher_kurzform() -> None:
    woche = [date(2026, 3, 2) + timedelta(days=n) for n in range(7)]
    assert [datum_text(tag)[:2] for tag in woche] == ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]
    assert [Wochentag(tag.weekday()).kurz for tag in woche] == ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]
    assert datum_text(date(2026, 4, 3)) == "Fr 03.04.2026"
