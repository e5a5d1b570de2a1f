"""A new draft from an earlier paper: what one may see of it, and nothing that only belonged to it."""

from __future__ import annotations

from datetime import timedelta

from tests.web.besuch import formular, text, wege
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, entwurf, freigegeben
from vorlagen.extensions import transaction
from vorlagen.models import Vorlageart
from vorlagen.services import sitzungen
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.mitzeichnungen import Beteiligung

NEU = "/vorlagen/neu"


def test_eine_neue_vorlage_beginnt_mit_einer_frueheren(besuch: Besucht, stadt: Stadt) -> None:
    hfa, rat = stadt.gremien["HFA"], stadt.gremien["Rat"]
    sitzung = sitzungen.lege_an(hfa, JETZT + timedelta(days=40), wer=als("gerda"), jetzt=JETZT)
    folge = [
        Station((hfa, rat), "Vorberatung", sitzung_id=sitzung),
        Station((rat,), "Kenntnisnahme", oeffentlich=False, begruendung_nichtoeffentlich="Verhandlung"),
    ]
    alte = freigegeben(
        stadt, betreff="Turnhalle", aktenzeichen="40-7", beratungsfolge=folge, sachverhalt="<p>Zu klein.</p>",
        mitzeichnungen=[Beteiligung(stadt.aemter["20"], werktage=5), Beteiligung(stadt.aemter["30"])],
    )  # fmt: skip
    frieda = besuch("frieda")
    assert wege(frieda.hole(f"/vorlagen/{alte}"), rf"{NEU}\?von=[0-9a-f]+") == [f"{NEU}?von={alte}"]
    assert "Keine Vorlage gefunden" in text(frieda.hole(f"{NEU}?frueher=Schwimmbad"))
    (gefunden,) = wege(frieda.hole(f"{NEU}?frueher=turnhalle"), rf"{NEU}\?von=[0-9a-f]+")
    seite = frieda.hole(gefunden)
    felder = formular(seite, NEU)
    assert (felder["betreff"], felder["sachverhalt"], felder["oeffentlich"]) == ("Turnhalle", "<p>Zu klein.</p>", "ja")
    assert (felder["aktenzeichen"], felder["datum"], felder["bearbeiter"]) == ("", "", "Frieda Federhalter")
    assert [(felder[f"folge-{nr}-wo"], felder[f"folge-{nr}-id"]) for nr in range(2)] == [(hfa, ""), (rat, "")]
    assert (felder["folge-0-mit"], felder["folge-1-grund"]) == (rat, "Verhandlung")
    assert felder[f"werktage-{stadt.aemter['20']}"] == "5"
    antwort = frieda.druecke(NEU, seite, aktion="speichern")
    neue = text(frieda.hole(antwort.headers["Location"].removesuffix("/bearbeiten")))
    assert "noch ohne Nummer" in neue
    assert "Haupt- und Finanzausschuss und Rat der Stadt" in neue


def test_uebernommen_wird_nur_was_man_sehen_darf(besuch: Besucht, stadt: Stadt) -> None:
    geheim = entwurf(stadt, oeffentlich=False, begruendung_nichtoeffentlich="Personalsache", betreff="Geheimsache")
    with transaction() as sitzung:
        sitzung.add(Vorlageart(koerperschaft_id=stadt.koerperschaft_id, name="Antrag", ablauf="antrag", reihe=9))
    felder = formular(besuch("frieda").hole(f"{NEU}?von={geheim}"), NEU)
    assert (felder["oeffentlich"], felder["begruendung_nichtoeffentlich"]) == ("nein", "Personalsache")
    gerda = besuch("gerda")
    gerda.hole(f"{NEU}?von={geheim}", 404)
    assert "Keine Vorlage gefunden" in text(gerda.hole(f"{NEU}?frueher=Geheimsache"))
    offen = formular(gerda.hole(f"{NEU}?von={freigegeben(stadt, betreff='Offen')}"), NEU)
    assert (offen["art"], offen["betreff"]) == ("Antrag", "Offen"), "eine Art, die Gerda beginnen darf"
