"""Who sees what: a foreign town nothing, somebody without a role only what is public, and no filter tells more."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.api.programm import HFA, Besetzung, Programm, entwurf, freigegeben, zeichne
from tests.dateien import PDF
from tests.welt import JETZT, Stadt, baue_stadt
from tests.wordwerk import absaetze
from vorlagen.extensions import ALLE, db, neue_id, sicht_oeffnen, transaction
from vorlagen.models import Person, Tagesordnungspunkt, Verknuepfung, Vorlage
from vorlagen.services import verlauf
from vorlagen.services.faelle import nimm_auf
from vorlagen.workflow.felder import AUSWIRKUNGEN

pytestmark = pytest.mark.probe

RAT = "Rat der Stadt"
BEGINN = "2026-12-15T17:00:00+01:00"

WIRKUNG: dict[str, Any] = {"auswirkungen": [{"art": art, "wert": "nein"} for art, _ in AUSWIRKUNGEN]}

OEFFENTLICH = {
    "id", "koerperschaft", "nummer", "art", "ablauf", "status", "oeffentlich", "betreff", "federfuehrend", "datum",
    "beschlussvorschlag", "beschlusspunkte", "sachverhalt", "auswirkungen", "beratungsfolge", "anlagen",
    "zurueckgenommene_anlagen",    "verknuepfungen", "felder", "links",
}  # fmt: skip


def test_eine_fremde_stadt_findet_nichts_und_kann_nichts(rufen: Besetzung) -> None:
    vorlage_id = freigegeben(rufen)
    vorlage = rufen("frieda").lies(f"vorlagen/{vorlage_id}")
    sitzung = rufen("gerda").schicke("sitzungen", {"gremium": HFA, "beginn": BEGINN}, 201)
    top = rufen("gerda").schicke(
        f"sitzungen/{sitzung['id']}/tagesordnung", {"beratung": vorlage["beratungsfolge"][0]["id"]}, 201
    )
    baue_stadt("birken", "Stadt Birkenau", vorsilbe="b_")
    pfad, station = f"vorlagen/{vorlage_id}", vorlage["beratungsfolge"][0]
    wege: list[tuple[str, str, Any]] = [
        ("GET", pfad, None),
        ("PATCH", pfad, {"betreff": "x", "version": vorlage["version"]}),
        ("GET", f"{pfad}/schritte", None),
        ("POST", f"{pfad}/schritte", {"schritt": "zurueckziehen", "version": vorlage["version"], "bemerkung": "x"}),
        ("POST", f"{pfad}/mitzeichnungen/{vorlage['mitzeichnungen'][0]['id']}", {"votum": "kenntnis", "fassung": 1}),
        ("POST", f"{pfad}/beratungen/{station['id']}/ergebnis", {"ausgang": "kenntnis_genommen"}),
        ("GET", f"{pfad}/verlauf", None),
        ("GET", f"{pfad}/verlauf/export", None),
        ("GET", f"{pfad}/fassungen", None),
        ("GET", f"{pfad}/fassungen/1/diff", None),
        ("GET", f"{pfad}/dokumente", None),
        ("GET", f"{pfad}/dokumente/mitteilungsvorlage.docx", None),
        ("GET", f"{pfad}/dokumente/mitteilungsvorlage.pdf", None),
        ("GET", f"{pfad}/anlagen", None),
        ("GET", f"{pfad}/anlagen/x", None),
        ("DELETE", f"{pfad}/anlagen/x", None),
        ("GET", f"sitzungen/{sitzung['id']}", None),
        ("POST", f"sitzungen/{sitzung['id']}/einladung", {}),
        ("POST", f"sitzungen/{sitzung['id']}/tagesordnung", {"titel": "x", "oeffentlich": True}),
        ("GET", f"tops/{top['id']}", None),
        ("PATCH", f"tops/{top['id']}", {"titel": "x"}),
        ("GET", f"gremien/{station['gremien'][0]['id']}", None),
    ]
    for anmeldename in ("b_frieda", "b_kai", "b_olaf", "b_gerda", "b_adele", "b_niemand"):
        fremd = rufen(anmeldename)
        for methode, weg, werte in wege:
            antwort = fremd.rufe(methode, weg, json=werte)
            assert (antwort.status_code, antwort.get_json()["code"]) == (404, "nicht-gefunden"), (methode, weg)
        hochgeladen = fremd.rufe("POST", f"{pfad}/anlagen", data={"datei": (BytesIO(PDF), "a.pdf")})
        assert hochgeladen.status_code == 404
        for liste in ("vorlagen", "sitzungen", "fristen"):
            assert fremd.lies(liste)["data"] == []
    for liste in ("gremien", "aemter", "personen"):
        eigene = {einer["id"] for einer in rufen("frieda").lies(liste)["data"]}
        assert eigene & {einer["id"] for einer in rufen("b_frieda").lies(liste)["data"]} == set()
    ergebnis = rufen("b_gerda").rufe(
        "POST", "sitzungen", json={"gremium": station["gremien"][0]["id"], "beginn": BEGINN}
    )
    assert (ergebnis.status_code, list(ergebnis.get_json()["felder"])) == (422, ["gremium"])
    assert rufen("frieda").lies(pfad)["version"] == vorlage["version"] + 1


def test_nicht_da_und_nicht_fuer_dich_sind_dieselbe_antwort(rufen: Besetzung) -> None:
    vorlage_id = rufen("frieda").schicke("vorlagen", entwurf(), 201)["id"]
    niemand = rufen("niemand")
    verborgen = niemand.rufe("GET", f"vorlagen/{vorlage_id}")
    erfunden = niemand.rufe("GET", f"vorlagen/{neue_id()}")
    assert (verborgen.status_code, verborgen.data) == (erfunden.status_code, erfunden.data)


def test_die_installation_oeffnet_keine_stadt(rufen: Besetzung, stadt: Stadt) -> None:
    eigene = freigegeben(rufen)
    baue_stadt("birken", "Stadt Birkenau", vorsilbe="b_")
    fremde = rufen("b_frieda").schicke("vorlagen", entwurf(), 201)["id"]
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        sitzung.query(Person).filter_by(anmeldename="adele").update({"installation": True})
        sitzung.query(Person).filter_by(anmeldename="niemand").update({"installation": True})
    adele, niemand = rufen("adele"), rufen("niemand")
    assert [v["id"] for v in adele.lies("vorlagen")["data"]] == [eigene]
    assert adele.rufe("GET", f"vorlagen/{fremde}").status_code == 404
    for weg in ("vorlagen", f"vorlagen/{eigene}", "gremien", "sitzungen", "personen"):
        assert niemand.rufe("GET", weg).status_code == 404, weg


def test_eine_eingelesene_stadt_ohne_personen_liest_wer_die_installation_und_die_eigene_verwaltet(
    rufen: Besetzung, stadt: Stadt, tmp_path: Path
) -> None:
    fall = {"id": "eichen-1", "municipality": "Stadt Eichenfeld", "state": "HE", "title": "Steg", "public": False}
    (tmp_path / "eichen.json").write_text(json.dumps(fall), encoding="utf-8")
    assert nimm_auf(tmp_path, jetzt=JETZT).neu == ["eichen-1"]
    with transaction() as sitzung:
        sitzung.query(Person).filter_by(anmeldename="adele").update({"installation": True})
    adele = rufen("adele")
    (gefunden,) = adele.lies("vorlagen?fall=eichen-1")["data"]
    assert adele.lies(f"vorlagen/{gefunden['id']}")["fall"] == fall
    assert rufen("gerda").lies("vorlagen?fall=eichen-1")["data"] == []
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        eichenfeld = sitzung.get_one(Vorlage, gefunden["id"]).koerperschaft_id
        sitzung.add(Person(koerperschaft_id=eichenfeld, anmeldename="emil", name="Emil Erster"))
    assert adele.lies("vorlagen?fall=eichen-1")["data"] == []


def test_niemand_liest_nur_was_oeffentlich_ist(rufen: Besetzung) -> None:
    vorlage_id = _mit_geheimnissen(rufen)
    niemand, pfad = rufen("niemand"), f"vorlagen/{vorlage_id}"
    einzeln = niemand.rufe("GET", pfad)
    gelistet = niemand.rufe("GET", "vorlagen")
    assert set(einzeln.get_json()) == OEFFENTLICH
    assert gelistet.get_json()["data"] == [einzeln.get_json()]
    for antwort in (einzeln, gelistet):
        roh = antwort.get_data(as_text=True) + str(antwort.headers)
        assert "GEHEIM" not in roh
    gesehen = einzeln.get_json()
    assert [(s["gremien"][0]["name"], s["wartet_auf"]) for s in gesehen["beratungsfolge"]] == [(RAT, [])]
    assert [anlage["name"] for anlage in gesehen["anlagen"]] == ["Lageplan.pdf"]
    assert gesehen["verknuepfungen"] == []
    assert "-" not in einzeln.headers["ETag"]
    for verschlossen in ("schritte", "verlauf", "verlauf/export", "fassungen", "fassungen/1/diff"):
        assert niemand.lies(f"{pfad}/{verschlossen}", 404)["code"] == "nicht-gefunden"
    assert [anlage["name"] for anlage in niemand.lies(f"{pfad}/anlagen")["data"]] == ["Lageplan.pdf"]
    for anlage in rufen("frieda").lies(f"{pfad}/anlagen")["data"]:
        geholt = niemand.rufe("GET", anlage["links"]["self"])
        assert geholt.status_code == (200 if anlage["oeffentlich"] else 404)
    word = niemand.rufe("GET", f"{pfad}/dokumente/mitteilungsvorlage.docx")
    assert (word.status_code, b"GEHEIM" in word.data) == (200, False)
    votum = {"votum": "zugestimmt", "fassung": 1}
    mitzeichnung = rufen("frieda").lies(pfad)["mitzeichnungen"][0]["id"]
    assert niemand.schicke(f"{pfad}/mitzeichnungen/{mitzeichnung}", votum, 404)["code"] == "nicht-gefunden"


def test_warum_etwas_nichtoeffentlich_ist_liest_nur_wer_es_sieht(rufen: Besetzung) -> None:
    grund = "GEHEIM, weil verhandelt wird"
    folge = [
        {"gremium": HFA, "art": "Vorberatung", "oeffentlich": False, "begruendung_nichtoeffentlich": f" {grund} "},
        {"gremium": RAT, "art": "Kenntnisnahme", "begruendung_nichtoeffentlich": "gilt nicht: öffentlich"},
    ]
    frieda, gerda = rufen("frieda"), rufen("gerda")
    vorlage_id = frieda.schicke("vorlagen", entwurf(beratungsfolge=folge), 201)["id"]
    pfad = f"vorlagen/{vorlage_id}"
    teile = {"datei": (BytesIO(PDF), "Gutachten.pdf"), "begruendung_nichtoeffentlich": grund}
    assert frieda.rufe("POST", f"{pfad}/anlagen", data=teile).get_json()["begruendung_nichtoeffentlich"] == grund
    frieda.tue(vorlage_id, "zur_mitzeichnung_geben")
    zeichne(rufen, vorlage_id)
    rufen("olaf").tue(vorlage_id, "freigeben")
    gesehen = gerda.lies(pfad)
    assert [s["begruendung_nichtoeffentlich"] for s in gesehen["beratungsfolge"]] == [grund, None]
    for gesagt in ({"begruendung_nichtoeffentlich": None}, {}, {"begruendung_nichtoeffentlich": grund}):
        stationen = [{"id": s["id"], "gremium": s["gremien"][0]["id"], "art": s["art"], "oeffentlich": s["oeffentlich"]}
                     for s in gesehen["beratungsfolge"]]  # fmt: skip
        neu = {"version": gerda.lies(pfad)["version"], "beratungsfolge": [stationen[0] | gesagt, stationen[1]]}
        danach = gerda.aendere(pfad, neu)["beratungsfolge"][0]["begruendung_nichtoeffentlich"]
        assert danach == gesagt.get("begruendung_nichtoeffentlich")
    assert [a["begruendung_nichtoeffentlich"] for a in gesehen["anlagen"]] == [grund]
    sitzung = gerda.schicke("sitzungen", {"gremium": HFA, "beginn": BEGINN}, 201)["id"]
    for punkt in (
        {"beratung": gesehen["beratungsfolge"][0]["id"]},
        {"titel": "Personal", "oeffentlich": False, "begruendung_nichtoeffentlich": "GEHEIM: Personal"},
    ):
        gerda.schicke(f"sitzungen/{sitzung}/tagesordnung", punkt, 201)
    tops = gerda.lies(f"sitzungen/{sitzung}")["tagesordnung"]
    assert [top["begruendung_nichtoeffentlich"] for top in tops] == [grund, "GEHEIM: Personal"]
    neu = gerda.rufe("PATCH", f"tops/{tops[0]['id']}", json={"begruendung_nichtoeffentlich": "GEHEIM: neu"}).get_json()
    assert neu["begruendung_nichtoeffentlich"] == "GEHEIM: neu"
    seiten = (f"/vorlagen/{vorlage_id}", f"/sitzungen/{sitzung}")
    for weg in (pfad, f"{pfad}/anlagen", f"sitzungen/{sitzung}", "vorlagen", *seiten):
        roh = rufen("niemand").rufe("GET", weg).get_data(as_text=True)
        assert ("GEHEIM" in roh, "begruendung_nichtoeffentlich" in roh) == (False, False), weg


def test_kein_filter_verraet_was_die_antwort_verschweigt(rufen: Besetzung) -> None:
    vorlage_id = _mit_geheimnissen(rufen)
    niemand, frieda = rufen("niemand"), rufen("frieda")
    for frage in ("amt=Kämmerei", f"gremium={HFA}", "q=GEHEIM"):
        assert niemand.lies(f"vorlagen?{frage}")["data"] == [], frage
    for frage in ("amt=Kämmerei", f"gremium={HFA}", "q=GEHEIM"):
        assert len(frieda.lies(f"vorlagen?{frage}")["data"]) > 0, frage
    for frage in ("amt=Amt für Digitalisierung", f"gremium={RAT}", "q=netz"):
        assert [v["id"] for v in niemand.lies(f"vorlagen?{frage}")["data"]] == [vorlage_id], frage
    assert niemand.lies("fristen")["data"] == []


def test_was_im_nichtoeffentlichen_teil_geschah_bleibt_dort(rufen: Besetzung) -> None:
    """The stage was public when it was planned, the item stood in the non-public part."""
    vorlage_id, gerda = freigegeben(rufen), rufen("gerda")
    station = gerda.lies(f"vorlagen/{vorlage_id}")["beratungsfolge"][0]
    sitzung_id = gerda.schicke("sitzungen", {"gremium": HFA, "beginn": BEGINN}, 201)["id"]
    top_id = gerda.schicke(f"sitzungen/{sitzung_id}/tagesordnung", {"beratung": station["id"]}, 201)["id"]
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        sitzung.get_one(Tagesordnungspunkt, top_id).oeffentlich = False
    ergebnis = {"ergebnis": "GEHEIM", "ausgang": "vertagt", "stimmen": {"ja": 7}}
    gerda.schicke(f"vorlagen/{vorlage_id}/beratungen/{station['id']}/ergebnis", ergebnis)
    gesehen = rufen("niemand").lies(f"vorlagen/{vorlage_id}")["beratungsfolge"][0]
    assert (gesehen["ergebnis"], gesehen["ausgang"], gesehen["versuche"]) == (None, None, [])
    assert gesehen["stimmen"] == {"ja": None, "nein": None, "enthaltung": None, "befangen": None}
    assert gerda.lies(f"vorlagen/{vorlage_id}")["beratungsfolge"][0]["stimmen"]["ja"] == 7


def test_ein_im_nichtoeffentlichen_geaenderter_wortlaut_bleibt_dort_bis_er_oeffentlich_beraten_ist(
    rufen: Besetzung,
) -> None:
    folge = [
        {"gremium": HFA, "art": "Vorberatung", "oeffentlich": False},
        {"gremium": RAT, "art": "Entscheidung"},
    ]
    urtext = "<p>Der Rat beschließt den Bau.</p>"
    vorlage_id = freigegeben(rufen, art="Beschlussvorlage", beratungsfolge=folge, beschlussvorschlag=urtext, **WIRKUNG)
    pfad, niemand = f"vorlagen/{vorlage_id}", rufen("niemand")
    geheim = "<p>Der Rat beschließt GEHEIM.</p>"
    _beraten(rufen, vorlage_id, 0, {"ausgang": "empfohlen_geaendert", "beschlusstext": geheim})
    assert rufen("gerda").lies(pfad)["beschlussvorschlag"] == geheim
    assert niemand.lies(pfad)["beschlussvorschlag"] == urtext
    for weg in (pfad, "vorlagen", f"/vorlagen/{vorlage_id}", f"{pfad}/dokumente"):
        assert "GEHEIM" not in niemand.rufe("GET", weg).get_data(as_text=True)
    docx = niemand.rufe("GET", f"{pfad}/dokumente/beschlussvorlage.docx")
    assert "GEHEIM" not in "".join(absaetze(docx.data))
    _beraten(rufen, vorlage_id, 1, {"ausgang": "angenommen"})
    gesehen = niemand.lies(pfad)
    assert (gesehen["beschlussvorschlag"], gesehen["status"]) == (geheim, "beschlossen")
    assert [s["geaendert"] for s in gesehen["beratungsfolge"]] == [[]]


def test_was_ein_gremium_oeffentlich_geaendert_und_berichtigt_hat_sehen_alle_wort_fuer_wort(rufen: Besetzung) -> None:
    folge = [
        {"gremium": HFA, "art": "Vorberatung"},
        {"gremium": HFA, "art": "Beratung", "oeffentlich": False},
        {"gremium": RAT, "art": "Entscheidung"},
    ]
    texte = [f"<p>Der Rat beschließt den Bau{mehr}.</p>" for mehr in ("", " mit Dach", " mit GEHEIM", " mit Garten")]
    vorlage_id = freigegeben(
        rufen, art="Beschlussvorlage", beratungsfolge=folge, beschlussvorschlag=texte[0], **WIRKUNG
    )
    _beraten(rufen, vorlage_id, 0, {"ausgang": "abgelehnt"})
    _beraten(rufen, vorlage_id, 0, {"ausgang": "empfohlen_geaendert", "beschlusstext": texte[1]}, neu=False)
    _beraten(rufen, vorlage_id, 1, {"ausgang": "empfohlen_geaendert", "beschlusstext": texte[2]})
    _beraten(rufen, vorlage_id, 2, {"ausgang": "angenommen_geaendert", "beschlusstext": texte[3]})
    gesehen = rufen("niemand").lies(f"vorlagen/{vorlage_id}")["beratungsfolge"]
    assert [[t["zeichen"] for u in s["geaendert"] for t in u["teile"]] for s in gesehen] == [["=", "-", "+"], []]
    assert [[f["ausgang"] for f in s["frueher"]] for s in gesehen] == [["abgelehnt"], []]
    assert "GEHEIM" not in rufen("niemand").rufe("GET", f"/vorlagen/{vorlage_id}").get_data(as_text=True)
    alles = rufen("gerda").lies(f"vorlagen/{vorlage_id}")["beratungsfolge"]
    assert [bool(s["geaendert"]) for s in alles] == [True, True, True]


def test_ein_nichtoeffentlicher_beschluss_verraet_sich_nicht_durch_den_status(rufen: Besetzung) -> None:
    folge = [{"gremium": RAT, "art": "Entscheidung", "oeffentlich": False}]
    vorlage_id = freigegeben(rufen, art="Beschlussvorlage", beratungsfolge=folge, **WIRKUNG)
    _beraten(rufen, vorlage_id, 0, {"ausgang": "abgelehnt"})
    gerda, niemand = rufen("gerda"), rufen("niemand")
    for wer, status, anderer in ((gerda, "abgelehnt", "in_beratung"), (niemand, "in_beratung", "abgelehnt")):
        assert wer.lies(f"vorlagen/{vorlage_id}")["status"] == status
        assert [v["status"] for v in wer.lies(f"vorlagen?status={status}")["data"]] == [status]
        assert wer.lies(f"vorlagen?status={anderer}")["data"] == []
    gerda.tue(vorlage_id, "ergebnis_berichtigen", bemerkung="Vertippt.")
    _beraten(rufen, vorlage_id, 0, {"ausgang": "angenommen"}, neu=False)
    assert niemand.lies(f"vorlagen/{vorlage_id}")["status"] == "in_beratung"


def _beraten(rufen: Besetzung, vorlage_id: str, nr: int, ergebnis: dict[str, Any], *, neu: bool = True) -> None:
    """Put the stage of that place on an agenda, unless it is on one, and enter the result."""
    gerda = rufen("gerda")
    station = gerda.lies(f"vorlagen/{vorlage_id}")["beratungsfolge"][nr]
    if neu:
        sitzung_id = gerda.schicke("sitzungen", {"gremium": station["gremien"][0]["name"], "beginn": BEGINN}, 201)["id"]
        gerda.schicke(f"sitzungen/{sitzung_id}/tagesordnung", {"beratung": station["id"]}, 201)
    gerda.schicke(f"vorlagen/{vorlage_id}/beratungen/{station['id']}/ergebnis", ergebnis)


@pytest.mark.parametrize("anmeldename", ["kai", "olaf", "gerda", "niemand"])
def test_ein_entwurf_gehoert_dem_amt_das_ihn_schreibt(rufen: Besetzung, anmeldename: str) -> None:
    vorlage_id = rufen("frieda").schicke("vorlagen", entwurf(), 201)["id"]
    assert rufen(anmeldename).lies(f"vorlagen/{vorlage_id}", 404)["code"] == "nicht-gefunden"
    assert rufen(anmeldename).lies("vorlagen")["data"] == []
    assert rufen("adele").lies(f"vorlagen/{vorlage_id}")["status"] == "entwurf"


def test_ein_eingelesener_fall_steht_unveraendert_dabei(rufen: Besetzung) -> None:
    vorlage_id = freigegeben(rufen)
    fall = {"id": "emsdorf-7", "votes": {"ja": 0, "nein": None}, "leer": "", "Öl": [1.5, True]}
    _setze_fall(vorlage_id, fall)
    frieda = rufen("frieda")
    assert frieda.lies(f"vorlagen/{vorlage_id}")["fall"] == fall
    assert [v["fall"] for v in frieda.lies("vorlagen?fall=emsdorf-7")["data"]] == [fall]
    assert frieda.lies("vorlagen?fall=emsdorf")["data"] == []
    assert "fall" not in rufen("niemand").lies(f"vorlagen/{vorlage_id}")


def _mit_geheimnissen(rufen: Besetzung) -> str:
    """A released public paper; whatever is nobody's business outside says GEHEIM."""
    frieda = rufen("frieda")
    vorlage = frieda.schicke(
        "vorlagen",
        entwurf(
            bearbeiter="GEHEIM Bearbeiter",
            aktenzeichen="GEHEIM-1",
            beteiligt=["GEHEIM Stelle"],
            beratungsfolge=[
                {"gremium": HFA, "art": "Kenntnisnahme GEHEIM", "oeffentlich": False},
                {"gremium": RAT, "art": "Kenntnisnahme"},
            ],
        ),
        201,
    )
    pfad = f"vorlagen/{vorlage['id']}"
    for name, oeffentlich in (("GEHEIM.pdf", {}), ("Lageplan.pdf", {"oeffentlich": "true"})):
        daten = {"datei": (BytesIO(PDF), name), **oeffentlich}
        assert frieda.rufe("POST", f"{pfad}/anlagen", data=daten).status_code == 201
    frieda.tue(vorlage["id"], "zur_mitzeichnung_geben", bemerkung="GEHEIM: eilt")
    zeichne(rufen, vorlage["id"], votum="zugestimmt_mit_hinweis", bemerkung="GEHEIM: teuer")
    rufen("olaf").tue(vorlage["id"], "freigeben", bemerkung="GEHEIM: na gut")
    _setze_fall(vorlage["id"], {"id": "x-1", "notes": "GEHEIM"})
    geheime = Programm(rufen.klient, "frieda").schicke("vorlagen", entwurf(betreff="GEHEIM"), 201)["id"]
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        papier = sitzung.get_one(Vorlage, vorlage["id"])
        for ziel_id, nummer in ((geheime, None), (None, "GEHEIM 7/1")):
            sitzung.add(
                Verknuepfung(
                    koerperschaft_id=papier.koerperschaft_id,
                    vorlage_id=papier.id,
                    art="ergaenzt",
                    ziel_id=ziel_id,
                    nummer=nummer,
                )
            )
    kette = verlauf.lies(vorlage["id"])
    assert [v["art"] for v in frieda.lies(pfad)["verknuepfungen"]] == ["ergaenzt", "ergaenzt"]
    assert any("GEHEIM" in eintrag.daten for eintrag in kette)
    return str(vorlage["id"])


def _setze_fall(vorlage_id: str, fall: dict[str, Any]) -> None:
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        papier = sitzung.get_one(Vorlage, vorlage_id)
        papier.fall, papier.fall_id = fall, fall["id"]
    db.session.rollback()
