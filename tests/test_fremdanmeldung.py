"""Accounts and roles of whom a directory names, and counted tries: on both databases, also at the same moment."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.welt import JETZT, Stadt, als, baue_stadt
from vorlagen.einlass import Erkennen, Gruppenrolle, Oidc, Zuordnung
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.fehler import AnmeldungAbgelehnt, EingabeUngueltig, Fachfehler, NichtGefunden, ZuVieleAnfragen
from vorlagen.models import Fremdkonto, Person, Rollenvergabe, Versuchszahl
from vorlagen.services import fremdanmeldung, fremdkonten, grenzen
from vorlagen.services.oidc import Ausweis

GRUPPEN = (
    Gruppenrolle(gruppe="gremien", rolle="gremiendienst", gremium="HFA"),
    Gruppenrolle(gruppe="leitung", rolle="freigabe"),
)
OIDC = Oidc(
    aussteller="https://sso.example.org", client_id="vorlagen", erkennen=Erkennen.MAIL, anlegen=True,
    zuordnung=Zuordnung(gruppen=GRUPPEN),
)  # fmt: skip


def _ausweis(sub: str, **angaben: Any) -> Ausweis:
    return Ausweis(OIDC.aussteller, sub, {"email_verified": True, **angaben}, "")


def _melde_an(ausweis: Ausweis) -> str:
    return fremdanmeldung.mit_ausweis(ausweis, OIDC, jetzt=JETZT)[0].anmeldename


def _zugleich(app: Flask, wie_oft: int, tue: Callable[[], Any]) -> Counter[Any]:
    """What came of it when so many did it at once; a refusal is named."""

    def einer(_nr: int) -> Any:
        with app.app_context():
            try:
                return tue()
            except Fachfehler as fehler:
                return type(fehler)
            finally:
                db.session.remove()

    db.session.remove()
    with ThreadPoolExecutor(wie_oft) as faeden:
        ergebnisse = Counter(faeden.map(einer, range(wie_oft)))
    sicht_oeffnen(ALLE)
    return ergebnisse


def test_wer_kommt_wird_verbunden_und_bekommt_was_seine_gruppen_sagen(stadt: Stadt) -> None:
    nora = {"preferred_username": "Nora@linden.example", "name": " Nora\0\nNeu", "email": "Nora@Linden.Example"}
    assert _melde_an(_ausweis("k", email="KAI@example.org", groups="leitung")) == "kai"
    wer, marke = fremdanmeldung.mit_ausweis(_ausweis("n", groups=["gremien", 7], **nora), OIDC, jetzt=JETZT)
    assert wer.name == "Nora Neu"
    assert (wer.anmeldename, wer.koerperschaft_id, len(marke)) == ("nora", stadt.koerperschaft_id, 32)
    assert [(rolle.rolle, rolle.gremium_id) for rolle in wer.rollen] == [("gremiendienst", stadt.gremien["HFA"])]
    assert fremdanmeldung.mit_ausweis(_ausweis("n", **nora), OIDC, jetzt=JETZT)[0].rollen == ()
    for angaben in ({}, {"preferred_username": "Frieda"}, {"preferred_username": "a b"}, {"preferred_username": "ä"}):
        with pytest.raises(AnmeldungAbgelehnt):
            _melde_an(_ausweis("x", **angaben))
    baue_stadt("nachbar", "Stadt Nachbarstadt", vorsilbe="n-")
    assert _melde_an(_ausweis("k", groups=[])) == "kai"
    with pytest.raises(AnmeldungAbgelehnt, match="zu welcher Körperschaft"):
        _melde_an(_ausweis("y", preferred_username="yvonne"))


@pytest.mark.probe
def test_wer_in_vier_browsern_zugleich_zum_ersten_mal_kommt_hat_ein_konto(app: Flask, stadt: Stadt) -> None:
    gruppen = ["gremien", "leitung"]
    neu = _ausweis("n", preferred_username="nora", email="nora@linden.example", groups=gruppen)
    assert _zugleich(app, 4, lambda: _melde_an(neu)) == {"nora": 4}
    assert _zugleich(app, 4, lambda: _melde_an(_ausweis("k", email="kai@example.org", groups=gruppen))) == {"kai": 4}
    assert db.session.scalar(select(func.count(Fremdkonto.id))) == 2
    frage = select(Rollenvergabe.rolle).join(Person, Person.id == Rollenvergabe.person_id)
    assert sorted(db.session.scalars(frage.where(Person.anmeldename == "nora"))) == ["freigabe", "gremiendienst"]


def _betreut(anmeldename: str) -> None:
    with transaction() as sitzung:
        sitzung.execute(update(Person).where(Person.anmeldename == anmeldename).values(installation=True))


def test_von_hand_verbunden_kommt_jemand_auch_ohne_erkennen_und_getrennt_nicht_mehr(stadt: Stadt) -> None:
    nur_verbundene = replace(OIDC, erkennen=Erkennen.NUR_VERBUNDENE, anlegen=False)
    fremdkonten.verbinde("kai", OIDC.aussteller, "k-7", jetzt=JETZT)
    wer, marke = fremdanmeldung.mit_ausweis(_ausweis("k-7", groups=["leitung"]), nur_verbundene, jetzt=JETZT)
    assert (wer.hat("freigabe"), wer.hat("mitzeichnung")) == (True, True)
    for name, kennung in (("berta", "k-7"), ("kai", "k-8"), ("berta", ""), ("berta", "ä"), ("gibtesnicht", "x")):
        with pytest.raises((EingabeUngueltig, NichtGefunden)):
            fremdkonten.verbinde(name, OIDC.aussteller, kennung, jetzt=JETZT)
    _betreut("kai")
    for einlass in (
        partial(fremdanmeldung.mit_ausweis, _ausweis("k-7"), nur_verbundene, jetzt=JETZT),
        partial(fremdanmeldung.mit_namen, "kai", jetzt=JETZT),
    ):
        with pytest.raises(AnmeldungAbgelehnt, match="betreut die Installation"):
            einlass()
        assert einlass(betreuung=True)[0].anmeldename == "kai"
    fremdkonten.trenne("kai", jetzt=JETZT)
    with pytest.raises(AnmeldungAbgelehnt):
        fremdanmeldung.mit_ausweis(_ausweis("k-7"), nur_verbundene, jetzt=JETZT)
    with pytest.raises(NichtGefunden):
        fremdkonten.trenne("kai", jetzt=JETZT)
    sicht_oeffnen(ALLE)
    assert marke not in db.session.scalars(select(Person.sitzungsmarke)).all()
    assert [eine.rolle for eine in als("kai").rollen] == ["mitzeichnung"]  # what the directory gave goes with it


@pytest.mark.probe
def test_viele_zugleich_raten_nicht_oefter_als_einer_nach_dem_anderen(app: Flask) -> None:
    schluessel = secrets.token_hex(32)
    versuche = _zugleich(app, 12, lambda: grenzen.zaehle(schluessel, hoechstens=5, jetzt=JETZT))
    assert versuche == {None: 5, ZuVieleAnfragen: 7}


def test_eine_grenze_oeffnet_sich_von_selbst_und_vergisst(app: Flask) -> None:
    schluessel = secrets.token_hex(32)
    for _ in range(3):
        grenzen.zaehle(schluessel, hoechstens=2, jetzt=JETZT)
        grenzen.gelungen(schluessel)
    for minuten in (0, 1):
        grenzen.zaehle(schluessel, hoechstens=2, jetzt=JETZT + timedelta(minutes=minuten))
    for minuten in (2, 14):
        with pytest.raises(ZuVieleAnfragen) as gefangen:
            grenzen.zaehle(schluessel, hoechstens=2, jetzt=JETZT + timedelta(minutes=minuten))
        assert gefangen.value.warten == (15 - minuten) * 60
    grenzen.zaehle(schluessel, hoechstens=2, jetzt=JETZT + timedelta(minutes=15))
    grenzen.zaehle("f" * 64, hoechstens=2, jetzt=JETZT + timedelta(days=2))
    assert db.session.scalars(select(Versuchszahl.schluessel)).all() == ["f" * 64]
    grenzen.zaehle("e" * 64, hoechstens=0, jetzt=JETZT)
