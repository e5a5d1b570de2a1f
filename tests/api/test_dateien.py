"""Attachments and documents: known by their bytes, handed out to be saved, never to be run."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from tests.api.programm import Besetzung, entwurf, freigegeben
from tests.dateien import PDF
from vorlagen.dateien.arten import DOCX
from vorlagen.extensions import ALLE, sicht_oeffnen
from vorlagen.services import dokumente, verlauf


def test_eine_anlage_kommt_hinzu_wird_geholt_und_entfernt(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    pfad = f"vorlagen/{frieda.schicke('vorlagen', entwurf(), 201)['id']}"
    neu = frieda.rufe("POST", f"{pfad}/anlagen", data={"datei": (BytesIO(PDF), "Größen & Pläne.pdf")})
    anlage = neu.get_json()
    assert (neu.status_code, neu.headers["Location"]) == (201, anlage["links"]["self"])
    assert {name: anlage[name] for name in ("name", "oeffentlich", "groesse", "typ", "sha256")} == {
        "name": "Größen & Pläne.pdf",
        "oeffentlich": False,
        "groesse": len(PDF),
        "typ": "application/pdf",
        "sha256": hashlib.sha256(PDF).hexdigest(),
    }
    vorlage = frieda.lies(pfad)
    assert (vorlage["anlagen"], vorlage["version"]) == ([anlage], 2)

    geholt = frieda.rufe("GET", anlage["links"]["self"])
    assert (geholt.data, geholt.mimetype) == (PDF, "application/pdf")
    kopf = geholt.headers
    assert kopf["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''Gr%C3%B6%C3%9Fen%20&%20Pl%C3%A4ne.pdf" in kopf["Content-Disposition"]
    assert (kopf["X-Content-Type-Options"], kopf["Content-Security-Policy"]) == (
        "nosniff",
        "sandbox; default-src 'none'",
    )
    assert kopf["ETag"] == f'"{anlage["sha256"]}"'
    assert frieda.rufe("GET", anlage["links"]["self"], kopf={"If-None-Match": kopf["ETag"]}).status_code == 304

    weg = frieda.rufe("DELETE", anlage["links"]["self"], kopf={"If-Match": '"2"'})
    assert (weg.status_code, weg.data) == (204, b"")
    assert frieda.lies(anlage["links"]["self"], 404)["code"] == "nicht-gefunden"
    assert frieda.rufe("DELETE", anlage["links"]["self"]).status_code == 404
    assert [e["was"] for e in frieda.lies(f"{pfad}/verlauf")["data"]] == [
        "angelegt", "anlage_hinzugefuegt", "anlage_entfernt",
    ]  # fmt: skip
    sicht_oeffnen(ALLE)
    assert verlauf.pruefe_alle() == (3, [])


def test_name_oeffentlichkeit_und_stelle_einer_anlage_aendern_sich(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    pfad = f"vorlagen/{frieda.schicke('vorlagen', entwurf(), 201)['id']}/anlagen"
    for name in ("Plan.pdf", "Lage.pdf"):
        lage = frieda.rufe("POST", pfad, data={"datei": (BytesIO(PDF), name)}).get_json()
    selbst = lage["links"]["self"]
    werte = {"name": "PLAN", "stelle": 1, "begruendung_nichtoeffentlich": "Vertrag"}
    veraltet = frieda.rufe("PATCH", selbst, json=werte, kopf={"If-Match": '"1"'})
    assert veraltet.status_code == 412
    geaendert = frieda.rufe("PATCH", selbst, json=werte, kopf={"If-Match": '"3"'}).get_json()
    assert (geaendert["name"], geaendert["begruendung_nichtoeffentlich"]) == ("PLAN (2).pdf", "Vertrag")
    assert [anlage["name"] for anlage in frieda.lies(pfad)["data"]] == ["PLAN (2).pdf", "Plan.pdf"]
    offen = frieda.rufe("PATCH", selbst, json={"oeffentlich": True}).get_json()
    assert (offen["oeffentlich"], offen["begruendung_nichtoeffentlich"]) == (True, None)
    for unsinn in ({"name": " "}, {"stelle": 0}, {"groesse": 1}):
        assert frieda.rufe("PATCH", selbst, json=unsinn).status_code == 422
    assert rufen("kai").rufe("PATCH", selbst, json={"stelle": 1}).status_code == 404


def test_was_keine_datei_ist_wird_beim_namen_genannt(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    pfad = f"vorlagen/{frieda.schicke('vorlagen', entwurf(), 201)['id']}/anlagen"
    falsch: tuple[dict[str, Any], ...] = (
        {"data": {"oeffentlich": "true"}, "content_type": "multipart/form-data"},
        {"data": {"datei": "nur Text"}, "content_type": "multipart/form-data"},
        {"data": {"datei": (BytesIO(b"MZ"), "setup.exe")}},
        {"json": {"datei": "abc"}},
    )
    for anfrage in falsch:
        antwort = frieda.rufe("POST", pfad, **anfrage)
        assert (antwort.status_code, list(antwort.get_json()["felder"])) == (422, ["datei"]), anfrage
    fremd = frieda.rufe("POST", pfad, data={"datei": (BytesIO(PDF), "a.pdf"), "x": "1", "oeffentlich": "vielleicht"})
    assert set(fremd.get_json()["felder"]) == {"x", "oeffentlich"}
    assert frieda.lies(pfad)["data"] == []


def test_nach_der_freigabe_aendert_sich_keine_anlage_mehr(rufen: Besetzung) -> None:
    vorlage_id = freigegeben(rufen)
    antwort = rufen("frieda").rufe("POST", f"vorlagen/{vorlage_id}/anlagen", data={"datei": (BytesIO(PDF), "a.pdf")})
    assert (antwort.status_code, antwort.get_json()["gruende"][0]["code"]) == (409, "status.unpassend")


def test_das_freigegebene_dokument_ist_immer_dieselbe_datei(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    vorlage_id = freigegeben(rufen)
    pfad = f"vorlagen/{vorlage_id}/dokumente"
    erste = frieda.rufe("GET", f"{pfad}/mitteilungsvorlage.docx")
    assert (erste.status_code, erste.mimetype) == (200, DOCX.typ)
    assert erste.headers["ETag"] == f'"{hashlib.sha256(erste.data).hexdigest()}"'
    nummer = frieda.lies(f"vorlagen/{vorlage_id}")["nummer"].replace("/", "-")
    assert erste.headers["Content-Disposition"] == f"attachment; filename={nummer}.docx"
    zweite = frieda.rufe("GET", f"{pfad}/mitteilungsvorlage.docx", kopf={"If-None-Match": erste.headers["ETag"]})
    assert (zweite.status_code, zweite.data) == (304, b"")
    sicht_oeffnen(ALLE)
    assert dokumente.arbeite_ab(jetzt=datetime.now(UTC)) == 1
    assert frieda.rufe("GET", f"{pfad}/mitteilungsvorlage.docx").data == erste.data
    assert frieda.lies(f"{pfad}/beschlussvorlage.docx", 404)["code"] == "nicht-gefunden"


def test_ein_entwurf_laesst_sich_ausdrucken_und_ohne_libreoffice_gibt_es_kein_pdf(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    pfad = f"vorlagen/{frieda.schicke('vorlagen', entwurf(), 201)['id']}/dokumente"
    gezeigt = frieda.lies(pfad)["data"]
    assert [(d["name"], d["art"]) for d in gezeigt] == [("mitteilungsvorlage", "docx")]
    ausdruck = frieda.rufe("GET", gezeigt[0]["links"]["self"])
    assert (ausdruck.status_code, ausdruck.headers["Content-Disposition"]) == (200, "attachment; filename=Entwurf.docx")
    problem = frieda.lies(f"{pfad}/mitteilungsvorlage.pdf", 404)
    assert problem["detail"] == ("Eine PDF-Datei gibt es hier nicht, weil kein LibreOffice eingerichtet ist.")
    assert frieda.lies(f"{pfad}/gibtesnicht.pdf", 404)["detail"] == "Dieses Dokument gibt es zu dieser Vorlage nicht."


def test_ein_entwurf_geht_nach_word_und_kommt_zurueck(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    pfad = f"vorlagen/{frieda.schicke('vorlagen', entwurf(), 201)['id']}"
    datei = frieda.rufe("GET", f"{pfad}/bearbeitungsdatei.docx")
    assert (datei.status_code, datei.mimetype) == (200, DOCX.typ)
    gelesen = frieda.rufe("POST", f"{pfad}/bearbeitungsdatei", data={"datei": (BytesIO(datei.data), "a.docx")})
    assert (gelesen.status_code, gelesen.get_json()) == (
        200,
        {"fassung": 1, "version": 1, "data": [], "ausserhalb": [], "hinweise": []},
    )
    fremd = rufen("kai").rufe("POST", f"{pfad}/bearbeitungsdatei", data={"datei": (BytesIO(datei.data), "a.docx")})
    assert fremd.status_code == 404
