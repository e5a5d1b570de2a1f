"""The way of a mail out of the outbox, against real servers on both databases: never lost, never a silent duplicate."""

from __future__ import annotations

import multiprocessing
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.mailserver import ABBRUCH, SCHWEIGEN, Briefkasten, EigenwilligerServer, postamt
from tests.welt import JETZT, Stadt, entwurf, gehe
from vorlagen.app import create_app
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.mail import Postweg, message_id
from vorlagen.models import Person, Postausgang, Vorlage
from vorlagen.services import post, vergabe, zustellung
from vorlagen.services.erinnern import befoerdere
from vorlagen.services.zustellung import Ausgegangen, Versand, hole_zurueck, verschicke_naechste

INHALT = {
    "betreff": "Mitzeichnung bis Do 05.03.2026",
    "text": f"Guten Tag,\n\nVorlage öffnen: {post.ADRESSE}\n",
    "html": f'<p><a href="{post.ADRESSE}">Vorlage öffnen</a></p>',
    "pfad": "/vorlagen/abc",
}
GEHEIMNIS = b"ein langes Geheimnis nur zum Pruefen"


def versand(port: int, *, frist: float = 5) -> Versand:
    return Versand(
        postweg=Postweg("127.0.0.1", port, frist=frist),
        absender="vorlagen@lindenstadt.example",
        basis_url="https://vorlagen.lindenstadt.example/rat",
        geheimnis=GEHEIMNIS,
        domain="lindenstadt.example",
    )


def lege(schluessel: str = "frist/1/eingang/kai", *, vorlage_id: str | None = None, jetzt: datetime = JETZT) -> None:
    """A mail to Kai."""
    with transaction() as sitzung:
        sicht_oeffnen(ALLE)
        kai = sitzung.scalars(select(Person).where(Person.anmeldename == "kai")).one()
        vorlage = sitzung.get_one(Vorlage, vorlage_id) if vorlage_id else None
        post.lege_in_ausgang(schluessel=schluessel, person=kai, vorlage=vorlage, inhalt=INHALT, jetzt=jetzt)


def zeile() -> Postausgang:
    """The only mail, as it stands in the database now."""
    db.session.rollback()
    sicht_oeffnen(ALLE)
    return db.session.scalars(select(Postausgang)).one()


def aendere(**werte: Any) -> None:
    with transaction() as sitzung:
        sicht_oeffnen(ALLE)
        sitzung.execute(update(Postausgang).values(**werte))


def anderswo(app: Flask, tu: Callable[[], object]) -> Callable[[], None]:
    """Do it as somebody else, in another session."""

    def tu_es() -> None:
        with app.app_context():
            sicht_oeffnen(ALLE)
            tu()

    return tu_es


def gelesen(roh: bytes) -> EmailMessage:
    return message_from_bytes(roh, policy=default)


class Beobachter(EigenwilligerServer):
    """Does something of its own when it comes to a step, before it answers."""

    def __init__(self, schritt: str, tu: Callable[[], object], **abweichungen: str) -> None:
        super().__init__(**abweichungen)
        self._wann, self._tu = schritt, tu

    def _antworte(self, gespraech: socket.socket, schritt: str) -> bool:
        if schritt == self._wann:
            self._tu()
        return super()._antworte(gespraech, schritt)


@pytest.fixture
def kasten() -> Briefkasten:
    return Briefkasten()


@pytest.fixture
def amt(kasten: Briefkasten) -> Iterator[int]:
    with postamt(kasten) as port:
        yield port


def test_dieselbe_mail_liegt_nur_einmal_im_ausgang(stadt: Stadt) -> None:
    lege()
    lege(jetzt=JETZT + timedelta(days=1))
    assert (zeile().zustand, zeile().an, zeile().naechster_versuch) == ("bereit", "kai@example.org", JETZT)


def test_eine_mail_geht_genau_einmal_hinaus(stadt: Stadt, kasten: Briefkasten, amt: int) -> None:
    lege()
    frueher = JETZT - timedelta(seconds=1)
    ergebnisse = [verschicke_naechste(versand(amt), jetzt=jetzt) for jetzt in (frueher, JETZT, JETZT)]
    assert ergebnisse == [None, Ausgegangen.GESENDET, None]
    ((von, an, roh),) = kasten.briefe
    mail = gelesen(roh)
    assert (von, an) == ("vorlagen@lindenstadt.example", ["kai@example.org"])
    assert mail["Subject"] == "Mitzeichnung bis Do 05.03.2026"
    assert mail["Message-ID"] == message_id(GEHEIMNIS, "frist/1/eingang/kai", "lindenstadt.example")
    assert (mail["References"], mail["List-ID"]) == (None, "<frist.lindenstadt.example>")
    adresse = "https://vorlagen.lindenstadt.example/rat/vorlagen/abc"
    text, html = (cast(EmailMessage, teil).get_content().splitlines() for teil in mail.iter_parts())
    assert text == ["Guten Tag,", "", f"Vorlage öffnen: {adresse}"]
    assert html == [f'<p><a href="{adresse}">Vorlage öffnen</a></p>']
    gesendet = zeile()
    assert (gesendet.zustand, gesendet.gesendet, gesendet.versuche) == ("gesendet", JETZT, 1)
    assert (gesendet.phase, gesendet.vergeben_bis, gesendet.zweifel) == ("", None, False)
    assert gesendet.message_id == mail["Message-ID"]


def test_alle_mails_zu_einer_vorlage_bilden_ein_gespraech(stadt: Stadt, kasten: Briefkasten, amt: int) -> None:
    vorlage_id = entwurf(stadt)
    for nr, eine in enumerate((vorlage_id, vorlage_id, None)):
        lege(str(nr), vorlage_id=eine, jetzt=JETZT + timedelta(seconds=nr))
    while verschicke_naechste(versand(amt), jetzt=JETZT + timedelta(hours=1)):
        pass
    verweise = [gelesen(roh)["References"] for _, _, roh in kasten.briefe]
    assert verweise == [None, message_id(GEHEIMNIS, "0", "lindenstadt.example"), None]


@pytest.mark.parametrize("antworten", [{"RCPT": "550 kennt hier niemand"}, {"punkt": "554 mag ich nicht"}])
def test_eine_endgueltige_ablehnung_wird_nicht_wiederholt(stadt: Stadt, antworten: dict[str, str]) -> None:
    lege()
    with EigenwilligerServer(**antworten) as server:
        assert verschicke_naechste(versand(server.port), jetzt=JETZT) is Ausgegangen.GESCHEITERT
    assert verschicke_naechste(versand(1), jetzt=JETZT + timedelta(days=9)) is None
    (sendung,) = post.sendungen()
    assert (sendung.zustand, sendung.versuche, sendung.zweifel) == ("gescheitert", 1, False)
    assert sendung.fehler == f"Der Mailserver lehnt ab: {next(iter(antworten.values()))}"


@pytest.mark.parametrize("antworten", [{"RCPT": "451 spaeter"}, {"punkt": "451 spaeter"}, {"text": ABBRUCH}])
def test_ein_voruebergehender_fehler_wird_spaeter_wiederholt(
    stadt: Stadt, kasten: Briefkasten, amt: int, antworten: dict[str, str]
) -> None:
    lege()
    with EigenwilligerServer(**antworten) as server:
        assert verschicke_naechste(versand(server.port), jetzt=JETZT) is Ausgegangen.AUFGESCHOBEN
    wartende = zeile()
    assert (wartende.zustand, wartende.zweifel, wartende.gesendet) == ("bereit", False, None)
    assert timedelta(seconds=15) <= wartende.naechster_versuch - JETZT <= timedelta(seconds=30)
    assert verschicke_naechste(versand(amt), jetzt=JETZT + timedelta(seconds=14)) is None
    assert verschicke_naechste(versand(amt), jetzt=JETZT + timedelta(seconds=30)) is Ausgegangen.GESENDET
    assert (zeile().versuche, zeile().fehler, len(kasten.briefe)) == (2, None, 1)


def test_die_pausen_wachsen_bis_zu_einer_stunde_und_enden_nach_vierzig_versuchen(stadt: Stadt) -> None:
    lege()
    jetzt, pausen = JETZT, []
    for _ in range(39):
        assert verschicke_naechste(versand(1), jetzt=jetzt) is Ausgegangen.AUFGESCHOBEN
        pausen.append(zeile().naechster_versuch - jetzt)
        jetzt = zeile().naechster_versuch
    for nr, pause in enumerate(pausen):
        laengste = timedelta(seconds=min(30 * 2**nr, 3600))
        assert laengste / 2 <= pause <= laengste
    assert verschicke_naechste(versand(1), jetzt=jetzt) is Ausgegangen.GESCHEITERT
    assert (zeile().zustand, zeile().versuche) == ("gescheitert", 40)


def test_wer_nach_dem_punkt_nichts_hoert_hat_es_vorher_vermerkt(
    app: Flask, stadt: Stadt, kasten: Briefkasten, amt: int
) -> None:
    lege()
    am_punkt: list[tuple[str, str]] = []
    schau = anderswo(app, lambda: am_punkt.append((zeile().phase, zeile().zustand)))
    with Beobachter("punkt", schau, punkt=ABBRUCH) as server:
        assert verschicke_naechste(versand(server.port), jetzt=JETZT) is Ausgegangen.UNGEWISS
    assert am_punkt == [("punkt", "vergeben")]
    assert (zeile().zustand, zeile().zweifel, zeile().phase) == ("bereit", True, "")
    assert verschicke_naechste(versand(amt), jetzt=JETZT + timedelta(minutes=1)) is Ausgegangen.GESENDET
    assert (zeile().zustand, zeile().zweifel) == ("gesendet", True)
    erste, zweite = gelesen(server.angenommen[0]), gelesen(kasten.briefe[0][2])
    assert erste["Message-ID"] == zweite["Message-ID"]
    assert erste.as_bytes() == zweite.as_bytes()


def test_die_kennung_bleibt_auch_wenn_geheimnis_und_absender_wechseln(
    stadt: Stadt, kasten: Briefkasten, amt: int
) -> None:
    lege()
    with EigenwilligerServer(punkt=ABBRUCH) as server:
        verschicke_naechste(versand(server.port), jetzt=JETZT)
    neu = replace(versand(amt), geheimnis=b"ein ganz anderes", domain="neustadt.example")
    assert verschicke_naechste(neu, jetzt=JETZT + timedelta(minutes=1)) is Ausgegangen.GESENDET
    kennung = message_id(GEHEIMNIS, "frist/1/eingang/kai", "lindenstadt.example")
    assert gelesen(kasten.briefe[0][2])["Message-ID"] == kennung


def test_wer_die_vergabe_verschlaeft_sendet_nichts(app: Flask, stadt: Stadt) -> None:
    lege()

    def uebernimm() -> None:
        aendere(vergeben_bis=datetime(2026, 1, 1, tzinfo=UTC))
        assert hole_zurueck(versand(1), jetzt=JETZT) == 1
        assert vergabe.nimm(dauer=timedelta(minutes=1), jetzt=JETZT) is not None

    with Beobachter("RCPT", anderswo(app, uebernimm)) as server:
        assert verschicke_naechste(versand(server.port), jetzt=JETZT) is Ausgegangen.VERLOREN
    assert server.angenommen == []
    assert (zeile().zustand, zeile().marke, zeile().zweifel) == ("vergeben", 2, False)


def test_auch_wenn_niemand_sie_uebernahm_sendet_nach_ablauf_niemand(app: Flask, stadt: Stadt) -> None:
    lege()
    abgelaufen = anderswo(app, lambda: aendere(vergeben_bis=datetime(2026, 1, 1, tzinfo=UTC)))
    with Beobachter("RCPT", abgelaufen) as server:
        assert verschicke_naechste(versand(server.port), jetzt=JETZT) is Ausgegangen.AUFGESCHOBEN
    assert server.angenommen == []
    assert (zeile().zustand, zeile().phase) == ("bereit", "")


def test_wird_die_frist_waehrend_des_versands_erledigt_geht_nichts_mehr_hinaus(app: Flask, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt, mitzeichnungen=[])
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    befoerdere(jetzt=JETZT)
    with Beobachter("RCPT", anderswo(app, lambda: gehe(vorlage_id, "freigeben", "olaf"))) as server:
        assert verschicke_naechste(versand(server.port), jetzt=JETZT) is Ausgegangen.VERLOREN
    assert server.angenommen == []
    (sendung,) = post.sendungen(alle=True)
    assert (sendung.an, sendung.zustand, sendung.fehler) == ("olaf@example.org", "entfallen", "Frist erledigt")
    assert post.sendungen() == ()


def test_was_schon_am_punkt_ist_wird_nicht_gestrichen_sondern_gesendet(app: Flask, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt, mitzeichnungen=[])
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    befoerdere(jetzt=JETZT)
    with Beobachter("punkt", anderswo(app, lambda: gehe(vorlage_id, "freigeben", "olaf"))) as server:
        assert verschicke_naechste(versand(server.port), jetzt=JETZT) is Ausgegangen.GESENDET
    assert [(sendung.zustand, sendung.zweifel) for sendung in post.sendungen(alle=True)] == [("gesendet", False)]
    assert len(server.angenommen) == 1


def test_gestrichen_wird_nur_was_zu_diesem_schluessel_gehoert(stadt: Stadt) -> None:
    for schluessel in ("a_b/1/bald/kai", "axb/1/bald/kai", "a_b/1/heute/kai"):
        lege(schluessel)
    with transaction():
        post.streiche("a_b/", vorlage_id=None, grund="Frist erledigt")
    sicht_oeffnen(ALLE)
    frage = select(Postausgang.schluessel).where(Postausgang.zustand == "bereit")
    assert db.session.scalars(frage).all() == ["axb/1/bald/kai"]


def test_eine_zu_weit_reichende_vergabe_stammt_von_einer_verstellten_uhr(stadt: Stadt) -> None:
    lege()
    assert vergabe.nimm(dauer=timedelta(minutes=10), jetzt=JETZT) is not None
    assert hole_zurueck(versand(1, frist=60), jetzt=JETZT) == 0
    assert hole_zurueck(versand(1, frist=1), jetzt=JETZT) == 1
    assert zeile().zustand == "bereit"


def test_auch_abgestuerzte_versuche_zaehlen(stadt: Stadt) -> None:
    lege()
    aendere(zustand="vergeben", versuche=40, vergeben_bis=datetime(2026, 1, 1, tzinfo=UTC))
    assert hole_zurueck(versand(1), jetzt=JETZT) == 1
    assert (zeile().zustand, zeile().fehler) == ("gescheitert", "Der Versand brach vor dem Ende ab.")


def sende_und_stirb(einstellungen: Einstellungen, port: int) -> None:
    """What a clock's own process does until somebody kills it."""
    with create_app(einstellungen).app_context():
        sicht_oeffnen(ALLE)
        verschicke_naechste(versand(port, frist=60), jetzt=JETZT)


def toete_wenn(einstellungen: Einstellungen, server: EigenwilligerServer, so_weit: Callable[[], bool]) -> None:
    """SIGKILL a sending process at that point of the conversation."""
    prozess = multiprocessing.get_context("spawn").Process(target=sende_und_stirb, args=(einstellungen, server.port))
    prozess.start()
    bis = time.monotonic() + 60
    while not so_weit() and prozess.is_alive():
        assert time.monotonic() < bis
        time.sleep(0.01)
    assert prozess.is_alive()
    prozess.kill()
    prozess.join(timeout=10)


@pytest.mark.probe
@pytest.mark.parametrize(("schritt", "phase", "zweifel"), [("DATA", "", False), ("punkt", "punkt", True)])
def test_eine_getoetete_uhr_verliert_nichts_und_verschweigt_keinen_zweifel(
    stadt: Stadt, einstellungen: Einstellungen, kasten: Briefkasten, amt: int, schritt: str, phase: str, zweifel: bool
) -> None:
    lege()
    db.session.rollback()

    def so_weit() -> bool:
        if schritt == "punkt":
            return bool(server.angenommen)
        return any(befehl.startswith(schritt) for befehl in server.gehoert)

    with EigenwilligerServer(**{schritt: SCHWEIGEN}) as server:
        toete_wenn(einstellungen, server, so_weit)
    assert (zeile().zustand, zeile().phase, zeile().zweifel) == ("vergeben", phase, False)
    assert hole_zurueck(versand(amt, frist=60), jetzt=JETZT) == 0
    aendere(vergeben_bis=datetime(2026, 1, 1, tzinfo=UTC))
    assert hole_zurueck(versand(amt), jetzt=JETZT) == 1
    assert (zeile().zustand, zeile().zweifel) == ("bereit", zweifel)
    assert verschicke_naechste(versand(amt), jetzt=JETZT) is Ausgegangen.GESENDET
    assert (zeile().zustand, zeile().zweifel, len(kasten.briefe)) == ("gesendet", zweifel, 1)
    kennungen = {gelesen(roh)["Message-ID"] for roh in (*server.angenommen, kasten.briefe[0][2])}
    assert kennungen == {message_id(GEHEIMNIS, "frist/1/eingang/kai", "lindenstadt.example")}


def test_die_vergabe_dauert_laenger_als_das_langsamste_gespraech() -> None:
    assert versand(25, frist=20).dauer == timedelta(minutes=5)


def test_das_geheimnis_steht_in_keinem_protokoll() -> None:
    assert "Geheimnis" not in repr(versand(25))


def test_der_postausgang_zeigt_was_noch_aussteht_und_auf_wunsch_alles(
    stadt: Stadt, kasten: Briefkasten, amt: int
) -> None:
    lege("a")
    lege("b", jetzt=JETZT + timedelta(minutes=1))
    lege("c", jetzt=JETZT + timedelta(minutes=2))
    assert verschicke_naechste(versand(amt), jetzt=JETZT) is zustellung.Ausgegangen.GESENDET
    assert [sendung.naechster_versuch - JETZT for sendung in post.sendungen()] == [
        timedelta(minutes=1),
        timedelta(minutes=2),
    ]
    assert [sendung.zustand for sendung in post.sendungen(alle=True)] == ["bereit", "bereit", "gesendet"]
    assert post.sendungen(alle=True, hoechstens=1)[0].erstellt == JETZT + timedelta(minutes=2)
    assert post.sendungen()[0].betreff == "Mitzeichnung bis Do 05.03.2026"
