"""How values look to people: dates, instants, words for codes. Registered as template filters."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask, current_app, g, request
from markupsafe import Markup

from vorlagen.extensions import verzeichnis
from vorlagen.kalender import BERLIN
from vorlagen.richtext import saeubere
from vorlagen.workflow.begriffe import Ausgang, Votum, Wirkung, rolle_titel


def datum(wert: date | datetime | None) -> str:
    """18.05.2018; an instant is shown as the day it is in Berlin."""
    if isinstance(wert, datetime):
        wert = wert.astimezone(BERLIN).date()
    return f"{wert:%d.%m.%Y}" if wert else ""


def zeitpunkt(wert: datetime | None) -> str:
    """21.11.2026, 09:14 Uhr (Berlin)."""
    return f"{wert.astimezone(BERLIN):%d.%m.%Y, %H:%M} Uhr" if wert else ""


def rest(tage: int) -> str:
    """Days until something is due, in words."""
    if tage < 0:
        return f"{-tage} {'Tag' if tage == -1 else 'Tage'} überfällig"
    return {0: "heute", 1: "morgen"}.get(tage, f"noch {tage} Tage")


def status_titel(status: str, ablauf: str) -> str:
    """What the screen says for a status of a procedure."""
    return verzeichnis.status_titel(ablauf, status)


def ausgang(wert: str | None) -> str:
    """The word for an outcome; an open one is a dash."""
    return Ausgang(wert).titel if wert else "offen"


def votum(wert: str | None) -> str:
    """The word for a vote of a co-signer."""
    return Votum(wert).titel if wert else "offen"


def wirkung(wert: str | None) -> str:
    """The word for an answer in the effects matrix."""
    return Wirkung(wert).titel if wert else "nicht eingeschätzt"


def richtext(html: str) -> Markup:
    """Stored rich text for the page; cleaned once more, so that nothing depends on how it came in."""
    return Markup(saeubere(html))  # noqa: S704 - cleaned by the allow-list on this very line


def groesse(anzahl: int) -> str:
    """A file's size: 84 KB, 1,2 MB."""
    if anzahl < 1_000_000:
        return f"{max(1, round(anzahl / 1000))} KB"
    return f"{anzahl / 1_000_000:.1f} MB".replace(".", ",")


def richte_ein(app: Flask) -> None:
    """Give templates their filters and what every page shows."""
    for filter_ in (
        datum,
        zeitpunkt,
        rest,
        status_titel,
        ausgang,
        votum,
        wirkung,
        richtext,
        groesse,
        rolle_titel,
    ):
        app.jinja_env.filters[filter_.__name__] = filter_
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def _ueberall() -> dict[str, object]:
        einstellungen = current_app.config["EINSTELLUNGEN"]
        return {
            "wer": g.get("wer"),
            "version": current_app.config["VERSION"],
            "csp_nonce": g.get("csp_nonce", ""),
            "demo": einstellungen.demo,
            "druckadresse": einstellungen.base_url + request.full_path.removesuffix("?"),
        }
