"""Codes from a telephone: as the RFC computes them, each once, and no way around them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.gleichzeitig import lasse_laufen
from tests.welt import JETZT, PASSWORT, Stadt, als
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.fehler import AnmeldungGesperrt, EingabeUngueltig, NichtAngemeldet, NichtBerechtigt
from vorlagen.models import Ersatzcode, ZweiterFaktor
from vorlagen.services import anmeldung, passwoerter, tokenerstellung, totp, zugaenge, zugangstoken, zweiter_faktor
from vorlagen.services.anmeldung import Angemeldet
from vorlagen.services.wer import Umfang, Wer

GEHEIM = b"nur-fuer-pruefungen-" * 3


@pytest.mark.parametrize(
    ("sekunde", "erwartet"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_die_codes_sind_die_des_rfc(sekunde: int, erwartet: str) -> None:
    """RFC 6238, appendix B, last six digits; the secret is the ASCII text 12345678901234567890."""
    assert totp.code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", sekunde // 30) == erwartet


def test_ein_code_gilt_kurz_und_nur_einmal() -> None:
    geheimnis, jetzt = totp.neues_geheimnis(), datetime.fromtimestamp(30 * 1000 + 12, UTC)
    gelten = [totp.schritt_von(geheimnis, totp.code(geheimnis, n), jetzt=jetzt, nach=0) for n in range(997, 1004)]
    assert gelten == [None, None, 999, 1000, 1001, None, None]
    assert totp.schritt_von(geheimnis, totp.code(geheimnis, 1000), jetzt=jetzt, nach=1000) is None
    for falsch in ("", "abc", "１２３４５６", "0" * 64):
        assert totp.schritt_von(geheimnis, falsch, jetzt=jetzt, nach=0) is None


def test_mit_zweitem_faktor_genuegt_das_passwort_nicht(stadt: Stadt) -> None:
    codes = _richte_ein("gerda")
    erster = anmeldung.anmelden("gerda", PASSWORT, jetzt=JETZT)
    assert (erster.code_fehlt, len(codes)) == (True, 10)
    with pytest.raises(NichtAngemeldet, match="schon benutzt"):
        _schritt(erster, _code("gerda"))  # the code that switched it on
    spaeter = JETZT + timedelta(seconds=60)
    assert _schritt(erster, _code("gerda", spaeter), spaeter).wer.anmeldename == "gerda"
    with pytest.raises(NichtAngemeldet):
        _schritt(erster, _code("gerda", spaeter), spaeter)
    assert _schritt(erster, codes[3].lower().replace("-", " ")).wer.anmeldename == "gerda"
    for code in (codes[3], "", "000000", "x" * 500):
        with pytest.raises(NichtAngemeldet):
            _schritt(erster, code)
    sicht_oeffnen(ALLE)
    gespeichert = str(db.session.execute(select(ZweiterFaktor.geheimnis)).all())
    gespeichert += str(db.session.execute(select(Ersatzcode.sha256)).all())
    assert not any(geheim in gespeichert for geheim in (_geheimnis("gerda"), codes[0], codes[0].replace("-", "")))


def test_wer_das_passwort_kennt_raet_den_code_nicht(stadt: Stadt) -> None:
    """A right password must not give new guesses at the code."""
    _richte_ein("gerda")
    for nr in range(2):
        erster = anmeldung.anmelden("gerda", PASSWORT, jetzt=JETZT)
        with pytest.raises(NichtAngemeldet):
            _schritt(erster, f"{nr:06d}")
    anmeldung.anmelden("gerda", PASSWORT, jetzt=JETZT)
    with pytest.raises(AnmeldungGesperrt):
        _schritt(erster, _code("gerda", JETZT + timedelta(seconds=60)), JETZT + timedelta(seconds=60))


def test_wer_einen_zweiten_faktor_hat_zeigt_ihn_fuer_ein_token_noch_einmal(stadt: Stadt) -> None:
    _richte_ein("gerda")
    spaeter = JETZT + timedelta(minutes=5)

    def erstelle(code: str, formular: str) -> str:
        return tokenerstellung.erstelle(
            name="Abgleich", umfang=Umfang.LESEN, tage=30, wer=als("gerda"), jetzt=spaeter,
            geheimnis=GEHEIM, code=code, formular=formular,
        )  # fmt: skip

    code = _code("gerda", spaeter)
    for falsch in ("", "000000"):
        with pytest.raises(EingabeUngueltig):
            erstelle(falsch, "wort-eins")
    assert erstelle(code, "wort-eins") == erstelle(code, "wort-eins")
    with pytest.raises(EingabeUngueltig):
        erstelle(code, "wort-zwei")
    assert len(zugangstoken.liste(als("gerda"))) == 1


def test_ein_neues_passwort_ersetzt_den_zweiten_faktor_nicht(stadt: Stadt) -> None:
    _richte_ein("gerda")
    erster = anmeldung.anmelden("gerda", PASSWORT, jetzt=JETZT)
    pfad = zugaenge.lade_ein(als("gerda").id, geheimnis=GEHEIM, wer=als("adele"), jetzt=JETZT)
    assert passwoerter.setze_mit_link(pfad.rpartition("/")[2], "sieben ruhige Kiesel", jetzt=JETZT).code_fehlt
    spaeter = JETZT + timedelta(seconds=60)
    with pytest.raises(NichtAngemeldet, match="gilt nicht mehr"):
        _schritt(erster, _code("gerda", spaeter), spaeter)


def test_eine_stadt_verlangt_ihn_fuer_rollen_und_die_verwaltung_setzt_ihn_zurueck(stadt: Stadt) -> None:
    with pytest.raises(NichtBerechtigt):
        zugaenge.verlange_zweiten_faktor(["gremiendienst"], wer=als("gerda"), jetzt=JETZT)
    zugaenge.verlange_zweiten_faktor(["gremiendienst"], wer=als("adele"), jetzt=JETZT)
    assert [als(name).zweiter_faktor_fehlt for name in ("gerda", "adele", "kai")] == [True, False, False]
    codes = _richte_ein("gerda")
    assert als("gerda").zweiter_faktor_fehlt is False
    with pytest.raises(NichtBerechtigt, match="vorgeschrieben"):
        zweiter_faktor.schalte_aus(codes[0], wer=als("gerda"), geheimnis=GEHEIM, jetzt=JETZT)
    with pytest.raises(EingabeUngueltig):
        zugaenge.setze_faktor_zurueck(als("adele").id, wer=als("adele"), jetzt=JETZT)
    zugaenge.setze_faktor_zurueck(als("gerda").id, wer=als("adele"), jetzt=JETZT)
    assert als("gerda").zweiter_faktor_fehlt is True
    assert anmeldung.anmelden("gerda", PASSWORT, jetzt=JETZT).code_fehlt is False


@pytest.mark.probe
def test_von_zweien_mit_demselben_code_kommt_einer_hinein(
    app: Flask, stadt: Stadt, einstellungen: Einstellungen
) -> None:
    codes = _richte_ein("gerda")
    spaeter = JETZT + timedelta(seconds=60)
    for code in (_code("gerda", spaeter), codes[0]):
        erster = anmeldung.anmelden("gerda", PASSWORT, jetzt=JETZT)
        db.session.remove()
        gemeldet = lasse_laufen(einstellungen, [(_komme, ("gerda", erster, code, spaeter))] * 2)
        assert sorted(meldung for (meldung,) in gemeldet) == ["NichtAngemeldet", "ok"]


def _komme(_wer: Wer, erster: Angemeldet, code: str, jetzt: datetime) -> Iterator[Any]:
    yield lambda: _schritt(erster, code, jetzt)


def _richte_ein(name: str) -> tuple[str, ...]:
    wer = als(name)
    zweiter_faktor.beginne(wer=wer, geheimnis=GEHEIM)
    with pytest.raises(EingabeUngueltig):
        zweiter_faktor.bestaetige("000000", wer=wer, geheimnis=GEHEIM, jetzt=JETZT)
    return zweiter_faktor.bestaetige(_code(name), wer=als(name), geheimnis=GEHEIM, jetzt=JETZT)


def _schritt(erster: Angemeldet, code: str, jetzt: datetime = JETZT) -> Angemeldet:
    return zweiter_faktor.melde_an(erster, code, geheimnis=GEHEIM, jetzt=jetzt)


def _geheimnis(name: str) -> str:
    faktor = db.session.get_one(ZweiterFaktor, als(name).id)
    return zweiter_faktor._entschluesselt(faktor, GEHEIM)


def _code(name: str, jetzt: datetime = JETZT) -> str:
    return totp.code(_geheimnis(name), int(jetzt.timestamp()) // totp.SCHRITT)
