"""A real browser for the page tests; under CI it must be there."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server


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
