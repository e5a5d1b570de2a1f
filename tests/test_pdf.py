"""PDF files: what LibreOffice makes of our templates, the walls it works in, and what happens when it dies."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Timer

import pikepdf
import pytest

from tests.dateien import PDF
from tests.wordwerk import p, schablone
from vorlagen.druckerei import Druckerei
from vorlagen.fehler import ZuVieleAnfragen
from vorlagen.pdf import pdfa
from vorlagen.pdf.presse import Presse, UmwandlungUnmoeglich
from vorlagen.word import VERTRAEGE, fuelle
from vorlagen.word import schablonen as fundort
from vorlagen.word.muster import muster

ICH = "ich"
BILD = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
HINTER_DER_WAND = """
import os, socket, sys
from pathlib import Path
from vorlagen.pdf import zelle
hier = Path(sys.argv[1])
zelle.schliesse_ab(lesen=[], schreiben=hier, megabyte=512)
def geht(was):
    try:
        was()
    except OSError:
        return "nein"
    return "ja"
(hier / "eigenes").write_text("x")
print(
    geht(socket.socket), geht(lambda: os.execv("/bin/true", ["true"])), geht(lambda: open(sys.argv[2])),
    geht(lambda: os.kill(os.getppid(), 0)), geht(lambda: os.listdir("/usr")),
)
"""


@pytest.fixture(scope="module")
def presse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Presse]:
    """A pool with the LibreOffice of this machine; under CI there must be one."""
    eine = Presse(Druckerei(), tmp_path_factory.mktemp("presse"))
    if eine.programm is None:
        pytest.fail("Es fehlt LibreOffice (apt install libreoffice-writer-nogui).")
    yield eine
    eine.schliesse()


def docx(art: str, welches: str = "das Übliche") -> bytes:
    """A document of this kind with made-up values."""
    return fuelle(fundort.finde(art), muster(VERTRAEGE[art])[welches]).inhalt


def test_was_kein_ausgezeichnetes_pdfa_ist_faellt_auf() -> None:
    assert pdfa.maengel(b"%PDF-1.7 kaputt")[0].startswith("unreadable")
    assert len(pdfa.maengel(PDF)) >= 5


def test_hinter_der_wand_gibt_es_kein_netz_kein_programm_und_keine_fremde_datei(tmp_path: Path) -> None:
    geheim, hier = tmp_path / "geheim", tmp_path / "hier"
    geheim.write_text("GEHEIM")
    hier.mkdir()
    befehl = [sys.executable, "-c", HINTER_DER_WAND, str(hier), str(geheim)]
    kind = subprocess.run(befehl, capture_output=True, text=True, check=True, timeout=20)
    assert kind.stdout.split() == ["nein", "nein", "nein", "nein", "ja"]


@pytest.mark.probe
@pytest.mark.parametrize("art", [art for art in VERTRAEGE if art != "mitteilungsvorlage"])  # its sheet is the first one
def test_aus_jeder_schablone_wird_ein_barrierearmes_pdfa(presse: Presse, art: str) -> None:
    pdf = pdfa.vollende(presse.drucke(docx(art, "das Tückische"), fuer=ICH))
    assert pdfa.maengel(pdf) == ()
    arten = list(_auszeichnungen(pdf))
    assert {"H2", "P"} <= {art for art, _ in arten}
    assert all(mit_text for art, mit_text in arten if art == "Figure"), "jedes Bild hat einen Alternativtext"
    assert ("Table", False) not in arten or "TH" in {art for art, _ in arten}


@pytest.mark.probe
def test_das_wort_entwurf_liegt_ueber_jeder_seite_und_der_text_bleibt(presse: Presse) -> None:
    pdf = pdfa.vollende(presse.drucke(docx("auszug"), wasserzeichen="Entwurf", fuer=ICH))
    assert pdfa.maengel(pdf) == ()
    ohne = pdfa.vollende(presse.drucke(docx("auszug"), fuer=ICH))
    assert ohne != pdf
    assert pdfa.vollende(presse.drucke(docx("auszug"), fuer=ICH)) == ohne, "dieselben Daten geben dieselben Bytes"


@pytest.mark.probe
def test_ein_boeses_dokument_erreicht_weder_netz_noch_dateien(presse: Presse, tmp_path: Path) -> None:
    geheim = tmp_path / "geheim.txt"
    geheim.write_text("SEHRGEHEIM")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        ziel = f"http://127.0.0.1:{server.getsockname()[1]}/bild.png"
        feld = (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "{0}"</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>alt</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        )
        form = '<v:shape style="width:9pt;height:9pt"><v:imagedata r:id="rId77"/></v:shape>'
        bild = f"<w:p><w:r><w:pict>{form}</w:pict></w:r></w:p>"
        rumpf = p("davor") + feld.format(geheim.as_uri()) + feld.format(ziel) + bild + p("danach")
        fern = f'<Relationship Id="rId77" Type="{BILD}" Target="{ziel}" TargetMode="External"/>'
        text = _text(presse.drucke(schablone(rumpf, beziehungen=fern), fuer=ICH))
        with pytest.raises(TimeoutError):
            server.accept()
    assert "davor" in text
    assert "danach" in text
    assert "SEHRGEHEIM" not in text


@pytest.mark.probe
def test_nach_einem_absturz_und_nach_zeitablauf_geht_es_weiter(tmp_path: Path) -> None:
    presse = Presse(Druckerei(zugleich=1), tmp_path)
    try:
        langes = docx("niederschrift", "das Tückische")
        presse.drucke(docx("auszug"), fuer=ICH)
        (bank,) = presse._frei
        Timer(0.05, os.kill, (bank.nummer, signal.SIGKILL)).start()
        with pytest.raises(UmwandlungUnmoeglich):
            presse.drucke(langes, fuer=ICH)
        assert presse.drucke(docx("auszug"), fuer=ICH).startswith(b"%PDF-")
        presse._druckerei = Druckerei(zugleich=1, sekunden=0)
        with pytest.raises(UmwandlungUnmoeglich):
            presse.drucke(docx("auszug"), fuer=ICH)
        assert list(tmp_path.glob("werkbank-*")) == []
    finally:
        presse.schliesse()


@pytest.mark.probe
def test_mit_den_eltern_endet_libreoffice_und_seine_reste_raeumt_der_naechste_weg(tmp_path: Path) -> None:
    skript = (
        "import sys, time; from pathlib import Path; from vorlagen.druckerei import Druckerei\n"
        "from vorlagen.pdf.presse import Presse\n"
        "presse = Presse(Druckerei(), Path(sys.argv[1]))\n"
        "presse.drucke(Path(sys.argv[2]).read_bytes(), fuer='x')\n"
        "print(presse._frei[0].nummer, flush=True); time.sleep(60)\n"
    )
    blatt = tmp_path / "blatt.docx"
    blatt.write_bytes(docx("auszug"))
    befehl = [sys.executable, "-c", skript, str(tmp_path / "pdf"), str(blatt)]
    with subprocess.Popen(befehl, stdout=subprocess.PIPE, text=True) as eltern:
        assert eltern.stdout is not None
        nummer = int(eltern.stdout.readline())
        eltern.kill()
    ende = time.monotonic() + 5
    while Path(f"/proc/{nummer}").exists() and time.monotonic() < ende:
        time.sleep(0.05)
    assert not Path(f"/proc/{nummer}").exists()


def test_niemand_haelt_alle_plaetze_besetzt(tmp_path: Path) -> None:
    presse = Presse(Druckerei(), tmp_path)
    with presse.gezaehlt("a"), presse.gezaehlt("a"):
        with pytest.raises(ZuVieleAnfragen), presse.gezaehlt("a"):
            pass
        with presse.gezaehlt("b"), presse.gezaehlt("c"), pytest.raises(ZuVieleAnfragen), presse.gezaehlt("d"):
            pass
    with presse.gezaehlt("a"):
        assert presse._unterwegs == {"a": 1}


def _auszeichnungen(pdf: bytes) -> Iterator[tuple[str, bool]]:
    """(kind, has a text instead) of each element of the structure."""
    with pikepdf.open(BytesIO(pdf)) as offen:
        offene = [offen.Root["/StructTreeRoot"]]
        gemeint = offene[0].get("/RoleMap", pikepdf.Dictionary())
        while offene:
            element = offene.pop()
            if "/S" in element:
                yield str(gemeint.get(str(element["/S"]), element["/S"]))[1:], "/Alt" in element
            kinder = element.get("/K", pikepdf.Array())
            alle = list(kinder) if isinstance(kinder, pikepdf.Array) else [kinder]
            offene += [kind for kind in alle if isinstance(kind, pikepdf.Dictionary)]


def _text(pdf: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
