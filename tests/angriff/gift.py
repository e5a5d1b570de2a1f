"""What attackers type: in every free text of the database at once, past every check on the way in."""

from __future__ import annotations

import json
from typing import Any, Final

from lxml import html
from sqlalchemy import JSON, String, Table, UniqueConstraint, select, update

from tests.leck.marken import BLEIBT, JSON_IN_TEXT, ist_frei
from vorlagen.extensions import Base, db

GERECHNET: Final = "xqzzxqzz"
"""What stands there if somebody took the text for a template."""

RECHNE: Final = "{{'xqzz'*2}}{%print('xqzz'*2)%}${'xqzz'*2}<%='xqzz'*2%>#{'xqzz'*2}"
GIFT: Final = (
    "\"'><xss-probe onload=window.xss=1></xss-probe><script>window.xss=1</script><img src=x onerror=window.xss=1>"
    "</textarea></title></noscript><svg/onload=window.xss=1>"
    + RECHNE
    + "\r\nX-Eingeschleust: 1\r\n\r\n\x0b\u2028\u202e=HYPERLINK(1)"
)
GIFT_HTML: Final = (
    '<p onclick="window.xss=1" style="background:url(//x.example)"><xss-probe></xss-probe><script>window.xss=1</script>'
    '<img src=x onerror="window.xss=1"><a href="javascript:window.xss=1">a</a><a href="data:text/html,x">b</a>'
    '<svg onload="window.xss=1"><math><mtext></form><form><mglyph><style></math><img src onerror=window.xss=1>'
    f"<iframe srcdoc='x'></iframe>{RECHNE}</p>"
)


def vergifte() -> int:
    """Put it into every free text; returns into how many columns."""
    spalten = set()
    for tabelle in Base.metadata.sorted_tables:
        schluessel = list(tabelle.primary_key)
        for zeile in db.session.execute(select(tabelle)).mappings().all():
            neu = {}
            for spalte in tabelle.columns:
                name, wert = f"{tabelle.name}.{spalte.name}", zeile[spalte.name]
                if not ist_frei(spalte) or wert is None or name in BLEIBT | {"person.passwort"}:
                    continue
                if spalte.name in _einmalige(tabelle):
                    continue
                if name in JSON_IN_TEXT or (isinstance(wert, str) and wert.startswith(("{", "["))):
                    neu[spalte.name] = json.dumps(_vergiftet(json.loads(wert))) if wert else wert
                elif isinstance(spalte.type, JSON):
                    neu[spalte.name] = _vergiftet(wert)
                elif isinstance(spalte.type, String):
                    neu[spalte.name] = _gift_fuer(wert)[: spalte.type.length]
            if neu:
                spalten |= {f"{tabelle.name}.{name}" for name in neu}
                db.session.execute(update(tabelle).where(*(s == zeile[s.name] for s in schluessel)).values(neu))
    db.session.commit()
    return len(spalten)


def maengel(seite: str) -> list[str]:
    """What of it a browser would take for more than text."""
    gefunden = []
    for element in html.document_fromstring(seite).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "xss-probe" or element.tag in ("iframe", "object", "embed", "math", "base"):
            gefunden.append(f"<{element.tag}>")
        if element.tag == "script" and (element.text or "").strip():
            gefunden.append(f"<script> {element.text}")
        for name, wert in element.attrib.items():
            ziel = str(wert).strip().lower()
            if str(name).startswith("on") or name in ("style", "srcdoc"):
                gefunden.append(f"{element.tag} {name}")
            if name in ("href", "src", "action", "formaction") and ziel.startswith(
                ("javascript:", "data:", "vbscript:")
            ):
                gefunden.append(f"{element.tag} {name}={wert}")
    return gefunden


def _einmalige(tabelle: Table) -> set[str]:
    """Columns of which no two rows may be alike."""
    listen = [[s.name for s in regel.columns] for regel in tabelle.indexes if regel.unique]
    listen += [[s.name for s in regel.columns] for regel in tabelle.constraints if isinstance(regel, UniqueConstraint)]
    return {name for liste in listen for name in liste} | {s.name for s in tabelle.columns if s.unique}


def _gift_fuer(wert: str) -> str:
    return wert + GIFT_HTML if wert.startswith("<") else f"{GIFT} {wert}"


def _vergiftet(wert: Any) -> Any:
    """Codes have no blank in them; what has one somebody wrote."""
    if isinstance(wert, dict):
        return {name: _vergiftet(teil) for name, teil in wert.items()}
    if isinstance(wert, list):
        return [_vergiftet(teil) for teil in wert]
    return _gift_fuer(wert) if isinstance(wert, str) and " " in wert else wert
