"""Case files in and out: forty real papers come back equal, and nothing is understood that is not sure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.welt import JETZT, Stadt, als, auf_tagesordnung, freigegeben
from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.models import Bezeichnung, Erinnerung, Frist, Koerperschaft, Vorlage
from vorlagen.services import ergebnisse, verlauf
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.services.faelle import gib_aus, nimm_auf
from vorlagen.services.listen import Filter, liste
from vorlagen.workflow.bezeichnungen import ausgang

FALL: dict[str, Any] = {
    "id": "eichen-1",
    "municipality": "Stadt Eichenfeld",
    "state": "HE",
    "number": "VO/1886/17",
    "vorlageart": "Beschlussvorlage",
    "title": "Bau & <Umwelt>",
    "public": True,
    "federfuehrend": "Bauamt",
    "date": "2017-05-18",
    "beratungsfolge": [
        {"gremium": "Bauausschuss", "date": "2017-06-04", "art": "Vorberatung", "status": "● Erledigt",
         "result": "ungeändert beschlossen", "votes": {"ja": 7, "nein": 0, "enthaltung": None, "befangen": None},
         "top": "Ö 5.3.1", "ausgang": "empfohlen", "sonderbar": [1, None, {"x": 1.5}]},
        {"gremium": "Stadtverordnetenversammlung", "date": "2017-06-20", "art": "Entscheidung",
         "result": "einstimmig beschlossen",
         "votes": {"ja": 30, "nein": 0, "enthaltung": 4, "befangen": None}, "top": None,
         "points": [{"nr": "1", "ja": 30, "nein": 0, "enthaltung": 4, "ausgang": "angenommen"},
                    {"nr": "2", "ja": 34, "nein": 0, "enthaltung": 0, "ausgang": "vertagt"}]},
    ],
    "beschlussvorschlag": "1. bauen\n2. kaufen",
    "auswirkungen": {"finanzielle": "nein", "klima": "günstig"},
    "anlagen": ["Plan"],
    "eigenes": {"b": 1, "a": [True, None, ""]},
}  # fmt: skip


def _schreibe(ordner: Path, *faelle: dict[str, Any]) -> Path:
    ordner.mkdir(exist_ok=True)
    for fall in faelle:
        (ordner / f"{fall.get('id', 'x')}.json").write_text(json.dumps(fall), encoding="utf-8")
    return ordner


def _gleich(ordner: Path, zurueck: Path) -> None:
    """Equal as parsed JSON; repr keeps 1, 1.0 and True apart and the order of keys, too."""
    for datei in sorted(ordner.glob("*.json")):
        vorher, nachher = (json.loads((o / datei.name).read_text(encoding="utf-8")) for o in (ordner, zurueck))
        assert repr(vorher) == repr(nachher), datei.name


@pytest.mark.probe
def test_vierzig_echte_faelle_kommen_gleich_zurueck(app: Flask, testdaten: Path, tmp_path: Path) -> None:
    faelle = testdaten / "faelle"
    erster = nimm_auf(faelle, jetzt=JETZT)
    assert (len(erster.neu), erster.abgelehnt) == (40, {})
    zweiter = nimm_auf(faelle, jetzt=JETZT)
    assert (len(zweiter.unveraendert), zweiter.neu, zweiter.geaendert) == (40, [], {})
    assert gib_aus(tmp_path / "aus", alle=False) == 40
    _gleich(faelle, tmp_path / "aus")
    assert verlauf.pruefe_alle() == (40, [])
    assert db.session.scalar(select(func.count()).select_from(Frist)) == 0
    assert db.session.scalar(select(func.count()).select_from(Erinnerung)) == 0


def test_kein_ausgang_der_echten_faelle_widerspricht_der_erwartung(testdaten: Path) -> None:
    gewusst = 0
    for datei in sorted((testdaten / "faelle").glob("*.json")):
        for station in json.loads(datei.read_text(encoding="utf-8"))["beratungsfolge"]:
            verstanden = ausgang(station["result"], station["art"])
            if verstanden is not None:
                gewusst += 1
                assert verstanden == station["ausgang"], (datei.name, station["result"], station["art"])
    assert gewusst >= 20


def test_ein_fall_kommt_mit_allem_zurueck_auch_mit_fremden_schluesseln(app: Flask, tmp_path: Path) -> None:
    ordner = _schreibe(tmp_path / "ein", FALL)
    bericht = nimm_auf(ordner, jetzt=JETZT)
    assert bericht.unbekannt == {"eichen-1.json": ["eigenes", "beratungsfolge[0].sonderbar"]}
    gib_aus(tmp_path / "aus")
    _gleich(ordner, tmp_path / "aus")
    vorlage = db.session.scalars(select(Vorlage)).one()
    erste, zweite = vorlage.beratungen
    assert [(b.ergebnis, b.ausgang, b.tops[0].zeichen) for b in vorlage.beratungen] == [
        ("ungeändert beschlossen", "empfohlen", "Ö 5.3.1"),
        ("einstimmig beschlossen", None, "Ö 1"),
    ]
    assert [(a.art, a.ja, a.enthaltung) for a in zweite.abstimmungen] == [
        ("punkt", 30, 4),
        ("punkt", 34, 0),
        ("sache", 30, 4),
    ]
    assert (erste.abstimmungen[0].enthaltung, erste.abstimmungen[0].nein) == (None, 0)
    assert (vorlage.betreff, vorlage.status, vorlage.koerperschaft.land) == ("Bau & <Umwelt>", "in_beratung", "HE")
    assert vorlage.auswirkungen == [
        {"art": "finanziell", "wert": "nein", "text": None},
        {"art": "klima", "wert": None, "text": "günstig"},
    ]


def test_die_stadt_kann_sagen_was_ihre_bezeichnung_heisst(app: Flask, tmp_path: Path) -> None:
    ordner = _schreibe(tmp_path / "ein", FALL)
    nimm_auf(ordner, jetzt=JETZT)
    stadt_id = db.session.scalars(select(Koerperschaft.id)).one()
    db.session.add(Bezeichnung(koerperschaft_id=stadt_id, bezeichnung="einstimmig beschlossen", ausgang="angenommen"))
    db.session.commit()
    _schreibe(ordner, {**FALL, "beratungsfolge": FALL["beratungsfolge"][1:]})
    assert nimm_auf(ordner, jetzt=JETZT).geaendert == {"eichen-1": ["beratungsfolge"]}
    vorlage = db.session.scalars(select(Vorlage)).one()
    assert ([b.ausgang for b in vorlage.beratungen], vorlage.status) == (["angenommen"], "beschlossen")


@pytest.mark.parametrize(
    ("schluessel", "wert"),
    [
        ("id", 7), ("id", "../../etc"), ("title", 7), ("public", "ja"), ("date", "2017-13-45"), ("date", 2017),
        ("beratungsfolge", {}), ("beratungsfolge", ["Rat"]), ("anlagen", "Plan"), ("auswirkungen", []), ("tags", {}),
        ("beratungsfolge", [{"votes": {"ja": "7"}}]), ("beratungsfolge", [{"votes": {"ja": True}}]),
        ("beratungsfolge", [{"votes": {"nein": -1}}]), ("beratungsfolge", [{"votes": []}]),
        ("beratungsfolge", [{"points": [{"nr": 1}]}]), ("beratungsfolge", [{"result": 3}]), ("municipality", None),
    ],
)  # fmt: skip
def test_ein_falscher_typ_wird_mit_datei_und_schluessel_abgelehnt_und_die_anderen_kommen_herein(
    app: Flask, tmp_path: Path, schluessel: str, wert: object
) -> None:
    ordner = _schreibe(tmp_path / "ein", {**FALL, "id": "gut"})
    (ordner / "kaputt.json").write_text(json.dumps({**FALL, "number": None, schluessel: wert}), encoding="utf-8")
    bericht = nimm_auf(ordner, jetzt=JETZT)
    assert (bericht.neu, list(bericht.abgelehnt)) == (["gut"], ["kaputt.json"])
    assert "kaputt.json" in bericht.abgelehnt["kaputt.json"]
    assert schluessel.split("[")[0] in bericht.abgelehnt["kaputt.json"]


@pytest.mark.parametrize(
    ("roh", "satz"),
    [
        (b"", "in Zeile 1, Spalte 1 steht etwas anderes"), (b"[]", "Gebraucht wird ein JSON-Objekt"),
        (b'{\n"id"', "in Zeile 2, Spalte 5 steht etwas anderes"), (b"{}\xff", "das Byte an Stelle 3 gehört nicht"),
        (b'{"id": NaN}', "NaN ist keine Zahl"), (b"[" * 100_000, "es ist zu tief geschachtelt"),
    ],
)  # fmt: skip
def test_was_kein_json_ist_wird_mit_einem_satz_abgelehnt(app: Flask, tmp_path: Path, roh: bytes, satz: str) -> None:
    (tmp_path / "kaputt.json").write_bytes(roh)
    (tmp_path / "anderes.txt").write_text("wird nicht gelesen", encoding="utf-8")
    bericht = nimm_auf(tmp_path, jetzt=JETZT)
    assert (bericht.neu, list(bericht.abgelehnt)) == ([], ["kaputt.json"])
    assert satz in bericht.abgelehnt["kaputt.json"]


def test_zwei_dateien_mit_einer_kennung_ueberschreiben_sich_nicht(app: Flask, tmp_path: Path) -> None:
    ordner = _schreibe(tmp_path / "ein", FALL)
    (ordner / "zweite.json").write_text(json.dumps({**FALL, "title": "anders"}), encoding="utf-8")
    bericht = nimm_auf(ordner, jetzt=JETZT)
    assert (bericht.neu, list(bericht.abgelehnt)) == (["eichen-1"], ["zweite.json"])


def test_steuerzeichen_und_halbe_zeichen_kommen_gleich_zurueck(app: Flask, tmp_path: Path) -> None:
    wild = "a\u0000b\u000bc\ud800d\ufffee"
    station = {"gremium": wild, "art": wild, "result": wild, "top": wild, "status": wild, "date": "2024-05-01"}
    namen = dict.fromkeys(("title", "notes", "municipality", "state", "vorlageart", "number", "federfuehrend"), wild)
    ordner = _schreibe(tmp_path / "ein", {**FALL, **namen, "beratungsfolge": [station], wild[0:3]: {wild[2]: wild}})
    assert nimm_auf(ordner, jetzt=JETZT).abgelehnt == {}
    gib_aus(tmp_path / "aus")
    _gleich(ordner, tmp_path / "aus")


def test_eine_koerperschaft_nimmt_alles_auf_und_ihre_leute_finden_es(stadt: Stadt, tmp_path: Path) -> None:
    ordner = _schreibe(tmp_path / "ein", FALL)
    assert nimm_auf(ordner, jetzt=JETZT, kuerzel="linden").neu == ["eichen-1"]
    gefunden = liste(als("gerda"), Filter(fall="eichen-1")).zeilen
    assert [zeile.nummer for zeile in gefunden] == ["VO/1886/17"]
    assert nimm_auf(ordner, jetzt=JETZT, kuerzel="gibtesnicht").abgelehnt.keys() == {"eichen-1.json"}


def test_was_seit_der_aufnahme_geschah_steht_unter_seitdem(stadt: Stadt, tmp_path: Path) -> None:
    ordner = _schreibe(
        tmp_path / "ein", {**FALL, "beratungsfolge": [{"gremium": "Rat der Stadt", "art": "Entscheidung"}]}
    )
    nimm_auf(ordner, jetzt=JETZT, kuerzel="linden")
    gerda = als("gerda")
    vorlage_id = liste(gerda, Filter(fall="eichen-1")).zeilen[0].id
    beratung_id = auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=JETZT)
    ergebnisse.trage_ein(beratung_id, Ergebnis(ausgang="angenommen"), version=None, wer=gerda, jetzt=JETZT)
    gib_aus(tmp_path / "aus")
    aus = json.loads((tmp_path / "aus" / "eichen-1.json").read_text(encoding="utf-8"))
    assert aus["seitdem"]["status"] == "beschlossen"
    assert [e["was"] for e in aus["seitdem"]["ereignisse"]] == ["auf_tagesordnung", "ergebnis", "schritt"]
    assert nimm_auf(_schreibe(tmp_path / "noch", aus), jetzt=JETZT, kuerzel="linden").unveraendert == ["eichen-1"]
    anders = _schreibe(tmp_path / "anders", {**FALL, "title": "Neu", "beratungsfolge": []})
    assert list(nimm_auf(anders, jetzt=JETZT, kuerzel="linden").abgelehnt) == ["eichen-1.json"]


def test_auch_eigene_vorlagen_gehen_hinaus_wenn_man_es_sagt(stadt: Stadt, tmp_path: Path) -> None:
    vorlage_id = freigegeben(stadt)
    assert gib_aus(tmp_path / "nur") == 0
    assert gib_aus(tmp_path / "alle", alle=True, kuerzel="linden") == 1
    aus = json.loads((tmp_path / "alle" / f"{vorlage_id}.json").read_text(encoding="utf-8"))
    assert (aus["number"], aus["beratungsfolge"][0]["gremium"]) == ("10/001/2026", "Haupt- und Finanzausschuss")
    sicht_oeffnen(ALLE)
    assert nimm_auf(tmp_path / "alle", jetzt=JETZT).neu == [vorlage_id]


@pytest.mark.parametrize(
    ("bezeichnung", "art", "erwartet"),
    [
        ("Ungeändert beschlossen", "Entscheidung", "angenommen"),
        ("ungeändert beschlossen", "Vorberatung", "empfohlen"),
        ("ungeändert beschlossen", "Kenntnisnahme", None),
        ("ungeändert beschlossen", None, None),
        ("geändert beschlossen", "Entscheidung", "angenommen_geaendert"),
        ("nicht empfohlen", "Empfehlung", "abgelehnt"),
        ("geschoben", "Vorberatung", None),
        ("einstimmig beschlossen", "Entscheidung", None),
        ("vertagt", None, "vertagt"),
        (None, "Entscheidung", None),
    ],
)
def test_nur_was_sicher_ist_wird_verstanden(bezeichnung: str | None, art: str | None, erwartet: str | None) -> None:
    assert ausgang(bezeichnung, art) == erwartet
