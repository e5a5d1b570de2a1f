"""`vorlagen person rolle|zeige|liste` and `vorlagen rechte`."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Ruf
from tests.welt import Stadt, entwurf, gehe

pytestmark = pytest.mark.probe


@pytest.mark.usefixtures("instanz")
def test_rollen_werden_gegeben_gezeigt_und_genommen(stadt: Stadt, rufe: Ruf) -> None:
    gib = ("person", "rolle", "niemand", "--gib", "mitzeichnung", "--amt", "20")
    status, ausgabe, _ = rufe(*gib, "--von", "2020-01-01", "--bis", "2999-12-31")
    assert status == 0
    assert ausgabe.splitlines()[0] == "„niemand“ hat jetzt die Rolle Mitzeichnung für „20 Kämmerei“."
    assert rufe(*gib)[0] == 1
    person = json.loads(rufe("person", "zeige", "niemand", "--json")[1])
    assert person["rollen"] == [
        {"rolle": "mitzeichnung", "ort": "„20 Kämmerei“", "von": "2020-01-01", "bis": "2999-12-31", "gilt": True}
    ]
    assert "mitzeichnung" in rufe("person", "zeige", "niemand")[1]
    alle = json.loads(rufe("person", "liste", "--json")[1])
    assert {eine["anmeldename"] for eine in alle} >= {"niemand", "adele"}
    assert "verwaltung (die ganze Kommune)" in rufe("person", "liste")[1]
    nimm = ("person", "rolle", "niemand", "--nimm", "mitzeichnung", "--amt", "20")
    assert rufe(*nimm)[1] == "„niemand“ hat nicht mehr die Rolle Mitzeichnung für „20 Kämmerei“.\n"
    assert rufe(*nimm)[0] == 1
    assert rufe("person", "rolle", "adele", "--nimm", "verwaltung")[0] == 1
    assert rufe("person", "rolle", "niemand", "--gib", "gremiendienst", "--gremium", "HFA")[0] == 0
    for falsch in ((), ("--gib", "freigabe", "--nimm", "freigabe"), ("--nimm", "freigabe", "--von", "2026-01-01")):
        assert rufe("person", "rolle", "niemand", *falsch)[0] == 2
    for ort in (("--amt", "99"), ("--gremium", "XY")):
        assert rufe("person", "rolle", "niemand", "--gib", "freigabe", *ort)[0] == 1


@pytest.mark.usefixtures("instanz")
def test_der_befehl_sagt_wer_was_darf_und_warum(stadt: Stadt, rufe: Ruf) -> None:
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    zeilen = rufe("rechte", vorlage_id)[1].splitlines()
    satz = "  Mitzeichnen für 20 Kämmerei: ja, weil die Person die Rolle Mitzeichnung für „20 Kämmerei“ hat."
    assert satz in zeilen
    kai = json.loads(rufe("rechte", vorlage_id, "--person", "kai", "--json")[1])[0]
    assert kai["sieht_alles"] == [{"grund": "mitzeichnung", "weil": "für ein beteiligtes Amt mitzeichnet"}]
    assert [recht["name"] for recht in kai["rechte"] if recht["darf"]] == [
        "mitzeichnen:20",
        "zur_ueberarbeitung_zurueckgeben",
    ]
    niemand = "Niko Niemand sieht nicht die ganze Vorlage und kann nichts mit ihr tun.\n"
    assert rufe("rechte", vorlage_id, "--person", "niemand")[1] == niemand
    assert rufe("rechte", "gibt-es-nicht")[0] == 1
