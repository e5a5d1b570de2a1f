"""Minutes stay what they were: the members of that day, the rules of that day, and what was released."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import event

from tests.gleichzeitig import lasse_laufen
from tests.lebenslaeufe import SITZUNG, lies, rat, trage_ein
from tests.welt import JETZT, Stadt, als, freigegeben
from vorlagen.config import Einstellungen
from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, ZwischenzeitlichGeaendert
from vorlagen.services import (
    anwesenheiten,
    beschlussfaehigkeit,
    gremienordnung,
    niederschriften,
    sitzungen,
    sitzungsdruck,
    sitzungslauf,
    tagesordnung,
    tops,
)
from vorlagen.services.anwesenheiten import Eintrag, Sitz
from vorlagen.services.aufnahme import Spaet
from vorlagen.services.gremienordnung import Ordnung
from vorlagen.services.tops import Angaben
from vorlagen.services.wer import Wer

DANACH = SITZUNG + timedelta(days=1)


def test_eine_freigegebene_niederschrift_bleibt_wie_sie_war_bis_zur_naechsten_freigabe(stadt: Stadt) -> None:
    sitzung_id = _gehalten(stadt)
    niederschriften.gib_frei(sitzung_id, version=None, wer=als("gerda"), jetzt=DANACH)
    damals = _oeffentlich(sitzung_id)
    assert ("Anna Ahorn" in damals, "2 von 3 stimmberechtigten" in damals) == (True, True)
    with pytest.raises(EingabeUngueltig, match="nichts geändert"):
        niederschriften.gib_frei(sitzung_id, version=None, wer=als("gerda"), jetzt=DANACH)
    neue = [Sitz(f"Neu {nr}") for nr in range(9)]
    anwesenheiten.setze_mitglieder(stadt.gremien["Rat"], neue, wer=als("gerda"))
    nachtrag = partial(tagesordnung.nimm_punkt_auf, sitzung_id, "Nachgetragen", oeffentlich=True, jetzt=DANACH)
    nachtrag(spaet=Spaet("tischvorlage", "eilt", trotzdem=True), wer=als("gerda"))
    assert _oeffentlich(sitzung_id) == damals
    gerda = als("gerda")
    db.session.rollback()
    faehig = beschlussfaehigkeit.fuer_sitzung(sitzungen.hole(sitzung_id))
    assert (faehig.mitglieder, faehig.anwesend, faehig.gegeben) == (3, 2, True)
    assert niederschriften.gib_frei(sitzung_id, version=None, wer=gerda, jetzt=DANACH) == 2
    danach = _oeffentlich(sitzung_id)
    assert ("Nachgetragen" in danach, "Anna Ahorn" in danach, "2 von 3 stimmberechtigten" in danach) == (True,) * 3


def test_ein_berichtigter_name_bleibt_befangen_und_dieselbe_person(stadt: Stadt) -> None:
    sitzung_id = sitzungen.lege_an(stadt.gremien["Rat"], SITZUNG, wer=als("gerda"), jetzt=JETZT)
    top_id = tagesordnung.nimm_punkt_auf(sitzung_id, "Haushalt", oeffentlich=True, wer=als("gerda"), jetzt=JETZT)
    setze = partial(anwesenheiten.setze, sitzung_id, version=None)
    setze([Eintrag("Anna Ahron"), Eintrag("Berta Birke")], wer=als("gerda"))
    als("gerda")
    anna, berta = (zeile.id for zeile in anwesenheiten.liste(sitzung_id))
    tops.aendere(top_id, angaben=Angaben(befangen=(anna,)), wer=als("gerda"), jetzt=JETZT)
    setze([Eintrag("Berta Birke", id=anna), Eintrag("Anna Ahorn", id=berta)], wer=als("gerda"))
    als("gerda")
    assert [zeile.name for zeile in anwesenheiten.liste(sitzung_id)] == ["Berta Birke", "Anna Ahorn"]
    assert [zeile.anwesenheit.name for zeile in anwesenheiten.befangene(top_id)] == ["Berta Birke"]


@pytest.mark.probe
def test_eine_lange_tagesordnung_fragt_die_datenbank_nicht_oefter(stadt: Stadt) -> None:
    sitzung_id = sitzungen.lege_an(stadt.gremien["Rat"], SITZUNG, wer=als("gerda"), jetzt=JETZT)
    gezaehlt: list[int] = []
    for _ in range(2):
        for _ in range(2):
            vorlage_id = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=rat(stadt))
            beratung_id = lies(vorlage_id).beratungen[0].id
            tagesordnung.nimm_auf(sitzung_id, beratung_id, wer=als("gerda"), jetzt=JETZT)
            trage_ein(beratung_id, "angenommen_geaendert", beschlusstext="<p>Der Rat beschließt anders.</p>")
        for nr in range(5):
            tagesordnung.nimm_punkt_auf(sitzung_id, f"Punkt {nr}", oeffentlich=True, wer=als("gerda"), jetzt=JETZT)
        als("gerda")
        db.session.rollback()
        sitzung = sitzungen.hole(sitzung_id)
        gezaehlt.append(0)

        def zaehle(*_: object) -> None:
            gezaehlt[-1] += 1

        event.listen(db.engine, "before_cursor_execute", zaehle)
        beschlussfaehigkeit.fuer_punkte(sitzung, sitzung.tops)
        sitzungsdruck.niederschrift(sitzung, nur_oeffentlich=False, heute=JETZT.date())
        event.remove(db.engine, "before_cursor_execute", zaehle)
    assert gezaehlt[0] == gezaehlt[1] > 0


def besetze(wer: Wer, gremium_id: str, namen: tuple[str, ...]) -> Iterator[Callable[[], None]]:
    yield partial(anwesenheiten.setze_mitglieder, gremium_id, [Sitz(name) for name in namen], wer=wer)


@pytest.mark.probe
def test_zwei_besetzen_zugleich_und_niemand_sitzt_doppelt(stadt: Stadt, einstellungen: Einstellungen) -> None:
    rat = stadt.gremien["Rat"]
    als("gerda")
    gesehen = sitzungen.hole_gremium(rat).version
    db.session.rollback()
    beide = [(besetze, ("gerda", rat, ("Anna", "Berta"))), (besetze, ("gerda", rat, ("Anna", "Cem")))]
    assert lasse_laufen(einstellungen, beide) == [["ok"], ["ok"]]
    als("gerda")
    assert sorted(sitz.name for sitz in anwesenheiten.mitglieder(rat)) in (["Anna", "Berta"], ["Anna", "Cem"])
    with pytest.raises(ZwischenzeitlichGeaendert):
        gremienordnung.setze(rat, Ordnung(), version=gesehen, wer=als("gerda"))


def _gehalten(stadt: Stadt) -> str:
    """A meeting of the Rat with three seats, two of them taken, closed."""
    rat = stadt.gremien["Rat"]
    anwesenheiten.setze_mitglieder(rat, [Sitz("Anna Ahorn"), Sitz("Berta Birke"), Sitz("Cem Zeder")], wer=als("gerda"))
    sitzung_id = sitzungen.lege_an(rat, SITZUNG, wer=als("gerda"), jetzt=JETZT)
    tagesordnung.nimm_punkt_auf(sitzung_id, "Eröffnung", oeffentlich=True, wer=als("gerda"), jetzt=JETZT)
    gerda = als("gerda")
    da = [Eintrag(sitz.name, mitgliedschaft_id=sitz.id) for sitz in anwesenheiten.mitglieder(rat)[:2]]
    anwesenheiten.setze(sitzung_id, da, version=None, wer=gerda)
    sitzungslauf.schliesse(
        sitzung_id, ende=None, vorsitz="Anna Ahorn", schriftfuehrung="", version=None, wer=gerda, jetzt=DANACH
    )
    return sitzung_id


def _oeffentlich(sitzung_id: str) -> str:
    niemand = als("niemand")
    db.session.rollback()
    druck = niederschriften.drucke(sitzung_id, nur_oeffentlich=True, wer=niemand, jetzt=DANACH)
    dokument = Document(BytesIO(druck.inhalt))
    zellen = [zelle.text for tabelle in dokument.tables for zeile in tabelle.rows for zelle in zeile.cells]
    return "\n".join([*(absatz.text for absatz in dokument.paragraphs), *zellen])
