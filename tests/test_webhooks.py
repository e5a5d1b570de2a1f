"""Other systems are told of changes: signed, at least once, and nobody is told of content."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.empfaenger import Empfaenger, empfaenger
from tests.welt import JETZT, Stadt, als, entwurf
from vorlagen.app import create_app
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.fehler import AdresseVerweigert, EingabeUngueltig, NichtBerechtigt, StelleUnbekannt
from vorlagen.models import Aenderung, Postausgang, Webhook, Webhooksendung
from vorlagen.netz import Grenzen
from vorlagen.services import aenderungen, loeschfristen, vorlagen
from vorlagen.services.webhooks import abonnements, griff, nachrichten, signatur, stoerung, zustellung
from vorlagen.services.webhooks.abonnements import Angaben
from vorlagen.services.webhooks.zustellung import Botendienst

HIER = (ip_network("127.0.0.0/8"),)
GEHEIMNIS = b"nur-fuer-pruefungen"
DIENST = Botendienst(
    grenzen=Grenzen(erlaubte=HIER, sekunden=3, bytes_=1000), basis_url="https://stadt.example", geheimnis=GEHEIMNIS
)


@pytest.fixture
def haken(stadt: Stadt) -> Iterator[tuple[str, Empfaenger]]:
    """A Webhook of Lindenstadt for papers that are begun or changed, and its receiver."""
    with empfaenger() as einer:
        angaben = Angaben(url=einer.url, bezeichnung="DMS", arten=("vorlage.angelegt", "vorlage.geaendert"))
        webhook_id, einer.geheimnis = abonnements.lege_an(
            angaben, erlaubte=HIER, geheimnis=GEHEIMNIS, wer=als("adele"), jetzt=JETZT
        )
        yield webhook_id, einer


def schlag(jetzt: datetime = JETZT) -> list[bool]:
    """All that one clock does at this time: whether each message arrived."""
    sicht_oeffnen(ALLE)
    zustellung.verteile(jetzt=jetzt)
    ausgegangen = []
    while (erfolg := zustellung.sende_naechste(DIENST, jetzt=jetzt)) is not None:
        ausgegangen.append(erfolg)
    return ausgegangen


def test_was_sich_aendert_kommt_einmal_unterschrieben_und_ohne_inhalt_an(
    haken: tuple[str, Empfaenger], stadt: Stadt
) -> None:
    _, einer = haken
    vorlage_id = entwurf(stadt, betreff="Grundstück am Anger")
    assert schlag() == [True]
    assert schlag() == []
    ((kopf, nachricht),) = einer.bekommen
    sicht_oeffnen(ALLE)
    zeit = db.session.scalars(select(Aenderung.zeit).where(Aenderung.objekt_id == vorlage_id)).one()
    assert nachricht == {
        "specversion": "1.0",
        "id": kopf["webhook-id"],
        "source": "https://stadt.example/api/v1",
        "type": "vorlage.angelegt",
        "subject": f"vorlage/{vorlage_id}",
        "time": zeit.isoformat(),
        "datacontenttype": "application/json",
        "data": {
            "art": "vorlage.angelegt", "typ": "vorlage", "id": vorlage_id, "geloescht": False,
            "link": f"https://stadt.example/api/v1/vorlagen/{vorlage_id}",
        },
    }  # fmt: skip
    assert kopf["content-type"] == "application/cloudevents+json; charset=utf-8"


def test_was_nicht_ankommt_geht_mit_derselben_kennung_noch_einmal_hinaus(
    haken: tuple[str, Empfaenger], stadt: Stadt
) -> None:
    webhook_id, einer = haken
    einer.antworten = [500, 307]
    entwurf(stadt)
    assert schlag() == [False]
    assert schlag() == []
    assert schlag(JETZT + timedelta(minutes=2)) == [False]
    assert schlag(JETZT + timedelta(minutes=5)) == [True]
    assert len({kopf["webhook-id"] for kopf, _ in einer.bekommen}) == 1
    (sendung,) = nachrichten.sendungen(webhook_id, als("adele")).zeilen
    assert (sendung.zustand, sendung.versuche, sendung.antwort, sendung.fehler) == ("gesendet", 3, 204, None)
    nachrichten.sende_erneut(webhook_id, sendung.id, wer=als("adele"), jetzt=JETZT)
    assert schlag() == [True]
    assert len(einer.bekommen) == 4


def test_wer_mitten_im_versand_stirbt_verliert_nichts_und_schreibt_nichts_mehr(
    haken: tuple[str, Empfaenger], stadt: Stadt
) -> None:
    _, einer = haken
    entwurf(stadt)
    sicht_oeffnen(ALLE)
    zustellung.verteile(jetzt=JETZT)
    toter = griff.nimm(dauer=timedelta(0), jetzt=JETZT)
    assert toter is not None
    assert schlag() == []
    sicht_oeffnen(ALLE)
    assert griff.hole_zurueck(dauer=DIENST.dauer, jetzt=JETZT) == 1
    assert schlag() == [True]
    sicht_oeffnen(ALLE)
    assert stoerung.vermerke_erfolg(toter, 200, jetzt=JETZT) is False
    assert len(einer.bekommen) == 1


def test_nach_drei_tagen_ohne_erfolg_ist_schluss_und_die_verwaltung_erfaehrt_es(
    haken: tuple[str, Empfaenger], stadt: Stadt
) -> None:
    webhook_id, einer = haken
    einer.antworten = [503] * 20
    entwurf(stadt)
    zeit = JETZT
    while abonnements.hole(webhook_id, als("adele")).aktiv:
        schlag(zeit)
        zeit += timedelta(hours=8)
    assert timedelta(days=3) <= zeit - JETZT <= timedelta(days=6)
    sicht_oeffnen(ALLE)
    assert [mail.an for mail in db.session.scalars(select(Postausgang))] == ["adele@example.org"]
    einer.antworten = []
    neu = {"aktiv": True}
    abonnements.aendere(webhook_id, neu, version=None, erlaubte=HIER, wer=als("adele"), jetzt=zeit)
    (sendung,) = nachrichten.sendungen(webhook_id, als("adele")).zeilen
    nachrichten.sende_erneut(webhook_id, sendung.id, wer=als("adele"), jetzt=zeit)
    assert schlag(zeit) == [True]


def test_410_beendet_den_webhook_und_eine_probe_geht_trotzdem(haken: tuple[str, Empfaenger], stadt: Stadt) -> None:
    webhook_id, einer = haken
    einer.antworten = [410]
    entwurf(stadt)
    assert schlag() == [False]
    entwurf(stadt)
    assert schlag() == []
    assert abonnements.hole(webhook_id, als("adele")).abgeschaltet == (
        "Der Empfänger will keine Nachrichten mehr (410)."
    )
    nachrichten.probiere(webhook_id, wer=als("adele"), jetzt=JETZT)
    assert schlag() == [True]
    assert einer.bekommen[-1][1]["type"] == "webhook.probe"


def test_ein_neues_geheimnis_gilt_sofort_und_das_alte_noch_einen_tag(
    haken: tuple[str, Empfaenger], stadt: Stadt
) -> None:
    webhook_id, einer = haken
    altes = einer.geheimnis
    neues = abonnements.wechsle_geheimnis(webhook_id, geheimnis=GEHEIMNIS, wer=als("adele"), jetzt=JETZT)
    for tage, geheimnis, erfolg in ((0, neues, True), (0, altes, True), (2, altes, False), (3, neues, True)):
        einer.geheimnis = geheimnis
        nachrichten.probiere(webhook_id, wer=als("adele"), jetzt=JETZT + timedelta(days=tage))
        assert schlag(JETZT + timedelta(days=tage))[-1] is erfolg
    sicht_oeffnen(ALLE)
    gespeichert = db.session.scalars(select(Webhook)).one()
    assert neues not in (gespeichert.geheimnis, gespeichert.geheimnis_alt)


def test_nur_die_verwaltung_und_nur_nach_draussen(stadt: Stadt) -> None:
    for url, erlaubte in (
        ("http://127.0.0.1:8080/", ()),
        ("http://169.254.169.254/", HIER),
        ("ftp://example.org/", ()),
    ):
        with pytest.raises(AdresseVerweigert):
            abonnements.lege_an(Angaben(url=url), erlaubte=erlaubte, geheimnis=GEHEIMNIS, wer=als("adele"), jetzt=JETZT)
    falsch = Angaben(url="http://127.0.0.1:8080/", arten=("vorlage.verloren",))
    with pytest.raises(EingabeUngueltig, match=r"vorlage\.verloren"):
        abonnements.lege_an(falsch, erlaubte=HIER, geheimnis=GEHEIMNIS, wer=als("adele"), jetzt=JETZT)
    with pytest.raises(NichtBerechtigt):
        abonnements.lege_an(falsch, erlaubte=HIER, geheimnis=GEHEIMNIS, wer=als("gerda"), jetzt=JETZT)
    assert db.session.scalars(select(Webhook)).all() == []


def test_was_alt_ist_wird_vergessen_und_geloescht_ist_alles_weg(
    app: Flask, haken: tuple[str, Empfaenger], stadt: Stadt
) -> None:
    webhook_id, _ = haken
    entwurf(stadt)
    assert schlag() == [True]
    assert zustellung.raeume_auf(jetzt=JETZT + timedelta(days=29)) == 0
    assert zustellung.raeume_auf(jetzt=JETZT + timedelta(days=31)) == 1
    entwurf(stadt)
    assert schlag() == [True]
    abonnements.loesche(webhook_id, wer=als("adele"), jetzt=JETZT)
    assert (db.session.scalars(select(Webhook)).all(), db.session.scalars(select(Webhooksendung)).all()) == ([], [])


def test_der_feed_verliert_nur_was_ueberholt_und_gemeldet_ist(haken: tuple[str, Empfaenger], stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    anfang = aenderungen.lies(als("frieda"), seit=None, anzahl=1, geheimnis=GEHEIMNIS).weiter
    for nr in range(1, 4):
        vorlagen.aendere(vorlage_id, {"betreff": f"Betreff {nr}"}, version=nr, wer=als("frieda"), jetzt=JETZT)
    jetzige = aenderungen.lies(als("frieda"), seit="jetzt", anzahl=1, geheimnis=GEHEIMNIS).weiter
    spaeter = datetime.now(UTC) + timedelta(days=400)  # the feed's time is the commit's

    def kuerze() -> int:
        sicht_oeffnen(ALLE)
        db.session.rollback()
        posten = loeschfristen.loesche(stadt.koerperschaft_id, jetzt=spaeter)
        return next(einer.anzahl for einer in posten if einer.name == "aenderungen")

    assert kuerze() == 0  # the Webhook has been told of nothing yet
    assert set(schlag()) == {True}
    vorher = aenderungen.lies(als("frieda"), seit=None, anzahl=1000, geheimnis=GEHEIMNIS).meldungen
    assert kuerze() == len(vorher) - len({(eine.typ, eine.objekt_id) for eine in vorher}) > 0
    nachher = aenderungen.lies(als("frieda"), seit=None, anzahl=1000, geheimnis=GEHEIMNIS).meldungen
    assert {(eine.typ, eine.objekt_id) for eine in nachher} == {(eine.typ, eine.objekt_id) for eine in vorher}
    assert len(nachher) == len({(eine.typ, eine.objekt_id) for eine in nachher})
    with pytest.raises(StelleUnbekannt):
        aenderungen.lies(als("frieda"), seit=anfang, anzahl=10, geheimnis=GEHEIMNIS)
    assert aenderungen.lies(als("frieda"), seit=jetzige, anzahl=10, geheimnis=GEHEIMNIS).meldungen == []
    assert kuerze() == 0


def sende_ohne_ende(einstellungen: Einstellungen) -> None:
    """What a clock's own process does until somebody kills it."""
    with create_app(einstellungen).app_context():
        sicht_oeffnen(ALLE)
        zustellung.arbeite_ab(DIENST, uhrzeit=lambda: JETZT, stop=Event())


@pytest.mark.probe
def test_eine_getoetete_uhr_verliert_keine_nachricht_und_die_zweite_hat_dieselbe_kennung(
    haken: tuple[str, Empfaenger], stadt: Stadt, einstellungen: Einstellungen
) -> None:
    webhook_id, einer = haken
    for _ in range(3):
        entwurf(stadt)
    db.session.rollback()
    einer.haelt_fest = 1  # the second message is read, but not answered
    uhr = multiprocessing.get_context("spawn").Process(target=sende_ohne_ende, args=(einstellungen,))
    uhr.start()
    assert einer.festgehalten.wait(60)
    uhr.kill()
    uhr.join(10)
    einer.loslassen.set()
    sicht_oeffnen(ALLE)
    assert griff.hole_zurueck(dauer=DIENST.dauer, jetzt=JETZT) == 0  # its lease still runs
    with transaction() as sitzung:
        alt = {"vergeben_bis": JETZT - timedelta(days=1)}
        sitzung.execute(update(Webhooksendung).where(Webhooksendung.zustand == "vergeben").values(alt))
    assert griff.hole_zurueck(dauer=DIENST.dauer, jetzt=JETZT) == 1
    assert schlag() == [True, True]
    kennungen = [kopf["webhook-id"] for kopf, _ in einer.bekommen]
    assert (len(kennungen), len(set(kennungen)), kennungen.count(kennungen[1])) == (4, 3, 2)
    assert len({nachricht["subject"] for _, nachricht in einer.bekommen}) == 3
    assert {s.zustand for s in nachrichten.sendungen(webhook_id, als("adele")).zeilen} == {"gesendet"}


def test_die_unterschrift_ist_die_der_spezifikation() -> None:
    zeit = datetime.fromtimestamp(1614265330, UTC)
    geheimnis, koerper = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    kopf = signatur.kopfzeilen("msg_p5jXN8AQM9LWM0D4loKWxJek", koerper, [geheimnis], jetzt=zeit)
    assert kopf["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
