"""The address of the mail server: what it says, and what stops the start."""

from __future__ import annotations

import pytest

from vorlagen.fehler import EinstellungUngueltig
from vorlagen.mail import Postweg, Sicherung


@pytest.mark.parametrize(
    ("url", "postweg"),
    [
        ("smtp://localhost", Postweg("localhost", 25)),
        (" smtp://127.0.0.1:1025/ ", Postweg("127.0.0.1", 1025)),
        ("smtp://[::1]:2525", Postweg("::1", 2525)),
        ("smtp://mail.lindenstadt.example?starttls=0", Postweg("mail.lindenstadt.example", 25)),
        (
            "smtp://mail.lindenstadt.example?starttls=1",
            Postweg("mail.lindenstadt.example", 587, Sicherung.STARTTLS),
        ),
        ("smtps://mail.lindenstadt.example", Postweg("mail.lindenstadt.example", 465, Sicherung.TLS)),
        ("smtp://localhost?timeout=2.5", Postweg("localhost", 25, frist=2.5)),
        ("smtp://rat:haus@localhost:25", Postweg("localhost", 25, Sicherung.KEINE, "rat", "haus")),
        (
            "smtp://rat%40haus:p%3A%2F%40%23@mail.lindenstadt.example:25?starttls=1",
            Postweg("mail.lindenstadt.example", 25, Sicherung.STARTTLS, "rat@haus", "p:/@#"),
        ),
    ],
)
def test_eine_adresse_sagt_den_ganzen_weg(url: str, postweg: Postweg) -> None:
    assert Postweg.aus_url(url) == postweg


@pytest.mark.parametrize(
    ("url", "satz"),
    [
        ("", "unlesbar"),
        ("mail.lindenstadt.example", "unlesbar"),
        ("http://mail.lindenstadt.example", "unlesbar"),
        ("smtp://", "Name des Mailservers"),
        ("smtp://mail..example", "Name des Mailservers"),
        ("smtp://mail.lindenstadt.example:abc", "unlesbar"),
        ("smtp://mail.lindenstadt.example:99999", "unlesbar"),
        ("smtp://[::1", "unlesbar"),
        ("smtp://localhost?starttls", "unlesbar"),
        ("smtp://localhost?starttls=ja", "unlesbar"),
        ("smtps://localhost?starttls=1", "unlesbar"),
        ("smtp://localhost?startls=1", "Unbekanntes"),
        ("smtp://localhost/pfad", "Unbekanntes"),
        ("smtp://localhost#stelle", "Unbekanntes"),
        ("smtp://localhost?timeout=bald", "unlesbar"),
        ("smtp://localhost?timeout=0", "Wartezeit"),
        ("smtp://localhost?timeout=nan", "Wartezeit"),
        ("smtp://rat@localhost", "gehören Benutzer und Passwort zusammen"),
        ("smtp://rat:geh%C3%A4im@localhost", "keine Umlaute"),
        ("smtp://rat:geheim@mail.lindenstadt.example", "unverschlüsselt"),
    ],
)
def test_eine_falsche_oder_gefaehrliche_adresse_haelt_den_start_an(url: str, satz: str) -> None:
    with pytest.raises(EinstellungUngueltig, match=satz) as fehler:
        Postweg.aus_url(url)
    assert "geheim" not in fehler.value.satz


def test_das_passwort_steht_in_keinem_protokoll() -> None:
    assert "haus" not in repr(Postweg.aus_url("smtp://rat:haus@localhost"))
