"""Where we let ourselves be sent, and what an answer may cost."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from threading import Thread
from typing import Any

import pytest

from vorlagen.fehler import AbrufGescheitert, AdresseVerweigert
from vorlagen.netz import Grenzen, hole, ist_erlaubt, pruefe_ziel, sende

HIER = Grenzen(erlaubte=(ip_network("127.0.0.0/8"),), sekunden=3, bytes_=5000)
GESPERRT = (
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254",  # noqa: S104
    "100.100.100.200", "168.63.129.16", "192.0.0.192", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255",
    "240.0.0.1", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
    "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1",
)  # fmt: skip
UNLESBAR = (
    "", "example.org", "//example.org/", "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/",
    "http://", "http:///x", "http://ich:geheim@example.org/", "http://example.org@127.0.0.1/", "http://@example.org/",
    "http://127.0.0.1\\@example.org/", "http://example.org\\.127.0.0.1/", "http://2130706433/", "http://0x7f000001/",
    "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/", "http://127.0.0.1./", "http://127.0.0.0x1/",
    "http://exa mple.org/", "http://example.org/\r\nX: y", "http://example.org/\t", "http://exa%6dple.org/",
    "http://bücher.example/", "http://１２７.0.0.1/", "http://[::1/", "http://[::1%25lo]/", "http://example.org:99999/",
    "http://example.org:22/", "http://example.org:0/", "http://-example.org/", "http://a..b/", "http://" + "a" * 2000,
)  # fmt: skip


class _Fremder(BaseHTTPRequestHandler):
    """Another server, with manners and without."""

    gesehen: list[tuple[str, str, dict[str, str]]] = []  # noqa: RUF012 - one list per run of the server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """What the path says."""
        self.gesehen.append((self.command, self.path, dict(self.headers)))
        getattr(self, "_" + self.path.strip("/").split("/")[0].split("?")[0], self._gut)()

    def do_POST(self) -> None:
        """As for GET; the body is read first."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_worte: Any) -> None:
        """Nothing."""

    def _antworte(self, status: int, koerper: bytes, **kopf: str) -> None:
        self.send_response(status)
        for name, wert in {"Content_Length": str(len(koerper)), **kopf}.items():
            self.send_header(name.replace("_", "-"), wert)
        self.end_headers()
        self.wfile.write(koerper)

    def _gut(self) -> None:
        self._antworte(200, b"gut")

    def _fehler(self) -> None:
        self._antworte(500, b"kaputt")

    def _kreis(self) -> None:
        self._antworte(302, b"", Location="/kreis/x")

    def _dreimal(self) -> None:
        n = int(self.path.rpartition("/")[2])
        self._antworte(307, b"", Location=f"/dreimal/{n - 1}" if n > 1 else "/gut")

    def _metadaten(self) -> None:
        self._antworte(302, b"", Location="http://169.254.169.254/latest/meta-data/")

    def _datei(self) -> None:
        self._antworte(302, b"", Location="file:///etc/passwd")

    def _nachbar(self) -> None:
        self._antworte(302, b"", Location=f"http://127.0.0.2:{self.headers['Host'].rpartition(':')[2]}/gut")

    def _riese(self) -> None:
        self._antworte(200, b"x" * 5001)

    def _endlos(self) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        for _ in range(10_000):
            self.wfile.write(b"y" * 1000)

    def _verpackt(self) -> None:
        self._antworte(200, b"\x1f\x8b", Content_Encoding="gzip")

    def _kurz(self) -> None:
        self._antworte(200, b"zu kurz", Content_Length="100")
        self.close_connection = True

    def _tropf(self) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self._troepfle(b"z")

    def _kopftropf(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        self._troepfle(b"k")

    def _troepfle(self, zeichen: bytes) -> None:
        for _ in range(100):
            self.wfile.write(zeichen)
            self.wfile.flush()
            time.sleep(0.05)

    def _koepfe(self) -> None:
        self._antworte(200, b"", **{f"X_{n}": "1" for n in range(300)})


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_worte: Any) -> None:
        """Who was hung up on says nothing."""


@pytest.fixture
def fremder() -> Iterator[str]:
    """The address of another server; it listens on all of 127.0.0.0/8."""
    _Fremder.gesehen.clear()
    server = _Server(("0.0.0.0", 0), _Fremder)  # noqa: S104 - two of our own addresses are needed
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_was_nicht_die_ganze_welt_erreicht_wird_nicht_angesprochen() -> None:
    assert [adresse for adresse in GESPERRT if ist_erlaubt(adresse, ())] == []
    assert [a for a in ("9.9.9.9", "2620:fe::fe", "::ffff:9.9.9.9", "64:ff9b::909:909") if not ist_erlaubt(a, ())] == []
    haus = (ip_network("10.1.0.0/16"), ip_network("fd12::/32"), ip_network("169.254.0.0/16"))
    drinnen = [a for a in ("10.1.2.3", "::ffff:10.1.2.3", "10.2.0.1", "fd12::1", *GESPERRT) if ist_erlaubt(a, haus)]
    assert drinnen == ["10.1.2.3", "::ffff:10.1.2.3", "fd12::1"]


@pytest.mark.parametrize("url", UNLESBAR)
def test_eine_adresse_die_man_verschieden_lesen_kann_wird_nicht_gelesen(url: str) -> None:
    with pytest.raises(AdresseVerweigert) as gefangen:
        pruefe_ziel(url)
    assert "geheim" not in gefangen.value.satz


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "localhost.", "[::1]", "[::ffff:127.0.0.1]"])
def test_der_eigene_rechner_wird_ohne_erlaubnis_nicht_gefragt(fremder: str, host: str) -> None:
    with pytest.raises(AdresseVerweigert, match=r"liegt in einem Netz|lässt sich nicht auflösen"):
        hole(fremder.replace("127.0.0.1", host), Grenzen())
    assert _Fremder.gesehen == []


def test_ein_name_wird_einmal_aufgeloest_und_diese_adresse_angerufen(
    fremder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, fragen, gefragt = int(fremder.rpartition(":")[2]), [["127.0.0.1"], ["10.0.0.1"]], []
    aufloesen = socket.getaddrinfo

    def name_mit_zwei_gesichtern(host: str, *rest: Any, **weiter: Any) -> Any:
        if host != "zweigesicht.example":
            return aufloesen(host, *rest, **weiter)
        gefragt.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in fragen.pop(0)]

    monkeypatch.setattr(socket, "getaddrinfo", name_mit_zwei_gesichtern)
    assert hole(f"http://zweigesicht.example:{port}/gut", HIER).koerper == b"gut"
    assert (gefragt, _Fremder.gesehen[0][2]["Host"]) == (["zweigesicht.example"], f"zweigesicht.example:{port}")
    with pytest.raises(AdresseVerweigert):
        hole(f"http://zweigesicht.example:{port}/gut", HIER)
    fragen.append(["127.0.0.1", "10.0.0.1"])
    with pytest.raises(AdresseVerweigert):
        hole(f"http://zweigesicht.example:{port}/gut", HIER)


def test_weiterleitungen_gehen_durch_dieselbe_pruefung(fremder: str) -> None:
    assert hole(f"{fremder}/dreimal/3", HIER).url == f"{fremder}/gut"
    for pfad, satz in {
        "dreimal/4": "leitet zu oft weiter", "kreis": "leitet zu oft weiter",
        "metadaten": "169.254.169.254 liegt in einem Netz", "datei": "muss mit https:// oder http:// beginnen",
    }.items():  # fmt: skip
        with pytest.raises(AdresseVerweigert, match=satz):
            hole(f"{fremder}/{pfad}", HIER)
    assert hole(f"{fremder}/nachbar", HIER, kopf={"Authorization": "Bearer x", "X-Rest": "y"}).status == 200
    _, _, kopf = _Fremder.gesehen[-1]
    assert ("Authorization" in kopf, kopf["X-Rest"]) == (False, "y")
    assert sende(f"{fremder}/nachbar", b"geheim", HIER).status == 302
    assert _Fremder.gesehen[-1][1] == "/nachbar"


def test_zu_gross_zu_langsam_verpackt_und_abgerissen_ist_keine_antwort(fremder: str) -> None:
    assert hole(f"{fremder}/fehler", HIER).status == 500
    for pfad, satz in {
        "riese": "mehr als 5000 Bytes", "endlos": "mehr als 5000 Bytes", "verpackt": "antwortet verpackt",
        "kurz": "IncompleteRead", "koepfe": "antwortet nicht",
    }.items():  # fmt: skip
        with pytest.raises(AbrufGescheitert, match=satz):
            hole(f"{fremder}/{pfad}", HIER)
    eilig = Grenzen(erlaubte=HIER.erlaubte, sekunden=0.3)
    for pfad in ("tropf", "kopftropf"):
        beginn = time.monotonic()
        with pytest.raises(AbrufGescheitert, match="nicht rechtzeitig"):
            hole(f"{fremder}/{pfad}", eilig)
        assert time.monotonic() - beginn < 2
    with pytest.raises(AbrufGescheitert, match="antwortet nicht"):
        hole("http://127.0.0.1:1025/", HIER)


def test_kein_proxy_der_umgebung_hoert_mit(fremder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert hole(f"{fremder}/gut", HIER).koerper == b"gut"


def test_wer_kein_zertifikat_zeigt_wird_nicht_gefragt(fremder: str) -> None:
    with pytest.raises(AbrufGescheitert, match=ssl.SSLError.__name__):
        hole(fremder.replace("http:", "https:"), HIER)
