"""The page that erases a person asks first, and says what stays."""

from __future__ import annotations

from tests.web.besuch import formular, text
from tests.web.conftest import Besucht
from tests.welt import Stadt, als


def test_die_loeschung_fragt_und_sagt_was_bleibt(besuch: Besucht, stadt: Stadt) -> None:
    niemand, gerda = als("niemand").id, als("gerda").id
    pfad = f"/verwaltung/personen/{niemand}/loeschung"
    adele = besuch("adele")
    seite = adele.hole(pfad)
    assert "Was jemand in einen Text geschrieben hat, wird nicht umgeschrieben" in text(seite)
    unbestaetigt = adele.druecke(pfad, seite, grund="Az. 10-7")
    assert (unbestaetigt.status_code, "Bitte bestätigen Sie" in unbestaetigt.text) == (422, True)
    ohne_grund = adele.druecke(pfad, seite, verstanden="1")
    assert (ohne_grund.status_code, "Bitte nennen Sie den Grund" in ohne_grund.text) == (422, True)
    assert adele.druecke(pfad, adele.hole(pfad), grund="Az. 10-7", verstanden="1").status_code == 302
    personen = text(adele.hole("/verwaltung/personen"))
    assert ("Niko Niemand" in personen, "ehemalige Person (Amt 30)" in personen) == (False, True)
    assert "einen Zugang bekommt sie nicht mehr" in text(adele.hole(f"/verwaltung/personen/{niemand}"))
    seite = adele.hole("/verwaltung/personen/neu")
    entsperrt = adele.sende(f"/verwaltung/personen/{niemand}/zugang/entsperrung", formular(seite))
    assert (entsperrt.status_code, "sind gelöscht" in entsperrt.text) == (422, True)
    assert besuch("gerda").oeffne(f"/verwaltung/personen/{gerda}/loeschung").status_code == 403
