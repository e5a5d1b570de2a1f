"""The index follows what changes, leaves no trace of what is gone, and never shows what is true no more."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests.welt import JETZT, Stadt, als, baue_stadt, entwurf, freigegeben, version
from vorlagen.extensions import db
from vorlagen.models import Suchdokument, Suchendung, Suchwort
from vorlagen.services import ruecknahme, sitzungen, tagesordnung, vorlagen
from vorlagen.services.suche import ablage, kandidaten, nachziehen
from vorlagen.services.suche.finden import Ergebnis, suche, suche_oeffentlich

BEGINN = datetime(2026, 3, 24, 16, 0, tzinfo=UTC)


def _betreffe(ergebnis: Ergebnis) -> list[str]:
    return ["".join(stueck.text for stueck in treffer.titel) for treffer in ergebnis.zeilen]


def _verzeichnis() -> dict[tuple[str, str], set[str]]:
    """Layer and word → the documents that say it, as the bits tell, where a block is one document."""
    ids = dict(db.session.execute(select(Suchdokument.nr, Suchdokument.id)).all())
    gesagt: dict[tuple[str, str], set[str]] = {}
    for zeile in db.session.scalars(select(Suchwort)):
        bits = int.from_bytes(zeile.nummern, "little")
        stellen = {ids[zeile.block + i] for i in range(bits.bit_length()) if bits >> i & 1}
        gesagt.setdefault((zeile.schicht, zeile.wort), set()).update(stellen)
    return gesagt


@pytest.mark.probe
def test_das_verzeichnis_folgt_jeder_aenderung_und_vergisst(stadt: Stadt, monkeypatch: pytest.MonkeyPatch) -> None:
    for modul in (ablage, kandidaten):
        monkeypatch.setattr(modul, "BLOCK", 1)
    monkeypatch.setattr(kandidaten, "_ALLE", 1)
    alte = [entwurf(stadt, betreff=f"Kastanienallee {nr}") for nr in range(11)]
    assert len(suche(als("frieda"), "allee").zeilen) == 11
    for vorlage_id in (alte[0], alte[5]):
        frieda = als("frieda")
        stand = version(vorlage_id, frieda)
        vorlagen.aendere(vorlage_id, {"betreff": "Lindenweg"}, version=stand, wer=frieda, jetzt=JETZT)
    assert _betreffe(suche(als("frieda"), "lindenw")) == ["Lindenweg"] * 2
    assert _betreffe(suche(als("frieda"), "allee", anzahl=9)) == [
        f"Kastanienallee {nr}" for nr in (*range(10, 5, -1), *range(4, 0, -1))
    ]
    frei = freigegeben(stadt, betreff="Freibad")
    gefunden = suche_oeffentlich(stadt.koerperschaft_id, "freibad")
    assert [(treffer.id, treffer.nummer) for treffer in gefunden.zeilen] == [(frei, "10/001/2026")]
    ruecknahme.nimm_vorlage_zurueck(frei, "Ein Name war lesbar.", wer=als("gerda"), jetzt=JETZT)
    assert suche_oeffentlich(stadt.koerperschaft_id, "freibad").zeilen == []
    vorher = _verzeichnis()
    assert ("aussen", "freibad") not in vorher
    for _ in nachziehen.baue_auf(stadt.koerperschaft_id):
        pass
    assert _verzeichnis() == vorher
    for vorlage_id in alte[1:]:
        frieda = als("frieda")
        stand = version(vorlage_id, frieda)
        vorlagen.aendere(vorlage_id, {"betreff": "Lindenweg"}, version=stand, wer=frieda, jetzt=JETZT)
    assert suche(als("frieda"), "kastanien").zeilen == []
    assert db.session.scalars(select(Suchendung.endung).where(Suchendung.wort == "kastanienallee")).all() == []


def test_was_noch_nicht_aufgenommen_ist_fehlt_und_wird_gesagt(stadt: Stadt, monkeypatch: pytest.MonkeyPatch) -> None:
    altes, geaendertes = entwurf(stadt, betreff="Brunnen eins"), entwurf(stadt, betreff="Brunnen zwei")
    frieda = als("frieda")
    assert len(suche(frieda, "brunnen").zeilen) == 2
    stand = version(geaendertes, frieda)
    vorlagen.aendere(geaendertes, {"betreff": "Quelle"}, version=stand, wer=frieda, jetzt=JETZT)
    with monkeypatch.context() as keine_zeit:
        keine_zeit.setattr(nachziehen, "ziehe_nach", lambda _stadt: False)
        ergebnis = suche(als("frieda"), "brunnen")
        assert ([treffer.id for treffer in ergebnis.zeilen], ergebnis.vollstaendig) == ([altes], False)

    def abgestuerzt(*_was: object) -> None:
        raise RuntimeError("Strom weg")

    with monkeypatch.context() as strom:
        strom.setattr(ablage, "_lerne", abgestuerzt)
        with pytest.raises(RuntimeError, match="Strom weg"):
            suche(als("frieda"), "quelle")
    ergebnis = suche(als("frieda"), "quelle")
    assert (_betreffe(ergebnis), ergebnis.vollstaendig) == (["Quelle"], True)


def test_sitzungen_zeigen_jedem_ihren_teil_und_keiner_fremden_stadt_etwas(app: Flask, stadt: Stadt) -> None:
    gerda = als("gerda")
    sitzung_id = sitzungen.lege_an(stadt.gremien["HFA"], BEGINN, ort="Kastaniensaal", wer=gerda, jetzt=JETZT)
    for titel, oeffentlich in (("Einwohnerfragen", True), ("Grundstückskauf", False)):
        tagesordnung.nimm_punkt_auf(sitzung_id, titel, oeffentlich=oeffentlich, wer=gerda, jetzt=JETZT)
    gesehen = {
        name: [len(suche(als(name), frage).zeilen) for frage in ("kastaniensaal", "einwohner", "grundstück")]
        for name in ("gerda", "adele", "niemand")
    }
    assert gesehen == {"gerda": [1, 1, 1], "adele": [1, 1, 0], "niemand": [1, 1, 0]}
    assert suche(gerda, "kastaniensaal", art="vorlage").zeilen == []
    baue_stadt("buchen", "Stadt Buchenau", vorsilbe="b.")
    assert suche(als("b.gerda"), "kastaniensaal").zeilen == []
