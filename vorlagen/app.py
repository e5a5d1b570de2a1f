"""Puts the house together; decides nothing."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from vorlagen import models as models  # the tables must be known before anybody asks for them
from vorlagen.config import Einstellungen, aus_umgebung
from vorlagen.dateien import Virenpruefung
from vorlagen.extensions import db, verbindung_einrichten, verzeichnis
from vorlagen.mail import Postweg
from vorlagen.models import mauer
from vorlagen.pdf.presse import Presse
from vorlagen.web import richte_ein

HIER = Path(__file__).resolve().parent


def create_app(einstellungen: Einstellungen | None = None) -> Flask:
    """The application with these settings, or with those of the environment."""
    einstellungen = einstellungen or aus_umgebung()
    if einstellungen.smtp_url:
        Postweg.aus_url(einstellungen.smtp_url)  # a wrong one stops the start, not the clock at night
    if einstellungen.ablage.clamav:
        Virenpruefung.aus_adresse(einstellungen.ablage.clamav)
    app = Flask("vorlagen", static_folder=str(HIER / "static"), template_folder=str(HIER / "web" / "templates"))
    app.config.update(
        EINSTELLUNGEN=einstellungen,
        SECRET_KEY=einstellungen.secret_key,
        SQLALCHEMY_DATABASE_URI=einstellungen.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_anschluss(einstellungen.database_url),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=einstellungen.sicher,
        # A browser takes the prefix only from this very host over https; no neighbour can slip in a cookie of its own.
        SESSION_COOKIE_NAME="__Host-vorlagen" if einstellungen.sicher else "vorlagen",
        SESSION_COOKIE_PATH="/",
        MAX_CONTENT_LENGTH=60 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=8 * 1024 * 1024,
    )
    if einstellungen.proxies:
        n = einstellungen.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    app.extensions["presse"] = Presse(einstellungen.druckerei, einstellungen.instance / "pdf")
    db.init_app(app)
    with app.app_context():
        verbindung_einrichten(db.engine, synchronous=einstellungen.sqlite_synchronous)
        mauer.bewache(db.engine)
    verzeichnis.lade()
    for stoerung in verzeichnis.stoerungen:
        app.logger.error("%s", stoerung.satz)
    richte_ein(app, einstellungen)
    return app


def migrationen() -> Path:
    """The migrations: in an installed wheel inside the package, in a checkout beside it."""
    innen = HIER / "migrations"
    return innen if innen.is_dir() else HIER.parent / "migrations"


def _anschluss(url: str) -> dict[str, object]:
    """How to reach the database. What a statement carried stays out of errors, and so out of the log."""
    if url.startswith("sqlite"):
        return {"hide_parameters": True, "connect_args": {"timeout": 30, "check_same_thread": False}}
    grenzen = "-c lock_timeout=10000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000"
    vorrat = {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 10}
    return {"hide_parameters": True, **vorrat, "connect_args": {"options": grenzen}}
