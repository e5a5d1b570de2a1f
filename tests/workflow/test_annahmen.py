"""What if: the engine is asked about a made-up paper, and says what a newer version changed."""

from __future__ import annotations

from dataclasses import replace

from tests.workflow.muster import ABSCHLIESSEN, EINREICHEN, ablauf, nicht_verboten
from vorlagen.extensions import verzeichnis
from vorlagen.workflow import Rolle, Schritt, Status
from vorlagen.workflow.annahmen import UEBLICH, Annahme, probiere, stand, unterschiede
from vorlagen.workflow.begriffe import Ausgang
from vorlagen.workflow.engine import moegliche_schritte


def offen(status: str, rolle: str, annahmen: frozenset[Annahme], ausgang: Ausgang | None = None) -> set[str]:
    verzeichnis.lade()
    beschluss = verzeichnis.hole("beschlussvorlage")
    return {eine.schritt.name for eine in probiere(beschluss, status, {rolle}, annahmen, ausgang) if eine.moeglich}


def test_jede_annahme_aendert_die_gedachte_vorlage_und_keine_davon_bleibt_ohne_folge() -> None:
    verzeichnis.lade()
    beschluss = verzeichnis.hole("dringlichkeitsentscheidung")
    voll = stand(beschluss, "entwurf", UEBLICH)
    for annahme in Annahme:
        assert stand(beschluss, "entwurf", UEBLICH ^ {annahme}) != voll, annahme
        assert annahme.satz.endswith(".")


def test_die_probe_sagt_was_die_maschine_sagt_und_nennt_die_gruende() -> None:
    assert "zur_mitzeichnung_geben" in offen("entwurf", Rolle.FEDERFUEHRUNG, UEBLICH)
    assert offen("entwurf", Rolle.FEDERFUEHRUNG, frozenset()) <= {"zurueckziehen"}
    assert "zur_mitzeichnung_geben" not in offen("entwurf", Rolle.FREIGABE, UEBLICH)
    assert "freigeben" in offen("in_freigabe", Rolle.FREIGABE, UEBLICH)
    assert "freigeben" not in offen("in_freigabe", Rolle.FREIGABE, UEBLICH - {Annahme.AKTUELL})
    beschluss = verzeichnis.hole("beschlussvorlage")
    gedacht = stand(beschluss, "in_beratung", UEBLICH, Ausgang.ABGELEHNT)
    assert probiere(beschluss, "in_beratung", {Rolle.GREMIENDIENST}, UEBLICH, Ausgang.ABGELEHNT) == moegliche_schritte(
        beschluss, gedacht, {Rolle.GREMIENDIENST}
    )


def test_was_eine_neue_version_aendert_steht_in_saetzen() -> None:
    alt = ablauf()
    pruefen = Schritt(name="pruefen", von="entwurf", nach="geprueft", durch=Rolle.FREIGABE)
    neu = ablauf(
        version=2,
        status=(Status("entwurf", "Entwurf"), Status("geprueft", "Geprüft"), Status("fertig", "Fertig")),
        schritte=(
            pruefen,
            replace(ABSCHLIESSEN, von="geprueft", wenn=(nicht_verboten,)),
        ),
        umzug={"eingereicht": "geprueft"},
    )
    assert unterschiede(alt, neu) == (
        "Den Status „Eingereicht“ gibt es nicht mehr; Vorlagen daraus sind danach „Geprüft“.",
        "Neu ist der Status „Geprüft“.",
        f"Aus „Eingereicht“ gibt es „{ABSCHLIESSEN.aufschrift}“ nicht mehr.",
        f"Aus „Entwurf“ gibt es „{EINREICHEN.aufschrift}“ nicht mehr.",
        f"Aus „Entwurf“ gibt es neu „{pruefen.aufschrift}“.",
        f"Aus „Geprüft“ gibt es neu „{ABSCHLIESSEN.aufschrift}“.",
    )
    strenger = ablauf(version=2, schritte=(EINREICHEN, replace(ABSCHLIESSEN, durch=Rolle.FREIGABE)))
    assert unterschiede(alt, strenger) == (
        f"Für „{ABSCHLIESSEN.aufschrift}“ aus „Eingereicht“ gilt anderes: wer es darf, wohin es führt oder wann.",
    )
    assert unterschiede(alt, ablauf(version=2)) == ()
