"""What is in a mail: headers that machines understand, and text of strangers that stays text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vorlagen.fehler import VersandGescheitert
from vorlagen.mail import Nachricht, adresse, baue, message_id

GRUSS = Nachricht(
    an="Kai Keller <kai@lindenstadt.example>",
    von="Vorlagen <vorlagen@lindenstadt.example>",
    betreff="Mitzeichnung bis Di 07.04.2026",
    text="Guten Tag,\n\nbitte zeichnen Sie die Vorlage 10/022 mit.\n",
    message_id="<0123456789abcdef0123456789abcdef@lindenstadt.example>",
    datum=datetime(2026, 4, 2, 6, 0, tzinfo=UTC),
)
ALLES = st.text(st.characters(), max_size=300)


def gelesen(nachricht: Nachricht) -> EmailMessage:
    """As the receiving side reads it."""
    return message_from_bytes(baue(nachricht).as_bytes(), policy=default)


def test_eine_mail_traegt_genau_diese_koepfe() -> None:
    assert dict(gelesen(GRUSS).items()) == {
        "Date": "Thu, 02 Apr 2026 06:00:00 +0000",
        "From": "Vorlagen <vorlagen@lindenstadt.example>",
        "To": "Kai Keller <kai@lindenstadt.example>",
        "Subject": "Mitzeichnung bis Di 07.04.2026",
        "Message-ID": "<0123456789abcdef0123456789abcdef@lindenstadt.example>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "DR, RN, NRN, OOF, AutoReply",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "7bit",
        "MIME-Version": "1.0",
    }


def test_lange_kennungen_und_adressen_bleiben_was_sie_sind() -> None:
    domain = "vorlagen.verbandsgemeinde-mit-einem-sehr-langen-namen.rlp.example"
    kennungen = tuple(f"<{zeichen * 32}@{domain}>" for zeichen in "abc")
    url = f"https://{domain}/abstellen/{'x' * 60}"
    mail = baue(
        replace(
            GRUSS,
            references=kennungen,
            abstellbar_url=url,
            list_id=f"frist.{domain}",
            reply_to=f"rat@{domain}",
        )
    )
    roh = mail.as_bytes().split(b"\r\n\r\n")[0].decode("ascii")
    entfaltet = dict(zeile.split(": ", 1) for zeile in roh.replace("\r\n ", " ").split("\r\n"))
    assert entfaltet["References"] == " ".join(kennungen)
    assert entfaltet["In-Reply-To"] == kennungen[-1]
    assert entfaltet["List-Unsubscribe"] == f"<{url}>"
    assert entfaltet["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert entfaltet["List-ID"] == f"<frist.{domain}>"
    assert entfaltet["Reply-To"] == f"rat@{domain}"


def test_text_html_und_kalender_sind_drei_fassungen_derselben_mail() -> None:
    kalender = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Sitzung über die Übersicht\r\nEND:VCALENDAR\r\n"
    mail = gelesen(replace(GRUSS, html="<p>Größe</p>", kalender=kalender))
    assert mail.get_content_type() == "multipart/alternative"
    teile = [cast(EmailMessage, teil) for teil in mail.iter_parts()]
    assert [teil.get_content_type() for teil in teile] == ["text/plain", "text/html", "text/calendar"]
    assert [teil.get_content() for teil in teile] == [
        GRUSS.text.replace("\n", "\r\n"),
        "<p>Größe</p>\r\n",
        kalender,
    ]
    assert teile[2].get_param("method") == "REQUEST"
    ohne = gelesen(replace(GRUSS, kalender="BEGIN:VCALENDAR\nEND:VCALENDAR\n"))
    assert [cast(EmailMessage, teil).get_param("method") for teil in ohne.iter_parts()] == [None, "PUBLISH"]


def test_ein_zweiter_versuch_ist_byte_fuer_byte_dieselbe_mail() -> None:
    nachricht = replace(GRUSS, html="<p>Guten Tag</p>")
    assert baue(nachricht).as_bytes() == baue(nachricht).as_bytes()


def test_die_message_id_ist_stabil_und_nicht_zu_erraten() -> None:
    erste = message_id(b"geheim", "frist/17/1", "lindenstadt.example")
    assert erste == "<3846c433165f07e780ae1a51207dfcd2@lindenstadt.example>"
    assert len({erste, message_id(b"andere", "frist/17/1", "x"), message_id(b"geheim", "frist/17/2", "x")}) == 3


@pytest.mark.parametrize(
    ("betreff", "gelesener"),
    [
        ("Straße\r\nBcc: alle@lindenstadt.example", "Straße Bcc: alle@lindenstadt.example"),
        ("Strasse\nBcc: alle@lindenstadt.example", "Strasse Bcc: alle@lindenstadt.example"),
        ("a\rb\x0bc\x0cd\x1ce\x85f\u2028g\u2029h\x00i", "a b c d e f g h i"),
        ("=?utf-8?q?a=0D=0ABcc:_x?=", "=?utf-8?q?a=0D=0ABcc:_x?="),
        ("=?utf-8?b?DQpCY2M6IHg=?=", "=?utf-8?b?DQpCY2M6IHg=?="),
        ("\ud800 halb \udc80", "halb"),
        ("", ""),
        ("   ", ""),
        ("Ä" * 400, "Ä" * 400),
        ("x" * 2000, "x" * 2000),
        ("Zwölf 😀 Boxkämpfer " * 20, ("Zwölf 😀 Boxkämpfer " * 20).strip()),
    ],
)
def test_kein_betreff_wird_zu_einem_kopf(betreff: str, gelesener: str) -> None:
    mail = gelesen(replace(GRUSS, betreff=betreff))
    assert set(mail.keys()) == set(gelesen(GRUSS).keys())
    assert mail["Subject"] == gelesener


@given(betreff=ALLES, name=ALLES, text=ALLES)
def test_beliebiger_text_uebersteht_den_versand(betreff: str, name: str, text: str) -> None:
    bauplan = replace(GRUSS, betreff=betreff, an=f"{name} <kai@lindenstadt.example>", text=text)
    roh = baue(bauplan).as_bytes()
    roh.decode("ascii")
    assert all(len(zeile) <= 998 for zeile in roh.split(b"\r\n"))
    mail = message_from_bytes(roh, policy=default)
    assert set(mail.keys()) == set(gelesen(GRUSS).keys())
    assert [a.addr_spec for a in mail["To"].addresses] == ["kai@lindenstadt.example"]


@pytest.mark.parametrize(
    ("text", "nackt"),
    [
        ("kai@lindenstadt.example", "kai@lindenstadt.example"),
        (" kai@lindenstadt.example\n", "kai@lindenstadt.example"),
        ("<kai@lindenstadt.example>", "kai@lindenstadt.example"),
        ('"Keller, Kai" <kai@lindenstadt.example>', "kai@lindenstadt.example"),
        ("Kai <Rat> <kai+rat@localhost>", "kai+rat@localhost"),
    ],
)
def test_die_nackte_adresse_wird_gefunden(text: str, nackt: str) -> None:
    assert adresse(text) == nackt


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kai",
        "kai@",
        "@lindenstadt.example",
        "kai@lindenstadt.example\r\nBcc: alle@lindenstadt.example",
        "kai@lindenstadt.example, berta@lindenstadt.example",
        "Kai <kai@lindenstadt.example",
        "Kai <kai@lindenstadt.example> x",
        "kai@linden stadt.example",
        "jürgen@lindenstadt.example",
        "kai@straße.example",
        "kai@@lindenstadt.example",
    ],
)
def test_was_keine_eine_adresse_ist_wird_endgueltig_abgelehnt(text: str) -> None:
    with pytest.raises(VersandGescheitert, match="keine E-Mail-Adresse") as ablehnung:
        baue(replace(GRUSS, an=text))
    assert ablehnung.value.endgueltig is True


@pytest.mark.parametrize("name", ["Keller, Kai", 'Kai "der Rat" \\ Keller', "Jürgen Groß", "=?utf-8?q?x?=", "K" * 90])
def test_der_name_vor_der_adresse_bleibt_lesbar(name: str) -> None:
    mail = baue(replace(GRUSS, an=f"{name} <kai@lindenstadt.example>"))
    roh = dict(mail.raw_items())["To"].replace("\r\n", "")
    anzeige, nackt = parseaddr(roh)
    assert (str(make_header(decode_header(anzeige))), nackt) == (name, "kai@lindenstadt.example")


def test_ein_name_in_anfuehrungszeichen_verliert_sie() -> None:
    kopf = gelesen(replace(GRUSS, an=r'"Keller, \"Kai\"" <kai@lindenstadt.example>'))["To"]
    assert [a.display_name for a in kopf.addresses] == ['Keller, "Kai"']
