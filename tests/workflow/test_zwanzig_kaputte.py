"""Twenty wheels, each broken by one slip of the pen: none gets in, and each is told in one sentence what is wrong."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from vorlagen.workflow.konformitaet import pruefe
from vorlagen.workflow.pannen import auf_deutsch
from vorlagen.workflow.stecker import GRUPPE
from vorlagen.workflow.verzeichnis import Verzeichnis

HEIL = '''"""Ein Ablauf der Stadt Lindenstadt."""

import datetime
from vorlagen.workflow import (
    Feld, Feldart, Folge, FolgeArt, Frist, Grund, Rolle, Schritt, Status, Workflow, bedingung,
)


@bedingung("Der Grund der Eile steht.")
def eile_begruendet(stand):
    if not stand.felder.get("eile"):
        yield Grund("eile.fehlt", "Der Grund der Eile fehlt.", wer="die federführende Stelle")


ABLAEUFE = Workflow(
    name="linden.eil",
    version=1,
    titel="Eilvorlage",
    beginnt_mit="entwurf",
    endet_mit=("fertig",),
    status=(
        Status("entwurf", "Entwurf"),
        Status("beim_amt", "Beim Amt"),
        Status("fertig", "Fertig"),
    ),
    felder=(Feld(name="eile", titel="Grund der Eile"),),
    schritte=(
        Schritt(
            name="abgeben",
            von="entwurf",
            nach="beim_amt",
            durch=Rolle.FEDERFUEHRUNG,
            wenn=(eile_begruendet,),
            frist=Frist("Prüfung", werktage=3, fuer="amtsleitung"),
        ),
        Schritt(
            name="abschliessen",
            von="beim_amt",
            nach="fertig",
            durch="amtsleitung",
            folgen=(Folge(FolgeArt.NUMMER_VERGEBEN),),
        ),
    ),
)
'''

GRUND = 'yield Grund("eile.fehlt", "Der Grund der Eile fehlt.", wer="die federführende Stelle")'

KAPUTT: tuple[tuple[str, str, str, str], ...] = (
    ("klammer", '    name="linden.eil",', '    name="linden.eil"',
     "Zeile 16 ist kein gültiges Python; oft fehlt dort oder davor ein Komma oder eine Klammer. (linden_klammer.py)"),
    ("einfuhr", "import datetime", "import lindenwerkzeug",
     "Das Modul „lindenwerkzeug“ gibt es hier nicht; ist es richtig geschrieben und installiert? ("),
    ("schreibfehler", "von=\"entwurf\",", "vom=\"entwurf\",",
     "„Schritt“ kennt die Angabe „vom“ nicht; ist sie richtig geschrieben? ("),
    ("fehlt", '            nach="fertig",\n', "", "Bei „Schritt“ fehlt die Angabe „nach“. ("),
    ("ohne_ort", '"linden.eil"', '"eil"', "ein fremder Name trägt den Ort voran: „ort.eil“."),
    ("grossschrift", '"linden.eil"', '"Linden.Eil"', "Der Name „Linden.Eil“ darf nur aus a–z, 0–9 und _ bestehen"),
    ("komma", 'endet_mit=("fertig",)', 'endet_mit=("fertig")', "endet_mit: gebraucht wird ein Tupel; hinter dem"),
    ("unbekannt", 'nach="fertig"', 'nach="erledigt"', "Schritt „abschliessen“, nach: den Status „erledigt“ gibt es"),
    ("unerreicht", 'nach="beim_amt"', 'nach="fertig"', "Der Status „beim_amt“ ist von „entwurf“ aus nicht zu"),
    ("sackgasse", 'von="beim_amt"', 'von="entwurf"', "Aus dem Status „beim_amt“ führt kein Weg zu einem Ende."),
    ("doppelt", 'name="abschliessen",\n            von="beim_amt"', 'name="abgeben",\n            von="entwurf"',
     "Der Schritt „abgeben“ ist aus dem Status „entwurf“ 2-mal beschrieben."),
    ("kreis", "        ),\n    ),\n)\n", "        ),\n"
     '        Schritt(name="hin", von="entwurf", nach="beim_amt", durch=Rolle.AUTOMATIK),\n'
     '        Schritt(name="her", von="beim_amt", nach="entwurf", durch=Rolle.AUTOMATIK),\n    ),\n)\n',
     "Die selbsttätigen Schritte laufen von „entwurf“ im Kreis."),
    ("undekoriert", '@bedingung("Der Grund der Eile steht.")\n', "",
     "wenn, Platz 1: „eile_begruendet“ ist keine Bedingung (fehlt davor @bedingung oder @folge?)."),
    ("ohne_yield", GRUND, 'return Grund("eile.fehlt", "Der Grund der Eile fehlt.")',
     "die Bedingung „eile_begruendet“ gibt mit return zurück, was sie mit yield nennen soll."),
    ("ohne_text", '"Der Grund der Eile fehlt."', '""', "„eile_begruendet“ nennt einen Grund ohne Code oder ohne Text."),
    ("hartes_feld", 'stand.felder.get("eile")', 'stand.felder["eile"]',
     "„eile_begruendet“ scheitert: Den Eintrag 'eile' hat nicht jede Vorlage; .get('eile') fragt danach, ohne"),
    ("frist", 'fuer="amtsleitung"', 'fuer="amtsletung"', "die Frist „Prüfung“ ist für „amtsletung“, die hier nie"),
    ("feld", 'name="eile", titel', 'name="betreff", titel', "Das Feld „betreff“ gibt es schon."),
    ("uhr", 'if not stand.felder.get("eile"):', "if datetime.date.today().year < 2000:",
     "„eile_begruendet“ greift nach „today“; eine Regel kennt nur ihren Sachstand; welcher Tag ist, sagt stand.heute."),
    ("ratlos", ', wer="die federführende Stelle")', ")",
     "„eile_begruendet“: „Der Grund der Eile fehlt.“ sagt nicht, wer helfen kann."),
)  # fmt: skip


@pytest.fixture
def werkstatt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for made-up wheels; modules there can be imported."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def saetze(werkstatt: Path, name: str, text: str) -> tuple[str, ...]:
    """All that is said against this wheel: on loading it, or else by the conformance kit."""
    (werkstatt / f"linden_{name}.py").write_text(text, encoding="utf-8")
    verzeichnis = Verzeichnis()
    verzeichnis.lade([EntryPoint("linden", f"linden_{name}:ABLAEUFE", GRUPPE)])
    gesagt = tuple(stoerung.satz for stoerung in verzeichnis.stoerungen)
    befunde = (befund for ablauf in verzeichnis.alle() for befund in pruefe(ablauf))
    return gesagt or tuple(satz for befund in befunde for satz in befund.fehler)


def test_der_heile_ablauf_wird_genommen(werkstatt: Path) -> None:
    assert saetze(werkstatt, "heil", HEIL) == ()
    assert len(KAPUTT) == 20


@pytest.mark.parametrize(("name", "alt", "neu", "satz"), KAPUTT, ids=[fall[0] for fall in KAPUTT])
def test_jeder_kaputte_wird_mit_einem_satz_abgewiesen(
    werkstatt: Path, name: str, alt: str, neu: str, satz: str
) -> None:
    assert alt in HEIL
    gesagt = saetze(werkstatt, name, HEIL.replace(alt, neu))
    assert [satz in einzeln for einzeln in gesagt] == [True], gesagt


PANNEN = (
    ('Schritt("abgeben", von="entwurf")', "„Schritt“ braucht seine Angaben mit Namen, etwa name=…."),
    (
        "from vorlagen.workflow import Schrit",
        "„vorlagen.workflow“ bietet „Schrit“ nicht an; ist es richtig geschrieben?",
    ),
    ("Rolle.FREIGAB", "„Rolle“ hat kein „FREIGAB“; ist es richtig geschrieben?"),
    ("Schrit()", "Woher „Schrit“ kommt, steht nirgends; fehlt ein import, oder ist es falsch geschrieben?"),
    ("folge()", "Bei „folge“ fehlt die Angabe „satz“."),
    ("if 1:\nx = 1", "In Zeile 2 stimmt die Einrückung nicht."),
    ("1 / 0", "ZeroDivisionError: division by zero."),
)


@pytest.mark.parametrize(("text", "satz"), PANNEN, ids=[text for text, _ in PANNEN])
def test_was_python_beklagt_steht_auf_deutsch_da(text: str, satz: str) -> None:
    raum: dict[str, object] = {}
    exec("from vorlagen.workflow import *", raum)  # noqa: S102 - as a plug-in would
    with pytest.raises((Exception,)) as panne:
        exec(text, raum)  # noqa: S102
    assert auf_deutsch(panne.value) == satz
