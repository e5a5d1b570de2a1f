"""Characters that no database can hold: never stored, never a reason to fall over. PostgreSQL refuses a NUL."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tests.web.besuch import formular
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, entwurf, freigegeben
from vorlagen.config import Einstellungen
from vorlagen.extensions import db, transaction
from vorlagen.models import Person, Sitzung, Tagesordnungspunkt, Vorlage
from vorlagen.services.passworthash import passwort_hash

NUL = "\x00"


@pytest.fixture(params=["sqlite", "postgresql"])
def einstellungen(request: pytest.FixtureRequest) -> Einstellungen:
    """Both databases: one takes the character in silence, the other refuses it."""
    gewaehlt: Einstellungen = request.getfixturevalue(f"auf_{request.param}")
    return gewaehlt


@pytest.mark.probe
def test_eine_adresse_mit_steuerzeichen_gibt_es_nicht(besuch: Besucht, stadt: Stadt) -> None:
    frieda, gerda, vorlage_id = besuch("frieda"), besuch("gerda"), entwurf(stadt)
    for pfad in (
        "/vorlagen/%00", "/vorlagen/a%00b", "/sitzungen/%00", "/sitzungen/%00/tops/%00", "/vorlagen/%00/anlagen/%00",
        f"/vorlagen/{vorlage_id}/anlagen/%00", f"/vorlagen/{vorlage_id}/dokumente/%00.docx", "/static/%00.css",
        "/vorlagen/%0A", "/vorlagen/%ED%A0%80", "/vorlagen/ö", "/api/v1/vorlagen/%00",
    ):  # fmt: skip
        wer = gerda if "/tops/" in pfad else frieda  # that door is there for the Gremiendienst only
        assert wer.oeffne(pfad).status_code == (401 if pfad.startswith("/api") else 404), pfad


def test_ein_filter_mit_steuerzeichen_sucht_ohne_sie(besuch: Besucht, stadt: Stadt) -> None:
    freigegeben(stadt)
    for name, wert in (("q", "Date%00nnetz"), ("status", "frei%00gegeben"), ("art", "Mitteilungs%00vorlage")):
        assert "Sachstand Datennetz" in besuch("frieda").hole(f"/vorlagen?{name}={wert}"), name
    for name in ("q", "status", "art", "nach"):
        assert "Sachstand Datennetz" in besuch("frieda").hole(f"/vorlagen?{name}=%00"), name


def test_ein_anmeldename_mit_steuerzeichen_meldet_nur_wen_es_gibt_an(besuch: Besucht, stadt: Stadt) -> None:
    niemand = besuch(None)
    werte = formular(niemand.hole("/anmelden")).to_dict() | {"anmeldename": f"wer{NUL}auchimmer", "passwort": "x"}
    assert niemand.sende("/anmelden", werte).status_code == 401


def test_ein_passwort_bleibt_wie_es_getippt_wurde(besuch: Besucht, stadt: Stadt) -> None:
    zerlegt = "langes Gru\u0308n mit\u0007Ton"
    with transaction() as session:
        als("frieda")
        session.scalars(select(Person).where(Person.anmeldename == "frieda")).one().passwort = passwort_hash(zerlegt)
    niemand = besuch(None)
    werte = formular(niemand.hole("/anmelden")).to_dict() | {"anmeldename": "frieda", "passwort": zerlegt}
    assert niemand.sende("/anmelden", werte).status_code == 302


def test_im_entwurf_fehlen_steuerzeichen_ueberall(besuch: Besucht, stadt: Stadt) -> None:
    frieda = besuch("frieda")
    seite = frieda.druecke("/vorlagen/neu", frieda.hole("/vorlagen/neu"), aktion="verweis-neu").text
    getippt: dict[str, Any] = {
        "art": f"Mitteilungs{NUL}vorlage", "betreff": f"Be{NUL}treff", "aktenzeichen": f"1{NUL}0",
        "verweis__0__art": f"ergaenzt{NUL}", "verweis__0__nummer": f"ALT{NUL} 7/99",
    }  # fmt: skip
    antwort = frieda.druecke("/vorlagen/neu", seite, aktion="speichern", **getippt)
    assert antwort.status_code == 302, antwort.text
    pfad = antwort.headers["Location"]
    gelesen = formular(frieda.hole(pfad))
    assert (gelesen["betreff"], gelesen["aktenzeichen"], gelesen["verweis-0-nummer"]) == ("Betreff", "10", "ALT 7/99")
    db.session.rollback()
    assert [v.betreff for v in db.session.scalars(select(Vorlage))] == ["Betreff"]


@pytest.mark.probe
def test_in_sitzungen_fehlen_steuerzeichen_ueberall(besuch: Besucht, stadt: Stadt) -> None:
    gerda, vorlage_id = besuch("gerda"), freigegeben(stadt)
    auf_tagesordnung(stadt, vorlage_id, beginn=JETZT)
    seite = gerda.hole("/sitzungen/neu")
    werte: dict[str, Any] = {
        "gremium": stadt.gremien["HFA"] + NUL,
        "datum": "2026-06-16",
        "uhrzeit": "17:30",
        "ort": f"Rats{NUL}saal",
    }
    pfad = gerda.druecke("/sitzungen/neu", seite, **werte).headers["Location"]
    assert gerda.druecke(f"{pfad}/punkte", gerda.hole(pfad), titel=f"Fra{NUL}gen").status_code == 302
    setze = formular(gerda.hole(pfad), f"{pfad}/punkte").to_dict() | {"beratung": f"x{NUL}"}
    assert gerda.sende(f"{pfad}/tagesordnung", setze).status_code == 404
    db.session.rollback()
    als("gerda")
    sitzung = db.session.scalars(select(Sitzung).where(Sitzung.ort != "Rathaus")).one()
    assert sitzung.ort == "Ratssaal"
    titel = select(Tagesordnungspunkt.titel).where(Tagesordnungspunkt.sitzung_id == sitzung.id)
    assert db.session.scalars(titel).all() == ["Fragen"]
