"""The settings, all of them, in one table; a wrong or dangerous one stops the start with one sentence."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from vorlagen.ablage import TABELLE as ABLAGETABELLE
from vorlagen.ablage import Ablage, lies_ablage
from vorlagen.druckerei import TABELLE as DRUCKEREITABELLE
from vorlagen.druckerei import Druckerei, lies_druckerei
from vorlagen.einlass import TABELLE as EINLASSTABELLE
from vorlagen.einlass import Einlass, Netze, lies_einlass, netze
from vorlagen.einstellwerte import anzahl, eines_von, kontakt, spanne
from vorlagen.fehler import EinstellungUngueltig
from vorlagen.lizenzen import KURZNAMEN

TABELLE: tuple[tuple[str, str, str], ...] = (
    ("VORLAGEN_INSTANCE", "./instance", "Ordner für Datenbank und Geheimnis dieser Installation"),
    (
        "VORLAGEN_DATABASE_URL",
        "SQLite-Datei im Instanzordner",
        "Datenbank, etwa postgresql+psycopg://name@host/db",
    ),
    ("VORLAGEN_BASE_URL", "http://127.0.0.1:8000", "Adresse, unter der die Anwendung erreichbar ist"),
    (
        "VORLAGEN_SECRET_KEY",
        "wird beim ersten Start erzeugt",
        "Geheimnis für Anmeldungen, mindestens 32 Zeichen",
    ),
    (
        "VORLAGEN_SMTP_URL",
        "leer: Mails bleiben im Postausgang",
        "Mailserver, etwa smtp://name:wort@host:587?starttls=1",
    ),
    ("VORLAGEN_ABSENDER", "vorlagen@localhost", "Absenderadresse der Mails"),
    ("VORLAGEN_SITZUNG_STUNDEN", "12", "So viele Stunden gilt eine Anmeldung höchstens"),
    ("VORLAGEN_SITZUNG_LEERLAUF", "60", "Nach so vielen Minuten ohne Anfrage endet eine Anmeldung"),
    (
        "VORLAGEN_VERLAUF_SCHLUESSEL",
        "wird beim ersten Gebrauch erzeugt",
        "Schlüssel der Tagesköpfe, 64 Hexzeichen; der neueste zuerst, frühere nach einem Komma",
    ),
    ("VORLAGEN_PROXIES", "0", "Anzahl vertrauenswürdiger Reverse-Proxys davor"),
    (
        "VORLAGEN_SQLITE_SYNCHRONOUS",
        "FULL",
        "FULL oder NORMAL; NORMAL ist schneller und kann bei Stromausfall verlieren",
    ),
    (
        "VORLAGEN_WEITERE_ADRESSEN",
        "leer: nur VORLAGEN_BASE_URL",
        "weitere Adressen, unter denen die Anwendung antwortet, mit Komma",
    ),
    (
        "VORLAGEN_ERLAUBTE_NETZE",
        "leer: nur öffentliche Adressen",
        "eigene Netze, in die Vorlagen selbst rufen darf, mit Komma",
    ),
    ("VORLAGEN_GRENZE_ANMELDUNG", "50", "gescheiterte Anmeldungen je Adresse in 15 Minuten; 0 hebt die Grenze auf"),
    ("VORLAGEN_GRENZE_API", "30000", "Anfragen je Token und Minute, je Prozess; 0 hebt die Grenze auf"),
    *EINLASSTABELLE,
    *ABLAGETABELLE,
    *DRUCKEREITABELLE,
    (
        "VORLAGEN_OPARL_LIZENZ",
        "leer: jede Kommune nennt ihre eigene",
        "Lizenz für OParl (Name oder Adresse), wo eine Kommune keine nennt; in der Demo dl-de/zero-2-0",
    ),
    ("VORLAGEN_SICHERHEITSKONTAKT", "leer: keine security.txt", "Wohin Lücken zu melden sind: mailto:… oder https://…"),
)
"""Name, default and meaning of every setting; the documentation is held against it."""

_VERRATEN = frozenset({"secret", "changeme", "change-me", "geheim", "dev", "passwort", "password"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Einstellungen:
    """The checked settings of one process. `demo` shows the demo accounts on the login page."""

    instance: Path
    database_url: str
    secret_key: str
    base_url: str = "http://127.0.0.1:8000"
    smtp_url: str | None = None
    absender: str = "vorlagen@localhost"
    sitzung_stunden: int = 12
    sitzung_leerlauf: int = 60
    verlauf_schluessel: tuple[str, ...] = ()
    proxies: int = 0
    sqlite_synchronous: str = "FULL"
    weitere_adressen: tuple[str, ...] = ()
    erlaubte_netze: Netze = ()
    grenze_anmeldung: int = 50
    grenze_api: int = 30_000
    einlass: Einlass = field(default_factory=Einlass)
    ablage: Ablage = field(default_factory=Ablage)
    druckerei: Druckerei = field(default_factory=Druckerei)
    sicherheitskontakt: str | None = None
    oparl_lizenz: str = ""
    demo: bool = False

    @property
    def sicher(self) -> bool:
        """True if people reach us by https, so that cookies must not travel without."""
        return self.base_url.startswith("https://")

    @property
    def adressen(self) -> tuple[str, ...]:
        """Where the installation is reached, whichever town somebody is of."""
        return self.base_url, *self.weitere_adressen


def aus_umgebung(umgebung: Mapping[str, str] | None = None, *, demo: bool = False) -> Einstellungen:
    """Read and check the settings. Makes the instance folder. Raises `EinstellungUngueltig`."""
    werte = os.environ if umgebung is None else umgebung
    instance = Path(werte.get("VORLAGEN_INSTANCE") or "instance").resolve()
    try:
        instance.mkdir(parents=True, exist_ok=True)
    except OSError as fehler:
        raise EinstellungUngueltig(f"Der Instanzordner {instance} lässt sich nicht anlegen: {fehler}.") from fehler
    base_url = _adresse("VORLAGEN_BASE_URL", werte.get("VORLAGEN_BASE_URL") or "http://127.0.0.1:8000")
    weitere = (werte.get("VORLAGEN_WEITERE_ADRESSEN") or "").split(",")
    return Einstellungen(
        instance=instance,
        database_url=_datenbank(werte.get("VORLAGEN_DATABASE_URL"), instance),
        secret_key=_geheimnis(werte.get("VORLAGEN_SECRET_KEY"), instance),
        base_url=base_url,
        smtp_url=_postweg(werte.get("VORLAGEN_SMTP_URL")),
        absender=_absender(werte.get("VORLAGEN_ABSENDER") or "vorlagen@localhost"),
        sitzung_stunden=spanne("VORLAGEN_SITZUNG_STUNDEN", werte.get("VORLAGEN_SITZUNG_STUNDEN") or "12", 1, 168),
        sitzung_leerlauf=spanne("VORLAGEN_SITZUNG_LEERLAUF", werte.get("VORLAGEN_SITZUNG_LEERLAUF") or "60", 5, 1440),
        verlauf_schluessel=_hexschluessel(werte.get("VORLAGEN_VERLAUF_SCHLUESSEL") or ""),
        proxies=anzahl("VORLAGEN_PROXIES", werte.get("VORLAGEN_PROXIES") or "0"),
        sqlite_synchronous=eines_von(
            "VORLAGEN_SQLITE_SYNCHRONOUS", werte.get("VORLAGEN_SQLITE_SYNCHRONOUS") or "FULL", ("FULL", "NORMAL")
        ),
        weitere_adressen=tuple(_adresse("VORLAGEN_WEITERE_ADRESSEN", url.strip()) for url in weitere if url.strip()),
        erlaubte_netze=netze("VORLAGEN_ERLAUBTE_NETZE", werte.get("VORLAGEN_ERLAUBTE_NETZE")),
        grenze_anmeldung=anzahl("VORLAGEN_GRENZE_ANMELDUNG", werte.get("VORLAGEN_GRENZE_ANMELDUNG") or "50"),
        grenze_api=anzahl("VORLAGEN_GRENZE_API", werte.get("VORLAGEN_GRENZE_API") or "30000"),
        einlass=lies_einlass(werte, base_url=base_url, demo=demo),
        ablage=lies_ablage(werte),
        druckerei=lies_druckerei(werte),
        oparl_lizenz=_lizenz(werte.get("VORLAGEN_OPARL_LIZENZ"), demo=demo),
        sicherheitskontakt=kontakt(werte.get("VORLAGEN_SICHERHEITSKONTAKT")),
        demo=demo,
    )


def _lizenz(url: str | None, *, demo: bool) -> str:
    if url:
        return KURZNAMEN.get(url.lower()) or _adresse("VORLAGEN_OPARL_LIZENZ", url)
    return KURZNAMEN["dl-de/zero-2-0"] if demo else ""


def _datenbank(url: str | None, instance: Path) -> str:
    if not url:
        return f"sqlite:///{instance / 'vorlagen.sqlite3'}"
    if url.startswith("postgres://") or url.startswith("postgresql://"):
        return "postgresql+psycopg://" + url.partition("://")[2]
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise EinstellungUngueltig(
            "VORLAGEN_DATABASE_URL: gebraucht wird sqlite:///… oder postgresql+psycopg://…, nichts anderes."
        )
    return url


def _geheimnis(wort: str | None, instance: Path) -> str:
    if wort is not None:
        if len(wort) < 32 or wort.lower() in _VERRATEN or len(set(wort)) < 8:
            raise EinstellungUngueltig(
                'VORLAGEN_SECRET_KEY ist zu kurz oder zu einfach. Mit `python3 -c "import secrets; '
                'print(secrets.token_hex(32))"` entsteht ein gutes.'
            )
        return wort
    ort = instance / "geheimnis"
    try:
        griff = os.open(ort, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        gemerktes = ort.read_text(encoding="ascii").strip()
        if len(gemerktes) < 32:
            raise EinstellungUngueltig(
                f"Die Datei {ort} ist leer oder beschädigt. Ist sie gelöscht, entsteht beim nächsten Start eine neue."
            ) from None
        return gemerktes
    with os.fdopen(griff, "w", encoding="ascii") as datei:
        datei.write(secrets.token_hex(32))
    return ort.read_text(encoding="ascii")


def _adresse(name: str, url: str) -> str:
    teile = urlsplit(url)
    if teile.scheme not in ("http", "https") or not teile.hostname or teile.query or teile.fragment:
        raise EinstellungUngueltig(f"{name}: „{url}“ ist keine Adresse wie https://vorlagen.example.org.")
    return url.rstrip("/")


def _postweg(url: str | None) -> str | None:
    if url and urlsplit(url).scheme not in ("smtp", "smtps"):
        raise EinstellungUngueltig("VORLAGEN_SMTP_URL: gebraucht wird smtp://host:port oder smtps://host:port.")
    return url or None


def _absender(adresse: str) -> str:
    if "@" not in adresse or any(zeichen in adresse for zeichen in "\r\n<>"):
        raise EinstellungUngueltig(f"VORLAGEN_ABSENDER: „{adresse!r}“ ist keine Mailadresse.")
    return adresse


def _hexschluessel(text: str) -> tuple[str, ...]:
    worte = tuple(wort.strip().lower() for wort in text.split(",") if wort.strip())
    if any(re.fullmatch("[0-9a-f]{64}", wort) is None for wort in worte):
        raise EinstellungUngueltig("VORLAGEN_VERLAUF_SCHLUESSEL: ein Schlüssel hat genau 64 Hexzeichen (0–9, a–f).")
    return worte
