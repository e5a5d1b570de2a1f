"""The graph of the Beratungsfolge in the form: what a program set is not lost by an edit on the page."""

from __future__ import annotations

from tests.lebenslaeufe import beraten, lies
from tests.web.besuch import formular, text
from tests.web.conftest import Besucht
from tests.welt import Stadt, entwurf, freigegeben
from vorlagen.services.beratungsfolge import Station


def _folge(stadt: Stadt) -> list[Station]:
    hfa, rat = (stadt.gremien["HFA"],), (stadt.gremien["Rat"],)
    return [
        Station(hfa, "Anhörung", intern=True, schluessel="a"),
        Station(hfa, "Vorberatung", wartet_auf=("a",), reihe=2),
        Station(hfa, "Beratung", reihe=2, wartet_auf=()),
        Station(rat, "Entscheidung", reihe=3, wartet_auf=("a",), mindestabstand_tage=7),
    ]


def test_was_ein_programm_festlegte_uebersteht_das_formular(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt, beratungsfolge=_folge(stadt))
    vorher = _bild(vorlage_id)
    pfad, frieda = f"/vorlagen/{vorlage_id}/bearbeiten", besuch("frieda")
    frieda.druecke(
        pfad, frieda.hole(pfad), ohne_skript=False, **{"folge-1-art": "Kenntnisnahme", "aktion": "speichern"}
    )
    nachher = _bild(vorlage_id)
    assert [zeile[1:] for zeile in nachher] == [zeile[1:] for zeile in vorher]
    assert [zeile[0] for zeile in nachher] == ["Anhörung", "Kenntnisnahme", "Beratung", "Entscheidung"]


def test_das_formular_sagt_zugleich_alle_abstand_und_gemeinsam(besuch: Besucht, stadt: Stadt) -> None:
    hfa, rat = stadt.gremien["HFA"], stadt.gremien["Rat"]
    folge = [
        Station((gremium,), art) for gremium, art in ((hfa, "Anhörung"), (hfa, "Vorberatung"), (rat, "Entscheidung"))
    ]
    vorlage_id = entwurf(stadt, beratungsfolge=folge)
    pfad, frieda = f"/vorlagen/{vorlage_id}/bearbeiten", besuch("frieda")
    seite = frieda.hole(pfad)
    falsch = frieda.druecke(pfad, seite, ohne_skript=False, **{"folge-2-abstand": "eine Woche", "aktion": "speichern"})
    assert "Bitte eine Anzahl von Tagen eintragen" in text(falsch.text)
    werte = {"folge-1-zugleich": "1", "folge-1-mit": rat, "folge-2-wartet": "alle", "folge-2-abstand": "7"}
    frieda.druecke(pfad, frieda.hole(pfad), ohne_skript=False, **werte, aktion="speichern")
    eins, zwei, drei = lies(vorlage_id, "frieda").beratungen
    assert (eins.reihe, zwei.reihe, zwei.wartet_auf, set(drei.wartet_auf)) == (1, 1, [], {eins, zwei})
    assert ([g.id for g in zwei.gremien], drei.mindestabstand_tage) == ([hfa, rat], 7)


def test_der_gremiendienst_aendert_die_folge_einer_freigegebenen_vorlage(besuch: Besucht, stadt: Stadt) -> None:
    hfa, rat = stadt.gremien["HFA"], stadt.gremien["Rat"]
    folge = [Station((hfa,), "Vorberatung"), Station((rat,), "Entscheidung")]
    vorlage_id = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=folge)
    beraten(stadt, vorlage_id, "verwiesen", gremium="HFA")
    pfad, gerda = f"/vorlagen/{vorlage_id}/beratungsfolge", besuch("gerda")
    assert "Wohin verwiesen wurde, ist noch nicht benannt." in text(gerda.hole(f"/vorlagen/{vorlage_id}"))
    assert besuch("frieda").oeffne(pfad).status_code == 403
    seite = gerda.druecke(pfad, gerda.hole(pfad), aktion="station-neu").text
    kennungen = [b.id for b in lies(vorlage_id).beratungen]
    neue = {
        "folge-2-wo": rat,
        "folge-2-art": "Kenntnisnahme",
        "folge-2-wartet": "auswahl",
        "folge-2-auf": kennungen[:1],
    }
    antwort = gerda.druecke(
        pfad, seite, ohne_skript=False, **neue, aktion="speichern", bemerkung="Auf Wunsch des Rates."
    )
    assert antwort.status_code == 302, text(antwort.text)
    eins, zwei, drei = lies(vorlage_id).beratungen
    assert ([b.id for b in (eins, zwei)], drei.wartet_auf, len(eins.tops)) == (kennungen, [eins], 1)
    verlauf = text(gerda.hole(f"/vorlagen/{vorlage_id}"))
    assert "Beratungsfolge geändert: Rat der Stadt kommt hinzu (Kenntnisnahme, noch ohne Termin)" in verlauf
    assert gerda.druecke(pfad, seite, ohne_skript=False, **neue, aktion="speichern").status_code == 409
    ziel = f"/vorlagen/{vorlage_id}/beratungen/{eins.id}/verweisung"
    gerda.sende(ziel, formular(gerda.hole(pfad), ziel) | {"verwiesen_an": stadt.gremien["HFA"]})
    assert [b.verwiesen_von_id for b in lies(vorlage_id).beratungen] == [None, eins.id, None, None]


def _bild(vorlage_id: str) -> list[tuple[object, ...]]:
    beratungen = lies(vorlage_id, "frieda").beratungen
    platz = {beratung.id: nr for nr, beratung in enumerate(beratungen)}
    return [
        (b.art, b.reihe, b.intern, b.entscheidet, b.mindestabstand_tage, sorted(platz[v.id] for v in b.wartet_auf))
        for b in beratungen
    ]
