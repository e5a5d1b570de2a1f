"""After release: the Gremiendienst changes the way of a paper, and nothing that a body did gets lost."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.lebenslaeufe import SITZUNG, beraten, lies, trage_ein
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, entwurf, freigegeben
from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, Fachfehler, NichtBerechtigt, ZwischenzeitlichGeaendert
from vorlagen.models import Beratung, Rollenvergabe, Vorlage
from vorlagen.services import folgeaenderung, verlauf
from vorlagen.services.beratungsfolge import Station
from vorlagen.workflow.engine import BedingungOffen


def hfa_und_rat(stadt: Stadt) -> str:
    folge = [
        Station((stadt.gremien["HFA"],), "Vorberatung"),
        Station((stadt.gremien["Rat"],), "Entscheidung", mindestabstand_tage=3),
    ]
    return freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=folge)


def bleibt(beratung: Beratung, **anders: Any) -> Station:
    """The stage as it is, or otherwise."""
    werte: dict[str, Any] = {
        "gremium_ids": tuple(g.id for g in beratung.gremien),
        "art": beratung.art,
        "entscheidet": beratung.entscheidet,
        "oeffentlich": beratung.oeffentlich,
        "sitzung_id": beratung.geplant_id,
        "datum": beratung.geplant_am,
        "intern": beratung.intern,
        "mindestabstand_tage": beratung.mindestabstand_tage,
        "id": beratung.id,
    }
    return Station(**werte | anders)


def aendere(vorlage: Vorlage, folge: list[Station], *, wer: str = "gerda", version: int | None = None) -> bool:
    return folgeaenderung.aendere(
        vorlage.id, folge, version=version, wer=als(wer), jetzt=JETZT, bemerkung="Wunsch der Vorsitzenden"
    )


def gruende(tat: Any) -> list[str]:
    with pytest.raises(BedingungOffen) as gefangen:
        tat()
    return [grund.code for grund in gefangen.value.gruende]


@pytest.mark.probe
def test_stationen_kommen_hinzu_ruecken_und_entfallen_und_der_verlauf_sagt_es(stadt: Stadt) -> None:
    vorlage = lies(hfa_und_rat(stadt))
    gesehen, (hfa, rat) = vorlage.version, vorlage.beratungen
    neu = Station((stadt.gremien["Rat"], stadt.gremien["HFA"]), "Anhörung", oeffentlich=False, schluessel="neu-1")
    folge = [bleibt(rat, wartet_auf=("neu-1",), reihe=2, datum=SITZUNG.date()), neu, bleibt(hfa, art="Beratung")]
    assert aendere(vorlage, folge, version=gesehen)
    with pytest.raises(ZwischenzeitlichGeaendert):
        aendere(vorlage, folge, version=gesehen)
    nachher = lies(vorlage.id)
    zweite = next(b for b in nachher.beratungen if b.id not in (hfa.id, rat.id))
    assert [(g.kuerzel) for g in zweite.gremien] == ["Rat", "HFA"]
    assert (zweite.oeffentlich, lies(vorlage.id).beratungen[-1].art) == (False, "Beratung")
    rat_neu = next(b for b in nachher.beratungen if b.id == rat.id)
    assert ([b.id for b in rat_neu.wartet_auf], rat_neu.mindestabstand_tage) == ([zweite.id], 3)
    assert rat_neu.geplant_am == SITZUNG.date()
    assert aendere(nachher, [bleibt(rat_neu, wartet_auf=())])
    assert not aendere(lies(vorlage.id), [bleibt(lies(vorlage.id).beratungen[0])])
    eintraege = [e for e in verlauf.lies(vorlage.id) if e.was == "beratungsfolge"]
    assert [len(json.loads(e.daten)["nachher"]) for e in eintraege] == [3, 1]
    assert json.loads(eintraege[0].daten)["bemerkung"] == "Wunsch der Vorsitzenden"
    assert verlauf.pruefe_alle()[1] == []


def test_was_ein_gremium_hatte_bleibt_mit_jedem_versuch(stadt: Stadt) -> None:
    vorlage_id = hfa_und_rat(stadt)
    beraten(stadt, vorlage_id, "vertagt", gremium="HFA")
    hfa, rat = lies(vorlage_id).beratungen
    assert gruende(lambda: aendere(lies(vorlage_id), [bleibt(rat)])) == ["beratung.behandelt"]
    assert gruende(lambda: aendere(lies(vorlage_id), [bleibt(hfa, art="Anhörung"), bleibt(rat)])) == [
        "beratung.behandelt"
    ]
    spaeter = SITZUNG.date() + timedelta(days=7)
    assert aendere(lies(vorlage_id), [bleibt(hfa, sitzung_id=None, datum=spaeter), bleibt(rat)])
    hfa = lies(vorlage_id).beratungen[0]
    assert (hfa.geplant_am, [top.ausgang for top in hfa.tops], hfa.ausgang) == (spaeter, ["vertagt"], "vertagt")
    auf_tagesordnung(stadt, vorlage_id, beginn=SITZUNG + timedelta(days=7))
    hfa, rat = lies(vorlage_id).beratungen
    for folge in ([bleibt(rat)], [bleibt(hfa, sitzung_id=None, datum=spaeter + timedelta(days=1)), bleibt(rat)]):
        assert gruende(lambda folge=folge: aendere(lies(vorlage_id), folge)) == ["beratung.auf_tagesordnung"]
    trage_ein(hfa.id, "empfohlen")
    hfa, rat = lies(vorlage_id).beratungen
    neu = Station((stadt.gremien["HFA"],), "Kenntnisnahme")
    assert gruende(lambda: aendere(lies(vorlage_id), [bleibt(rat), bleibt(hfa, wartet_auf=(rat.id,))])) == [
        "beratung.erledigt"
    ]
    assert aendere(lies(vorlage_id), [neu, bleibt(hfa), bleibt(rat)])
    erste, hfa, rat = lies(vorlage_id).beratungen
    assert (erste.art, hfa.wartet_auf, rat.wartet_auf, len(hfa.tops)) == ("Kenntnisnahme", [], [hfa], 2)


def test_die_entscheidung_kommt_nicht_abhanden_und_nach_ihr_keine_zweite(stadt: Stadt) -> None:
    vorlage_id = hfa_und_rat(stadt)
    hfa, rat = lies(vorlage_id).beratungen
    assert gruende(lambda: aendere(lies(vorlage_id), [bleibt(hfa)])) == ["entscheidung.fehlt"]
    assert gruende(lambda: aendere(lies(vorlage_id), [])) == ["beratungsfolge.leer"]
    beraten(stadt, vorlage_id, "angenommen", gremium="Rat")
    hfa, rat = lies(vorlage_id).beratungen
    noch_eine = Station((stadt.gremien["HFA"],), "Entscheidung")
    assert gruende(lambda: aendere(lies(vorlage_id), [bleibt(hfa), bleibt(rat), noch_eine])) == ["vorlage.beendet"]
    assert aendere(lies(vorlage_id), [bleibt(rat), Station((stadt.gremien["HFA"],), "Kenntnisnahme")])
    assert ([b.art for b in lies(vorlage_id).beratungen], lies(vorlage_id).status) == (
        ["Entscheidung", "Kenntnisnahme"],
        "beschlossen",
    )


def test_nur_wer_das_gremium_betreut_und_nur_nach_der_freigabe(stadt: Stadt) -> None:
    vorlage_id = hfa_und_rat(stadt)
    hfa, rat = lies(vorlage_id).beratungen
    folge = [bleibt(hfa), bleibt(rat, datum=SITZUNG.date())]
    for wer in ("frieda", "olaf", "niemand"):
        with pytest.raises(Fachfehler):
            aendere(lies(vorlage_id), folge, wer=wer)
    rolle = db.session.scalars(select(Rollenvergabe).where(Rollenvergabe.rolle == "gremiendienst")).one()
    rolle.gremium_id = stadt.gremien["HFA"]
    db.session.commit()
    with pytest.raises(NichtBerechtigt, match="Rat der Stadt"):
        aendere(lies(vorlage_id), folge)
    assert aendere(lies(vorlage_id), [bleibt(hfa, datum=SITZUNG.date()), bleibt(rat)])
    unfertig = entwurf(stadt, art="Beschlussvorlage")
    with pytest.raises(Fachfehler):
        aendere(lies(unfertig, "frieda"), [])


def test_eine_unbenannte_verweisung_wird_spaeter_benannt(stadt: Stadt) -> None:
    folge = [Station((stadt.gremien["Rat"],), "Entscheidung")]
    vorlage_id = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=folge)
    beratung_id = auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=SITZUNG)
    trage_ein(beratung_id, "verwiesen", ergebnis="in den zuständigen Ausschuss verwiesen")
    assert [b.id for b in folgeaenderung.unbenannte(lies(vorlage_id))] == [beratung_id]

    def benenne(*gremien: str) -> None:
        folgeaenderung.benenne_verweisung(vorlage_id, beratung_id, gremien, version=None, wer=als("gerda"), jetzt=JETZT)

    with pytest.raises(EingabeUngueltig):
        benenne()
    benenne("Haupt- und Finanzausschuss")
    assert folgeaenderung.unbenannte(lies(vorlage_id)) == []
    rat, hfa, wieder = lies(vorlage_id).beratungen
    assert (hfa.verwiesen_von_id, wieder.wartet_auf, wieder.entscheidet, rat.ausgang) == (
        rat.id,
        [hfa],
        True,
        "verwiesen",
    )
    assert [top.ausgang for top in rat.tops] == ["verwiesen"]
    assert gruende(lambda: benenne("Haupt- und Finanzausschuss")) == ["verweisung.benannt"]
    letzter = next(e for e in verlauf.lies(vorlage_id) if e.was == "verweisung_benannt")
    assert json.loads(letzter.daten)["verwiesen_an"] == ["Haupt- und Finanzausschuss"]
