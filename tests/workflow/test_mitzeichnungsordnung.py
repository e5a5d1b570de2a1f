"""The rules of co-signing as values: what they ask for, what a signature is bound to, and how they can be wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import workflows
from tests.workflow.muster import EINREICHEN, ablauf, stand, unterschrift
from vorlagen.workflow import (
    AblaufFehlerhaft,
    Beteiligungsregel,
    Feld,
    Folge,
    FolgeArt,
    Frist,
    Mitzeichnungsordnung,
    Rolle,
    Sachstand,
    Schweigen,
    beteiligung,
    umgebaut,
)
from vorlagen.workflow.bedingungen import alle_mitgezeichnet
from vorlagen.workflow.begriffe import Votum
from vorlagen.workflow.beschreibung import als_text, beschreibe
from vorlagen.workflow.konformitaet import pruefe
from vorlagen.workflow.mitzeichnung import (
    bleibt_gueltig,
    geaenderte_abschnitte,
    pflichtbeteiligungen,
    vereint,
)


@beteiligung("Es kostet Geld.", aufgabe="finanzen", betrifft=("auswirkung_finanziell",))
def geld(stand: Sachstand) -> bool:
    return stand.auswirkungen.get("finanziell") == "ja"


@beteiligung("Es steht nichts im Haushalt.", aufgabe="finanzen", betrifft=("sachverhalt",))
def haushalt(stand: Sachstand) -> bool:
    return "Haushalt" not in stand.sachverhalt


@beteiligung("Es geht um Recht.", aufgabe="recht")
def recht(stand: Sachstand) -> bool:
    return "Satzung" in stand.betreff


ORDNUNG = Mitzeichnungsordnung(regeln=(geld, haushalt, recht))
ERBITTEN = replace(
    EINREICHEN,
    folgen=(Folge(FolgeArt.MITZEICHNUNG_ERBITTEN),),
    frist=Frist("Mitzeichnung", werktage=4, fuer=Rolle.MITZEICHNUNG),
)
ABSCHLIESSEN = ablauf().schritte[1]


def mit_ordnung(**anders: Any) -> Any:
    return ablauf(schritte=(ERBITTEN, ABSCHLIESSEN), mitzeichnung=Mitzeichnungsordnung(**{"regeln": (geld,), **anders}))


def test_mehrere_gruende_fuer_eine_aufgabe_werden_einer() -> None:
    pflichten = pflichtbeteiligungen(ORDNUNG, stand(auswirkungen={"finanziell": "ja"}, betreff="Neue Satzung"))
    assert [(p.aufgabe, p.anlass, p.betrifft) for p in pflichten] == [
        ("finanzen", "Es kostet Geld. Es steht nichts im Haushalt.", ("auswirkung_finanziell", "sachverhalt")),
        ("recht", "Es geht um Recht.", ()),
    ]
    assert pflichtbeteiligungen(ORDNUNG, stand(sachverhalt="Steht im Haushalt.")) == ()


def test_wer_an_den_ganzen_text_gebunden_ist_bleibt_es() -> None:
    assert vereint([("betreff",), ()]) == ()
    assert vereint([("betreff",), ("sachverhalt", "betreff")]) == ("betreff", "sachverhalt")


@pytest.mark.parametrize(
    ("neu", "geaendert"),
    [
        ({}, set()),
        ({"betreff": "Anders"}, {"betreff"}),
        ({"beschlusspunkte": [{"nr": "1", "text": "c"}]}, {"beschlussvorschlag"}),
        ({"beschlussvorschlag": "<p>c</p>"}, {"beschlussvorschlag"}),
        ({"felder": {"kosten": 2, "leer": ""}}, {"kosten"}),
        ({"felder": {}}, {"kosten"}),
        (
            {"auswirkungen": [{"art": "klima", "wert": "ja", "text": None}]},
            {"auswirkungen", "auswirkung_klima"},
        ),
    ],
)
def test_welche_abschnitte_sich_geaendert_haben(neu: dict[str, object], geaendert: set[str]) -> None:
    alt: dict[str, object] = {
        "betreff": "Netz",
        "beschlussvorschlag": "<p>a</p>",
        "beschlusspunkte": [{"nr": "1", "text": "a"}],
        "auswirkungen": [{"art": "klima", "wert": "nein", "text": None}],
        "felder": {"kosten": 1},
    }
    assert geaenderte_abschnitte(alt, {**alt, **neu}) == geaendert


def test_ohne_beschlusspunkte_zaehlt_der_wortlaut_allein() -> None:
    assert geaenderte_abschnitte({"beschlussvorschlag": "a"}, {"beschlussvorschlag": "b"}) == {"beschlussvorschlag"}


def test_eine_unterschrift_haelt_was_sie_nicht_betrifft() -> None:
    assert bleibt_gueltig((), ())
    assert not bleibt_gueltig((), {"betreff"})
    assert bleibt_gueltig(("sachverhalt",), {"betreff"})
    assert not bleibt_gueltig(("sachverhalt", "betreff"), {"betreff"})


def test_der_schritt_fragt_nach_dem_zustaendigen_amt() -> None:
    eigener = mit_ordnung()
    (bedingung,) = eigener.bedingungen(ERBITTEN, "entwurf")
    teuer = stand(auswirkungen={"finanziell": "ja"})
    assert [grund.code for grund in bedingung.gruende(teuer)] == ["mitzeichnung.ohne_amt"]
    assert bedingung.gruende(replace(teuer, zustaendig={"finanzen": ("Kämmerei",)})) == ()
    assert bedingung.gruende(stand()) == ()
    assert eigener.bedingungen(ABSCHLIESSEN, "eingereicht") == ()
    assert ablauf(schritte=(ERBITTEN, ABSCHLIESSEN)).bedingungen(ERBITTEN, "entwurf") == ()


def test_der_ablauf_weiss_wo_und_wie_lange_gezeichnet_wird() -> None:
    eigener = mit_ordnung()
    assert (eigener.erbittende, eigener.zeichnende) == ({"entwurf"}, {"eingereicht"})
    assert eigener.mitzeichnungsfrist("eingereicht") == ERBITTEN.frist
    assert eigener.mitzeichnungsfrist("fertig") is None


def test_eine_ordnung_gehoert_zur_kennung_keine_nicht() -> None:
    ohne = ablauf(schritte=(ERBITTEN, ABSCHLIESSEN))
    still = umgebaut(ohne, mitzeichnung=Mitzeichnungsordnung(schweigen=Schweigen.ZUSTIMMUNG))
    kennungen = {ohne.kennung, still.kennung, mit_ordnung().kennung, mit_ordnung(betrifft=("betreff",)).kennung}
    assert len(kennungen) == 4
    assert umgebaut(ohne).kennung == ohne.kennung
    assert umgebaut(still).mitzeichnung == still.mitzeichnung


@pytest.mark.parametrize(
    ("satz", "ordnung"),
    [
        ("mitzeichnung: gebraucht wird eine Mitzeichnungsordnung, nicht None.", None),
        (
            "mitzeichnung, schweigen: „nie“ gibt es nicht; es gibt: erinnern, zustimmung.",
            Mitzeichnungsordnung(schweigen="nie"),  # type: ignore[arg-type]
        ),
        (
            "mitzeichnung, regeln, Platz 1: „stand“ ist keine Beteiligungsregel (fehlt davor @beteiligung?).",
            Mitzeichnungsordnung(regeln=(stand,)),  # type: ignore[arg-type]
        ),
        (
            "mitzeichnung, aufgabe: gebraucht wird Text, nicht 7.",
            Mitzeichnungsordnung(regeln=(Beteiligungsregel("a", "Satz.", 7, geld.gilt),)),  # type: ignore[arg-type]
        ),
        ("Die Regel der Mitzeichnung „geld“ gibt es 2-mal.", Mitzeichnungsordnung(regeln=(geld, geld))),
        ("Die Regel der Mitzeichnung „geld“ hat keinen Satz.", Mitzeichnungsordnung(regeln=(replace(geld, satz=" "),))),
        (
            "Die Regel der Mitzeichnung „geld“: die Aufgabe „Kämmerei“ darf nur aus a–z, 0–9 und _ bestehen.",
            Mitzeichnungsordnung(regeln=(replace(geld, aufgabe="Kämmerei"),)),
        ),
        (
            "mitzeichnung, betrifft: den Abschnitt „kosten“ gibt es nicht; es gibt: auswirkung_finanziell, "
            "auswirkung_kennzahlen, auswirkung_klima, auswirkung_organisatorisch, auswirkung_personell, auswirkungen, "
            "begruendung_nichtoeffentlich, beschlussvorschlag, betreff, oeffentlich, sachverhalt.",
            Mitzeichnungsordnung(betrifft=("kosten",)),
        ),
        (
            "Die Regel der Mitzeichnung „geld“ scheitert: Den Eintrag 'kosten' hat nicht jede Vorlage; "
            ".get('kosten') fragt danach, ohne zu scheitern.",
            Mitzeichnungsordnung(regeln=(replace(geld, gilt=lambda stand: bool(stand.felder["kosten"])),)),
        ),
        (
            "Die Regel der Mitzeichnung „geld“ sagt weder ja noch nein, sondern 'ja'.",
            Mitzeichnungsordnung(regeln=(replace(geld, gilt=lambda _: "ja"),)),  # type: ignore[arg-type, return-value]
        ),
    ],
)
def test_jeder_fehler_einer_ordnung_wird_mit_einem_satz_genannt(satz: str, ordnung: Any) -> None:
    with pytest.raises(AblaufFehlerhaft) as gefangen:
        ablauf(mitzeichnung=ordnung)
    assert satz in gefangen.value.maengel


def test_eigene_felder_koennen_binden() -> None:
    felder = (Feld(name="kosten", titel="Kosten"),)
    eigener = ablauf(felder=felder, mitzeichnung=Mitzeichnungsordnung(betrifft=("kosten",)))
    assert eigener.mitzeichnung.betrifft == ("kosten",)


def test_alle_mitgezeichnet_kennt_was_weiter_gilt_und_wer_spaeter_kommt() -> None:
    gilt = unterschrift(votum=Votum.ZUGESTIMMT, fassung=1, gilt_fuer=2)
    assert alle_mitgezeichnet.gruende(stand(fassung=2, mitzeichnungen=(gilt,))) == ()
    assert [g.code for g in alle_mitgezeichnet.gruende(stand(fassung=3, mitzeichnungen=(gilt,)))] == [
        "mitzeichnung.veraltet"
    ]
    reihe = (unterschrift(), unterschrift("Rechtsamt", gruppe=2))
    assert [(g.code, g.wer) for g in alle_mitgezeichnet.gruende(stand(mitzeichnungen=reihe))] == [
        ("mitzeichnung.offen", "Kämmerei"),
        ("mitzeichnung.spaeter", "Rechtsamt"),
    ]


def test_die_beschreibung_nennt_die_regeln_in_worten() -> None:
    worte = als_text(beschreibe(mit_ordnung(schweigen=Schweigen.ZUSTIMMUNG)))
    assert worte.splitlines()[-4:] == [
        "Regeln der Mitzeichnung",
        "  • Das Amt mit der Aufgabe „finanzen“ zeichnet mit, wenn gilt: Es kostet Geld.",
        "  • Seine Unterschrift gilt weiter, solange sich daran nichts ändert: Finanzielle Auswirkung.",
        "  • Wer bis zum Ablauf der Frist schweigt, stimmt zu; ausgenommen sind die Ämter, die mitzeichnen müssen.",
    ]
    assert beschreibe(mit_ordnung(regeln=(recht,))).mitzeichnung == (
        "Das Amt mit der Aufgabe „recht“ zeichnet mit, wenn gilt: Es geht um Recht.",
    )


@pytest.mark.parametrize("name", ["beschlussvorlage", "mitteilungsvorlage", "neufassung", "ergaenzungsvorlage"])
def test_geld_und_klima_haben_ihre_regel_und_der_ablauf_bleibt_regelkonform(name: str) -> None:
    eigener = next(a for a in workflows.ABLAEUFE if a.name == name)
    for art, aufgabe in (("finanziell", "finanzen"), ("klima", "klimaschutz")):
        for wert in ("ja", "offen"):
            pflichten = pflichtbeteiligungen(eigener.mitzeichnung, stand(auswirkungen={art: wert}))
            assert [p.aufgabe for p in pflichten] == [aufgabe]
    assert pflichtbeteiligungen(eigener.mitzeichnung, stand(auswirkungen={"finanziell": "nein", "klima": None})) == ()
    assert [befund.fehler for befund in pruefe(eigener) if befund.fehler] == []
