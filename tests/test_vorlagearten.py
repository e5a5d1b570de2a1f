"""Kinds of papers come and go while the town works: what is closed is not offered, what exists keeps its kind."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.test_faelle import FALL
from tests.welt import (
    JETZT,
    Stadt,
    aendere_art,
    als,
    entwurf,
    freigegeben,
    gehe,
    neue_art,
    version,
    zeichne_fuer_alle,
)
from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Vorlage
from vorlagen.services import anmeldung, bezeichnungen, stammdaten, vorlagearten, vorlagen
from vorlagen.services.faelle import nimm_auf
from vorlagen.services.sichtbarkeit import hole
from vorlagen.web.formulare.auswahl import beginnbare

HEUTE = JETZT.date()
GESTERN, MORGEN = HEUTE - timedelta(days=1), HEUTE + timedelta(days=1)
ART = "Mitteilungsvorlage"


def angeboten() -> list[str]:
    """What Frieda's form offers today."""
    return [art.name for art in beginnbare(als("frieda"), jetzt=JETZT)]


def test_eine_geschlossene_art_wird_nicht_mehr_angeboten_und_nicht_mehr_angenommen(stadt: Stadt) -> None:
    assert ART in angeboten()
    aendere_art(ART, gueltig_bis=HEUTE)
    assert ART in angeboten()
    entwurf(stadt)
    aendere_art(ART, gueltig_bis=GESTERN)
    assert ART not in angeboten()
    with pytest.raises(EingabeUngueltig, match=r"galt nur bis So 01\.03\.2026") as gefangen:
        entwurf(stadt)
    assert list(gefangen.value.felder) == ["art"]
    aendere_art(ART, gueltig_von=MORGEN, gueltig_bis=None)
    with pytest.raises(EingabeUngueltig, match=r"gilt erst ab Di 03\.03\.2026"):
        entwurf(stadt)
    aendere_art(ART, gueltig_von=None, gueltig_bis=None)
    assert ART in angeboten()


def test_was_begonnen_ist_geht_seinen_weg_zu_ende_und_behaelt_seine_art(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    aendere_art(ART, gueltig_bis=GESTERN)
    frieda = als("frieda")
    vorlagen.aendere(vorlage_id, {"betreff": "Neu"}, version=version(vorlage_id, frieda), wer=frieda, jetzt=JETZT)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    zeichne_fuer_alle(vorlage_id)
    gehe(vorlage_id, "freigeben", "olaf")
    vorlage, _ = hole(vorlage_id, als("olaf"))
    assert (vorlage.vorlageart.name, vorlage.nummer) == (ART, "10/001/2026")


def test_die_schnittstelle_nennt_nur_was_heute_gilt_und_lehnt_anderes_ab(klient: FlaskClient, stadt: Stadt) -> None:
    aendere_art(ART, gueltig_bis=date(2020, 12, 31))
    kopf = {"Authorization": f"Bearer {anmeldung.token_neu('frieda', jetzt=JETZT, tage=None)}"}
    ablauf = klient.get("/api/v1/ablaeufe/mitteilungsvorlage", headers=kopf).get_json()
    assert ablauf["vorlagearten"] == []
    antwort = klient.post("/api/v1/vorlagen", json={"art": ART}, headers=kopf)
    assert (antwort.status_code, antwort.get_json()["detail"]) == (
        422,
        "Die Vorlageart „Mitteilungsvorlage“ galt nur bis Do 31.12.2020.",
    )


def test_eine_neue_art_kommt_in_eine_bestehende_stadt(stadt: Stadt) -> None:
    neue_art("  Vermerk  zur Lage ", ablauf="mitteilungsvorlage", nummernmuster="V {nr}")
    assert angeboten()[-1] == "Vermerk zur Lage"
    with pytest.raises(EingabeUngueltig, match="gibt es schon"):
        neue_art("Vermerk zur Lage", ablauf="antrag", nummernmuster="V {nr}")
    with pytest.raises(EingabeUngueltig, match="1 bis 120"):
        neue_art(" ", ablauf="antrag", nummernmuster="V {nr}")
    with pytest.raises(EingabeUngueltig) as gefangen:
        neue_art("Anders", ablauf="unsinn", nummernmuster="V")
    assert set(gefangen.value.felder) == {"ablauf", "nummernmuster"}


def test_umbenennen_berichtigt_alle_oder_gilt_ab_einem_tag_und_zaehlt_weiter(stadt: Stadt) -> None:
    alte = freigegeben(stadt)
    aendere_art(ART, name="Mitteilung")
    assert hole(alte, als("olaf"))[0].vorlageart.name == "Mitteilung"
    adele = als("adele")
    vorlagearten.loese_ab(
        vorlagearten.mit_namen("Mitteilung", adele).id, "Information", ab=HEUTE, wer=adele, jetzt=JETZT
    )
    assert angeboten() == ["Beschlussvorlage", "Information", "Geschäftliche Mitteilung"]
    neue = freigegeben(stadt, art="Information")
    beide = [hole(vorlage_id, als("olaf"))[0] for vorlage_id in (alte, neue)]
    assert [(v.vorlageart.name, v.nummer) for v in beide] == [
        ("Mitteilung", "10/001/2026"),
        ("Information", "10/002/2026"),
    ]
    zeilen = {z.art.name: (z.gilt, z.vorlagen) for z in vorlagearten.liste(als("adele"), heute=HEUTE)}
    assert (zeilen["Mitteilung"], zeilen["Information"]) == ((False, 1), (True, 1))
    with pytest.raises(EingabeUngueltig, match="gilt erst ab"):
        aendere_art("Information", gueltig_bis=GESTERN)


def test_was_beim_aufnehmen_entsteht_ist_geschlossen_und_laesst_sich_oeffnen(stadt: Stadt, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({**FALL, "vorlageart": "Drucksache"}), encoding="utf-8")
    assert nimm_auf(tmp_path, jetzt=JETZT, kuerzel="linden").neu == ["eichen-1"]
    assert "Drucksache" not in angeboten()
    alle = [art.name for art in stammdaten.vorlagearten(stadt.koerperschaft_id)]
    assert "Drucksache" in alle
    aendere_art("Drucksache", gueltig_von=None, gueltig_bis=None)
    assert "Drucksache" in angeboten()


def test_eigene_bezeichnungen_gelten_vor_den_mitgelieferten_und_lassen_sich_zuruecknehmen(
    stadt: Stadt, tmp_path: Path
) -> None:
    def ausgaenge(name: str) -> list[str | None]:
        (tmp_path / "a.json").write_text(json.dumps({**FALL, "id": name}), encoding="utf-8")
        assert nimm_auf(tmp_path, jetzt=JETZT, kuerzel="linden").neu == [name]
        vorlage = next(v for v in db.session.scalars(select(Vorlage)) if v.fall_id == name)
        return [beratung.ausgang for beratung in vorlage.beratungen]

    assert ausgaenge("eins") == ["empfohlen", None]
    bezeichnungen.lege_fest(" Einstimmig beschlossen ", "angenommen", wer=als("adele"), jetzt=JETZT)
    bezeichnungen.lege_fest(
        "ungeändert beschlossen", "ohne_empfehlung", art="VORBERATUNG", wer=als("adele"), jetzt=JETZT
    )
    assert ausgaenge("zwei") == ["ohne_empfehlung", "angenommen"]
    bezeichnungen.lege_fest("einstimmig beschlossen", "gewaehlt", wer=als("adele"), jetzt=JETZT)
    bezeichnungen.streiche(
        bezeichnungen.letzte("Ungeändert beschlossen", "Vorberatung", als("adele")).id, wer=als("adele"), jetzt=JETZT
    )
    assert [(z.bezeichnung, z.art, z.ausgang) for z in bezeichnungen.der_stadt(stadt.koerperschaft_id)] == [
        ("einstimmig beschlossen", None, "gewaehlt")
    ]
    assert ausgaenge("drei") == ["empfohlen", "gewaehlt"]
    for bezeichnung, ausgang in (("x", "unsinn"), ("", "angenommen"), ("x" * 301, "angenommen")):
        with pytest.raises(EingabeUngueltig):
            bezeichnungen.lege_fest(bezeichnung, ausgang, wer=als("adele"), jetzt=JETZT)
    with pytest.raises(EingabeUngueltig, match="nichts festgelegt"):
        bezeichnungen.letzte("unbekannt", None, als("adele"))
