"""Looks at every page in a real browser: light and dark, wide and narrow, by keyboard, without JavaScript.

The town is the one of the leak walk, because every table has rows there; then the same town with nothing in it.
"""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.barrieren import axe_ringsum, ohne_skript, seitwaerts, tastatur
from tests.browser.conftest import im_netz
from tests.browser.rundgang import KEKS, Ziel, formulare, seiten, seitenwege
from tests.leck.haus import Haus, baue_leer, oeffne
from tests.leck.welt import Leckwelt, baue
from tests.welt import baue_stadt

LEUTE: Final = (None, "niemand", "frieda", "kai", "olaf", "gerda", "adele")
_AUSFUELLEN: Final = """([wohin, womit]) => {
  const hier = location.pathname + location.search;
  const ziel = (e) => e.getAttribute("formaction") || e.getAttribute("action") || hier;
  const vorbild = [...document.forms].find((f) => f.method === "post"
    && [f, ...f.querySelectorAll("[formaction]")].some((e) => ziel(e) === wohin));
  if (!vorbild) return false;
  const bote = document.createElement("form");
  bote.method = "post";
  bote.enctype = vorbild.enctype;
  bote.action = wohin;
  for (const [name, wert] of new FormData(vorbild)) {
    const feld = document.createElement("input");
    feld.type = "hidden";
    feld.name = name;
    feld.value = ["csrf_token", "version"].includes(name) ? wert : womit;
    bote.append(feld);
  }
  bote.id = "bote";
  document.body.append(bote);
  return true;
}"""


@dataclass(frozen=True, slots=True)
class Befund:
    """What is wrong with a page; nothing, if `klagen` is empty."""

    ziel: Ziel
    klagen: list[str]


def pruefe(*, wege: str, melde: Callable[[Befund], None] = lambda _: None) -> tuple[list[Befund], list[str]]:
    """Look at every page behind the routes that fit `wege`, then at what its forms answer with.

    Beside what was found: the routes no page of which was shown to anybody. Raises `RuntimeError` without Chromium.
    """
    logging.disable(logging.WARNING)  # every refusal is one
    befunde: list[Befund] = []
    adressen: set[str] = set()
    with tempfile.TemporaryDirectory() as ordner, _chromium() as browser:
        for name, fuelle in (("voll", baue), ("leer", lambda: Leckwelt(baue_stadt()))):
            ort = Path(ordner) / name
            ort.mkdir()
            baue_leer(ort, fuelle)
            with oeffne(ort, zeit_steht=False) as haus, im_netz(haus.app) as adresse:
                adressen |= {regel for regel in seitenwege(haus.ziele["GET"]) if re.search(wege, regel)}
                for ziel in _ziele(haus, wege, mit_formularen=name == "voll"):
                    with _kontext(browser, haus, ziel, adresse) as kontext:
                        befund = Befund(ziel, _sieh_an(kontext, adresse, ziel))
                    melde(befund)
                    befunde.append(befund)
    return befunde, sorted(adressen - {befund.ziel.regel for befund in befunde})


def _ziele(haus: Haus, wege: str, *, mit_formularen: bool) -> list[Ziel]:
    """The pages first: a form that is sent may change what they show. Of each door one form, the first."""
    leute = {wer: haus.ausweis(wer)[1] if wer else None for wer in LEUTE}
    alle = list(seiten(haus.app, leute, [ziel for ziel in haus.ziele["GET"] if re.search(wege, ziel[0])]))
    if mit_formularen:
        gesendet = {
            (nach.tuer, nach.womit): nach
            for ziel in reversed(alle)
            for nach in reversed(list(formulare(haus.app, leute[ziel.wer], ziel)))
        }
        alle += gesendet.values()
    return alle


def _sieh_an(kontext: BrowserContext, adresse: str, ziel: Ziel) -> list[str]:
    page = kontext.new_page()
    klagen: list[str] = []
    page.on("pageerror", lambda fehler: klagen.append(str(fehler)))
    page.goto(adresse + ziel.pfad, wait_until="networkidle")
    if ziel.formular:
        if not page.evaluate(_AUSFUELLEN, [ziel.formular, ziel.womit]):
            return klagen  # an earlier form took it away
        with page.expect_navigation(wait_until="networkidle") as weg:
            page.evaluate("document.getElementById('bote').submit()")
        if weg.value.status >= 500:
            return [f"antwortet mit {weg.value.status}"]
        if weg.value.status < 400:
            return klagen
    klagen += tastatur(page)
    klagen += axe_ringsum(page)
    page.set_viewport_size({"width": 320, "height": 640})
    klagen += seitwaerts(page)
    return klagen + ([] if ziel.formular else _ohne_skript(kontext, page))


def _ohne_skript(kontext: BrowserContext, page: Page) -> list[str]:
    browser = kontext.browser
    assert browser is not None
    still = browser.new_context(java_script_enabled=False, storage_state=kontext.storage_state())
    seite = still.new_page()
    seite.goto(page.url)
    klagen = ohne_skript(seite)
    still.close()
    return klagen


@contextmanager
def _kontext(browser: Browser, haus: Haus, ziel: Ziel, adresse: str) -> Iterator[BrowserContext]:
    kontext = browser.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")
    if ziel.wer:
        kontext.add_cookies([{"name": KEKS, "value": haus.ausweis(ziel.wer)[1], "url": adresse}])
    yield kontext
    kontext.close()


@contextmanager
def _chromium() -> Iterator[Browser]:
    programm = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if programm is None:
        raise RuntimeError("Chromium fehlt.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=programm, args=["--no-sandbox"])
        yield browser
        browser.close()
