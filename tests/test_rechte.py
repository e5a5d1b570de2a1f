"""Who may do and see what, and why: what is said equals what happens."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.test_mitzeichnung_vertretung import FREITAG, am, sieht, vertritt
from tests.welt import JETZT, Stadt, als, entwurf, freigegeben, gehe
from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.models import Vorlage
from vorlagen.services import einblicke, mitzeichnungen, rechte, rollen, schritte, vorlagen
from vorlagen.services.rollenvergabe import Vergabe
from vorlagen.services.sichtbarkeit import laufende_mitzeichnungen
from vorlagen.workflow.engine import BedingungOffen

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


@pytest.mark.parametrize(
    "wuerfel", [1, pytest.param(2, marks=pytest.mark.probe), pytest.param(3, marks=pytest.mark.probe)]
)
@pytest.mark.probe
def test_was_als_darf_angezeigt_wird_gelingt_und_alles_andere_nicht(stadt: Stadt, wuerfel: int) -> None:
    vertritt(stadt)
    rolle = Vergabe(rolle="mitzeichnung", amt_id=stadt.aemter["30"], von=FREITAG)
    rollen.gib(als("gerda").id, rolle, wer=als("adele"), jetzt=JETZT)
    vorlage_id, zufall = entwurf(stadt), random.Random(wuerfel)  # noqa: S311 - chooses what is tried, nothing secret
    gegangen = set()
    for _ in range(7):
        _, tafel = rechte.fuer_vorlage(vorlage_id, wer=als("adele"), jetzt=JETZT)
        angezeigt = {(eine.person.anmeldename, recht.name): recht.darf for eine in tafel for recht in eine.rechte}
        db.session.rollback()
        alle = [(name, handlung) for name in ALLE for handlung in sorted({name for _, name in angezeigt})]
        zu = [paar for paar in alle if not angezeigt.get(paar)]
        for paar in [*(paar for paar in alle if angezeigt.get(paar)), *zufall.sample(zu, 8)]:
            assert gelingt(vorlage_id, *paar) == angezeigt.get(paar, False), paar
        offen = sorted(paar for paar, darf in angezeigt.items() if darf and "zurueck" not in paar[1])
        if not offen:
            break
        wer, handlung = zufall.choice(offen)
        tue(vorlage_id, wer, handlung)
        gegangen.add(handlung)
    assert len(gegangen) >= 3


def test_jedes_ja_und_jedes_nein_nennt_seinen_grund(stadt: Stadt) -> None:
    vertritt(stadt)
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    _, tafel = rechte.fuer_vorlage(vorlage_id, wer=als("gerda"), jetzt=JETZT)
    saetze = {(eine.person.anmeldename, recht.name): recht for eine in tafel for recht in eine.rechte}
    assert saetze["niemand", "mitzeichnen:20"].weil == ("„20 Kämmerei“ vertritt",)
    assert saetze["kai", "mitzeichnen:20"].weil == ("die Rolle Mitzeichnung für „20 Kämmerei“ hat",)
    assert saetze["frieda", "bearbeiten"].weil[0] == "die Vorlage begonnen hat"
    assert saetze["olaf", "mitzeichnen:20"].gruende == ("Für „Kämmerei“ können Sie nicht mitzeichnen.",)
    for recht in saetze.values():
        assert recht.weil if recht.darf else recht.gruende
    for wer in ("kai", "berta", "olaf"):
        with pytest.raises(NichtBerechtigt):
            rechte.fuer_vorlage(vorlage_id, wer=als(wer), jetzt=JETZT)
    with pytest.raises(NichtGefunden):
        rechte.fuer_vorlage(vorlage_id, wer=als("niemand"), jetzt=JETZT)
    nichts = rechte.fuer_person(vorlage_id, am("niemand").id, wer=als("frieda"), jetzt=JETZT + timedelta(days=5))
    assert (nichts.einblick, nichts.rechte) == ((), ())


class _Zurueck(Exception):
    """Nothing is to stay of what was tried."""


def gelingt(vorlage_id: str, wer: str, handlung: str) -> bool:
    try:
        with transaction(umfassend=True):
            tue(vorlage_id, wer, handlung)
            raise _Zurueck
    except _Zurueck:
        return True
    except (NichtBerechtigt, NichtGefunden, BedingungOffen, EingabeUngueltig, ZwischenzeitlichGeaendert):
        return False


def tue(vorlage_id: str, anmeldename: str, handlung: str) -> None:
    """Do it as somebody who knows the newest state, whether they may or not."""
    wer = am(anmeldename)
    vorlage = db.session.get(Vorlage, vorlage_id, populate_existing=True)
    assert vorlage is not None
    version, fassung = vorlage.version, vorlage.fassung
    gefragt = {f"mitzeichnen:{m.amt.nummer}": m.id for m in laufende_mitzeichnungen(vorlage)}
    if handlung == "bearbeiten":
        vorlagen.aendere(vorlage_id, {"aktenzeichen": f"10-{version}"}, version=version, wer=wer, jetzt=JETZT)
    elif handlung in gefragt:
        mitzeichnungen.zeichne(vorlage_id, gefragt[handlung], votum="zugestimmt", fassung=fassung, wer=wer, jetzt=JETZT)
    else:
        schritte.gehe(vorlage_id, handlung, version=version, wer=wer, jetzt=JETZT, bemerkung="Weil es sein muss.")
