"""ETag, If-Match, version: nobody overwrites what they have not seen."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from tests.api.programm import Besetzung, entwurf, freigegeben
from tests.dateien import PDF
from tests.welt import JETZT, als, version
from vorlagen.services import anlagen, mitzeichnungen, vorlagen


def test_wer_den_stand_schon_kennt_bekommt_ihn_nicht_noch_einmal(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    angelegt = frieda.rufe("POST", "vorlagen", json=entwurf())
    assert angelegt.status_code == 201
    ort, etag = angelegt.headers["Location"], angelegt.headers["ETag"]
    assert ort == angelegt.get_json()["links"]["self"]
    gelesen = frieda.rufe("GET", ort)
    assert (gelesen.headers["ETag"], gelesen.get_json()) == (etag, angelegt.get_json())
    bekannt = frieda.rufe("GET", ort, kopf={"If-None-Match": etag})
    assert (bekannt.status_code, bekannt.data) == (304, b"")
    frieda.aendere(ort, {"betreff": "Anders", "version": 1})
    assert frieda.rufe("GET", ort, kopf={"If-None-Match": etag}).status_code == 200


def test_geaendert_wird_nur_der_stand_der_gesehen_wurde(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    angelegt = frieda.rufe("POST", "vorlagen", json=entwurf())
    pfad, etag = f"vorlagen/{angelegt.get_json()['id']}", angelegt.headers["ETag"]

    assert frieda.aendere(pfad, {"betreff": "Eins"}, kopf={"If-Match": etag})["version"] == 2
    veraltet = frieda.aendere(pfad, {"betreff": "Zwei"}, 412, kopf={"If-Match": etag})
    assert veraltet["code"] == "stand-ueberholt"
    assert frieda.aendere(pfad, {"betreff": "Zwei", "version": 1}, 409)["code"] == "zwischenzeitlich-geaendert"
    for kopf in ({}, {"If-Match": "*"}):
        ohne = frieda.aendere(pfad, {"betreff": "Zwei"}, 422, kopf=kopf)
        assert list(ohne["felder"]) == ["version"]
    for kopf in ({"If-Match": 'W/"2"'}, {"If-Match": '"1", "9"'}):
        assert frieda.aendere(pfad, {"betreff": "Zwei"}, 412, kopf=kopf)["code"] == "stand-ueberholt"
    beides = frieda.aendere(pfad, {"betreff": "Zwei", "version": 1}, 409, kopf={"If-Match": '"2"'})
    assert beides["code"] == "zwischenzeitlich-geaendert"
    assert frieda.aendere(pfad, {"betreff": "Zwei"}, kopf={"If-Match": '"1", "2"'})["betreff"] == "Zwei"


def test_auch_schritte_ergebnisse_und_anlagen_achten_auf_if_match(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    pfad = f"vorlagen/{frieda.schicke('vorlagen', entwurf(), 201)['id']}"
    alt = {"If-Match": '"7"'}
    schritt = {"schritt": "zur_mitzeichnung_geben"}
    assert frieda.schicke(f"{pfad}/schritte", schritt, 412, kopf=alt)["code"] == "stand-ueberholt"
    assert frieda.schicke(f"{pfad}/schritte", schritt, 422)["felder"].keys() == {"version"}
    assert frieda.schicke(f"{pfad}/schritte", schritt, kopf={"If-Match": '"1"'})["status"] == "in_mitzeichnung"
    mitzeichnung = frieda.lies(pfad)["mitzeichnungen"][0]["id"]
    votum = {"votum": "zugestimmt", "fassung": 1}
    assert rufen("kai").schicke(f"{pfad}/mitzeichnungen/{mitzeichnung}", votum, 412, kopf=alt)["status"] == 412
    beratung = frieda.lies(pfad)["beratungsfolge"][0]["id"]
    assert rufen("gerda").schicke(f"{pfad}/beratungen/{beratung}/ergebnis", {}, 412, kopf=alt)["status"] == 412
    assert frieda.rufe("DELETE", f"{pfad}/anlagen/gibtesnicht", kopf=alt).status_code == 412


def test_ein_tagesordnungspunkt_wird_nur_so_geaendert_wie_er_gesehen_wurde(rufen: Besetzung) -> None:
    gerda = rufen("gerda")
    werte = {"gremium": "Rat der Stadt", "beginn": "2026-12-15T17:00:00+01:00"}
    sitzung = gerda.schicke("sitzungen", werte, 201)
    angelegt = gerda.rufe(
        "POST", f"sitzungen/{sitzung['id']}/tagesordnung", json={"titel": "Fragen", "oeffentlich": True}
    )
    pfad, etag = angelegt.headers["Location"], angelegt.headers["ETag"]
    assert gerda.rufe("GET", pfad, kopf={"If-None-Match": etag}).status_code == 304
    assert gerda.aendere(pfad, {"titel": "Anfragen"}, kopf={"If-Match": etag})["titel"] == "Anfragen"
    assert gerda.aendere(pfad, {"titel": "Einwände"}, 412, kopf={"If-Match": etag})["code"] == "stand-ueberholt"


def test_ein_halber_etag_ist_keiner(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    angelegt = frieda.rufe("POST", "vorlagen", json=entwurf())
    pfad, etag = f"vorlagen/{angelegt.get_json()['id']}", angelegt.headers["ETag"]
    for falsch in ('"1-falschfalsch"', '"1-"', f"W/{etag}", f'"0{etag[1:]}', '"01"'):
        problem = frieda.aendere(pfad, {"betreff": "Neu"}, 412, kopf={"If-Match": falsch})
        assert problem["code"] == "stand-ueberholt", falsch
    assert frieda.aendere(pfad, {"betreff": "Neu"}, kopf={"If-Match": f'"9", {etag}'})["version"] == 2


def test_wer_nur_das_oeffentliche_sieht_nennt_dessen_etag(rufen: Besetzung) -> None:
    vorlage_id = freigegeben(rufen)
    pfad, niemand = f"vorlagen/{vorlage_id}", rufen("niemand")
    etag = niemand.rufe("GET", pfad).headers["ETag"]
    version = rufen("frieda").lies(pfad)["version"]
    for falsch in ('"egal"', f'"{version}"', rufen("frieda").rufe("GET", pfad).headers["ETag"]):
        assert niemand.rufe("DELETE", f"{pfad}/anlagen/x", kopf={"If-Match": falsch}).status_code == 412, falsch
    assert niemand.rufe("DELETE", f"{pfad}/anlagen/x", kopf={"If-Match": etag}).status_code == 403


def test_was_nach_der_pruefung_des_kopfes_geschieht_gilt_auch(
    rufen: Besetzung, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else writes after the header was looked at and before the transaction begins."""
    frieda = rufen("frieda")
    pfad = f"vorlagen/{frieda.schicke('vorlagen', entwurf(), 201)['id']}"
    anlage = frieda.rufe("POST", f"{pfad}/anlagen", data={"datei": (BytesIO(PDF), "a.pdf")}).get_json()

    def mit_vorsprung(dienst: Any, name: str) -> None:
        """Whoever calls this service comes after another change."""
        eigentlich = getattr(dienst, name)

        def tue(vorlage_id: str, *rest: Any, **namen: Any) -> Any:
            vorlagen.aendere(
                vorlage_id, {"aktenzeichen": name}, version=version(vorlage_id, als("frieda")), wer=als("frieda"),
                jetzt=JETZT,
            )  # fmt: skip
            return eigentlich(vorlage_id, *rest, **namen)

        monkeypatch.setattr(dienst, name, tue)

    for name in ("haenge_an", "entferne"):
        mit_vorsprung(anlagen, name)
    kopf = {"If-Match": frieda.rufe("GET", pfad).headers["ETag"]}
    dazu = frieda.rufe("POST", f"{pfad}/anlagen", data={"datei": (BytesIO(PDF), "b.pdf")}, kopf=kopf)
    kopf = {"If-Match": frieda.rufe("GET", pfad).headers["ETag"]}
    weg = frieda.rufe("DELETE", anlage["links"]["self"], kopf=kopf)
    assert [dazu.status_code, weg.status_code] == [412, 412]
    assert [bild["name"] for bild in frieda.lies(f"{pfad}/anlagen")["data"]] == ["a.pdf"]


def test_zwei_mitzeichnungen_auf_denselben_stand_sind_eine_zu_viel(
    rufen: Besetzung, monkeypatch: pytest.MonkeyPatch
) -> None:
    frieda, kai, berta = rufen("frieda"), rufen("kai"), rufen("berta")
    vorlage_id = frieda.schicke("vorlagen", entwurf(), 201)["id"]
    frieda.tue(vorlage_id, "zur_mitzeichnung_geben")
    pfad = f"vorlagen/{vorlage_id}"
    wege = {m["amt"]: f"{pfad}/mitzeichnungen/{m['id']}" for m in frieda.lies(pfad)["mitzeichnungen"]}
    eigentlich, votum = mitzeichnungen.zeichne, {"votum": "zugestimmt", "fassung": 1}

    def zeichne(*stellen: Any, **namen: Any) -> None:
        monkeypatch.setattr(mitzeichnungen, "zeichne", eigentlich)
        kai.schicke(wege["Kämmerei"], votum)
        eigentlich(*stellen, **namen)

    monkeypatch.setattr(mitzeichnungen, "zeichne", zeichne)
    kopf = {"If-Match": berta.rufe("GET", pfad).headers["ETag"]}
    assert berta.schicke(wege["Rechtsamt"], votum, 412, kopf=kopf)["code"] == "stand-ueberholt"
    zurueck = f"{wege['Kämmerei']}/ruecknahme"
    assert kai.schicke(zurueck, {}, 412, kopf=kopf)["code"] == "stand-ueberholt"
    assert berta.schicke(wege["Rechtsamt"], votum)["status"] == "in_freigabe"
