"""Papers under way meet a changed procedure: the look ahead and the real move agree, and nobody is moved in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, update

from tests.lebenslaeufe import entwurf_von, lies, stadt_mit_allem
from tests.welt import JETZT, Stadt, als, gehe
from vorlagen import extensions
from vorlagen.extensions import db, neue_id, sicht_oeffnen, transaction, verzeichnis
from vorlagen.fehler import NichtBerechtigt, NichtGefunden
from vorlagen.models import Mitzeichnung, Vorlage
from vorlagen.services import umzug, verlauf
from vorlagen.services.sachstand import ablauf_von
from vorlagen.workflow import Rolle, Status, Workflow, umgebaut
from vorlagen.workflow.was_waere_wenn import Verbleib

HEUTE = JETZT.date()


@pytest.fixture
def stadt(app: Flask) -> Iterator[Stadt]:
    yield stadt_mit_allem()
    verzeichnis.lade()


def version_2(*, mit_umzug: bool = True) -> Workflow:
    """„In Freigabe“ is called „Bei der Leitung“ now, the Gremiendienst releases, nobody waits for signatures."""
    alt = verzeichnis.hole("beschlussvorlage", 1)
    neu = umgebaut(
        replace(alt, version=2),
        ohne=("in_freigabe",),
        status=(Status("bei_der_leitung", "Bei der Leitung"),),
        anders={
            "zur_freigabe_geben": {"nach": "bei_der_leitung", "wenn": ()},
            "zurueckholen": {"von": ("in_mitzeichnung", "bei_der_leitung")},
            "freigabe_ablehnen": {"von": "bei_der_leitung"},
            "freigeben": {"von": "bei_der_leitung", "durch": Rolle.GREMIENDIENST, "frist": None},
        },
        umzug={"in_freigabe": "bei_der_leitung"} if mit_umzug else {},
    )
    verzeichnis.ablaeufe["beschlussvorlage", 2] = neu
    return neu


def bestand(stadt: Stadt, anzahl: int) -> None:
    """That many Beschlussvorlagen in five statuses in turn, half of those in Mitzeichnung signed."""
    erste = entwurf_von(stadt, "Beschlussvorlage")
    sicht_oeffnen(extensions.ALLE)
    with transaction() as sitzung:
        spalten = [spalte for spalte in Vorlage.__table__.columns if spalte.name not in ("id", "status")]
        werte = sitzung.execute(select(*spalten).where(Vorlage.id == erste)).mappings().one()
        for nr in range(1, anzahl):
            status = ("entwurf", "in_mitzeichnung", "in_freigabe", "freigegeben", "in_beratung")[nr % 5]
            neue = neue_id()
            sitzung.execute(insert(Vorlage).values(**werte, id=neue, status=status))
            if status == "in_mitzeichnung" and nr % 2:
                amt_id = stadt.aemter["20"]
                zeile = {"vorlage_id": neue, "amt_id": amt_id, "koerperschaft_id": stadt.koerperschaft_id}
                sitzung.execute(insert(Mitzeichnung).values(
                    **zeile, id=neue_id(), runde=1, gruppe=1, pflicht=True, in_vertretung=False
                ))  # fmt: skip


def zustaende() -> Counter[tuple[int, str]]:
    """How many papers run which version in which status."""
    sicht_oeffnen(extensions.ALLE)
    zeilen = db.session.execute(
        select(Vorlage.ablauf_version, Vorlage.status, func.count()).group_by(Vorlage.ablauf_version, Vorlage.status)
    )
    return Counter({(version, status): anzahl for version, status, anzahl in zeilen})


@pytest.mark.parametrize("anzahl", [40, pytest.param(1000, marks=pytest.mark.lang)])
def test_vorausschau_und_umzug_stimmen_ueberein(stadt: Stadt, anzahl: int) -> None:
    bestand(stadt, anzahl)
    version_2()
    (bericht,) = umzug.was_waere_wenn("beschlussvorlage", wer=als("adele"), heute=HEUTE)
    vorausgesagt: Counter[tuple[int, str]] = Counter()
    for schau, wie_viele in bericht.gruppen:
        assert schau.danach is not None
        vorausgesagt[2, schau.danach] += wie_viele
    ergebnis = umzug.ziehe_um("beschlussvorlage", wer=als("adele"), jetzt=JETZT)
    assert (ergebnis.umgezogen, ergebnis.stecken_fest) == (anzahl, ())
    assert zustaende() == vorausgesagt
    fuenftel = anzahl // 5
    assert vorausgesagt == {
        (2, "entwurf"): fuenftel,
        (2, "bei_der_leitung"): 2 * fuenftel,
        (2, "freigegeben"): fuenftel,
        (2, "in_beratung"): fuenftel,
    }
    assert bericht.anzahl(Verbleib.ZIEHT_UM) == fuenftel
    assert bericht.anzahl(Verbleib.BLEIBT) == 4 * fuenftel
    assert umzug.was_waere_wenn("beschlussvorlage", wer=als("adele"), heute=HEUTE) == ()
    assert umzug.ziehe_um("beschlussvorlage", wer=als("adele"), jetzt=JETZT).umgezogen == 0


def test_die_vorausschau_sagt_wer_welches_recht_verliert(stadt: Stadt) -> None:
    vorlage_id = entwurf_von(stadt, "Beschlussvorlage")
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    neu = version_2()
    (bericht,) = umzug.was_waere_wenn("beschlussvorlage", wer=als("adele"), heute=HEUTE)
    assert bericht.saetze() == (
        "Beschlussvorlage: 1 Vorlage unterwegs; davon 0 bleiben, wo sie sind, 1 ziehen um, 0 stecken fest.",
        "1 Vorlage in „In Freigabe“: Der Status heißt danach „Bei der Leitung“. "
        "„Freigeben“ kann die freigebende Leitung nicht mehr. „Freigeben“ kann dann der Gremiendienst.",
    )
    umzug.ziehe_um("beschlussvorlage", wer=als("adele"), jetzt=JETZT)
    vorlage = lies(vorlage_id)
    assert (vorlage.ablauf_version, vorlage.status, ablauf_von(vorlage).kennung) == (2, "bei_der_leitung", neu.kennung)
    letzter = verlauf.lies(vorlage_id)[-1]
    assert (letzter.was, letzter.wer_id) == ("umgezogen", als("adele").id)
    assert verlauf.pruefe_alle()[1] == []
    gehe(vorlage_id, "freigeben", "gerda")
    assert lies(vorlage_id).nummer == "BV/2026/0001"


def test_bis_zum_umzug_laeuft_eine_vorlage_nach_ihrem_alten_ablauf(stadt: Stadt) -> None:
    vorlage_id = entwurf_von(stadt, "Beschlussvorlage")
    version_2()
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    assert lies(vorlage_id).status == "in_freigabe"
    neue_id_ = entwurf_von(stadt, "Beschlussvorlage")
    gehe(neue_id_, "zur_mitzeichnung_geben", "frieda")
    assert lies(neue_id_).status == "bei_der_leitung"


def test_wer_nirgends_hin_kann_bleibt_wo_er_ist(stadt: Stadt) -> None:
    vorlage_id = entwurf_von(stadt, "Beschlussvorlage")
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    version_2(mit_umzug=False)
    (bericht,) = umzug.was_waere_wenn("beschlussvorlage", wer=als("adele"), heute=HEUTE)
    assert bericht.anzahl(Verbleib.STECKT_FEST) == 1
    ergebnis = umzug.ziehe_um("beschlussvorlage", wer=als("adele"), jetzt=JETZT)
    assert (ergebnis.umgezogen, ergebnis.stecken_fest) == (0, (vorlage_id,))
    vorlage = lies(vorlage_id)
    assert (vorlage.ablauf_version, vorlage.status) == (1, "in_freigabe")


def test_abgeschlossene_und_fremde_vorlagen_ziehen_nicht_um(stadt: Stadt) -> None:
    beendet, laufend = entwurf_von(stadt, "Beschlussvorlage"), entwurf_von(stadt, "Beschlussvorlage")
    gehe(beendet, "zurueckziehen", "frieda", bemerkung="Hat sich erledigt.")
    version_2()
    assert umzug.ziehe_um("beschlussvorlage", wer=als("adele"), jetzt=JETZT).umgezogen == 1
    assert (lies(beendet, "adele").ablauf_version, lies(laufend, "adele").ablauf_version) == (1, 2)


def test_auch_ohne_die_alte_fassung_findet_eine_vorlage_in_die_neue(stadt: Stadt) -> None:
    vorlage_id = entwurf_von(stadt, "Beschlussvorlage")
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    version_2()
    del verzeichnis.ablaeufe["beschlussvorlage", 1]
    verzeichnis._gepinnte.clear()
    (bericht,) = umzug.was_waere_wenn("beschlussvorlage", wer=als("adele"), heute=HEUTE)
    assert bericht.anzahl(Verbleib.ZIEHT_UM) == 1
    umzug.ziehe_um("beschlussvorlage", wer=als("adele"), jetzt=JETZT)
    assert lies(vorlage_id).status == "bei_der_leitung"


def test_ein_ablauf_der_noch_nicht_da_ist_laesst_sich_vorausschauen(stadt: Stadt) -> None:
    entwurf_von(stadt, "Beschlussvorlage")
    neu = version_2()
    del verzeichnis.ablaeufe["beschlussvorlage", 2]
    (bericht,) = umzug.was_waere_wenn("beschlussvorlage", wer=als("adele"), heute=HEUTE, neu=neu)
    assert bericht.anzahl(Verbleib.BLEIBT) == 1
    assert umzug.was_waere_wenn("beschlussvorlage", wer=als("adele"), heute=HEUTE) == ()


@pytest.mark.parametrize("wer", ["frieda", "gerda", "olaf", "niemand"])
def test_nur_die_verwaltung_stellt_um(stadt: Stadt, wer: str) -> None:
    with pytest.raises(NichtBerechtigt):
        umzug.was_waere_wenn("beschlussvorlage", wer=als(wer), heute=HEUTE)
    with pytest.raises(NichtBerechtigt):
        umzug.ziehe_um("beschlussvorlage", wer=als(wer), jetzt=JETZT)
    with pytest.raises(NichtGefunden):
        umzug.ziehe_um("gibt_es_nicht", wer=als("adele"), jetzt=JETZT)


def test_eine_kennung_die_niemand_mehr_kennt_wird_neu_gebunden(stadt: Stadt) -> None:
    vorlage_id = entwurf_von(stadt, "Beschlussvorlage")
    sicht_oeffnen(extensions.ALLE)
    with transaction() as sitzung:
        sitzung.execute(update(Vorlage).where(Vorlage.id == vorlage_id).values(ablauf_kennung="0" * 64))
    assert ablauf_von(lies(vorlage_id, "frieda")) is verzeichnis.hole("beschlussvorlage")
    assert umzug.ziehe_um("beschlussvorlage", wer=als("adele"), jetzt=JETZT).umgezogen == 1
    assert lies(vorlage_id, "frieda").ablauf_kennung == verzeichnis.hole("beschlussvorlage").kennung
