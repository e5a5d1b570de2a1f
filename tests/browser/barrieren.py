"""What keeps people out of a page, found by looking at it in a browser. Each function answers with sentences.

axe alone is not enough: it has missed an editor 20 px wide, a page that scrolls sideways on a phone, a field
under a bar, and a toolbar that no key reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Literal

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe" / "axe.min.js"
REGELN: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
FARBREGELN: Final = ("color-contrast", "link-in-text-block")
"""Those of axe's rules that see another page in other colours."""
BREITEN: Final = (1280, 360)
HALT = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const kasten = element.getBoundingClientRect();
  const stil = getComputedStyle(element);
  const [x, y] = [kasten.left + kasten.width / 2, kasten.top + Math.min(kasten.height / 2, 20)];
  const oben = document.elementFromPoint(x, y);
  const rahmen = stil.outlineStyle !== "none" && parseFloat(stil.outlineWidth) >= 2;
  return {
    wer: `${element.tagName}#${element.id} „${(element.innerText || element.name || "").slice(0, 30)}“`,
    sichtbar: kasten.width > 0 && kasten.height > 0 && kasten.right > 0 && kasten.bottom > 0,
    frei: Boolean(oben) && (element.contains(oben) || oben.contains(element)),
    umrandet: rahmen || stil.boxShadow !== "none",
  };
}"""


def axe(page: Page, regeln: Sequence[str] = REGELN) -> list[str]:
    """Violations of WCAG 2.2 AA and of axe's own good practice."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    befund: dict[str, Any] = page.evaluate("regeln => axe.run({runOnly: regeln, resultTypes: ['violations']})", regeln)
    return [
        f"{verstoss['id']}: {knoten['html'][:160]} ({knoten['failureSummary']})"
        for verstoss in befund["violations"]
        for knoten in verstoss["nodes"]
    ]


def axe_ringsum(page: Page) -> Iterator[str]:
    """The same wide and narrow, light and dark; in the dark only what colours change."""
    farben: tuple[tuple[Literal["light", "dark"], Sequence[str]], ...] = (("light", REGELN), ("dark", FARBREGELN))
    for breite in BREITEN:
        page.set_viewport_size({"width": breite, "height": 800})
        for farbe, regeln in farben:
            page.emulate_media(color_scheme=farbe)
            yield from (f"{breite} {farbe}: {klage}" for klage in axe(page, regeln))


def seitwaerts(page: Page) -> list[str]:
    """The page must not scroll sideways."""
    breite, platz = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [f"{breite} Pixel breit bei {platz} Pixeln Platz"] if breite > platz else []


def tastatur(page: Page, hoechstens: int = 200) -> list[str]:
    """Tab through the page: every stop visible, uncovered and outlined, and the page can be left again."""
    page.evaluate("() => { document.activeElement?.blur(); window.scrollTo(0, 0); }")
    klagen: list[str] = []
    for schritte in range(hoechstens):
        page.keyboard.press("Tab")
        halt = page.evaluate(HALT)
        if halt is None:
            return klagen if schritte else [*klagen, "keine einzige Stelle erreichbar"]
        if not all(halt.values()):
            page.wait_for_timeout(250)  # the page may still be scrolling there
            halt = page.evaluate(HALT) or halt
        for eigenschaft in ("sichtbar", "frei", "umrandet"):
            if not halt[eigenschaft]:
                klagen.append(f"{halt['wer']} ist nicht {eigenschaft}")
    return [*klagen, f"nach {hoechstens} Schritten nicht wieder hinaus"]


def ohne_skript(page: Page) -> list[str]:
    """On a page of a browser without JavaScript: nothing to press that does nothing, and every form can be sent."""
    tot = page.locator("button[type=button]:visible, a[href='#']:visible")
    klagen = [f"tut ohne Skript nichts: „{tot.nth(nr).inner_text()}“" for nr in range(tot.count())]
    stumm = page.locator("form:not(:has(button:not([type=button]), input[type=submit]))")
    wohin = [stumm.nth(nr).get_attribute("action") for nr in range(stumm.count())]
    return klagen + [f"lässt sich nicht absenden: {ziel}" for ziel in wohin]
