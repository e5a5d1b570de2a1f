"""Lists and addresses: pages that end, filters that hold, one form of every address, each town at its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import text

from tests.oparl.conftest import BASIS, Frager, alle, gib_heraus
from tests.welt import JETZT, Stadt, als, baue_stadt
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.models import Koerperschaft, OparlObjekt
from vorlagen.services.oparl import haeuser, listen
from vorlagen.services.oparl.listen import Frage
from vorlagen.services.oparl.typen import Typ

WURZEL = "/oparl/v1.1"


def test_jede_seite_findet_ihr_ende_und_jeder_filter_das_seine(
    offene_stadt: Stadt, frage: Frager, monkeypatch: pytest.MonkeyPatch
) -> None:
    frage(f"{WURZEL}/system")
    anfang = JETZT - timedelta(days=400)
    _lege_papiere(offene_stadt, 7, anfang)
    namen = [papier["reference"] for papier in alle(frage, "/oparl/papers?limit=2")]
    assert namen == ["6", "5", "4", "2", "1", "0"]  # 3 is deleted
    seit = quote((anfang + timedelta(days=103)).isoformat())
    for wenige in (1000, 2):  # fetched along the changes, or along the list
        monkeypatch.setattr(listen, "WENIGE", wenige)
        geaendert = alle(frage, f"/oparl/papers?modified_since={seit}&limit=2")
        assert [p.get("reference", "weg") for p in geaendert] == ["6", "5", "4", "weg"]
    bis = quote((anfang + timedelta(days=1)).isoformat().replace("+00:00", "Z"))
    assert [p["reference"] for p in alle(frage, f"/oparl/papers?created_until={bis}")] == ["1", "0"]
    assert frage("/oparl/papers?created_since=2999-01-01T00:00:00%2B01:00")["data"] == []
    seite = frage(f"/oparl/papers?limit=1&modified_since={seit}&omit_internal=true")
    assert all(wort in seite["links"]["next"] for wort in ("limit=1", "modified_since=", "omit_internal=true"))
    assert frage(seite["links"]["next"])["links"]["self"] == seite["links"]["next"]
    ohne_plus = (anfang + timedelta(days=5)).astimezone(UTC).isoformat()  # a client that forgets to quote
    assert [p["reference"] for p in frage(f"/oparl/papers?created_since={ohne_plus}")["data"]] == ["6", "5"]
    for falsch in ("modified_since=gestern", "created_until=2026-02-30T00:00:00Z", "limit=0", "limit=viele"):
        assert frage(f"/oparl/papers?{falsch}", 400)["type"].endswith("/Error")
    for unbekannt in ("nach=abc", "page=2"):
        frage(f"/oparl/papers?{unbekannt}", 404)


def test_von_jeder_anderen_schreibweise_fuehrt_ein_weg_zur_einen(
    app: Flask, offene_stadt: Stadt, frage: Frager
) -> None:
    koerper = f"{WURZEL}/body/{offene_stadt.koerperschaft_id}"
    wege = {
        "/oparl": f"{WURZEL}/system",
        "/oparl/": f"{WURZEL}/system",
        "/oparl/v1.1/System/": f"{WURZEL}/system",
        f"/oparl/v1.1//BODY/{offene_stadt.koerperschaft_id}/": koerper,
        f"{koerper}/paper": "/oparl/papers",
        "/oparl/linden/papers?limit=3": "/oparl/papers?limit=3",
    }
    for weg, ziel in wege.items():
        antwort = frage(weg, 301)
        assert antwort.headers["Location"].removeprefix(BASIS) == ziel, weg
    fremd = app.test_client().get(f"{koerper}?x=1", base_url="http://localhost:8000")
    assert (fremd.status_code, fremd.headers["Location"]) == (301, f"{BASIS}{koerper}?x=1")
    for weg in ("/oparl/v1.0/system", f"{WURZEL}/paper/{'0' * 32}", f"{WURZEL}/gibtesnicht", f"{koerper}/x"):
        assert set(frage(weg, 404)) == {"type", "message", "debug"}
    klient = app.test_client()
    klient.set_cookie("vorlagen", "unsinn", domain="127.0.0.1")
    for methode, status in (("HEAD", 200), ("OPTIONS", 200), ("POST", 405), ("DELETE", 405)):
        antwort = klient.open(koerper, method=methode, base_url=BASIS)
        gesehen = antwort.status_code, antwort.headers["Access-Control-Allow-Origin"], "Set-Cookie" in antwort.headers
        assert gesehen == (status, "*", False), methode
    etag = klient.get(koerper, base_url=BASIS).headers["ETag"]
    frage(koerper, 304, If_None_Match=etag)
    frage(koerper, 304, If_Modified_Since=klient.get(koerper, base_url=BASIS).headers["Last-Modified"])


def test_staedte_teilen_sich_ein_haus_oder_haben_ihr_eigenes(app: Flask, offene_stadt: Stadt, frage: Frager) -> None:
    baue_stadt("buchen", "Stadt Buchenau", vorsilbe="b.")
    assert [eine["name"] for eine in frage(f"{WURZEL}/body")["data"]] == ["Stadt Lindenstadt"]
    gib_heraus("b.adele")
    beide = frage(f"{WURZEL}/body")["data"]
    assert {eine["name"]: eine["paper"].removeprefix(BASIS) for eine in beide} == {
        "Stadt Lindenstadt": "/oparl/linden/papers",
        "Stadt Buchenau": "/oparl/buchen/papers",
    }
    frage("/oparl/papers", 404)
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        for stadt in sitzung.query(Koerperschaft).filter_by(kuerzel="buchen"):
            stadt.adresse = "https://ris.buchenau.example"
            buchenau = stadt.id
    assert frage(f"{WURZEL}/body/{buchenau}", 301).headers["Location"] == (
        f"https://ris.buchenau.example{WURZEL}/body/{buchenau}"
    )
    assert [eine["paper"] for eine in frage(f"{WURZEL}/body")["data"]] == [f"{BASIS}/oparl/papers"]
    dort = app.test_client().get(f"{WURZEL}/system", base_url="https://ris.buchenau.example").get_json()
    assert dort["body"] == f"https://ris.buchenau.example{WURZEL}/body"
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        for stadt in sitzung.query(Koerperschaft).filter_by(kuerzel="linden"):
            stadt.gesperrt_seit = JETZT
    assert frage(f"{WURZEL}/system")["name"] == "Ratsinformationen"
    frage(f"{WURZEL}/body/{offene_stadt.koerperschaft_id}", 404)


def test_listen_laufen_an_ihrem_index_entlang(offene_stadt: Stadt) -> None:
    """So a page costs what it holds, at any size of the town and at any depth."""
    als("adele")
    stadt = frozenset({offene_stadt.koerperschaft_id})
    papiere = Frage(staedte=stadt, typ=Typ.PAPER)
    stelle = (JETZT, "0" * 32)
    fragen = {
        "ix_oparl_objekt_liste": listen.lauf(papiere, stelle),
        "ix_oparl_bezug_liste": listen.lauf(replace(papiere, typ=Typ.MEETING, organisation="x"), stelle),
        "ix_oparl_objekt_geaendert": listen.geaenderte(replace(papiere, geaendert_ab=JETZT)),
    }
    for index, frage in fragen.items():
        befehl = str(frage.limit(100).compile(db.engine, compile_kwargs={"literal_binds": True}))
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("SET LOCAL enable_seqscan = off"))
            db.session.execute(text("SET LOCAL enable_bitmapscan = off"))
            plan = "\n".join(db.session.scalars(text(f"EXPLAIN {befehl}")))
        else:
            plan = "\n".join(zeile.detail for zeile in db.session.execute(text(f"EXPLAIN QUERY PLAN {befehl}")))
        assert index in plan, plan
        assert "Sort" not in plan
        assert "TEMP B-TREE" not in plan


def _lege_papiere(stadt: Stadt, anzahl: int, anfang: datetime) -> None:
    """Objects as they lie there, a day apart, each changed a hundred days later; the fourth is gone."""
    haeuser.oeffne()
    with transaction() as sitzung:
        for nr in range(anzahl):
            sitzung.add(
                OparlObjekt(
                    id=f"{nr:032x}",
                    koerperschaft_id=stadt.koerperschaft_id,
                    typ=Typ.PAPER,
                    wurzel_art="vorlage",
                    wurzel_id=f"{nr:032x}",
                    erstellt=anfang + timedelta(days=nr),
                    geaendert=anfang + timedelta(days=100 + nr),
                    geloescht=nr == 3,
                    abdruck="",
                    inhalt={} if nr == 3 else {"reference": str(nr)},
                )
            )
