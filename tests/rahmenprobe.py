"""A tiny application around the page frame: every macro with invented content, to look at its structure."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from flask import Flask, flash, g, render_template
from jinja2 import ChoiceLoader, FileSystemLoader

PAKET = Path(__file__).resolve().parent.parent / "vorlagen"
SEITEN = ("arbeitskorb", "formular", "vorlage", "anmelden")
AUFGABEN = [
    ("VO/2026/0114", "Sanierung der Grundschule Nord – Grundsatzbeschluss", "Schulausschuss 03.12.2026",
     "Mitzeichnen", "19.11.2026", "2 Tage überfällig", "Überfällig", "gefahr"),
    ("VO/2026/0121", "Haushaltssatzung 2027", "Rat 17.12.2026",
     "Freigeben", "03.12.2026", "noch 12 Tage", "Zur Freigabe", "warnung"),
    ("VO/2026/0098", "Ausbau der Straße Am Anger", "Ausschuss für Stadtentwicklung 08.12.2026",
     "Überarbeiten", "25.11.2026", "noch 4 Tage", "Zurückgegeben", "info"),
]  # fmt: skip
BESCHLUSSVORSCHLAG = (
    "<h2>Grundsatz</h2><p>Der Rat der Stadt Musterstadt beschließt</p>"
    "<ol><li>die Sanierung der <strong>Grundschule Nord</strong> gemäß Variante B,"
    "<ul><li>mit Lüftung,</li></ul></li><li>die Verwaltung mit der Ausschreibung zu beauftragen.</li></ol>"
)


def probe_app() -> Flask:
    """The frame with `wer` logged in on every page but the login page."""
    app = Flask("probe", static_folder=str(PAKET / "static"))
    app.secret_key = "nur für diese Prüfung"
    orte = (Path(__file__).parent / "rahmenseiten", PAKET / "web" / "templates")
    app.jinja_loader = ChoiceLoader([FileSystemLoader(ort) for ort in orte])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["csrf_token"] = lambda: "marke"
    app.jinja_env.globals["einmalwort"] = lambda: "wort"

    @app.context_processor
    def rahmen() -> dict[str, object]:
        wer = SimpleNamespace(name="Frieda Beispiel", amt="Amt 40", koerperschaft="Stadt Musterstadt")
        return {
            "wer": wer if g.get("angemeldet", True) else None,
            "auftritt": SimpleNamespace(name="Stadt Musterstadt", logo=""),
            "version": "0.1.0",
            "csp_nonce": "probe",
        }

    @app.route("/<seite>", methods=["GET", "POST"])
    def zeige(seite: str) -> str:
        g.angemeldet = seite != "anmelden"
        if seite == "vorlage":
            flash("Die Vorlage ist mitgezeichnet.", "erfolg")
            flash("Die Mail an die Kämmerei ließ sich nicht zustellen.", "fehler")
        return render_template(f"{seite}.html", aufgaben=AUFGABEN, beschlussvorschlag=BESCHLUSSVORSCHLAG)

    return app
