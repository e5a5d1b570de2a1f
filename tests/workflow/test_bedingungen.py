"""Every Bedingung: when it holds, and every Grund with code, text, remedy, who and field."""

from __future__ import annotations

import inspect
from datetime import date

import pytest

from tests.workflow.muster import stand, station, unterschrift
from vorlagen.workflow import Ausgang, Bedingung, Feld, Feldart, Sachstand, Votum, bedingungen
from vorlagen.workflow.bedingungen import (
    abgelehnt,
    alle_mitgezeichnet,
    auf_einer_tagesordnung,
    auswirkungen_eingeschaetzt,
    beratungsfolge_steht,
    beschlossen,
    beschlussvorschlag_steht,
    betreff_steht,
    ein_gremium_entscheidet,
    ein_gremium_waehlt,
    eine_beratung_steht_aus,
    federfuehrung_steht,
    gewaehlt,
    nicht_gewaehlt,
    nichtoeffentlichkeit_begruendet,
    ohne_beratungsfolge,
    pflichtfelder_ausgefuellt,
    sachverhalt_steht,
    zur_kenntnis_genommen,
)

FEDER = "die federführende Stelle"
GREMIENDIENST = "der Gremiendienst"

OFFEN: tuple[tuple[Bedingung, Sachstand, tuple[str, str, str | None, str | None, str | None]], ...] = (
    (
        betreff_steht,
        stand(betreff=" "),
        ("betreff.fehlt", "Der Betreff fehlt.", "einen Betreff eintragen", FEDER, "betreff"),
    ),
    (
        federfuehrung_steht,
        stand(),
        ("federfuehrend.fehlt", "Das federführende Amt fehlt.", "das federführende Amt wählen", FEDER, "federfuehrend"),
    ),
    (
        beschlussvorschlag_steht,
        stand(beschlussvorschlag="<p>&nbsp;<br></p>"),
        (
            "beschlussvorschlag.fehlt",
            "Der Beschlussvorschlag fehlt.",
            "den Wortlaut eintragen",
            FEDER,
            "beschlussvorschlag",
        ),
    ),
    (
        sachverhalt_steht,
        stand(),
        ("sachverhalt.fehlt", "Der Sachverhalt fehlt.", "den Sachverhalt darstellen", FEDER, "sachverhalt"),
    ),
    (
        beratungsfolge_steht,
        stand(),
        ("beratungsfolge.fehlt", "Die Beratungsfolge ist leer.", "ein Gremium hinzufügen", FEDER, "beratungsfolge"),
    ),
    (
        ein_gremium_entscheidet,
        stand(beratungen=(station(entscheidet=False),)),
        (
            "beratungsfolge.fehlt",
            "Kein Gremium der Beratungsfolge entscheidet.",
            "bei einem Gremium als Art „Entscheidung“ wählen",
            FEDER,
            "beratungsfolge",
        ),
    ),
    (
        ein_gremium_waehlt,
        stand(beratungen=(station(), station(2, art="Wahl", entscheidet=False))),
        (
            "beratungsfolge.fehlt",
            "Kein Gremium der Beratungsfolge wählt.",
            "bei einem Gremium als Art „Wahl“ wählen",
            FEDER,
            "beratungsfolge",
        ),
    ),
    (
        eine_beratung_steht_aus,
        stand(beratungen=(station(ausgang=Ausgang.KENNTNIS_GENOMMEN),)),
        (
            "beratungsfolge.fehlt",
            "Alle Gremien der Beratungsfolge haben die Vorlage schon behandelt.",
            "die Beratungsfolge um eine weitere Station ergänzen",
            FEDER,
            "beratungsfolge",
        ),
    ),
    (
        gewaehlt,
        stand(beratungen=(station(entscheidet=False, ausgang=Ausgang.GEWAEHLT),)),
        (
            "entscheidung.fehlt",
            "Kein Gremium der Beratungsfolge entscheidet.",
            "die Beratungsfolge ergänzen",
            FEDER,
            None,
        ),
    ),
    (
        gewaehlt,
        stand(beratungen=(station(ausgang=Ausgang.ANGENOMMEN), station(2, ausgang=Ausgang.GEWAEHLT))),
        (
            "beratung.offen",
            "Rat hat noch nicht gewählt (bisher: angenommen).",
            "das Ergebnis der Sitzung eintragen",
            GREMIENDIENST,
            None,
        ),
    ),
    (
        nicht_gewaehlt,
        stand(beratungen=(station(ausgang=Ausgang.VERTAGT), station(2, entscheidet=False, ausgang=Ausgang.ABGELEHNT))),
        (
            "wahl.nicht_gescheitert",
            "Keine Wahl ist gescheitert.",
            "das Ergebnis der Sitzung eintragen",
            GREMIENDIENST,
            None,
        ),
    ),
    (
        auf_einer_tagesordnung,
        stand(beratungen=(station(versuche=(date(2026, 3, 2),), ausgang=Ausgang.ANGENOMMEN),)),
        (
            "tagesordnung.fehlt",
            "Die Vorlage steht noch auf keiner Tagesordnung.",
            "auf die Tagesordnung einer Sitzung setzen",
            GREMIENDIENST,
            None,
        ),
    ),
    (
        nichtoeffentlichkeit_begruendet,
        stand(oeffentlich=False, begruendung_nichtoeffentlich=" "),
        (
            "begruendung_nichtoeffentlich.fehlt",
            "Die Vorlage ist nichtöffentlich, die Begründung fehlt.",
            "die Nichtöffentlichkeit begründen oder die Vorlage öffentlich stellen",
            FEDER,
            "begruendung_nichtoeffentlich",
        ),
    ),
    (
        auswirkungen_eingeschaetzt,
        stand(auswirkungen={"finanziell": None, "klima": "nein"}),
        (
            "auswirkung_finanziell.fehlt",
            "Die Auswirkung „finanziell“ ist nicht eingeschätzt.",
            "ja, nein oder noch nicht zu übersehen wählen",
            FEDER,
            "auswirkung_finanziell",
        ),
    ),
    (
        alle_mitgezeichnet,
        stand(mitzeichnungen=(unterschrift(frist=date(2026, 3, 5)),)),
        (
            "mitzeichnung.offen",
            "Mitzeichnung Kämmerei fehlt (Frist 05.03.2026).",
            "erinnern oder die Vertretung zeichnen lassen",
            "Kämmerei",
            None,
        ),
    ),
    (
        alle_mitgezeichnet,
        stand(mitzeichnungen=(unterschrift(),)),
        (
            "mitzeichnung.offen",
            "Mitzeichnung Kämmerei fehlt.",
            "erinnern oder die Vertretung zeichnen lassen",
            "Kämmerei",
            None,
        ),
    ),
    (
        alle_mitgezeichnet,
        stand(mitzeichnungen=(unterschrift(votum=Votum.ABGELEHNT, fassung=1),)),
        (
            "mitzeichnung.abgelehnt",
            "Kämmerei hat die Mitzeichnung abgelehnt.",
            "zurückholen, sich abstimmen und erneut zur Mitzeichnung geben",
            "Kämmerei",
            None,
        ),
    ),
    (
        alle_mitgezeichnet,
        stand(fassung=2, mitzeichnungen=(unterschrift(votum=Votum.ZUGESTIMMT, fassung=1),)),
        (
            "mitzeichnung.veraltet",
            "Kämmerei hat eine ältere Fassung gezeichnet.",
            "die aktuelle Fassung zeichnen",
            "Kämmerei",
            None,
        ),
    ),
    (
        auf_einer_tagesordnung,
        stand(beratungen=(station(),)),
        (
            "tagesordnung.fehlt",
            "Die Vorlage steht noch auf keiner Tagesordnung.",
            "auf die Tagesordnung einer Sitzung setzen",
            GREMIENDIENST,
            None,
        ),
    ),
    (
        beschlossen,
        stand(beratungen=(station(entscheidet=False),)),
        (
            "entscheidung.fehlt",
            "Kein Gremium der Beratungsfolge entscheidet.",
            "die Beratungsfolge ergänzen",
            FEDER,
            None,
        ),
    ),
    (
        beschlossen,
        stand(beratungen=(station(gremien=("Rat", "Kreistag")),)),
        (
            "beratung.offen",
            "Rat und Kreistag haben noch nicht zugestimmt.",
            "das Ergebnis der Sitzung eintragen",
            GREMIENDIENST,
            None,
        ),
    ),
    (
        beschlossen,
        stand(beratungen=(station(ausgang=Ausgang.VERTAGT),)),
        (
            "beratung.offen",
            "Rat hat noch nicht zugestimmt (bisher: vertagt).",
            "das Ergebnis der Sitzung eintragen",
            GREMIENDIENST,
            None,
        ),
    ),
    (
        abgelehnt,
        stand(beratungen=(station(entscheidet=False, ausgang=Ausgang.ABGELEHNT),)),
        (
            "entscheidung.fehlt",
            "Kein entscheidendes Gremium hat abgelehnt.",
            "das Ergebnis der Sitzung eintragen",
            GREMIENDIENST,
            None,
        ),
    ),
    (
        zur_kenntnis_genommen,
        stand(),
        ("beratungsfolge.leer", "Die Beratungsfolge ist leer.", "ein Gremium hinzufügen", FEDER, "beratungsfolge"),
    ),
    (
        zur_kenntnis_genommen,
        stand(beratungen=(station(ausgang=Ausgang.ZURUECKGEZOGEN), station(2, ausgang=Ausgang.KENNTNIS_GENOMMEN))),
        (
            "beratung.offen",
            "Rat hat noch nicht Kenntnis genommen (bisher: zurückgezogen).",
            "das Ergebnis der Sitzung eintragen",
            GREMIENDIENST,
            None,
        ),
    ),
    (
        zur_kenntnis_genommen,
        stand(beratungen=(station(ausgang=Ausgang.KENNTNIS_GENOMMEN), station(2, ausgang=Ausgang.NICHT_BEHANDELT))),
        (
            "beratung.offen",
            "Rat hat noch nicht Kenntnis genommen (bisher: nicht behandelt).",
            "das Ergebnis der Sitzung eintragen",
            GREMIENDIENST,
            None,
        ),
    ),
    (
        ohne_beratungsfolge,
        stand(beratungen=(station(),)),
        (
            "beratungsfolge.nicht_leer",
            "Die Vorlage hat eine Beratungsfolge.",
            "auf die Tagesordnung setzen",
            GREMIENDIENST,
            None,
        ),
    ),
)

ERFUELLT: tuple[tuple[Bedingung, Sachstand], ...] = (
    (betreff_steht, stand(betreff="Netz")),
    (federfuehrung_steht, stand(federfuehrend="Amt")),
    (beschlussvorschlag_steht, stand(beschlussvorschlag="<p>Ja.</p>")),
    (sachverhalt_steht, stand(sachverhalt="<p>So.</p>")),
    (beratungsfolge_steht, stand(beratungen=(station(),))),
    (ein_gremium_entscheidet, stand()),
    (ein_gremium_entscheidet, stand(beratungen=(station(),))),
    (nichtoeffentlichkeit_begruendet, stand(oeffentlich=True)),
    (nichtoeffentlichkeit_begruendet, stand(begruendung_nichtoeffentlich="Personalsache")),
    (auswirkungen_eingeschaetzt, stand(auswirkungen={"klima": "offen"})),
    (alle_mitgezeichnet, stand()),
    (alle_mitgezeichnet, stand(mitzeichnungen=(unterschrift(pflicht=False),))),
    (alle_mitgezeichnet, stand(mitzeichnungen=(unterschrift(votum=Votum.KENNTNIS, fassung=1),))),
    (auf_einer_tagesordnung, stand(beratungen=(station(versuche=(date(2026, 3, 2),)),))),
    (ein_gremium_waehlt, stand()),
    (ein_gremium_waehlt, stand(beratungen=(station(art="Wahl"),))),
    (eine_beratung_steht_aus, stand()),
    (eine_beratung_steht_aus, stand(beratungen=(station(ausgang=Ausgang.ERLEDIGT), station(2)))),
    (gewaehlt, stand(beratungen=(station(ausgang=Ausgang.GEWAEHLT), station(2, entscheidet=False)))),
    (nicht_gewaehlt, stand(beratungen=(station(ausgang=Ausgang.NICHT_GEWAEHLT),))),
    (beschlossen, stand(beratungen=(station(ausgang=Ausgang.ANGENOMMEN), station(2, entscheidet=False)))),
    (abgelehnt, stand(beratungen=(station(ausgang=Ausgang.NICHT_GEWAEHLT),))),
    (zur_kenntnis_genommen, stand(beratungen=(station(ausgang=Ausgang.ERLEDIGT),))),
    (ohne_beratungsfolge, stand()),
)


@pytest.mark.parametrize(
    ("regel", "bild", "erwartet"), OFFEN, ids=[f"{regel.name}-{nr}" for nr, (regel, *_) in enumerate(OFFEN)]
)
def test_was_fehlt_wird_mit_wort_und_zustaendigkeit_genannt(
    regel: Bedingung, bild: Sachstand, erwartet: tuple[str, str, str | None, str | None, str | None]
) -> None:
    (grund,) = regel.gruende(bild)
    assert (grund.code, grund.text, grund.abhilfe, grund.wer, grund.feld) == erwartet


@pytest.mark.parametrize(
    ("regel", "bild"), ERFUELLT, ids=[f"{regel.name}-{nr}" for nr, (regel, _) in enumerate(ERFUELLT)]
)
def test_was_erfuellt_ist_schweigt(regel: Bedingung, bild: Sachstand) -> None:
    assert regel.gruende(bild) == ()


def test_keine_bedingung_bleibt_ungeprueft() -> None:
    module = (bedingungen.entwurf, bedingungen.mitzeichnung, bedingungen.gremien)
    alle = {r.name for modul in module for _, r in inspect.getmembers(modul) if isinstance(r, Bedingung)}
    assert alle == {regel.name for regel, _, _ in OFFEN} == {regel.name for regel, _ in ERFUELLT}


def test_nur_wer_fehlt_wird_genannt_und_alle_die_fehlen() -> None:
    offene = alle_mitgezeichnet.gruende(
        stand(
            mitzeichnungen=(
                unterschrift("Kämmerei"),
                unterschrift("Bauamt", votum=Votum.ZUGESTIMMT, fassung=1),
                unterschrift("Rechtsamt"),
            )
        )
    )
    assert [grund.wer for grund in offene] == ["Kämmerei", "Rechtsamt"]


@pytest.mark.parametrize("wert", [None, "", "  ", "<p>&nbsp;</p>"])
def test_ein_leeres_pflichtfeld_wird_genannt(wert: str | None) -> None:
    eile, knapp = Feld(name="eile", titel="Grund der Eile"), Feld(name="knapp", titel="Knapp", art=Feldart.JA_NEIN)
    regel = pflichtfelder_ausgefuellt((eile, knapp))
    (grund,) = regel.gruende(stand(felder={"eile": wert, "knapp": False}))
    assert regel.satz == "Ausgefüllt ist: Grund der Eile, Knapp."
    assert (grund.code, grund.text, grund.feld) == ("eile.fehlt", "„Grund der Eile“ fehlt.", "eile")
    assert regel.gruende(stand(felder={"eile": "Hochwasser", "knapp": True})) == ()
