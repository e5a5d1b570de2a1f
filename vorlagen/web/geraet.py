"""A rough name for a browser, so that people know their own sessions again."""

from __future__ import annotations

from typing import Final

_BROWSER: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
"""Most pretend to be those further down, so the order counts."""
_SYSTEME: Final = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def geraet(kennung: str) -> str:
    """Firefox unter Windows; of the User-Agent's versions and details nothing is kept."""
    browser = next((name for zeichen, name in _BROWSER if zeichen in kennung), "Unbekannter Browser")
    system = next((name for zeichen, name in _SYSTEME if zeichen in kennung), "")
    return f"{browser} unter {system}" if system else browser
