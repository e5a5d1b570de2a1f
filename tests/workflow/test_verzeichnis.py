"""Found by entry point: ours and a stranger's; what is broken is switched off with a sentence, the rest goes on."""

from __future__ import annotations

from importlib.metadata import Distribution, EntryPoint
from pathlib import Path

import pytest

from vorlagen.fehler import NichtGefunden
from vorlagen.workflow import AblaufFehlerhaft
from vorlagen.workflow.verzeichnis import GRUPPE, Verzeichnis

KOPF = """
from tests.workflow.muster import ablauf
from vorlagen.workflow import Status
"""


@pytest.fixture
def werkstatt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for made-up wheels; modules there can be imported."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def stecker(werkstatt: Path, modul: str, text: str, was: str = "ABLAEUFE") -> EntryPoint:
    """An entry point of a wheel of its own with this code."""
    (werkstatt / f"{modul}.py").write_text(KOPF + text, encoding="utf-8")
    return EntryPoint(modul, f"{modul}:{was}", GRUPPE)


def geladen(*quellen: EntryPoint) -> Verzeichnis:
    verzeichnis = Verzeichnis()
    verzeichnis.lade(quellen)
    return verzeichnis


def test_unsere_kommen_durch_dieselbe_tuer() -> None:
    verzeichnis = Verzeichnis()
    verzeichnis.lade()
    assert verzeichnis.stoerungen == []
    assert verzeichnis.hole("beschlussvorlage").titel == "Beschlussvorlage"
    titel = [ablauf.titel for ablauf in verzeichnis.alle()]
    assert titel == sorted(titel)


def test_ein_ablauf_allein_oder_mehrere_auf_einmal(werkstatt: Path) -> None:
    einer = stecker(werkstatt, "linden_eins", 'ABLAEUFE = ablauf(name="linden.eins")')
    viele = stecker(werkstatt, "linden_viele", 'ABLAEUFE = [ablauf(name="linden.a"), ablauf(name="linden.b")]')
    verzeichnis = geladen(einer, viele)
    assert set(verzeichnis.ablaeufe) == {("linden.eins", 1), ("linden.a", 1), ("linden.b", 1)}
    assert verzeichnis.stoerungen == []


def test_die_neueste_version_gilt_und_alte_bleiben_erreichbar(werkstatt: Path) -> None:
    text = 'ABLAEUFE = (ablauf(name="linden.x", version=2), ablauf(name="linden.x", version=1))'
    verzeichnis = geladen(stecker(werkstatt, "linden_zwei", text))
    assert verzeichnis.hole("linden.x").version == 2
    assert verzeichnis.hole("linden.x", 1).version == 1
    assert [ablauf.version for ablauf in verzeichnis.alle()] == [2]
    with pytest.raises(NichtGefunden):
        verzeichnis.hole("linden.x", 3)
    with pytest.raises(NichtGefunden, match=r"„linden\.y“ gibt es in dieser Installation nicht"):
        verzeichnis.hole("linden.y")


KAPUTT = (
    ("raise ValueError('Hochwasser')", "ließ sich nicht laden: ValueError: Hochwasser (kaputt_0.py, Zeile 4)"),
    ("raise SystemExit('Ich gehe.')", "ließ sich nicht laden: SystemExit: Ich gehe. (kaputt_1.py, Zeile 4)"),
    (
        "import gibt_es_nicht",
        "ließ sich nicht laden: ModuleNotFoundError: No module named 'gibt_es_nicht' (kaputt_2.py, Zeile 4)",
    ),
    ("ANDERS = 1", "ließ sich nicht laden: AttributeError: module 'kaputt_3' has no attribute 'ABLAEUFE'"),
    (
        "\n\nABLAEUFE = ablauf(name='linden.x', titel='')",
        "ließ sich nicht laden: Der Ablauf „linden.x“ kann so nicht gelten: Der Titel fehlt.",
    ),
    ("ABLAEUFE = 'beschlussvorlage'", "liefert etwas anderes als einen Ablauf: 'beschlussvorlage'."),
    ("ABLAEUFE = (None,)", "liefert etwas anderes als einen Ablauf: None."),
    (
        "ABLAEUFE = ablauf(name='eilvorlage')",
        "nennt seinen Ablauf „eilvorlage“; ein fremder Name trägt den Ort voran: „ort.eilvorlage“.",
    ),
    ("if True print('x')", "ließ sich nicht laden: SyntaxError: invalid syntax (kaputt_8.py, line 4)"),
)


@pytest.mark.parametrize("nr", range(len(KAPUTT)))
def test_ein_kaputter_stecker_wird_mit_einem_satz_abgeschaltet(werkstatt: Path, nr: int) -> None:
    text, satz = KAPUTT[nr]
    heil = stecker(werkstatt, f"heil_{nr}", 'ABLAEUFE = ablauf(name="linden.heil")')
    verzeichnis = geladen(stecker(werkstatt, f"kaputt_{nr}", text), heil)
    assert set(verzeichnis.ablaeufe) == {("linden.heil", 1)}
    (stoerung,) = verzeichnis.stoerungen
    assert stoerung.quelle == f"kaputt_{nr}"
    assert stoerung.satz.startswith(f"„kaputt_{nr}“ {satz}")
    assert "\n" not in stoerung.satz


def test_von_einem_stecker_bleibt_was_heil_ist(werkstatt: Path) -> None:
    text = 'ABLAEUFE = (ablauf(name="linden.heil"), 7)'
    verzeichnis = geladen(stecker(werkstatt, "halb", text))
    assert set(verzeichnis.ablaeufe) == {("linden.heil", 1)}
    assert len(verzeichnis.stoerungen) == 1


def test_zwei_stecker_mit_einem_namen_gelten_beide_nicht(werkstatt: Path) -> None:
    eins = stecker(werkstatt, "stadt_eins", 'ABLAEUFE = (ablauf(name="linden.x"), ablauf(name="linden.a"))')
    zwei = stecker(werkstatt, "stadt_zwei", 'ABLAEUFE = ablauf(name="linden.x", version=2)')
    drei = stecker(werkstatt, "stadt_drei", 'ABLAEUFE = ablauf(name="linden.x", version=3)')
    verzeichnis = geladen(eins, zwei, drei)
    assert set(verzeichnis.ablaeufe) == {("linden.a", 1)}
    assert [stoerung.satz for stoerung in verzeichnis.stoerungen] == [
        "Den Ablauf „linden.x“ gibt es mehrfach, er kommt aus „stadt_drei“ und „stadt_eins“ und „stadt_zwei“; "
        "deshalb gilt er gar nicht."
    ]


def test_dieselbe_version_zweimal_gilt_nicht(werkstatt: Path) -> None:
    text = 'ABLAEUFE = (ablauf(name="linden.x"), ablauf(name="linden.x", titel="Anders"))'
    verzeichnis = geladen(stecker(werkstatt, "stadt_doppelt", text))
    assert verzeichnis.ablaeufe == {}
    assert len(verzeichnis.stoerungen) == 1


def test_ein_fremder_kann_unsere_nicht_verdraengen(werkstatt: Path) -> None:
    fremd = stecker(werkstatt, "frech", 'ABLAEUFE = ablauf(name="beschlussvorlage", version=9)')
    eigene = Distribution.from_name("vorlagen").entry_points.select(group=GRUPPE)
    verzeichnis = geladen(*eigene, fremd)
    assert verzeichnis.hole("beschlussvorlage").version == 1
    assert [stoerung.quelle for stoerung in verzeichnis.stoerungen] == ["frech"]


def test_ein_fehler_in_unseren_haelt_den_start_auf(werkstatt: Path) -> None:
    text = "ABLAEUFE = ablauf(name='eigen', titel='')"
    (werkstatt / "vorlagen-9.dist-info").mkdir()
    (werkstatt / "vorlagen-9.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: vorlagen\nVersion: 9\n")
    (werkstatt / "vorlagen-9.dist-info" / "entry_points.txt").write_text(f"[{GRUPPE}]\neigen = eigen_kaputt:ABLAEUFE\n")
    stecker(werkstatt, "eigen_kaputt", text)
    (eigen,) = Distribution.at(werkstatt / "vorlagen-9.dist-info").entry_points
    with pytest.raises(AblaufFehlerhaft, match="Der Titel fehlt"):
        geladen(eigen)


def test_neu_laden_vergisst_das_alte(werkstatt: Path) -> None:
    verzeichnis = geladen(stecker(werkstatt, "weg", "raise ValueError('x')"))
    verzeichnis.lade([stecker(werkstatt, "da", 'ABLAEUFE = ablauf(name="linden.da")')])
    assert (set(verzeichnis.ablaeufe), verzeichnis.stoerungen) == ({("linden.da", 1)}, [])
