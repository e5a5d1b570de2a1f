"""When a released paper becomes public, and how what was public is taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from tests.dateien import PDF
from tests.lebenslaeufe import SITZUNG, lies
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, entwurf, freigegeben, gehe, zeichne_fuer_alle
from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden, VeroeffentlichungZurueckgenommen
from vorlagen.models import Protokolleintrag
from vorlagen.services import (
    anlagen,
    listen,
    niederschriften,
    ruecknahme,
    sitzungslauf,
    tagesordnungsbild,
    verlauf,
    veroeffentlichung,
    veroeffentlichungsregel,
)
from vorlagen.services.listen import Filter
from vorlagen.services.sichtbarkeit import hole

DANACH = SITZUNG + timedelta(days=1)


def draussen(vorlage_id: str) -> str:
    """What Niemand, who sees what everybody sees, finds: the paper, nothing, or that it was taken back."""
    niemand = als("niemand")
    db.session.rollback()
    gelistet = vorlage_id in [zeile.id for zeile in listen.liste(niemand, Filter()).zeilen]
    try:
        hole(vorlage_id, niemand)
    except NichtGefunden:
        assert not gelistet
        return "nichts"
    except VeroeffentlichungZurueckgenommen as fehler:
        assert not gelistet
        return fehler.satz
    assert gelistet
    return "da"


def uhr(jetzt: Any) -> int:
    """One stroke of the clock, in all towns."""
    sicht_oeffnen(ALLE)
    return veroeffentlichung.veroeffentliche_faellige(jetzt=jetzt)


def was(vorlage_id: str) -> list[str]:
    """What the history tells of publication."""
    lies(vorlage_id)
    return [e.was for e in verlauf.lies(vorlage_id) if e.was.startswith("veroeffentlich")]


def setze(regel: str, tage: int | None = None) -> None:
    veroeffentlichungsregel.setze_ordnung(regel, tage, wer=als("adele"), jetzt=JETZT)


@pytest.mark.probe
def test_nach_der_regel_der_stadt_wird_veroeffentlicht(stadt: Stadt) -> None:
    setze("einladung")
    mit_einladung = freigegeben(stadt)
    auf_tagesordnung(stadt, mit_einladung, beginn=SITZUNG)
    sitzung_id = lies(mit_einladung).beratungen[0].tops[0].sitzung_id
    assert (uhr(DANACH), draussen(mit_einladung)) == (0, "nichts")
    sitzungslauf.lade_ein(sitzung_id, wer=als("gerda"), jetzt=JETZT)
    assert draussen(mit_einladung) == "nichts"  # until the clock has written it down
    assert (uhr(JETZT), draussen(mit_einladung), was(mit_einladung)) == (1, "da", ["veroeffentlicht"])
    assert uhr(JETZT) == 0
    setze("tage", 5)
    vor_der_sitzung = freigegeben(stadt)
    auf_tagesordnung(stadt, vor_der_sitzung, beginn=SITZUNG + timedelta(days=7))
    assert (uhr(SITZUNG + timedelta(days=1)), draussen(vor_der_sitzung)) == (0, "nichts")
    assert (uhr(SITZUNG + timedelta(days=2)), draussen(vor_der_sitzung)) == (1, "da")
    geheim = freigegeben(stadt, oeffentlich=False, begruendung_nichtoeffentlich="Es geht um Personen.")
    assert (uhr(SITZUNG + timedelta(days=99)), draussen(geheim)) == (0, "nichts")


@pytest.mark.probe
def test_ein_eigener_zeitpunkt_geht_vor_und_wird_festgehalten(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    plane = partial(veroeffentlichung.plane, version=None, jetzt=JETZT)
    with pytest.raises(NichtBerechtigt):
        plane(vorlage_id, DANACH, wer=als("frieda"))
    with pytest.raises(EingabeUngueltig, match="nicht in der Zukunft"):
        plane(vorlage_id, JETZT, wer=als("adele"))
    vorlage_id = freigegeben(stadt)
    with pytest.raises(EingabeUngueltig, match="schon veröffentlicht"):
        plane(vorlage_id, DANACH, wer=als("gerda"))
    setze("einladung")
    vorlage_id = freigegeben(stadt)
    plane(vorlage_id, DANACH, wer=als("gerda"))
    plane(vorlage_id, DANACH, wer=als("gerda"))  # a second click is no second act
    assert (uhr(DANACH - timedelta(seconds=1)), draussen(vorlage_id)) == (0, "nichts")
    assert (uhr(DANACH), draussen(vorlage_id)) == (1, "da")
    assert was(vorlage_id) == ["veroeffentlichung_geplant", "veroeffentlicht"]


def test_was_zurueckgenommen_ist_hinterlaesst_nur_nummer_und_tag(stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    nummer = lies(vorlage_id).nummer
    for wer, fehler in (("niemand", NichtBerechtigt), ("kai", NichtBerechtigt)):
        with pytest.raises(fehler):
            ruecknahme.nimm_vorlage_zurueck(vorlage_id, "Name im Betreff", wer=als(wer), jetzt=DANACH)
    with pytest.raises(EingabeUngueltig, match="begründen"):
        ruecknahme.nimm_vorlage_zurueck(vorlage_id, " ", wer=als("frieda"), jetzt=DANACH)
    ruecknahme.nimm_vorlage_zurueck(vorlage_id, "Name im Betreff", wer=als("frieda"), jetzt=DANACH)
    grabstein = draussen(vorlage_id)
    assert (str(nummer) in grabstein, "25.03.2026" in grabstein, "Datennetz" in grabstein) == (True, True, False)
    innen = lies(vorlage_id)
    assert (innen.ruecknahme_grund, innen.ruecknahme_von_id) == ("Name im Betreff", als("frieda").id)
    als("gerda")
    assert db.session.query(Protokolleintrag).filter_by(was="veroeffentlichung_zurueckgenommen").count() == 1
    assert uhr(DANACH + timedelta(days=400)) == 0  # no clock brings it back
    with pytest.raises(NichtBerechtigt):
        ruecknahme.veroeffentliche_vorlage(vorlage_id, wer=als("frieda"), jetzt=DANACH)
    ruecknahme.veroeffentliche_vorlage(vorlage_id, wer=als("gerda"), jetzt=DANACH)
    assert (draussen(vorlage_id), lies(vorlage_id).ruecknahme_grund) == ("da", "")
    assert was(vorlage_id) == ["veroeffentlichung_zurueckgenommen", "veroeffentlicht"]


def test_auch_eine_anlage_und_eine_niederschrift_werden_zurueckgenommen(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    anlage_id = anlagen.fuege_hinzu(vorlage_id, "Plan.pdf", PDF, oeffentlich=True, wer=als("frieda"), jetzt=JETZT)
    _gib_frei(vorlage_id)
    auf_tagesordnung(stadt, vorlage_id, beginn=SITZUNG)
    sitzung_id = lies(vorlage_id).beratungen[0].tops[0].sitzung_id
    schliesse = partial(sitzungslauf.schliesse, ende=None, vorsitz="", schriftfuehrung="")
    schliesse(sitzung_id, version=None, wer=als("gerda"), jetzt=DANACH)
    niederschriften.gib_frei(sitzung_id, version=None, wer=als("gerda"), jetzt=DANACH)
    datei = partial(anlagen.lies, vorlage_id, anlage_id)
    blatt = partial(niederschriften.drucke, sitzung_id, nur_oeffentlich=True, jetzt=DANACH)
    _ist_offen(datei, blatt)
    ruecknahme.nimm_anlage_zurueck(vorlage_id, anlage_id, "Unterschrift lesbar", wer=als("frieda"), jetzt=DANACH)
    ruecknahme.nimm_niederschrift_zurueck(sitzung_id, "falscher Name", wer=als("gerda"), jetzt=DANACH)
    beide: tuple[Callable[..., Any], ...] = (datei, blatt)
    for lesen in beide:
        with pytest.raises(VeroeffentlichungZurueckgenommen):
            lesen(wer=als("niemand"))
        lesen(wer=als("gerda"))
    assert draussen(vorlage_id) == "da"
    ruecknahme.veroeffentliche_anlage(vorlage_id, anlage_id, wer=als("gerda"), jetzt=DANACH)
    assert niederschriften.gib_frei(sitzung_id, version=None, wer=als("gerda"), jetzt=DANACH) == 2
    _ist_offen(datei, blatt)


def test_ein_punkt_ohne_veroeffentlichte_vorlage_bleibt_verborgen(stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    auf_tagesordnung(stadt, vorlage_id, beginn=SITZUNG)
    ruecknahme.nimm_vorlage_zurueck(vorlage_id, "Name im Betreff", wer=als("gerda"), jetzt=DANACH)
    sitzung = lies(vorlage_id).beratungen[0].tops[0].sitzung
    assert [len(tagesordnungsbild.punkte(sitzung, als(wer))) for wer in ("niemand", "gerda")] == [0, 1]


def _gib_frei(vorlage_id: str) -> None:
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    zeichne_fuer_alle(vorlage_id)
    gehe(vorlage_id, "freigeben", "olaf")


def _ist_offen(*lesen: Callable[..., Any]) -> None:
    for eines in lesen:
        assert eines(wer=als("niemand")).inhalt
