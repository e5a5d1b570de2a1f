"""The edges of the draft form: values that no column holds, texts beyond measure, files that are gone or too many."""

from __future__ import annotations

from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.dateien import PDF
from tests.web.besuch import formular, text
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, entwurf
from vorlagen.extensions import db
from vorlagen.models import Anlage, Vorlage
from vorlagen.services import anlagen
from vorlagen.services.sichtbarkeit import hole
from vorlagen.web import fehlerworte
from vorlagen.web.api.leser import JSON_HOECHSTENS
from vorlagen.web.formulare.werte import _als_json
from vorlagen.workflow.felder import Feld, Feldart

NEU = "/vorlagen/neu"
ZU_TIEF = "<ul><li>" * 60 + "tief" + "</li></ul>" * 60
MB = 2**20


def test_ein_verweis_geht_den_weg_der_schnittstelle(besuch: Besucht, stadt: Stadt) -> None:
    frieda = besuch("frieda")
    seite = frieda.druecke(NEU, frieda.hole(NEU), aktion="verweis-neu").text
    antwort = frieda.druecke(
        NEU, seite, aktion="speichern", verweis__0__art="ersetzt", verweis__0__nummer="7" * 121, betreff="Bleibt"
    )
    assert (antwort.status_code, 'href="#verknuepfungen"' in antwort.text) == (422, True)
    assert "1. Vorlage: Höchstens 120 Zeichen." in text(antwort.text)
    wieder = formular(antwort.text)
    assert (wieder["verweis-0-nummer"], wieder["betreff"]) == ("7" * 121, "Bleibt")
    ohne_art = frieda.druecke(NEU, antwort.text, aktion="speichern", verweis__0__art="", verweis__0__nummer="7")
    assert "1. Vorlage: Bitte wählen Sie, wie die Vorlagen zusammenhängen." in text(ohne_art.text)
    assert db.session.scalars(select(Vorlage.id)).all() == []


@pytest.mark.parametrize(
    ("getippt", "gelesen"),
    [
        ("4250", 4250), ("4.250", 4250), ("-1.234.567", -1234567), ("0", 0), (" 12 ", 12), ("", None),
        ("12.50", "12.50"), ("1.2.3", "1.2.3"), ("12,50", "12,50"), ("1.0000", "1.0000"), ("1234.567", "1234.567"),
        (".500", ".500"), ("1.", "1."), ("٣", "٣"), ("9" * 15, "9" * 15),
    ],
)  # fmt: skip
def test_punkte_trennen_nur_tausender(getippt: str, gelesen: int | str | None) -> None:
    assert _als_json(Feld(name="kosten", titel="Kosten", art=Feldart.ZAHL), getippt) == gelesen


@pytest.mark.parametrize("pfad", ["neu", "bearbeiten"])
def test_ein_text_ueber_jedes_mass_steht_mit_allem_anderen_wieder_da(besuch: Besucht, stadt: Stadt, pfad: str) -> None:
    frieda = besuch("frieda")
    pfad = NEU if pfad == "neu" else f"/vorlagen/{entwurf(stadt)}/bearbeiten"
    getippt: dict[str, Any] = {"betreff": "Bleibt", "sachverhalt": ZU_TIEF, "beschlussvorschlag": "<p>Auch dies.</p>"}
    antwort = frieda.druecke(pfad, frieda.hole(pfad), aktion="speichern", **getippt)
    assert (antwort.status_code, 'href="#sachverhalt"' in antwort.text) == (422, True)
    assert "Der Text ist zu tief verschachtelt; möglich sind 50 Ebenen." in text(antwort.text)
    wieder = formular(antwort.text)
    assert {name: unescape(wieder[name]) for name in getippt} == getippt  # the tags, too, but as plain text
    nach_handgriff = frieda.druecke(pfad, antwort.text, aktion="station-neu")
    assert ZU_TIEF in unescape(unescape(formular(nach_handgriff.text)["sachverhalt"]))
    assert "Bleibt" not in db.session.scalars(select(Vorlage.betreff)).all()
    besser = frieda.druecke(pfad, nach_handgriff.text, aktion="speichern", sachverhalt="<p>Flach.</p>")
    assert besser.status_code == 302, text(besser.text)


def test_ein_zu_langer_einfacher_text_steht_auch_wieder_da(besuch: Besucht, stadt: Stadt) -> None:
    frieda, lang = besuch("frieda"), "Wort " * 400_001
    antwort = frieda.druecke(
        NEU, frieda.hole(NEU), ohne_skript=True, aktion="speichern", betreff="Bleibt", sachverhalt_text=lang
    )
    assert (antwort.status_code, 'href="#sachverhalt"' in antwort.text) == (422, True)
    assert (formular(antwort.text)["betreff"], lang.strip() in antwort.text) == ("Bleibt", True)


def test_wer_eine_entfernte_anlage_noch_einmal_entfernt_verliert_nichts(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id, wer = entwurf(stadt), als("frieda")
    pfad, frieda = f"/vorlagen/{vorlage_id}/bearbeiten", besuch("frieda")
    alte = anlagen.fuege_hinzu(vorlage_id, "alt.pdf", PDF, wer=wer, jetzt=JETZT)
    seite = frieda.hole(pfad)
    anlagen.entferne(vorlage_id, alte, wer=als("frieda"), jetzt=JETZT)
    seite = seite.replace('name="version" value="2"', 'name="version" value="3"')
    dateien = [(BytesIO(PDF), "neu.pdf")]
    antwort = frieda.druecke(pfad, seite, aktion="ansehen", betreff="Neu", anlage_weg=[alte, "x\x00"], anlagen=dateien)
    assert (antwort.status_code, antwort.headers.get("Location")) == (302, f"/vorlagen/{vorlage_id}")
    db.session.rollback()
    assert hole(vorlage_id, als("frieda"))[0].betreff == "Neu"
    assert db.session.scalars(select(Anlage.name)).all() == ["neu.pdf"]


def test_zu_viele_dateien_auf_einmal_bekommen_ihren_eigenen_satz(besuch: Besucht, stadt: Stadt) -> None:
    frieda = besuch("frieda")
    seite = frieda.hole(NEU)
    assert "alle zusammen höchstens 50 MB" in text(seite)
    assert f'data-hoechstens="{anlagen.HOECHSTENS}"' in seite
    antwort = frieda.oeffne(
        NEU,
        method="POST",
        data=b"--x--",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(62 * MB)},
    )
    assert (antwort.status_code, fehlerworte.ZU_VIELE_DATEIEN in antwort.text) == (413, True)
    assert "Ihre Eingaben stehen noch da" in antwort.text
    rumpf = b'--x\r\nContent-Disposition: form-data; name="sachverhalt"\r\n\r\n' + b"x" * 9 * MB + b"\r\n--x--\r\n"
    langer = frieda.oeffne(NEU, method="POST", data=rumpf, content_type="multipart/form-data; boundary=x")
    assert (langer.status_code, fehlerworte.ZU_LANGER_TEXT in langer.text) == (413, True)


def test_die_saetze_ueber_zu_grosses_nennen_die_wirklichen_grenzen(app: Flask) -> None:
    text_hoechstens: Any = app.config["MAX_FORM_MEMORY_SIZE"]
    assert (JSON_HOECHSTENS, text_hoechstens, anlagen.HOECHSTENS) == (8 * MB, 8 * MB, 50 * MB)
    assert app.config["MAX_CONTENT_LENGTH"] > anlagen.HOECHSTENS + text_hoechstens
    for satz, grenze in (
        (fehlerworte.ZU_GROSSES_JSON, "8 MB"), (fehlerworte.ZU_LANGER_TEXT, "8 MB"),
        (fehlerworte.ZU_VIELE_DATEIEN, "50 MB"),
    ):  # fmt: skip
        assert grenze in satz
