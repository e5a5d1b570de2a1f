"""The command `vorlagen`: it speaks German, refuses with a sentence, and gives programs JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from flask import Flask
from sqlalchemy import select, text

from tests.cli.conftest import Ruf
from tests.welt import JETZT, Stadt, baue_stadt, entwurf, gehe
from vorlagen.cli.befehle import befehle
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction, verzeichnis
from vorlagen.fehler import NichtAngemeldet
from vorlagen.models import Amt, Gremium, Koerperschaft, Person, Protokolleintrag, Vorlageart
from vorlagen.services import anmeldung, demo, verlauf

PLAN = demo.DATEN / "stadt.toml"
MIT_DATENBANK = (
    ["serve"],
    ["uhr", "--einmal"],
    ["einrichten", "--datei", str(PLAN)],
    ["verlauf", "pruefe"],
    ["person", "token", "gerda"],
    ["person", "neu", "neu", "--name", "Nele Neu", "--ohne-passwort"],
    ["postausgang"],
)


def _alle(befehl: click.Command = befehle, weg: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield weg
    if isinstance(befehl, click.Group):
        for name, unter in befehl.commands.items():
            yield from _alle(unter, (*weg, name))


def alle_befehle() -> list[tuple[str, ...]]:
    """The words of every command that does something, without families."""
    wege = list(_alle())
    return [weg for weg in wege if not any(anderer[:-1] == weg for anderer in wege if anderer)]


# --- the language ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("weg", list(_alle()), ids=" ".join)
def test_jede_hilfe_ist_deutsch(weg: tuple[str, ...], rufe: Ruf) -> None:
    status, ausgabe, _ = rufe(*weg, "--help")
    assert status == 0
    assert ausgabe.startswith(f"Aufruf: {' '.join(['vorlagen', *weg])} ")
    assert "Zeigt diese Hilfe." in ausgabe
    for englisch in ("Usage", "Options", "Commands", "Show this", "[required]", "[default", "INTEGER", "TEXT\n"):
        assert englisch not in ausgabe


@pytest.mark.parametrize(
    ("worte", "satz"),
    [
        (["unsinn"], "Den Befehl „unsinn“ gibt es nicht. Mehr mit „vorlagen --help“."),
        (["frist", "unsinn"], "Den Befehl „unsinn“ gibt es nicht. Mehr mit „vorlagen frist --help“."),
        (["--unsinn"], "Die Option „--unsinn“ gibt es hier nicht. Mehr mit „vorlagen --help“."),
        (["db", "upgrade", "jetzt"], "„jetzt“ ist hier zu viel. Mehr mit „vorlagen db upgrade --help“."),
        (["ablauf", "zeige"], "Es fehlt NAME. Mehr mit „vorlagen ablauf zeige --help“."),
        (["frist", "rechne", "--dauer", "1W"], "Es fehlt --start. Mehr mit „vorlagen frist rechne --help“."),
        (["frist", "rechne", "--start"], "Die Option „--start“ ist so nicht richtig: Der Wert fehlt oder ist zu viel."),
        (
            ["frist", "rechne", "--start", "2.3.2026"],
            "--start: „2.3.2026“ ist kein Datum. Beispiel: 2026-03-02. Mehr mit „vorlagen frist rechne --help“.",
        ),
        (
            ["serve", "--port", "65536"],
            "--port: „65536“ ist keine Zahl von 0 bis 65535. Mehr mit „vorlagen serve --help“.",
        ),
        (
            ["uhr", "--einmal", "--jetzt", "2026-06-16T08:00:00"],
            "--jetzt: „2026-06-16T08:00:00“ ist kein Zeitpunkt mit Zeitzone. Beispiel: 2026-06-16T08:00:00+02:00. "
            "Mehr mit „vorlagen uhr --help“.",
        ),
        (
            ["uhr", "--jetzt", "2026-06-16T08:00:00+02:00"],
            "--jetzt gilt nur zusammen mit --einmal. Mehr mit „vorlagen uhr --help“.",
        ),
    ],
)
def test_was_nicht_verstanden_wird_bekommt_einen_deutschen_satz(worte: list[str], satz: str, rufe: Ruf) -> None:
    assert rufe(*worte) == (2, "", satz + "\n")


def test_ohne_unterbefehl_gibt_es_die_hilfe_und_einen_fehler(rufe: Ruf) -> None:
    status, ausgabe, klage = rufe("frist")
    assert (status, ausgabe, klage.splitlines()[0]) == (2, "", "Aufruf: vorlagen frist [OPTIONEN] BEFEHL …")


def test_strg_c_endet_mit_130(monkeypatch: pytest.MonkeyPatch, rufe: Ruf) -> None:
    def unterbrich(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(verzeichnis.__class__, "lade", unterbrich)
    assert rufe("ablauf", "liste") == (130, "", "\nAbgebrochen.\n")


def test_eine_falsche_einstellung_haelt_mit_einem_satz_an(monkeypatch: pytest.MonkeyPatch, rufe: Ruf) -> None:
    monkeypatch.setenv("VORLAGEN_PROXIES", "viele")
    assert rufe("db", "upgrade") == (1, "", "VORLAGEN_PROXIES: „viele“ ist keine Anzahl.\n")


def test_eine_unerreichbare_datenbank_ist_kein_absturz(monkeypatch: pytest.MonkeyPatch, rufe: Ruf) -> None:
    monkeypatch.setenv("VORLAGEN_DATABASE_URL", "postgresql+psycopg://ich:hunter2@127.0.0.1:1/weg")
    status, ausgabe, klage = rufe("postausgang")
    assert (status, ausgabe, klage.count("\n")) == (1, "", 1)
    assert klage.startswith("Die Datenbank lässt sich nicht öffnen: ")
    assert "hunter2" not in klage


# --- frist -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("worte", "ende"),
    [
        ("--start 2026-03-02 --dauer 14T --kalender NW", "2026-03-16"),
        ("--start 2026-03-02 --dauer 14T --kalender NW --tag-zaehlt", "2026-03-16"),
        ("--start 2026-03-20 --dauer 2W --kalender NW", "2026-04-07"),
        ("--start 2026-03-20 --dauer 2W --kalender NW --ohne-193", "2026-04-03"),
        ("--start 2025-08-01 --dauer 1W --kalender BY:augsburg", "2025-08-11"),
        ("--start 2025-08-01 --dauer 1W --kalender BY:katholisch", "2025-08-08"),
        ("--start 2028-01-31 --dauer 1M --kalender NW", "2028-02-29"),
    ],
)
def test_frist_rechne_nennt_das_ende_und_die_gruende(worte: str, ende: str, rufe: Ruf) -> None:
    status, ausgabe, _ = rufe("frist", "rechne", *worte.split(), "--json")
    ergebnis = json.loads(ausgabe)
    assert (status, ergebnis["ende"]) == (0, ende)
    assert set(ergebnis) == {"ende", "roh", "gruende"}
    assert ergebnis["gruende"]


def test_frist_rechne_sagt_es_auch_in_worten(rufe: Ruf) -> None:
    _, ausgabe, _ = rufe("frist", "rechne", "--start", "2026-03-20", "--dauer", "2W", "--kalender", "NW")
    assert ausgabe.splitlines()[-3:] == [
        "- Fr 03.04.2026 Karfreitag → Di 07.04.2026, § 193 BGB",
        "- Auch kein Werktag: Mo 06.04.2026 Ostermontag",
        "Ende: Di 07.04.2026",
    ]


@pytest.mark.parametrize(
    ("worte", "tage"),
    [
        ("--sitzung 2026-06-16 --tage 4 --kalender RP", ["2026-06-11", "2026-06-11", "2026-06-11"]),
        (
            "--sitzung 2026-06-18 --tage 7 --kanal email --zugangsfiktion 4 --kalender SH",
            ["2026-06-10", "2026-06-06", "2026-06-05"],
        ),
        ("--sitzung 2012-02-01 --tage 9 --sitzungstag-zaehlt --kalender NW", ["2012-01-23"] * 3),
        ("--sitzung 2026-06-16 --tage 7 --zugangstag-zaehlt --kalender NW", ["2026-06-09"] * 3),
    ],
)
def test_frist_ladung_nennt_zugang_absendung_und_aufgabe(worte: str, tage: list[str], rufe: Ruf) -> None:
    status, ausgabe, _ = rufe("frist", "ladung", *worte.split(), "--json")
    ergebnis = json.loads(ausgabe)
    assert status == 0
    assert [ergebnis.pop(name) for name in ("zugang", "absendung_spaetestens", "aufgabe")] == tage
    assert set(ergebnis) == {"gruende"}


def test_frist_ladung_sagt_es_auch_in_worten(rufe: Ruf) -> None:
    _, ausgabe, _ = rufe(
        "frist", "ladung", "--sitzung", "2026-06-18", "--tage", "7", "--kanal", "post", "--kalender", "NW"
    )
    assert ausgabe.splitlines()[-2:] == ["Zugang: Mi 10.06.2026", "Versand: Fr 05.06.2026"]


@pytest.mark.parametrize(
    ("worte", "anfang"),
    [
        ("rechne --start 2026-03-02 --dauer 14 --kalender NW", "Die Dauer „14“ ist unklar."),
        ("rechne --start 2026-03-02 --dauer 1W --kalender XX", "„XX“ ist kein Land."),
        ("ladung --sitzung 2026-06-16 --tage 4 --kanal taube --kalender NW", "„taube“ kennen wir hier nicht."),
    ],
)
def test_was_der_kalender_ablehnt_steht_im_satz(worte: str, anfang: str, rufe: Ruf) -> None:
    status, ausgabe, klage = rufe("frist", *worte.split(), "--json")
    assert (status, ausgabe, klage[: len(anfang)]) == (1, "", anfang)


def test_rechnen_und_nachsehen_brauchen_keine_instanz(rufe: Ruf, tmp_path: Path) -> None:
    assert rufe("frist", "rechne", "--start", "2026-03-02", "--dauer", "1W", "--kalender", "NW")[0] == 0
    assert rufe("ablauf", "pruefe", "geschaeftliche_mitteilung")[0] == 0
    assert not (tmp_path / "instanz").exists()


# --- ablauf ------------------------------------------------------------------------------------------------


def test_ablauf_liste_nennt_die_mitgelieferten(rufe: Ruf) -> None:
    _, ausgabe, _ = rufe("ablauf", "liste", "--json")
    namen = [ablauf.name for ablauf in verzeichnis.alle()]
    assert {"beschlussvorlage", "geschaeftliche_mitteilung", "mitteilungsvorlage"} <= set(namen)
    assert [a["name"] for a in json.loads(ausgabe)] == namen
    _, ausgabe, _ = rufe("ablauf", "liste")
    assert [zeile.split()[0] for zeile in ausgabe.splitlines()] == ["Name", *namen]


def test_ablauf_zeige_liest_sich_wie_eine_geschaeftsordnung(rufe: Ruf) -> None:
    _, ausgabe, _ = rufe("ablauf", "zeige", "mitteilungsvorlage")
    zeilen = ausgabe.splitlines()
    assert zeilen[0] == "Mitteilungsvorlage (mitteilungsvorlage, Version 1)"
    anfang = zeilen.index("Freigeben")
    assert zeilen[anfang + 1 : anfang + 8] == [
        "  von:   In Freigabe",
        "  nach:  Freigegeben",
        "  durch: die freigebende Leitung",
        "  wenn:  Alle beteiligten Ämter haben die aktuelle Fassung mitgezeichnet.",
        "  frist: Tagesordnung, 5 Werktage (der Gremiendienst)",
        "  dokument: mitteilungsvorlage",
        "  danach: Die Vorlage bekommt ihre Nummer.",
    ]
    assert any("Aufgabe „finanzen“" in zeile for zeile in zeilen[zeilen.index("Regeln der Mitzeichnung") :])
    _, ausgabe, _ = rufe("ablauf", "zeige", "pruefauftrag")
    assert "  frist: Vorschlag, bis „Vorschlag vorzulegen bis“ (die federführende Stelle)" in ausgabe.splitlines()
    assert "  Vorschlag vorzulegen bis (Datum, Pflicht, öffentlich)" in ausgabe.splitlines()


def test_ablauf_zeige_spricht_auch_in_saetzen(rufe: Ruf) -> None:
    status, ausgabe, _ = rufe("ablauf", "zeige", "anfrage", "--saetze")
    assert (status, ausgabe.splitlines()[2]) == (0, "„In Erfassung“ – so beginnt die Vorlage")


def test_ablauf_zeige_gibt_programmen_alles(rufe: Ruf) -> None:
    _, ausgabe, _ = rufe("ablauf", "zeige", "beschlussvorlage", "--json")
    ablauf = json.loads(ausgabe)
    freigeben = next(s for s in ablauf["schritte"] if s["name"] == "freigeben")
    assert (freigeben["von"], freigeben["nach"], freigeben["durch"]) == (["in_freigabe"], "freigegeben", ["freigabe"])
    assert (freigeben["frist"]["name"], freigeben["frist"]["werktage"]) == ("Tagesordnung", 5)
    assert [regel["aufgabe"] for regel in ablauf["mitzeichnung"]] == ["finanzen", "klimaschutz"]


def test_ein_unbekannter_ablauf_ist_ein_fehler(rufe: Ruf) -> None:
    for befehl in ("zeige", "pruefe"):
        status, _, klage = rufe("ablauf", befehl, "unsinn")
        assert (status, klage[:25]) == (1, "Den Ablauf „unsinn“ gibt ")


def test_ablauf_pruefe_nennt_ein_kaputtes_plugin(rufe: Ruf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ablage = tmp_path / "kaputt-1.0.dist-info"
    ablage.mkdir()
    (ablage / "METADATA").write_text("Metadata-Version: 2.1\nName: kaputt\nVersion: 1.0\n", encoding="utf-8")
    (ablage / "entry_points.txt").write_text("[vorlagen.ablaeufe]\nkaputt = kaputt:ABLAUF\n", encoding="utf-8")
    (tmp_path / "kaputt.py").write_text("raise ValueError('Tippfehler')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    status, ausgabe, klage = rufe("ablauf", "pruefe", "kaputt", "geschaeftliche_mitteilung")
    assert (status, klage.startswith("„kaputt“ ließ sich nicht laden: "), "Tippfehler" in klage) == (1, True, True)
    assert ausgabe.splitlines()[0] == "In Ordnung: geschaeftliche_mitteilung."
    status, ausgabe, _ = rufe("ablauf", "pruefe", "kaputt", "--json")
    assert (status, [s["quelle"] for s in json.loads(ausgabe)["stoerungen"]]) == (1, ["kaputt"])
    assert rufe("ablauf", "pruefe", "geschaeftliche_mitteilung")[0] == 0


# --- the schema --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("worte", MIT_DATENBANK, ids=lambda worte: " ".join(worte[:2]))
def test_ohne_migration_verweigern_sich_die_befehle(worte: list[str], rufe: Ruf) -> None:
    satz = "Die Datenbank ist noch leer oder auf einem älteren Stand. Bitte zuerst `vorlagen db upgrade` ausführen.\n"
    assert rufe(*worte) == (1, "", satz)


@pytest.mark.probe
def test_db_upgrade_macht_eine_leere_datenbank_brauchbar(rufe: Ruf) -> None:
    assert rufe("db", "upgrade") == (0, "Die Datenbank ist auf dem neuesten Stand.\n", "")
    assert rufe("db", "upgrade")[0] == 0
    assert rufe("postausgang") == (0, "Der Postausgang ist leer.\n", "")


def test_eine_neuere_datenbank_wird_nicht_angefasst(app: Flask, instanz: Einstellungen, rufe: Ruf) -> None:
    with db.engine.begin() as verbindung:
        verbindung.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    satz = "Die Datenbank ist neuer als dieses Programm. Bitte das Programm aktualisieren.\n"
    assert rufe("postausgang") == (1, "", satz)


# --- einrichten --------------------------------------------------------------------------------------------


def test_einrichten_aus_einer_datei_geht_genau_einmal(app: Flask, instanz: Einstellungen, rufe: Ruf) -> None:
    status, ausgabe, _ = rufe("einrichten", "--datei", str(PLAN), "--json")
    ergebnis = json.loads(ausgabe)
    assert (status, ergebnis["kuerzel"], sorted(ergebnis["gremien"])) == (0, "hollerbrueck", ["DIG", "HFA", "Rat"])
    assert rufe("einrichten", "--datei", str(PLAN)) == (
        1,
        "",
        "Eine Körperschaft mit dem Kürzel „hollerbrueck“ gibt es schon.\n",
    )
    sicht_oeffnen(ALLE)
    assert sorted(db.session.scalars(select(Amt.nummer))) == ["10", "11", "20", "30", "40"]
    assert anmeldung.anmelden("gerda", "vorlagen-demo", jetzt=JETZT, demo=True).wer.name == "Gerda Glockenspiel"


def test_ein_plan_in_json_traegt_auch_den_kalender(
    app: Flask, instanz: Einstellungen, rufe: Ruf, tmp_path: Path
) -> None:
    plan: dict[str, object] = {
        "kuerzel": "au",
        "name": "Au",
        "land": "BY",
        "katholisch": True,
        "schliesstage": ["2026-12-24"],
    }
    plan["arten"] = [{"name": "BV", "ablauf": "beschlussvorlage", "nummernmuster": "BV/{nr}"}]
    ort = tmp_path / "plan.json"
    ort.write_text(json.dumps(plan), encoding="utf-8")
    status, ausgabe, _ = rufe("einrichten", "--datei", str(ort))
    assert (status, [zeile.partition(". ")[0] for zeile in ausgabe.splitlines()[2:]]) == (
        0,
        ["Noch hat kein Amt die Aufgabe „finanzen“", "Noch hat kein Amt die Aufgabe „klimaschutz“"],
    )
    au = db.session.scalars(select(Koerperschaft)).one()
    assert (au.land, au.katholisch, au.augsburg, au.schliesstage) == ("BY", True, False, ["2026-12-24"])


def test_ein_falscher_plan_nennt_alle_fehler_auf_einmal(
    app: Flask, instanz: Einstellungen, rufe: Ruf, tmp_path: Path
) -> None:
    ort = tmp_path / "plan.toml"
    ort.write_text(
        """
        name = 5
        land = "NW"
        farbe = "rot"
        katholisch = "ja"
        schliesstage = ["Rosenmontag"]
        aemter = [{ nummer = "10" }, "20"]
        gremien = [{ kuerzel = "HFA", name = "Ausschuss", ladung_tage = -1 }]
        personen = "frieda"
        """,
        encoding="utf-8",
    )
    status, _, klage = rufe("einrichten", "--datei", str(ort))
    assert status == 1
    assert klage.splitlines() == [
        "Der Plan ist so nicht brauchbar.",
        "farbe: gibt es nicht. Möglich sind: kuerzel, name, untertitel, land, katholisch, augsburg, schliesstage, "
        "aemter, gremien, arten, personen, oparl.",
        "kuerzel: fehlt.",
        "name: muss ein Text sein.",
        "katholisch: muss true oder false sein.",
        "schliesstage: muss eine Liste von Tagen sein, etwa 2026-12-24.",
        "aemter[1].name: fehlt.",
        "aemter[2]: muss eine Tabelle sein.",
        "gremien[1].ladung_tage: muss eine Zahl von 0 bis 366 sein.",
        "personen: muss eine Liste sein.",
    ]
    assert db.session.scalars(select(Koerperschaft.id)).all() == []


@pytest.mark.parametrize(
    ("zeilen", "satz"),
    [
        ('kuerzel = "Ä"\nname = "A"\nland = "NW"', "kuerzel: darf nur aus a–z, 0–9 und - bestehen."),
        ('kuerzel = "a"\nname = "A"\nland = "XX"', "land: „XX“ ist kein Land."),
        ('kuerzel = "a"\nname = "A"\nland = "NW"\nkatholisch = true', "land: Feiertage katholischer Gemeinden"),
        (
            'kuerzel = "a"\nname = "A"\nland = "NW"\naemter = [{nummer="1",name="A"},{nummer="1",name="B"}]',
            "aemter: „1“ kommt mehrmals vor.",
        ),
        (
            'kuerzel = "a"\nname = "A"\nland = "NW"\n'
            'arten = [{name="BV",ablauf="beschlussvorlage",nummernmuster="BV/{jahr}"}]',
            "arten, BV: Das Nummernmuster „BV/{jahr}“ braucht die Marke {nr} genau einmal.",
        ),
        (
            'kuerzel = "a"\nname = "A"\nland = "NW"\narten = [{name="X",ablauf="unsinn",nummernmuster="{nr}"}]',
            "Den Ablauf „unsinn“ gibt es in dieser Installation nicht",
        ),
        (
            'kuerzel = "a"\nname = "A"\nland = "NW"\npersonen = [{anmeldename="x",name="X",amt="99"}]',
            "Das Amt „99“ von „x“ gibt es nicht.",
        ),
        (
            'kuerzel = "a"\nname = "A"\nland = "NW"\n'
            'personen = [{anmeldename="x",name="X",rollen=[{rolle="gremiendienst",gremium="HFA"}]}]',
            "Das Gremium „HFA“ von „x“ gibt es nicht.",
        ),
        ("kuerzel = ", "ist nicht lesbar: "),
    ],
)
def test_ein_widerspruechlicher_plan_wird_nicht_ausgefuehrt(
    app: Flask, instanz: Einstellungen, rufe: Ruf, tmp_path: Path, zeilen: str, satz: str
) -> None:
    ort = tmp_path / "plan.toml"
    ort.write_text(zeilen, encoding="utf-8")
    status, _, klage = rufe("einrichten", "--datei", str(ort))
    assert (status, satz in klage) == (1, True), klage
    assert db.session.scalars(select(Koerperschaft.id)).all() == []


def test_einrichten_fragt_schritt_fuer_schritt(
    app: Flask, instanz: Einstellungen, rufe: Ruf, monkeypatch: pytest.MonkeyPatch
) -> None:
    muster = {"beschlussvorlage": "BV/{jj}/{nr:03d}", "mitteilungsvorlage": ""}
    antworten = [
        "Markt Überau", "", "Der Bürgermeister", "XX", "by", "vielleicht", "ja", "nein",
        "10", "Hauptamt", "20", "Kämmerei", "",
        "GR", "Gemeinderat", "sieben", "5", "", "",
        *[muster.get(ablauf.name, "-") for ablauf in verzeichnis.alle()],
        "", "99", "10, 20",
        "", "Vera Verwalterin", "vera", "vera@example.org", "ein langes passwort", "cc-by-4.0", "ja",
    ]  # fmt: skip
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(antworten) + "\n"))
    status, ausgabe, klage = rufe("einrichten")
    assert (status, klage) == (0, "")
    fertig = "Markt Überau ist eingerichtet: 2 Ämter, 1 Gremium, Personen: verwaltung."
    assert ausgabe.splitlines()[-2] == f"So einrichten? (ja/nein): {fertig}"
    sicht_oeffnen(ALLE)
    stadt = db.session.scalars(select(Koerperschaft)).one()
    assert (stadt.kuerzel, stadt.land, stadt.katholisch, stadt.augsburg) == ("ueberau", "BY", True, False)
    arten = [
        (art.ablauf, art.nummernmuster) for art in db.session.scalars(select(Vorlageart).order_by(Vorlageart.reihe))
    ]
    assert arten == [("beschlussvorlage", "BV/{jj}/{nr:03d}"), ("mitteilungsvorlage", "MV/{jahr}/{nr:04d}")]
    gremium = db.session.scalars(select(Gremium)).one()
    assert (gremium.kuerzel, gremium.ladung, gremium.abgabe_werktage) == ("GR", {"tage": 5}, 10)
    aufgaben = {amt.nummer: amt.aufgaben for amt in db.session.scalars(select(Amt))}
    assert aufgaben == {"10": ["klimaschutz"], "20": ["finanzen", "klimaschutz"]}
    assert stadt.einstellungen["oparl"]["lizenz"] == "https://creativecommons.org/licenses/by/4.0/"
    assert anmeldung.anmelden("verwaltung", "ein langes passwort", jetzt=JETZT).wer.hat("verwaltung")


def test_wer_mittendrin_aufhoert_hat_nichts_eingerichtet(
    app: Flask, instanz: Einstellungen, rufe: Ruf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Markt Überau\n"))
    status, _, klage = rufe("einrichten")
    assert (status, klage) == (130, "Abgebrochen.\n")
    assert db.session.scalars(select(Koerperschaft.id)).all() == []


# --- person ------------------------------------------------------------------------------------------------


def test_person_token_gibt_ein_gueltiges_token_und_sonst_nichts_aus(
    stadt: Stadt, instanz: Einstellungen, rufe: Ruf
) -> None:
    status, ausgabe, klage = rufe("person", "token", "gerda")
    assert (status, klage, ausgabe.count("\n")) == (0, "", 1)
    jetzt = datetime.now(UTC)
    assert anmeldung.mit_token(ausgabe.strip(), jetzt=jetzt).anmeldename == "gerda"
    assert rufe("person", "token", "gerda")[1] != ausgabe


def test_ein_token_laeuft_ab_wenn_gewuenscht(stadt: Stadt, instanz: Einstellungen, rufe: Ruf) -> None:
    token = rufe("person", "token", "gerda", "--tage", "1")[1].strip()
    with pytest.raises(NichtAngemeldet):
        anmeldung.mit_token(token, jetzt=datetime.now(UTC) + timedelta(days=1))


def test_ein_token_fuer_niemanden_gibt_es_nicht(stadt: Stadt, instanz: Einstellungen, rufe: Ruf) -> None:
    satz = "Eine Person mit dem Anmeldenamen „unbekannt“ gibt es nicht.\n"
    assert rufe("person", "token", "unbekannt") == (1, "", satz)


def test_person_neu_laesst_jemanden_ein(
    stadt: Stadt, instanz: Einstellungen, rufe: Ruf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ein langes passwort\n"))
    rollen = ["--rolle", "federfuehrung:10", "--rolle", "gremiendienst:gremium=HFA", "--rolle", "freigabe"]
    worte = ["person", "neu", "nele", "--name", "Nele Neu", "--mail", "nele@example.org", "--amt", "10", *rollen]
    assert rufe(*worte) == (0, "„nele“ ist angelegt.\n", "")
    nele = anmeldung.anmelden("nele", "ein langes passwort", jetzt=JETZT).wer
    assert {(r.rolle, r.amt_id, r.gremium_id) for r in nele.rollen} == {
        ("federfuehrung", stadt.aemter["10"], None),
        ("gremiendienst", None, stadt.gremien["HFA"]),
        ("freigabe", None, None),
    }
    geschehen = db.session.scalars(select(Protokolleintrag.was).where(Protokolleintrag.gegenstand_id == nele.id)).all()
    assert sorted(geschehen) == ["person_angelegt", *["rolle_gegeben"] * 3]


@pytest.mark.parametrize(
    ("worte", "satz"),
    [
        (["gerda", "--ohne-passwort"], "Der Anmeldename „gerda“ ist vergeben. Bitte wählen Sie einen anderen."),
        (
            ["Nele", "--ohne-passwort"],
            "Der Anmeldename beginnt mit a–z oder 0–9 und hat höchstens 80 Zeichen: a–z, 0–9, Punkt, - und _.",
        ),
        (["nele", "--ohne-passwort", "--amt", "99"], "Das Amt „99“ gibt es nicht."),
        (["nele", "--ohne-passwort", "--rolle", "freigabe:99"], "Das Amt „99“ gibt es nicht."),
        (["nele", "--ohne-passwort", "--rolle", "verwaltung:10"], "Diese Rolle gilt nicht für ein einzelnes Amt."),
        (["nele", "--ohne-passwort", "--rolle", "koenigin"], "Bitte wählen Sie eine Rolle aus der Liste."),
        (
            ["nele", "--ohne-passwort", "--koerperschaft", "anderswo"],
            "Bitte das Kürzel der Körperschaft angeben. Es gibt: linden.",
        ),
        (["nele"], "Das Passwort ist zu kurz: mindestens 12 Zeichen. Ein kurzer Satz ist leicht zu merken."),
    ],
)
def test_wer_nicht_passt_wird_nicht_angelegt(
    stadt: Stadt, instanz: Einstellungen, rufe: Ruf, worte: list[str], satz: str
) -> None:
    assert rufe("person", "neu", *worte, "--name", "Nele Neu") == (1, "", satz + "\n")
    assert db.session.scalars(select(Person.id).where(Person.name == "Nele Neu")).all() == []


def test_ohne_koerperschaft_laesst_sich_niemand_anlegen(app: Flask, instanz: Einstellungen, rufe: Ruf) -> None:
    satz = "Es gibt noch keine Körperschaft. Bitte zuerst `vorlagen einrichten` ausführen.\n"
    assert rufe("person", "neu", "nele", "--name", "Nele Neu", "--ohne-passwort") == (1, "", satz)


# --- verlauf -----------------------------------------------------------------------------------------------


@pytest.mark.probe
def test_heile_ketten_bestehen(stadt: Stadt, instanz: Einstellungen, rufe: Ruf) -> None:
    gehe(entwurf(stadt), "zur_mitzeichnung_geben", "frieda")
    assert rufe("verlauf", "pruefe") == (0, "Geprüfte Einträge: 2, Tagesköpfe: 0. Nichts ist verletzt.\n", "")
    assert json.loads(rufe("verlauf", "pruefe", "--json")[1]) == {
        "geprueft": 2,
        "tageskoepfe": 0,
        "kopf": None,
        "brueche": [],
    }
    baue_stadt("zweite", "Zweite Stadt", vorsilbe="z-")  # a head that somebody kept counts with several towns, too
    satz = "Der aufbewahrte Tageskopf ist in keiner Körperschaft dabei."
    status, ausgabe, _ = rufe("verlauf", "pruefe", "--kopf", "0" * 64)
    assert (status, ausgabe.splitlines()[0]) == (1, satz)


@pytest.mark.probe
def test_eine_geaenderte_zeile_faellt_auf(stadt: Stadt, instanz: Einstellungen, rufe: Ruf) -> None:
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    with transaction() as sitzung:
        sitzung.execute(text("UPDATE verlauf SET was = 'nie_geschehen' WHERE nr = 2"))
    status, ausgabe, _ = rufe("verlauf", "pruefe")
    assert (status, ausgabe.splitlines()[0]) == (1, f"Vorlage {vorlage_id}: Eintrag 2 wurde verändert.")
    bruch = json.loads(rufe("verlauf", "pruefe", "--json")[1])["brueche"]
    assert bruch == [{"vorlage": vorlage_id, "nr": 2, "text": "Eintrag 2 wurde verändert."}]


@pytest.fixture
def export(stadt: Stadt) -> dict[str, Any]:
    """The verifiable file of a paper with two events."""
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    return verlauf.exportiere(vorlage_id)


def test_ein_export_wird_ohne_datenbank_geprueft(export: dict[str, Any], rufe: Ruf, tmp_path: Path) -> None:
    ort = tmp_path / "export.json"
    ort.write_text(json.dumps(export), encoding="utf-8")
    assert rufe("verlauf", "pruefe", str(ort)) == (0, "Geprüfte Einträge: 2, Tagesköpfe: 0. Nichts ist verletzt.\n", "")
    assert not (tmp_path / "instanz").exists()


@pytest.mark.parametrize(
    ("verfaelsche", "satz"),
    [
        (lambda kette: kette[1].update(was="nie_geschehen"), "Eintrag 2 wurde verändert."),
        (lambda kette: kette[0].update(zeit="2026-01-01T00:00:00.000000+00:00"), "Eintrag 1 wurde verändert."),
        (lambda kette: kette.pop(0), "Eintrag 1 fehlt oder steht an der falschen Stelle."),
        (lambda kette: kette.reverse(), "Eintrag 1 fehlt oder steht an der falschen Stelle."),
        (lambda kette: kette[1].update(vorher="0" * 64), "Eintrag 2 schließt nicht an den vorigen an."),
        (lambda kette: kette[1].update(vorlage="andere"), "Eintrag 2 gehört zu einer anderen Vorlage."),
        (lambda kette: kette[1].pop("daten"), "Eintrag 2 ist unvollständig."),
        (lambda kette: kette.insert(0, "unsinn"), "Eintrag 1 ist unvollständig."),
        (lambda kette: kette.clear(), "Der Verlauf ist leer."),
    ],
    ids=["wortlaut", "zeit", "anfang_fehlt", "umgestellt", "anschluss", "fremd", "feld_fehlt", "unsinn", "leer"],
)
def test_ein_verfaelschter_export_faellt_auf(
    export: dict[str, Any], rufe: Ruf, tmp_path: Path, verfaelsche: Callable[[list[Any]], object], satz: str
) -> None:
    verfaelsche(export["verlauf"])
    ort = tmp_path / "export.json"
    ort.write_text(json.dumps(export), encoding="utf-8")
    status, ausgabe, _ = rufe("verlauf", "pruefe", str(ort))
    assert (status, ausgabe.splitlines()[0]) == (1, f"Vorlage {export['vorlage']}: {satz}")


@pytest.mark.parametrize(
    ("inhalt", "satz"),
    [
        (None, "lässt sich nicht lesen"),
        ("kein JSON", "enthält kein JSON"),
        ("[]", "ist kein exportierter Verlauf"),
        ('{"format": "vorlagen-verlauf/2"}', "ist kein exportierter Verlauf"),
        ('{"format": "vorlagen-verlauf/1", "vorlage": "x"}', "fehlen „vorlage“ oder „verlauf“"),
    ],
)
def test_was_kein_export_ist_bekommt_einen_satz(inhalt: str | None, satz: str, rufe: Ruf, tmp_path: Path) -> None:
    ort = tmp_path / "export.json"
    if inhalt is not None:
        ort.write_text(inhalt, encoding="utf-8")
    status, ausgabe, klage = rufe("verlauf", "pruefe", str(ort))
    assert (status, ausgabe, klage.startswith(f"{'In der' if 'fehlen' in satz else 'Die'} Datei {ort} {satz}")) == (
        1,
        "",
        True,
    )


# --- uhr, postausgang --------------------------------------------------------------------------------------


@pytest.mark.probe
def test_die_uhr_befoerdert_was_faellig_ist_in_den_postausgang(stadt: Stadt, instanz: Einstellungen, rufe: Ruf) -> None:
    gehe(entwurf(stadt), "zur_mitzeichnung_geben", "frieda")
    davor = (JETZT - timedelta(minutes=1)).isoformat()
    assert json.loads(rufe("uhr", "--einmal", "--jetzt", davor, "--json")[1])["erinnert"] == 0
    assert rufe("uhr", "--einmal", "--jetzt", JETZT.isoformat()) == (0, "Getan: erinnert 2.\n", "")
    assert rufe("uhr", "--einmal", "--jetzt", JETZT.isoformat())[1] == "Getan: nichts, es war nichts fällig.\n"
    _, ausgabe, _ = rufe("postausgang", "--json")
    mails = json.loads(ausgabe)
    assert {mail["an"] for mail in mails} == {"kai@example.org", "berta@example.org"}
    assert {(mail["zustand"], mail["versuche"]) for mail in mails} == {("bereit", 0)}
    _, ausgabe, _ = rufe("postausgang")
    assert [zeile.split()[0] for zeile in ausgabe.splitlines()] == ["An", *(mail["an"] for mail in mails)]
    assert json.loads(rufe("postausgang", "--alle", "--json")[1])
