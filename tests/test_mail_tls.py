"""Mail over a secured line: who is asked for an Ausweis, and that nothing goes out in the clear."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.mailserver import Briefkasten, postamt
from tests.test_mail import GRUSS, ja, weg
from vorlagen.fehler import VersandGescheitert
from vorlagen.mail import Postweg, Sicherung, baue, sende


@pytest.fixture
def kasten() -> Briefkasten:
    return Briefkasten()


@pytest.fixture(scope="session")
def ausweis(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of this hour for `localhost`, and its key."""
    programm = shutil.which("openssl")
    if programm is None:
        pytest.skip("Das Programm openssl fehlt")
    ort = tmp_path_factory.mktemp("ausweis")
    wahl = "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run(
        [programm, *wahl.split(), "-keyout", ort / "key.pem", "-out", ort / "cert.pem"],
        check=True,
        capture_output=True,
    )
    return ort / "cert.pem", ort / "key.pem"


@pytest.fixture
def tls(ausweis: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """The server's side; the client trusts it through the environment, as a town's IT would do it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(ausweis[0]))
    kontext = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    kontext.load_cert_chain(*ausweis)
    return kontext


def _pruefe_anmeldung(_server: SMTP, _session: Session, _umschlag: Envelope, _art: str, daten: Any) -> AuthResult:
    return AuthResult(success=daten == LoginPassword(b"rat", b"haus"), handled=False)


ANMELDUNG: dict[str, Any] = {"authenticator": _pruefe_anmeldung, "auth_required": True}


def test_starttls_und_anmeldung(kasten: Briefkasten, tls: ssl.SSLContext) -> None:
    with postamt(kasten, tls_context=tls, require_starttls=True, **ANMELDUNG) as port:
        postweg = Postweg.aus_url(f"smtp://rat:haus@localhost:{port}?starttls=1")
        sende(postweg, GRUSS, vor_dem_punkt=ja)
    assert [brief[2] for brief in kasten.briefe] == [baue(GRUSS).as_bytes()]


def test_smtps(kasten: Briefkasten, tls: ssl.SSLContext) -> None:
    with postamt(kasten, ssl_context=tls) as port:
        sende(Postweg.aus_url(f"smtps://localhost:{port}"), GRUSS, vor_dem_punkt=ja)
    assert [brief[2] for brief in kasten.briefe] == [baue(GRUSS).as_bytes()]


def test_ein_falsches_passwort_ist_kein_fehler_des_empfaengers(kasten: Briefkasten, tls: ssl.SSLContext) -> None:
    with (
        postamt(kasten, tls_context=tls, **ANMELDUNG) as port,
        pytest.raises(VersandGescheitert, match="535") as ablehnung,
    ):
        sende(Postweg.aus_url(f"smtp://rat:falsch@localhost:{port}?starttls=1"), GRUSS, vor_dem_punkt=ja)
    assert (ablehnung.value.endgueltig, kasten.briefe) == (False, [])


@pytest.mark.parametrize("sicherung", [Sicherung.STARTTLS, Sicherung.TLS])
def test_ohne_tls_des_servers_wird_nicht_im_klartext_gesendet(sicherung: Sicherung, kasten: Briefkasten) -> None:
    with postamt(kasten) as port, pytest.raises(VersandGescheitert) as ablehnung:
        sende(weg(port, sicherung=sicherung), GRUSS, vor_dem_punkt=ja)
    assert (ablehnung.value.endgueltig, kasten.briefe) == (False, [])


def test_einem_fremden_ausweis_wird_nicht_getraut(
    kasten: Briefkasten, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postamt(kasten, tls_context=tls) as port:
        for host, vertraut in (("127.0.0.1", True), ("localhost", False)):
            if not vertraut:
                monkeypatch.delenv("SSL_CERT_FILE")
            with pytest.raises(VersandGescheitert, match=r"(?i)certificate"):
                sende(weg(port, host=host, sicherung=Sicherung.STARTTLS), GRUSS, vor_dem_punkt=ja)
    assert kasten.briefe == []
