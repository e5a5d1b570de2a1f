"""Found by entry point: ours and a stranger's; what is broken is switched off with a sentence, the rest goes on."""

from __future__ import annotations

from importlib.metadata import Distribution, EntryPoint
from pathlib import Path

import pytest

from tests.workflow.muster import ablauf
from vorlagen.fehler import NichtGefunden
from vorlagen.workflow import AblaufFehlerhaft
from vorlagen.workflow.stecker import GRUPPE, GRUPPE_ANPASSUNGEN, Fund
from vorlagen.workflow.verzeichnis import Verzeichnis

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
    verzeichnis = geladen(stecker(werkstatt, "linden_zwei_versionen", text))
    assert verzeichnis.hole("linden.x").version == 2
    assert verzeichnis.hole("linden.x", 1).version == 1
    assert [ablauf.version for ablauf in verzeichnis.alle()] == [2]
    with pytest.raises(NichtGefunden):
        verzeichnis.hole("linden.x", 3)
    with pytest.raises(NichtGefunden, match=r"„linden\.y“ gibt es in dieser Installation nicht"):
        verzeichnis.hole("linden.y")


KAPUTT = (
    ("raise ValueError('Hochwasser')", "ließ sich nicht laden: ValueError: Hochwasser. (kaputt_0.py, Zeile 4)"),
    ("raise SystemExit('Ich gehe.')", "ließ sich nicht laden: SystemExit: Ich gehe. (kaputt_1.py, Zeile 4)"),
    (
        "import gibt_es_nicht",
        "ließ sich nicht laden: Das Modul „gibt_es_nicht“ gibt es hier nicht; ist es richtig geschrieben und "
        "installiert? (kaputt_2.py, Zeile 4)",
    ),
    ("ANDERS = 1", "ließ sich nicht laden: „kaputt_3“ hat kein „ABLAEUFE“; ist es richtig geschrieben?"),
    (
        "\n\nABLAEUFE = ablauf(name='linden.x', titel='')",
        "ließ sich nicht laden: Der Ablauf „linden.x“ kann so nicht gelten: Der Titel fehlt. (muster.py, Zeile ",
    ),
    ("ABLAEUFE = 'beschlussvorlage'", "liefert etwas anderes als einen Ablauf: 'beschlussvorlage'."),
    ("ABLAEUFE = (None,)", "liefert etwas anderes als einen Ablauf: None."),
    (
        "ABLAEUFE = ablauf(name='eilvorlage')",
        "nennt seinen Ablauf „eilvorlage“; ein fremder Name trägt den Ort voran: „ort.eilvorlage“.",
    ),
    ("if True print('x')", "ließ sich nicht laden: Zeile 4 ist kein gültiges Python; "),
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
        "Den Ablauf „linden.x“ gibt es mehrfach, aus „stadt_drei“ und „stadt_eins“ und „stadt_zwei“; "
        "deshalb gilt davon gar nichts."
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


# --- versions and Anpassungen ---

ANPASSUNGEN = """
from vorlagen.workflow import Feld, anpassung, umgebaut
from vorlagen.workflow.anpassung import Anpassung


def feld(name, **mehr):
    feld = Feld(name=name, titel=name)
    return Anpassung(name="linden." + name, titel=name, fuer=("linden.x",),
                     aendere=lambda alt: umgebaut(alt, felder=(feld,)), **mehr)


"""


def anpasser(werkstatt: Path, modul: str, text: str) -> EntryPoint:
    stecker(werkstatt, modul, ANPASSUNGEN + text)
    return EntryPoint(modul, f"{modul}:ABLAEUFE", GRUPPE_ANPASSUNGEN)


def linden_x(werkstatt: Path) -> EntryPoint:
    return stecker(werkstatt, "linden_x", 'ABLAEUFE = ablauf(name="linden.x")')


def test_eine_version_ohne_vollstaendigen_umzug_gilt_noch_nicht(werkstatt: Path) -> None:
    text = """
from dataclasses import replace
alt = ablauf(name="linden.x")
weniger = dict(status=(alt.status[0], alt.status[2]), schritte=(replace(alt.schritte[0], nach="fertig"),))
ABLAEUFE = (
    alt,
    ablauf(name="linden.x", version=2, **weniger),
    ablauf(name="linden.x", version=3, umzug={"eingereicht": "fertig", "frueher": "fertig"}, **weniger),
    ablauf(name="linden.x", version=4, umzug={"eingereicht": "fertig"}, **weniger),
)
"""
    verzeichnis = geladen(stecker(werkstatt, "linden_versionen", text))
    assert [ablauf.version for ablauf in verzeichnis.versionen("linden.x")] == [1, 4]
    assert [stoerung.satz for stoerung in verzeichnis.stoerungen] == [
        "Version 2 von „linden.x“ gilt noch nicht: Version 2 kennt den Status „eingereicht“ nicht mehr und sagt in "
        "umzug nicht, wohin die Vorlagen daraus ziehen.",
        "Version 3 von „linden.x“ gilt noch nicht: umzug nennt den Status „frueher“, den es in Version 1 nicht gab.",
    ]


def test_ein_lueckenhafter_umzug_bei_uns_haelt_den_start_auf() -> None:
    alt, neu = ablauf(), ablauf(version=2, umzug={"frueher": "fertig"})
    with pytest.raises(AblaufFehlerhaft, match="frueher"):
        Verzeichnis()._lade_ablaeufe([Fund("eigen", "vorlagen", alt), Fund("eigen", "vorlagen", neu)])


def test_eine_anpassung_gilt_nur_wo_sie_verlangt_wird(werkstatt: Path) -> None:
    verzeichnis = geladen(linden_x(werkstatt), anpasser(werkstatt, "linden_anp", 'ABLAEUFE = feld("a")'))
    assert verzeichnis.hole("linden.x").felder == ()
    angepasst = verzeichnis.hole("linden.x", anpassungen=["linden.a"])
    assert [feld.name for feld in angepasst.felder] == ["a"]
    assert verzeichnis.hole("linden.x", 1, anpassungen=("linden.a",)) is angepasst
    with pytest.raises(AblaufFehlerhaft, match=r"„linden\.b“ ist eingestellt, aber nicht da oder abgeschaltet"):
        verzeichnis.hole("linden.x", anpassungen=["linden.a", "linden.b"])


def test_eine_vorlage_behaelt_den_ablauf_mit_dem_sie_begann(werkstatt: Path) -> None:
    text = 'ABLAEUFE = (feld("a"), feld("b"), feld("c", vertraegt_nicht=("linden.b",)))'
    verzeichnis = geladen(linden_x(werkstatt), anpasser(werkstatt, "linden_anp_drei", text))
    basis = verzeichnis.hole("linden.x")
    mit_a = verzeichnis.hole("linden.x", anpassungen=["linden.a"])
    mit_ac = verzeichnis.hole("linden.x", anpassungen=["linden.a", "linden.c"])
    for jetzt in ((), ("linden.a",), ("linden.b",)):
        for begann in (basis, mit_a, mit_ac):
            assert verzeichnis.gepinnt("linden.x", 1, begann.kennung, anpassungen=jetzt) is begann
    unbekannt = verzeichnis.gepinnt("linden.x", 1, "0" * 64, anpassungen=("linden.a",))
    assert unbekannt is mit_a
    assert verzeichnis.gepinnt("linden.x", 1, "0" * 64, anpassungen=("linden.a",)) is mit_a
    with pytest.raises(NichtGefunden):
        verzeichnis.gepinnt("linden.x", 2, basis.kennung)


KAPUTTE_ANPASSUNGEN = (
    ('ABLAEUFE = feld("a", braucht=("linden.fehlt",))', "Die Anpassung „linden.a“ ist abgeschaltet. Der Ablauf "
     "„linden.x“ kann so nicht gelten: Die Anpassung „linden.a“ braucht „linden.fehlt“."),
    ('ABLAEUFE = Anpassung(name="linden.a", titel="A", fuer=("linden.y",), aendere=lambda alt: alt)',
     "Die Anpassung „linden.a“ ist abgeschaltet. Den Ablauf „linden.y“ gibt es in dieser Installation nicht oder er "
     "ist abgeschaltet."),
    ('ABLAEUFE = feld("a", vertraegt_nicht="linden.b")', "Die Anpassung „linden.a“ kann so nicht gelten: "
     "vertraegt_nicht: gebraucht wird ein Tupel; hinter dem einzigen Eintrag fehlt das Komma."),
    ('ABLAEUFE = (feld("a"), feld("a"))', "Die Anpassung „linden.a“ gibt es mehrfach, aus „linden_kaputt_3“; deshalb "
     "gilt davon gar nichts."),
    ("ABLAEUFE = feld", "„linden_kaputt_4“ liefert etwas anderes als eine Anpassung: <function feld at "),
    ('ABLAEUFE = Anpassung(name="a", titel="A", fuer=("linden.x",), aendere=lambda alt: alt)',
     "„linden_kaputt_5“ nennt seine Anpassung „a“; ein fremder Name trägt den Ort voran: „ort.a“."),
    ('ABLAEUFE = Anpassung(name="linden.a", titel="A", fuer=("linden.x",), aendere="freigeben")',
     "Die Anpassung „linden.a“ ist abgeschaltet. Der Ablauf „linden.x“ kann so nicht gelten: Die Anpassung "
     "„linden.a“ scheitert: TypeError: 'str' object is not callable."),
    ('ABLAEUFE = Anpassung(name=["linden.a"], titel="A", fuer=("linden.x",), aendere=lambda alt: alt)',
     "Die Anpassung „['linden.a']“ kann so nicht gelten: Der Name „['linden.a']“ darf nur aus"),
)  # fmt: skip


@pytest.mark.parametrize("nr", range(len(KAPUTTE_ANPASSUNGEN)))
def test_eine_kaputte_anpassung_wird_mit_einem_satz_abgeschaltet(werkstatt: Path, nr: int) -> None:
    text, satz = KAPUTTE_ANPASSUNGEN[nr]
    verzeichnis = geladen(linden_x(werkstatt), anpasser(werkstatt, f"linden_kaputt_{nr}", text))
    assert verzeichnis.anpassungen == {}
    assert verzeichnis.hole("linden.x").version == 1
    (stoerung,) = verzeichnis.stoerungen
    assert stoerung.quelle == f"linden_kaputt_{nr}"
    assert stoerung.satz.startswith(satz)


def test_wer_eine_kaputte_braucht_faellt_mit_ihr(werkstatt: Path) -> None:
    text = """
ABLAEUFE = (feld("a", braucht=("linden.b",)), feld("b", braucht=("linden.c",)), feld("c", braucht=("linden.b",)),
            feld("d", braucht=("linden.e",)), feld("e"))
"""
    verzeichnis = geladen(linden_x(werkstatt), anpasser(werkstatt, "linden_kette", text))
    assert set(verzeichnis.anpassungen) == {"linden.d", "linden.e"}
    assert len(verzeichnis.stoerungen) == 3


def test_das_verzeichnis_kennt_rollen_und_status_auch_aus_anpassungen(werkstatt: Path) -> None:
    text = """
from vorlagen.workflow import Schritt, Status


@anpassung("linden.dezernat", "Dezernat", fuer=("linden.x",))
def ABLAEUFE(alt):
    return umgebaut(
        alt,
        status=(Status("im_dezernat", "Im Dezernat"),),
        schritte=(
            Schritt(name="pruefen", von="im_dezernat", nach="eingereicht", durch="dezernat"),
        ),
        anders={"einreichen": {"nach": "im_dezernat"}},
    )
"""
    verzeichnis = geladen(linden_x(werkstatt), anpasser(werkstatt, "linden_dezernat", text))
    assert verzeichnis.stoerungen == []
    assert verzeichnis.mit_rolle("dezernat") == {"linden.x"}
    assert verzeichnis.mit_rolle("niemand") == frozenset()
    assert verzeichnis.status_titel("linden.x", "im_dezernat") == "Im Dezernat"
    assert verzeichnis.status_titel("linden.x", "entwurf") == "Entwurf"
    assert verzeichnis.status_titel("linden.y", "entwurf") == "entwurf"
