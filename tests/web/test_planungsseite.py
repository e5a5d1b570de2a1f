"""The planner's page works by its address alone, forwards and backwards; deadlines are grouped by time and desk."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.web.besuch import text
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, entwurf, freigegeben, gehe
from vorlagen.extensions import db
from vorlagen.models import Vorlage
from vorlagen.services import sitzungen


def test_der_planer_rechnet_vorwaerts_und_rueckwaerts_mit_gruenden(besuch: Besucht, stadt: Stadt) -> None:
    for gremium, monat in (("HFA", 4), ("Rat", 5)):
        beginn = datetime(2026, monat, 14, 15, 0, tzinfo=UTC)
        sitzungen.lege_an(stadt.gremien[gremium], beginn, wer=als("gerda"), jetzt=JETZT)
    db.session.remove()
    frieda = besuch("frieda")
    assert "Mit Mitzeichnung rechnen" in text(frieda.hole("/planung"))
    folge = f"gremium-1={stadt.gremien['HFA']}&art-1=Vorberatung&gremium-2={stadt.gremien['Rat']}&art-2=Entscheidung"
    vorwaerts = text(frieda.hole(f"/planung?richtung=vorwaerts&ab=2026-03-02&{folge}"))
    assert "Haupt- und Finanzausschuss 14.04. → Rat der Stadt 14.05." in vorwaerts
    assert "Wartet auf Haupt- und Finanzausschuss am Di 14.04.2026" in vorwaerts
    rueckwaerts = text(frieda.hole(f"/planung?richtung=rueckwaerts&bis=2026-05-31&{folge}"))
    assert "→ Rat der Stadt 14.05." in rueckwaerts
    assert "bis wann entschieden sein soll" in text(frieda.hole(f"/planung?richtung=rueckwaerts&{folge}", 422))
    assert "Bitte ein Datum eintragen" in text(frieda.hole(f"/planung?ab=morgen&{folge}", 422))
    frieda.hole("/planung?vorlage=gibt/es/nicht", 422)
    nummer = db.session.get_one(Vorlage, freigegeben(stadt)).nummer
    db.session.remove()
    assert "Wartet" not in (seite := text(frieda.hole(f"/planung?vorlage={nummer}")))
    assert "Di 14.04.2026" in seite
    besuch("niemand").hole(f"/planung?vorlage={nummer}", 422)


def test_fristen_sind_nach_zeit_gruppiert_und_nach_schreibtisch_getrennt(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    alle = text(besuch("kai").hole("/fristen"))
    assert "Nächste Woche" in alle or "Später" in alle or "Diese Woche" in alle
    assert "Sachstand Datennetz" in text(besuch("kai").hole("/fristen?wessen=meine"))
    assert "Gerade wartet keine Frist auf Sie." in text(besuch("frieda").hole("/fristen?wessen=meine"))
    assert "Sachstand Datennetz" in text(besuch("frieda").hole("/fristen?wessen=andere"))
