"""What the town gives out and takes over, asked for by a program."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_network

import pytest
from flask import Flask

from tests.api.programm import Besetzung
from tests.fremdes_ris import bruecke, fremdes_ris, fuelle
from tests.welt import Stadt
from vorlagen.uhr import schlage


def test_ein_programm_der_verwaltung_nennt_die_lizenz(rufen: Besetzung) -> None:
    adele = rufen("adele")
    vorher = adele.lies("koerperschaft/oparl")
    assert (vorher["lizenz"], vorher["gibt_heraus"]) == ("", False)
    rufen("gerda").lies("koerperschaft/oparl", 403)
    perioden = [{"name": "Wahlperiode 2025–2030", "von": "2025-11-01", "bis": None}]
    neu = {"lizenz": "dl-de/zero-2-0", "kontakt": "Gremiendienst", "wahlperioden": perioden}
    nachher = adele.aendere("koerperschaft/oparl", {**neu, "version": vorher["version"]})
    assert (nachher["gibt_heraus"], nachher["lizenz"]) == (True, "https://www.govdata.de/dl-de/zero-2-0")
    assert (nachher["wahlperioden"], nachher["kontakt"]) == (perioden, "Gremiendienst")
    version = {"version": nachher["version"]}
    assert adele.aendere("koerperschaft/oparl", {"klasse": "Stadt", **version})["kontakt"] == "Gremiendienst"
    assert adele.aendere("koerperschaft/oparl", {"ags": "12", **version}, 409)["code"] == "zwischenzeitlich-geaendert"
    version = {"version": adele.lies("koerperschaft/oparl")["version"]}
    assert list(adele.aendere("koerperschaft/oparl", {"ags": "12", **version}, 422)["felder"]) == ["ags"]


@pytest.mark.probe
def test_ein_programm_fuehrt_ein_und_ordnet_zu(app: Flask, rufen: Besetzung, stadt: Stadt) -> None:
    app.config["EINSTELLUNGEN"] = replace(app.config["EINSTELLUNGEN"], erlaubte_netze=(ip_network("127.0.0.0/8"),))
    adele, gerda = rufen("adele"), rufen("gerda")
    with fremdes_ris() as ris:
        fuelle(ris)
        bruecke(stadt, ris, result="einmütig so gewollt")
        auftrag = {"url": f"{ris.basis}/public/oparl/system"}
        gerda.schicke("einfuhren", auftrag, 403)
        adele.schicke("einfuhren", {"url": "http://192.168.1.1/oparl"}, 422)
        einer, noch_einmal = (adele.schicke("einfuhren", auftrag, 201) for _ in range(2))
        assert (einer["zustand"], noch_einmal["id"]) == ("wartet", einer["id"])
        assert schlage(app).eingefuehrt == 1
        fertig = adele.lies(f"einfuhren/{einer['id']}")
        assert fertig["zustand"] == "vollstaendig"
        assert {z["was"]: z["neu"] for z in fertig["zaehler"]}["Vorlagen"] == 4
        assert adele.lies("einfuhren")["data"] == [fertig]
        (frage,) = gerda.lies("zuordnungen")["data"]
        assert frage["punkt"]["ergebnis"] == "einmütig so gewollt"
        wahl = {"station": frage["stationen"][0], "ausgang": "kenntnis_genommen"}
        weg = f"zuordnungen/{frage['id']}/entscheidung"
        adele.schicke(weg, wahl, 403)
        assert gerda.schicke(weg, wahl)["data"] == []
        gerda.schicke(weg, wahl, 404)
        neu = adele.schicke("einfuhren", auftrag, 201)
        assert adele.schicke(f"einfuhren/{neu['id']}/abbruch", {})["zustand"] == "abgebrochen"
        assert schlage(app).eingefuehrt == 0
