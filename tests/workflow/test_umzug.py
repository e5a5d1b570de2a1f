"""Moving to a newer definition: where each paper goes, what would become of it, and what was forgotten."""

from __future__ import annotations

from dataclasses import replace

from tests.workflow.muster import ABSCHLIESSEN, EINREICHEN, ablauf, nicht_verboten, stand
from vorlagen.workflow import Rolle, Schritt, Status, Workflow
from vorlagen.workflow.umzug import luecken, ziel
from vorlagen.workflow.was_waere_wenn import Recht, Verbleib, schaue, was_waere_wenn

OHNE_EINGANG = {
    "status": (Status("entwurf", "Entwurf"), Status("in_pruefung", "In Prüfung"), Status("fertig", "Fertig")),
    "schritte": (
        replace(EINREICHEN, nach="in_pruefung"),
        replace(ABSCHLIESSEN, von="in_pruefung", durch=Rolle.FREIGABE),
    ),
}


def version_2(**anders: object) -> Workflow:
    return ablauf(**{"version": 2, **OHNE_EINGANG, "umzug": {"eingereicht": "in_pruefung"}, **anders})


def test_wer_bleiben_kann_bleibt_und_wer_nicht_zieht_um() -> None:
    neu = version_2()
    assert [ziel(name, (neu,)) for name in ("entwurf", "eingereicht", "nie_gehoert")] == [
        "entwurf",
        "in_pruefung",
        None,
    ]


def test_ueber_mehrere_versionen_geht_es_stueck_fuer_stueck() -> None:
    dritte = ablauf(version=3, umzug={"in_pruefung": "eingereicht"})
    assert ziel("eingereicht", (version_2(), dritte)) == "eingereicht"
    assert ziel("in_pruefung", (dritte,)) == "eingereicht"
    assert ziel("eingereicht", (version_2(umzug={}), dritte)) is None
    assert ziel("entwurf", ()) == "entwurf"


def test_luecken_werden_genannt() -> None:
    assert tuple(luecken(ablauf(), version_2())) == ()
    assert tuple(luecken(ablauf(), version_2(umzug={"frueher": "fertig"}))) == (
        "Version 2 kennt den Status „eingereicht“ nicht mehr und sagt in umzug nicht, wohin die Vorlagen daraus "
        "ziehen.",
        "umzug nennt den Status „frueher“, den es in Version 1 nicht gab.",
    )


def test_der_bericht_zaehlt_wer_bleibt_umzieht_und_feststeckt() -> None:
    staende = [stand(), stand(betreff="Netz"), stand(status="eingereicht"), stand(status="verirrt")]
    bericht = was_waere_wenn(ablauf(), (version_2(),), staende)
    assert [bericht.anzahl(verbleib) for verbleib in Verbleib] == [2, 1, 1]
    assert bericht.saetze() == (
        "Muster: 4 Vorlagen unterwegs; davon 2 bleiben, wo sie sind, 1 ziehen um, 1 stecken fest.",
        "2 Vorlagen in „Entwurf“: Der Status bleibt.",
        "1 Vorlage in „Eingereicht“: Der Status heißt danach „In Prüfung“. "
        "„Abschliessen“ kann der Gremiendienst nicht mehr. „Abschliessen“ kann dann die freigebende Leitung.",
        "1 Vorlage in „verirrt“: Dafür nennt der neue Ablauf keinen Status; umzug muss ihn nennen.",
    )


def test_wer_ein_recht_verliert_oder_gewinnt_steht_mit_namen_da() -> None:
    schau = schaue(ablauf(), (version_2(),), stand(status="eingereicht"))
    assert schau.verliert == (Recht(Rolle.GREMIENDIENST, "Abschliessen"),)
    assert schau.gewinnt == (Recht(Rolle.FREIGABE, "Abschliessen"),)
    assert (schau.verbleib, schau.ziel, schau.danach) == (Verbleib.ZIEHT_UM, "in_pruefung", "in_pruefung")


def test_eine_neue_bedingung_sperrt_und_eine_alte_weniger_oeffnet() -> None:
    streng = ablauf(version=2, schritte=(replace(EINREICHEN, wenn=(nicht_verboten,)), ABSCHLIESSEN))
    verboten = stand(betreff="Verboten")
    hin, zurueck = schaue(ablauf(), (streng,), verboten), schaue(streng, (ablauf(version=3),), verboten)
    assert (hin.sperrt, hin.oeffnet) == ((("Einreichen", ("Der Betreff ist verboten.",)),), ())
    assert (zurueck.sperrt, zurueck.oeffnet) == ((), ("Einreichen",))
    assert (hin.gewinnt, hin.verliert) == ((), ())
    saetze = was_waere_wenn(ablauf(), (streng,), [verboten]).saetze()
    assert saetze[1].endswith("„Einreichen“ ginge dann nicht mehr: Der Betreff ist verboten.")
    assert was_waere_wenn(streng, (ablauf(version=3),), [verboten]).saetze()[1].endswith("„Einreichen“ ginge dann.")


def test_was_von_selbst_weiterliefe_wird_gesagt() -> None:
    selbst = Schritt(name="weiter", von="entwurf", nach="eingereicht", durch=Rolle.AUTOMATIK, wenn=(nicht_verboten,))
    neu = ablauf(version=2, schritte=(EINREICHEN, ABSCHLIESSEN, selbst))
    assert schaue(ablauf(), (neu,), stand()).danach == "eingereicht"
    assert schaue(ablauf(), (neu,), stand(betreff="Verboten")).danach == "entwurf"
    saetze = was_waere_wenn(ablauf(), (neu,), [stand()]).saetze()
    assert "Von selbst geht es weiter bis „Eingereicht“." in saetze[1]
    assert schaue(neu, (ablauf(version=3),), stand()).verliert == ()
