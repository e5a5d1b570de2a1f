"""What the public may read follows the release: a return to the drafting desk takes it back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

import vorlagen as vorlagen_paket
from tests.lebenslaeufe import SITZUNG, lies, trage_ein
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, baue_stadt, freigegeben, gehe, zeichne_fuer_alle
from vorlagen.extensions import Base, db, verzeichnis
from vorlagen.fehler import NichtGefunden
from vorlagen.models import Tagesordnungspunkt, Vorlage
from vorlagen.services import oeffentlich, sitzungen, tagesordnungsbild, vorlagen
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.oeffentlich import (
    OeffentlicheAbstimmung,
    OeffentlicheBeratung,
    OeffentlicherPunkt,
    OeffentlicheSitzung,
    OeffentlicheVorlage,
)
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.web.ansichten import textaenderungen
from vorlagen.workflow import Rolle, Schritt, umgebaut
from vorlagen.workflow.engine import BedingungOffen


@pytest.fixture
def stadt(app: Flask) -> Iterator[Stadt]:
    """Here released papers may go back to the drafting desk."""
    alt = verzeichnis.hole("mitteilungsvorlage")
    zurueck = Schritt(name="ueberarbeiten", von="freigegeben", nach="entwurf", durch=Rolle.FEDERFUEHRUNG)
    verzeichnis.ablaeufe["mitteilungsvorlage", alt.version] = umgebaut(alt, schritte=(zurueck,))
    yield baue_stadt()
    verzeichnis.lade()


def einblick(vorlage_id: str) -> Einblick | None:
    """How much Niemand, who has no role, sees."""
    wer = als("niemand")
    db.session.rollback()
    try:
        return hole(vorlage_id, wer)[1]
    except NichtGefunden:
        return None


def test_was_ueberarbeitet_wird_ist_bis_zur_neuen_freigabe_nicht_oeffentlich(stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    assert einblick(vorlage_id) is Einblick.OEFFENTLICH
    gehe(vorlage_id, "ueberarbeiten", "frieda")
    assert einblick(vorlage_id) is None
    frieda = als("frieda")
    vorlage, _ = hole(vorlage_id, frieda)
    vorlagen.aendere(vorlage_id, {"betreff": "Neu"}, version=vorlage.version, wer=frieda, jetzt=JETZT)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    zeichne_fuer_alle(vorlage_id)
    assert einblick(vorlage_id) is None
    gehe(vorlage_id, "freigeben", "olaf")
    assert einblick(vorlage_id) is Einblick.OEFFENTLICH


def test_ein_oeffentlicher_punkt_verschwindet_mit_der_freigabe_seiner_vorlage(stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    auf_tagesordnung(stadt, vorlage_id, beginn=SITZUNG)
    sitzung_id = lies(vorlage_id).beratungen[0].tops[0].sitzung_id

    def titel(wer: str) -> list[str]:
        person = als(wer)
        db.session.rollback()
        return [top.titel for top, _ in tagesordnungsbild.punkte(sitzungen.hole(sitzung_id), person)]

    assert titel("niemand") == titel("gerda") == ["Sachstand Datennetz"]
    als("gerda")
    db.session.get_one(Vorlage, vorlage_id).freigegeben = None  # as a procedure's step back to the desk does
    db.session.commit()
    assert (titel("niemand"), titel("gerda")) == ([], ["Sachstand Datennetz"])


def test_auf_eine_vergangene_sitzung_kommt_eine_vorlage_nur_mit_begruendung(stadt: Stadt) -> None:
    with pytest.raises(BedingungOffen) as offen:
        auf_tagesordnung(stadt, freigegeben(stadt), beginn=JETZT - timedelta(days=6))
    assert [grund.code for grund in offen.value.gruende] == ["tagesordnung.steht"]


ANGABEN = ("oparl", "oparl.angaben", "oparl.haeuser")
"""Where it stands which towns there are for everybody."""
OFFEN = {
    "vorlage": "id koerperschaft_id nummer vorlageart_id ablauf ablauf_version status oeffentlicher_status oeffentlich "
    "betreff federfuehrend_id datum beschlussvorschlag sachverhalt auswirkungen felder ruecknahme beendet",
    "anlage": "id vorlage_id name typ groesse sha256 oeffentlich reihe inhalt ruecknahme",
    "beratung": "id vorlage_id reihe art entscheidet oeffentlich geplant_id geplant_am ergebnis ausgang",
    "abstimmung": "id top_id art punkt_id antrag gruppe ergebnis ausgang ja nein enthaltung befangen anwesend "
    "stimmberechtigt worte namentlich wahl gilt erfasst",
    "sitzung": "id koerperschaft_id gremium_id beginn ende ort status steht_seit fruehere_termine absagegrund "
    "niederschrift_frei weitere_gremien",
    "tagesordnungspunkt": "id sitzung_id beratung_id oeffentlich nummer unter bezeichnung titel ergebnis ausgang "
    "aufnahme nachtrag en_bloc abgesetzt zugelassen frueher protokoll",
    "fassung": "vorlage_id nr inhalt oeffentlich_seit",
}
INNEN = {
    "vorlage": "ablauf_kennung version fassung begruendung_nichtoeffentlich beteiligt bearbeiter aktenzeichen fall "
    "fall_id erstellt_von_id erstellt geaendert aussen_geaendert eingereicht freigegeben veroeffentlicht "
    "veroeffentlichen_am ruecknahme_grund ruecknahme_von_id",
    "anlage": "koerperschaft_id begruendung_nichtoeffentlich hochgeladen ruecknahme_grund ruecknahme_von_id",
    "beratung": "koerperschaft_id begruendung_nichtoeffentlich beschlusstext intern verwiesen_an verwiesen_von_id "
    "fassung_vorher fassung_nachher",
    "abstimmung": "koerperschaft_id beratung_id reihe wirkung",
    "sitzung": "version serie_id vorsitz schriftfuehrung ordnung",
    "tagesordnungspunkt": "koerperschaft_id begruendung_nichtoeffentlich begruendung urteil aufgerufen "
    "fassung_vorher fassung_nachher",
    "fassung": "id koerperschaft_id sha256 festgestellt geaendert geaendert_von_id",
}
GEZEIGT: tuple[tuple[type, str, str, str], ...] = (
    (OeffentlicheVorlage, "vorlage", "vorlageart_id oeffentlicher_status oeffentlich ruecknahme beendet",
     "untertitel art ist_beendet punkte anlagen verweise grabsteine"),
    (OeffentlicheBeratung, "beratung", "oeffentlich geplant_id geplant_am",
     "gremien wartet_auf sitzung_id datum versuche erledigt abstimmungen aenderungen"),
    (OeffentlicheAbstimmung, "abstimmung", "", "punkt_nr"),
    (OeffentlicheSitzung, "sitzung", "gremium_id weitere_gremien", "gremium"),
    (OeffentlicherPunkt, "tagesordnungspunkt", "beratung_id bezeichnung abgesetzt protokoll",
     "zeichen papier ist_abgesetzt"),
)  # fmt: skip
"""A projection, the table it is of, which public columns it tells otherwise or elsewhere, and what it tells besides."""


def test_jede_spalte_sagt_ob_sie_jemals_nach_aussen_darf() -> None:
    """A new one is non-public until somebody has written it down, and this asks about it."""
    for tabelle, innen in INNEN.items():
        offen, drinnen = set(OFFEN[tabelle].split()), set(innen.split())
        assert offen & drinnen == set()
        assert set(Base.metadata.tables[tabelle].columns.keys()) == offen | drinnen, tabelle
    for bild, tabelle, anders, mehr in GEZEIGT:
        spalten = set(OFFEN[tabelle].split()) - set(anders.split())
        felder = {feld.name for feld in fields(bild)}
        assert felder - set(mehr.split()) == {s if s in felder else s.removesuffix("_id") for s in spalten}, tabelle


def test_was_die_oeffentlichkeit_sieht_geht_nur_durch_die_eine_projektion() -> None:
    """Modules of the doors that are named after the public know no table and no other service that reads one."""
    eine = {"oeffentlich", "beiwerk", "buergerinfo.papiere"}
    alle = eine | {"buergerinfo", "anlagen", "dokumente", "stadtangaben", "suche", "suche.stoff", "wer", *ANGABEN}
    web = Path(vorlagen_paket.__path__[0]) / "web"
    module = [(ort, eine) for ort in web.rglob("oeffentlich*.py")]
    module += [(ort, alle) for ort in (web / "oeffentlich").glob("*.py") if ort.name != "adressen.py"]
    for ort, erlaubt in module:
        woher: set[str] = set()
        for knoten in ast.walk(ast.parse(ort.read_text("utf-8"))):
            if isinstance(knoten, ast.ImportFrom) and (knoten.module or "").startswith("vorlagen.services"):
                dort = (knoten.module or "").removeprefix("vorlagen.services").lstrip(".")
                woher |= {dort} if dort else {name.name for name in knoten.names}
            assert not (isinstance(knoten, ast.ImportFrom) and knoten.module == "vorlagen.models"), ort
        assert woher <= erlaubt, ort
    assert sorted(ort.name for ort, darf in module if darf is eine) == ["oeffentlich.py", "oeffentlich.py"]


def test_station_und_punkt_sagen_nichts_was_hinter_verschlossenen_tueren_geschah(stadt: Stadt) -> None:
    """A change that becomes public later is not told as that of the body which made it in secret."""
    folge = [
        Station((stadt.gremien["HFA"],), "Vorberatung", oeffentlich=False),
        Station((stadt.gremien["Rat"],), "Entscheidung"),
    ]
    text, anders = "<p>Der Rat kauft das Haus.</p>", "<p>Der Rat kauft das Haus mit Garten.</p>"
    vorlage_id = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=folge, beschlussvorschlag=text)
    for gremium, ergebnis in (("HFA", "empfohlen_geaendert"), ("Rat", "angenommen")):
        top = auf_tagesordnung(stadt, vorlage_id, gremium=gremium, beginn=SITZUNG)
        trage_ein(top, ergebnis, **({"beschlusstext": anders} if gremium == "HFA" else {}))
    vorlage = lies(vorlage_id, "niemand")
    (rat,) = oeffentlich.beratungen([vorlage])[vorlage_id]
    assert (rat.reihe, rat.wartet_auf, rat.ausgang, rat.erledigt, rat.aenderungen) == (1, (), "angenommen", True, ())
    tops = [top for beratung in vorlage.beratungen for top in beratung.tops]
    offene = oeffentlich.offene(tops)
    assert [top.beratung_id for top in offene] == [rat.id]
    assert oeffentlich.beschluesse(tops) == {offene[0].id: anders}
    nichts, etwas = (oeffentlich.punkte([sitzungen.hole(top.sitzung_id)])[top.sitzung_id] for top in tops)
    assert (nichts, [(p.titel, p.papier.nummer if p.papier else "") for p in etwas]) == (
        (), [(vorlage.betreff, vorlage.nummer)],
    )  # fmt: skip
    text_der_seite = str(textaenderungen.oeffentlich_geaendert([rat])) + str(textaenderungen.geaendert(vorlage))
    assert text_der_seite.count("Garten") == 1
    als("gerda")
    db.session.get_one(Tagesordnungspunkt, offene[0].id).oeffentlich = False
    db.session.commit()
    (rat,) = oeffentlich.beratungen([lies(vorlage_id, "niemand")])[vorlage_id]
    assert (rat.ergebnis, rat.ausgang, rat.versuche, rat.abstimmungen, rat.erledigt) == (None, None, (), (), False)
