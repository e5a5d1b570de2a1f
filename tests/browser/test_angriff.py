"""What attackers typed stands in the pages of a real browser, and nothing of it runs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.angriff.gift import vergifte
from tests.browser.conftest import im_netz
from tests.browser.haus import Haus, fuelle, melde_an, seite
from tests.welt import baue_stadt
from vorlagen.app import create_app
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, db, sicht_oeffnen

pytestmark = pytest.mark.browser


@pytest.fixture
def vergiftetes(leere_datei: Path, tmp_path: Path) -> Iterator[Haus]:
    """Lindenstadt with a paper in every corner, poisoned, behind a real server."""
    shutil.copy(leere_datei, tmp_path / "tag.sqlite3")
    einstellungen = Einstellungen(
        instance=tmp_path, database_url=f"sqlite:///{tmp_path / 'tag.sqlite3'}", secret_key="nur-hier-" * 5
    )
    app = create_app(einstellungen)
    with app.app_context():
        stadt = baue_stadt()
        seiten = fuelle(stadt)
        sicht_oeffnen(ALLE)
        vergifte()
        db.session.remove()
    with im_netz(app) as adresse:
        yield Haus(adresse, stadt, seiten)
    with app.app_context():
        db.engine.dispose()


def test_im_browser_laeuft_nichts_von_dem_was_jemand_tippt(chromium: Browser, vergiftetes: Haus) -> None:
    """Nothing runs, and nothing even tries: the policy of the page has nothing to refuse."""
    kontext, klagen = chromium.new_context(locale="de-DE"), list[str]()
    fenster, zuletzt, gesehen = seite(kontext, klagen, erwartet=("403", "404", "409", "422")), None, 0
    for wer, pfad in sorted(vergiftetes.seiten.values(), key=lambda ziel: str(ziel[0])):
        if wer is not None and wer != zuletzt:
            melde_an(fenster, vergiftetes, wer)
            zuletzt = wer
        fenster.goto(f"{vergiftetes.adresse}{pfad}")
        assert fenster.evaluate("window.xss") is None, pfad
        assert fenster.locator("xss-probe, iframe, [onclick], [onload], [onerror]").count() == 0, pfad
        gesehen += "xss-probe" in fenster.locator("body").inner_text()
    kontext.close()
    assert (klagen, gesehen > 8) == ([], True)
