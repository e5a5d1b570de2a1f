"""Whatever stands in the database, pages show it as text, files keep it as text, headers do not carry it on."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.angriff.conftest import Ziel
from tests.angriff.gift import GERECHNET, GIFT, GIFT_HTML, maengel
from vorlagen.richtext import saeubere

pytestmark = pytest.mark.probe


@pytest.mark.parametrize("wer", ["gerda", "adele"])
def test_was_jemand_tippt_bleibt_text(ziel: Ziel, wer: str) -> None:
    keks, kopf = ziel.keks(wer), ziel.token(wer)
    gesehen, verstoesse, gestoert = 0, [], []
    for regel, adresse in ziel.einige("GET", 2):
        antwort = ziel.frage(adresse, keks=keks, headers=kopf)
        if antwort.status_code >= 500:
            gestoert.append((adresse, antwort.status_code))
        if "X-Eingeschleust" in antwort.headers or GERECHNET.encode() in _alles(antwort.data):
            verstoesse.append((regel, adresse))
        if antwort.mimetype == "text/html" and antwort.status_code == 200:
            gesehen += "xss-probe" in antwort.text
            verstoesse += [(regel, mangel) for mangel in maengel(antwort.text)]
    assert (gestoert, verstoesse) == ([], [])
    assert gesehen > 10  # the walk is not blind


def test_das_gift_waere_eines_und_der_blick_ist_scharf(ziel: Ziel) -> None:
    assert ziel.spalten > 30
    assert len(maengel(f"<!doctype html><p>{GIFT}</p>")) >= 5
    assert len(maengel(f"<!doctype html>{GIFT_HTML}")) >= 6
    assert maengel(f"<!doctype html>{saeubere(GIFT_HTML)}") == []


def _alles(inhalt: bytes) -> bytes:
    """With what is packed in a docx or xlsx."""
    if not inhalt.startswith(b"PK"):
        return inhalt
    with zipfile.ZipFile(io.BytesIO(inhalt)) as paket:
        return b"\n".join(paket.read(name) for name in paket.namelist())
