"""A town's own wheel through the services: a procedure with its own role and fields, a change to one of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.api.programm import Programm
from tests.conftest import WURZEL
from tests.lebenslaeufe import ALLE, beraten, entwurf_von, gruende, lies, rat, stadt_mit_allem, tueren
from tests.welt import JETZT, Stadt, als, gehe
from vorlagen import extensions
from vorlagen.extensions import db, sicht_oeffnen, transaction, verzeichnis
from vorlagen.fehler import NichtGefunden
from vorlagen.models import Koerperschaft
from vorlagen.services import vorlagen
from vorlagen.services.sachstand import ablauf_von, stillstehende
from vorlagen.workflow import AblaufFehlerhaft
from vorlagen.workflow.stecker import GRUPPE, GRUPPE_ANPASSUNGEN

PAKET = WURZEL / "tests" / "lindenstadt"
LEUTE = (*ALLE, "karla", "dora")
DEZERNAT = "lindenstadt.das_dezernat_prueft"
EILE = {"grund_der_eile": "Das Wasser steigt.", "kosten": 20_000}


@pytest.fixture
def stadt(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stadt]:
    """The wheel as if it were installed; Karla of the Kämmerei and Dora of the Dezernat have roles of its own."""
    monkeypatch.syspath_prepend(str(PAKET / "src"))
    installiere()
    yield stadt_mit_allem(
        arten=(("Eilvorlage", "lindenstadt.eilvorlage", "EIL/{jahr}/{nr}"),),
        rollen=(("karla", "kaemmerei"), ("dora", "dezernat")),
    )
    verzeichnis.lade()


def installiere(*, mit_anpassung: bool = True) -> None:
    """What a restart after `pip install vorlagen-lindenstadt` would find."""
    fremde = [EntryPoint("lindenstadt", "lindenstadt:ABLAEUFE", GRUPPE)]
    if mit_anpassung:
        fremde.append(EntryPoint("lindenstadt", "lindenstadt:ANPASSUNGEN", GRUPPE_ANPASSUNGEN))
    verzeichnis.lade([*entry_points(group=GRUPPE), *fremde])
    assert verzeichnis.stoerungen == []


def stelle_ein(stadt: Stadt, *anpassungen: str) -> None:
    """The town switches these on for its Beschlussvorlagen, and all others off."""
    sicht_oeffnen(extensions.ALLE)
    with transaction() as sitzung:
        zeile = sitzung.get_one(Koerperschaft, stadt.koerperschaft_id)
        zeile.einstellungen = {**zeile.einstellungen, "anpassungen": {"beschlussvorlage": list(anpassungen)}}
    db.session.expire_all()


def test_die_eilvorlage_geht_von_frieda_ueber_karla_in_den_rat(stadt: Stadt) -> None:
    vorlage_id = entwurf_von(stadt, "Eilvorlage", felder={**EILE, "kosten": 60_000})
    assert gruende(vorlage_id, "zur_kaemmerei_geben", "frieda") == ["kosten.zu_hoch"]
    with pytest.raises(NichtGefunden):
        lies(vorlage_id, "karla")
    person = als("frieda")
    vorlagen.aendere(
        vorlage_id, {"felder": {"kosten": 20_000}}, version=lies(vorlage_id, "frieda").version, wer=person, jetzt=JETZT
    )
    tueren(vorlage_id, "entwurf", LEUTE, zur_kaemmerei_geben="frieda", verwerfen="frieda")
    gehe(vorlage_id, "zur_kaemmerei_geben", "frieda")
    tueren(vorlage_id, "bei_der_kaemmerei", LEUTE, zustimmen="karla", verwerfen="frieda karla")
    gehe(vorlage_id, "zustimmen", "karla")
    tueren(vorlage_id, "freigegeben", LEUTE, verwerfen="frieda karla")
    beraten(stadt, vorlage_id, "angenommen")
    tueren(vorlage_id, "beschlossen", LEUTE)
    assert lies(vorlage_id).nummer == "EIL/2026/1"


def test_ohne_grund_der_eile_bleibt_sie_liegen(stadt: Stadt) -> None:
    vorlage_id = entwurf_von(stadt, "Eilvorlage", felder={"kosten": 0})
    assert gruende(vorlage_id, "zur_kaemmerei_geben", "frieda") == ["grund_der_eile.fehlt"]


def test_die_anpassung_gilt_fuer_neue_vorlagen_und_laufende_bleiben(stadt: Stadt) -> None:
    vorher = entwurf_von(stadt, "Beschlussvorlage")
    stelle_ein(stadt, DEZERNAT)
    nachher = entwurf_von(stadt, "Beschlussvorlage")
    for vorlage_id in (vorher, nachher):
        gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    tueren(vorher, "in_freigabe", LEUTE, zurueckholen="frieda", freigeben="olaf", freigabe_ablehnen="olaf")
    tueren(
        nachher,
        "im_dezernat",
        LEUTE,
        zurueckholen="frieda",
        im_dezernat_billigen="dora",
        im_dezernat_zurueckgeben="dora",
    )
    stelle_ein(stadt)
    tueren(
        nachher,
        "im_dezernat",
        LEUTE,
        zurueckholen="frieda",
        im_dezernat_billigen="dora",
        im_dezernat_zurueckgeben="dora",
    )
    gehe(nachher, "im_dezernat_billigen", "dora")
    gehe(nachher, "freigeben", "olaf")
    assert lies(nachher).nummer == "BV/2026/0001"
    dritte = entwurf_von(stadt, "Beschlussvorlage")
    gehe(dritte, "zur_mitzeichnung_geben", "frieda")
    assert lies(dritte).status == "in_freigabe"


def test_eine_eingestellte_aber_fehlende_anpassung_haelt_den_ablauf_an(stadt: Stadt) -> None:
    stelle_ein(stadt, DEZERNAT)
    laufende = entwurf_von(stadt, "Beschlussvorlage")
    installiere(mit_anpassung=False)
    for versuch in (lambda: entwurf_von(stadt, "Beschlussvorlage"), lambda: ablauf_von(lies(laufende, "frieda"))):
        with pytest.raises(AblaufFehlerhaft, match="eingestellt, aber nicht da oder abgeschaltet"):
            versuch()
    assert lies(entwurf_von(stadt, "Mitteilungsvorlage", gremien=rat(stadt, "Kenntnisnahme")), "frieda").status == (
        "entwurf"
    )


def test_seiten_und_schnittstelle_zeigen_den_ablauf_wie_die_stadt_ihn_hat(stadt: Stadt, klient: FlaskClient) -> None:
    stelle_ein(stadt, DEZERNAT)
    frieda = Programm(klient, "frieda")
    ablauf = frieda.lies("ablaeufe/beschlussvorlage")
    assert "im_dezernat" in [status["name"] for status in ablauf["status"]]
    assert ablauf in frieda.lies("ablaeufe")["data"]
    installiere(mit_anpassung=False)
    assert frieda.lies("ablaeufe/beschlussvorlage", 503)["code"] == "ablauf-fehlerhaft"
    assert "beschlussvorlage" not in [einer["name"] for einer in frieda.lies("ablaeufe")["data"]]
    beginn = {"art": "Beschlussvorlage", "betreff": "Damm"}
    assert frieda.schicke("vorlagen", beginn, 503)["detail"].endswith("nicht da oder abgeschaltet.")
    sicht_oeffnen(extensions.ALLE)
    [stillstand] = stillstehende(db.session.get_one(Koerperschaft, stadt.koerperschaft_id))
    assert (stillstand.quelle, DEZERNAT in stillstand.satz) == ("beschlussvorlage", True)


@pytest.mark.lang
def test_das_paket_laesst_sich_wirklich_installieren(tmp_path: Path) -> None:
    uv = Path(sys.executable).with_name("uv")
    ziel = tmp_path / "ziel"
    subprocess.run([uv, "pip", "install", "--quiet", "--no-deps", "--target", ziel, PAKET], check=True)
    umgebung = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ziel), str(WURZEL)))}
    programm = (
        "from vorlagen.workflow.verzeichnis import Verzeichnis\n"
        "from vorlagen.word import Richtext, fuelle, schablonen\n"
        "v = Verzeichnis(); v.lade(); print(v.stoerungen)\n"
        "print(v.hole('lindenstadt.eilvorlage').titel)\n"
        f"print('im_dezernat' in v.hole('beschlussvorlage', anpassungen=['{DEZERNAT}']).statusnamen)\n"
        "print([s.herkunft for s in schablonen.liste() if s.art == 'eilvorlage'])\n"
        "stand = {'nummer': 'EIL/1', 'betreff': 'Damm', 'beschlussvorschlag': Richtext('<p>Ja.</p>')}\n"
        "print(len(fuelle(schablonen.finde('eilvorlage'), stand).inhalt) > 1000)\n"
    )
    lauf = subprocess.run([sys.executable, "-c", programm], env=umgebung, cwd=tmp_path, capture_output=True, text=True)
    assert (lauf.stdout.splitlines(), lauf.stderr) == (["[]", "Eilvorlage", "True", "['lindenstadt']", "True"], "")
    pruefungen = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--noconftest", "-c", os.devnull]
    eigene = subprocess.run(
        [*pruefungen, str(PAKET / "tests")], env=umgebung, cwd=tmp_path, capture_output=True, text=True
    )
    assert eigene.stdout.splitlines()[-1].startswith("8 passed, 1 skipped"), eigene.stdout
