"""Files of a draft in a real browser: up at once, with progress, while the form stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barrieren import axe, seitwaerts
from tests.browser.haus import Haus, melde_an
from tests.dateien import PDF

pytestmark = pytest.mark.browser


def test_dateien_gehen_hoch_waehrend_man_weiterschreibt(page: Page, haus: Haus, tmp_path: Path) -> None:
    dateien = [tmp_path / name for name in ("Plan.pdf", "Lage.pdf", "Falsch.exe")]
    for datei in dateien:
        datei.write_bytes(PDF if datei.suffix == ".pdf" else b"MZ kein Dokument")
    melde_an(page, haus, "frieda")
    page.goto(f"{haus.adresse}/vorlagen/neu", wait_until="networkidle")
    page.get_by_role("button", name="Entwurf speichern").last.click()
    expect(page.get_by_role("status")).to_contain_text("Der Entwurf ist gespeichert.")
    page.wait_for_load_state("networkidle")
    page.get_by_role("textbox", name="Betreff", exact=True).fill("Getippt vor dem Hochladen")
    page.get_by_label("Anlagen hinzufügen").set_input_files(dateien)
    page.get_by_role("button", name="Jetzt hochladen").click()
    expect(page.get_by_text("Plan.pdf ist angehängt.")).to_be_visible()
    expect(page.get_by_text("Falsch.exe: Diese Datei wird nicht angenommen")).to_be_visible()
    page.get_by_label("Name der 2. Anlage").fill("Lageplan.pdf")
    page.get_by_label("2. Anlage öffentlich").check()
    page.set_viewport_size({"width": 320, "height": 640})
    assert axe(page) + seitwaerts(page) == []
    page.get_by_role("button", name="Entwurf speichern").last.click()
    expect(page.get_by_role("status")).to_contain_text("Der Entwurf ist gespeichert.")
    expect(page.get_by_role("textbox", name="Betreff", exact=True)).to_have_value("Getippt vor dem Hochladen")
    expect(page.get_by_label("Name der 2. Anlage")).to_have_value("Lageplan.pdf")
    expect(page.get_by_text("Inzwischen hat")).to_have_count(0)
    page.get_by_role("button", name="Nach oben (Anlage 2)").click()
    expect(page.get_by_label("Name der 1. Anlage")).to_have_value("Lageplan.pdf")
