"""How a mail leaves the house: one conversation, with a last question to the caller before the final dot.

Exactly once over SMTP is impossible (RFC 1047). So the body goes first, then the caller writes down that the
dot will follow, and only then it does. Whoever lost the claim to this mail meanwhile sends nothing.
"""

from __future__ import annotations

import re
import selectors
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from typing import Final, cast

from vorlagen.fehler import VersandGescheitert, VersandUngewiss
from vorlagen.mail.nachricht import Nachricht, adresse, baue
from vorlagen.mail.postweg import Postweg, Sicherung

_ABSCHIED_SEKUNDEN: Final = 2.0


def sende(
    postweg: Postweg,
    nachricht: Nachricht | EmailMessage,
    *,
    vor_dem_punkt: Callable[[], bool],
    umschlag_von: str | None = None,
) -> None:
    """Returns when the server has taken the mail over (2xx after the dot).

    `vor_dem_punkt` is asked when the server has the body, but no dot yet; False, or an exception of its own,
    drops the connection and nothing leaves. `umschlag_von`: where bounces go; else the From address.
    Raises `VersandGescheitert` (nothing has left; `endgueltig`: recipient or text are refused for good)
    or `VersandUngewiss` (the dot was sent and no usable answer came).
    """
    mail = baue(nachricht) if isinstance(nachricht, Nachricht) else nachricht
    von, an = adresse(umschlag_von or str(mail["From"])), adresse(str(mail["To"]))
    inhalt = _auf_der_leitung(mail)
    with _gespraech(postweg, eigener_name=von.rpartition("@")[2]) as server:
        with _nichts_ist_geschehen():
            _kuendige_an(server, von, an, len(inhalt))
            server.send(inhalt)
        if not vor_dem_punkt():
            raise VersandGescheitert("Der Versand wurde vor dem Abschluss abgebrochen.", endgueltig=False)
        with _nichts_ist_geschehen():
            _pruefe_leitung(server)
        _setze_den_punkt(server)


def _auf_der_leitung(mail: EmailMessage) -> bytes:
    """CRLF only and leading dots doubled, so that no line of the text can end it (RFC 5321 § 4.5.2)."""
    roh = mail.as_bytes(policy=mail.policy.clone(linesep="\r\n", cte_type="7bit"))
    zeilen = re.sub(rb"\r\n|\r|\n", b"\r\n", roh).removesuffix(b"\r\n")
    return re.sub(rb"^\.", b"..", zeilen, flags=re.MULTILINE) + b"\r\n"


@contextmanager
def _gespraech(postweg: Postweg, *, eigener_name: str) -> Iterator[smtplib.SMTP]:
    """A greeted, secured and authenticated connection; dropped at the end, wherever the talk then stands."""
    with _nichts_ist_geschehen():
        server = _verbinde(postweg, eigener_name)
    try:
        with _nichts_ist_geschehen():
            if postweg.sicherung is Sicherung.STARTTLS:
                server.starttls(context=ssl.create_default_context())
            if postweg.benutzer is not None:
                server.login(postweg.benutzer, postweg.passwort or "")
            server.ehlo_or_helo_if_needed()
        yield server
    finally:
        server.close()


def _verbinde(postweg: Postweg, eigener_name: str) -> smtplib.SMTP:
    """Our own name is given, because smtplib would ask the DNS for it."""
    if postweg.sicherung is Sicherung.TLS:
        sicher = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            postweg.host, postweg.port, eigener_name, timeout=postweg.frist, context=sicher
        )
    else:
        server = smtplib.SMTP(postweg.host, postweg.port, eigener_name, timeout=postweg.frist)
    # Otherwise the lone dot waits 40 ms for the acknowledgement of the body; a crash then leaves a doubt.
    _leitung(server).setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return server


def _kuendige_an(server: smtplib.SMTP, von: str, an: str, groesse: int) -> None:
    """Sender, recipient, DATA. Only what is said about this recipient or this text can be final."""
    optionen = [f"size={groesse}"] if server.has_extn("size") else []
    code, antwort = server.mail(von, optionen)
    if not _genommen(code):
        raise _ablehnung(server, code, antwort, endgueltig=code == 552)
    code, antwort = server.rcpt(an)
    if not _genommen(code):
        raise _ablehnung(server, code, antwort, endgueltig=code >= 500)
    code, antwort = server.docmd("DATA")
    if code != 354:
        raise _ablehnung(server, code, antwort, endgueltig=code >= 500)


def _pruefe_leitung(server: smtplib.SMTP) -> None:
    """A server that hung up, or spoke before its turn, will not take the dot: a failure, and no doubt yet."""
    with selectors.DefaultSelector() as waechter:
        waechter.register(_leitung(server), selectors.EVENT_READ)
        if not waechter.select(timeout=0):
            return
    code, antwort = server.getreply()
    raise _ablehnung(server, code, antwort, endgueltig=code >= 500)


def _setze_den_punkt(server: smtplib.SMTP) -> None:
    try:
        server.send(b".\r\n")
        code, antwort = server.getreply()
    except OSError as ursache:
        raise VersandUngewiss(f"Ob die Mail angekommen ist, ist ungewiss: {_lesbar(ursache)}") from ursache
    if code >= 400:
        raise _ablehnung(server, code, antwort, endgueltig=code >= 500)
    if not _genommen(code):
        raise VersandUngewiss(f"Ob die Mail angekommen ist, ist ungewiss: {_lesbar(antwort)}")
    _verabschiede(server)


def _ablehnung(server: smtplib.SMTP, code: int, antwort: bytes, *, endgueltig: bool) -> VersandGescheitert:
    _verabschiede(server)
    return VersandGescheitert(f"Der Mailserver lehnt ab: {code} {_lesbar(antwort)}", endgueltig=endgueltig)


def _verabschiede(server: smtplib.SMTP) -> None:
    """Politeness only: the result is known, so neither silence nor a broken line may change or delay it."""
    with suppress(OSError):
        _leitung(server).settimeout(_ABSCHIED_SEKUNDEN)
        server.quit()


@contextmanager
def _nichts_ist_geschehen() -> Iterator[None]:
    """Before the dot any failure of line, certificate or log-in is worth a retry; smtplib's are OSErrors."""
    try:
        yield
    except OSError as ursache:
        satz = f"Der Mailserver ist nicht erreichbar oder nimmt uns nicht an: {_lesbar(ursache)}"
        raise VersandGescheitert(satz, endgueltig=False) from ursache


def _leitung(server: smtplib.SMTP) -> socket.socket:
    return cast(socket.socket, server.sock)


def _genommen(code: int) -> bool:
    return 200 <= code < 300


def _lesbar(ursache: OSError | bytes | str) -> str:
    """What the server said, fit for a screen; the text is a stranger's."""
    if isinstance(ursache, smtplib.SMTPResponseException):
        return f"{ursache.smtp_code} {_lesbar(ursache.smtp_error)}"
    text = ursache.decode("utf-8", "replace") if isinstance(ursache, bytes) else str(ursache)
    return " ".join("".join(z if z.isprintable() else " " for z in text).split())[:300]
