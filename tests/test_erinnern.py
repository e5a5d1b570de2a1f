"""From a planned reminder to the words in the outbox: who hears of what, when, how often, and when not any more."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.welt import JETZT, Stadt, als, entwurf, gehe, zeichne_fuer_alle
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.models import Erinnerung, Frist, Gremium, Person, Postausgang, Sitzung, Vorlage, mauer
from vorlagen.services import erinnern, fristen, sitzungen
from vorlagen.services.anschreiben import Anlass, schreibe_an
from vorlagen.services.erinnern import befoerdere, streiche_ueberholte

BALD = datetime(2026, 3, 4, 7, 0, tzinfo=UTC)
HEUTE = BALD + timedelta(days=1)
UEBERFAELLIG = BALD + timedelta(days=2)


@pytest.fixture
def vorlage_id(stadt: Stadt) -> str:
    """A paper that was given to Kai and Berta on Monday, 2 March; they have until Thursday."""
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    sicht_oeffnen(ALLE)
    return vorlage_id


def ausgang() -> list[tuple[str, str, str]]:
    """(to, subject, state) of all mails, in the order of their making."""
    db.session.rollback()
    sicht_oeffnen(ALLE)
    zeilen = db.session.scalars(select(Postausgang).order_by(Postausgang.erstellt, Postausgang.an))
    return [(zeile.an, zeile.inhalt["betreff"], zeile.zustand) for zeile in zeilen]


def plan() -> Sequence[tuple[str, str, str | None]]:
    """(stage, state, reason) of all reminders, soonest first."""
    db.session.rollback()
    sicht_oeffnen(ALLE)
    frage = select(Erinnerung.stufe, Erinnerung.zustand, Erinnerung.grund).order_by(Erinnerung.faellig_um)
    return [(stufe, zustand, grund) for stufe, zustand, grund in db.session.execute(frage)]


def aendere(tabelle: type[Any], bedingung: Any, **werte: Any) -> None:
    """What somebody else did to the database."""
    with transaction() as sitzung:
        sicht_oeffnen(ALLE)
        sitzung.execute(update(tabelle).where(bedingung).values(**werte))


def test_wer_dran_ist_bekommt_eine_mail_auch_wenn_die_uhr_zweimal_schlaegt(vorlage_id: str) -> None:
    assert (befoerdere(jetzt=JETZT), befoerdere(jetzt=JETZT)) == (2, 0)
    betreff = "Neu: Mitzeichnung bis Do 05.03.2026 (noch 3 Tage) – Sachstand Datennetz"
    assert ausgang() == [("berta@example.org", betreff, "bereit"), ("kai@example.org", betreff, "bereit")]


def test_ein_zurueckgespielter_plan_schreibt_niemandem_zweimal(vorlage_id: str) -> None:
    befoerdere(jetzt=JETZT)
    aendere(Erinnerung, Erinnerung.stufe == "eingang", zustand="geplant")
    assert befoerdere(jetzt=JETZT) == 2
    assert len(ausgang()) == 2


def test_jede_stufe_kommt_zu_ihrer_zeit(vorlage_id: str) -> None:
    for jetzt in (JETZT, BALD, HEUTE, UEBERFAELLIG):
        befoerdere(jetzt=jetzt - timedelta(seconds=1))
        befoerdere(jetzt=jetzt)
    assert [betreff.partition(" – ")[0] for an, betreff, _ in ausgang() if an == "kai@example.org"] == [
        "Neu: Mitzeichnung bis Do 05.03.2026 (noch 3 Tage)",
        "Erinnerung: Mitzeichnung bis Do 05.03.2026 (noch 1 Tag)",
        "Heute fällig: Mitzeichnung bis Do 05.03.2026",
        "Überfällig: Mitzeichnung bis Do 05.03.2026",
    ]


def test_nach_einem_ausfall_kommt_je_frist_nur_die_dringendste(vorlage_id: str) -> None:
    befoerdere(jetzt=HEUTE + timedelta(hours=2))
    assert {an: betreff.partition(":")[0] for an, betreff, _ in ausgang()} == {
        "berta@example.org": "Heute fällig",
        "kai@example.org": "Heute fällig",
    }
    entfallen = ("entfallen", erinnern.UEBERHOLT)
    assert plan() == [
        *[("eingang", *entfallen)] * 2,
        *[("bald", *entfallen)] * 2,
        *[("heute", "versandt", None)] * 2,
        *[("ueberfaellig", "geplant", None)] * 2,
    ]


def test_ist_die_frist_schon_vorbei_folgt_nur_noch_die_letzte_stufe(vorlage_id: str) -> None:
    in_der_nacht = HEUTE.replace(hour=23)
    befoerdere(jetzt=in_der_nacht)
    assert ausgang() == []
    befoerdere(jetzt=UEBERFAELLIG)
    assert [(an, betreff.partition(":")[0]) for an, betreff, _ in ausgang()] == [
        ("berta@example.org", "Überfällig"),
        ("kai@example.org", "Überfällig"),
    ]


def test_auch_ueber_mehrere_haeppchen_bleibt_es_bei_der_dringendsten(vorlage_id: str) -> None:
    assert [befoerdere(jetzt=HEUTE, hoechstens=1) for _ in range(7)] == [1, 1, 1, 1, 1, 1, 0]
    assert [betreff.partition(":")[0] for _, betreff, _ in ausgang()] == ["Heute fällig"] * 2


def test_wer_gezeichnet_hat_wird_nicht_mehr_erinnert(vorlage_id: str) -> None:
    befoerdere(jetzt=JETZT)
    zeichne_fuer_alle(vorlage_id)
    assert {zustand for _, _, zustand in ausgang()} == {"entfallen"}
    assert {(zustand, grund) for stufe, zustand, grund in plan() if stufe == "bald"} == {
        ("entfallen", "Frist erledigt"),
        ("geplant", None),
    }
    befoerdere(jetzt=BALD)
    assert [betreff.split(" bis")[0] for an, betreff, zustand in ausgang() if zustand == "bereit"] == [
        "Erinnerung: Freigabe"
    ]


def test_was_schon_hinausging_bleibt_gesendet(vorlage_id: str) -> None:
    befoerdere(jetzt=JETZT)
    aendere(Postausgang, Postausgang.an == "kai@example.org", zustand="gesendet")
    gehe(vorlage_id, "zurueckholen", "frieda")
    assert [(an, zustand) for an, _, zustand in ausgang()] == [
        ("berta@example.org", "entfallen"),
        ("kai@example.org", "gesendet"),
    ]


def test_was_eine_sicherung_zurueckbringt_wird_gestrichen(vorlage_id: str) -> None:
    aendere(Frist, Frist.vorlage_id == vorlage_id, zustand="erledigt")
    assert befoerdere(jetzt=BALD) == 0
    assert streiche_ueberholte(jetzt=BALD) == 4
    assert plan()[0] == ("eingang", "entfallen", "Frist nicht mehr offen")
    assert ausgang() == []


def test_wo_niemand_dran_ist_erfaehrt_es_die_verwaltung(vorlage_id: str) -> None:
    aendere(Person, Person.anmeldename == "kai", aktiv=False)
    aendere(Person, Person.anmeldename == "berta", mail="")
    befoerdere(jetzt=JETZT)
    betreff = "Niemand zuständig: Mitzeichnung bis Do 05.03.2026 (noch 3 Tage) – Sachstand Datennetz"
    assert ausgang() == [("adele@example.org", betreff, "bereit")] * 2
    grund = "Für die Aufgabe ist niemand mit E-Mail-Adresse eingetragen. Die Verwaltung wurde verständigt."
    assert plan()[0] == ("eingang", "versandt", grund)


def test_wo_gar_niemand_zu_erreichen_ist_steht_der_grund(vorlage_id: str) -> None:
    aendere(Person, Person.anmeldename.in_(["kai", "berta", "adele"]), mail=None)
    befoerdere(jetzt=JETZT)
    assert ausgang() == []
    assert plan()[:2] == [("eingang", "entfallen", erinnern.NIEMAND)] * 2


def test_wer_inzwischen_zustaendig_ist_wird_erinnert(vorlage_id: str, stadt: Stadt) -> None:
    befoerdere(jetzt=JETZT)
    with transaction() as sitzung:
        sicht_oeffnen(ALLE)
        kai = sitzung.scalars(select(Person).where(Person.anmeldename == "kai")).one()
        niemand = sitzung.scalars(select(Person).where(Person.anmeldename == "niemand")).one()
        kai.rollen[0].person_id = niemand.id
    befoerdere(jetzt=BALD)
    assert [an for an, betreff, _ in ausgang() if betreff.startswith("Erinnerung")] == [
        "berta@example.org",
        "niemand@example.org",
    ]


def test_wer_gerade_einen_schritt_tut_haelt_die_uhr_nicht_auf(vorlage_id: str) -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite sperrt keine einzelnen Zeilen; dort stellt sich die Uhr hinten an.")
    with db.engine.connect() as verbindung:
        mauer.sieht(verbindung, ALLE)
        verbindung.execute(select(Vorlage.id).where(Vorlage.id == vorlage_id).with_for_update())
        assert befoerdere(jetzt=JETZT) == 0
    assert befoerdere(jetzt=JETZT) == 2


def test_die_ladung_erinnert_den_gremiendienst_und_kommt_notfalls_nachtraeglich(stadt: Stadt) -> None:
    gerda = als("gerda")
    beginn = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)
    sitzungen.lege_an(stadt.gremien["HFA"], beginn, wer=gerda, jetzt=JETZT)
    assert plan() == [("heute", "geplant", fristen.NACHTRAEGLICH), ("ueberfaellig", "geplant", None)]
    befoerdere(jetzt=JETZT)
    betreff = "Heute fällig: Ladung bis Mo 02.03.2026 – Haupt- und Finanzausschuss, Sitzung am Di 10.03.2026"
    assert ausgang() == [("gerda@example.org", betreff, "bereit")]
    inhalt = db.session.scalars(select(Postausgang.inhalt)).one()
    assert inhalt["pfad"] == f"/sitzungen/{db.session.scalars(select(Sitzung.id)).one()}"
    assert "Diese Erinnerung kommt nachträglich" in inhalt["text"]


def test_von_einer_nichtoeffentlichen_vorlage_stehen_nur_nummer_und_frist_in_der_mail(stadt: Stadt) -> None:
    geheim = "Grundstück Gerberstraße"
    vorlage_id = entwurf(stadt, betreff=geheim, oeffentlich=False, begruendung_nichtoeffentlich="Verhandlungen")
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    befoerdere(jetzt=JETZT)
    inhalte = db.session.scalars(select(Postausgang.inhalt)).all()
    assert [inhalt["betreff"] for inhalt in inhalte] == [
        "Neu: Mitzeichnung bis Do 05.03.2026 (noch 3 Tage) – eine nichtöffentliche Vorlage"
    ] * 2
    for verraeterisch in ("Grundstück", "Gerberstraße", "Kämmerei", "Rechtsamt", "Verhandlungen"):
        assert verraeterisch not in json.dumps(inhalte, ensure_ascii=False)
    zeichne_fuer_alle(vorlage_id)
    gehe(vorlage_id, "freigeben", "olaf")
    befoerdere(jetzt=JETZT + timedelta(minutes=1))
    assert ausgang()[-1][1] == "Neu: Tagesordnung bis Mo 09.03.2026 (noch 7 Tage) – 10/001/2026"


def anlass(**anderes: Any) -> Anlass:
    vorlage = Vorlage(id="abc", nummer="10/001/2026", betreff="Datennetz  &\n<Kabel>", oeffentlich=True)
    werte: dict[str, Any] = {
        "stufe": "bald",
        "name": "Mitzeichnung",
        "faellig_am": date(2026, 3, 5),
        "gruende": ("3 Arbeitstage nach Mo 02.03.2026 → Do 05.03.2026",),
        "person": "Kai <Kassenwart>",
        "heute": date(2026, 3, 2),
        "vorlage": vorlage,
        "amt": "20 Kämmerei",
    }
    return Anlass(**(werte | anderes))


def test_die_mail_sagt_was_bis_wann_und_warum_zu_tun_ist() -> None:
    assert schreibe_an(anlass())["text"] == (
        "Guten Tag Kai <Kassenwart>,\n\n"
        "bitte zeichnen Sie die Vorlage mit. Die Frist endet am Do 05.03.2026 (noch 3 Tage).\n\n"
        "10/001/2026 Datennetz & <Kabel>\n\n"
        "Die Aufgabe liegt bei: 20 Kämmerei\n\n"
        "So ist die Frist berechnet:\n"
        "- 3 Arbeitstage nach Mo 02.03.2026 → Do 05.03.2026\n\n"
        "Vorlage öffnen: {{adresse}}\n\n"
        "Sie erhalten diese automatisch erstellte Nachricht, weil diese Aufgabe in Ihrer Zuständigkeit liegt.\n"
    )


def test_im_html_bleibt_fremder_text_text() -> None:
    html = schreibe_an(anlass())["html"]
    assert html.startswith('<!doctype html>\n<html lang="de">')
    assert "<p>10/001/2026 Datennetz &amp; &lt;Kabel&gt;</p>" in html
    assert '<a href="{{adresse}}">Vorlage öffnen</a>' in html
    assert "<Ka" not in html


@pytest.mark.parametrize(
    ("heute", "lage", "satz"),
    [
        (date(2026, 3, 2), "Erinnerung", "Die Frist endet am Do 05.03.2026 (noch 3 Tage)."),
        (date(2026, 3, 4), "Erinnerung", "Die Frist endet am Do 05.03.2026 (noch 1 Tag)."),
        (date(2026, 3, 5), "Heute fällig", "Die Frist endet heute, Do 05.03.2026."),
        (date(2026, 3, 6), "Überfällig", "Die Frist ist am Do 05.03.2026 abgelaufen (vor 1 Tag)."),
        (date(2026, 3, 9), "Überfällig", "Die Frist ist am Do 05.03.2026 abgelaufen (vor 4 Tagen)."),
    ],
)
def test_was_verspaetet_kommt_sagt_was_heute_gilt(heute: date, lage: str, satz: str) -> None:
    brief = schreibe_an(anlass(heute=heute, stufe="bald"))
    assert brief["betreff"].partition(":")[0] == lage
    assert satz in brief["text"]
    assert satz in brief["html"]


def test_eine_eigene_frist_der_stadt_wird_beim_namen_genannt() -> None:
    brief = schreibe_an(anlass(name="Prüfung durch das RPA", vorlage=None, amt=None, gruende=()))
    assert "bitte erledigen Sie die Aufgabe „Prüfung durch das RPA“." in brief["text"]
    assert "berechnet" not in brief["text"] + brief["html"]
    assert brief["pfad"] == "/fristen"


def test_eine_sitzung_fuehrt_zur_sitzung() -> None:
    gremium = Gremium(name="Rat der Stadt")
    sitzung = Sitzung(id="s1", gremium=gremium, beginn=datetime(2026, 6, 16, 22, 30, tzinfo=UTC))
    brief = schreibe_an(anlass(name="Ladung", vorlage=None, sitzung=sitzung, amt=None))
    assert brief["betreff"].endswith("– Rat der Stadt, Sitzung am Mi 17.06.2026")
    assert brief["pfad"] == "/sitzungen/s1"


def test_ein_langer_titel_sprengt_den_betreff_nicht() -> None:
    vorlage = Vorlage(id="abc", nummer=None, betreff="Netzausbau " * 60, oeffentlich=True)
    brief = schreibe_an(anlass(vorlage=vorlage))
    assert len(brief["betreff"]) == len("Erinnerung: Mitzeichnung bis Do 05.03.2026 (noch 3 Tage) – ") + 100
    assert brief["betreff"].endswith("Netzausbau …")
