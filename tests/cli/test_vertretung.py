"""`vorlagen amt` and `vorlagen vertretung`: who signs for what, set at the command line."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Ruf
from tests.welt import Stadt, baue_stadt

pytestmark = pytest.mark.probe

HEUTE, WOCHE = date.today(), date.today() + timedelta(days=7)


@pytest.mark.usefixtures("instanz")
def test_ein_amt_bekommt_genau_diese_aufgaben(stadt: Stadt, rufe: Ruf) -> None:
    assert rufe("amt", "aufgaben", "30", "recht", "klimaschutz", "recht") == (
        0,
        "30 Rechtsamt: klimaschutz, recht.\n",
        "",
    )
    assert rufe("amt", "aufgaben", "20")[1] == "20 Kämmerei: keine Aufgaben.\n"
    assert json.loads(rufe("amt", "liste", "--json")[1])[1:] == [
        {"nummer": "20", "name": "Kämmerei", "aufgaben": []},
        {"nummer": "30", "name": "Rechtsamt", "aufgaben": ["klimaschutz", "recht"]},
    ]
    assert rufe("amt", "liste")[1].splitlines()[-1].split() == ["30", "Rechtsamt", "klimaschutz,", "recht"]
    assert rufe("amt", "aufgaben", "99", "recht") == (1, "", "Das Amt „99“ gibt es nicht.\n")
    assert rufe("amt", "aufgaben", "20", "Große Sachen")[0] == 1


@pytest.mark.usefixtures("instanz")
def test_eine_vertretung_wird_eingetragen_gezeigt_und_beendet(stadt: Stadt, rufe: Ruf) -> None:
    neu = ("vertretung", "neu", "20", "niemand", "--von", HEUTE.isoformat(), "--bis", WOCHE.isoformat())
    status, ausgabe, _ = rufe(*neu, "--json")
    kennung = json.loads(ausgabe)["id"]
    assert status == 0
    assert json.loads(rufe("vertretung", "liste", "--json")[1]) == [
        {
            "id": kennung, "amt": "20", "abwesend": None, "anmeldename": "niemand",
            "von": HEUTE.isoformat(), "bis": WOCHE.isoformat(),
        }
    ]  # fmt: skip
    assert rufe("vertretung", "liste")[1].splitlines()[-1].split()[:3] == ["20", "–", "niemand"]
    assert rufe("vertretung", "beende", kennung) == (0, "Die Vertretung ist beendet.\n", "")
    assert rufe("vertretung", "beende", kennung)[0] == 1
    tage = f"vom {HEUTE:%d.%m.%Y} bis {WOCHE:%d.%m.%Y}"
    assert rufe(*neu)[1] == f"„niemand“ vertritt das Amt 20 {tage}.\n"
    for falsch in (("99", "niemand"), ("20", "wer")):
        assert rufe("vertretung", "neu", *falsch, *neu[4:])[0] == 1


@pytest.mark.usefixtures("instanz")
def test_bei_mehreren_staedten_wird_gesagt_welche_gemeint_ist(stadt: Stadt, rufe: Ruf) -> None:
    baue_stadt("ulm", "Stadt Ulmenau", vorsilbe="u-")
    assert rufe("amt", "liste")[0] == 1
    assert rufe("amt", "aufgaben", "20", "kasse", "--koerperschaft", "ulm")[1] == "20 Kämmerei: kasse.\n"
    assert json.loads(rufe("amt", "liste", "--koerperschaft", "linden", "--json")[1])[1]["aufgaben"] == ["finanzen"]


@pytest.mark.usefixtures("instanz")
def test_die_einrichtung_sagt_welche_aufgaben_noch_kein_amt_haben(rufe: Ruf, tmp_path: Path) -> None:
    ort = tmp_path / "plan.json"
    art = {"name": "Beschlussvorlage", "ablauf": "beschlussvorlage", "nummernmuster": "BV/{nr}"}
    aemter = [{"nummer": "20", "name": "Kämmerei", "aufgaben": ["finanzen"]}]
    werte = {"kuerzel": "ulm", "name": "Stadt Ulmenau", "land": "NW", "arten": [art], "aemter": aemter}
    ort.write_text(json.dumps({**werte, "aemter": [{**aemter[0], "aufgaben": "finanzen"}]}), encoding="utf-8")
    falsch = 'aemter[1].aufgaben: muss eine Liste von Wörtern sein, etwa ["finanzen"].'
    assert rufe("einrichten", "--datei", str(ort))[2].splitlines()[1:] == [falsch]
    ort.write_text(json.dumps({**werte, "aemter": [{**aemter[0], "aufgaben": ["Viel Geld"]}]}), encoding="utf-8")
    falsch = "aemter[1].aufgaben: Die Aufgabe „Viel Geld“ darf nur aus a–z, 0–9 und _ bestehen."
    assert rufe("einrichten", "--datei", str(ort))[2].splitlines()[1:] == [falsch]
    ort.write_text(json.dumps(werte), encoding="utf-8")
    status, ausgabe, _ = rufe("einrichten", "--datei", str(ort))
    hinweis = "Noch hat kein Amt die Aufgabe „klimaschutz“. "
    assert (status, ausgabe.splitlines()[-1].startswith(hinweis)) == (0, True)
