"""Rich text on its way to the page and to the editor."""

from __future__ import annotations

import json
import re

from markupsafe import Markup, escape

from vorlagen.fehler import EingabeUngueltig
from vorlagen.richtext import saeubere
from vorlagen.richtext import text as text_aus

_TABELLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_TAFEL = '<div class="tafel" role="group" aria-label="Tabelle" tabindex="0"><table>'


def fliesstext(html: str) -> Markup:
    """Stored rich text for a page on which it stands under an h2; cleaned on this very line.

    A table may be wider than a phone: its frame scrolls, and so it must be reached by keyboard (WCAG 2.1.1).
    """
    sauber = _tiefer(saeubere(html))
    sauber = sauber.replace("<table>", _TAFEL).replace("</table>", "</table></div>")
    return Markup(sauber)  # noqa: S704 - cleaned by the allow-list


def fuer_editor(html: str) -> str:
    """Stored rich text for the editor, which knows no tables: each travels through it as one untouched block.

    `saeubere` takes the wrapping off again. It was cleaned on the way in, and is here once more, because the editor
    builds elements of it; what cannot be cleaned goes there as plain text.
    """
    try:
        sauber = saeubere(html)
    except EingabeUngueltig:
        return str(escape(html))
    return _TABELLE.sub(_als_block, sauber)


def klartext(html: str) -> str:
    """Rich text without its formatting, for a plain text area; one that cannot be read as it is, so that it stays."""
    try:
        return text_aus(html)
    except EingabeUngueltig:
        return html


def zeilenweise(text: str) -> Markup:
    """Plain text with its line breaks."""
    return Markup("<br>").join(text.splitlines())


def _tiefer(html: str) -> str:
    """Stored rich text with its headings one level down, so that they stand below the page's own."""
    return re.sub(r"<(/?)h([23])>", lambda fund: f"<{fund[1]}h{int(fund[2]) + 1}>", html)


def _als_block(tabelle: re.Match[str]) -> str:
    inhalt = json.dumps({"contentType": "text/html", "content": tabelle[0]}, ensure_ascii=False)
    return f'<figure data-trix-attachment="{escape(inhalt)}" data-trix-content-type="text/html">{tabelle[0]}</figure>'
