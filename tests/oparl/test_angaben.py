"""What a town says as publisher, on its page and in a plan."""

from __future__ import annotations

from typing import Any

from flask import Flask

from tests.oparl.conftest import Frager
from tests.web.besuch import Besuch, text
from tests.welt import Stadt

WEG = "/verwaltung/oparl"


def test_die_verwaltung_nennt_lizenz_schluessel_und_wahlperioden(app: Flask, stadt: Stadt, frage: Frager) -> None:
    adele = Besuch(app, "adele")
    assert Besuch(app, "gerda").oeffne(WEG).status_code == 403
    assert "Noch wird nichts herausgegeben" in text(adele.hole(WEG))
    falsch: dict[str, Any] = {
        "lizenz": "Nutzung nur nach Genehmigung",
        "mail": "gremien",
        "ags": "533402",
        "wahlperioden": "irgendwann",
    }
    antwort = adele.druecke(WEG, adele.hole(WEG), **falsch)
    assert antwort.status_code == 422
    assert "irgendwann" in text(antwort.text)
    antwort = adele.druecke(WEG, adele.hole(WEG), **{**falsch, "wahlperioden": ""})
    for satz in ("Adresse der Lizenz", "keine E-Mail-Adresse", "genau 8 Ziffern"):
        assert satz in text(antwort.text)
    perioden = "Wahlperiode 2025–2030: 01.11.2025 bis 31.10.2030\r\nWahlperiode 2020–2025: 01.11.2020 bis 31.10.2025"
    gut: dict[str, Any] = {"lizenz": "dl-de/zero-2-0", "mail": "", "ags": "05334002", "kontakt": "Gremiendienst"}
    alte = adele.hole(WEG)
    assert adele.druecke(WEG, alte, **gut, wahlperioden=perioden).status_code == 302
    assert adele.druecke(WEG, alte, **gut, wahlperioden="").status_code == 409
    seite = adele.hole(WEG)
    assert perioden.splitlines()[0] in seite
    (koerper,) = frage("/oparl/v1.1/body")["data"]
    assert (koerper["license"], koerper["contactName"]) == ("https://www.govdata.de/dl-de/zero-2-0", "Gremiendienst")
    (jetzige, fruehere) = koerper["legislativeTerm"]
    assert (jetzige["startDate"], fruehere["endDate"]) == ("2025-11-01", "2025-10-31")
    adele.druecke(WEG, seite, wahlperioden=perioden.splitlines()[0], lizenz=koerper["license"])
    (koerper,) = frage("/oparl/v1.1/body")["data"]
    assert [periode["id"] for periode in koerper["legislativeTerm"]] == [jetzige["id"]]
    assert frage(fruehere["id"])["deleted"] is True
    assert "Öffentliches wird herausgegeben" in text(seite)
