"""Case files by page and by JSON: first what would come, then the clock, then a report for each file."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.test_buendel import gepackt
from tests.web.besuch import Besuch, formular, text
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als
from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.models import Falldatei, Fallstapel, Vorlage
from vorlagen.services import faelle, loeschfristen
from vorlagen.services.faelle.uebernahme import lege_ab
from vorlagen.uhr import schlage

SEITE = "/verwaltung/falldateien"
FALL: dict[str, Any] = {"id": "a-1", "title": "Radweg", "number": "1/2020", "public": True, "federfuehrend": "Bauamt",
                        "beratungsfolge": [{"gremium": "Bauausschuss", "date": "2020-05-04", "art": "Entscheidung",
                                            "result": "einstimmig beschlossen"}]}  # fmt: skip


def test_falldateien_werden_erst_geprueft_und_dann_jede_ganz_aufgenommen(
    app: Flask, besuch: Besucht, stadt: Stadt
) -> None:
    adele = besuch("adele")
    assert schicke(adele).status_code == 422
    assert "weder eine Datei" in schicke(adele, ("plan.pdf", b"%PDF")).text
    falsch = {"id": "b-2", "title": 7, "municipality": "Eichenfeld", "x": 1}
    paket = gepackt({"gut.json": als_json(FALL), "falsch.json": als_json(falsch), "doppelt.json": als_json(FALL)})
    halb = schicke(adele, ("h.json", b'{"id": "h", "title": "\\ud800"}'), ("i.json", b'{"id": 1, "title": "\\ud800"}'))
    assert "halbes Zeichen" in adele.hole(halb.headers["Location"])
    hier = schicke(adele, ("faelle.zip", paket), ("c.json", als_json({"id": "c-3", "neu": 1}))).headers["Location"]
    seite = text(adele.hole(hier))
    assert "2 abgelehnt, 2 neu" in seite
    for satz in ("falsch.json: „title“ ist 7", "Die Kennung „a-1“ hat schon", "aufbewahrt: neu", "Bauausschuss"):
        assert satz in seite
    assert vorlagen() == []  # looked at only
    besuch("gerda").hole(SEITE, 403)
    knopf = formular(adele.hole(hier), f"{hier}/aufnahme")
    assert [adele.sende(f"{hier}/aufnahme", knopf).status_code for _ in range(2)] == [302, 302]
    assert adele.sende(f"{hier}/loeschen", knopf).status_code == 422  # while it runs
    assert "Erledigt: 2 von 4" in text(adele.hole(hier))
    assert schlage(app).aufgenommen == 2
    assert vorlagen() == ["a-1", "c-3"]
    assert "Was daraus geworden ist" in text(adele.hole(hier))
    geaendert = als_json(FALL | {"title": "Radweg am Fluss"})
    zweites = schicke(adele, ("gut.json", geaendert), ("c.json", als_json({"id": "c-3", "neu": 1}))).headers["Location"]
    assert "1 geändert, 1 unverändert" in text(adele.hole(zweites))
    assert "Anders als bisher: title" in text(adele.hole(zweites))
    drittes = schicke(adele, ("gut.json", geaendert)).headers["Location"]
    adele.hole(zweites, 404)  # never ordered, so another one takes its place
    assert adele.druecke(f"{drittes}/loeschen", adele.hole(drittes)).status_code == 302
    adele.hole(drittes, 404)


def test_was_beim_aufnehmen_scheitert_haelt_die_anderen_nicht_auf(
    app: Flask, stadt: Stadt, monkeypatch: pytest.MonkeyPatch
) -> None:
    adele = als("adele")
    dateien = [(f"{nr}.json", als_json(FALL | {"id": f"f-{nr}", "number": f"{nr}/2020"})) for nr in range(3)]
    stapel_id = faelle.schicke(dateien, wer=adele, jetzt=JETZT)
    faelle.bestelle_aufnahme(stapel_id, wer=adele, jetzt=JETZT)

    def stolpert(fall_id: str, *rest: Any, **mehr: Any) -> Any:
        vorlage = lege_ab(fall_id, *rest, **mehr)
        if fall_id == "f-1":
            raise ValueError("nobody foresaw this")
        return vorlage

    monkeypatch.setattr("vorlagen.services.faelle.aufnahme.lege_ab", stolpert)
    db.session.remove()
    assert schlage(app, JETZT).aufgenommen == 3
    assert vorlagen() == ["f-0", "f-2"]
    bild = faelle.lies_stapel(stapel_id, wer=als("adele"))
    assert (bild.zustand, dict(bild.zahlen)) == ("fertig", {"abgelehnt": 1, "neu": 2})
    assert "unerwartet nicht aufnehmen" in bild.dateien[0].angaben["saetze"][0]
    assert db.session.scalars(select(Falldatei.inhalt)).all() == [None] * 3
    regel = next(regel for regel in loeschfristen.REGELN if regel.name == "falldateien")
    spaeter = JETZT.replace(year=JETZT.year + 1)
    assert db.session.scalars(select(Fallstapel.id).where(regel.gemeint(stadt.koerperschaft_id, spaeter))).all() == [
        stapel_id
    ]


def schicke(wer: Besuch, *dateien: tuple[str, bytes]) -> Any:
    felder = formular(wer.hole(SEITE), None).to_dict()
    return wer.sende(SEITE, felder | {"dateien": [(BytesIO(inhalt), name) for name, inhalt in dateien]})


def als_json(fall: dict[str, Any]) -> bytes:
    return json.dumps(fall).encode()


def vorlagen() -> list[str | None]:
    db.session.rollback()
    sicht_oeffnen(ALLE)
    return list(
        db.session.scalars(select(Vorlage.fall_id).where(Vorlage.fall_id.is_not(None)).order_by(Vorlage.fall_id))
    )
