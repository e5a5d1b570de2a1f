"""Who keeps the installation makes and locks towns, and gets into none."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask
from sqlalchemy import select, update

from tests.web.besuch import formular
from tests.web.conftest import Besucht
from tests.welt import PASSWORT, als, baue_stadt
from vorlagen.einlass import Einlass
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.models import Person, Postausgang
from vorlagen.services import koerperschaften

NEU = {
    **{"kuerzel": "birken", "name": "Stadt Birkenau", "land": "HE"},
    **{"person": "Ada Anfang", "anmeldename": "ada", "mail": "ada@example.org"},
}


def betreut(anmeldename: str) -> None:
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        sitzung.execute(update(Person).where(Person.anmeldename == anmeldename).values(installation=True))


def test_wer_die_installation_betreut_legt_an_und_sperrt_und_liest_nichts(besuch: Besucht) -> None:
    besuch(None)
    betreut("niemand")
    baue_stadt("buchen", "Stadt Buchenau", vorsilbe="b.")
    niemand = besuch("niemand")
    assert niemand.oeffne("/").headers["Location"] == "/installation"
    for weg in ("/vorlagen", "/sitzungen", "/gremien", "/fristen", "/verwaltung", "/vorlagen/neu"):
        assert niemand.oeffne(weg).status_code == 404, weg
    seite = niemand.hole("/installation")
    assert ("Stadt Buchenau" in seite, "Gerda" in seite) == (True, False)
    leer = formular(seite, None)
    falsch = niemand.sende("/installation", {**leer, **NEU, "name": "x" * 201, "mail": "ada"})
    assert falsch.status_code == 422
    assert [satz in falsch.text for satz in ("höchstens 200", "keine E-Mail-Adresse")] == [True, True]
    for vergeben in ({"kuerzel": "linden"}, {"anmeldename": "gerda"}, {"kuerzel": "Ä"}, {"land": "XX"}):
        assert niemand.sende("/installation", {**leer, **NEU, **vergeben}).status_code == 422, vergeben
    assert niemand.sende("/installation", {**leer, **NEU}).status_code == 302
    assert [z.kuerzel for z in koerperschaften.liste()] == ["birken", "buchen", "linden"]
    assert als("ada").hat("verwaltung")
    assert [post.an for post in db.session.scalars(select(Postausgang))] == ["ada@example.org"]
    fremde = besuch("b.gerda")
    for sperre, hinein in (("1", 401), ("0", 302)):
        niemand.sende("/installation/buchen/sperre", {**leer, "sperre": sperre})
        felder = formular(besuch(None).hole("/anmelden"))
        versuch = besuch(None).sende("/anmelden", {**felder, "anmeldename": "b.kai", "passwort": PASSWORT})
        assert versuch.status_code == hinein
        assert fremde.oeffne("/").status_code == 302, "whoever was in is out, and comes in again by the door"


def test_wer_die_installation_betreut_braucht_einen_zweiten_faktor(app: Flask, besuch: Besucht) -> None:
    app.config["EINSTELLUNGEN"] = replace(app.config["EINSTELLUNGEN"], einlass=Einlass())
    betreut("adele")
    adele, gerda = besuch("adele"), besuch("gerda")
    for weg in ("/", "/installation", "/verwaltung"):
        assert adele.oeffne(weg).location == "/konto/zweiter-faktor", weg
    assert gerda.oeffne("/").status_code == 200
    assert "vorgeschrieben" in adele.hole("/konto/zweiter-faktor")


def test_alle_anderen_weist_die_seite_ab(besuch: Besucht) -> None:
    adele = besuch("adele")
    assert adele.oeffne("/installation").status_code == 403
    assert 'href="/installation"' not in adele.hole("/")
    betreut("adele")
    assert 'href="/installation"' in adele.hole("/verwaltung")
    assert adele.oeffne("/installation").status_code == 200
