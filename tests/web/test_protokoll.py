"""The page of the Protokoll: names instead of ids, narrowed as asked, for the Verwaltung only."""

from __future__ import annotations

from tests.web.besuch import text
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als
from vorlagen.extensions import transaction
from vorlagen.services import protokoll
from vorlagen.services.protokoll import Ereignis, Gegenstand


def test_das_protokoll_spricht_in_namen_und_nur_mit_der_verwaltung(besuch: Besucht, stadt: Stadt) -> None:
    kai, adele = als("kai"), als("adele")
    with transaction():
        for was, daten in (
            (Ereignis.ROLLE_GEGEBEN, {"rolle": "freigabe", "amt": stadt.aemter["20"]}),
            (Ereignis.TOKEN_ERSTELLT, {"gueltig_bis": "2027-03-02"}),
        ):
            protokoll.schreibe(was, wer=adele, gegenstand=Gegenstand("person", kai.id), daten=daten, jetzt=JETZT)
    seite = text(besuch("adele").hole("/verwaltung/protokoll"))
    assert "02.03.2026, 10:00 Uhr Adele Amtsblatt" in seite
    for satz in ("Rolle gegeben", "Kai Kassenwart", "Amt: 20 Kämmerei, Rolle: Freigabe", "gültig bis: 2027-03-02"):
        assert satz in seite, satz
    eng = text(besuch("adele").hole("/verwaltung/protokoll?was=token_erstellt&von=2026-03-02&bis=2026-03-02"))
    assert ("gültig bis" in eng, "Rolle: Freigabe" in eng) == (True, False)
    assert "Dazu steht nichts im Protokoll." in text(besuch("adele").hole("/verwaltung/protokoll?bis=2026-03-01"))
    for wer in ("kai", "gerda", "niemand"):
        besuch(wer).hole("/verwaltung/protokoll", 403)
