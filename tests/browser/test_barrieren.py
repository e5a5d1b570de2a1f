"""The barrier checks find the barriers that were built in on purpose."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.barrieren import axe, seitwaerts, tastatur

pytestmark = pytest.mark.browser

VERBAUT = """<!doctype html><html lang="de"><head><title>Verbaut</title><style>
  body { margin: 0 } .breit { width: 900px } a:focus { outline: 3px solid } #still:focus { outline: none }
  #decke { position: fixed; inset: 0 0 auto; height: 60px; z-index: 1; background: white }
  #unten { position: fixed; top: 9px }
</style></head><body><main>
  <h1 class="breit">Verbaut</h1><img src="data:,">
  <a id="still" href="#x">Ohne Rahmen</a>
  <div id="decke">Leiste</div><a id="unten" href="#y">Verdeckt</a>
</main></body></html>"""
FALLE = """<textarea>Falle</textarea><script>
  document.addEventListener("keydown", (ereignis) => {
    ereignis.preventDefault();
    document.querySelector("textarea").focus();
  });
</script>"""


def test_eingebaute_barrieren_werden_gefunden(chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    page.set_content(VERBAUT)
    assert any(klage.startswith("image-alt") for klage in axe(page))
    assert seitwaerts(page) == ["900 Pixel breit bei 320 Pixeln Platz"]
    assert tastatur(page) == [
        "A#still „Ohne Rahmen“ ist nicht umrandet",
        "A#unten „Verdeckt“ ist nicht frei",
    ]
    page.close()


def test_eine_seite_ohne_ausgang_wird_gefunden(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(FALLE)
    assert tastatur(page, hoechstens=5)[-1] == "nach 5 Schritten nicht wieder hinaus"
    page.close()
