"""Facts about other papers and signatures: when they hold, and every Grund with its words."""

from __future__ import annotations

import inspect

import pytest

from tests.workflow.muster import stand, verweis
from vorlagen.workflow import Bedingung, Sachstand
from vorlagen.workflow.bedingungen import (
    abschliessend_beantwortet,
    andere_person_als_vorher,
    antwort_liegt_vor,
    beziehungen,
    durch_vorlage_genehmigt,
    ergaenzt_eine_laufende_vorlage,
    ersetzt_eine_laufende_vorlage,
    neufassung_liegt_vor,
    schon_unterschrieben,
)
from vorlagen.workflow.begriffe import Verknuepfungsart
from vorlagen.workflow.sachstand import Unterschrift

BEANTWORTET, ERSETZT, GENEHMIGT, ERGAENZT = (
    Verknuepfungsart.BEANTWORTET,
    Verknuepfungsart.ERSETZT,
    Verknuepfungsart.GENEHMIGT,
    Verknuepfungsart.ERGAENZT,
)


def mit(*verweise: object) -> Sachstand:
    """A photograph with these links."""
    return stand(verknuepfungen=verweise)


def unterschrieben(person: str = "a", fassung: int = 1, wer: str | None = "b") -> Sachstand:
    """Somebody signed; somebody asks."""
    return stand(wer=wer, unterschriften=(Unterschrift(schritt="unterschreiben", person=person, fassung=fassung),))


OFFEN: tuple[tuple[Bedingung, Sachstand, str, str], ...] = (
    (ergaenzt_eine_laufende_vorlage, mit(), "ergaenzt.fehlt", "Es fehlt, welche Vorlage diese ergänzt."),
    (
        ergaenzt_eine_laufende_vorlage,
        mit(verweis(ERGAENZT, eingehend=True)),
        "ergaenzt.fehlt",
        "Es fehlt, welche Vorlage diese ergänzt.",
    ),
    (
        ergaenzt_eine_laufende_vorlage,
        mit(verweis(ERGAENZT, eingehend=False, beendet=True)),
        "ergaenzt.abgeschlossen",
        "Die Vorlage BV/2026/0007 ist schon abgeschlossen.",
    ),
    (ersetzt_eine_laufende_vorlage, mit(), "ersetzt.fehlt", "Es fehlt, welche Vorlage diese ersetzt."),
    (neufassung_liegt_vor, mit(), "neufassung.fehlt", "Eine Neufassung gibt es nicht."),
    (
        neufassung_liegt_vor,
        mit(verweis(ERSETZT, nummer=None)),
        "neufassung.fehlt",
        "Die Neufassung ist noch nicht freigegeben.",
    ),
    (antwort_liegt_vor, mit(), "antwort.fehlt", "Noch keine Vorlage beantwortet diese."),
    (
        antwort_liegt_vor,
        mit(verweis(BEANTWORTET), verweis(BEANTWORTET, nummer="10/3")),
        "antwort.offen",
        "Die Vorlage BV/2026/0007 und 10/3, die diese beantwortet, ist noch nicht freigegeben.",
    ),
    (
        abschliessend_beantwortet,
        mit(verweis(BEANTWORTET, freigegeben=True)),
        "antwort.offen",
        "Die Vorlage BV/2026/0007, die diese beantwortet, ist noch nicht abgeschlossen.",
    ),
    (
        abschliessend_beantwortet,
        mit(verweis(GENEHMIGT, beendet=True)),
        "antwort.fehlt",
        "Noch keine Vorlage beantwortet diese.",
    ),
    (durch_vorlage_genehmigt, mit(), "genehmigung.fehlt", "Keine andere Vorlage soll das genehmigen."),
    (
        durch_vorlage_genehmigt,
        mit(verweis(GENEHMIGT, beendet=True)),
        "genehmigung.fehlt",
        "Über die Vorlage BV/2026/0007, die das genehmigen soll, ist noch nicht beschlossen.",
    ),
    (
        andere_person_als_vorher,
        unterschrieben("a", wer="a"),
        "unterschrift.dieselbe_person",
        "Sie haben schon unterschrieben; die zweite Unterschrift muss von einer anderen Person kommen.",
    ),
    (schon_unterschrieben, stand(), "unterschrift.fehlt", "Die erste Unterschrift unter diese Fassung fehlt."),
    (
        schon_unterschrieben,
        unterschrieben(fassung=2),
        "unterschrift.fehlt",
        "Die erste Unterschrift unter diese Fassung fehlt.",
    ),
)

ERFUELLT: tuple[tuple[Bedingung, Sachstand], ...] = (
    (ergaenzt_eine_laufende_vorlage, mit(verweis(ERGAENZT, eingehend=False))),
    (ersetzt_eine_laufende_vorlage, mit(verweis(ERSETZT, eingehend=False, nummer=None, hier=False))),
    (neufassung_liegt_vor, mit(verweis(ERSETZT), verweis(ERSETZT, freigegeben=True))),
    (antwort_liegt_vor, mit(verweis(BEANTWORTET, freigegeben=True))),
    (abschliessend_beantwortet, mit(verweis(BEANTWORTET, freigegeben=True, beendet=True))),
    (durch_vorlage_genehmigt, mit(verweis(GENEHMIGT, zugestimmt=True))),
    (andere_person_als_vorher, unterschrieben("a", wer="b")),
    (andere_person_als_vorher, unterschrieben("a", fassung=2, wer="a")),
    (andere_person_als_vorher, unterschrieben("a", wer=None)),
    (schon_unterschrieben, unterschrieben()),
)


@pytest.mark.parametrize(("regel", "bild", "code", "text"), OFFEN, ids=[f"{nr}" for nr in range(len(OFFEN))])
def test_was_fehlt_wird_mit_wort_und_zustaendigkeit_genannt(
    regel: Bedingung, bild: Sachstand, code: str, text: str
) -> None:
    (grund,) = regel.gruende(bild)
    assert (grund.code, grund.text) == (code, text)
    assert grund.abhilfe
    assert grund.wer


@pytest.mark.parametrize(("regel", "bild"), ERFUELLT, ids=[f"{nr}" for nr in range(len(ERFUELLT))])
def test_was_erfuellt_ist_schweigt(regel: Bedingung, bild: Sachstand) -> None:
    assert regel.gruende(bild) == ()


def test_keine_bedingung_bleibt_ungeprueft() -> None:
    alle = {regel.name for _, regel in inspect.getmembers(beziehungen) if isinstance(regel, Bedingung)}
    assert alle == {regel.name for regel, *_ in OFFEN} == {regel.name for regel, _ in ERFUELLT}
