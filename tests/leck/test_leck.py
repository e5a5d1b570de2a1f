"""Whoever walks through every door with every key takes nothing along that is not theirs to see.

Routes are read off the application and texts off the tables: what is new is tried without anybody naming it here.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import JSON

from tests.leck.conftest import Haus
from tests.leck.erlaubt import HAUS, Maszstab
from tests.leck.gang import Fund
from tests.leck.marken import BLEIBT, ist_frei
from tests.leck.welt import SITZUNG
from vorlagen.extensions import Base
from vorlagen.services import anmeldung

pytestmark = pytest.mark.probe
FREMDE = (None, "n-gerda", "n-adele")


def verstoesse(haus: Haus, wer: str | None, fund: Fund) -> list[str]:
    """Column and address of everything this person saw without being allowed to."""
    maszstab = Maszstab(haus.welt, haus.marken)
    gesehen = ((haus.marken[name], orte) for name, orte in fund.marken.items())
    return [f"{marke.spalte}: {min(orte)}" for marke, orte in gesehen if not maszstab.darf(wer, marke)]


@pytest.mark.parametrize("wer", [*FREMDE, "rosa", "niemand", "vera", "kai", "frieda", "gerda"])
def test_niemand_sieht_was_ihm_nicht_zusteht(haus: Haus, wer: str | None) -> None:
    fund = haus.rundgang(wer)
    assert verstoesse(haus, wer, fund) == []
    assert [ziel for ziel, status in fund.antworten.items() if status >= 500] == []


def test_der_rundgang_ist_nicht_blind(haus: Haus) -> None:
    niemand = {haus.marken[name].spalte for name in haus.rundgang("niemand").marken}
    assert {"anlage.inhalt", "beschlusspunkt.text", "tagesordnungspunkt.titel", "vorlage.sachverhalt", *HAUS} <= niemand
    frieda = {haus.marken[name].spalte for name in haus.rundgang("frieda").marken}
    assert {"anlage.name", "auftrag.text", "dokument.kontext", "fassung.inhalt", "verlauf.daten"} <= frieda


@pytest.mark.parametrize("wer", [*FREMDE, "niemand"])
@pytest.mark.parametrize("methode", ["POST", "PATCH", "DELETE"])
def test_wer_nichts_darf_veraendert_nichts_und_erfaehrt_nichts(haus: Haus, wer: str | None, methode: str) -> None:
    fund = haus.rundgang(wer, methode)
    assert verstoesse(haus, wer, fund) == []
    assert set(fund.antworten.values()) <= {400, 401, 403, 404, 409, 422}


def test_ein_abgelaufenes_token_oeffnet_nichts(haus: Haus) -> None:
    abgelaufen = anmeldung.token_neu("gerda", jetzt=SITZUNG - timedelta(days=2), tage=1)
    fund = haus.rundgang("gerda", token=abgelaufen)
    offen = {weg for (_, weg), status in fund.antworten.items() if weg.startswith("/api/") and status != 401}
    assert offen <= {"/api/v1/openapi.json", "/api/v1/fall.schema.json"}


def test_jeder_freie_text_traegt_eine_marke(haus: Haus) -> None:
    """Outside of JSON: there only what somebody wrote is marked, not codes."""
    bewohnt = {marke.spalte.partition(".")[0] for marke in haus.marken.values()}
    texte = [s for t in Base.metadata.sorted_tables if t.name in bewohnt for s in t.columns if ist_frei(s)]
    frei = {f"{s.table.name}.{s.name}" for s in texte if not isinstance(s.type, JSON)} - BLEIBT
    assert sorted(frei - {marke.spalte for marke in haus.marken.values()}) == ["dokument.inhalt"]


def test_die_suche_verraet_nicht_was_es_gibt(haus: Haus) -> None:
    app, kopf = haus.app, {"Authorization": f"Bearer {anmeldung.token_neu('niemand', jetzt=SITZUNG)}"}
    klient = app.test_client()
    for name, marke in haus.marken.items():
        if marke.spalte.startswith(("vorlage.", "anlage.", "verlauf.", "tagesordnungspunkt.")):
            antwort = klient.get(f"/api/v1/vorlagen?q={name}", headers=kopf).get_json()
            gefunden = [vorlage["id"] for vorlage in antwort["data"]]
            darf = Maszstab(haus.welt, haus.marken).darf("niemand", marke)
            assert gefunden == [] or darf, (marke.spalte, name)
