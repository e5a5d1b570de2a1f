"""Series by a weekday rule, and late items: pure rules, no town."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import Bezug, Einheit, Kalender, Ladungsregel, Verkuerzung, Wochentag
from vorlagen.kalender.feiertage import LAENDER
from vorlagen.kalender.nachtraege import ERWEITERUNGEN, Aufnahme, Lage, Weg, beurteile
from vorlagen.kalender.reihen import Reihenregel, Rhythmus, reihe

NW = Kalender("NW")
SITZUNG = date(2026, 6, 16)


def test_jeden_zweiten_dienstag_und_jeden_letzten_donnerstag() -> None:
    wochen = Reihenregel(
        rhythmus=Rhythmus.WOECHENTLICH,
        wochentag=Wochentag.DIENSTAG,
        jede=2,
        von=date(2026, 3, 2),
        bis=date(2026, 4, 14),
    )
    monate = Reihenregel(
        rhythmus=Rhythmus.MONATLICH,
        wochentag=Wochentag.DONNERSTAG,
        woche=-1,
        von=date(2025, 12, 26),
        bis=date(2026, 4, 1),
    )
    assert [termin.tag for termin in reihe(wochen, NW)] == [
        date(2026, 3, 3), date(2026, 3, 17), date(2026, 3, 31), date(2026, 4, 14),
    ]  # fmt: skip
    assert [termin.tag for termin in reihe(monate, NW)] == [
        date(2026, 1, 29), date(2026, 2, 26), date(2026, 3, 26),
    ]  # fmt: skip


def test_ein_feiertag_entfaellt_mit_einem_wort() -> None:
    freitags = Reihenregel(
        rhythmus=Rhythmus.MONATLICH, wochentag=Wochentag.FREITAG, von=date(2026, 4, 1), bis=date(2026, 6, 30)
    )
    belegt = {date(2026, 6, 5)}
    assert [(t.tag.isoformat(), t.entfaellt) for t in reihe(freitags, NW, belegt)] == [
        ("2026-04-03", "Feiertag: Karfreitag"),
        ("2026-05-01", "Feiertag: Erster Mai"),
        ("2026-06-05", "Das Gremium hat an diesem Tag schon eine Sitzung"),
    ]


def test_eine_reihe_laeuft_nicht_rueckwaerts_und_nicht_ewig() -> None:
    for bis, jede, woche, feld in (
        (date(2026, 2, 1), 1, 1, "bis"), (date(2036, 2, 1), 1, 1, "bis"),
        (date(2026, 6, 1), 13, 1, "jede"), (date(2026, 6, 1), 1, 5, "woche"),
    ):  # fmt: skip
        with pytest.raises(EingabeUngueltig) as fehler:
            Reihenregel(
                rhythmus=Rhythmus.MONATLICH,
                wochentag=Wochentag.MONTAG,
                von=date(2026, 3, 1),
                bis=bis,
                jede=jede,
                woche=woche,
            )
        assert list(fehler.value.felder) == [feld]


def _lage(land: str, heute: date, **mehr: Any) -> Lage:
    """A body with four full days; two are left if it is urgent."""
    regel = Ladungsregel(**{"tage": 4, "dringend": Verkuerzung(1), **mehr.pop("regel", {})})
    werte = {"sitzung": SITZUNG, "regel": regel, "kalender": Kalender(land), "oeffentlich": True, **mehr}
    return Lage(heute=heute, **werte)


@pytest.mark.parametrize(
    ("land", "heute", "aufnahme", "weg"),
    [
        ("RP", date(2026, 6, 11), Aufnahme.NACHTRAG, Weg.IN_DER_FRIST),
        ("RP", date(2026, 6, 12), Aufnahme.NACHTRAG, Weg.VERKUERZT),
        ("RP", date(2026, 6, 15), Aufnahme.NACHTRAG, Weg.DURCH_BESCHLUSS),
        ("NW", date(2026, 6, 16), Aufnahme.TISCHVORLAGE, Weg.DURCH_BESCHLUSS),
    ],
)
def test_was_noch_geht_haengt_am_tag(land: str, heute: date, aufnahme: Aufnahme, weg: Weg) -> None:
    assert beurteile(aufnahme, _lage(land, heute)).weg is weg


OHNE: dict[str, Any] = {"dringend": None}


def test_in_hessen_wird_fuer_eine_wahl_nie_verkuerzt() -> None:
    for gegenstand, weg in (
        ("Wahl der Schriftführung", Weg.UNZULAESSIG),
        ("3. Änderung der Hauptsatzung", Weg.UNZULAESSIG),
        ("Wahlen zum Aufsichtsrat", Weg.UNZULAESSIG),
        ("Nachwahl eines Schriftführers", Weg.UNZULAESSIG),
        ("Auswahl eines Architekturbüros", Weg.VERKUERZT),
    ):
        urteil = beurteile(Aufnahme.NACHTRAG, _lage("HE", date(2026, 6, 13), gegenstand=gegenstand, regel=OHNE))
        assert (urteil.weg, urteil.zulaessig) == (weg, weg is not Weg.UNZULAESSIG)
    am_tisch = beurteile(Aufnahme.TISCHVORLAGE, _lage("HE", SITZUNG))
    assert "zwei Drittel der gesetzlichen Zahl" in " ".join(am_tisch.gruende)


def test_was_noch_geht_folgt_derselben_regel_wie_die_ladung() -> None:
    """Working days, a fixed day of sending, the urgent period, what never shortens it: all of the body's own rule."""
    wochentag = {"bezug": Bezug.ABSENDUNG, "anker": Wochentag.FREITAG, "tage": 10, "dringend": None}
    versand = beurteile(Aufnahme.NACHTRAG, _lage("NW", date(2026, 6, 5), regel=wochentag))
    assert versand.gruende[0] == "Der Nachtrag wahrt die Ladungsfrist, wenn er bis Fr 05.06.2026 abgeht."
    werktags = {"tage": 6, "zugangstag_zaehlt": True, "dringend": Verkuerzung(3, Einheit.WERKTAGE)}
    neuss = beurteile(Aufnahme.NACHTRAG, _lage("NW", date(2026, 6, 11), regel=werktags))
    assert neuss.gruende[1] == "Mit verkürzter Frist geht es, wenn der Nachtrag bis Do 11.06.2026 zugeht."
    nie = {"nie_verkuerzt_fuer": frozenset({"Haushalt"}), "heilung": True}
    gesperrt = beurteile(Aufnahme.NACHTRAG, _lage("NW", date(2026, 6, 12), gegenstand="Der haushalt 2027", regel=nie))
    assert (gesperrt.weg, gesperrt.gruende[1]) == (Weg.UNZULAESSIG, "Bei Haushalt wird sie nie verkürzt.")
    geheilt = beurteile(Aufnahme.NACHTRAG, _lage("NW", date(2026, 6, 12), regel=nie))
    assert "Wer ohne Rüge erscheint, heilt den Mangel der Ladung (so eingestellt)." in geheilt.gruende
    vom_land = beurteile(Aufnahme.NACHTRAG, _lage("RP", date(2026, 6, 14), regel=OHNE))
    assert vom_land.gruende[3].endswith("angenommen ist § 34 Abs. 3 GemO (bitte bestätigen).")


def test_die_eigene_geschaeftsordnung_geht_vor_und_wird_genannt() -> None:
    ordnung = {"tischvorlagen": False, "mehrheit": "zwei_drittel", "quelle": "§ 9 GeschO"}
    tisch = beurteile(Aufnahme.TISCHVORLAGE, _lage("NW", SITZUNG, ordnung=ordnung))
    assert (tisch.weg, tisch.gruende[-1]) == (
        Weg.UNZULAESSIG,
        "Quelle: § 9 GeschO (so eingestellt); § 48 Abs. 1 GO NRW (nicht geprüft, bitte bestätigen).",
    )
    spaet = beurteile(Aufnahme.NACHTRAG, _lage("NW", SITZUNG, ordnung=ordnung, regel=OHNE))
    assert "Nötig sind zwei Drittel der Mitglieder." in " ".join(spaet.gruende)


def test_jedes_land_hat_eine_regel_und_jedes_urteil_eine_quelle() -> None:
    assert set(ERWEITERUNGEN) == set(LAENDER)
    for land in LAENDER:
        for aufnahme in (Aufnahme.NACHTRAG, Aufnahme.TISCHVORLAGE):
            letzter = beurteile(aufnahme, _lage(land, SITZUNG)).gruende[-1]
            assert letzter.startswith("Quelle: "), (land, aufnahme)
            assert letzter.endswith("bitte bestätigen)."), (land, aufnahme)
