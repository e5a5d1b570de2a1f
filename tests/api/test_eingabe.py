"""Wrong input of every kind is refused in German, field by field; right input is kept as it was sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from marshmallow import Schema, fields

from tests.api.programm import HFA, Besetzung, entwurf
from vorlagen.fehler import EingabeUngueltig
from vorlagen.web.schemas.anlage import AnlageNeu
from vorlagen.web.schemas.blatt import flach
from vorlagen.web.schemas.ergebnis import ErgebnisEin
from vorlagen.web.schemas.fragen import Fristenfrage, Sitzungsfrage, Vergleichsfrage, Vorlagenfrage
from vorlagen.web.schemas.sitzung import PunktEin, SitzungNeu, TopAenderung
from vorlagen.web.schemas.sitzungsdienst import Niederschriftfrage
from vorlagen.web.schemas.stammfelder import pruefe_felder
from vorlagen.web.schemas.vorlage import SchrittEin, VorlageAenderung, VorlageNeu, VotumEin
from vorlagen.workflow.felder import Feld, Feldart

KOERPER = (
    VorlageNeu,
    VorlageAenderung,
    SchrittEin,
    VotumEin,
    ErgebnisEin,
    SitzungNeu,
    PunktEin,
    TopAenderung,
    AnlageNeu,
)
FRAGEN = (Vorlagenfrage, Sitzungsfrage, Fristenfrage, Vergleichsfrage, Niederschriftfrage)
FALSCH: tuple[Any, ...] = (
    None, True, 7, -1, 7.5, 10**30, "", " ", "\n", "wort", "2026-02-30", "20260101", "0001-01-01T00:00:00+14:00",
    "2026-01-01T10:00:00", "x" * 2_000_001, [], [7], [None], [[]], [{}], ["x"] * 1001, {}, {"x": 1}, {"art": 7},
)  # fmt: skip
ENGLISCH = re.compile(
    r"\b(not|valid|field|missing|must|unknown|invalid|be|longer|shorter|data|required|may|length|between|input|type"
    r"|number|string|integer|boolean|mapping|list of|one of)\b",
    re.IGNORECASE,
)


@pytest.mark.probe
@pytest.mark.parametrize("blatt", [*KOERPER, *FRAGEN], ids=lambda blatt: blatt.__name__)
def test_jedes_feld_lehnt_falsches_in_deutschen_saetzen_ab(blatt: type[Schema]) -> None:
    for ort, feld in _felder(blatt()):
        werte = [str(wert) for wert in FALSCH] if blatt in FRAGEN else FALSCH
        saetze = [satz for wert in werte for satz in _saetze(feld, wert)]
        assert saetze or isinstance(feld, fields.Dict), f"{ort} takes anything"
        for satz in saetze:
            assert not ENGLISCH.search(satz), f"{ort}: {satz}"
            assert satz.endswith("."), f"{ort}: {satz}"


@pytest.mark.parametrize("blatt", [*KOERPER, *FRAGEN], ids=lambda blatt: blatt.__name__)
def test_was_ein_formblatt_nicht_kennt_lehnt_es_ab(blatt: type[Schema]) -> None:
    meldungen = dict(flach(blatt().validate({"gibt_es_nicht": 1})))
    assert meldungen["gibt_es_nicht"] == ["Dieses Feld gibt es hier nicht, oder es lässt sich so nicht setzen."]
    assert dict(flach(blatt().validate([]))) == {"anfrage": ["Hier gehört ein JSON-Objekt hin."]}


@pytest.mark.parametrize("blatt", FRAGEN, ids=lambda blatt: blatt.__name__)
def test_ein_leerer_filter_sucht_nicht_nach_allem(blatt: type[Schema]) -> None:
    for name in blatt().load_fields:
        for leer in ("", " ", "\x00"):
            assert name in blatt().validate({name: leer}), name


def test_jedes_falsche_feld_steht_mit_seinem_ort_im_problem(rufen: Besetzung) -> None:
    werte = {
        "art": "Mitteilungsvorlage",
        "betreff": None,
        "oeffentlich": 1,
        "datum": "2026-02-30",
        "status": "freigegeben",
        "auswirkungen": [{"art": "personell", "wert": "ja_positiv"}],
        "beratungsfolge": [{"gremium": HFA, "art": "Vorberatung"}, {"art": "Entscheidung", "reihe": 0}],
        "beschlusspunkte": [{"nr": "1", "text": "a"}, {"nr": "1", "text": "b"}],
    }
    problem = rufen("frieda").schicke("vorlagen", werte, 422)
    assert problem["code"] == "eingabe-ungueltig"
    assert set(problem["felder"]) == {
        "betreff", "oeffentlich", "datum", "status", "auswirkungen.0.wert", "beratungsfolge.1.reihe",
    }  # fmt: skip
    assert all(feld in problem["detail"] for feld in problem["felder"])
    doppelt = rufen("frieda").schicke("vorlagen", {"art": "x", "beschlusspunkte": werte["beschlusspunkte"]}, 422)
    assert list(doppelt["felder"]) == ["beschlusspunkte"]


@pytest.mark.parametrize(
    ("werte", "feld"),
    [
        ({"art": "Gibt es nicht"}, "art"),
        ({"federfuehrend": "Gibt es nicht"}, "federfuehrend"),
        ({"federfuehrend": "Kämmerei"}, "federfuehrend"),
        ({"mitzeichnungen": [{"amt": "Gibt es nicht"}]}, "mitzeichnungen"),
        ({"beratungsfolge": [{"gremium": "Gibt es nicht", "art": "Vorberatung"}]}, "beratungsfolge"),
        ({"beratungsfolge": [{"gremien": [], "art": "Vorberatung"}]}, "beratungsfolge"),
        ({"beratungsfolge": [{"gremium": HFA, "art": "Vorberatung", "sitzung": "gibtesnicht"}]}, "beratungsfolge"),
        ({"beratungsfolge": [{"gremium": HFA, "art": "Vorberatung", "id": "gibtesnicht"}]}, "beratungsfolge"),
        ({"felder": {"gibt_es_nicht": 1}}, "felder.gibt_es_nicht"),
    ],
)
def test_was_es_nicht_gibt_wird_beim_namen_genannt(rufen: Besetzung, werte: dict[str, Any], feld: str) -> None:
    problem = rufen("frieda").schicke("vorlagen", entwurf(**werte), 422)
    assert list(problem["felder"]) == [feld]


def test_was_fehlt_bleibt_und_null_ist_nicht_dasselbe_wie_leer(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    auswirkungen = [
        {"art": "klima", "wert": "ja_positiv", "text": ""},
        {"art": "finanziell", "wert": None, "text": None},
    ]
    werte = {
        "aktenzeichen": "10-1", "datum": "2018-05-18", "oeffentlich": False, "begruendung_nichtoeffentlich": "Personal",
        "beteiligt": ["Personalrat"], "auswirkungen": auswirkungen,
    }  # fmt: skip
    pfad = f"vorlagen/{frieda.schicke('vorlagen', entwurf(**werte), 201)['id']}"
    vorher = frieda.lies(pfad)
    assert {name: vorher[name] for name in werte if name != "auswirkungen"} == {
        name: wert for name, wert in werte.items() if name != "auswirkungen"
    }
    je_art = {zeile["art"]: zeile for zeile in vorher["auswirkungen"]}
    assert [je_art["klima"], je_art["finanziell"]] == auswirkungen
    nachher = frieda.aendere(pfad, {"betreff": "Neu", "version": 1})
    geaendert = {name for name in vorher if vorher[name] != nachher[name]}
    assert geaendert == {"betreff", "version", "geaendert"}
    geleert: dict[str, Any] = {
        "datum": None,
        "aktenzeichen": "",
        "begruendung_nichtoeffentlich": None,
        "beteiligt": [],
        "version": 2,
    }
    leer = frieda.aendere(pfad, geleert)
    assert {name: leer[name] for name in geleert if name != "version"} == {
        name: wert for name, wert in geleert.items() if name != "version"
    }


def test_richtext_kommt_gesaeubert_zurueck_und_zeichen_die_nichts_traegt_fehlen(rufen: Besetzung) -> None:
    vorlage = rufen("frieda").schicke(
        "vorlagen",
        entwurf(
            betreff="Nu\x00ll \ud800", sachverhalt='<p onclick="x()">A</p><script>böse()</script><ul><li>B</li></ul>'
        ),
        201,
    )
    assert vorlage["betreff"] == "Null �"
    assert vorlage["sachverhalt"] == "<p>A</p><ul><li>B</li></ul>"


def test_eine_beratungsfolge_wird_ganz_gesetzt_und_kennt_ihre_stationen(rufen: Besetzung) -> None:
    frieda, rat = rufen("frieda"), "Rat der Stadt"
    folge = [
        {"gremium": HFA, "art": "Vorberatung"},
        {"gremien": [rat, HFA], "art": "Entscheidung", "datum": "2026-12-15"},
    ]
    vorlage = frieda.schicke("vorlagen", entwurf(art="Beschlussvorlage", beratungsfolge=folge), 201)
    erste, zweite = vorlage["beratungsfolge"]
    assert (erste["entscheidet"], zweite["entscheidet"], zweite["datum"]) == (False, True, "2026-12-15")
    assert ([g["name"] for g in zweite["gremien"]], zweite["wartet_auf"]) == ([rat, HFA], [erste["id"]])
    neue = [{"id": zweite["id"], "gremium": rat, "art": "Wahl", "entscheidet": False, "oeffentlich": False}]
    vorlage = frieda.aendere(f"vorlagen/{vorlage['id']}", {"beratungsfolge": neue, "version": 1})
    bleibt = vorlage["beratungsfolge"]
    assert [(s["id"], s["art"], s["entscheidet"], s["oeffentlich"], s["wartet_auf"]) for s in bleibt] == [
        (zweite["id"], "Wahl", False, False, [])
    ]


def test_felder_eines_ablaufs_werden_nach_ihrer_art_geprueft() -> None:
    felder = (
        Feld(name="kosten", titel="Kosten", art=Feldart.ZAHL),
        Feld(name="beginn", titel="Beginn", art=Feldart.DATUM),
        Feld(name="eilig", titel="Eilig", art=Feldart.JA_NEIN),
        Feld(name="stufe", titel="Stufe", art=Feldart.AUSWAHL, auswahl=("a", "b")),
        Feld(name="ort", titel="Ort", laenge=5),
        Feld(name="text", titel="Text", art=Feldart.RICHTEXT),
    )
    gut = {"kosten": -5, "beginn": "2026-03-02", "eilig": False, "stufe": "a", "ort": None, "text": "<p>x</p>"}
    assert pruefe_felder(felder, gut) == gut
    schlecht = {"kosten": "5", "beginn": "morgen", "eilig": "ja", "stufe": "c", "ort": "Rathaus", "fremd": 1}
    with pytest.raises(EingabeUngueltig) as abgelehnt:
        pruefe_felder(felder, schlecht)
    assert set(abgelehnt.value.felder) == {f"felder.{name}" for name in schlecht}


def _felder(blatt: Schema, ort: str = "") -> Iterator[tuple[str, fields.Field[Any]]]:
    """Every field of a form and of all that it contains."""
    for name, feld in blatt.load_fields.items():
        hier = f"{ort}.{name}".lstrip(".")
        yield hier, feld
        innen = feld.inner if isinstance(feld, fields.List) else feld
        if innen is not feld:
            yield f"{hier}[]", innen
        if isinstance(innen, fields.Nested):
            yield from _felder(innen.schema, hier)


def _saetze(feld: fields.Field[Any], wert: Any) -> list[str]:
    blatt = Schema.from_dict({"feld": feld})()
    return [satz for _, saetze in flach(blatt.validate({"feld": wert})) for satz in saetze]


def test_eine_vorlage_nennt_die_die_sie_aendert(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    erste = frieda.schicke("vorlagen", entwurf(), 201)
    verweise = [{"art": "aendert", "vorlage": erste["id"]}, {"art": "ergaenzt", "nummer": "40-1/2009"}]
    zweite = frieda.schicke("vorlagen", entwurf(verknuepfungen=verweise), 201)
    gelesen = [{name: wert for name, wert in v.items() if wert} for v in zweite["verknuepfungen"]]
    assert gelesen == verweise
    pfad = f"vorlagen/{zweite['id']}"
    weniger = frieda.aendere(pfad, {"verknuepfungen": [], "version": zweite["version"]})
    assert weniger["verknuepfungen"] == []
    falsch = {"verknuepfungen": [{"art": "aendert", "vorlage": zweite["id"]}], "version": weniger["version"]}
    assert frieda.aendere(pfad, falsch, 422)["felder"] == {"verknuepfungen": ["Bitte eine andere Vorlage nennen."]}


def test_von_hand_gesetzte_beschlusspunkte_bleiben_wenn_sich_der_text_aendert(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    punkte = [{"nr": "a", "text": "Der Bau."}, {"nr": "b", "text": "Der Kauf."}]
    vorlage = frieda.schicke("vorlagen", entwurf(beschlusspunkte=punkte), 201)
    pfad, nummern = f"vorlagen/{vorlage['id']}", []
    for text in ("<p>Anders.</p>", "<ol><li>Eins.</li></ol>", "<p>Ohne Liste.</p>"):
        version = frieda.lies(pfad)["version"]
        geaendert = frieda.aendere(pfad, {"beschlussvorschlag": text, "version": version})
        nummern.append([punkt["nr"] for punkt in geaendert["beschlusspunkte"]])
    assert nummern == [["a", "b"], ["1"], []]
