"""How papers get on: counted where a part ended, told of enough papers only, and of the offices that one may see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.test_listen import fragen_von, plan_von
from tests.welt import JETZT, Stadt, als, entwurf, gehe, zeichne_fuer_alle
from vorlagen.fehler import NichtBerechtigt
from vorlagen.services import arbeitskorb, leitung
from vorlagen.services.leitung import Dauer
from vorlagen.services.leitungszahlen import Abschnitt, Filter
from vorlagen.services.quartale import Quartal
from vorlagen.services.wer import Amtsrolle
from vorlagen.workflow.begriffe import Rolle

HEUTE = date(2026, 4, 20)


@pytest.mark.probe
def test_jeder_abschnitt_zaehlt_in_dem_quartal_in_dem_er_endete(stadt: Stadt) -> None:
    for nr in range(5):
        _freigegeben(stadt, mitzeichnung=2 * (nr + 1))
    zurueck = entwurf(stadt, jetzt=JETZT)
    gehe(zurueck, "zur_mitzeichnung_geben", "frieda", jetzt=_am(1))
    gehe(zurueck, "zur_ueberarbeitung_zurueckgeben", "kai", jetzt=_am(3), bemerkung="Es fehlen die Zahlen.")
    lage = leitung.lage(als("olaf"), Filter(), heute=HEUTE)
    dauern = lage.gesamt.dauern
    assert dauern[Abschnitt.ENTWURF] == Dauer(6, 1, 1)
    assert dauern[Abschnitt.MITZEICHNUNG] == Dauer(5, 6, 10)
    assert dauern[Abschnitt.FREIGABE] == Dauer(5, 30, 30)
    assert dauern[Abschnitt.BERATUNG] == Dauer(0, None, None)
    assert (lage.engstelle, lage.gesamt.zurueckgegeben) == (Abschnitt.FREIGABE, 1)
    freigaben = {z.quartal: z.dauern[Abschnitt.FREIGABE].anzahl for z in lage.quartale}
    assert freigaben == {Quartal(2025, 3): 0, Quartal(2025, 4): 0, Quartal(2026, 1): 0, Quartal(2026, 2): 5}
    assert [(s.status, s.anzahl) for s in lage.stationen] == [("entwurf", 1), ("freigegeben", 5)]
    assert lage.stationen[0].laengste == (HEUTE - _am(3).date()).days
    assert lage.stille[0].id == zurueck


def test_wer_nicht_leitet_erfaehrt_nichts_und_sonst_nur_vom_eigenen_amt(stadt: Stadt) -> None:
    gehe(entwurf(stadt), "zur_mitzeichnung_geben", "frieda")
    entwurf(stadt, betreff="Noch nicht abgegeben")
    for name in ("frieda", "kai", "gerda", "niemand"):
        with pytest.raises(NichtBerechtigt):
            leitung.lage(als(name), Filter(), heute=HEUTE)
    assert [s.anzahl for s in leitung.lage(als("adele"), Filter(), heute=HEUTE).stationen] == [1]
    olaf = replace(als("olaf"), rollen=(Amtsrolle(Rolle.FREIGABE, stadt.aemter["20"], None),))
    assert [amt.nummer for amt in leitung.aemter(olaf)] == ["20"]
    for filter_ in (Filter(), Filter(amt_id=stadt.aemter["10"])):
        lage = leitung.lage(olaf, filter_, heute=HEUTE)
        assert (lage.stationen, lage.stille, lage.gesamt.dauern[Abschnitt.ENTWURF].anzahl) == ([], [], 0)


def test_was_unterwegs_ist_wird_ohne_das_erledigte_gefunden(stadt: Stadt) -> None:
    gehe(entwurf(stadt), "zur_mitzeichnung_geben", "frieda")
    olaf, frieda = als("olaf"), als("frieda")
    for tue in (lambda: leitung.lage(olaf, Filter(), heute=HEUTE), lambda: arbeitskorb.wartend(frieda, heute=HEUTE)):
        plaene = [plan_von(satz, werte) for satz, werte in fragen_von(tue) if "ORDER BY vorlage.geaendert" in satz]
        assert plaene, "nothing was asked"
        assert all("ix_vorlage_unterwegs" in einer for einer in plaene), plaene


def _am(tage: int) -> datetime:
    return JETZT + timedelta(days=tage)


def _freigegeben(stadt: Stadt, *, mitzeichnung: int) -> None:
    """Handed in after a day, signed after so many more, released 30 days later."""
    vorlage_id = entwurf(stadt, jetzt=JETZT)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda", jetzt=_am(1))
    zeichne_fuer_alle(vorlage_id, jetzt=_am(1 + mitzeichnung))
    gehe(vorlage_id, "freigeben", "olaf", jetzt=_am(31 + mitzeichnung))
