"""Every route says for whom it is there; the door does that and nothing else."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt
from vorlagen.fehler import SichtFehlt
from vorlagen.services import anmeldung
from vorlagen.web.sicht import Seitentafel, Sicht, fuer, sichten

WURZEL = Path(__file__).resolve().parents[2]
CAST = ("frieda", "gerda", "adele", "niemand")
DURCH = {
    Sicht.VERWALTUNG: {"adele"},
    Sicht.GREMIENDIENST: {"gerda"},
    Sicht.INSTALLATION: set(),
}


def test_eine_adresse_ohne_sicht_verhindert_den_start() -> None:
    app = Flask("probe")
    tafel = Seitentafel("probe", __name__, sicht=Sicht.VERWALTUNG)
    tafel.get("/innen")(lambda: "")
    tafel.get("/frei", endpoint="frei")(fuer(Sicht.OFFEN)(lambda: ""))
    app.register_blueprint(tafel)
    fuer(Sicht.OFFEN)(app.view_functions["static"])
    assert {str(sicht) for sicht in sichten(app).values()} == {"verwaltung", "offen"}
    app.add_url_rule("/vergessen", view_func=lambda: "", endpoint="vergessen")
    with pytest.raises(SichtFehlt, match="/vergessen"):
        sichten(app)


@pytest.mark.probe
def test_die_tuer_laesst_genau_die_ein_fuer_die_die_adresse_da_ist(
    app: Flask, klient: FlaskClient, besuch: Besucht, stadt: Stadt
) -> None:
    """Those who are turned away are so with one sentence, whatever id they name."""
    gesagt, verstoesse = sichten(app), []
    koepfe = {wer: {"Authorization": f"Bearer {anmeldung.token_neu(wer, jetzt=JETZT)}"} for wer in CAST}
    for regel in app.url_map.iter_rules():
        eng = DURCH.get(gesagt[regel.endpoint])
        if eng is None or "GET" not in (regel.methods or ()):
            continue
        pfad = re.sub("<[^>]+>", "0" * 32, re.sub("<int[^>]*>", "1", regel.rule))
        for wer in CAST:
            api = pfad.startswith("/api/")
            antwort = klient.get(pfad, headers=koepfe[wer]) if api else besuch(wer).oeffne(pfad)
            if (antwort.status_code == 403) is (wer in eng):
                verstoesse.append((pfad, wer))
    assert verstoesse == []


def test_die_tabelle_der_adressen_ist_aktuell(app: Flask) -> None:
    """If not: `python3 docs/adressen.py`."""
    ort = WURZEL / "docs"
    assert (ort / "adressen.md").read_text("utf-8") == runpy.run_path(str(ort / "adressen.py"))["bild"](app)
