"""Who may do and see what, and why: what is said equals what happens."""

from __future__ import annotations

from sqlalchemy import select

from tests.test_mitzeichnung_vertretung import am, sieht, vertritt
from tests.welt import Stadt, als, entwurf, freigegeben, gehe
from vorlagen.extensions import db
from vorlagen.models import Vorlage
from vorlagen.services import einblicke

ALLE = ("frieda", "kai", "berta", "olaf", "gerda", "adele", "niemand")


def test_jeder_einblick_hat_einen_grund_in_worten_und_kein_grund_verspricht_mehr(stadt: Stadt) -> None:
    vertritt(stadt)
    unterwegs, fertig = entwurf(stadt), freigegeben(stadt)
    entwurf(stadt)
    gehe(unterwegs, "zur_mitzeichnung_geben", "frieda")
    genannt = set()
    for name in ALLE:
        wer = am(name)
        offen = sieht(wer)
        for vorlage_id in db.session.scalars(select(Vorlage.id)):
            gruende = einblicke.treffende([wer], vorlage_id)[wer.id]
            assert bool(gruende) == (vorlage_id in offen - ({fertig} if name == "niemand" else set())), name
            genannt |= {grund.name for grund in gruende}
    assert genannt == {grund.name for grund in einblicke.GRUENDE} - {"installation", "ablauf"}
    assert all(grund.weil and grund.wann for grund in einblicke.GRUENDE)
    aller = einblicke.treffende([als(name) for name in ALLE], unterwegs)
    assert [name for name in ALLE if aller[als(name).id]] == ["frieda", "kai", "berta", "olaf", "gerda", "adele"]
