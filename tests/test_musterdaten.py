"""The generator of `python3 dev.py daten`: what it writes is what the services would have left behind."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from tests.musterdaten.erzeugen import Auftrag, Bilanz, erzeuge
from tests.welt import Stadt
from vorlagen.extensions import ALLE, Base, db, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN
from vorlagen.models import (
    Abstimmung,
    Beratung,
    Erinnerung,
    Fassung,
    Frist,
    Mitzeichnung,
    Nummernkreis,
    Sitzung,
    Tagesordnungspunkt,
    Verknuepfung,
    Vorlage,
)
from vorlagen.services import anmeldesitzungen, anmeldung, fassungen, verlauf, wahlhinweise
from vorlagen.services.listen import Filter, liste
from vorlagen.services.sachstand import ablauf_von, fotografiere
from vorlagen.services.wer import person_mit_namen
from vorlagen.workflow.begriffe import Ausgang
from vorlagen.workflow.engine import selbsttaetig

HEUTE = date(2026, 3, 2)
ANZAHL = 200


@pytest.fixture
def bestand(app: Flask) -> list[Bilanz]:
    """Two hundred papers; what was told on the way."""
    gemeldet: list[Bilanz] = []
    gemeldet.append(erzeuge(Auftrag(ANZAHL, 7, HEUTE), gemeldet.append))
    sicht_oeffnen(ALLE)
    return gemeldet


def anzahl(klasse: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(klasse)) or 0


@pytest.mark.probe
def test_zweihundert_vorlagen_sind_wie_die_dienste_sie_hinterlassen(bestand: list[Bilanz], app: Flask) -> None:
    assert [bilanz.vorlagen for bilanz in bestand] == [ANZAHL, ANZAHL]
    assert bestand[-1].zeilen > 25 * ANZAHL
    pruefe_verlauf_und_fassungen()
    pruefe_nummern()
    pruefe_ruhe()
    pruefe_zusammenhang()
    pruefe_sichtbarkeit()
    pruefe_seiten(app)


def pruefe_verlauf_und_fassungen() -> None:
    """Every chain verifies, every Fassung has its checksum, and the newest one is what the paper says."""
    geprueft, brueche = verlauf.pruefe_alle()
    assert (brueche, geprueft > 10 * ANZAHL) == ([], True)
    for fassung in db.session.scalars(select(Fassung)):
        assert fassungen.pruefsumme(fassung.inhalt) == fassung.sha256
    for vorlage in db.session.scalars(select(Vorlage)):
        aktuelle = fassungen.aktuell(vorlage)
        assert aktuelle is not None
        assert aktuelle.inhalt == fassungen.inhalt(vorlage)


def pruefe_nummern() -> None:
    """1, 2, 3 … in each counter, which stands where the next release goes on."""
    je_kreis: dict[str, set[int]] = {}
    for vorlage in db.session.scalars(select(Vorlage).where(Vorlage.nummer.is_not(None))):
        teile = str(vorlage.nummer).split("/")
        stelle = 1 if vorlage.vorlageart.name == "Mitteilungsvorlage" else 2
        laufend = int(teile[stelle])
        teile[stelle] = "{nr}"
        bisher = je_kreis.setdefault("/".join(teile), set())
        assert laufend not in bisher
        bisher.add(laufend)
    kreise = {kreis.kreis: kreis.stand for kreis in db.session.scalars(select(Nummernkreis))}
    assert {kreis: set(range(1, stand + 1)) for kreis, stand in kreise.items()} == je_kreis
    assert len(kreise) > 3


def pruefe_ruhe() -> None:
    """At rest in a status that its procedure knows; nothing happened today or later; what is over has no open Frist."""
    for vorlage in db.session.scalars(select(Vorlage)):
        ablauf = ablauf_von(vorlage)
        assert ablauf.kennung == vorlage.ablauf_kennung
        assert selbsttaetig(ablauf, fotografiere(vorlage, HEUTE)) is None, (vorlage.status, vorlage.id)
        assert (vorlage.beendet is not None) == (vorlage.status in ablauf.endet_mit)
        letzter = verlauf.lies(vorlage.id)[-1]
        assert vorlage.erstellt <= letzter.zeit <= vorlage.geaendert
        assert letzter.zeit.astimezone(BERLIN).date() < HEUTE
    status = Counter(db.session.scalars(select(Vorlage.status)))
    assert {"beschlossen", "abgelehnt", "zur_kenntnis_genommen", "in_beratung", "gewaehlt"} <= set(status)
    assert sum(status.values()) == ANZAHL
    offene = select(Frist).where(Frist.zustand == "offen")
    for frist in db.session.scalars(offene):
        vorlage = db.session.get_one(Vorlage, frist.vorlage_id)
        assert vorlage.beendet is None
    assert anzahl(Erinnerung) == 0


def pruefe_zusammenhang() -> None:
    """Links lead back to released papers or name a foreign one; some bodies meet together; every ballot adds up."""
    verweise = db.session.scalars(select(Verknuepfung)).all()
    assert {verweis.nummer is None for verweis in verweise} == {True, False}
    for verweis in verweise:
        assert (verweis.nummer is None) == (verweis.ziel_id is not None)
        ziel = db.session.get(Vorlage, verweis.ziel_id) if verweis.ziel_id else None
        assert ziel is None or (ziel.freigegeben is not None and ziel.oeffentlich)
    assert {len(beratung.gremien) for beratung in db.session.scalars(select(Beratung))} == {1, 2}
    wahlen = db.session.scalars(select(Abstimmung).where(Abstimmung.art == "wahl")).all()
    for abstimmung in wahlen:
        beratung = db.session.get_one(Beratung, abstimmung.beratung_id)
        assert list(wahlhinweise.hinweise(beratung, abstimmung.wahl, Ausgang(abstimmung.ausgang or ""))) == []
    assert len(wahlen) > 3


def pruefe_sichtbarkeit() -> None:
    """Who signs for one office sees the non-public papers of that office and no others."""
    verborgen = set(db.session.scalars(select(Vorlage.nummer).where(~Vorlage.oeffentlich, Vorlage.nummer.is_not(None))))
    assert len(verborgen) >= 5
    punkte = select(Tagesordnungspunkt.oeffentlich).join(Beratung, Beratung.id == Tagesordnungspunkt.beratung_id)
    nichtoeffentlich = punkte.join(Vorlage, Vorlage.id == Beratung.vorlage_id).where(~Vorlage.oeffentlich)
    assert set(db.session.scalars(nichtoeffentlich)) == {False}
    gesehen: dict[str, set[str | None]] = {}
    for name in ("zeichnet66", "adele"):
        person = person_mit_namen(name)
        assert person is not None
        wer = anmeldung.aus_sitzung(person.id)[0]
        gesehen[name] = {zeile.nummer for zeile in liste(wer, Filter(), anzahl=200).zeilen}
    assert verborgen <= gesehen["adele"]
    sicht_oeffnen(ALLE)
    beteiligt = select(Vorlage.nummer).join(Mitzeichnung, Mitzeichnung.vorlage_id == Vorlage.id)
    person = person_mit_namen("zeichnet66")
    assert person is not None
    sicht_oeffnen(ALLE)
    erlaubt = set(db.session.scalars(beteiligt.where(Mitzeichnung.amt_id == person.amt_id, ~Vorlage.oeffentlich)))
    assert gesehen["zeichnet66"] & verborgen == erlaubt & verborgen
    assert verborgen - gesehen["zeichnet66"]


def pruefe_seiten(app: Flask) -> None:
    """A few pages and a list load for Gerda."""
    gerda = person_mit_namen("gerda")
    assert gerda is not None
    klient = app.test_client()
    with klient.session_transaction() as cookie:
        cookie["sitzung"] = anmeldesitzungen.beginne(gerda.id, gerda.sitzungsmarke, geraet="", jetzt=datetime.now(UTC))
    sicht_oeffnen(ALLE)
    sitzung_id = db.session.scalars(select(Sitzung.id).order_by(Sitzung.beginn).offset(20)).first()
    vorlage_id = db.session.scalars(select(Vorlage.id).order_by(Vorlage.id.desc())).first()
    einzelne = (f"/vorlagen/{vorlage_id}", f"/vorlagen/{vorlage_id}/verlauf", f"/sitzungen/{sitzung_id}")
    for weg in ("/", "/vorlagen", "/sitzungen", "/fristen", "/gremien", *einzelne):
        antwort = klient.get(weg)
        assert (antwort.status_code, "<h1" in antwort.text) == (200, True), weg
    kopf = {"Authorization": f"Bearer {anmeldung.token_neu('gerda', jetzt=datetime.now(UTC), tage=None)}"}
    seite = app.test_client().get("/api/v1/vorlagen?anzahl=50", headers=kopf).get_json()
    assert (len(seite["data"]), "next" in seite["links"]) == (50, True)


@pytest.mark.probe
@pytest.mark.parametrize("einstellungen", ["sqlite"], indirect=True)
def test_dieselbe_saat_ergibt_dieselben_vorlagen_und_eine_andere_andere(bestand: list[Bilanz]) -> None:
    erste = abdruck()
    for saat, gleich in ((7, True), (8, False)):
        with transaction() as sitzung:
            for tabelle in reversed(Base.metadata.sorted_tables):
                sitzung.execute(delete(tabelle))
        erzeuge(Auftrag(ANZAHL, saat, HEUTE))
        sicht_oeffnen(ALLE)
        assert (abdruck() == erste) is gleich


def abdruck() -> list[tuple[Any, ...]]:
    """What the papers say and how far they came, in the order in which they were made."""
    spalten = (Vorlage.nummer, Vorlage.betreff, Vorlage.sachverhalt, Vorlage.status, Vorlage.version, Vorlage.geaendert)
    return [tuple(zeile) for zeile in db.session.execute(select(*spalten).order_by(Vorlage.id))]


def test_wo_schon_jemand_wohnt_wird_nichts_angelegt(stadt: Stadt) -> None:
    with pytest.raises(EingabeUngueltig, match="gibt es schon eine Körperschaft"):
        erzeuge(Auftrag(1, 7, HEUTE))
    assert anzahl(Vorlage) == 0


@pytest.mark.parametrize("vorlagen", [1, 1000, 20_000, 100_000, 1_000_000])
def test_mehr_vorlagen_machen_mehr_jahre_und_ausschuesse_aber_keine_endlosen_sitzungen(vorlagen: int) -> None:
    auftrag = Auftrag(vorlagen, 1, HEUTE)
    assert (3 <= auftrag.jahre <= 20, 4 <= auftrag.ausschuesse <= 60) == (True, True)
    if vorlagen == 100_000:
        assert (auftrag.jahre, auftrag.ausschuesse) == (20, 60)
