"""Reading the settings of who is let in from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from vorlagen.einlass.begriffe import Einlass, Erkennen, Netze, Oidc, Zuordnung
from vorlagen.einlass.zuordnung import lies_zuordnung
from vorlagen.einstellwerte import eines_von, spanne
from vorlagen.fehler import EinstellungUngueltig

TABELLE: tuple[tuple[str, str, str], ...] = (
    ("VORLAGEN_OIDC_ISSUER", "leer: keine Anmeldung über ein Verzeichnis", "Aussteller des Verzeichnisses (OIDC)"),
    ("VORLAGEN_OIDC_CLIENT_ID", "leer", "Kennung dieser Installation beim Aussteller"),
    ("VORLAGEN_OIDC_CLIENT_SECRET", "leer: öffentlicher Client", "Geheimnis beim Aussteller"),
    ("VORLAGEN_OIDC_NAME", "Verzeichnis der Stadt", "Wie das Verzeichnis auf der Anmeldeseite heißt"),
    (
        "VORLAGEN_OIDC_ERKENNEN",
        "nur-verbundene",
        "Woran ein vorhandenes Konto beim ersten Mal erkannt wird: nur-verbundene, mail oder anmeldename",
    ),
    ("VORLAGEN_OIDC_ANLEGEN", "nein", "ja: wer im Verzeichnis steht und hier fehlt, bekommt ein Konto"),
    ("VORLAGEN_OIDC_ACR", "leer: jede", "Stärke der Anmeldung, die das Verzeichnis bestätigen muss (acr), mit Komma"),
    ("VORLAGEN_OIDC_ZUORDNUNG", "leer", "TOML-Datei: Gruppen und Rollen, Körperschaften, Namen der Angaben"),
    ("VORLAGEN_REMOTE_USER", "leer: keine", "Kopfzeile, in der ein Proxy den Anmeldenamen nennt, etwa X-Remote-User"),
    ("VORLAGEN_REMOTE_USER_VON", "leer", "Adressen oder Netze, von denen diese Kopfzeile gilt, mit Komma"),
    ("VORLAGEN_PASSWORT_NUR_FUER", "leer: alle", "Anmeldenamen, die sich noch mit Passwort anmelden, mit Komma"),
    (
        "VORLAGEN_BETREUUNG_ZWEITER_FAKTOR",
        "ja; in der Demo nein",
        "ja: wer die Installation betreut, braucht einen zweiten Faktor",
    ),
    (
        "VORLAGEN_BETREUUNG_VON_ANDERSWO",
        "nein",
        "ja: auch wer die Installation betreut, kommt über Verzeichnis oder Kopfzeile herein",
    ),
    (
        "VORLAGEN_TOKEN_VERZEICHNIS_TAGE",
        "30",
        "So lange nach der letzten Anmeldung über das Verzeichnis gelten Tokens; 0 hebt das auf",
    ),
)

_OERTLICH: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_KOPFZEILE: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,60}")
_VERGEBENE: Final = re.compile(r"host|cookie|authorization|origin|referer|content-.*|accept.*|x-forwarded-.*|forwarded")
_ANMELDENAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")


def lies_einlass(werte: Mapping[str, str], *, base_url: str, demo: bool = False) -> Einlass:
    """Read and check the settings. Raises `EinstellungUngueltig`."""
    oidc = _oidc(werte, base_url)
    kopfzeile, von = _kopfzeile(werte)
    namen = _liste(werte.get("VORLAGEN_PASSWORT_NUR_FUER"))
    if namen and not (oidc or kopfzeile):
        raise EinstellungUngueltig(
            "VORLAGEN_PASSWORT_NUR_FUER schließt alle anderen aus, denn es gibt keine andere Anmeldung. "
            "Bitte erst VORLAGEN_OIDC_ISSUER oder VORLAGEN_REMOTE_USER setzen."
        )
    if falsche := [name for name in namen if not _ANMELDENAME.fullmatch(name)]:
        raise EinstellungUngueltig(f"VORLAGEN_PASSWORT_NUR_FUER: „{falsche[0]}“ ist kein Anmeldename.")
    tage = werte.get("VORLAGEN_TOKEN_VERZEICHNIS_TAGE") or "30"
    return Einlass(
        oidc=oidc,
        kopfzeile=kopfzeile,
        kopfzeile_von=von,
        passwort_nur_fuer=frozenset(namen),
        betreuung_zweiter_faktor=_ja_oder_nein(werte, "VORLAGEN_BETREUUNG_ZWEITER_FAKTOR", sonst=not demo),
        betreuung_von_anderswo=_ja_oder_nein(werte, "VORLAGEN_BETREUUNG_VON_ANDERSWO", sonst=False),
        token_verzeichnis_tage=spanne("VORLAGEN_TOKEN_VERZEICHNIS_TAGE", tage, 0, 3650),
    )


def netze(name: str, text: str | None) -> Netze:
    """Addresses and networks, separated by commas. Refuses whole worlds. Raises `EinstellungUngueltig`."""
    gelesen = []
    for wort in _liste(text):
        try:
            netz = ip_network(wort)
        except ValueError:
            raise EinstellungUngueltig(f"{name}: „{wort}“ ist weder Adresse noch Netz wie 10.1.0.0/16.") from None
        if netz.prefixlen < {4: 8, 6: 7}[netz.version]:
            raise EinstellungUngueltig(f"{name}: „{wort}“ umfasst fast alles. Bitte ein engeres Netz angeben.")
        gelesen.append(netz)
    return tuple(gelesen)


def _oidc(werte: Mapping[str, str], base_url: str) -> Oidc | None:
    aussteller, client_id = werte.get("VORLAGEN_OIDC_ISSUER"), werte.get("VORLAGEN_OIDC_CLIENT_ID")
    geheimnis, datei = werte.get("VORLAGEN_OIDC_CLIENT_SECRET"), werte.get("VORLAGEN_OIDC_ZUORDNUNG")
    name = werte.get("VORLAGEN_OIDC_NAME") or "Verzeichnis der Stadt"
    erkennen = werte.get("VORLAGEN_OIDC_ERKENNEN") or Erkennen.NUR_VERBUNDENE
    anlegen = _ja_oder_nein(werte, "VORLAGEN_OIDC_ANLEGEN", sonst=False)
    acr = tuple(_liste(werte.get("VORLAGEN_OIDC_ACR")))
    if not aussteller:
        if client_id or geheimnis or datei or acr:
            raise EinstellungUngueltig("VORLAGEN_OIDC_ISSUER fehlt; ohne Aussteller gelten die anderen Angaben nicht.")
        return None
    _pruefe_adresse("VORLAGEN_OIDC_ISSUER", aussteller)
    _pruefe_adresse("VORLAGEN_BASE_URL", base_url)
    if not client_id:
        raise EinstellungUngueltig("VORLAGEN_OIDC_CLIENT_ID fehlt; der Aussteller muss wissen, wer fragt.")
    if erkennen not in list(Erkennen):
        raise EinstellungUngueltig(f"VORLAGEN_OIDC_ERKENNEN: möglich sind {', '.join(Erkennen)}, nicht „{erkennen}“.")
    return Oidc(
        aussteller=aussteller,
        client_id=client_id,
        client_secret=geheimnis or None,
        name=name,
        erkennen=Erkennen(erkennen),
        anlegen=anlegen,
        zuordnung=lies_zuordnung(Path(datei)) if datei else Zuordnung(),
        acr=acr,
    )


def _pruefe_adresse(name: str, url: str) -> None:
    teile = urlsplit(url)
    oertlich = teile.scheme == "http" and teile.hostname in _OERTLICH
    if not (teile.scheme == "https" or oertlich) or not teile.hostname or teile.query or teile.fragment:
        raise EinstellungUngueltig(
            f"{name}: Für die Anmeldung über ein Verzeichnis muss die Adresse mit https:// beginnen."
        )


def _kopfzeile(werte: Mapping[str, str]) -> tuple[str | None, Netze]:
    name = werte.get("VORLAGEN_REMOTE_USER") or None
    von = netze("VORLAGEN_REMOTE_USER_VON", werte.get("VORLAGEN_REMOTE_USER_VON"))
    if name and not von:
        raise EinstellungUngueltig(
            "VORLAGEN_REMOTE_USER ohne VORLAGEN_REMOTE_USER_VON ließe jeden herein, der die Kopfzeile schickt. "
            "Bitte die Adresse des Proxys angeben."
        )
    if von and not name:
        raise EinstellungUngueltig("VORLAGEN_REMOTE_USER_VON gilt nur zusammen mit VORLAGEN_REMOTE_USER.")
    if name and (not _KOPFZEILE.fullmatch(name) or _VERGEBENE.fullmatch(name.lower())):
        raise EinstellungUngueltig(
            f"VORLAGEN_REMOTE_USER: „{name}“ taugt nicht als Kopfzeile; üblich ist X-Remote-User."
        )
    return name, von


def _ja_oder_nein(werte: Mapping[str, str], name: str, *, sonst: bool) -> bool:
    wort = werte.get(name)
    return eines_von(name, wort, ("ja", "nein")) == "ja" if wort else sonst


def _liste(text: str | None) -> list[str]:
    return [wort.strip() for wort in (text or "").split(",") if wort.strip()]
