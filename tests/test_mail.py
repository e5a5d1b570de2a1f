"""The way out of the house, against real servers on this machine: one that behaves, and one that does not."""

from __future__ import annotations

import smtplib
import socket
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest

from tests.mailserver import ABBRUCH, SCHWEIGEN, Briefkasten, EigenwilligerServer, postamt
from vorlagen.fehler import VersandGescheitert, VersandUngewiss
from vorlagen.mail import Nachricht, Postweg, baue, sende, versand

GRUSS = Nachricht(
    an="Kai Keller <kai@lindenstadt.example>",
    von="vorlagen@lindenstadt.example",
    betreff="Mitzeichnung bis Di 07.04.2026",
    text="Guten Tag,\n.\n..\n.Punkt am Anfang\nSchöne Grüße\n",
    message_id="<0123456789abcdef0123456789abcdef@lindenstadt.example>",
    datum=datetime(2026, 4, 2, 6, 0, tzinfo=UTC),
)


@pytest.fixture
def kasten() -> Briefkasten:
    return Briefkasten()


def ja() -> bool:
    return True


def weg(port: int, **anderes: Any) -> Postweg:
    return replace(Postweg("127.0.0.1", port, frist=0.5), **anderes)


def test_eine_mail_kommt_byte_fuer_byte_an(kasten: Briefkasten) -> None:
    with postamt(kasten) as port:
        sende(weg(port), GRUSS, vor_dem_punkt=ja, umschlag_von="bounce+17.abc@lindenstadt.example")
    assert kasten.briefe == [("bounce+17.abc@lindenstadt.example", ["kai@lindenstadt.example"], baue(GRUSS).as_bytes())]


def test_auch_eine_fertige_mail_mit_fremden_zeilenenden_kommt_an(kasten: Briefkasten) -> None:
    fertig = EmailMessage()
    fertig["From"], fertig["To"] = "vorlagen@lindenstadt.example", "Kai Müller <kai@lindenstadt.example>"
    fertig.set_content("eins\n.\nzwei\n")
    fertig.set_payload("eins\r.\r\n.\n\r\nzwei")
    with postamt(kasten) as port:
        sende(weg(port), fertig, vor_dem_punkt=ja)
    von, an, inhalt = kasten.briefe[0]
    assert (von, an) == ("vorlagen@lindenstadt.example", ["kai@lindenstadt.example"])
    assert inhalt.partition(b"\r\n\r\n")[2] == b"eins\r\n.\r\n.\r\n\r\nzwei\r\n"


def test_vor_dem_punkt_ist_der_text_da_und_noch_nichts_gueltig() -> None:
    with EigenwilligerServer() as server:
        stand: list[int] = []

        def frage() -> bool:
            stand.append(len(server.angenommen))
            return True

        sende(weg(server.port), GRUSS, vor_dem_punkt=frage)
    assert (stand, len(server.angenommen)) == ([0], 1)
    assert b"\r\n..\r\n...\r\n..Punkt am Anfang\r\n" in server.roh
    assert server.gehoert == [
        "EHLO lindenstadt.example",
        f"MAIL FROM:<vorlagen@lindenstadt.example> size={len(server.angenommen[0])}",
        "RCPT TO:<kai@lindenstadt.example>",
        "DATA",
        "QUIT",
    ]


def test_ohne_zusage_vor_dem_punkt_verlaesst_nichts_das_haus() -> None:
    with EigenwilligerServer() as server, pytest.raises(VersandGescheitert, match="abgebrochen") as abbruch:
        sende(weg(server.port), GRUSS, vor_dem_punkt=lambda: False)
    assert abbruch.value.endgueltig is False
    assert (server.angenommen, server.gehoert[-1]) == ([], "DATA")
    assert server.roh.endswith(b"\r\n")


def test_ein_fehler_des_aufrufers_vor_dem_punkt_bleibt_seiner_und_bricht_ab() -> None:
    def datenbank_weg() -> bool:
        raise OSError("Datenbank weg")

    with EigenwilligerServer() as server, pytest.raises(OSError, match=r"^Datenbank weg$"):
        sende(weg(server.port), GRUSS, vor_dem_punkt=datenbank_weg)
    assert server.angenommen == []


@pytest.mark.parametrize(
    ("abweichung", "endgueltig", "satz"),
    [
        ({"banner": "421 zu viele"}, False, "421 zu viele"),
        ({"banner": "554 nicht hier"}, False, "554 nicht hier"),
        ({"banner": "Unsinn"}, False, "nicht erreichbar"),
        ({"banner": ABBRUCH}, False, "nicht erreichbar"),
        ({"banner": SCHWEIGEN}, False, "timed out"),
        ({"EHLO": SCHWEIGEN}, False, "timed out"),
        ({"MAIL": "451 spaeter"}, False, "451 spaeter"),
        ({"MAIL": "550 Absender unbekannt"}, False, "550 Absender unbekannt"),
        ({"MAIL": "552 zu gross"}, True, "552 zu gross"),
        ({"MAIL": "Unsinn"}, False, "lehnt ab"),
        ({"RCPT": "451 spaeter"}, False, "451 spaeter"),
        ({"RCPT": "550 unbekannt\t\x07\x1b[31m"}, True, r"550 unbekannt \[31m$"),
        ({"RCPT": "421 wir schliessen"}, False, "421 wir schliessen"),
        ({"RCPT": ABBRUCH}, False, "nicht erreichbar"),
        ({"RCPT": SCHWEIGEN}, False, "timed out"),
        ({"DATA": "451 spaeter"}, False, "451 spaeter"),
        ({"DATA": "554 kein Empfaenger"}, True, "554 kein Empfaenger"),
        ({"DATA": "250 wie bitte"}, False, "250 wie bitte"),
        ({"punkt": "451 spaeter"}, False, "451 spaeter"),
        ({"punkt": "421 wir schliessen"}, False, "421 wir schliessen"),
        ({"punkt": "554 Werbung"}, True, "554 Werbung"),
        ({"RCPT": "550 unbekannt", "QUIT": ABBRUCH}, True, "550 unbekannt"),
    ],
)
def test_eine_ablehnung_sagt_ob_ein_neuer_versuch_lohnt(
    abweichung: dict[str, str], endgueltig: bool, satz: str
) -> None:
    with (
        EigenwilligerServer(**abweichung) as server,
        pytest.raises(VersandGescheitert, match=satz) as ablehnung,
    ):
        sende(weg(server.port), GRUSS, vor_dem_punkt=ja)
    assert ablehnung.value.endgueltig is endgueltig


@pytest.mark.parametrize("punkt", [ABBRUCH, SCHWEIGEN, "Unsinn", "354 weiter"])
def test_ohne_klare_antwort_nach_dem_punkt_bleibt_es_ungewiss(punkt: str) -> None:
    with EigenwilligerServer(punkt=punkt) as server, pytest.raises(VersandUngewiss, match=r"ist ungewiss: ."):
        sende(weg(server.port), GRUSS, vor_dem_punkt=ja)
    assert len(server.angenommen) == 1


@pytest.mark.parametrize(
    ("data", "text", "endgueltig"),
    [
        ("354 bitte", "", False),
        ("354 bitte", "Zeile\n" * 100_000, False),
        ("354 bitte\r\n421 Ende", "", False),
        ("354 bitte\r\n552 zu viel", "", True),
    ],
)
def test_wer_vor_dem_punkt_auflegt_bekommt_keinen_punkt(data: str, text: str, endgueltig: bool) -> None:
    with EigenwilligerServer(DATA=data, text=ABBRUCH) as server:

        def warte() -> bool:
            return server.aufgelegt.wait(10)

        with pytest.raises(VersandGescheitert) as abbruch:
            sende(weg(server.port), replace(GRUSS, text=text), vor_dem_punkt=warte)
    assert abbruch.value.endgueltig is endgueltig


@pytest.mark.parametrize("abschied", [ABBRUCH, SCHWEIGEN, "500 nein"])
def test_was_nach_der_zusage_schiefgeht_aendert_nichts(abschied: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versand, "_ABSCHIED_SEKUNDEN", 0.1)
    with EigenwilligerServer(QUIT=abschied) as server:
        sende(weg(server.port), GRUSS, vor_dem_punkt=ja)
    assert len(server.angenommen) == 1


def test_der_punkt_wartet_nicht_auf_die_quittung_des_textes(monkeypatch: pytest.MonkeyPatch) -> None:
    ohne_warten: list[int] = []
    setze_den_punkt = versand._setze_den_punkt

    def beobachtet(server: smtplib.SMTP) -> None:
        assert server.sock is not None
        ohne_warten.append(server.sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        setze_den_punkt(server)

    monkeypatch.setattr(versand, "_setze_den_punkt", beobachtet)
    with EigenwilligerServer() as server:
        sende(weg(server.port), GRUSS, vor_dem_punkt=ja)
    assert [bool(wert) for wert in ohne_warten] == [True]


def test_ein_server_ohne_erweiterungen_bekommt_keine_groesse() -> None:
    with EigenwilligerServer(EHLO="502 kenne ich nicht", HELO="250 hier") as server:
        sende(weg(server.port), GRUSS, vor_dem_punkt=ja)
    assert "MAIL FROM:<vorlagen@lindenstadt.example>" in server.gehoert


def test_hinter_einer_geschlossenen_tuer_lohnt_ein_neuer_versuch() -> None:
    with socket.create_server(("127.0.0.1", 0)) as tuer:
        port = tuer.getsockname()[1]
    with pytest.raises(VersandGescheitert, match="nicht erreichbar") as fehler:
        sende(weg(port), GRUSS, vor_dem_punkt=ja)
    assert fehler.value.endgueltig is False
