"""Which addresses we may be sent to. A name is resolved once, and what was checked is what we connect to."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from vorlagen.fehler import AdresseVerweigert

Netze = tuple[IPv4Network | IPv6Network, ...]
"""Networks of the house's own that may be called although the world cannot reach them."""

_LAENGE: Final = 2000
_LESBAR: Final = re.compile(r"[!-~]+")
_NAME: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(\.(?!-)[a-z0-9_-]{1,63})*\.?")
_ZAHL: Final = re.compile(r"\d+|0x[0-9a-f]*")
_STETS_VERWEIGERT: Final[Netze] = (
    ip_network("169.254.0.0/16"),  # link-local; cloud machines hand out their keys there
    ip_network("fe80::/10"),
    ip_network("168.63.129.16/32"),  # looks public, is the inside of one cloud
    ip_network("fd00:ec2::254/128"),
    ip_network("192.0.0.0/24"),  # for protocols, not for hosts; older Pythons take parts of it for public
    ip_network("fec0::/10"),  # site-local, given up but still routed in places
)
_NAT64: Final = ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Ziel:
    """An address that reads as one: `pfad` holds path and query, `host` has no brackets."""

    schema: str
    host: str
    port: int
    pfad: str

    @property
    def herkunft(self) -> tuple[str, str, int]:
        """What RFC 6454 calls the origin."""
        return self.schema, self.host, self.port

    @property
    def kopf(self) -> str:
        """The value of the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == {"http": 80, "https": 443}[self.schema] else f"{host}:{self.port}"


def pruefe_ziel(url: str) -> Ziel:
    """Read an address strictly: every part that two readers could understand differently is refused.

    Raises `AdresseVerweigert` with a sentence that does not repeat the address.
    """
    if len(url) > _LAENGE or not _LESBAR.fullmatch(url) or "\\" in url:
        raise AdresseVerweigert("Die Adresse ist zu lang oder enthält Zeichen, die in keine Adresse gehören.")
    try:
        teile = urlsplit(url)
        port, host = teile.port, teile.hostname or ""
    except ValueError as fehler:
        raise AdresseVerweigert("Die Adresse ist nicht lesbar.") from fehler
    if teile.scheme not in ("http", "https"):
        raise AdresseVerweigert("Die Adresse muss mit https:// oder http:// beginnen.")
    if "@" in teile.netloc:
        raise AdresseVerweigert("Name und Passwort gehören nicht in die Adresse.")
    if "%" in teile.netloc or not _ist_host(host):
        raise AdresseVerweigert("Der Name des Rechners in der Adresse ist nicht lesbar.")
    port = port if port is not None else {"http": 80, "https": 443}[teile.scheme]
    if port not in (80, 443) and port < 1024:
        raise AdresseVerweigert(f"Port {port} gehört anderen Diensten; möglich sind 80, 443 und alles ab 1024.")
    pfad = teile.path if teile.path.startswith("/") else f"/{teile.path}"
    return Ziel(teile.scheme, host, port, f"{pfad}?{teile.query}" if teile.query else pfad)


def ist_zahl(host: str) -> bool:
    """True for an address in numbers, which nobody need resolve."""
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


def loese_auf(ziel: Ziel, erlaubte: Netze) -> tuple[str, ...]:
    """The checked addresses behind a target, in the resolver's order. Raises `AdresseVerweigert`.

    One that may not be called spoils all: a name with two faces has no good reason.
    """
    try:
        gefunden = socket.getaddrinfo(ziel.host, ziel.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as fehler:
        raise AdresseVerweigert(f"Der Name {ziel.host} lässt sich nicht auflösen.") from fehler
    adressen = tuple(dict.fromkeys(str(eintrag[4][0]) for eintrag in gefunden))
    if not adressen or not all(ist_erlaubt(adresse, erlaubte) for adresse in adressen):
        raise AdresseVerweigert(
            f"{ziel.host} liegt in einem Netz, das von hier nicht angesprochen wird. "
            "Soll es erlaubt sein, nennt die IT es in VORLAGEN_ERLAUBTE_NETZE."
        )
    return adressen


def ist_erlaubt(adresse: str, erlaubte: Netze) -> bool:
    """True for what all the world can reach and for the networks that are allowed by name."""
    ip = _innerste(ip_address(adresse.partition("%")[0]))
    if ip is None or _liegt_in(ip, _STETS_VERWEIGERT):
        return False
    oeffentlich = ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
    return oeffentlich or _liegt_in(ip, erlaubte)


def _innerste(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address | None:
    """The IPv4 address that an IPv6 one stands for; None for tunnels that could lead anywhere (6to4, Teredo)."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip.ipv4_mapped:
        return ip.ipv4_mapped
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return None if ip.sixtofour or ip.teredo else ip


def _liegt_in(ip: IPv4Address | IPv6Address, netze: Netze) -> bool:
    return any(ip.version == netz.version and ip in netz for netz in netze)


def _ist_host(host: str) -> bool:
    """A name, or an address in its one usual form: 2130706433, 0x7f.1 and 0177.0.0.1 are neither."""
    if ":" in host or _ZAHL.fullmatch(host.rstrip(".").rpartition(".")[2]):
        return ist_zahl(host)
    return len(host) <= 253 and bool(_NAME.fullmatch(host))
