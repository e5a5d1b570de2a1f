"""Notice of meetings: the worked examples and the rules of real towns, as far as a rule can say them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import LAENDER, VOREINSTELLUNGEN, Kalender, Wochentag, datum_text, ladung

NW = Kalender("NW")


@pytest.mark.parametrize(
    ("sitzung", "tage", "sitzungstag_zaehlt", "kuerzel", "zugang", "aufgabe"),
    [
        ("2026-06-16", 7, False, "NW", "Mo 08.06.2026", "Mo 08.06.2026"),
        ("2026-06-16", 4, False, "RP", "Do 11.06.2026", "Do 11.06.2026"),
        ("2026-06-16", 4, False, "TH", "Do 11.06.2026", "Do 11.06.2026"),
        ("2026-06-16", 3, False, "HE", "Fr 12.06.2026", "Fr 12.06.2026"),
        ("2026-06-16", 0, False, "HE", "Mo 15.06.2026", "Mo 15.06.2026"),
        ("2026-06-16", 1, False, "TH", "So 14.06.2026", "Fr 12.06.2026"),
        ("2012-02-01", 9, True, "NW", "Mo 23.01.2012", "Mo 23.01.2012"),
        ("2012-02-01", 9, False, "NW", "So 22.01.2012", "Fr 20.01.2012"),
        ("2026-03-30", 7, False, "NW", "So 22.03.2026", "Fr 20.03.2026"),
    ],
)
def test_die_ladung_muss_volle_tage_vor_der_sitzung_zugehen(
    sitzung: str, tage: int, sitzungstag_zaehlt: bool, kuerzel: str, zugang: str, aufgabe: str
) -> None:
    ergebnis = ladung(
        date.fromisoformat(sitzung),
        tage,
        Kalender.aus_kuerzel(kuerzel),
        sitzungstag_zaehlt=sitzungstag_zaehlt,
    )
    assert (datum_text(ergebnis.zugang), datum_text(ergebnis.aufgabe)) == (zugang, aufgabe)
    assert ergebnis.absendung_spaetestens == ergebnis.zugang


@pytest.mark.parametrize("zugangsfiktion", [None, 4])
def test_in_schleswig_holstein_gilt_eine_email_erst_am_vierten_tag_als_zugegangen(
    zugangsfiktion: int | None,
) -> None:
    ergebnis = ladung(date(2026, 6, 18), 7, Kalender("SH"), kanal="email", zugangsfiktion=zugangsfiktion)
    assert datum_text(ergebnis.zugang) == "Mi 10.06.2026"
    assert datum_text(ergebnis.absendung_spaetestens) == "Sa 06.06.2026"
    assert datum_text(ergebnis.aufgabe) == "Fr 05.06.2026"
    assert ergebnis.gruende[-1] == "Sa 06.06.2026 Samstag → Versand am Werktag davor, Fr 05.06.2026"


@pytest.mark.parametrize(
    ("land", "kanal", "angegeben", "fiktion", "annahme"),
    [
        ("SH", "email", None, 4, "Annahme für Schleswig-Holstein"),
        ("SH", "email", 0, 0, "so vorgegeben"),
        ("SH", "portal", None, 0, "Annahme; bitte in der Geschäftsordnung bestätigen"),
        ("NW", "email", None, 0, "Annahme; bitte in der Geschäftsordnung bestätigen"),
        ("NW", "post", None, 4, "Annahme nach § 41 Abs. 2 VwVfG"),
        ("NW", "post", 2, 2, "so vorgegeben"),
        ("NW", "portal", 3, 3, "so vorgegeben"),
    ],
)
def test_was_ueber_den_zugang_angenommen_wird_steht_in_den_gruenden(
    land: str, kanal: str, angegeben: int | None, fiktion: int, annahme: str
) -> None:
    ergebnis = ladung(date(2026, 6, 18), 7, Kalender(land), kanal=kanal, zugangsfiktion=angegeben)
    assert (ergebnis.zugang - ergebnis.absendung_spaetestens).days == fiktion
    assert annahme in ergebnis.gruende[2]


def test_die_gruende_einer_ladung_lassen_sich_vorlesen() -> None:
    assert ladung(date(2026, 3, 30), 7, NW).gruende == (
        "Sitzung Mo 30.03.2026: 7 volle Kalendertage (Samstage, Sonntage und Feiertage zählen mit), "
        "weder Zugangstag noch Sitzungstag zählt",
        "Zugang spätestens So 22.03.2026 "
        "(Sonntag; keine Verschiebung: § 193 BGB gilt nicht rückwärts, BGH NJW 2005, 1354)",
        "Zugang noch am Tag der Absendung, wenn vor Dienstschluss (Annahme; bitte in der Geschäftsordnung bestätigen)",
        "Absendung spätestens So 22.03.2026",
        "So 22.03.2026 Sonntag → Versand am Werktag davor, Fr 20.03.2026",
    )


DREI_SITZUNGEN = [date(2026, 6, 16), date(2026, 6, 17), date(2026, 6, 18)]


@pytest.mark.parametrize(
    ("regel", "erwartet"),
    [
        pytest.param({"tage": 4}, ["Do 11.06.2026", "Fr 12.06.2026", "Sa 13.06.2026"], id="Rheinland-Pfalz"),
        pytest.param({"tage": 5}, ["Mi 10.06.2026", "Do 11.06.2026", "Fr 12.06.2026"], id="Burgkunstadt"),
        pytest.param(
            {"tage": 9, "sitzungstag_zaehlt": True},
            ["So 07.06.2026", "Mo 08.06.2026", "Di 09.06.2026"],
            id="Hilden",
        ),
        pytest.param(
            {"tage": 9, "sitzungstag_zaehlt": True, "zugangstag_zaehlt": True},
            ["Mo 08.06.2026", "Di 09.06.2026", "Mi 10.06.2026"],
            id="Hilden, wenn der Tag des Zugangs zählt",
        ),
        pytest.param(
            {"tage": 6, "zugangstag_zaehlt": True},
            ["Mi 10.06.2026", "Do 11.06.2026", "Fr 12.06.2026"],
            id="Rhein-Kreis Neuss",
        ),
        pytest.param(
            {"tage": 3, "zugangstag_zaehlt": True, "einheit": "werktage"},
            ["Do 11.06.2026", "Fr 12.06.2026", "Mo 15.06.2026"],
            id="Rhein-Kreis Neuss, dringend",
        ),
    ],
)
def test_die_regeln_wirklicher_orte_lassen_sich_sagen(regel: dict[str, Any], erwartet: list[str]) -> None:
    assert [datum_text(ladung(sitzung, kalender=NW, **regel).zugang) for sitzung in DREI_SITZUNGEN] == erwartet


def test_ein_fester_versandtag_ist_eine_regel_ohne_kruemmung() -> None:
    nottuln = [ladung(sitzung, 10, NW, anker=Wochentag.FREITAG) for sitzung in DREI_SITZUNGEN]
    assert [datum_text(regel.absendung_spaetestens) for regel in nottuln] == ["Fr 05.06.2026"] * 3
    assert nottuln[0].gruende[3] == "Absendung spätestens Fr 05.06.2026 (fester Versandtag: Freitag)"
    gezaehlt = [ladung(sitzung, 10 + n, NW).absendung_spaetestens for n, sitzung in enumerate(DREI_SITZUNGEN)]
    assert gezaehlt == [regel.absendung_spaetestens for regel in nottuln]


def test_werktage_zaehlen_nach_dem_gesetz_und_nicht_nach_den_schliesstagen() -> None:
    sitzung = date(2026, 4, 8)
    zu = frozenset({date(2026, 4, 1)})
    ergebnis = ladung(sitzung, 3, Kalender("NW", schliesstage=zu), einheit="werktage")
    assert ergebnis.zugang == date(2026, 3, 31)
    assert ergebnis.gruende[0] == (
        "Sitzung Mi 08.04.2026: 3 Werktage (Montag bis Freitag ohne Feiertage), weder Zugangstag noch Sitzungstag zählt"
    )


def test_ein_schliesstag_verlegt_nur_die_aufgabe() -> None:
    zugang = date(2026, 6, 8)
    ergebnis = ladung(date(2026, 6, 16), 7, Kalender("NW", schliesstage=frozenset({zugang})))
    assert (ergebnis.zugang, ergebnis.absendung_spaetestens) == (zugang, zugang)
    assert ergebnis.aufgabe == zugang - timedelta(days=3)
    assert ergebnis.gruende[-1] == "Mo 08.06.2026 Schließtag → Versand am Werktag davor, Fr 05.06.2026"


@pytest.mark.parametrize(
    "falsch",
    [
        {"tage": -1},
        {"tage": 367},
        {"zugangsfiktion": -1},
        {"zugangsfiktion": 61},
        {"kanal": "fax"},
        {"einheit": "monde"},
    ],
)
def test_eine_unmoegliche_regel_wird_mit_einem_satz_abgelehnt(falsch: dict[str, Any]) -> None:
    with pytest.raises(EingabeUngueltig, match=r"\.$"):
        ladung(date(2026, 6, 16), kalender=NW, **{"tage": 7, **falsch})


def test_zu_jedem_land_gibt_es_eine_voreinstellung_die_zu_bestaetigen_ist() -> None:
    assert set(VOREINSTELLUNGEN) == set(LAENDER)
    assert all(v.land == land and v.vermerk.endswith("bitte bestätigen") for land, v in VOREINSTELLUNGEN.items())
    mit_zahl = {land: (v.tage, v.verkuerzt_tage, v.geprueft) for land, v in VOREINSTELLUNGEN.items() if v.tage}
    assert mit_zahl == {
        "BW": (7, None, False),
        "HE": (3, 0, True),
        "RP": (4, 1, True),
        "SH": (7, None, True),
        "ST": (7, None, False),
        "TH": (4, 1, True),
    }
    assert VOREINSTELLUNGEN["BW"].vermerk == "nicht geprüft, bitte bestätigen"
