"""The way to the town's mail server, as one setting."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from vorlagen.fehler import EinstellungUngueltig

_BEISPIEL: Final = "Beispiel: smtp://benutzer:passwort@mail.lindenstadt.example:587?starttls=1"
_DERSELBE_RECHNER: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*|[0-9A-Fa-f:.]+", re.ASCII)
_PORTS: Final = {"keine": 25, "starttls": 587, "tls": 465}


class Sicherung(StrEnum):
    """How the connection is kept private."""

    KEINE = "keine"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True)
class Postweg:
    """Where mail goes out. `frist`: seconds that each single answer of the server may take."""

    host: str
    port: int
    sicherung: Sicherung = Sicherung.KEINE
    benutzer: str | None = None
    passwort: str | None = field(default=None, repr=False)
    frist: float = 20.0

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.host):
            raise EinstellungUngueltig(f"Der Name des Mailservers fehlt oder ist keiner. {_BEISPIEL}")
        if (self.benutzer is None) != (self.passwort is None):
            raise EinstellungUngueltig("Für den Mailserver gehören Benutzer und Passwort zusammen.")
        if not f"{self.benutzer}{self.passwort}".isascii():
            raise EinstellungUngueltig("Benutzer und Passwort für den Mailserver dürfen keine Umlaute enthalten.")
        if not 0 < self.frist <= 300:
            raise EinstellungUngueltig("Die Wartezeit auf den Mailserver muss zwischen 0 und 300 Sekunden liegen.")
        if self.passwort and self.sicherung is Sicherung.KEINE and self.host not in _DERSELBE_RECHNER:
            raise EinstellungUngueltig(
                "Das Passwort für den Mailserver ginge unverschlüsselt durchs Netz. "
                "Bitte nehmen Sie smtps:// oder hängen Sie ?starttls=1 an."
            )

    @classmethod
    def aus_url(cls, url: str) -> Self:
        """`smtp://[user:password@]host[:port][?starttls=1&timeout=20]` or `smtps://…`.

        User and password are percent-encoded. Raises `EinstellungUngueltig`; its sentence never repeats the
        address, because it may hold the password.
        """
        try:
            teile = urlsplit(url.strip())
            port = teile.port
            optionen = dict(parse_qsl(teile.query, keep_blank_values=True, strict_parsing=bool(teile.query)))
            frist = float(optionen.pop("timeout", str(cls.frist)))
            sicherung = _sicherung(teile.scheme, optionen.pop("starttls", "0"))
        except (ValueError, KeyError):
            raise EinstellungUngueltig(f"Die Adresse des Mailservers ist unlesbar. {_BEISPIEL}") from None
        if optionen or teile.path not in ("", "/") or teile.fragment:
            raise EinstellungUngueltig(f"Die Adresse des Mailservers enthält Unbekanntes. {_BEISPIEL}")
        return cls(
            teile.hostname or "",
            port or _PORTS[sicherung],
            sicherung,
            None if teile.username is None else unquote(teile.username),
            None if teile.password is None else unquote(teile.password),
            frist,
        )


def _sicherung(schema: str, starttls: str) -> Sicherung:
    """`KeyError` for any other pair: a typing error must not send mail in the clear."""
    return {
        ("smtp", "0"): Sicherung.KEINE,
        ("smtp", "1"): Sicherung.STARTTLS,
        ("smtps", "0"): Sicherung.TLS,
    }[schema, starttls]
