"""The hash tree as RFC 6962 defines it, and keys that sign, hand over and stay in their file."""

from __future__ import annotations

import stat
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from vorlagen.fehler import EinstellungUngueltig
from vorlagen.siegel import Baum, Kopf, blatt, erneuere, gueltig, lade, unterschrieben, wurzel, wurzel_aus_pfad

KOPF = Kopf(
    koerperschaft="a" * 32, nr=1, tag="2026-03-02", erstellt="2026-03-03T00:00:05.000000+00:00", vorlagen=2,
    wurzel="b" * 64, protokoll=0, protokollwurzel="c" * 64, vorher="0" * 64, schluessel="",
)  # fmt: skip


def _nach_definition(blaetter: list[bytes]) -> bytes:
    """MTH of RFC 6962 § 2.1, word for word."""
    if len(blaetter) < 2:
        return blaetter[0] if blaetter else sha256(b"").digest()
    k = 1 << (len(blaetter) - 1).bit_length() - 1
    return sha256(b"\1" + _nach_definition(blaetter[:k]) + _nach_definition(blaetter[k:])).digest()


def test_der_baum_ist_der_von_rfc_6962_wie_er_auch_entsteht() -> None:
    gewachsen, blaetter = Baum(), [blatt(str(nr)) for nr in range(40)]
    for anzahl, neues in enumerate(blaetter, start=1):
        gewachsen.setze(anzahl - 1, blatt("vorläufig"))
        gewachsen.setze(anzahl - 1, neues)
        richtig = _nach_definition(blaetter[:anzahl])
        assert {gewachsen.wurzel, wurzel(blaetter[:anzahl]), Baum(blaetter[:anzahl]).wurzel} == {richtig}
        for stelle in range(anzahl):
            pfad = gewachsen.pfad(stelle)
            assert wurzel_aus_pfad(blaetter[stelle], stelle, anzahl, pfad) == richtig
            assert wurzel_aus_pfad(blatt("fremd"), stelle, anzahl, pfad) != richtig
            assert wurzel_aus_pfad(blaetter[stelle], stelle, anzahl, [*pfad, blatt("mehr")]) is None
    assert Baum().wurzel == wurzel([]) == sha256(b"").digest()
    assert wurzel_aus_pfad(blaetter[0], 1, 1, []) is None


def test_ein_kopf_gilt_nur_wie_er_unterschrieben_wurde(tmp_path: Path) -> None:
    bund = lade(tmp_path)
    kopf = unterschrieben(replace(KOPF, schluessel=bund.neuester), bund, None)
    assert gueltig(kopf)
    (tmp_path / "fremd").mkdir()
    fremd = lade(tmp_path / "fremd")
    andere: dict[str, Any] = {
        "wurzel": "d" * 64,
        "tag": "2026-03-01",
        "vorlagen": 3,
        "hash": "e" * 64,
        "signatur": "00",
        "schluessel": fremd.neuester,
    }
    for name, wert in andere.items():
        assert not gueltig(replace(kopf, **{name: wert})), name


def test_ein_neuer_schluessel_bekommt_den_stab_vom_alten(tmp_path: Path) -> None:
    alt = lade(tmp_path).neuester
    neu = erneuere(tmp_path)
    assert (neu.neuester != alt, alt in neu.oeffentliche) == (True, True)
    kopf = unterschrieben(replace(KOPF, schluessel=neu.neuester), neu, alt)
    assert (gueltig(kopf), gueltig(kopf, alt)) == (True, True)
    assert not gueltig(replace(kopf, uebergabe=kopf.signatur), alt)
    assert not gueltig(unterschrieben(kopf, neu, "f" * 64), alt)  # a predecessor that we do not have cannot hand over
    datei = tmp_path / "verlaufsschluessel"
    assert stat.S_IMODE(datei.stat().st_mode) == 0o600
    assert lade(tmp_path).oeffentliche == neu.oeffentliche
    gesetzt = lade(tmp_path, ["1" * 64])
    assert gesetzt.neuester not in neu.oeffentliche
    datei.write_text("kaputt", encoding="ascii")
    with pytest.raises(EinstellungUngueltig, match="aus der Sicherung"):
        lade(tmp_path)
