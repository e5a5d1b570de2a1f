"""The values: frozen, with words fit for the screen, and with a fingerprint that follows every rule."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from types import MappingProxyType
from typing import Any

import pytest

import workflows
from tests.workflow.muster import ABSCHLIESSEN, EINREICHEN, ablauf, nicht_verboten, stand, station
from vorlagen.workflow import Ausgang, Feld, Feldart, Folge, FolgeArt, Frist, Rolle, Schritt, Status, Votum, Wirkung
from vorlagen.workflow.bausteine import Folgenregel
from vorlagen.workflow.begriffe import Pflichtart, Verknuepfungsart, rolle_titel


def leer(bild: object) -> Any:
    """A rule from which nothing follows."""
    return iter(())


ANDERS: tuple[dict[str, Any], ...] = (
    {"name": "anders"},
    {"version": 2},
    {"endet_mit": ("fertig", "weg"), "status": (*ablauf().status, Status("weg", "Weg")),
     "schritte": (EINREICHEN, ABSCHLIESSEN, replace(EINREICHEN, name="weg", nach="weg"))},
    {"schritte": (EINREICHEN, ABSCHLIESSEN, replace(EINREICHEN, name="gleich_fertig", nach="fertig"))},
    {"schritte": (replace(EINREICHEN, name="abgeben"), ABSCHLIESSEN)},
    {"schritte": (replace(EINREICHEN, durch=Rolle.FREIGABE), ABSCHLIESSEN)},
    {"schritte": (replace(EINREICHEN, durch=(Rolle.FREIGABE, Rolle.FEDERFUEHRUNG)), ABSCHLIESSEN)},
    {"schritte": (replace(EINREICHEN, wenn=(nicht_verboten,)), ABSCHLIESSEN)},
    {"schritte": (replace(EINREICHEN, wenn=(replace(nicht_verboten, satz="Anders gesagt."),)), ABSCHLIESSEN)},
    {"schritte": (replace(EINREICHEN, frist=Frist("Eile", 3, Rolle.GREMIENDIENST)), ABSCHLIESSEN)},
    {"schritte": (replace(EINREICHEN, frist=Frist("Eile", 4, Rolle.GREMIENDIENST)), ABSCHLIESSEN)},
    {"schritte": (replace(EINREICHEN, frist=Frist("Eile", fuer=Rolle.GREMIENDIENST, bis="tag")), ABSCHLIESSEN),
     "felder": (Feld(name="tag", titel="Tag", art=Feldart.DATUM),)},
    {"schritte": (replace(EINREICHEN, dokument="muster"), ABSCHLIESSEN)},
    {"schritte": (replace(EINREICHEN, folgen=(Folge(FolgeArt.NUMMER_VERGEBEN),)), ABSCHLIESSEN)},
    {"schritte": (replace(EINREICHEN, folgen=(Folge(FolgeArt.NUMMER_VERGEBEN, {"a": "b"}),)), ABSCHLIESSEN)},
    {"schritte": (replace(EINREICHEN, folgen=(Folgenregel("regel", "Satz.", leer),)), ABSCHLIESSEN)},
    {"schritte": (replace(EINREICHEN, begruenden=True), ABSCHLIESSEN)},
    {"schritte": (EINREICHEN, ABSCHLIESSEN,
                  replace(EINREICHEN, name="oeffnen", von="fertig", wieder_oeffnet=True))},
    {"felder": (Feld(name="eile", titel="Eile"),)},
    {"felder": (Feld(name="eile", titel="Eile", pflicht=True),)},
    {"felder": (Feld(name="eile", titel="Eile", oeffentlich=True),)},
    {"felder": (Feld(name="eile", titel="Eile", laenge=80),)},
    {"felder": (Feld(name="eile", titel="Eile", art=Feldart.AUSWAHL, auswahl=("a",)),)},
    {"felder": (Feld(name="eile", titel="Eile", art=Feldart.AUSWAHL, auswahl=("a", "b")),)},
    {"umzug": {"alt": "entwurf"}},
)  # fmt: skip


def test_jede_aenderung_einer_regel_aendert_die_kennung() -> None:
    kennungen = [ablauf(**anders).kennung for anders in ({}, *ANDERS)]
    assert len(set(kennungen)) == len(kennungen)


def test_worte_auf_knoepfen_aendern_die_kennung_nicht() -> None:
    worte = ablauf(
        titel="Anders",
        status=tuple(replace(status, titel=status.titel.upper()) for status in ablauf().status),
        schritte=(replace(EINREICHEN, titel="Abgeben", laut="§ 1"), ABSCHLIESSEN),
        felder=(),
    )
    assert worte.kennung == ablauf().kennung


def test_die_kennung_ist_ueberall_dieselbe() -> None:
    assert ablauf().kennung == "d621dd0a3eab9cf99038f6a50372dec1e7cb179ea9cb50408d0d67c6a9347976"
    assert len({eigener.kennung for eigener in workflows.ABLAEUFE}) == len(workflows.ABLAEUFE)


@pytest.mark.parametrize(
    ("wert", "name"),
    [(ablauf(), "titel"), (EINREICHEN, "nach"), (stand(), "status"), (nicht_verboten, "satz"), (station(), "art")],
    ids=lambda wert: type(wert).__name__ if not isinstance(wert, str) else "",
)
def test_kein_wert_laesst_sich_aendern(wert: object, name: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(wert, name, "anders")


def test_was_hineingegeben_wurde_haengt_nicht_mehr_daran() -> None:
    felder, umzug, daten = {"eile": "ja"}, {"alt": "entwurf"}, {"art": "x"}
    bild, eigener, folge = stand(felder=felder), ablauf(umzug=umzug), Folge(FolgeArt.NUMMER_VERGEBEN, daten)
    for quelle in (felder, umzug, daten):
        quelle.clear()
    assert (dict(bild.felder), dict(eigener.umzug), dict(folge.daten)) == (
        {"eile": "ja"},
        {"alt": "entwurf"},
        {"art": "x"},
    )
    assert {type(bild.felder), type(bild.auswirkungen), type(eigener.umzug), type(folge.daten)} == {MappingProxyType}


def test_ein_schritt_kennt_seine_aufschrift_und_woher_er_kommt() -> None:
    assert (EINREICHEN.aufschrift, EINREICHEN.quellen, EINREICHEN.rollen) == (
        "Einreichen",
        ("entwurf",),
        ("federfuehrung",),
    )
    mehrere = Schritt(name="weg_damit", von=("a", "b"), nach="c", durch=("x", "y"), titel="Weg")
    assert (mehrere.aufschrift, mehrere.quellen, mehrere.rollen) == ("Weg", ("a", "b"), ("x", "y"))
    assert replace(mehrere, titel="").aufschrift == "Weg damit"


def test_ein_ablauf_findet_status_und_schritt() -> None:
    eigener = ablauf()
    assert eigener.status_titel("entwurf") == "Entwurf"
    assert eigener.status_titel("frueher") == "frueher"
    assert eigener.schritt("einreichen", "entwurf") is EINREICHEN
    assert eigener.schritt("einreichen", "fertig") is None


def test_entwerfen_kann_wer_aus_dem_entwurf_herausfuehrt() -> None:
    weg = Schritt(name="verwerfen", von="entwurf", nach="fertig", durch="archiv")
    selbst = Schritt(name="weiter", von="entwurf", nach="eingereicht", durch=Rolle.AUTOMATIK)
    assert ablauf(schritte=(EINREICHEN, ABSCHLIESSEN, weg, selbst)).entwerfende == {Rolle.FEDERFUEHRUNG}


def test_vertagt_ist_nicht_fertig() -> None:
    offen = {ausgang for ausgang in Ausgang if not station(ausgang=ausgang).abgeschlossen}
    assert offen == {Ausgang.VERTAGT, Ausgang.NICHT_BEHANDELT, Ausgang.GEMISCHT}
    assert not station().abgeschlossen


def test_gemischt_ist_fertig_wenn_jeder_punkt_es_ist() -> None:
    ja, nein, vertagt = Ausgang.ANGENOMMEN, Ausgang.ABGELEHNT, Ausgang.VERTAGT
    bilder = [
        station(ausgang=Ausgang.GEMISCHT, einzeln=e) for e in ((ja, nein), (ja, vertagt), (ja, None), (nein, nein))
    ]
    assert [bild.abgeschlossen for bild in bilder] == [True, False, False, True]
    assert [(bild.zugestimmt, bild.abgelehnt) for bild in bilder] == [
        (True, False), (False, False), (False, False), (False, True),
    ]  # fmt: skip


def test_jedes_wort_hat_seine_umlaute() -> None:
    assert [a.titel for a in Ausgang if "ae" in a or "ue" in a] == [
        "geändert angenommen",
        "geändert empfohlen",
        "zurückgezogen",
        "gewählt",
        "nicht gewählt",
    ]
    assert Votum.ZUGESTIMMT_MIT_HINWEIS.titel == "zugestimmt mit Hinweis"
    assert [Votum.KENNTNIS.titel, Votum.ABGELEHNT.titel] == ["zur Kenntnis", "abgelehnt"]
    assert [w.titel for w in Wirkung] == ["ja", "nein", "noch nicht zu übersehen", "ja, positiv", "ja, negativ"]
    assert [v.titel for v in Verknuepfungsart] == [
        "ergänzt",
        "ersetzt",
        "ändert",
        "beantwortet",
        "nimmt Stellung zu",
        "genehmigt",
        "bezieht sich auf",
    ]
    assert all(pflicht.titel for pflicht in Pflichtart)
    assert all(art.satz.endswith(".") for art in FolgeArt)
    assert {rolle_titel(rolle) for rolle in Rolle}.isdisjoint(set(Rolle))
    assert rolle_titel("dezernat_drei") == "dezernat drei"
