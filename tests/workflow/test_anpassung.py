"""Anpassungen: a town's change to a procedure, declared, checked, applied in an order that depends on names only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

import workflows
from tests.workflow.muster import ABSCHLIESSEN, EINREICHEN, ablauf, nicht_verboten
from vorlagen.workflow import (
    AblaufFehlerhaft,
    Anpassung,
    Feld,
    Frist,
    Rolle,
    Schritt,
    Status,
    Workflow,
    anpassung,
    umgebaut,
)
from vorlagen.workflow.anpassung import formfehler, reihenfolge, wende_an


def macht(name: str, aendere: Callable[[Workflow], Any] | None = None, **anders: Any) -> Anpassung:
    """An Anpassung of the sample procedure; without a function it adds a field of its name."""
    feld = Feld(name=name.replace(".", "_"), titel=name)
    return Anpassung(
        **{
            "name": name,
            "titel": name,
            "fuer": ("muster",),
            "aendere": aendere or (lambda alt: umgebaut(alt, felder=(feld,))),
            **anders,
        }
    )


@anpassung("linden.dezernat", "Das Dezernat prüft vor der Freigabe", fuer=("beschlussvorlage",))
def dezernat_prueft(alt: Workflow) -> Workflow:
    return umgebaut(
        alt,
        status=(Status("im_dezernat", "Im Dezernat"),),
        schritte=(Schritt(name="im_dezernat_pruefen", von="im_dezernat", nach="in_freigabe", durch="dezernat"),),
        anders={"zur_freigabe_geben": {"nach": "im_dezernat", "frist": Frist("Prüfung", 2, "dezernat")}},
    )


def test_ein_schritt_kommt_dazu_und_der_ursprung_bleibt() -> None:
    (ursprung,) = (a for a in workflows.ABLAEUFE if a.name == "beschlussvorlage")
    neu = wende_an(ursprung, (dezernat_prueft,))
    assert neu.schritt("zur_freigabe_geben", "in_mitzeichnung") == replace(
        next(s for s in ursprung.schritte if s.name == "zur_freigabe_geben"),
        nach="im_dezernat",
        frist=Frist("Prüfung", 2, "dezernat"),
    )
    assert neu.statusnamen - ursprung.statusnamen == {"im_dezernat"}
    assert "im_dezernat" not in ursprung.statusnamen
    assert (neu.name, neu.version) == (ursprung.name, ursprung.version)
    assert neu.kennung != ursprung.kennung
    assert wende_an(ursprung, (dezernat_prueft,)).kennung == neu.kennung


def test_umgebaut_laesst_weg_und_sagt_wohin() -> None:
    ohne = umgebaut(
        ablauf(),
        ohne=("abschliessen", "eingereicht"),
        anders={"einreichen": {"nach": "fertig"}},
        umzug={"eingereicht": "entwurf"},
    )
    assert [status.name for status in ohne.status] == ["entwurf", "fertig"]
    assert dict(ohne.umzug) == {"eingereicht": "entwurf"}


def test_umgebaut_nennt_was_es_nicht_gibt() -> None:
    with pytest.raises(AblaufFehlerhaft) as gefangen:
        umgebaut(ablauf(), ohne=("zaubern",), anders={"hexen": {"nach": "fertig"}})
    assert gefangen.value.maengel == ("„hexen“ gibt es darin nicht.", "„zaubern“ gibt es darin nicht.")


def test_die_reihenfolge_haengt_nur_an_den_namen() -> None:
    a, b = macht("linden.a", braucht=("linden.c",)), macht("linden.b")
    c = macht("linden.c", braucht=("linden.d",))
    d = macht("linden.d")
    for auswahl in ((a, b, c, d), (d, c, b, a), (c, a, d, b)):
        assert [e.name for e in reihenfolge("muster", auswahl)] == ["linden.b", "linden.d", "linden.c", "linden.a"]
        assert [feld.name for feld in wende_an(ablauf(), auswahl).felder] == [
            "linden_b",
            "linden_d",
            "linden_c",
            "linden_a",
        ]


@pytest.mark.parametrize(
    ("anpassungen", "satz"),
    [
        ((macht("linden.a", braucht=("linden.b",)),), "Die Anpassung „linden.a“ braucht „linden.b“."),
        (
            (macht("linden.a", vertraegt_nicht=("linden.b",)), macht("linden.b")),
            "Die Anpassungen „linden.a“ und „linden.b“ vertragen sich nicht.",
        ),
        (
            (macht("linden.a", braucht=("linden.b",)), macht("linden.b", braucht=("linden.a",))),
            "Die Anpassungen „linden.a“, „linden.b“ brauchen einander im Kreis.",
        ),
        (
            (macht("linden.a", fuer=("beschlussvorlage",)),),
            "Die Anpassung „linden.a“ ist nicht für „muster“ gemacht, sondern für „beschlussvorlage“.",
        ),
        ((macht("linden.a", lambda alt: alt),), "Die Anpassung „linden.a“ ändert nichts."),
        (
            (macht("linden.a", lambda alt: ablauf(version=2)),),
            "Die Anpassung „linden.a“ darf Namen und Version des Ablaufs nicht ändern.",
        ),
        ((macht("linden.a", lambda alt: None),), "Die Anpassung „linden.a“ liefert keinen Ablauf, sondern None."),
        (
            (macht("linden.a", lambda alt: 1 / 0),),
            "Die Anpassung „linden.a“ scheitert: ZeroDivisionError: division by zero.",
        ),
        (
            (macht("linden.a", lambda alt: umgebaut(alt, ohne=("freigeben",))),),
            "Die Anpassung „linden.a“: „freigeben“ gibt es darin nicht.",
        ),
        (
            (macht("linden.a", lambda alt: umgebaut(alt, status=(Status("ruht", "Ruht"),))),),
            "Die Anpassung „linden.a“: Der Status „ruht“ ist von „entwurf“ aus nicht zu erreichen.",
        ),
        (
            (macht("linden.a", lambda alt: umgebaut(alt, ohne=("abschliessen", "eingereicht"),
                                                     anders={"einreichen": {"nach": "fertig"}})),),
            "Die Anpassung „linden.a“ lässt den Status „eingereicht“ weg und sagt in umzug nicht, wohin die Vorlagen "
            "daraus ziehen.",
        ),
    ],
    ids=[f"{nr}" for nr in range(11)],
)  # fmt: skip
def test_was_nicht_passt_wird_mit_einem_satz_genannt(anpassungen: tuple[Anpassung, ...], satz: str) -> None:
    with pytest.raises(AblaufFehlerhaft) as gefangen:
        wende_an(ablauf(), anpassungen)
    assert satz in gefangen.value.maengel


def test_eine_erklaerung_mit_falschen_formen_wird_beanstandet() -> None:
    assert formfehler(macht("linden.a")) == ()
    assert formfehler(macht("Linden", titel=None, fuer="muster", braucht=["linden.b"])) == (
        "titel: gebraucht wird Text, nicht None.",
        "fuer: gebraucht wird ein Tupel; hinter dem einzigen Eintrag fehlt das Komma.",
        "braucht: gebraucht wird ein Tupel aus Text, nicht list.",
        "Der Name „Linden“ darf nur aus a–z, 0–9 und _ bestehen (mit höchstens einem Punkt).",
        "Der Titel fehlt.",
    )
    assert formfehler(macht("linden.a", fuer=())) == ("Es fehlt, für welchen Ablauf sie gilt.",)


def test_eine_bedingung_mehr_ist_eine_andere_kennung() -> None:
    strenger = macht("linden.strenger", lambda alt: umgebaut(alt, anders={"einreichen": {"wenn": (nicht_verboten,)}}))
    neu = wende_an(ablauf(), (strenger,))
    assert neu.schritte == (replace(EINREICHEN, wenn=(nicht_verboten,)), ABSCHLIESSEN)
    assert EINREICHEN.wenn == ()
    assert neu.schritte[0].durch == Rolle.FEDERFUEHRUNG
