"""The conformance kit: ours keep to it, and each check finds what it is there for."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

import workflows
from tests.workflow.muster import ABSCHLIESSEN, EINREICHEN, ablauf, nicht_verboten, stand
from vorlagen.workflow import Bedingung, Feld, Feldart, Folge, FolgeArt, Grund, Sachstand, Schritt, Status, Workflow
from vorlagen.workflow.bausteine import Folgenregel
from vorlagen.workflow.konformitaet import PRUEFUNGEN, Befund, Prueffall, pruefe, wegpruefungen
from vorlagen.workflow.konformitaet.reinheit import griffe_nach_aussen
from vorlagen.workflow.mitzeichnung import Beteiligungsregel, Mitzeichnungsordnung
from vorlagen.workflow.pytest_konformitaet import konform

UNSERE = {eigener.name: eigener for eigener in workflows.ABLAEUFE}

test_beschlussvorlage = konform(UNSERE["beschlussvorlage"])
test_mitteilungsvorlage = konform(UNSERE["mitteilungsvorlage"])
test_geschaeftliche_mitteilung = konform(UNSERE["geschaeftliche_mitteilung"])
test_wahlvorlage = konform(UNSERE["wahlvorlage"])
test_berichtsvorlage = konform(UNSERE["berichtsvorlage"])
test_ergaenzungsvorlage = konform(UNSERE["ergaenzungsvorlage"])
test_neufassung = konform(UNSERE["neufassung"])
test_dringlichkeitsentscheidung = konform(UNSERE["dringlichkeitsentscheidung"])
test_antrag = konform(UNSERE["antrag"])
test_anfrage = konform(UNSERE["anfrage"])
test_pruefauftrag = konform(UNSERE["pruefauftrag"])

GRUND = Grund("fall.offen", "Das fehlt.", wer="die federführende Stelle")
ZAEHLER = [0]


def test_jeder_mitgelieferte_ablauf_wird_geprueft() -> None:
    assert {eigener.name for eigener in workflows.ABLAEUFE} == {
        name.removeprefix("test_")
        for name, wert in globals().items()
        if getattr(wert, "__name__", "") == "haelt_die_regeln"
    }


def test_an_unseren_laesst_sich_alles_pruefen() -> None:
    """Else a Bedingung that can never hold would only be one more skipped line."""
    for name in [f"test_{eigener}" for eigener in UNSERE]:
        (marke,) = globals()[name].pytestmark
        assert [fall.id for fall in marke.args[1]] == [pruefung.__name__ for pruefung in PRUEFUNGEN], name


def mit(*regeln: Callable[[Sachstand], Any], **anders: Any) -> Workflow:
    """The sample procedure whose first step asks for these rules."""
    wenn = tuple(Bedingung(regel.__name__, "Das steht fest.", regel) for regel in regeln)
    schritte = (replace(EINREICHEN, **{"wenn": wenn, **anders}), ABSCHLIESSEN)
    return ablauf(schritte=schritte, felder=(Feld(name="liste", titel="Liste"),))


def mit_folge(folgere: Callable[[Sachstand], Any], satz: str = "Etwas folgt.") -> Workflow:
    """The sample procedure with this effect of its first step."""
    return mit(folgen=(Folgenregel("folgt", satz, folgere),))


def fehler(eigener: Workflow, pruefung: str, **mehr: Any) -> tuple[str, ...]:
    """What this check says."""
    (befund,) = [befund for befund in pruefe(eigener, **mehr) if befund.pruefung == pruefung]
    return befund.fehler


def fragt_die_uhr(stand: Sachstand) -> Iterator[Grund]:
    if datetime.now().year < 2000:
        yield GRUND


def fragt_den_kalender(stand: Sachstand) -> Iterator[Grund]:
    if date.today().year < 2000:
        yield GRUND


def fragt_die_zeit(stand: Sachstand) -> Iterator[Grund]:
    if time.time() < 0:
        yield GRUND


def wuerfelt(stand: Sachstand) -> Iterator[Grund]:
    if random.random() < 0:  # noqa: S311 - the fault that is tried
        yield GRUND


def liest_eine_datei(stand: Sachstand) -> Iterator[Grund]:
    with open(__file__, encoding="utf-8") as datei:
        if not datei.read():
            yield GRUND


def liest_ueber_einen_umweg(stand: Sachstand) -> Iterator[Grund]:
    if ORT.read_text(encoding="utf-8") == "":
        yield GRUND


def laesst_einen_anderen_fragen(stand: Sachstand) -> Iterator[Grund]:
    yield from fragt_den_kalender(stand)


def fragt_in_einer_inneren_funktion(stand: Sachstand) -> Iterator[Grund]:
    def innen() -> bool:
        return date.today().year < 2000

    if innen():
        yield GRUND


def aendert_den_sachstand(stand: Sachstand) -> Iterator[Grund]:
    liste = stand.felder.get("liste")
    if isinstance(liste, list):
        liste.append(1)
    yield from ()


def zaehlt_mit(stand: Sachstand) -> Iterator[Grund]:
    ZAEHLER[0] += 1
    if ZAEHLER[0] % 2:
        yield GRUND


ORT = Path(__file__)
UNREIN = (
    (fragt_die_uhr, "greift nach „now“"),
    (fragt_den_kalender, "greift nach „today“"),
    (fragt_die_zeit, "greift nach „time“"),
    (wuerfelt, "greift nach „random“"),
    (liest_eine_datei, "greift nach „open“"),
    (liest_ueber_einen_umweg, "greift nach „pathlib“"),
    (laesst_einen_anderen_fragen, "greift nach „today“"),
    (fragt_in_einer_inneren_funktion, "greift nach „today“"),
)


@pytest.mark.parametrize(("regel", "satz"), UNREIN, ids=[regel.__name__ for regel, _ in UNREIN])
def test_wer_nach_aussen_greift_faellt_auf(regel: FunctionType, satz: str) -> None:
    saetze = fehler(mit(regel), "regeln_sind_rein")
    heute = "; welcher Tag ist, sagt stand.heute" * (satz in ("greift nach „now“", "greift nach „today“"))
    assert saetze[0] == f"„{regel.__name__}“ {satz}; eine Regel kennt nur ihren Sachstand{heute}."


def test_wer_mitzaehlt_oder_aendert_faellt_auf() -> None:
    assert fehler(mit(zaehlt_mit), "regeln_sind_rein") == (
        "„zaehlt_mit“ antwortet auf denselben Sachstand zweimal verschieden.",
    )
    listig = stand(felder={"liste": [1]})
    assert fehler(mit(aendert_den_sachstand), "regeln_sind_rein", staende=[listig]) == (
        "„aendert_den_sachstand“ ändert den Sachstand.",
    )


def test_auch_was_eine_regel_umschliesst_wird_durchgesehen() -> None:
    def aussen(helfer: Callable[[Sachstand], Any]) -> Callable[[Sachstand], Any]:
        def innen(stand: Sachstand) -> Any:
            return helfer(stand)

        return innen

    def leer() -> Callable[[], Any]:
        def innen() -> Any:
            return spaeter

        if ZAEHLER:
            return innen
        spaeter = 1
        return innen

    assert griffe_nach_aussen(aussen(fragt_die_uhr)) == ("now",)
    assert griffe_nach_aussen(leer()) == ()
    assert griffe_nach_aussen(len) == ()


def test_nach_der_pruefung_geht_draussen_alles_wie_vorher() -> None:
    fehler(mit(liest_eine_datei), "regeln_sind_rein")
    assert ORT.read_text(encoding="utf-8").startswith('"""The conformance kit')
    assert time.time() > 0


def test_ein_grund_ohne_form_faellt_auf() -> None:
    def schlampig(stand: Sachstand) -> Iterator[Grund]:
        if not stand.betreff:
            yield Grund("offen", "Das fehlt")

    saetze = fehler(mit(schlampig), "gruende_sind_saetze")
    assert saetze == (
        "„schlampig“: der Code „offen“ hat nicht die Form bereich.fall.",
        "„schlampig“: „Das fehlt“ ist kein ganzer Satz.",
        "„schlampig“: „Das fehlt“ sagt nicht, wer helfen kann.",
    )
    assert fehler(mit_folge(lambda bild: iter(()), "folgt"), "gruende_sind_saetze") == (
        "„folgt“: „folgt“ ist kein ganzer Satz.",
    )


def test_was_nie_antwortet_wird_gezaehlt_und_genannt() -> None:
    befunde = {befund.pruefung: befund for befund in pruefe(mit(nicht_verboten.pruefe))}
    assert befunde["gruende_sind_saetze"].uebersprungen == (
        "„nicht_verboten“ hat bei keiner Vorlage einen Grund genannt.",
    )
    mit_eigenen = pruefe(mit(nicht_verboten.pruefe), staende=[stand(betreff="Verboten")])
    assert {befund.uebersprungen for befund in mit_eigenen} == {()}


def test_ein_versprechen_das_nicht_gehalten_wird_faellt_auf() -> None:
    assert fehler(mit(zaehlt_mit), "erklaert_ist_geschehen") == (
        "„einreichen“ aus „entwurf“: erklärt wird etwas anderes, als geschieht.",
    )


def test_ein_schritt_der_verschwiegen_wird_faellt_auf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wegpruefungen, "moegliche_schritte", lambda *_: ())
    assert wegpruefungen.erklaert_ist_geschehen(Prueffall(ablauf())).fehler == (
        "„einreichen“ aus „entwurf“: erklärt wird etwas anderes, als geschieht.",
        "„abschliessen“ aus „eingereicht“: erklärt wird etwas anderes, als geschieht.",
    )


def test_eine_beteiligung_ist_so_rein_wie_eine_bedingung() -> None:
    def am_montag(stand: Sachstand) -> bool:
        return date.today().weekday() == 0

    ordnung = Mitzeichnungsordnung(regeln=(Beteiligungsregel("am_montag", "Montags.", "finanzen", am_montag),))
    assert fehler(ablauf(mitzeichnung=ordnung), "regeln_sind_rein") == (
        "„am_montag“ greift nach „today“; eine Regel kennt nur ihren Sachstand; welcher Tag ist, sagt stand.heute.",
    )


def test_ein_ende_das_niemand_erreicht_faellt_auf() -> None:
    def nie(stand: Sachstand) -> Iterator[Grund]:
        yield GRUND

    schritte = (EINREICHEN, replace(ABSCHLIESSEN, wenn=(Bedingung("nie", "Nie.", nie),)))
    befunde = {befund.pruefung: befund for befund in pruefe(ablauf(schritte=schritte))}
    assert befunde["alles_wird_erreicht"].fehler == (
        "Aus „Entwurf“ kommt keine Vorlage je zu einem Ende.",
        "Aus „Eingereicht“ kommt keine Vorlage je zu einem Ende.",
    )
    assert befunde["alles_wird_erreicht"].uebersprungen == (
        "„abschliessen“ war für keine Vorlage offen; eigene Sachstände in staende=… helfen.",
    )
    assert befunde["zufallswege_enden"].fehler == ("Keiner von 200 zufälligen Wegen kam an ein Ende.",)
    assert befunde["zufallswege_enden"].uebersprungen == ("„abschliessen“ kam auf keinem Weg vor.",)


def test_zufallswege_finden_was_einzelne_muster_nicht_zeigen() -> None:
    def scheitert_an_der_mischung(stand: Sachstand) -> Iterator[Grund]:
        if not stand.mitzeichnungen and not stand.beratungen and stand.betreff:
            yield Grund("nie.da", str(1 // len(stand.beratungen)), wer="niemand")

    assert fehler(mit(scheitert_an_der_mischung), "zufallswege_enden") == (
        "In „Entwurf“ scheitert eine Regel: ZeroDivisionError: integer division or modulo by zero.",
    )


def test_doppelte_und_halbe_folgen_fallen_auf() -> None:
    def doppelt(bild: Sachstand) -> Iterator[Folge]:
        yield Folge(FolgeArt.NUMMER_VERGEBEN)
        yield Folge(FolgeArt.NUMMER_VERGEBEN)

    def halb(bild: Sachstand) -> Iterator[Folge]:
        yield Folge(FolgeArt.PFLICHT_BEGRUENDEN, {"art": "abwaschen", "bis": "morgen"})

    assert fehler(mit_folge(doppelt), "folgen_sind_eindeutig") == (
        "„einreichen“: die Folge „nummer_vergeben“ steht doppelt da.",
    )
    assert fehler(mit_folge(halb), "folgen_sind_eindeutig") == (
        "„einreichen“: „pflicht_begruenden“ braucht art, eine von: genehmigen, bekannt_geben, berichten, vorlegen, "
        "erneut_abstimmen, beantworten.",
        "„einreichen“: „pflicht_begruenden“: bis='morgen' ist kein Tag wie 2026-09-30.",
    )


def test_ein_lueckenhafter_umzug_faellt_auf() -> None:
    neu = ablauf(
        version=2,
        status=(Status("entwurf", "Entwurf"), Status("fertig", "Fertig")),
        schritte=(replace(EINREICHEN, nach="fertig"),),
    )
    assert fehler(neu, "umzug_ist_vollstaendig", fruehere=[ablauf()]) == (
        "Version 2 kennt den Status „eingereicht“ nicht mehr und sagt in umzug nicht, wohin die Vorlagen daraus "
        "ziehen.",
    )
    (befund,) = [befund for befund in pruefe(neu) if befund.pruefung == "umzug_ist_vollstaendig"]
    assert befund.uebersprungen == ("Frühere Versionen als 2 lagen nicht vor; fruehere=… nennt sie.",)


def test_eine_tafel_die_der_maschine_nicht_gleicht_faellt_auf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wegpruefungen, "tafel", lambda eigener: {"entwurf": (EINREICHEN,)})
    fall = Prueffall(ablauf())
    assert wegpruefungen.tafel_ist_maschine(fall).fehler == (
        "„abschliessen“ von „eingereicht“ nach „fertig“ steht nur auf einer Seite.",
    )


def test_pytest_zaehlt_und_zeigt_was_ausgelassen_wurde() -> None:
    pruefung: Any = konform(mit(nicht_verboten.pruefe, wuerfelt))
    (marke,) = pruefung.pytestmark
    namen = {fall.id: fall.values for fall in marke.args[1]}
    assert set(namen) == {
        *(p.__name__ for p in PRUEFUNGEN),
        "gruende_sind_saetze-ausgelassen-1",
        "gruende_sind_saetze-ausgelassen-2",
    }
    with pytest.raises(pytest.skip.Exception, match="hat bei keiner Vorlage einen Grund genannt"):
        pruefung(*namen["gruende_sind_saetze-ausgelassen-1"])
    with pytest.raises(AssertionError, match="greift nicht nach außen"):
        pruefung(*namen["regeln_sind_rein"])
    pruefung(*namen["tafel_ist_maschine"])


def test_jede_pruefung_hat_einen_deutschen_satz_und_zaehlt() -> None:
    for befund in pruefe(UNSERE["beschlussvorlage"]):
        assert befund.titel.endswith(".")
        assert befund.geprueft > 0 or befund.pruefung == "umzug_ist_vollstaendig"
        assert befund == Befund(befund.pruefung, befund.titel, befund.geprueft, (), befund.uebersprungen)


def test_der_kern_braucht_kein_pytest() -> None:
    probe = "import sys, vorlagen.workflow.konformitaet; print('pytest' in sys.modules)"
    lauf = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert lauf.stdout == "False\n"


def test_ein_datumsfeld_kommt_als_datum_in_den_sachstand() -> None:
    gesehen: list[object] = []

    def schaut(bild: Sachstand) -> Iterator[Grund]:
        gesehen.append(bild.felder.get("tag"))
        yield from ()

    regel = Bedingung("schaut", "Schaut.", schaut)
    ablauf(
        felder=(Feld(name="tag", titel="Tag", art=Feldart.DATUM),),
        schritte=(replace(EINREICHEN, wenn=(regel,)), ABSCHLIESSEN),
    )
    assert {type(wert) for wert in gesehen} == {date, type(None)}


def test_wer_den_schritt_nie_gehen_kann_wird_auch_mit_eigenen_staenden_gefunden() -> None:
    def nur_mit_sonderfall(stand: Sachstand) -> Iterator[Grund]:
        if stand.felder.get("liste") != "Sonderfall":
            yield GRUND

    ohne = {b.pruefung: b.uebersprungen for b in pruefe(mit(nur_mit_sonderfall))}
    assert ohne["alles_wird_erreicht"][0].startswith("„einreichen“ war für keine Vorlage offen")
    eigene = [stand(felder={"liste": "Sonderfall"})]
    mit_eigenen = {b.pruefung: b for b in pruefe(mit(nur_mit_sonderfall), staende=eigene)}
    assert mit_eigenen["alles_wird_erreicht"].uebersprungen == ()
    assert mit_eigenen["zufallswege_enden"].fehler == ()


def test_ein_schritt_ohne_schritte_dahinter_beendet_den_weg() -> None:
    kurz = ablauf(schritte=(replace(EINREICHEN, nach="fertig"), Schritt(name="x", von="fertig", nach="eingereicht",
        durch="a", wieder_oeffnet=True), ABSCHLIESSEN))  # fmt: skip
    assert {befund.fehler for befund in pruefe(kurz)} == {()}
