"""Schreibt docs/adressen.md neu: für wen jede Adresse da ist, so wie die Anwendung selbst es prüft.

python3 docs/adressen.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import Flask

from vorlagen.app import create_app
from vorlagen.config import Einstellungen
from vorlagen.web.sicht import Sicht, sichten

HIER = Path(__file__).resolve().parent
KOPF = """# Für wen jede Adresse da ist

Erzeugt von `python3 docs/adressen.py` aus der laufenden Anwendung; eine Prüfung hält die Tabelle aktuell.
Jede Adresse sagt in `vorlagen/web` ihre Sicht, und die Tür (`vorlagen/web/tuer.py`) setzt genau diese durch. Eine
Adresse ohne Sicht verhindert den Start. Was jemand hinter der Tür findet, entscheidet danach
`vorlagen/services/sichtbarkeit.py`.
"""


def bild(app: Flask) -> str:
    """Die Seite als Markdown."""
    gesagt = sichten(app)
    stufen = "\n".join(f"| `{sicht}` | {sicht.satz} |" for sicht in Sicht)
    zeilen = sorted(
        (regel.rule, ", ".join(sorted((regel.methods or set()) - {"HEAD", "OPTIONS"})), gesagt[regel.endpoint])
        for regel in app.url_map.iter_rules()
    )
    adressen = "\n".join(f"| `{weg}` | {methoden} | `{sicht}` |" for weg, methoden, sicht in zeilen)
    kopf = f"{KOPF}\n| Sicht | Für wen |\n|---|---|\n{stufen}\n"
    return f"{kopf}\n| Adresse | Methode | Sicht |\n|---|---|---|\n{adressen}\n"


def _anwendung() -> Flask:
    with tempfile.TemporaryDirectory() as ordner:
        ort = Path(ordner)
        return create_app(
            Einstellungen(database_url=f"sqlite:///{ort / 'leer.sqlite3'}", instance=ort, secret_key="x" * 32)
        )


if __name__ == "__main__":
    (HIER / "adressen.md").write_text(bild(_anwendung()), "utf-8")
