"""One's own account on the pages: password, logins, tokens, links; and what a stranger cannot do with them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.web.besuch import Besuch, formular, text
from tests.web.conftest import Besucht
from tests.welt import JETZT, PASSWORT, Stadt, als
from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.models import Passwortwunsch
from vorlagen.services import totp, zugaenge

NEUES = "sieben ruhige Kiesel"


def zweiter_browser(app: Flask) -> Besuch:
    return Besuch(app, "gerda")


def test_wer_sein_passwort_aendert_bleibt_nur_hier_angemeldet(app: Flask, besuch: Besucht) -> None:
    gerda, woanders = besuch("gerda"), zweiter_browser(app)
    assert len(re.findall("Angemeldet", gerda.hole("/konto"))) > 2
    seite = gerda.hole("/konto/passwort")
    neu = {"passwort_neu": NEUES, "passwort_wieder": NEUES}
    for felder, satz in (
        ({"passwort": "falsch", **neu}, "Das bisherige Passwort stimmt nicht."),
        ({"passwort": PASSWORT, **neu, "passwort_wieder": "anders"}, "Die beiden Eingaben sind verschieden."),
        ({"passwort": PASSWORT, "passwort_neu": "kurz", "passwort_wieder": "kurz"}, "mindestens 12 Zeichen"),
    ):
        antwort = gerda.sende("/konto/passwort", {**formular(seite, "/konto/passwort"), **felder})
        assert (antwort.status_code, satz in antwort.text, NEUES in antwort.text) == (422, True, False)
    assert (
        gerda.sende("/konto/passwort", {**formular(seite, "/konto/passwort"), "passwort": PASSWORT, **neu}).status_code
        == 302
    )
    assert "Ihr Passwort ist geändert." in gerda.hole("/konto")
    assert woanders.oeffne("/konto").status_code == 302


def test_eine_anmeldung_laesst_sich_beenden_aber_nur_die_eigene(app: Flask, besuch: Besucht) -> None:
    gerda, woanders = besuch("gerda"), zweiter_browser(app)
    (ziel,) = re.findall(r'action="(/konto/anmeldungen/[0-9a-f]{32}/beenden)"', gerda.hole("/konto"))
    felder = formular(gerda.hole("/konto"), ziel)
    fremd = formular(besuch("kai").hole("/konto"))
    assert besuch("kai").sende(ziel, fremd).status_code == 404
    assert woanders.oeffne("/konto").status_code == 200
    assert gerda.sende(ziel, felder).status_code == 302
    assert woanders.oeffne("/konto").status_code == 302
    ueberall = formular(gerda.hole("/konto"), "/konto/ueberall-abmelden")
    assert gerda.sende("/konto/ueberall-abmelden", ueberall).status_code == 302
    assert gerda.oeffne("/konto").status_code == 302


def test_ein_token_wird_einmal_gezeigt_und_laesst_sich_widerrufen(besuch: Besucht) -> None:
    gerda = besuch("gerda")
    seite = gerda.hole("/konto/zugang")
    for felder in (
        {"name": ""},
        {"name": "A", "tage": "731"},
        {"name": "A", "tage": "²"},
        {"name": "A", "umfang": "x"},
    ):
        assert gerda.sende("/konto/zugang", {**formular(seite, "/konto/zugang"), **felder}).status_code == 422
    gezeigt, zweiter_klick = (
        gerda.druecke("/konto/zugang", seite, name="Abgleich <b>", umfang="lesen", tage="30") for _ in range(2)
    )
    (token,) = re.findall(r"vlg_[\w-]{43}", gezeigt.text)
    assert token in zweiter_klick.text
    with time_machine.travel(JETZT + timedelta(minutes=2)):
        am_abend = gerda.druecke("/konto/zugang", seite, name="Abgleich <b>", umfang="lesen", tage="30")
    assert (am_abend.status_code, token in am_abend.text) == (422, False)
    assert "<b>" not in text(gezeigt.text)
    spaeter = gerda.hole("/konto/zugang")
    assert ("Abgleich" in spaeter, token in spaeter) == (True, False)
    programm = besuch(None)
    kopf = {"Authorization": f"Bearer {token}"}
    assert programm.oeffne("/api/v1/personen/ich", headers=kopf).status_code == 200
    (ziel,) = re.findall(r'action="(/konto/zugang/[0-9a-f]{32}/widerrufen)"', spaeter)
    assert besuch("kai").sende(ziel, formular(besuch("kai").hole("/konto"))).status_code == 404
    assert gerda.sende(ziel, formular(spaeter, ziel)).status_code == 302
    assert programm.oeffne("/api/v1/personen/ich", headers=kopf).status_code == 401


def test_ein_link_laesst_genau_einmal_ein(app: Flask, besuch: Besucht, stadt: Stadt) -> None:
    geheimnis = app.config["EINSTELLUNGEN"].secret_key.encode()
    pfad = zugaenge.lade_ein(als("gerda").id, geheimnis=geheimnis, wer=als("adele"), jetzt=JETZT)
    fremd = besuch(None)
    seite = fremd.hole(pfad)
    fremd.hole(pfad)  # a mail program that looks at the link does not spend it
    schwach = fremd.druecke(pfad, seite, passwort_neu="Passwort12345", passwort_wieder="Passwort12345")
    assert (schwach.status_code, "Passwort12345" in schwach.text) == (422, False)
    assert fremd.druecke(pfad, seite, passwort_neu=NEUES, passwort_wieder=NEUES).status_code == 302
    assert "Gerda Glocke" in fremd.hole("/")
    assert "gilt nicht oder nicht mehr" in besuch("kai").hole(pfad, 410)
    assert besuch("kai").druecke(pfad, seite, passwort_neu=NEUES, passwort_wieder=NEUES).status_code in (400, 410)


def test_passwort_vergessen_antwortet_jedem_gleich(besuch: Besucht, stadt: Stadt) -> None:
    fremd = besuch(None)
    seite = fremd.hole("/passwort-vergessen")
    ziel = "/passwort-vergessen"
    antworten = {text(fremd.druecke(ziel, seite, anmeldename=name).text) for name in ("gerda", "gibtesnicht")}
    assert len(antworten) == 1
    assert "Bitte geben Sie Ihren Anmeldenamen ein." in fremd.druecke(ziel, seite, anmeldename=" ").text
    sicht_oeffnen(ALLE)
    assert sorted(db.session.scalars(select(Passwortwunsch.anmeldename))) == ["gerda", "gibtesnicht"]


def test_den_zugang_anderer_aendert_nur_die_verwaltung_der_eigenen_stadt(besuch: Besucht, stadt: Stadt) -> None:
    ziel = f"/verwaltung/personen/{als('gerda').id}/zugang"
    adele = besuch("adele")
    seite = adele.hole(ziel)
    for tat in ("einladung", "sperre", "entsperrung", "abmeldung"):
        assert besuch("kai").sende(f"{ziel}/{tat}", formular(besuch("kai").hole("/konto"))).status_code == 403
    felder = formular(seite, f"{ziel}/einladung")
    assert [adele.sende(f"{ziel}/einladung", felder).status_code for _ in range(2)] == [302, 302]
    gerda = besuch("gerda")
    assert adele.sende(f"{ziel}/sperre", formular(adele.hole(ziel), f"{ziel}/sperre")).status_code == 302
    assert gerda.oeffne("/").status_code == 302
    assert "Sperre aufheben" in adele.hole(ziel)
    eigene = f"/verwaltung/personen/{als('adele').id}/zugang"
    selbst = adele.sende(f"{eigene}/sperre", formular(adele.hole(eigene)))
    assert (selbst.status_code, "Sich selbst können Sie nicht sperren" in selbst.text) == (422, True)


@pytest.mark.parametrize("wer", [None, "gerda"])
def test_kein_formular_wirkt_ohne_seine_marke(app: Flask, besuch: Besucht, wer: str | None, stadt: Stadt) -> None:
    """CSRF: every door here that takes a POST, with a cookie but without the form's token; no password is repeated."""
    eigene = ("/konto", "/passwort", "/verwaltung/personen")
    regeln = [r for r in app.url_map.iter_rules() if r.rule.startswith(eigene) and "POST" in (r.methods or ())]
    assert len(regeln) > 9
    for regel in regeln:
        pfad = re.sub(r"<(?:\w+:)?\w+>", "x", regel.rule)
        kopf = {"Sec-Fetch-Site": "same-origin"}
        felder = {"passwort": PASSWORT, "passwort_neu": NEUES, "passwort_wieder": NEUES}
        antwort = besuch(wer).oeffne(pfad, method="POST", data=felder, headers=kopf)
        assert antwort.status_code in (400, 401), pfad
        assert (PASSWORT in antwort.text, NEUES in antwort.text) == (False, False), pfad


def test_der_zweite_faktor_von_der_einrichtung_bis_zur_anmeldung(app: Flask, besuch: Besucht, stadt: Stadt) -> None:
    adele, gerda = besuch("adele"), besuch("gerda")
    regel = adele.hole("/verwaltung/anmeldung")
    assert adele.druecke("/verwaltung/anmeldung", regel, rollen=["gremiendienst"]).status_code == 302
    assert gerda.oeffne("/vorlagen").headers["Location"] == "/konto/zweiter-faktor"
    assert gerda.sende("/konto/ueberall-abmelden", formular(gerda.hole("/konto/zweiter-faktor"))).status_code == 403
    ziel = "/konto/zweiter-faktor/einrichtung"
    gerda.sende(ziel, formular(gerda.hole("/konto/zweiter-faktor"), ziel))
    seite = gerda.hole("/konto/zweiter-faktor")
    (geheimnis,) = re.findall(r'<code class="geheimes">([A-Z2-7]{32})</code>', seite)
    assert ("<svg" in seite, " style=" in seite.partition("<main")[2]) == (True, False)
    schritt = int(JETZT.timestamp()) // 30
    ziel = "/konto/zweiter-faktor/bestaetigung"
    gezeigt = gerda.druecke(ziel, seite, code=totp.code(geheimnis, schritt))
    codes = re.findall(r"<code>([A-Z2-7]{4}(?:-[A-Z2-7]{4}){3})</code>", gezeigt.text)
    assert (len(codes), codes[0] in gerda.hole("/konto/zweiter-faktor")) == (10, False)
    assert gerda.oeffne("/vorlagen").status_code == 200

    fremd = besuch(None)
    zugang = {"anmeldename": "gerda", "passwort": PASSWORT, "gerettet-betreff": "Turnhalle", "weiter": "/vorlagen/neu"}
    erster = fremd.sende("/anmelden", {**formular(fremd.hole("/anmelden")), **zugang})
    assert (erster.status_code, fremd.oeffne("/vorlagen").status_code) == (200, 302)
    falsch = fremd.druecke("/anmelden/code", erster.text, code="000000")
    assert (falsch.status_code, fremd.oeffne("/vorlagen").status_code) == (401, 302)
    richtig = fremd.druecke("/anmelden/code", falsch.text, code=codes[0])
    assert (richtig.status_code, "Turnhalle" in richtig.text) == (200, True)
    assert fremd.oeffne("/vorlagen").status_code == 200
    ziel = f"/verwaltung/personen/{als('gerda').id}/zugang"
    zurueck = formular(adele.hole(ziel), f"{ziel}/zweiter-faktor")
    assert adele.sende(f"{ziel}/zweiter-faktor", zurueck).status_code == 302
    assert fremd.oeffne("/vorlagen").headers["Location"].startswith("/anmelden")
