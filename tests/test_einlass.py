"""The settings of who is let in from elsewhere, and the sentence with which a dangerous one stops the start."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import pytest

from vorlagen.einlass import Einlass, Erkennen, Gruppenrolle, Oidc, Zuordnung, lies_einlass, netze
from vorlagen.fehler import EinstellungUngueltig

OIDC = {"OIDC_ISSUER": "https://sso.example.org/realms/stadt", "OIDC_CLIENT_ID": "vorlagen"}
KOPF = {"REMOTE_USER": "X-Remote-User", "REMOTE_USER_VON": "127.0.0.1, 10.1.0.0/16"}
ZUORDNUNG = """
umfang = ["profile", "email", "groups"]
[angaben]
anmeldename = "upn"
gruppen = "realm_access.roles"
[koerperschaften]
"Linden.example" = "linden"
[[gruppen]]
gruppe = "/vorlagen/gremien"
rolle = "gremiendienst"
gremium = "HFA"
"""


def _lies(*, base_url: str = "https://vorlagen.example.org", **werte: str) -> Einlass:
    return lies_einlass({f"VORLAGEN_{name}": wert for name, wert in werte.items()}, base_url=base_url)


def test_was_eingestellt_ist_kommt_an(tmp_path: Path) -> None:
    assert _lies() == Einlass()
    datei = tmp_path / "zuordnung.toml"
    datei.write_text(ZUORDNUNG, encoding="utf-8")
    gelesen = _lies(
        **OIDC, **KOPF, OIDC_CLIENT_SECRET="geheim", OIDC_NAME="Rathaus-Konto", OIDC_ERKENNEN="mail",
        OIDC_ANLEGEN="ja", OIDC_ACR="mfa, phr", OIDC_ZUORDNUNG=str(datei), PASSWORT_NUR_FUER="adele, notfall",
    )  # fmt: skip
    zuordnung = Zuordnung(
        umfang=("openid", "profile", "email", "groups"),
        angabe_anmeldename="upn",
        angabe_gruppen="realm_access.roles",
        koerperschaften={"linden.example": "linden"},
        gruppen=(Gruppenrolle(gruppe="/vorlagen/gremien", rolle="gremiendienst", gremium="HFA"),),
    )
    oidc = Oidc(
        aussteller=OIDC["OIDC_ISSUER"], client_id="vorlagen", client_secret="geheim", name="Rathaus-Konto",
        erkennen=Erkennen.MAIL, anlegen=True, zuordnung=zuordnung, acr=("mfa", "phr"),
    )  # fmt: skip
    assert gelesen.oidc == oidc
    assert (gelesen.kopfzeile, gelesen.kopfzeile_von) == (
        "X-Remote-User", (ip_network("127.0.0.1/32"), ip_network("10.1.0.0/16"))
    )  # fmt: skip
    assert "geheim" not in repr(gelesen)
    assert [gelesen.mit_passwort(name) for name in ("adele", " Notfall ", "kai")] == [True, True, False]
    assert Einlass().mit_passwort("kai")


@pytest.mark.parametrize(
    ("werte", "satz"),
    [
        ({"REMOTE_USER": "X-Remote-User"}, "ließe jeden herein"),
        ({"REMOTE_USER_VON": "10.0.0.1"}, "gilt nur zusammen mit VORLAGEN_REMOTE_USER"),
        ({**KOPF, "REMOTE_USER_VON": "0.0.0.0/0"}, "umfasst fast alles"),
        ({**KOPF, "REMOTE_USER_VON": "::/0"}, "umfasst fast alles"),
        ({**KOPF, "REMOTE_USER_VON": "proxy.example.org"}, "weder Adresse noch Netz"),
        ({**KOPF, "REMOTE_USER_VON": "10.1.0.1/16"}, "weder Adresse noch Netz"),
        ({**KOPF, "REMOTE_USER": "X-Forwarded-For"}, "taugt nicht als Kopfzeile"),
        ({**KOPF, "REMOTE_USER": "Host"}, "taugt nicht als Kopfzeile"),
        ({**KOPF, "REMOTE_USER": "X_Remote_User"}, "taugt nicht als Kopfzeile"),
        ({"PASSWORT_NUR_FUER": "adele"}, "schließt alle anderen aus"),
        ({**OIDC, "PASSWORT_NUR_FUER": "Adele Amtsblatt"}, "ist kein Anmeldename"),
        ({**OIDC, "OIDC_ISSUER": ""}, "VORLAGEN_OIDC_ISSUER fehlt"),
        ({**OIDC, "OIDC_ISSUER": "http://sso.example.org"}, "muss die Adresse mit https:// beginnen"),
        ({**OIDC, "OIDC_CLIENT_ID": ""}, "VORLAGEN_OIDC_CLIENT_ID fehlt"),
        ({**OIDC, "base_url": "http://vorlagen.example.org"}, "VORLAGEN_BASE_URL: Für die Anmeldung"),
        ({**OIDC, "OIDC_ERKENNEN": "immer"}, "möglich sind nur-verbundene, mail, anmeldename"),
        ({**OIDC, "OIDC_ANLEGEN": "true"}, "möglich sind ja und nein"),
        ({**OIDC, "OIDC_ZUORDNUNG": "/gibt/es/nicht.toml"}, "lässt sich nicht lesen"),
    ],
)
def test_was_gefaehrlich_oder_falsch_ist_haelt_den_start_an(werte: dict[str, str], satz: str) -> None:
    with pytest.raises(EinstellungUngueltig) as gefangen:
        _lies(**werte)
    assert satz in gefangen.value.satz


@pytest.mark.parametrize(
    ("inhalt", "satz"),
    [
        ("gruppen = [", "ist kein TOML"),
        ('[[gruppe]]\nname = "x"', "„gruppe“ ist dort nicht vorgesehen"),
        ('[angaben]\nvorname = "x"', "„vorname“ ist dort nicht vorgesehen"),
        ('[[gruppen]]\ngruppe = "x"', "ist unvollständig"),
        ('[[gruppen]]\ngruppe = "x"\nrolle = "freigabe"\namt = 10', "ist unvollständig"),
        ('[[gruppen]]\ngruppe = "x"\nrolle = "freigabe"\namt = "10"\ngremium = "Rat"', "ist unvollständig"),
        ("koerperschaften = 7", "ist unvollständig"),
        ("angaben = 7", "ist unvollständig"),
        ("gruppen = 7", "ist unvollständig"),
        ("umfang = 7", "ist unvollständig"),
    ],
)
def test_eine_falsche_zuordnung_haelt_den_start_an(tmp_path: Path, inhalt: str, satz: str) -> None:
    datei = tmp_path / "zuordnung.toml"
    datei.write_text(inhalt, encoding="utf-8")
    with pytest.raises(EinstellungUngueltig) as gefangen:
        _lies(**OIDC, OIDC_ZUORDNUNG=str(datei))
    assert satz in gefangen.value.satz
    assert str(datei) in gefangen.value.satz


def test_netze_stehen_mit_komma() -> None:
    assert netze("N", None) == netze("N", " , ") == ()
    assert netze("N", "fd12:3456::/32,10.0.0.1") == (ip_network("fd12:3456::/32"), ip_network("10.0.0.1/32"))
