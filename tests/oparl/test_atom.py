"""News as Atom: what is out and nothing else, with ids that stay, in pages, and gone when it is withdrawn."""

from __future__ import annotations

from contextvars import Context
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from lxml import etree
from werkzeug.test import TestResponse

from tests.oparl.conftest import BASIS, gib_heraus
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, freigegeben
from vorlagen.config import Einstellungen
from vorlagen.services import ruecknahme, sitzungslauf
from vorlagen.services.oparl import neuigkeiten


@pytest.fixture
def einstellungen(auf_postgresql: Einstellungen, tmp_path: Path) -> Einstellungen:
    """The stricter database is enough: what is asked of it, the lists of OParl ask of both."""
    return replace(auf_postgresql, instance=tmp_path)


ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.mark.probe
def test_neues_kommt_als_atom_und_verschwindet_mit_der_ruecknahme(
    app: Flask, stadt: Stadt, monkeypatch: pytest.MonkeyPatch
) -> None:
    erste = freigegeben(stadt, betreff='<b>Netz & "Rat"</b>')
    freigegeben(stadt, betreff="Kauf", oeffentlich=False, begruendung_nichtoeffentlich="Grund")
    assert "noch nichts" in hole(app, "/oeffentlich/vorlagen.atom", 404).text
    gib_heraus()
    auf_tagesordnung(stadt, erste, beginn=datetime(2026, 3, 20, 16, tzinfo=UTC))
    feed = _feed(hole(app, "/oeffentlich/vorlagen.atom"))
    assert feed.xpath("a:entry/a:title/text()", namespaces=ATOM) == ['10/001/2026: <b>Netz & "Rat"</b>']
    kennungen = feed.xpath("a:entry/a:id/text()", namespaces=ATOM)
    (ziel,) = feed.xpath("a:entry/a:link[@rel='alternate'][@type='application/json']/@href", namespaces=ATOM)
    assert ziel == f"{BASIS}/oparl/v1.1/paper/{erste}"

    (entwurf,) = _texte(app, "/oeffentlich/sitzungen.atom")
    assert "Netz" not in entwurf
    sitzung_id = _feed(hole(app, "/oeffentlich/sitzungen.atom")).xpath("a:entry/a:link/@href", namespaces=ATOM)[0][-32:]
    sitzungslauf.lade_ein(sitzung_id, wer=als("gerda"), jetzt=JETZT)
    (steht,) = _texte(app, "/oeffentlich/sitzungen.atom?gremium=Haupt-+und+Finanzausschuss")
    assert 'Ö 1 <b>Netz & "Rat"</b>' in steht
    assert _texte(app, f"/oeffentlich/sitzungen.atom?gremium={stadt.gremien['Rat']}") == []
    assert len(_texte(app, f"/oeffentlich/vorlagen.atom?gremium={stadt.gremien['HFA']}")) == 1
    hole(app, "/oeffentlich/vorlagen.atom?gremium=Geheimrat", 404)
    hole(app, "/oeffentlich/vorlagen.atom?nach=unfug", 422)

    antwort = hole(app, "/oeffentlich/vorlagen.atom")
    hole(app, "/oeffentlich/vorlagen.atom", 304, {"If-None-Match": antwort.headers["ETag"]})
    freigegeben(stadt, betreff="Zweite")
    monkeypatch.setattr(neuigkeiten, "SEITE", 1)
    seite = _feed(hole(app, "/oeffentlich/vorlagen.atom"))
    assert seite.xpath("count(a:entry)", namespaces=ATOM) == 1
    (naechste,) = seite.xpath("a:link[@rel='next']/@href", namespaces=ATOM)
    danach = _feed(hole(app, naechste.removeprefix(BASIS)))
    assert danach.xpath("a:entry/a:id/text()", namespaces=ATOM) == kennungen
    assert danach.xpath("a:id/text()", namespaces=ATOM) == seite.xpath("a:id/text()", namespaces=ATOM)
    ruecknahme.nimm_vorlage_zurueck(erste, "Ein Name steht darin.", wer=als("gerda"), jetzt=JETZT)
    assert "Netz" not in hole(app, "/oeffentlich/vorlagen.atom").text + hole(app, "/oeffentlich/sitzungen.atom").text


def hole(app: Flask, pfad: str, status: int = 200, kopf: dict[str, str] | None = None) -> TestResponse:
    antwort = Context().run(app.test_client().get, pfad, base_url=BASIS, headers=kopf)
    assert (antwort.status_code, "Set-Cookie" in antwort.headers) == (status, False), antwort.text[:300]
    return antwort


def _texte(app: Flask, pfad: str) -> list[str]:
    return [str(text) for text in _feed(hole(app, pfad)).xpath("a:entry/a:content/text()", namespaces=ATOM)]


def _feed(antwort: TestResponse) -> etree._Element:
    """The feed, if it has what RFC 4287 § 4.1 asks for."""
    assert antwort.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(antwort.data)
    assert feed.tag == f"{{{ATOM['a']}}}feed"
    for element in (feed, *feed.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1, name
        wann = element.findtext("a:updated", namespaces=ATOM)
        assert wann is not None
        assert datetime.fromisoformat(wann).utcoffset() is not None
        assert (element.findtext("a:id", namespaces=ATOM) or "").startswith("urn:uuid:")
        assert all(ziel.startswith(BASIS) for ziel in element.xpath("a:link/@href", namespaces=ATOM))
    assert feed.findtext("a:author/a:name", namespaces=ATOM)
    kennungen = [e.findtext("a:id", namespaces=ATOM) for e in feed.findall("a:entry", ATOM)]
    assert len(set(kennungen)) == len(kennungen)
    assert len(feed.xpath("a:link[@rel='self']", namespaces=ATOM)) == 1
    return feed
