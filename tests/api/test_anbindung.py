"""The scripts in docs/anbindung.md run as they stand there, against a real server."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path
from typing import IO

import pytest
from flask import Flask

from tests.api.programm import Besetzung, entwurf
from tests.api.test_beispiel import server
from tests.conftest import WURZEL
from vorlagen.uhr import schlage

pytestmark = pytest.mark.probe


def skript(sprache: str, name: str) -> str:
    """The code block of this language and name, with less patience."""
    seite = (WURZEL / "docs" / "anbindung.md").read_text(encoding="utf-8")
    (block,) = re.findall(rf"```{sprache} {name}\n(.*?)```", seite, re.DOTALL)
    return str(block).replace("else 5", "else 0.1").replace("sleep 5", "sleep 0.1")


def zeile_mit(ausgabe: IO[str] | None, gesucht: str) -> str:
    """The first line that holds this; a script that ends before fails the test."""
    assert ausgabe is not None
    for zeile in ausgabe:
        if gesucht in zeile:
            return zeile
    raise AssertionError(f"kein {gesucht}")


def test_die_skripte_der_anbindung_tun_was_daneben_steht(app: Flask, rufen: Besetzung, tmp_path: Path) -> None:
    netze = (ip_network("127.0.0.0/8"),)
    with socket.socket() as frei:
        frei.bind(("127.0.0.1", 0))
        port = frei.getsockname()[1]
    with server(app) as adresse:
        app.config["EINSTELLUNGEN"] = replace(app.config["EINSTELLUNGEN"], base_url=adresse, erlaubte_netze=netze)
        token = rufen("adele").kopf["Authorization"].removeprefix("Bearer ")
        umgebung = {**os.environ, "VORLAGEN": adresse, "TOKEN": token, "PORT": str(port)}
        umgebung["EMPFAENGER"] = f"http://127.0.0.1:{port}/"
        mit_curl = subprocess.check_output(["sh", "-c", skript("sh", "anlegen")], env=umgebung, text=True)
        umgebung["GEHEIMNIS"] = re.findall(r"whsec_[\w+/=]+", mit_curl)[0]
        stelle = rufen("adele").lies("aenderungen?seit=jetzt")["links"]["next"]
        (tmp_path / "stelle").write_text(stelle, encoding="utf-8")
        befehle = [
            [sys.executable, "-c", skript("python", "folgen").replace("?seit=jetzt", "?" + stelle.partition("?")[2])],
            ["sh", "-c", skript("sh", "folgen")],
            [sys.executable, "-c", skript("python", "empfangen")],
        ]
        laeufe = [subprocess.Popen(b, env=umgebung, cwd=tmp_path, stdout=subprocess.PIPE, text=True) for b in befehle]
        try:
            vorlage_id = rufen("frieda").schicke("vorlagen", entwurf(), 201)["id"]
            assert zeile_mit(laeufe[0].stdout, vorlage_id) == f"vorlage.angelegt {vorlage_id}\n"
            assert '"vorlage.angelegt"' in zeile_mit(laeufe[1].stdout, vorlage_id)
            _warte_auf(port)
            assert schlage(app).gemeldet == 1
            assert zeile_mit(laeufe[2].stdout, vorlage_id) == f"{adresse}/api/v1/vorlagen/{vorlage_id}\n"
        finally:
            for lauf in laeufe:
                lauf.kill()
                lauf.communicate()


def _warte_auf(port: int) -> None:
    for _ in range(100):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError(f"niemand an Port {port}")
