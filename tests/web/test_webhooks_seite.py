"""The pages on which the Verwaltung sets up Webhooks."""

from __future__ import annotations

import re
from dataclasses import replace
from ipaddress import ip_network

from flask import Flask

from tests.empfaenger import empfaenger
from tests.web.besuch import formular, text
from tests.web.conftest import Besucht
from vorlagen.uhr import schlage

LISTE = "/verwaltung/webhooks"


def test_die_verwaltung_richtet_einen_webhook_ein_probiert_ihn_aus_und_loescht_ihn(app: Flask, besuch: Besucht) -> None:
    app.config["EINSTELLUNGEN"] = replace(app.config["EINSTELLUNGEN"], erlaubte_netze=(ip_network("127.0.0.0/8"),))
    adele = besuch("adele")
    besuch("gerda").hole(LISTE, 403)
    with empfaenger() as einer:
        neu = formular(adele.hole(LISTE))
        neu["url"] = "http://192.168.1.1/"
        abgelehnt = adele.sende(LISTE, neu)
        assert (abgelehnt.status_code, "VORLAGEN_ERLAUBTE_NETZE" in abgelehnt.text) == (422, True)
        neu = formular(adele.hole(LISTE))
        neu["url"], neu["bezeichnung"] = einer.url, "Aktenablage"
        neu.add("typen", "amt")
        hier = adele.sende(LISTE, neu).headers["Location"]
        assert adele.sende(LISTE, neu).headers["Location"] == hier  # a second click
        assert text(adele.hole(LISTE)).count("Aktenablage") == 1
        seite = adele.sende(f"{hier}/geheimnis", formular(adele.hole(hier), f"{hier}/geheimnis")).text
        einer.geheimnis = re.findall(r"whsec_[\w+/=]+", seite)[0]
        assert "whsec_" not in adele.hole(hier)
        adele.sende(f"{hier}/probe", formular(adele.hole(hier), f"{hier}/probe"))
        assert schlage(app).gemeldet == 1
        assert "Angekommen 1 204" in text(adele.hole(hier))
        assert [nachricht["type"] for _, nachricht in einer.bekommen] == ["webhook.probe"]
        aus = formular(adele.hole(hier), hier)
        del aus["aktiv"]
        assert adele.sende(hier, aus).status_code == 302
        assert adele.sende(hier, {**aus.to_dict(), "einmal": "ein-anderes-wort"}).status_code == 409
        erneut = re.findall(rf'action="({hier}/sendungen/\w+)"', adele.hole(hier))[0]
        adele.sende(erneut, formular(adele.hole(hier), erneut))
        assert schlage(app).gemeldet == 1
        adele.sende(f"{hier}/loeschen", formular(adele.hole(hier), f"{hier}/loeschen"))
        adele.hole(hier, 404)
