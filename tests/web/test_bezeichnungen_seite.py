"""Result labels on their page: those without a meaning are offered, given one, ended, struck out."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from tests.web.besuch import formular, text, wege
from tests.web.conftest import Besucht
from tests.welt import Stadt, als, entwurf
from vorlagen.extensions import db, transaction
from vorlagen.models import Beratung

pytestmark = pytest.mark.probe
SEITE = "/verwaltung/bezeichnungen"


def test_was_noch_nichts_bedeutet_wird_festgelegt_beendet_und_gestrichen(besuch: Besucht, stadt: Stadt) -> None:
    entwurf(stadt)
    als("adele")
    with transaction() as sitzung:
        for beratung in sitzung.scalars(select(Beratung)):
            beratung.ergebnis, beratung.oeffentlich = "Geschoben", True
    db.session.remove()
    adele = besuch("adele")
    (offen,) = wege(adele.hole(SEITE), f"{SEITE}[?].*")
    seite = adele.hole(offen.replace("&amp;", "&").partition("#")[0])
    assert "geschoben Kenntnisnahme 1 Mal" in text(seite)
    felder = {**formular(seite, SEITE)}
    assert (felder["bezeichnung"], felder["art"]) == ("geschoben", "Kenntnisnahme")
    falsch = adele.sende(SEITE, {**felder, "ab": "31.02.2027"})
    assert falsch.status_code == 422
    assert "geschoben" in falsch.text
    assert adele.sende(SEITE, {**felder, "ausgang": ""}).status_code == 422
    assert adele.sende(SEITE, {**felder, "ausgang": "vertagt", "ab": "2026-01-01"}).status_code == 302
    seite = adele.hole(SEITE)
    assert "geschoben bei kenntnisnahme vertagt ab 01.01.2026 ja" in text(seite)
    (ende,) = re.findall(f'action="({SEITE}/[^"]+/ende)"', seite)
    knopf = {**formular(seite, ende)}
    assert adele.sende(ende, {**knopf, "bis": "2025-01-01"}).status_code == 422
    assert adele.sende(ende, {**knopf, "bis": "2026-12-31"}).status_code == 302
    assert "ab 01.01.2026 bis 31.12.2026" in text(adele.hole(SEITE))
    weg = ende.replace("/ende", "/streichung")
    besuch("gerda").hole(SEITE, 403)
    assert adele.sende(weg, {**formular(adele.hole(SEITE), weg)}).status_code == 302
    assert "Noch nichts Eigenes." in text(adele.hole(SEITE))
