"""Description, diagrams and documentation pages: made from the procedure, complete, and up to date."""

from __future__ import annotations

import re
import runpy
import sys
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import workflows
from tests.workflow.muster import ABSCHLIESSEN, EINREICHEN, ablauf, nicht_verboten
from vorlagen.workflow import Feld, Feldart, Folge, FolgeArt, Frist, Rolle, Schritt, Status, Workflow
from vorlagen.workflow import doku as doku_modul
from vorlagen.workflow.beschreibung import als_text, beschreibe
from vorlagen.workflow.diagramm import mermaid, svg
from vorlagen.workflow.doku import seiten

SEITEN = Path(__file__).resolve().parents[2] / "docs" / "ablaeufe"
ALLE = pytest.mark.parametrize("eigener", workflows.ABLAEUFE, ids=[a.name for a in workflows.ABLAEUFE])
SVG = "{http://www.w3.org/2000/svg}"


def bunter_ablauf() -> Workflow:
    return ablauf(
        status=(
            Status("entwurf", "Entwurf <neu>"),
            Status("eingereicht", "Eingereicht"),
            Status("fertig", "Fertig"),
            Status("end", "Ende; gut"),
        ),
        endet_mit=("fertig", "end"),
        felder=(
            Feld(name="eile", titel="Grund der Eile", pflicht=True, oeffentlich=True),
            Feld(name="anteil", titel="Anteil", art=Feldart.ZAHL),
        ),
        schritte=(
            replace(
                EINREICHEN,
                wenn=(nicht_verboten,),
                frist=Frist("Eile", 1, Rolle.GREMIENDIENST),
                dokument="muster",
                laut="§ 1 GeschO",
                folgen=(Folge(FolgeArt.NUMMER_VERGEBEN),),
            ),
            replace(ABSCHLIESSEN, durch=(Rolle.GREMIENDIENST, "buero_des_rates"), begruenden=True),
            Schritt(name="ablegen", von="eingereicht", nach="end", durch=Rolle.AUTOMATIK, titel='Nach "oben": ab'),
        ),
    )


def test_die_beschreibung_sagt_wer_wann_was_darf() -> None:
    assert als_text(beschreibe(bunter_ablauf())) == (
        "Muster (muster, Version 1)\n"
        "\n"
        "„Entwurf <neu>“ – so beginnt die Vorlage\n"
        "  • Die federführende Stelle kann „Einreichen“; die Vorlage ist dann „Eingereicht“.\n"
        "    Vorher muss gelten: Der Betreff heißt nicht „Verboten“. Ausgefüllt ist: Grund der Eile.\n"
        "    Danach: Die Vorlage bekommt ihre Nummer. Es läuft die Frist „Eile“: 1 Werktag (der Gremiendienst). "
        "Das Dokument „muster“ wird erstellt.\n"
        "    Laut § 1 GeschO.\n"
        "\n"
        "„Eingereicht“\n"
        "  • Der Gremiendienst oder buero des rates kann „Abschliessen“; die Vorlage ist dann „Fertig“.\n"
        "    Danach: Die Begründung steht im Verlauf.\n"
        '  • Von selbst geschieht „Nach "oben": ab“; die Vorlage ist dann „Ende; gut“.\n'
        "\n"
        "„Fertig“ – damit endet die Vorlage\n"
        "\n"
        "„Ende; gut“ – damit endet die Vorlage\n"
        "\n"
        "Eigene Felder\n"
        "  • Grund der Eile (eine Zeile, Pflicht, öffentlich)\n"
        "  • Anteil (Zahl)\n"
    )


def test_ohne_eigene_felder_ist_davon_keine_rede() -> None:
    assert "Eigene Felder" not in als_text(beschreibe(ablauf()))
    assert "Eigene Felder" not in seiten((ablauf(),))["muster.md"]


def test_eine_frist_bis_zu_einem_datum_nennt_das_feld() -> None:
    bis = Frist("Vorlage", fuer=Rolle.FEDERFUEHRUNG, bis="tag")
    eigener = ablauf(
        felder=(Feld(name="tag", titel="Vorzulegen bis", art=Feldart.DATUM),),
        schritte=(EINREICHEN, replace(ABSCHLIESSEN, frist=bis)),
    )
    assert "die Frist „Vorlage“: bis „Vorzulegen bis“ (die federführende Stelle)." in als_text(beschreibe(eigener))


def test_die_beschreibung_ordnet_auch_nach_rollen() -> None:
    rollen = {rolle.titel: rolle.schritte for rolle in beschreibe(bunter_ablauf()).rollen}
    assert rollen == {
        "die federführende Stelle": (("Einreichen", ("Entwurf <neu>",)),),
        "der Gremiendienst": (("Abschliessen", ("Eingereicht",)),),
        "buero des rates": (("Abschliessen", ("Eingereicht",)),),
        "das System": (('Nach "oben": ab', ("Eingereicht",)),),
    }


def test_mermaid_nennt_alles_und_stolpert_ueber_kein_zeichen() -> None:
    assert mermaid(bunter_ablauf()) == (
        "stateDiagram-v2\n"
        "    accTitle: Muster\n"
        "    accDescr: Entwurf <neu> – Einreichen führt zu Eingereicht. Eingereicht – Abschliessen führt zu Fertig. "
        "Eingereicht – Nach ”oben” – ab führt zu Ende, gut.\n"
        '    state "Entwurf <neu>" as entwurf\n'
        '    state "Eingereicht" as eingereicht\n'
        '    state "Fertig" as fertig\n'
        '    state "Ende, gut" as end_\n'
        "    [*] --> entwurf\n"
        "    entwurf --> eingereicht : Einreichen (die federführende Stelle)\n"
        "    eingereicht --> fertig : Abschliessen (der Gremiendienst, buero des rates)\n"
        "    eingereicht --> end_ : Nach ”oben” – ab (das System)\n"
        "    fertig --> [*]\n"
        "    end_ --> [*]\n"
    )


@ALLE
def test_das_bild_zeigt_jeden_status_und_jeden_schritt(eigener: Workflow) -> None:
    bild = ET.fromstring(svg(eigener))  # noqa: S314 - made here
    texte = [element.text for element in bild.iter(f"{SVG}text")]
    for status in eigener.status:
        assert texte.count(status.titel) >= 1
    linien = [p for p in bild.iter(f"{SVG}path") if p.get("marker-end")]
    assert len(linien) == sum(len(schritt.quellen) for schritt in eigener.schritte)
    assert len(list(bild.iter(f"{SVG}rect"))) == len(eigener.status)


def test_das_bild_hat_titel_und_worte_fuer_alle_die_es_nicht_sehen() -> None:
    bild = ET.fromstring(svg(bunter_ablauf()))  # noqa: S314 - made here
    titel, worte = bild.find(f"{SVG}title"), bild.find(f"{SVG}desc")
    assert titel is not None
    assert worte is not None
    assert bild.get("role") == "img"
    assert bild.get("aria-labelledby") == f"{titel.get('id')} {worte.get('id')}"
    assert titel.text == "Ablauf Muster"
    assert (worte.text or "").startswith("Entwurf <neu>: Einreichen führt zu Eingereicht.")


def test_das_bild_kennt_hell_und_dunkel_oder_nimmt_die_farben_seiner_seite() -> None:
    assert "prefers-color-scheme:dark" in svg(bunter_ablauf())
    assert "<style" not in svg(bunter_ablauf(), eigenstaendig=False)
    assert "style=" not in svg(bunter_ablauf(), eigenstaendig=False)


@ALLE
def test_auf_einer_spur_liegen_nur_wege_zum_selben_ziel_oder_weit_genug_auseinander(eigener: Workflow) -> None:
    bild = ET.fromstring(svg(eigener))  # noqa: S314 - made here
    spannen: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for linie in bild.iter(f"{SVG}path"):
        weg = re.fullmatch(r"M\d+ (\d+)H(\d+)q.*V(\d+)q0 (-?6) .*", linie.get("d") or "")
        if weg:
            ziel = int(weg[3]) + int(weg[4])
            spannen[weg[2]][ziel] += [int(weg[1]), ziel]
    assert spannen
    for je_ziel in spannen.values():
        geordnet = sorted((min(hoehen), max(hoehen)) for hoehen in je_ziel.values())
        assert all(unten < oben for (_, unten), (oben, _) in pairwise(geordnet))


def test_die_seiten_der_dokumentation_sind_aktuell() -> None:
    erwartet = seiten(sorted(workflows.ABLAEUFE, key=lambda eigener: eigener.titel))
    vorhanden = {ort.name: ort.read_text(encoding="utf-8") for ort in SEITEN.iterdir()}
    assert vorhanden == erwartet, "python -m vorlagen.workflow.doku docs/ablaeufe"


def test_die_seiten_lassen_sich_mit_einem_befehl_schreiben(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["doku", str(tmp_path / "neu")])
    runpy.run_path(doku_modul.__file__, run_name="__main__")
    anzahl = len(list((tmp_path / "neu").iterdir()))
    assert capsys.readouterr().out == f"{anzahl} Dateien in {tmp_path / 'neu'}\n"
    assert anzahl == 2 * len(workflows.ABLAEUFE) + 1


def test_eine_seite_nennt_auch_eigene_felder() -> None:
    seite = seiten((bunter_ablauf(),))["muster.md"]
    assert "| Grund der Eile | eine Zeile | ja | ja |\n| Anteil | Zahl | nein | nein |" in seite
    assert "  Laut § 1 GeschO.\n" in seite
    assert "Hier ist nichts mehr zu tun." in seite
