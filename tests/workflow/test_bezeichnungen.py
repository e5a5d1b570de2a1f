"""Printed labels: exact matches only, with the kind of stage where a label was seen to lie, and silence otherwise."""

from __future__ import annotations

import pytest

from vorlagen.workflow.begriffe import Ausgang
from vorlagen.workflow.bezeichnungen import ausgang


@pytest.mark.parametrize(
    ("wort", "art", "gemeint"),
    [
        ("ungeändert beschlossen", "Entscheidung", Ausgang.ANGENOMMEN),
        ("ungeändert beschlossen", "Vorberatung", Ausgang.EMPFOHLEN),
        (" Geändert beschlossen ", "ENTSCHEIDUNG ", Ausgang.ANGENOMMEN_GEAENDERT),
        ("ungeändert beschlossen", None, None),
        ("ungeändert beschlossen", "Wahl", None),
        ("nicht empfohlen", "Vorberatung", Ausgang.ABGELEHNT),
        ("zur Kenntnis genommen", None, Ausgang.KENNTNIS_GENOMMEN),
        ("geschoben", "Vorberatung", None),
        ("einstimmig beschlossen, aber geändert", "Entscheidung", None),
        (None, "Entscheidung", None),
    ],
)
def test_nur_ein_ganzes_wort_mit_seiner_art_bedeutet_etwas(
    wort: str | None, art: str | None, gemeint: Ausgang | None
) -> None:
    assert ausgang(wort, art) is gemeint


def test_das_eigene_woerterbuch_geht_vor_und_die_genaue_art_zuerst() -> None:
    eigene = {("geschoben", None): "vertagt", ("geschoben", "vorberatung"): "ohne_empfehlung"}
    assert ausgang("Geschoben", "Vorberatung", eigene) is Ausgang.OHNE_EMPFEHLUNG
    assert ausgang("Geschoben", "Entscheidung", eigene) is Ausgang.VERTAGT
    assert ausgang("abgelehnt", None, eigene) is Ausgang.ABGELEHNT
