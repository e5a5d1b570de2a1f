"""A real browser for the page tests; under CI it must be there."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from tests.browser.haus import Haus, fuelle, seite
from tests.welt import baue_stadt
from vorlagen.app import create_app
from vorlagen.config import Einstellungen
from vorlagen.extensions import db


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, without a window."""
    programm = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if programm is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium fehlt.")
        pytest.skip("Chromium fehlt.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=programm, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def haus(leere_datei: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Haus]:
    """Lindenstadt with a paper in every corner, behind a real server."""
    ordner = tmp_path_factory.mktemp("haus")
    shutil.copy(leere_datei, ordner / "tag.sqlite3")
    app = create_app(
        Einstellungen(instance=ordner, database_url=f"sqlite:///{ordner / 'tag.sqlite3'}", secret_key="nur-hier-" * 5)
    )
    with app.app_context():
        stadt = baue_stadt()
        seiten = fuelle(stadt)
        db.session.remove()
    with im_netz(app) as adresse:
        yield Haus(adresse, stadt, seiten)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def klagen() -> list[str]:
    """What the browser complains about; stays empty."""
    return []


@pytest.fixture
def page(chromium: Browser, klagen: list[str]) -> Iterator[Page]:
    """An open browser window that must not have complained in the end."""
    kontext = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")
    yield seite(kontext, klagen)
    kontext.close()
    assert klagen == []


@contextmanager
def im_netz(app: Flask) -> Iterator[str]:
    """Serve an application on loopback; yields its address without a trailing slash."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    faden = threading.Thread(target=server.serve_forever)
    faden.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        faden.join()
        server.server_close()
