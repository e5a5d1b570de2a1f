"""The pages on which the Verwaltung takes another system over and the Gremiendienst says what is meant."""

from __future__ import annotations

import re
from dataclasses import replace
from ipaddress import ip_network

import pytest
from flask import Flask
from sqlalchemy import select

from tests.fremdes_ris import bruecke, fremdes_ris, fuelle
from tests.web.besuch import formular, text
from tests.web.conftest import Besucht
from tests.welt import Stadt
from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.models import Vorlage
from vorlagen.uhr import schlage

LISTE = "/verwaltung/einfuhr"


@pytest.mark.probe
def test_die_verwaltung_bestellt_die_uhr_arbeitet_und_der_gremiendienst_ordnet_zu(
    app: Flask, besuch: Besucht, stadt: Stadt
) -> None:
    app.config["EINSTELLUNGEN"] = replace(app.config["EINSTELLUNGEN"], erlaubte_netze=(ip_network("127.0.0.0/8"),))
    adele, gerda = besuch("adele"), besuch("gerda")
    gerda.hole(LISTE, 403)
    adele.hole("/zuordnen", 403)
    with fremdes_ris() as ris:
        fuelle(ris)
        bruecke(stadt, ris, result="einmütig so gewollt")
        for adresse in ("ftp://x", "http://192.168.1.1/oparl"):
            abgelehnt = adele.druecke(LISTE, adele.hole(LISTE), url=adresse)
            assert (abgelehnt.status_code, adresse in abgelehnt.text) == (422, True)
        adresse = f"{ris.basis}/public/oparl/system"
        laeufe = {adele.druecke(LISTE, adele.hole(LISTE), url=adresse).headers["Location"] for _ in range(2)}
        (hier,) = laeufe  # a double click is one run
        assert "Wartet" in adele.hole(hier)
        assert adele.druecke(LISTE, adele.hole(LISTE), url=f"{ris.basis}/anderes").status_code == 422
        assert schlage(app).eingefuehrt == 1
        bericht = text(adele.hole(hier))
        erwartet = {"Vollständig", "Vorlagen 4", "Zuzuordnen"}
        assert {satz for satz in erwartet if satz not in bericht} == set(), bericht
        gerda.hole(hier, 403)
        seite = gerda.hole("/zuordnen")
        (frage,) = re.findall(r'action="(/zuordnen/\w+)"', seite)
        wahl = {**formular(seite, frage).to_dict(), "tun": "uebernehmen"}
        assert gerda.sende(frage, wahl).status_code == 302  # nothing said: still asked
        assert "lässt sich keinem Ausgang" in gerda.hole("/zuordnen")
        gerda.sende(frage, {**wahl, f"ausgang-{frage.rpartition('/')[2]}": "kenntnis_genommen"})
        assert "Es ist nichts zuzuordnen." in gerda.hole("/zuordnen")
        db.session.rollback()
        sicht_oeffnen(ALLE)
        (alte,) = db.session.scalars(select(Vorlage.id).where(Vorlage.nummer == "2024/001"))
        oeffentlich = besuch("niemand").hole(f"/vorlagen/{alte}")
        assert f'href="{ris.basis}/datei.txt"' in oeffentlich
        assert "Eingeführt aus 127.0.0.1" in text(gerda.hole(f"/vorlagen/{alte}/verlauf"))
        neu = adele.druecke(LISTE, adele.hole(LISTE), url=adresse).headers["Location"]
        adele.druecke(f"{neu}/abbruch", adele.hole(neu))
        assert (schlage(app).eingefuehrt, "Abgebrochen" in adele.hole(neu)) == (0, True)
