"""Publication as people and programs meet it: planning, taking back, publishing again, the town's rule."""

from __future__ import annotations

from typing import Any

from flask import Flask

from tests.api.programm import Programm
from tests.web.besuch import text
from tests.web.conftest import Besucht
from tests.welt import Stadt, freigegeben


def test_zuruecknehmen_und_wieder_veroeffentlichen(app: Flask, besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    pfad, gerda, niemand = f"/vorlagen/{vorlage_id}", besuch("gerda"), besuch("niemand")
    programm = Programm(app.test_client(), "niemand")
    niemand.hole(f"{pfad}/veroeffentlichung", 404)
    seite = gerda.hole(f"{pfad}/veroeffentlichung")
    assert gerda.druecke(f"{pfad}/veroeffentlichung", seite, aktion="zurueck").status_code == 422
    gruende: dict[str, Any] = {"grund": "Ein Name steht im Betreff", "aktion": "zurueck"}
    assert gerda.druecke(f"{pfad}/veroeffentlichung", seite, **gruende).status_code == 302
    grabstein = text(niemand.hole(pfad, 410))
    assert ("zurückgenommen" in grabstein, "Datennetz" in grabstein) == (True, False)
    niemand.hole(f"{pfad}/dokumente/mitteilungsvorlage.docx", 410)
    assert programm.lies(f"vorlagen/{vorlage_id}", 410)["code"] == "veroeffentlichung-zurueckgenommen"
    assert programm.lies("vorlagen")["data"] == []
    innen = gerda.hole(f"{pfad}/veroeffentlichung")
    assert "Zurückgenommen von Gerda Glocke: Ein Name steht im Betreff" in text(innen)
    assert gerda.druecke(f"{pfad}/veroeffentlichung", innen, aktion="jetzt").status_code == 302
    assert "Sachstand Datennetz" in niemand.hole(pfad)
    assert "Erneut veröffentlicht" in gerda.hole(f"{pfad}/verlauf")


def test_die_stadt_setzt_die_regel_und_der_dienst_den_zeitpunkt(app: Flask, besuch: Besucht, stadt: Stadt) -> None:
    adele, pfad = besuch("adele"), "/verwaltung/veroeffentlichung"
    besuch("gerda").hole(pfad, 403)
    assert adele.druecke(pfad, adele.hole(pfad), regel="tage", tage="0").status_code == 422
    assert adele.druecke(pfad, adele.hole(pfad), regel="tage", tage="5").status_code == 302
    vorlage_id = freigegeben(stadt)
    weg, gerda = f"/vorlagen/{vorlage_id}/veroeffentlichung", besuch("gerda")
    seite = gerda.hole(weg)
    assert "Öffentlich wird sie 5 Tage vor der ersten Sitzung" in text(seite)
    wann: dict[str, Any] = {"datum": "2030-01-02", "uhrzeit": "8:00", "aktion": "planen"}
    assert gerda.druecke(weg, seite, **wann).status_code == 302
    assert gerda.druecke(weg, seite, **wann | {"uhrzeit": "9:00"}).status_code == 409
    stand = Programm(app.test_client(), "gerda").lies(f"vorlagen/{vorlage_id}/veroeffentlichung")
    assert (stand["am"], stand["regel"], stand["veroeffentlicht"]) == ("2030-01-02T07:00:00+00:00", "tage", None)
    frieda = Programm(app.test_client(), "frieda")
    assert frieda.aendere(f"vorlagen/{vorlage_id}/veroeffentlichung", {"am": None}, 403)["code"] == "nicht-berechtigt"
    besuch("niemand").hole(f"/vorlagen/{vorlage_id}", 404)
