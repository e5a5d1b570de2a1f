"""Notice rules as values: the towns' own ways to count, what an urgent matter changes, when something is received."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import (
    ORTSBEISPIELE,
    VOREINSTELLUNGEN,
    Abgaberegel,
    Einheit,
    Kalender,
    Kanal,
    Ladungsregel,
    Verkuerzung,
    Zugangsruhe,
    abgaberegel,
    als_werte,
    berechne,
    datum_text,
    ladungsregel,
    pruefe_zugang,
    voreinstellung,
    zugang,
)

NW = Kalender("NW")
DIENSTAG, DONNERSTAG = date(2026, 6, 16), date(2026, 6, 18)
DREI_SITZUNGEN = (DIENSTAG, date(2026, 6, 17), DONNERSTAG)


@pytest.mark.parametrize(
    ("schluessel", "erwartet"),
    [
        ("RP", ["Do 11.06.2026", "Fr 12.06.2026", "Sa 13.06.2026"]),
        ("burgkunstadt", ["Mi 10.06.2026", "Do 11.06.2026", "Fr 12.06.2026"]),
        ("hilden", ["So 07.06.2026", "Mo 08.06.2026", "Di 09.06.2026"]),
        ("nottuln", ["Fr 05.06.2026", "Fr 05.06.2026", "Fr 05.06.2026"]),
        ("rhein-kreis-neuss", ["Mi 10.06.2026", "Do 11.06.2026", "Fr 12.06.2026"]),
        ("emmerich", ["Mo 08.06.2026", "Di 09.06.2026", "Mi 10.06.2026"]),
        ("mettmann", ["Fr 05.06.2026", "Sa 06.06.2026", "So 07.06.2026"]),
        ("wolfsburg", ["Fr 05.06.2026", "Sa 06.06.2026", "So 07.06.2026"]),
        ("bayerisches-muster", ["Fr 12.06.2026", "Sa 13.06.2026", "So 14.06.2026"]),
    ],
)
def test_die_voreinstellungen_zaehlen_wie_ihr_ort(schluessel: str, erwartet: list[str]) -> None:
    regel = voreinstellung(schluessel).regel
    assert regel is not None
    assert [datum_text(berechne(sitzung, regel, NW).zugang) for sitzung in DREI_SITZUNGEN] == erwartet


def test_kalkar_gibt_zur_donnerstagssitzung_am_mittwoch_fuenfzehn_tage_vorher_zur_post() -> None:
    regel = voreinstellung("kalkar").regel
    assert regel is not None
    ergebnis = berechne(DONNERSTAG, regel, NW)
    assert (datum_text(ergebnis.zugang), datum_text(ergebnis.absendung_spaetestens)) == (
        "Sa 06.06.2026",
        "Mi 03.06.2026",
    )
    assert "So 07.06.2026 Sonntag gilt nicht als Zugangstag → Sa 06.06.2026" in ergebnis.gruende


def test_post_geht_im_rhein_kreis_neuss_zwei_tage_frueher_ab() -> None:
    regel = voreinstellung("rhein-kreis-neuss").regel
    assert regel is not None
    portal, post = (berechne(DIENSTAG, regel, NW, kanal=kanal) for kanal in (Kanal.PORTAL, Kanal.POST))
    assert portal.zugang == post.zugang == portal.absendung_spaetestens
    assert datum_text(post.absendung_spaetestens) == "Mo 08.06.2026"


@pytest.mark.parametrize(
    ("schluessel", "sitzung", "erwartet"),
    [
        ("HE", DIENSTAG, "Mo 15.06.2026"),
        ("TH", DIENSTAG, "So 14.06.2026"),
        ("RP", DIENSTAG, "So 14.06.2026"),
        ("hilden", DIENSTAG, "Sa 13.06.2026"),
        ("rhein-kreis-neuss", DONNERSTAG, "Mo 15.06.2026"),
    ],
)
def test_eine_dringende_ladung_hat_weniger_zeit(schluessel: str, sitzung: date, erwartet: str) -> None:
    regel = voreinstellung(schluessel).regel
    assert regel is not None
    ergebnis = berechne(sitzung, regel, NW, dringend=True)
    assert datum_text(ergebnis.zugang) == erwartet
    assert "Verkürzt wegen Dringlichkeit; die Ladung weist darauf hin" in ergebnis.gruende
    assert ("stellt die Dringlichkeit" in " ".join(ergebnis.gruende)) is regel.rat_bestaetigt


def test_fuer_wahlen_wird_in_hessen_nie_verkuerzt() -> None:
    regel = voreinstellung("HE").regel
    assert regel is not None
    ergebnis = berechne(DIENSTAG, regel, Kalender("HE"), dringend=True, gegenstaende=["Wahl", "Haushalt"])
    assert ergebnis.zugang == date(2026, 6, 12)
    assert ergebnis.gruende[1] == "Für Wahl wird die Frist nie verkürzt: Es bleibt bei der gewöhnlichen"


def test_wo_keine_verkuerzung_vorgesehen_ist_bleibt_die_frist() -> None:
    regel = Ladungsregel(tage=7)
    ergebnis = berechne(DIENSTAG, regel, NW, dringend=True)
    assert ergebnis.zugang == berechne(DIENSTAG, regel, NW).zugang
    assert ergebnis.gruende[1] == "Die Regel kennt keine verkürzte Frist: Es bleibt bei der gewöhnlichen"


def test_eine_voreinstellung_gilt_erst_als_bestaetigt_wenn_jemand_es_sagt() -> None:
    vorbehalt = "Diese Regel ist noch nicht bestätigt; bitte bestätigen"
    for eine in (*VOREINSTELLUNGEN.values(), *ORTSBEISPIELE.values()):
        assert eine.vermerk.endswith("bitte bestätigen")
        assert eine.quelle
        if eine.regel:
            assert berechne(DIENSTAG, eine.regel, NW).gruende[-2:] == (f"Regel: {eine.quelle}", vorbehalt)
    assert vorbehalt not in berechne(DIENSTAG, Ladungsregel(tage=4, bestaetigt=True), NW).gruende
    with pytest.raises(EingabeUngueltig, match="Möglich sind: BB, BE"):
        voreinstellung("atlantis")


def test_eine_regel_wird_so_gelesen_wie_sie_geschrieben_wurde() -> None:
    alle = [v.regel for v in (*VOREINSTELLUNGEN.values(), *ORTSBEISPIELE.values()) if v.regel]
    reich = Ladungsregel(
        tage=5,
        einheit=Einheit.WERKTAGE,
        zugangsfiktion={Kanal.EMAIL: 0, Kanal.POST: 3},
        zugangsruhe=Zugangsruhe.WOCHENENDE,
        dienstschluss=time(16),
        dringend=Verkuerzung(2, Einheit.KALENDERTAGE),
        bestaetigt=True,
    )
    for regel in (*alle, reich):
        assert ladungsregel(als_werte(regel)) == regel
    assert als_werte(Ladungsregel(tage=7)) == {"tage": 7}
    assert ladungsregel({}) == Ladungsregel(tage=7)
    assert ladungsregel({"tage": 4, "zugangsfiktion": 2, "anker": None}).zugangsfiktion == dict.fromkeys(Kanal, 2)


@pytest.mark.parametrize(
    ("werte", "satz"),
    [
        ({"tagen": 7}, "Die Ladungsregel kennt kein „tagen“"),
        ({"tage": "7"}, "„tage“ so nicht"),
        ({"tage": True}, "„tage“ so nicht"),
        ({"tage": 400}, "zwischen 0 und 366"),
        ({"dringend": {"tage": 400}}, "zwischen 0 und 366"),
        ({"dringend": 3}, "verkürzte Frist besteht aus"),
        ({"zugangsfiktion": {"post": 61}}, "zwischen 0 und 60"),
        ({"zugangsfiktion": {"fax": 1}}, "„fax“ kennen wir hier nicht"),
        ({"zugangsfiktion": "4"}, "Zahl von Tagen je Kanal"),
        ({"anker": "freitags"}, "kein Wochentag"),
        ({"dienstschluss": "25 Uhr"}, "keine Uhrzeit"),
        ({"dienstschluss": "02:30"}, "Uhren umgestellt"),
        ({"nie_verkuerzt_fuer": "Wahl"}, "Liste von Worten"),
        ({"zugangsruhe": "montag"}, "kennen wir hier nicht"),
    ],
)
def test_eine_falsche_regel_wird_mit_einem_satz_abgelehnt(werte: dict[str, Any], satz: str) -> None:
    with pytest.raises(EingabeUngueltig, match=satz):
        ladungsregel(werte)


def test_abgabe_zaehlt_arbeitstage_oder_kalendertage_bis_zu_einer_stunde() -> None:
    assert abgaberegel({}, 10) == Abgaberegel(tage=10)
    emmerich = abgaberegel({"tage": 12, "einheit": "kalendertage"}, 10)
    assert emmerich.frist(DIENSTAG, NW).ende == date(2026, 6, 4)
    mittags = abgaberegel({"tage": 5, "uhrzeit": "12:00"}, 10)
    ergebnis = mittags.frist(DIENSTAG, NW)
    assert (ergebnis.ende, ergebnis.gruende[-1]) == (date(2026, 6, 9), "Abgabe bis 12:00 Uhr")
    assert abgaberegel(als_werte(mittags), 10) == mittags
    with pytest.raises(EingabeUngueltig, match="Die Abgaberegel kennt kein"):
        abgaberegel({"werktage": 5}, 10)
    with pytest.raises(EingabeUngueltig, match="Abgabefrist"):
        Abgaberegel(tage=-1)


# --- sent, available, received -------------------------------------------------------------------------------


MITTERNACHT_ZUM_NEUNTEN = datetime(2026, 6, 8, 22, tzinfo=UTC)


def um(tag: int, stunde: int) -> datetime:
    """An hour of June 2026 in Berlin, as an instant."""
    return datetime(2026, 6, tag, stunde - 2, tzinfo=UTC)


def test_abgesandt_bereit_und_zugegangen_sind_drei_zeitpunkte() -> None:
    regel = Ladungsregel(tage=7, dienstschluss=time(16))
    gleich = zugang(um(8, 10), regel, NW)
    assert (gleich.abgesandt, gleich.bereit, gleich.zugegangen, gleich.tag.day) == (um(8, 10), um(8, 10), um(8, 10), 8)
    abends = zugang(um(8, 10), regel, NW, bereit=um(8, 17))
    assert (abends.abgesandt, abends.bereit, abends.zugegangen) == (um(8, 10), um(8, 17), MITTERNACHT_ZUM_NEUNTEN)
    assert abends.gruende == ("Bereit Mo 08.06.2026, 17:00 Uhr", "Nach 16:00 Uhr: zählt für Di 09.06.2026")
    with pytest.raises(EingabeUngueltig, match="bereitliegen"):
        zugang(um(8, 10), regel, NW, bereit=um(8, 9))


def test_die_fiktion_laeuft_ab_der_absendung_und_ueberspringt_die_ruhe() -> None:
    regel = Ladungsregel(tage=10, kanal=Kanal.POST, zugangsfiktion={Kanal.POST: 3}, zugangsruhe=Zugangsruhe.SONNTAG)
    brief = zugang(um(4, 12), regel, NW)
    assert brief.tag == date(2026, 6, 8)
    assert brief.gruende[-1] == "So 07.06.2026 Sonntag gilt nicht als Zugangstag → Mo 08.06.2026"
    feiertag = zugang(um(1, 12), regel, NW)
    assert feiertag.tag == date(2026, 6, 5)
    assert "Fronleichnam" in feiertag.gruende[-1]


@pytest.mark.parametrize(
    ("abgesandt", "rechtzeitig", "letzter"),
    [
        (um(11, 12), True, "Zugang Do 11.06.2026, spätestens Do 11.06.2026: rechtzeitig"),
        (um(12, 12), False, "Der Mangel gilt gegenüber denen als geheilt, die erscheinen, ohne ihn zu rügen"),
    ],
)
def test_ob_die_ladung_rechtzeitig_war_steht_mit_gruenden_da(
    abgesandt: datetime, rechtzeitig: bool, letzter: str
) -> None:
    regel = voreinstellung("RP").regel
    assert regel is not None
    befund = pruefe_zugang(DIENSTAG, zugang(abgesandt, regel, NW), regel, NW)
    assert (befund.rechtzeitig, befund.gruende[-1]) == (rechtzeitig, letzter)


def test_wo_die_absendung_zaehlt_kommt_es_nur_auf_sie_an() -> None:
    regel = voreinstellung("nottuln").regel
    assert regel is not None
    puenktlich = pruefe_zugang(DIENSTAG, zugang(um(5, 12), regel, NW, kanal=Kanal.POST), regel, NW, kanal=Kanal.POST)
    assert (puenktlich.rechtzeitig, puenktlich.gruende[-1]) == (
        True,
        "Absendung Fr 05.06.2026, spätestens Fr 05.06.2026: rechtzeitig",
    )
    assert not pruefe_zugang(DIENSTAG, zugang(um(6, 12), regel, NW), regel, NW).rechtzeitig
