"""Tries the OpenAPI document against a running demo with schemathesis: does the API do what its document says?

The server is a process of its own. It is asked in the name of several people, with ids that exist as well as with
invented ones, well-formed and malformed.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

WURZEL: Final = Path(__file__).resolve().parents[2]
LEUTE: Final = ("niemand", "frieda", "gerda", "adele")
"""In this order: who administers might lock the others out."""
PHASEN: Final = "examples,coverage,fuzzing,stateful"
_ZEIT: Final = 120


@dataclass(frozen=True, slots=True)
class Bericht:
    """What became of one person's questions; `ausgabe` is schemathesis' own report."""

    wer: str
    faelle: int
    fehler: int
    ausgabe: str


def pruefe(
    beispiele: int, *, leute: Sequence[str] = LEUTE, phasen: str = PHASEN, startwert: int = 1
) -> Iterator[Bericht]:
    """Ask with up to `beispiele` invented requests per operation and person.

    Raises `RuntimeError` if the demo does not start or schemathesis does not run.
    """
    with tempfile.TemporaryDirectory() as ordner, demo(Path(ordner) / "instanz") as (adresse, umgebung):
        for wer in leute:
            token = _vorlagen(umgebung, "person", "token", wer, "--umfang", "verwalten").split()[-1]
            wie = ("--max-examples", str(beispiele), "--phases", phasen, "--seed", str(startwert))
            yield _frage(Path(ordner), adresse, wer, token, wie)


def _frage(ordner: Path, adresse: str, wer: str, token: str, wie: Sequence[str]) -> Bericht:
    angaben = ordner / f"{wer}.toml"
    angaben.write_text((WURZEL / "schemathesis.toml").read_text() + _woerterbuch(_kennungen(adresse, token)))
    befehl = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(angaben), "run"),
        *(f"{adresse}/api/v1/openapi.json", "--header", f"Authorization: Bearer {token}"),
        *("--continue-on-failure", "--warnings", "off", *wie),
    ]
    lauf = subprocess.run(befehl, cwd=ordner, capture_output=True, text=True)
    summe = re.search(r"(\d+) generated", lauf.stdout)
    if summe is None or lauf.returncode not in (0, 1):
        raise RuntimeError(lauf.stdout[-4000:] + lauf.stderr[-4000:])
    fehler = re.search(r"(\d+) failures?(?:, | in )", lauf.stdout)
    anzahl = int(fehler[1]) if fehler else lauf.returncode
    return Bericht(wer, int(summe[1]), anzahl, lauf.stdout)


def _kennungen(adresse: str, token: str) -> Mapping[str, Sequence[str]]:
    """Some of what there is and this person may find, by the names of the parameters and fields that ask for it."""

    def lies(weg: str) -> Any:
        anfrage = urllib.request.Request(f"{adresse}/api/v1/{weg}", headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(anfrage, timeout=_ZEIT) as antwort:
            return json.load(antwort)

    def alle(weg: str) -> list[Any]:
        return list(lies(weg)["data"])[:20]

    vorlagen = [lies(f"vorlagen/{eine['id']}") for eine in alle("vorlagen")]
    sitzungen = [lies(f"sitzungen/{eine['id']}") for eine in alle("sitzungen")]
    teile = {
        "beratung_id": [b["id"] for v in vorlagen for b in v.get("beratungsfolge", ())],
        "mitzeichnung_id": [m["id"] for v in vorlagen for m in v.get("mitzeichnungen", ())],
        "anlage_id": [a["id"] for v in vorlagen for a in v.get("anlagen", ())],
        "top_id": [t["id"] for s in sitzungen for t in s.get("tagesordnung", ())],
    }
    ganze = {"vorlage": vorlagen, "sitzung": sitzungen}
    listen = {
        "gremium": "gremien",
        "amt": "aemter",
        "person": "personen",
        "auftrag": "auftraege",
        "pflicht": "pflichten",
    }
    ganze |= {name: alle(weg) for name, weg in listen.items()}
    ids = {name: [eine["id"] for eine in eintraege] for name, eintraege in ganze.items()}
    koerper = {f"body.{name}": werte for name, werte in ids.items()} | {"body.beratung": teile["beratung_id"]}
    worte = {"body.art": [art["name"] for art in alle("vorlagearten")], "name": [a["name"] for a in alle("ablaeufe")]}
    gefunden = teile | {f"{name}_id": werte for name, werte in ids.items()} | koerper | worte
    return {name: werte for name, werte in gefunden.items() if werte}


def _woerterbuch(kennungen: Mapping[str, Sequence[str]]) -> str:
    """The ids as tables of schemathesis' configuration: three of four requests use one of them."""
    worte = {name: name.replace(".", "_") for name in kennungen}
    tafeln = [f"[dictionaries.{worte[name]}]\nvalues = {json.dumps(list(werte))}" for name, werte in kennungen.items()]
    bindungen = [f'"{name}" = {{ dictionary = "{wort}", probability = 0.75 }}' for name, wort in worte.items()]
    return "\n".join(["", *tafeln, "[parameters]", *bindungen, ""])


@contextmanager
def demo(ordner: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """A running demo: its address, and the environment in which commands reach it."""
    with dienst(ordner, "demo") as gestartet:
        yield gestartet


@contextmanager
def dienst(ordner: Path, befehl: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The same with the instance in this folder and `vorlagen demo` or `vorlagen serve`."""
    ordner.mkdir(exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as frei:
        adresse = f"http://127.0.0.1:{frei.getsockname()[1]}"
    eigenes = {"VORLAGEN_INSTANCE": str(ordner), "VORLAGEN_BASE_URL": adresse, "PYTHONPATH": str(WURZEL)}
    umgebung = {**os.environ, **eigenes}
    worte = [sys.executable, "-m", "vorlagen", befehl, "--port", adresse.rpartition(":")[2]]
    with (ordner / "ausgabe.log").open("w+") as ausgabe:
        server = subprocess.Popen(worte, env=umgebung, stdout=ausgabe, stderr=ausgabe, cwd=ordner)
        try:
            _warte(adresse, server, ordner / "ausgabe.log")
            yield adresse, umgebung
        finally:
            server.terminate()
            server.wait(_ZEIT)


def _warte(adresse: str, server: subprocess.Popen[bytes], ausgabe: Path) -> None:
    ende = time.monotonic() + _ZEIT
    while time.monotonic() < ende and server.poll() is None:
        try:
            urllib.request.urlopen(f"{adresse}/api/v1/openapi.json", timeout=_ZEIT).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(ausgabe.read_text()[-4000:])


def _vorlagen(umgebung: Mapping[str, str], *worte: str) -> str:
    befehl = [sys.executable, "-m", "vorlagen", *worte]
    return subprocess.run(befehl, env=dict(umgebung), capture_output=True, text=True, check=True).stdout
