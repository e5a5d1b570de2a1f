"""Case files in packages: what is too much is refused before it is unpacked, and what lies is found while it is."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from vorlagen.dateien.buendel import Grenzen, entpacke
from vorlagen.fehler import EingabeUngueltig

KLEIN = Grenzen(dateien=3, bytes_=2_000_000)


def test_aus_paketen_kommen_die_falldateien_und_sonst_nichts() -> None:
    paket = gepackt({"a/fall 1.json": b"{}", "__MACOSX/a/fall.json": b"x", "liesmich.txt": b"x", "../../b.JSON": b"[]"})
    assert entpacke([("../einzeln.json", b"1"), ("alle.zip", paket)], ".json", KLEIN) == [
        ("einzeln.json", b"1"),
        ("fall 1.json", b"{}"),
        ("b.JSON", b"[]"),
    ]


def test_was_zu_viel_ist_oder_kein_paket_wird_abgelehnt() -> None:
    viele = gepackt({f"{nr}.json": b"{}" for nr in range(4)})
    langes_verzeichnis = bytearray(gepackt({"a.json": b"{}"}))
    langes_verzeichnis[-10:-6] = (2_000_000).to_bytes(4, "little")
    verschluesselt = bytearray(gepackt({"a.json": b"{}"}))
    for stelle, marke in ((6, b"PK\x03\x04"), (8, b"PK\x01\x02")):
        verschluesselt[verschluesselt.find(marke) + stelle] |= 1
    boese = {
        "Endung .json": b"%PDF-1.7",
        "kein lesbares ZIP": b"PK\x03\x04 nur der Anfang",
        "zu vielen Teilen": bytes(langes_verzeichnis),
        "Auf einmal gehen 3 Dateien": viele,
        "ausgepackt zu groß": gepackt({"a.json": bytes(3_000_000)}),
        "mit einem Kennwort": bytes(verschluesselt),
    }
    for satz, inhalt in boese.items():
        with pytest.raises(EingabeUngueltig, match=satz):
            entpacke([("datei.zip", inhalt)], ".json", KLEIN)
    mehrere = [(f"{nr}.zip", gepackt({"a.json": b" " * 900_000})) for nr in range(3)]
    with pytest.raises(EingabeUngueltig, match="ausgepackt zu groß"):
        entpacke(mehrere, ".json", KLEIN)


def gepackt(teile: dict[str, bytes]) -> bytes:
    ziel = BytesIO()
    with zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED) as archiv:
        for name, inhalt in teile.items():
            archiv.writestr(name, inhalt)
    return ziel.getvalue()
